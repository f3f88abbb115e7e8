"""The accounts an organization pays from: what its bank gave, tried as far as check digits go."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record
from network.models import Organization
from network.transitions import Refusal, Refused
from payments.bank.accounts import aba_fault, iban_fault, is_bic, plain, us_account_fault
from payments.models import PayingAccount, Rail
from payments.models.batches import CURRENCIES
from payments.words_bank import NUMBERS

KEPT = ("holder", "bank", "company_id", "destination", "origin", "balanced")


def keep(*, organization, rail, number, code="", actor, at, **fields) -> PayingAccount:
    """Record an account to pay from. Raises Refused for numbers that cannot be, and for one that is there already."""
    number, code = plain(number), plain(code)
    values = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items() if name in KEPT}
    row = PayingAccount(
        organization=organization, rail=rail, currency=CURRENCIES.get(rail, ""), number=number, code=code, created_at=at,
        created_by_id=actor.person_id, **values,
    )
    require(actor, Action.MAKE_BATCH, row)
    _refuse(_faults(row))
    with transaction.atomic():
        Organization.objects.select_for_update().get(pk=organization.pk)
        if PayingAccount.objects.within(organization).filter(number=number, code=code).exists():
            words = (_("This account is there already."), _("Choose it when you make a batch."))
            _refuse([Refusal("same_account", *words, {"field": "number"})])
        row.full_clean(exclude=["created_by"])
        row.save()
        record(row, "paying_account.kept", actor=actor, at=at, after={"account": row.masked, "rail": rail})
    return row


def _faults(row):
    if not row.holder:
        yield Refusal("no_holder", _("No holder is given."), _("Enter it as the bank knows it."), {"field": "holder"})
    numbers = {"number": iban_fault(row.number)} if row.rail == Rail.SEPA else {
        "number": us_account_fault(row.number), "code": aba_fault(row.code), "destination": aba_fault(row.destination),
    }  # fmt: skip
    for name, fault in numbers.items():
        if fault is not None:
            yield _wrong(name, NUMBERS[fault])
    if row.rail == Rail.SEPA and row.code and not is_bic(row.code):
        yield _wrong("code", _("A BIC has 8 or 11 letters and digits."))
    if row.rail == Rail.ACH:
        for name in ("company_id", "origin"):
            given = getattr(row, name)
            if not (given.isascii() and given.isalnum()):
                yield _wrong(name, _("Enter the letters and digits the bank gave."))
        if not row.bank:
            yield _wrong("bank", _("American files name the bank."))


def _wrong(name, words):
    return Refusal("account_wrong", words, _("Compare it with what your bank gave you."), {"field": name})


def _refuse(unmet):
    if found := list(unmet):
        raise Refused(found)
