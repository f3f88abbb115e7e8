"""Two policies side by side: two versions, a version and a preset, or the policies of two organizations one account works for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from network.access import Action, staff_actor
from network.queries.accounts import workplaces
from vetting import presets, rules
from vetting.criteria import CRITERIA
from vetting.facts.policies import panel_rows, policy_binding, pure_policy
from vetting.impact import direction
from vetting.models import Policy
from vetting.panels import layered


@dataclass(frozen=True, slots=True)
class Side:
    """One of two policies, and what it is called beside the other."""

    label: str
    policy: rules.Policy
    settings: tuple = ({}, {}, {})  # days, committee, governance, as far as they are said
    panels: Mapping[str, tuple[rules.Threshold, ...]] = field(default_factory=dict)  # by its name, what a panel asks of its own


@dataclass(frozen=True, slots=True)
class Pairing:
    """One criterion on both sides; `direction` of the second against the first: same, stricter, looser, otherwise, added, dropped."""

    criterion: str
    first: rules.Threshold | None
    second: rules.Threshold | None
    direction: str


def pairings(first: rules.Policy, second: rules.Policy) -> tuple[Pairing, ...]:
    """Every criterion that either side asks, in the order of the registry."""
    left, right = ({row.criterion: row for row in policy.thresholds} for policy in (first, second))
    asked = [key for key in CRITERIA if key in left or key in right]
    return tuple(Pairing(key, left.get(key), right.get(key), direction(left.get(key), right.get(key))) for key in asked)


def panel_pairings(first: Side, second: Side) -> tuple[tuple[str, Pairing], ...]:
    """By panel, each rule that is its own on either side and counts differently there; where a side has none, everybody's counts."""
    found = []
    for name in sorted({*first.panels, *second.panels}):
        own = {row.criterion for side in (first, second) for row in side.panels.get(name, ())}
        left, right = (layered(side.policy, side.panels.get(name, ())) for side in (first, second))
        found += [(name, each) for each in pairings(left, right) if each.criterion in own and each.direction != "same"]
    return tuple(found)


def elsewhere(user, *, but, at) -> list:
    """The other organizations in which this account may read the policy, too."""
    return [
        place.organization for place in workplaces(user, at=at)
        if place.organization_id != but.pk and Action.SEE_POLICY in staff_actor(place).actions
    ]


def side_of(policy: Policy) -> Side:
    """One version of this organization."""
    return Side(str(policy), pure_policy(policy), _settings(policy), _panels(policy))


def _settings(policy: Policy) -> tuple:
    return policy.clocks, policy.committee, policy.governance


def _panels(policy: Policy) -> dict[str, tuple[rules.Threshold, ...]]:
    return {each.name: each.thresholds for each in panel_rows(policy)}


def side_of_preset(name: str) -> Side:
    """A preset as it is shipped. Raises LookupError for one that is not."""
    return Side(name, presets.preset(name))


def side_of_organization(organization, on: date) -> Side | None:
    """The version another organization has in force on its day; None before its first. Ask `elsewhere` first."""
    row = policy_binding(organization, on)
    return Side(f"{organization.name}: {row}", pure_policy(row), _settings(row), _panels(row)) if row else None
