"""Taking a file of the bank: read whole or not at all, once, and applied to the payments it tells of in one transaction."""

from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network import documents
from network.access import Action, require, system
from network.events import record, take_turns
from network.transitions import Refusal, perform, raise_unmet
from network.workflow.revising import day_of
from payments.bank.answers import Answer, Sent
from payments.bank.camt053 import opened, read_statement
from payments.bank.nacha_returns import named_in, read_returns
from payments.bank.pain002 import about, read_report
from payments.models import BankAnswer, Batch, Instruction, PayingAccount
from payments.queries.reading import BANK_ANSWER
from payments.words_bank import fault_said
from payments.workflow.settling import apply

AT_BANK = ("written", "settled")
HEAD = 4000  # bytes in which a file says what it is
SHOWN = 20  # faults of a file that are said
AT_ONCE = 500  # names a database is asked for in one question
Kind = BankAnswer.Kind


@dataclass(frozen=True, slots=True)
class Taken:
    """The file that was taken; `changed` payments became something else by it, none when it was taken before."""

    answer: BankAnswer
    changed: int
    again: bool = False


def take(content: bytes, *, organization, actor, at) -> Taken:
    """Take a report, a statement or a file of returns. The same bytes again change nothing. Raises Refused with each fault."""
    require(actor, Action.TAKE_ANSWER, organization)
    digest = sha256(content).hexdigest()
    with transaction.atomic():
        take_turns(organization.pk)  # the same file twice at once is taken once
        known = BankAnswer.objects.within(organization).filter(sha256=digest).first()
        if known is not None:
            return Taken(known, 0, again=True)
        kind, found = read(content, organization, on=day_of(organization, at))
        raise_unmet(_faults(found))
        raise_unmet(_known_name(organization, kind, found))
        changed = _apply(found, organization, at)
        row = _keep(content, digest, kind, found, organization, actor, at)
        record(row, "answer.taken", actor=actor, at=at, after={
            "kind": kind, "name": row.name, "sha256": digest, "outcomes": row.outcomes, "changed": changed,
        })
    return Taken(row, changed)


def read(content: bytes, organization, *, on) -> tuple[str, Answer]:
    """Which kind of file it is, and what it says. American returns are told by their first sign."""
    if content.lstrip()[:1] == b"1":
        return Kind.RETURNS, _returns(content, organization)
    if b"camt.053" in content[:HEAD].replace(b"\0", b""):  # in UTF-16 every other byte is nothing
        return Kind.STATEMENT, _statement(content, organization, on)
    return Kind.REPORT, _report(content, organization, on)


def _returns(content, organization) -> Answer:
    rows = _sent_away(organization).exclude(trace="").select_related("batch__paying_account")
    rows = list(_those(rows, "trace", named_in(content)))
    return read_returns(content, {row.trace: row.reference for row in rows}, {row.reference: row.amount for row in rows})


def _statement(content, organization, on) -> Answer:
    """By each account of ours it is about; where it is about another, the faults name that."""
    file = opened(content)
    of_number = {}
    for account in PayingAccount.objects.within(organization):
        if account.number in file.accounts:
            of_number.setdefault(account.number, []).append(account.pk)
    return read_statement(file, {number: _named(organization, keys, file) for number, keys in of_number.items()}, on)


def _named(organization, accounts, file) -> tuple[Sent, ...]:
    """Of the files that went from these accounts what the statement names: single payments, and whole files booked as one sum."""
    rows = _sent_away(organization).filter(batch__paying_account__in=accounts, batch__state__in=AT_BANK)
    rows = rows.select_related("batch__organization", "batch__paying_account")
    found = {row.pk: row for row in rows.filter(batch__reference__in=file.messages)}
    found |= {row.pk: row for row in _those(rows, "reference", file.payments)}
    of_batch = {}
    for row in found.values():
        of_batch.setdefault(row.batch, []).append(row)
    return tuple(_sent(batch, members) for batch, members in of_batch.items())


def _report(content, organization, on) -> Answer:
    named = about(content)
    batch = Batch.objects.within(organization).filter(reference=named, state__in=AT_BANK).first() if named else None
    if batch is None:
        return read_report(content, Sent(""))
    rows = _sent_away(organization).filter(batch=batch).select_related("batch__paying_account")
    return read_report(content, _sent(batch, rows), on)


def _those(rows, field, names):
    """The rows a file names, asked for in parts: it may name more than a database takes in one question."""
    names = sorted(names)
    for first in range(0, len(names), AT_ONCE):
        yield from rows.filter(**{f"{field}__in": names[first:first + AT_ONCE]})


def _sent_away(organization):
    """Payments that were in a file."""
    return Instruction.objects.within(organization).exclude(state__in=("planned", "dropped"))


def _sent(batch, rows) -> Sent:
    fixed = day_of(batch.organization, batch.planned_at)
    rejected = frozenset(row.reference for row in rows if row.state == "returned" and row.paid_on is None)
    return Sent(batch.reference, {row.reference: row.amount for row in rows}, fixed, rejected)


def _apply(found, organization, at) -> int:
    """Every outcome in the file's order; batches of which every payment is told of are settled."""
    batches, changed = {}, 0
    for outcome in found.outcomes:
        rows = Instruction.objects.within(organization).select_related("batch__paying_account", "organization", "payee")
        row = rows.get(reference=outcome.payment)
        if row.batch_id not in batches:
            batches[row.batch_id] = Batch.objects.within(organization).select_for_update().get(pk=row.batch_id)
        changed += apply(row, outcome, at=at)
    for batch in batches.values():
        _settle(batch, at)
    return changed


def _settle(batch, at) -> None:
    waits = batch.instructions.filter(state="sent").exists()
    if batch.state == "written" and not waits:
        perform(batch, "settle", actor=system("bank", batch.organization), at=at)


def _keep(content, digest, kind, found, organization, actor, at) -> BankAnswer:
    text = kind == Kind.RETURNS
    document = documents.keep_own(
        owner=organization, kind=BANK_ANSWER, content=content, content_type="text/plain" if text else "application/xml",
        filename=f"{kind}-{digest[:12]}{'.txt' if text else '.xml'}", actor=actor, at=at,
        key=f"b/{digest[:2]}/{digest}-{organization.pk}{'.txt' if text else '.xml'}",
    )
    row = BankAnswer(
        organization=organization, kind=kind, name=_name(found, digest), sha256=digest, document=document, outcomes=len(found.outcomes),
        others=found.others, taken_at=at, taken_by_id=actor.person_id,
    )
    row.full_clean()
    row.save()
    return row


def _name(found, digest) -> str:
    return (found.file or digest)[:100]


def _faults(found):
    for fault in found.faults[:SHOWN]:
        yield Refusal(f"file_{fault.code}", fault_said(fault), facts={"field": "file", "line": fault.line})


def _known_name(organization, kind, found):
    if found.file and BankAnswer.objects.within(organization).filter(kind=kind, name=found.file[:100]).exists():
        words = _("A file called %(name)s was taken before, with another content.") % {"name": found.file[:100]}
        yield Refusal("answer_known", words, _("Ask the bank which of the two counts."), {"field": "file"})
