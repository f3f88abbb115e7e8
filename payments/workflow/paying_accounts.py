"""The accounts an organization pays from: one person proposes that one begins, changes or ends, another confirms it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record, take_turns
from network.transitions import Refusal, perform
from payments.bank.accounts import aba_fault, iban_fault, is_bic, plain, us_account_fault
from payments.facts.accounts import fingerprint
from payments.guards_changes import still_possible
from payments.models import PayingAccount, PayingAccountChange, Rail
from payments.models.batches import CURRENCIES
from payments.words_bank import NUMBERS
from payments.workflow import changes
from payments.workflow.changes import refuse

__all__ = ["confirm", "propose", "propose_change", "propose_end", "refuse", "show"]

KEPT = ("holder", "bank", "company_id", "destination", "origin", "balanced")
Kind = PayingAccountChange.Kind


def propose(*, organization, rail, number, code="", reason, actor, at, **fields) -> PayingAccountChange:
    """A new account to pay from, or one that ended. Raises Refused for numbers that cannot be, and for one that is there already."""
    require(actor, Action.MAKE_BATCH, organization)
    row = PayingAccountChange(organization=organization, kind=Kind.OPEN, values={**_kept(fields), "rail": rail, "code": plain(code)})
    row.number, row.fingerprint = plain(number), fingerprint(plain(number), plain(code))
    return _propose(row, reason, actor, at)


def propose_change(account: PayingAccount, *, reason, actor, at, **fields) -> PayingAccountChange:
    """Other particulars; its number, bank and kind of transfer stay: another number is another account. Raises Refused."""
    require(actor, Action.MAKE_BATCH, account)
    row = PayingAccountChange(organization=account.organization, kind=Kind.CHANGE, account=account, values=_kept(fields))
    return _propose(row, reason, actor, at)


def propose_end(account: PayingAccount, *, reason, actor, at) -> PayingAccountChange:
    """Nothing more is paid from it; batches that were made keep it. Raises Refused."""
    require(actor, Action.MAKE_BATCH, account)
    return _propose(PayingAccountChange(organization=account.organization, kind=Kind.END, account=account), reason, actor, at)


def confirm(change: PayingAccountChange, *, actor, at) -> PayingAccount:
    """A second person agrees: it is so from now on. Raises Refused."""
    with transaction.atomic():
        take_turns(change.organization_id)  # a batch is made before it, or after
        perform(change, "confirm", actor=actor, at=at)
        row = _account(change, at)
        if change.kind == Kind.END:
            row.ended_at = at
        row.full_clean(exclude=["created_by"])
        row.save()
        change.account = row
        change.save(update_fields=["account"])
        told = {"account": row.masked, "rail": row.rail, **{name: change.values[name] for name in KEPT if name in change.values}}
        record(row, f"paying_account.{DONE[change.kind]}", actor=actor, at=at, after=told, reason=change.reason)
    return row


DONE = {Kind.OPEN: "kept", Kind.CHANGE: "changed", Kind.END: "ended"}


def show(change: PayingAccountChange, *, actor, at) -> str:
    """The whole number of an account that is proposed, to be compared with the bank's paper; each look is on record."""
    require(actor, Action.SEE_ACCOUNT, change)
    record(change, "account.seen", actor=actor, at=at, after={"account": change.masked})
    return change.number or change.account.number


def _kept(fields) -> dict:
    return {name: value.strip() if isinstance(value, str) else value for name, value in fields.items() if name in KEPT}


def _propose(row, reason, actor, at) -> PayingAccountChange:
    row.reason = reason
    told = {"account": row.masked, **{name: row.values[name] for name in ("rail", *KEPT) if name in row.values}}
    return changes.propose(
        row, "paying_account.proposed", _unmet(row, actor, at), told={"kind": row.kind, **told}, page="paying_accounts", actor=actor, at=at
    )


def _unmet(row, actor, at):
    """What is wrong with it; of what is sound, what stands against it."""
    if found := list(_faults(row, at)):
        yield from found
    else:
        yield from _stands_against(row, actor, at)


def _account(change, at) -> PayingAccount:
    """As it will be: a new one, one that ended and begins again, or the one there is."""
    values = change.values
    if change.kind == Kind.OPEN:
        row = change.twins().first() or PayingAccount(
            organization=change.organization, created_at=at, created_by_id=change.proposed_by_id, number=change.number,
            fingerprint=change.fingerprint, code=values["code"],
        )
        row.rail, row.currency, row.ended_at = values["rail"], CURRENCIES.get(values["rail"], ""), None
    else:
        row = PayingAccount.objects.within(change.organization).select_for_update().get(pk=change.account_id)
    for name in KEPT:
        if name in values:
            setattr(row, name, values[name])
    return row


def _faults(change, at):
    if change.kind != Kind.END:
        yield from _numbers(_account(change, at))
    yield from changes.unfounded(change)


def _stands_against(change, actor, at):
    """What would stand against confirming it is said when it is proposed, but for files that are on their way."""
    same = {"account": change.account} if change.account_id else {"fingerprint": change.fingerprint}
    yield from changes.waiting(change, **same)
    yield from (each for each in still_possible(change, actor=actor, at=at) if each.code != "batch_on_its_way")


def _numbers(row):
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
