"""Who is due, asked of an index: what nightly work reads does not grow with the network."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from network.models import Effect

LATER = timedelta(days=2)  # a night's day in any zone is not its day in UTC; what is looked at twice is looked at once


def done_key(name: str, on: date, organization=None) -> str:
    """The key of the effect that this nightly function was done for day `on`: everywhere, or for one organization."""
    return f"{_prefix(name, organization)}{on.isoformat()}"


def _prefix(name, organization) -> str:
    return f"nightly:{name}@{organization.pk}:" if organization else f"nightly:{name}:"


def last_night(name: str, on: date, organization=None) -> date | None:
    """The day before `on` for which this nightly function was last done; None when it never was.

    With an organization: done for it. A night that broke elsewhere was done for it all the same, and one that broke for it
    was not done.
    """
    days = [_last(_prefix(name, None), on)]
    if organization is not None:
        days.append(_last(_prefix(name, organization), on))
    return max(filter(None, days), default=None)


def _last(prefix, on) -> date | None:
    rows = Effect.objects.filter(key__startswith=prefix, key__lt=f"{prefix}{on.isoformat()}")
    key = rows.order_by("-key").values_list("key", flat=True).first()
    return date.fromisoformat(key.removeprefix(prefix)) if key else None


def changed_since(name: str, on: date, organization=None) -> datetime | None:
    """An instant before this nightly function was last done: what changed after it was not seen yet. None when it never was done."""
    last = last_night(name, on, organization)
    return datetime.combine(last - LATER, time(), UTC) if last else None


def any_of(questions: Iterable):
    """The keys that any of these queries of one column gives, to be read `in` another.

    Each is answered by an index of its own; asked in one condition with "or", the whole table would be read.
    """
    first, *others = [rows.order_by() for rows in questions]
    return first.union(*others)
