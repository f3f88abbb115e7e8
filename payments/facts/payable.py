"""What keeps money from a payee now, as far as the payee can mend it: tax form and account. Asked again at every release."""

from datetime import date, datetime

from network.standing import Clearance
from payments.models import BankAccount, Payee
from payments.parameters import tax_form_of, value
from payments.releasing import Account, Meanwhile, Missing, release
from payments.releasing import Payee as Known

MENDABLE = (Missing.TAX_FORM, Missing.ACCOUNT, Missing.ACCOUNT_UNCHECKED, Missing.ACCOUNT_WAITS)


def missing(payee: Payee, *, at: datetime, on: date) -> tuple[Missing, ...]:
    """By the same rule that is asked at a release; lists and holds are asked there."""
    known = Known(has_tax_form(payee, on=on), accounts_of(payee), on, open_match=False)
    pays_old = value(payee.organization, "payments.bank_change_pays_old", on=on)
    meanwhile = Meanwhile.OLD_ACCOUNT if pays_old else Meanwhile.HOLD
    answer = release(known, Clearance(True), at=at, on=on, fresh_days=0, meanwhile=meanwhile)
    return tuple(item for item in answer.missing if item in MENDABLE)


def has_tax_form(payee: Payee, *, on: date) -> bool:
    """Whether it came, or none is asked."""
    return payee.tax_form_on is not None or not tax_form_of(payee.organization, on=on)


def accounts_of(payee: Payee) -> tuple[Account, ...]:
    """Its accounts as the rules take them, from the oldest to the newest."""
    rows = BankAccount.objects.within(payee.organization).filter(payee=payee, state__in=("requested", "confirmed"))
    return tuple(
        Account(
            str(row.pk), str(row.requested_by_id), str(row.settled_by_id) if row.state == "confirmed" else None, bool(row.called),
            row.usable_from,
        )
        for row in rows.order_by("requested_at", "pk")
    )
