"""What the pages of referrals read."""

from dataclasses import dataclass

from django.db.models import Count

from network.access import Role
from network.care.models import Offer, Referral
from network.events import timeline
from network.keyed import Keyed, Place, keyed
from network.models import Task

VIEWS = {
    "open": ("offered", "unplaced"), "placed": ("placed",), "active": ("active",),
    "past": ("closed", "transferred", "withdrawn"),
}
ORDER = ("-made_at", "-pk")


@dataclass(frozen=True, slots=True)
class ReferralFile:
    """One referral with its offers in order, its tasks and what happened."""

    referral: Referral
    offers: tuple[Offer, ...]
    tasks: tuple[Task, ...]
    events: tuple


def referrals(organization, view: str, place: Place) -> Keyed:
    """One page of a view, newest first."""
    known = Referral.objects.within(organization)
    rows = known.filter(state__in=VIEWS[view])
    return keyed(rows.select_related("contact__employer", "placed_with__practitioner__person", "organization"), ORDER, place, known=known)


def counts(organization) -> dict[str, int]:
    """How many referrals each view holds."""
    by_state = Referral.objects.within(organization).order_by().values_list("state").annotate(n=Count("pk"))
    found = dict(by_state)
    return {view: sum(found.get(state, 0) for state in states) for view, states in VIEWS.items()}


def tasks(organization) -> list[Task]:
    """What intake must do by hand, the longest due first."""
    rows = Task.objects.within(organization).filter(role=Role.INTAKE, kind__startswith="referral:").open()
    return list(rows.order_by("due_on", "pk")[:100])


def referral_file(referral: Referral) -> ReferralFile:
    """Everything its page shows."""
    offers = Offer.objects.within(referral.organization).filter(referral=referral).select_related("participation__practitioner__person")
    open_tasks = Task.objects.within(referral.organization).filter(about=referral.reference, kind__startswith="referral:").open()
    return ReferralFile(referral, tuple(offers), tuple(open_tasks.order_by("pk")), tuple(timeline(referral)[:60]))


def offers_of(actor):
    """A therapist's offers, newest first; those that never went out to her are none of hers."""
    rows = Offer.objects.visible_to(actor).exclude(state="waiting").exclude(respond_by=None)
    return rows.select_related("referral__contact", "organization", "participation__organization").order_by("-state_since", "-pk")
