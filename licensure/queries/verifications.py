"""Checks and list matches of one file."""

from zoneinfo import ZoneInfo

from licensure.models.lists import UNSETTLED, Hit
from licensure.models.verifications import OPEN, Verification
from network.models import Event

OPEN_HITS = UNSETTLED
REVIEWED = ("verification.verify", "verification.flag", "verification.meet")


def verifications(reference):
    """The checks of one file (its reference is unique), those replaced left out."""
    rows = Verification.objects.everywhere(reason="a file's reference is unique across organizations")
    return rows.filter(file=reference).exclude(state="superseded")


def open_verifications(reference):
    """Checks of one file that somebody still has to work on."""
    return verifications(reference).filter(state__in=OPEN)


def by_rule_alone(reference):
    """The verified checks of one file that no person reviewed: a documented rule the organization switched on took them over."""
    return list(verifications(reference).filter(state="verified", rule__isnull=False))


def verifiers_of(reference, *, days=False, zone="UTC"):
    """The persons who verified something of the file, met her, or said that a source differs; replaced checks count.

    With `days`, a mapping to the last day (in `zone`) each of them did. Waivers do not make a verifier.
    """
    rows = Event.objects.filter(about=reference, action__in=REVIEWED, actor__isnull=False).order_by("at")
    last = {person: at.astimezone(ZoneInfo(zone)).date() for person, at in rows.values_list("actor_id", "at")}
    return last if days else set(last)


def open_hits(organization, practitioner):
    """List matches about this therapist that this organization has not settled."""
    return Hit.objects.within(organization).filter(practitioner=practitioner, state__in=OPEN_HITS)
