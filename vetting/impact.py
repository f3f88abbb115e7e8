"""What a version of a policy would change: two judgments of the same facts on the same day, compared line by line. Pure.

Nothing is stored and nothing changes by asking. What time alone changes is in both judgments and so in no difference.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vetting import rules
from vetting.criteria import CRITERIA
from vetting.evidence import Facts
from vetting.findings import FINE, Assessment, BindsOn, Finding, Policy, Route, Severity, Threshold, Unit
from vetting.limits import loosened


@dataclass(frozen=True, slots=True)
class Line:
    """One rule that flips: what was found before (None: not asked) and what would be found (None: asked no more)."""

    criterion: str
    before: Finding | None
    after: Finding | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two judgments: the lines that flip, and who would have to decide before and after."""

    lines: tuple[Line, ...]
    before: Route
    after: Route

    def __bool__(self):
        return bool(self.lines)


def difference(before: Assessment, after: Assessment) -> Difference:
    """The lines of two judgments of the same facts that weigh differently, in the order of the registry.

    A line that is fine, does not apply or is not asked weighs nothing, however its number or weight moved.
    """
    then = {finding.criterion: finding for finding in before.findings}
    now = {finding.criterion: finding for finding in after.findings}
    lines = tuple(
        Line(key, then.get(key), now.get(key)) for key in CRITERIA if _weighs(then.get(key)) != _weighs(now.get(key))
    )
    return Difference(lines, before.route, after.route)


def _weighs(finding: Finding | None) -> tuple | None:
    if finding is None or finding.outcome in FINE:
        return None
    return finding.outcome, finding.severity, finding.reviewer if finding.severity is Severity.REVIEW else None


def only(found: Difference, keys: Iterable[str]) -> Difference:
    """The lines of these rules alone."""
    asked = set(keys)
    return Difference(tuple(line for line in found.lines if line.criterion in asked), found.before, found.after)


def of_file(policies: Sequence[Policy], version: Policy, facts: Facts, *, on: date) -> Difference:
    """What `version` changes for an open file on `on`, beside the versions approved without it. Each rule binds as it says."""
    return difference(_judged(policies, facts, on), _judged((*policies, version), facts, on))


def _judged(policies, facts, on) -> Assessment:
    found = rules.findings(policies, facts, on=on)
    return Assessment(found, rules.route(found), on, None)


def starting(version: Policy, on: date) -> Policy:
    """The version as if it began to count on `on`."""
    return replace(version, effective_from=on)


def changed(before: Policy | None, version: Policy) -> tuple[str, ...]:
    """The rules in which two versions differ, in number or in weight, in the order of the registry."""
    asked = {row.criterion: row for row in before.thresholds} if before else {}
    asks = {row.criterion: row for row in version.thresholds}
    return tuple(key for key in CRITERIA if asked.get(key) != asks.get(key))


def direction(first: Threshold | None, second: Threshold | None) -> str:
    """How the second row stands to the first: same, stricter, looser, otherwise, added, dropped."""
    if first is None or second is None:
        return "added" if first is None else "dropped"
    if first == second:
        return "same"
    criterion = CRITERIA[first.criterion]
    less, more = loosened(criterion, first, second), loosened(criterion, second, first)
    return "otherwise" if less == more else "looser" if less else "stricter"


def reaching(before: Policy | None, version: Policy) -> tuple[str, ...]:
    """The rules of a version that may stop somebody who was decided on before it: those that ask more or otherwise.

    What asks less reaches nobody's disadvantage, and what is about the day of a decision waits for the next one.
    """
    keys = (key for key in changed(before, version) if not of_the_decision(key))
    asked = before.threshold if before else lambda key: None
    return tuple(key for key in keys if direction(asked(key), version.threshold(key)) in ("stricter", "otherwise", "added"))


def of_the_decision(criterion: str) -> bool:
    """Whether a rule is about the day of the decision itself, such as how old a verification may be then.

    Such a rule says nothing about somebody who was decided on; it reaches her when she is decided on again.
    """
    known = CRITERIA[criterion]
    return known.unit is Unit.DAYS


def of_member(policies: Sequence[Policy], version: Policy, keys: Iterable[str], facts: Facts, *, on: date) -> Difference:
    """What the rules `keys` of `version` change for somebody in the network once they reach her: both sides asked on `on`.

    Before are the rows she is held to now. Rules about the day of a decision are left out.
    """
    then, now = sides(policies, version, keys, facts, on=on)
    return difference(_judged([then], facts, on), _judged([now], facts, on))


def sides(policies: Sequence[Policy], version: Policy, keys: Iterable[str], facts: Facts, *, on: date) -> tuple[Policy, Policy]:
    """The two policies that `of_member` compares. Of the facts only the days on which a version binds count here."""
    asked = [key for key in keys if not of_the_decision(key)]
    own = {bound.threshold.criterion: bound.threshold for bound in rules.binding(policies, facts, on)}
    then = _at_once(version, [own[key] for key in asked if key in own], on)
    return then, _at_once(version, [row for row in version.thresholds if row.criterion in asked], on)


def _at_once(version: Policy, rows: Iterable[Threshold], on: date) -> Policy:
    return replace(version, effective_from=on, thresholds=tuple(replace(row, binds_on=BindsOn.IMMEDIATE) for row in rows))
