"""Checks and list matches of one file."""

from licensure.models.lists import Hit
from licensure.models.verifications import OPEN, Verification

OPEN_HITS = ("open", "proposed_cleared", "proposed_confirmed", "inconclusive")


def verifications(reference):
    """The checks of one file (its reference is unique), those replaced left out."""
    rows = Verification.objects.everywhere(reason="a file's reference is unique across organizations")
    return rows.filter(file=reference).exclude(state="superseded")


def open_verifications(reference):
    """Checks of one file that somebody still has to work on."""
    return verifications(reference).filter(state__in=OPEN)


def verifiers_of(reference, *, days=False):
    """The persons who verified something of the file; with `days`, a mapping to the last day each of them did."""
    rows = Verification.objects.everywhere(reason="a file's reference is unique across organizations")
    rows = rows.filter(file=reference, verified_by__isnull=False).values_list("verified_by_id", "verified_at")
    if not days:
        return {person for person, _ in rows}
    last = {}
    for person, instant in rows:
        last[person] = max(last.get(person, instant), instant)
    return {person: instant.date() for person, instant in last.items()}


def open_hits(organization, practitioner):
    """List matches about this therapist that this organization has not settled."""
    return Hit.objects.within(organization).filter(practitioner=practitioner, state__in=OPEN_HITS)
