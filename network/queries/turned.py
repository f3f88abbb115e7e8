"""Whose standing the clock alone may have changed: some row of hers begins, or has ended, within a few days."""

from datetime import date, timedelta

from network.facts.due import any_of
from network.models import Acceptance, Cover, Grant, Hold, Participation

IN_NETWORK = ("active", "leaving")
ZONES = timedelta(days=2)  # a row's day begins up to a day earlier or later than the schedule's; and one for the day after a last
DAYS = ("first", "last")
TURNS = {Acceptance: DAYS, Cover: DAYS, Hold: DAYS, Grant: (*DAYS, "serve_until")}


def turned(organization, *, since: date | None, on: date):
    """Keys of those in the network with a row that turns after day `since` and by `on`; everybody when it is not known since when.

    A row that is recorded or revised is news of its own. One query, and nobody else is read.
    """
    rows = Participation.objects.within(organization).filter(state__in=IN_NETWORK)
    if since is not None:
        days = (since - ZONES, on + ZONES)
        current = {kind: kind.objects.within(organization).current() for kind in TURNS}
        turning = (current[kind].filter(**{f"{name}__range": days}) for kind, names in TURNS.items() for name in names)
        rows = rows.filter(pk__in=any_of(found.values("participation") for found in turning))
    return rows.order_by("pk").values_list("pk", flat=True)
