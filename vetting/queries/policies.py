"""An organization's policy versions, and one version beside the one it would replace."""

from dataclasses import dataclass
from datetime import date, timedelta

from vetting.models import PanelCriterion, Policy, PolicyCriterion


@dataclass(frozen=True, slots=True)
class Version:
    """One version and its status on a day."""

    policy: Policy
    status: str
    rules: int


def versions(actor, on) -> list[Version]:
    """Every version this actor may reach, newest first. Two queries."""
    rows = list(
        Policy.objects.visible_to(actor).select_related("author", "approver", "organization").prefetch_related("criteria")
        .order_by("-version")
    )
    return [Version(row, row.status(on, rows), len(row.criteria.all())) for row in rows]


def compared_with(policy: Policy, on) -> Policy | None:
    """The version this one is read against: the one in force on the day, or before it when it is that one itself."""
    earlier = [row for row in Policy.objects.within(policy.organization).in_force(on) if row.version < policy.version]
    return earlier[-1] if earlier else None


def rules_of(policy: Policy) -> dict[str, PolicyCriterion]:
    """The rows of one version, by criterion."""
    return {row.criterion: row for row in policy.criteria.all()}


def panel_rules(policy: Policy) -> list[PanelCriterion]:
    """What panels ask beyond the organization in one version, by panel. One query."""
    return list(policy.panel_criteria.select_related("panel").order_by("panel__name", "pk"))


def usual_first_day(today: date) -> date:
    """The day proposed for a new draft: the first of the month after two weeks, so that there is time to read and approve it."""
    soon = today + timedelta(days=14)
    return date(soon.year + soon.month // 12, soon.month % 12 + 1, 1)
