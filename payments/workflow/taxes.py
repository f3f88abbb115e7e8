"""Which VAT counts: one person proposes a row with a day and a source, of a payee or of the organization, another confirms it."""

from itertools import chain

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record, take_turns
from network.transitions import Refusal, perform
from network.workflow.revising import day_of
from payments.guards_changes import begins_once
from payments.models import Payee, VatChange, VatPosition
from payments.workflow import changes
from payments.workflow.changes import refuse
from payments.workflow.checking import CHECKED
from payments.workflow.rechecking import hear, hear_all

__all__ = ["confirm", "propose_position", "refuse"]


def propose_position(
    organization, *, payee: Payee | None = None, profession="", purpose="", basis_points, first, source, as_of, actor, at
) -> VatChange:
    """From `first` on this shall count. Raises Refused: no source, a day to come, one that begins that day, or one that waits."""
    require(actor, Action.KEEP_PAYEE, organization)
    row = VatChange(
        organization=organization, payee=payee, profession=profession.strip(), purpose=purpose, basis_points=basis_points, first=first,
        reason=source, as_of=as_of,
    )
    unmet = chain(_faults(row, day_of(organization, at)), begins_once(row, actor=actor, at=at), changes.waiting(row, **row.same))
    page = {"page": "payee", "pk": payee.pk} if payee else {"page": "vat_positions"}
    return changes.propose(row, "vat.proposed", unmet, told=_told(row), **page, actor=actor, at=at)


def confirm(change: VatChange, *, actor, at) -> VatPosition:
    """A second person agrees: from its day it counts, and lines that are not settled are checked anew. Raises Refused."""
    with transaction.atomic():
        take_turns(change.organization_id)
        perform(change, "confirm", actor=actor, at=at)
        row = VatPosition(
            organization=change.organization, **change.same, basis_points=change.basis_points, first=change.first, source=change.reason,
            as_of=change.as_of, recorded_at=at, recorded_by_id=change.proposed_by_id,
        )
        row.full_clean()
        row.save()
        record(row, "vat.set", actor=actor, at=at, after=_told(change), reason=row.source)
        _hear(change)
    return row


def _told(change) -> dict:
    said = {"payee": change.payee.series if change.payee else "", "basis_points": change.basis_points, "first": change.first}
    return {**said, "purpose": change.purpose, "profession": change.profession}


def _hear(change) -> None:
    if change.payee is None:
        hear_all(change.organization, CHECKED)  # what matched until now may be wrong
        return
    for participation in change.payee.links.values_list("participation", flat=True).distinct():
        hear(participation_id=participation)


def _faults(row, on):
    if not row.reason.strip():
        words = _("A VAT rate has a source and a date.")
        yield Refusal("vat_unfounded", words, _("Say where it stands and as of when."), {"field": "source"})
    if row.as_of > on:
        yield Refusal("day_ahead", _("This day lies in the future."), _("Enter the day that was."), {"field": "as_of"})
