"""Whose standing the clock alone may have changed: some row of hers begins, or has ended, within a few days."""

from datetime import date, timedelta

from django.db.models import Q

from network.models import Acceptance, Cover, Effect, Grant, Hold, Participation
from vetting.facts.changes import IN_NETWORK

ZONES = timedelta(days=2)  # a row's day begins up to a day earlier or later than the schedule's; and one for the day after a last


def last_night(name: str, on: date) -> date | None:
    """The day before `on` for which this nightly function was last done; None when it never was."""
    prefix = f"nightly:{name}:"
    rows = Effect.objects.filter(key__startswith=prefix, key__lt=f"{prefix}{on.isoformat()}")
    key = rows.order_by("-key").values_list("key", flat=True).first()
    return date.fromisoformat(key.removeprefix(prefix)) if key else None


def turned(organization, *, since: date | None, on: date):
    """Keys of those in the network with a row that turns after day `since` and by `on`; everybody when it is not known since when.

    A row that is recorded or revised is news of its own. One query.
    """
    rows = Participation.objects.within(organization).filter(state__in=IN_NETWORK)
    if since is not None:
        days = (since - ZONES, on + ZONES)
        turns = Q(first__range=days) | Q(last__range=days)
        some = Q()
        for kind in (Acceptance, Cover, Hold, Grant):
            also = turns | Q(serve_until__range=days) if kind is Grant else turns
            some |= Q(pk__in=kind.objects.within(organization).current().filter(also).values("participation"))
        rows = rows.filter(some)
    return rows.order_by("pk").values_list("pk", flat=True)
