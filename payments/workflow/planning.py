"""What the bank will be told: one payment per payee, its id, its sum, and the fingerprint of the file they will stand in."""

from collections import defaultdict

from django.db.models import Max

from network.access import system
from network.events import take_turns
from network.money import Money
from network.transitions import Refusal, Refused, perform
from network.workflow.revising import day_of
from payments.bank.nacha import MODIFIERS
from payments.bank.pain001 import NotWritable
from payments.facts import bank_files
from payments.facts.recoveries import LEAST
from payments.models import Batch, BatchLine, Instruction, Payee, Rail
from payments.words_bank import not_writable_said
from payments.workflow import offsetting

WITH = ("batch__paying_account", "account", "payee")


def plan(batch: Batch, *, at, accounts=None) -> Batch:
    """Inside a lock of the batch: make or mend its payments and fix count, total and fingerprint. Raises Refused.

    `accounts` by payee are those to pay on, of a batch that is being locked; later the ones that were fixed then stay.
    """
    found = defaultdict(list)
    for entry in BatchLine.objects.within(batch.organization).filter(batch=batch, live=True).order_by("pk"):
        found[entry.line.payee_id].append(entry)
    rows = {row.payee_id: row for row in _planned(batch)}
    for payee, row in rows.items():
        if payee not in found:
            perform(row, "drop", actor=system("batches", batch.organization), at=at)
            offsetting.give_up(batch.organization, row.reference, at=at)
    kept = [_instruction(batch, payee, entries, rows.get(payee), (accounts or {}).get(payee), at) for payee, entries in found.items()]
    batch.count, batch.minor = len(kept), sum(row.minor for row in kept)
    batch.planned_at = at
    batch.sha256 = _fingerprint(batch, at) if kept else ""
    batch.save()
    return batch


def same_file(batch: Batch) -> bool:
    """Whether what would be written now is what was fixed: a payee's tax class, say, stands in an American file, too."""
    try:
        return _hash(batch, list(_planned(batch).select_related(*WITH))) == batch.sha256
    except NotWritable:
        return False


def _hash(batch, rows) -> str:
    return bank_files.write(bank_files.Nowhere(), batch, rows).sha256


def _planned(batch):
    return Instruction.objects.within(batch.organization).filter(batch=batch, state="planned")


def _instruction(batch, payee, entries, row, account, at) -> Instruction:
    """The payment of one payee: a new one with an id of its own, or the one there is, with the sum of what is left after recoveries."""
    due = Money(sum(entry.minor for entry in entries), batch.currency)
    if row is None:
        row = Instruction(
            organization=batch.organization, batch=batch, payee=Payee.objects.within(batch.organization).get(pk=payee), account=account,
            reference=_reference(batch.organization), minor=due.minor, state_since=at,
        )
        row.full_clean()
    pays = offsetting.plan(row.payee, due, source=row.reference, least=LEAST, at=at)
    row.minor, row.account = pays.minor, account or row.account
    row.save()
    BatchLine.objects.within(batch.organization).filter(pk__in=[entry.pk for entry in entries]).update(instruction=row)
    return row


def _reference(organization) -> str:
    """The next end-to-end id of the organization; one that was given is never given again."""
    take_turns(organization.pk)
    return f"{organization.prefix}-PAY{Instruction.objects.within(organization).count() + 1:06d}"


def _fingerprint(batch, at) -> str:
    """Number the lines of an American file, then count and hash what would be written."""
    batch.modifier, batch.trace_after = _modifier(batch, at), _last_trace(batch)
    rows = list(_planned(batch).select_related(*WITH))
    try:
        traces = bank_files.traces_of(batch, rows)
        for row in rows:
            if traces:
                row.trace = traces[row.reference]
                row.save(update_fields=["trace"])
        return _hash(batch, rows)
    except NotWritable as error:
        raise Refused([Refusal("not_writable", not_writable_said(error), facts={"payment": error.at})]) from error


def _last_trace(batch) -> int:
    """The highest number a line of an earlier file of this bank has; a balancing debit has the one after it."""
    rows = Instruction.objects.within(batch.organization).exclude(trace="").exclude(batch=batch)
    last = rows.filter(batch__paying_account__code=batch.paying_account.code).aggregate(last=Max("trace"))["last"]
    return int(last[8:]) + batch.paying_account.balanced if last else 0


def _modifier(batch, at) -> str:
    """Which file of that day it is. Raises Refused beyond what letters and digits tell apart.

    Only an American file has it; a European one is told apart by the reference of its batch, and there may be any number a day.
    """
    if batch.paying_account.rail != Rail.ACH:
        return MODIFIERS[0]
    today = day_of(batch.organization, at)
    others = Batch.objects.within(batch.organization).filter(paying_account=batch.paying_account).exclude(pk=batch.pk)
    used = {row.modifier for row in others.exclude(planned_at=None) if day_of(batch.organization, row.planned_at) == today}
    left = [sign for sign in MODIFIERS if sign not in used]
    if not left:
        raise Refused([Refusal("not_writable", not_writable_said(NotWritable("modifier")))])
    return left[0]
