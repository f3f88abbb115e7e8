"""What counted once and is too old on a later day. Pure: frozen values in, frozen values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from network.dates import ONE_DAY
from vetting.criteria import CRITERIA
from vetting.evidence import Facts
from vetting.findings import Finding, Outcome, Severity


@dataclass(frozen=True, slots=True)
class Old:
    """A rule whose evidence is too old, and the last day on which it was not."""

    criterion: str
    last: date


def grown_old(findings: Iterable[Finding], facts: Facts, *, on: date) -> tuple[Old, ...]:
    """Each rule that its window leaves unanswered on day `on` and that was met before (domain 1.1 number 14).

    What nobody ever answered has not grown old; what is only noted or was waived is asked of nobody.
    """
    open_ones = [each for each in findings if each.outcome is Outcome.UNKNOWN and each.severity is not Severity.NOTE and not each.waiver]
    found = [(each.criterion, last_day(each, facts, on)) for each in open_ones]
    return tuple(Old(criterion, last) for criterion, last in found if last is not None)


def last_day(finding: Finding, facts: Facts, on: date) -> date | None:
    """The last day before `on` on which these facts still met the rule; None where there was none."""
    rule, limit = CRITERIA[finding.criterion], finding.required
    ends = [turn - ONE_DAY for turn in rule.turns(facts, limit) if turn <= on]
    return max((day for day in ends if rule.outcome(facts, limit, day).outcome is Outcome.MET), default=None)
