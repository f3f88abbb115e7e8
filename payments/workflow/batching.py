"""Making a batch of approved lines, and lines that leave it: taken out by its maker, by what was found, or when standing changes."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require, system
from network.events import record, take_turns
from network.transitions import Refusal, locked, perform, raise_unmet
from payments.duties import Act
from payments.facts.lines import ALL
from payments.guards_batches import bars, day_is_ahead
from payments.models import Batch, BatchAct, BatchLine, InvoiceLine, PayingAccount
from payments.workflow import offsetting
from payments.workflow.bank_tasks import RECALL, ask
from payments.workflow.bank_tasks import drop as drop_task
from payments.workflow.checking import check
from payments.workflow.planning import plan

FIXED = ("locked", "approved", "released")  # its file is fixed, and not written yet
WITH_BATCH = ("organization", "batch__organization", "batch__paying_account", "instruction__batch", "instruction__organization")
WITH_BATCH += tuple(f"line__{name}" for name in ALL)


def make(account: PayingAccount, *, payees=None, pays_on, actor, at) -> Batch:
    """Make a batch of the approved lines in the account's currency, of these payees or of all. Raises Refused.

    Lines of whoever makes it stay out with a refusal: nobody makes a batch that pays herself.
    """
    require(actor, Action.MAKE_BATCH, account)
    with transaction.atomic():
        take_turns(account.organization_id)  # two at once never take the same line
        lines = list(ready(account, payees).select_related(*ALL))
        batch = Batch(
            organization=account.organization, reference=_reference(account.organization), paying_account=account, pays_on=pays_on,
            made_by_id=actor.person_id, state_since=at,
        )
        account.refresh_from_db()
        raise_unmet([*_ended(account), *_nothing(lines), *day_is_ahead(batch, actor=actor, at=at)])
        batch.full_clean()
        batch.save()
        note(batch, Act.MAKE_BATCH, actor=actor, at=at)
        for line in lines:
            _put_in(batch, line, at)
        raise_unmet(bars(batch, Act.MAKE_BATCH, actor))
        record(batch, "batch.made", actor=actor, at=at, after={"lines": len(lines), "pays_on": pays_on, "from": account.masked})
    return batch


def ready(account: PayingAccount, payees=None):
    """The approved lines an account can pay, in the order they were logged."""
    rows = InvoiceLine.objects.within(account.organization).filter(state="approved", currency=account.currency)
    return (rows if payees is None else rows.filter(payee__in=payees)).order_by("position")


def take_out(entry: BatchLine, *, reason, actor, at) -> BatchLine:
    """Its maker takes a line out of an open batch, with a reason; it stays approved. Raises Refused."""
    batch = entry.batch
    require(actor, Action.MAKE_BATCH, batch)
    with locked(batch):
        raise_unmet([*_not_open(batch, entry), *_reason(reason), *bars(batch, Act.MAKE_BATCH, actor)])
        _leave(entry, ["taken_out"], at)
        note(batch, Act.MAKE_BATCH, actor=actor, at=at)
        record(batch, "batch.taken_out", actor=actor, at=at, after={"line": entry.line.reference}, reason=reason)
    return entry


def cancel(batch: Batch, *, reason, actor, at):
    """Nothing of it is paid; its lines are approved and in no batch. Raises Refused without a reason."""
    with locked(batch):
        event = perform(batch, "cancel", actor=actor, at=at, note=reason, reason=reason)
        for entry in live(batch):
            _leave(entry, ["canceled"], at)
        for row in batch.instructions.filter(state="planned"):
            perform(row, "drop", actor=system("batches", batch.organization), at=at)
            offsetting.give_up(batch.organization, row.reference, at=at)
    return event


def leave(line: InvoiceLine, *, at, why=("held_on_day",)) -> bool:
    """A line that may not be paid any more leaves the batch it is in by itself; False when it is in none that is not written.

    The line is checked anew; a batch that was locked has another total, and every approval of it is void.
    """
    found = _entry_of(line)
    if found is None:
        return False
    with locked(found.batch):
        entry = _entry_of(line)  # read again: the file may have been written meanwhile
        if entry is None or found.batch.state not in ("open", *FIXED):
            return False
        drop([entry], {entry.pk: list(why)}, batch=found.batch, at=at)
    return True


def drop(entries, why: dict[int, list[str]], *, batch: Batch, at) -> None:
    """Inside a lock of the batch: lines leave, each with its codes; what was fixed is planned anew, what was approved is void."""
    for entry in entries:
        _leave(entry, why[entry.pk], at)
    record(
        batch, "batch.left", actor=system("batches", batch.organization), at=at,
        after={entry.line.reference: why[entry.pk] for entry in entries},
    )
    if batch.state in FIXED:
        plan_anew(batch, at=at)


def plan_anew(batch: Batch, *, at) -> None:
    """Inside a lock of a batch that is fixed: it is another paper now, and nobody has approved that. Raises Refused: not writable."""
    note(batch, Act.MAKE_BATCH, actor=system("batches", batch.organization), at=at)
    perform(batch, "change", actor=system("batches", batch.organization), at=at)
    plan(batch, at=at)


def recall(line: InvoiceLine, *, at) -> bool:
    """A line that is at the bank may not be paid any more: a person asks the bank for its payment.

    False when asked already, and where the bank has answered meanwhile.
    """
    found = _entry_of(line)
    if found is None:
        return False
    with locked(found.batch):
        entry = _entry_of(line)  # read again, as in `leave`
        at_bank = entry is not None and entry.instruction.state == "sent"
        return at_bank and ask(entry.instruction, RECALL, at=at, facts={"line": line.reference})


def drop_recall(line: InvoiceLine, *, at) -> bool:
    """It may be paid after all: nobody has to ask the bank for it. False when nobody was asked."""
    entry = _entry_of(line)
    return entry is not None and entry.instruction is not None and drop_task(entry.instruction, RECALL, at=at, line=line.reference)


def live(batch: Batch):
    """Its lines that have not left."""
    rows = BatchLine.objects.within(batch.organization).filter(batch=batch, live=True)
    return rows.select_related(*WITH_BATCH).order_by("pk")


def note(batch: Batch, act: Act, *, actor, at) -> None:
    """Remember by person who did what to a batch; nobody, when a line left by itself."""
    BatchAct(organization=batch.organization, batch=batch, act=str(act), person_id=actor.person_id, at=at).save()


def _entry_of(line) -> BatchLine | None:
    rows = BatchLine.objects.within(line.organization).filter(line=line, live=True)
    return rows.select_related(*WITH_BATCH).first()


def _put_in(batch, line, at):
    entry = BatchLine(organization=batch.organization, batch=batch, line=line, minor=line.total.minor)
    entry.full_clean()
    entry.save()
    perform(line, "put_in", actor=system("batches", batch.organization), at=at)


def _leave(entry: BatchLine, why: list[str], at) -> None:
    entry.live, entry.left_at, entry.why, entry.instruction = False, at, why, None
    entry.save(update_fields=["live", "left_at", "why", "instruction"])
    perform(entry.line, "leave", actor=system("batches", entry.organization), at=at)
    check(entry.line, at=at)


def _reference(organization) -> str:
    rows = Batch.objects.within(organization)
    return f"{organization.prefix}-B{rows.count() + 1:05d}"


def _nothing(lines):
    if not lines:
        yield Refusal("batch_empty", _("No approved line is there to be paid."), _("Lines are approved first."))


def _ended(account):
    if account.ended_at is not None:
        words = _("Nothing more is paid from this account: it was ended.")
        yield Refusal("account_ended", words, _("Choose another one, or propose this one anew and have it confirmed."))


def _not_open(batch, entry):
    if batch.state != "open" or not BatchLine.objects.within(batch.organization).filter(pk=entry.pk, live=True).exists():
        words = _("Lines are taken out while the batch is being made.")
        yield Refusal("batch_fixed", words, _("Who approves it sends it back first."))


def _reason(reason):
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})
