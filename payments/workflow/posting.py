"""Writing the ledger: one posting of one event, once, balanced, into the period that is open."""

from django.db import transaction
from django.db.models import F

from network.events import name_of, take_turns
from network.transitions import perform
from payments import postings
from payments.facts.ledger import period_of
from payments.models import LedgerBalance, LedgerEntry, LedgerPeriod, LedgerPosting


class PostedOtherwise(ValueError):
    """The same event of the same source was posted before with other entries: a retry never says something else."""


def record(posting: postings.Posting | None, *, organization, at, of=None, sequence: int = 1) -> LedgerPosting | None:
    """Write a posting in the caller's transaction, or one of its own. A retry finds the first one and adds nothing.

    `of` is the row it traces to, beside its `source`, and its payee whose money it is; `sequence` says which time it is that this
    event befell the source. None posts nothing: a line of nothing has no posting. Raises PostedOtherwise.
    """
    if posting is None:
        return None
    with transaction.atomic():
        take_turns(organization.pk)  # one at a time: sums, periods and retries agree
        if (row := _written(posting, organization, sequence)) is not None:
            return row
        period = _period(organization, posting.day)
        row = LedgerPosting(
            organization=organization, period=period, event=str(posting.event), day=posting.day,
            booked_on=max(posting.day, period.first), source=posting.source, sequence=sequence,
            subject=name_of(of) if of is not None else "", payee=getattr(of, "payee", None), width=len(posting.entries), at=at,
        )
        row.save()
        entries = [_entry(row, number, entry) for number, entry in enumerate(posting.entries, 1)]
        LedgerEntry.objects.within(organization).bulk_create(entries)
        _carry(row, entries)
    return row


def close(period: LedgerPeriod, *, reason, actor, at):
    """Close a period that is over, with a reason: from now on late postings go to the next one. Raises Refused."""
    with transaction.atomic():
        take_turns(period.organization_id)  # a posting under way comes before or after
        return perform(period, "close", actor=actor, at=at, note=reason, reason=reason)


def _written(posting, organization, sequence) -> LedgerPosting | None:
    rows = LedgerPosting.objects.within(organization)
    row = rows.filter(event=str(posting.event), source=posting.source, sequence=sequence).first()
    if row is not None:
        before = [(entry.account, entry.currency, entry.minor) for entry in row.entries.order_by("position")]
        if before != [(str(entry.account), entry.amount.currency, entry.amount.minor) for entry in posting.entries]:
            raise PostedOtherwise(f"{posting.event} of {posting.source} was posted before with other entries.")
    return row


def _period(organization, day) -> LedgerPeriod:
    found = period_of(organization, day)
    row = LedgerPeriod.objects.within(organization).filter(key=found.key).first()
    if row is None:
        row = LedgerPeriod(organization=organization, key=found.key, first=found.first, last=found.last)
        row.full_clean()
        row.save()
    return row


def _entry(row, number, entry) -> LedgerEntry:
    return LedgerEntry(
        organization=row.organization, posting=row, position=number, account=str(entry.account), currency=entry.amount.currency,
        minor=entry.amount.minor,
    )


def _carry(row, entries) -> None:
    """Move the kept sum of every account the posting touches; accounts in one order, so that two writers never wait in a ring."""
    kept = LedgerBalance.objects.within(row.organization)
    for entry in sorted(entries, key=lambda each: (each.account, each.currency)):
        where = {"period": row.period, "account": entry.account, "currency": entry.currency}
        if not kept.filter(**where).update(minor=F("minor") + entry.minor):
            LedgerBalance(organization=row.organization, minor=entry.minor, **where).save()
