"""When a new version of the policy reaches people who were decided on before it. Pure.

Whoever is in the network is held to the rules she was decided on. A later version reaches her, rule by rule, as its rollout for her
class of person says; a rule without a rollout counts for her as its `binds_on` says. What a rollout means is decision 026.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from vetting.findings import BindsOn, Policy, Reason, Threshold
from vetting.rules import in_force


class Who(StrEnum):
    """Classes of people in the network. Everybody is in exactly one."""

    DECIDED = "decided"  # we decided on her ourselves
    RECORDED = "recorded"  # somebody else did, and the record of it is here
    RENEWING = "renewing"  # her next vetting is open


class Reach(StrEnum):
    """When a rule of a new version reaches somebody."""

    KEEP = "keep"  # hers counts for everything until her next vetting, for additions and reviews too
    RENEWAL = "renewal"  # nobody asks again; whatever file of hers is opened from then on is judged by the new rule
    CURE = "cure"  # she is asked, and the new rule counts for her after the last day to meet it
    NOW = "now"  # the new rule counts for her from its first day


@dataclass(frozen=True, slots=True)
class Rollout:
    """When one rule of one version reaches one class of person. `cure_until` is the last day of the old rule, for CURE only."""

    version: int
    criterion: str
    who: Who
    reach: Reach
    cure_until: date | None = None


def usual(row: Threshold) -> Reach:
    """What is proposed for a rule: what binds at once, or is asked by law, reaches people at once, the rest with their next file."""
    return Reach.NOW if row.binds_on is BindsOn.IMMEDIATE or row.reason is Reason.LAW else Reach.RENEWAL


def complete(version: Policy, keys: Iterable[str], chosen: Iterable[Rollout]) -> tuple[Rollout, ...]:
    """What was chosen for these rules of a version and each class of person, and what is usual where nothing was."""
    said = {(row.criterion, row.who): row for row in chosen}
    asks = {row.criterion: row for row in version.thresholds}
    return tuple(
        said.get((key, who)) or Rollout(version.version, key, who, usual(asks[key])) for key in keys if key in asks for who in Who
    )


def allowed(row: Threshold) -> tuple[Reach, ...]:
    """What may be chosen for a rule: what the law asks waits for nobody's renewal."""
    return (Reach.CURE, Reach.NOW) if row.reason is Reason.LAW else tuple(Reach)


def held_to(policies: Sequence[Policy], rollouts: Iterable[Rollout], *, who: Who, since: date) -> tuple[Policy, ...]:
    """The versions as they count for the standing of somebody of this class who was decided on on `since`.

    One version per day on which anything she is held to changes; a rule that reached her binds at once.
    """
    by_rule = {(row.version, row.criterion): row for row in rollouts if row.who == who}
    return _folded(policies, by_rule, since, _of_standing)


def judged_by(policies: Sequence[Policy], rollouts: Iterable[Rollout], *, who: Who, since: date) -> tuple[Policy, ...]:
    """The versions as they count for a file of hers that is opened between two vettings: an addition, a review for cause."""
    by_rule = {(row.version, row.criterion): row for row in rollouts if row.who == who and row.reach is Reach.KEEP}
    return _folded(policies, by_rule, since, lambda rule, row, begun, day: None)


def _of_standing(rule: Rollout, row: Threshold, begun: date, day: date) -> Threshold | None:
    """The row once it reached her, None while it has not."""
    reached = rule.reach is Reach.NOW or (rule.reach is Reach.CURE and rule.cure_until is not None and day > rule.cure_until)
    return replace(row, binds_on=BindsOn.IMMEDIATE) if reached else None


def _folded(policies, by_rule, since, reaches) -> tuple[Policy, ...]:
    if not by_rule:
        return tuple(policies)
    days = {policy.effective_from for policy in policies}
    days |= {rule.cure_until + timedelta(days=1) for rule in by_rule.values() if rule.cure_until}
    first = min(policy.effective_from for policy in policies) if policies else None
    return tuple(_on(policies, by_rule, since, reaches, day) for day in sorted(days) if day >= first)


def _on(policies, by_rule, since, reaches, day) -> Policy:
    """The version of one day: every version begun by then laid over the one before, where it reaches her."""
    begun = sorted((row for row in policies if row.effective_from <= day), key=lambda row: (row.effective_from, row.version))
    rows: dict[str, Threshold] = {}
    for policy in begun:
        asks = {row.criterion: row for row in policy.thresholds}
        for key in {**rows, **asks}:
            rule = by_rule.get((policy.version, key)) if policy.effective_from > since else None
            row = asks.get(key)
            if rule is not None and row is not None:
                row = reaches(rule, row, policy.effective_from, day) or rows.get(key)
            if row is None:
                rows.pop(key, None)
            else:
                rows[key] = row
    return replace(in_force(policies, day), effective_from=day, thresholds=tuple(rows.values()))
