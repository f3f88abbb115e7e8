"""Keeping which VAT counts: rows with a day and a source, of a payee or of the organization."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record
from network.transitions import Refusal, Refused
from network.workflow.revising import day_of
from payments.models import Payee, VatPosition
from payments.workflow.rechecking import hear, hear_all


def set_position(
    organization, *, payee: Payee | None = None, profession="", purpose="", basis_points, first, source, as_of, actor, at
) -> VatPosition:
    """From `first` on this counts; lines that are not settled are checked anew. Raises Refused: no source, a day to come, twice."""
    require(actor, Action.KEEP_PAYEE, organization)
    with transaction.atomic():
        rows = VatPosition.objects.within(organization).filter(payee=payee, profession=profession.strip(), purpose=purpose, first=first)
        _refuse(_faults(rows.exists(), source, as_of, day_of(organization, at)))
        row = VatPosition(
            organization=organization, payee=payee, profession=profession.strip(), purpose=purpose, basis_points=basis_points,
            first=first, source=source.strip(), as_of=as_of, recorded_at=at, recorded_by_id=actor.person_id,
        )
        row.full_clean()
        row.save()
        told = {"payee": payee.series if payee else "", "basis_points": basis_points, "first": first, "purpose": purpose}
        record(row, "vat.set", actor=actor, at=at, after=told, reason=row.source)
        if payee is None:
            hear_all(organization)
        for participation in payee.links.values_list("participation", flat=True).distinct() if payee else ():
            hear(participation_id=participation)
    return row


def _faults(twice, source, as_of, on):
    if not source.strip():
        words = _("A VAT rate has a source and a date.")
        yield Refusal("vat_unfounded", words, _("Say where it stands and as of when."), {"field": "source"})
    if as_of > on:
        yield Refusal("day_ahead", _("This day lies in the future."), _("Enter the day that was."), {"field": "as_of"})
    if twice:
        words = _("A position for the same begins on that day already.")
        yield Refusal("vat_same_day", words, _("Choose another first day."), {"field": "first"})


def _refuse(unmet):
    if found := list(unmet):
        raise Refused(found)
