"""Which calls are kept no longer: what the caller said of herself goes when everything about it has been over for long enough."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from network.care.models import Contact, Offer, Referral
from network.care.parameters import KEEP, SETTINGS
from network.facts.parameters import in_force
from network.models import LegalHold

LEAST, USUAL = SETTINGS[KEEP].lowest, SETTINGS[KEEP].default
OPEN = ("drafted", "offered", "unplaced", "placed", "active")


def kept_days(organization, on: date) -> int:
    """Days for which the organization keeps what a caller said, after the last of it was over."""
    return max(in_force(organization, KEEP, on=on) or USUAL, LEAST)


def due(organization, *, on: date):
    """Calls of which nothing is open and the last of which was over that long ago, and on which no legal hold lies."""
    before = datetime.combine(on - timedelta(days=kept_days(organization, on)), datetime.min.time(), ZoneInfo(organization.zone))
    referrals = Referral.objects.within(organization).filter(contact=OuterRef("pk"))
    going_on = referrals.filter(Q(state__in=OPEN) | Q(state_since__gte=before))
    rows = Contact.objects.within(organization).filter(began_at__lt=before, forgotten_at=None)
    return rows.exclude(Exists(going_on)).exclude(pk__in=_held(organization)).order_by("began_at", "pk")


def _held(organization):
    """Calls that were offered to a therapist on whom a legal hold lies: nothing around her goes."""
    held = LegalHold.objects.within(organization).placed().values("practitioner")
    return Offer.objects.within(organization).filter(participation__practitioner__in=held).values("referral__contact")
