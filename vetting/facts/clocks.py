"""The days an organization gives on one day, from its dated parameters."""

from datetime import date

from network.models import Parameter
from vetting.clocks import CLOCKS, in_full


class Given(dict):
    """Every clock by its key; `unset`: those nobody in the organization has said, which stand on the platform's default."""

    unset: frozenset[str] = frozenset()


def clocks_of(organization, on: date) -> Given:
    """Every clock by its key, as the parameters in force on the organization's day say; else its default. One query."""
    keys = {clock.parameter: clock.key for clock in CLOCKS}
    rows = Parameter.objects.within(organization).filter(key__in=keys, effective_from__lte=on).order_by("effective_from")
    said = {keys[row.key]: row.value for row in rows}
    found = Given(in_full(said, organization.country))
    found.unset = frozenset(keys.values()) - said.keys()
    return found
