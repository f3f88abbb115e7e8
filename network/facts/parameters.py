"""What an organization's dated parameters say on a day."""

from datetime import date

from network.models.organizations import Organization, Parameter


def dated(organization: Organization, keys) -> dict[str, list[tuple[date, object]]]:
    """Every value of several parameters with its first day, the newest first: `on_day` picks. One query."""
    found = {key: [] for key in keys}
    rows = Parameter.objects.within(organization).filter(key__in=list(found)).order_by("-effective_from", "-pk")
    for key, first, value in rows.values_list("key", "effective_from", "value"):
        found[key].append((first, value))
    return found


def on_day(values: list[tuple[date, object]], on: date):
    """Of what `dated` read of one parameter the value on a day; None before it was first set."""
    return next((value for first, value in values if first <= on), None)


def in_force(organization: Organization, key: str, *, on: date):
    """The value of a parameter on the organization's day `on`; None before it was first set. One query."""
    rows = Parameter.objects.within(organization).filter(key=key, effective_from__lte=on).order_by("-effective_from", "-pk")
    newest = rows.first()
    return None if newest is None else newest.value
