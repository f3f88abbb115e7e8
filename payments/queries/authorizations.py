"""Authorizations as the pages list them."""

from datetime import timedelta

from network.keyed import START, Keyed, Place, keyed
from network.models import Jurisdiction
from payments.models import Authorization, ExtensionRequest
from payments.parameters import SETTINGS

ALL = ("organization", "participation__practitioner__person", "participation__organization", "panel", "schedule")
SHOWN = 200


def newest(actor, place: Place = START) -> Keyed:
    """A page of those the reader may see, the newest first."""
    return keyed(Authorization.objects.visible_to(actor).select_related(*ALL), ("-issued_at", "-pk"), place)


def asked_for(actor) -> list[ExtensionRequest]:
    """Questions for more units that wait, the oldest first."""
    rows = ExtensionRequest.objects.visible_to(actor).filter(state="asked")
    return list(rows.select_related("organization", "authorization__participation__practitioner__person").order_by("pk")[:SHOWN])


def running(practitioner, *, on) -> list[Authorization]:
    """Hers on which a session of day `on` may be reported, in every organization, those that end first first."""
    rows = Authorization.objects.of(practitioner).filter(state="issued", first__lte=on).select_related(*ALL)
    return list(rows.order_by("last", "pk"))


def ended_lately(practitioner, *, at) -> list[Authorization]:
    """Hers that ended while a unit was left, the last first: what was held before the end may still be to report."""
    since = at - timedelta(days=SETTINGS["payments.report_days"].highest)
    rows = Authorization.objects.of(practitioner).exclude(state="issued").filter(ended_at__gte=since).with_room()
    return list(rows.select_related(*ALL).order_by("-ended_at", "-pk")[:SHOWN])


def states_of(organization):
    """The states of its country, where licenses are of a state; none where they are of the whole country."""
    return Jurisdiction.objects.filter(code__startswith=f"{organization.country}-")
