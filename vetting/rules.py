"""The functional core of vetting: policies and facts in, an assessment out. No Django, no clock, no database.

Everything a caller needs is importable from here. Which version of a policy binds, and from which day an answer is
frozen, is domain 8.3; that time alone cannot deny anybody is the rule every criterion keeps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vetting.criteria import CRITERIA
from vetting.evidence import (
    Answer,
    Claim,
    Concern,
    Degree,
    Facts,
    GapExplanation,
    Hit,
    Hours,
    Insurance,
    Job,
    License,
    LicenseAction,
    ListCheck,
    Paper,
    Proof,
    Reference,
    SourceRecord,
    State,
    Supervision,
    Training,
    Waiver,
)
from vetting.findings import (
    Assessment,
    BindsOn,
    Criterion,
    Field,
    Finding,
    Kind,
    Limit,
    Outcome,
    Policy,
    Reason,
    Reviewer,
    Route,
    Severity,
    Stricter,
    Threshold,
    Unit,
    Verdict,
)

__all__ = [
    "CRITERIA", "Answer", "Assessment", "BindsOn", "Claim", "Concern", "Criterion", "Degree", "Facts", "Field", "Finding",
    "GapExplanation", "Hit", "Hours", "Insurance", "Job", "Kind", "License", "LicenseAction", "Limit", "ListCheck",
    "Outcome", "Paper", "Policy", "Proof", "Reason", "Reference", "Reviewer", "Route", "Severity", "SourceRecord", "State",
    "Stricter", "Supervision", "Threshold", "Training", "Unit", "Verdict", "Waiver", "binding", "evaluate", "findings",
    "in_force", "next_change", "route", "turns",
]


@dataclass(frozen=True, slots=True)
class Binding:
    """The row that binds one file for one criterion: from which version, and the day the criterion is asked on."""

    threshold: Threshold
    version: int
    on: date


def evaluate(policies: Sequence[Policy], facts: Facts, *, on: date) -> Assessment:
    """Judge the facts on `on` (the organization's day) by every version of its policy, scheduled ones included.

    Without a version in force on that day nothing is judged and the route is INCOMPLETE.
    Raises LookupError for a policy that names a criterion this code does not know.
    """
    found = findings(policies, facts, on=on)
    return Assessment(found, route(found), on, next_change(policies, facts, on=on))


def next_change(policies: Sequence[Policy], facts: Facts, *, on: date) -> date | None:
    """The first day after `on` on which any outcome, severity or the route differs; None when time changes nothing.

    Freezing an answer at submission or decision changes nothing by itself, so only turns and versions are asked.
    """
    today = _signature(findings(policies, facts, on=on))
    for day in sorted(turns(policies, facts)):
        if day > on and _signature(findings(policies, facts, on=day)) != today:
            return day
    return None


def findings(policies: Sequence[Policy], facts: Facts, *, on: date) -> tuple[Finding, ...]:
    """Every criterion's finding on `on`, in the order of the registry. Raises LookupError as `evaluate` does."""
    return tuple(_finding(bound, facts, on) for bound in binding(policies, facts, on))


def route(found: Sequence[Finding]) -> Route:
    """Who must decide. What blocks closes the file at once; what is unknown comes before what is to be reviewed."""
    weighing = [finding for finding in found if finding.severity is not Severity.NOTE]
    unmet = [finding for finding in weighing if finding.outcome is Outcome.NOT_MET]
    if any(finding.severity is Severity.BLOCKS for finding in unmet):
        return Route.NOT_ELIGIBLE
    if not found or any(finding.outcome is Outcome.UNKNOWN for finding in weighing):
        return Route.INCOMPLETE
    if any(finding.reviewer is Reviewer.COMMITTEE for finding in unmet):
        return Route.COMMITTEE
    return Route.DIRECTOR if unmet else Route.CLEAN


def in_force(policies: Sequence[Policy], on: date) -> Policy | None:
    """The version in force on a day; of two that start on one day, the later version."""
    begun = [policy for policy in policies if policy.effective_from <= on]
    return max(begun, key=lambda policy: (policy.effective_from, policy.version), default=None)


def binding(policies: Sequence[Policy], facts: Facts, on: date) -> list[Binding]:
    """The binding row for every criterion, in the order of the registry; empty before the first version.

    A row that binds at once, or on the day of the event, counts as soon as its version is in force; then one that binds
    on the decision; otherwise the version in force at submission decides, and what it did not ask is not asked.
    """
    if in_force(policies, on) is None:
        return []
    days = _days(facts, on)
    versions = {moment: _version(policies, day) for moment, day in days.items()}
    found = [_bind(key, versions, days) for key in _keys(policies)]
    return [bound for bound in found if bound is not None]


def _days(facts: Facts, on: date) -> dict[BindsOn, date]:
    """The day each kind of row is asked on: today until its moment has come, that moment's day ever after."""
    return {
        BindsOn.IMMEDIATE: on,
        BindsOn.EVENT_DATE: facts.event_on or on,
        BindsOn.DECISION: min(on, facts.decided_on or on),
        BindsOn.SUBMISSION: min(on, facts.submitted_on or on),
    }


def _version(policies: Sequence[Policy], day: date) -> Policy:
    """The version in force, or the first one for a file older than every version."""
    return in_force(policies, day) or min(policies, key=lambda policy: (policy.effective_from, policy.version))


def _bind(key: str, versions: dict[BindsOn, Policy], days: dict[BindsOn, date]) -> Binding | None:
    for moment in (BindsOn.IMMEDIATE, BindsOn.EVENT_DATE, BindsOn.DECISION):
        row = versions[moment].threshold(key)
        if row is not None and row.binds_on is moment:
            return Binding(row, versions[moment].version, days[moment])
    version = versions[BindsOn.SUBMISSION]
    row = version.threshold(key)
    return Binding(row, version.version, days[row.binds_on]) if row is not None else None


def _keys(policies: Sequence[Policy]) -> list[str]:
    asked = {row.criterion for policy in policies for row in policy.thresholds}
    if strange := asked - CRITERIA.keys():
        raise LookupError(f"Unknown criterion: {', '.join(sorted(strange))}.")
    return [key for key in CRITERIA if key in asked]


def _finding(bound: Binding, facts: Facts, on: date) -> Finding:
    row = bound.threshold
    criterion = CRITERIA[row.criterion]
    seen = criterion.outcome(facts, row.limit, bound.on)
    waiver = _waiver(facts, row, criterion, on)
    return Finding(
        criterion=row.criterion,
        outcome=seen.outcome,
        severity=Severity.NOTE if waiver else seen.severity or row.severity,
        observed=seen.observed,
        required=row.limit,
        evidence=seen.evidence,
        policy_version=bound.version,
        good_through=seen.good_through,
        reviewer=seen.reviewer or row.reviewer,
        waiver=waiver.ref or waiver.by if waiver else "",
    )


def _waiver(facts: Facts, row: Threshold, criterion: Criterion, on: date) -> Waiver | None:
    """The waiver that holds on a day, by whom the organization's row lets waive; nobody waives what nobody may."""
    if not criterion.waivable or not row.waivable_by:
        return None
    holding = [
        waiver for waiver in facts.waivers
        if waiver.criterion == row.criterion and waiver.role in (row.waivable_by, Reviewer.COMMITTEE)
        and waiver.first <= on and (waiver.last is None or on <= waiver.last)
    ]
    return holding[0] if holding else None


def turns(policies: Sequence[Policy], facts: Facts) -> set[date]:
    """Every day on which something may differ from the day before."""
    days = {policy.effective_from for policy in policies}
    for policy in policies:
        for row in policy.thresholds:
            days.update(CRITERIA[row.criterion].turns(facts, row.limit))
    for waiver in facts.waivers:
        days.add(waiver.first)
        if waiver.last is not None:
            days.add(date.fromordinal(waiver.last.toordinal() + 1))
    return days


def _signature(found: tuple[Finding, ...]) -> tuple:
    """What a reader would call a change. Numbers that move without moving an outcome are none."""
    return tuple((finding.criterion, finding.outcome, finding.severity, finding.reviewer) for finding in found)
