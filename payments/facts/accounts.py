"""Which account a payee is paid on at an instant, whether a change waits, and who else has the same number."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.crypto import salted_hmac

from payments.models import BankAccount, Payee, PayeeLink
from payments.parameters import value


@dataclass(frozen=True, slots=True)
class PaidOn:
    """The account that is paid, or none and why: `none` there is no usable account, `change` one is being changed.

    `until`: the instant at which the change's wait is over; none while nobody confirmed it.
    """

    account: BankAccount | None
    why: str = ""
    until: datetime | None = None


def paid_on(payee: Payee, *, at: datetime, on: date) -> PaidOn:
    """By the organization's rule a payee whose account changes is held (the default), or paid on the old one meanwhile."""
    usable = payee.accounts.usable(at).first()
    change = payee.accounts.pending(at).first()
    if change is not None and (usable is None or not value(payee.organization, "payments.bank_change_pays_old", on=on)):
        return PaidOn(None, "change", change.usable_from if change.state == "confirmed" else None)
    return PaidOn(usable) if usable else PaidOn(None, "none")


def fingerprint(number: str, routing: str = "") -> str:
    """A keyed hash of a number in plain form: equal for equal numbers, and nothing else can be read from it."""
    return salted_hmac("payments.account", f"{routing}:{number}", algorithm="sha256").hexdigest()


def tax_mark(number: str) -> str:
    """The same of a tax number, however it is spaced; nothing of none."""
    kept = "".join(filter(str.isalnum, number)).upper()
    return salted_hmac("payments.tax", kept, algorithm="sha256").hexdigest() if kept else ""


def shared_with(account: BankAccount) -> list[Payee]:
    """Other payees of the organization with the same number, asked for or confirmed."""
    rows = BankAccount.objects.within(account.organization).filter(
        fingerprint=account.fingerprint, state__in=("requested", "confirmed")
    )
    others = rows.exclude(payee=account.payee_id).values("payee")
    return list(Payee.objects.within(account.organization).filter(pk__in=others))


def link_on(participation, day: date) -> PayeeLink | None:
    """Who is paid for her sessions of that day."""
    rows = PayeeLink.objects.within(participation.organization).filter(participation=participation, first__lte=day)
    row = rows.select_related("payee").order_by("-first").first()
    return row if row and (row.last is None or day <= row.last) else None
