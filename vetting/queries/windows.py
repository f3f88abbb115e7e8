"""How long evidence counts by an organization's own policy, to show beside it."""

from vetting import rules
from vetting.facts.policies import policies_of


def windows(organization, on) -> dict[str, int]:
    """Days per element of evidence in the version in force on day `on`: the shortest that any of its rules asks.

    An element without a window in days is left out. Two queries.
    """
    return windows_of(rules.in_force(policies_of(organization), on))


def windows_of(policy) -> dict[str, int]:
    """Days per element in one version; none without a version."""
    found: dict[str, int] = {}
    for row in policy.thresholds if policy else ():
        for element in rules.CRITERIA[row.criterion].reads:
            if days := row.limit.get("days"):
                found[element] = min(days, found.get(element, days))
    return found
