"""What is watched about somebody in the network between two vettings, what each finding shows, and when to look again. Pure.

Watched is every rule that binds at once: it is asked of today, not of the day she was decided on. The color is a function of the
finding alone; what people do about it is another thing and changes no color (ux.md, screen A3).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from network.dates import plus_months
from vetting import rules
from vetting.evidence import Facts, State
from vetting.findings import BindsOn, Finding, Outcome, Policy, Severity

ONE_DAY = timedelta(days=1)


class Color(StrEnum):
    """What the system says about one thing that is watched. Nobody sets it."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class Effect(StrEnum):
    """What makes an end count on its own day, with every worker stopped."""

    COVER = "cover"  # the cover it gives ends on its day by itself
    HOLD = "hold"  # hers to show and no cover rests on it: a hold from the day after, written before that day comes
    PEOPLE = "people"  # people judge it, and open the hold
    OURS = "ours"  # ours to look up again: nobody is stopped because we are late


EFFECTS = {
    "license_in_force": Effect.COVER, "license_or_register": Effect.COVER, "insurance_in_force": Effect.COVER,
    "insurance_continues": Effect.COVER,
    "attestation_repeated": Effect.HOLD, "certificate_of_conduct": Effect.HOLD, "certificate_held": Effect.HOLD,
    "service_training": Effect.HOLD, "continuing_education": Effect.HOLD, "supervision_hours": Effect.HOLD,
    "supervision_on_file": Effect.HOLD,
    "right_to_work": Effect.HOLD, "papers_by_place": Effect.HOLD, "papers_on_file": Effect.HOLD,
    "license_rechecked": Effect.OURS, "license_reverified": Effect.OURS, "license_verified": Effect.OURS,
    "exclusion_monthly": Effect.OURS, "exclusion_checked": Effect.OURS, "list_recent": Effect.OURS,
}  # every other rule: Effect.PEOPLE
REPEATED = frozenset({"license_rechecked", "license_reverified"})  # asked again at the source before the last answer is too old
PER_PLACE = frozenset({"license_in_force", "license_or_register", "license_rechecked", "license_reverified"})


def effect_of(criterion: str) -> Effect:
    """What makes its end count."""
    return EFFECTS.get(criterion, Effect.PEOPLE)


@dataclass(frozen=True, slots=True)
class Sight:
    """One thing that is watched as it stands on a day. `place` is empty where it is about her everywhere."""

    criterion: str
    place: str
    finding: Finding

    @property
    def key(self) -> tuple[str, str]:
        """What it is about, whatever its outcome."""
        return self.criterion, self.place

    @property
    def met(self) -> bool:
        """Whether nothing is missing today; a waived rule misses nothing."""
        fine = self.finding.outcome in (Outcome.MET, Outcome.NOT_APPLICABLE)
        return fine or bool(self.finding.waiver)


def watched(policies: Sequence[Policy]) -> tuple[Policy, ...]:
    """The versions with the rules that bind at once alone."""
    return tuple(
        replace(policy, thresholds=tuple(row for row in policy.thresholds if row.binds_on is BindsOn.IMMEDIATE)) for policy in policies
    )


def kept_elements(policies: Sequence[Policy]) -> frozenset[str]:
    """The evidence elements of what is hers to show for as long as she is in the network."""
    rows = (row for policy in watched(policies) for row in policy.thresholds)
    return frozenset(element for row in rows if effect_of(row.criterion) is Effect.HOLD for element in rules.CRITERIA[row.criterion].reads)


def as_watched(facts: Facts) -> Facts:
    """A search of a list counts once it was made: what it raised is a match of its own, which two people judge."""
    return replace(facts, list_checks=tuple(replace(each, state=State.VERIFIED) for each in facts.list_checks))


def sights(policies: Sequence[Policy], facts: Facts, *, on: date) -> tuple[Sight, ...]:
    """Every watched rule on `on`, those about a license once per place. `policies` are `watched`, `facts` `as_watched`."""
    found = []
    for finding in rules.findings(policies, facts, on=on):
        if finding.criterion not in PER_PLACE or not facts.jurisdictions:
            found.append(Sight(finding.criterion, "", finding))
            continue
        for place in facts.jurisdictions:
            there = rules.findings(_only(policies, finding.criterion), replace(facts, jurisdictions=(place,)), on=on)
            found += [Sight(each.criterion, place, each) for each in there]
    return tuple(found)


def _only(policies, criterion) -> tuple[Policy, ...]:
    return tuple(replace(policy, thresholds=tuple(filter(None, [policy.threshold(criterion)]))) for policy in policies)


def color(sight: Sight, *, on: date, ahead: int) -> Color:
    """Red: it stops her, or would. Amber: somebody must act, or it ends within `ahead` days. Green: nothing to do.

    What is ours to repeat is amber only once it is late: it always ends soon.
    """
    finding = sight.finding
    if sight.met:
        last = finding.good_through
        ends = effect_of(sight.criterion) is not Effect.OURS and last is not None and (last - on).days < ahead
        return Color.AMBER if ends and not finding.waiver else Color.GREEN
    if finding.severity is Severity.BLOCKS:
        return Color.RED
    if finding.severity is Severity.REVIEW and finding.outcome is Outcome.NOT_MET:
        return Color.RED
    return Color.AMBER if finding.severity is Severity.REVIEW or finding.outcome is Outcome.NOT_MET else Color.GREEN


@dataclass(frozen=True, slots=True)
class Stop:
    """From which day a hold stops offers because one thing that is hers to show has run out."""

    criterion: str
    first: date


def stops(policies: Sequence[Policy], facts: Facts, *, on: date) -> tuple[Stop, ...]:
    """What will stop her if nobody shows anything newer: rules that block, are met today, and no longer on the day after.

    What was never met stops nobody here: a raised rule reaches people as its rollout says.
    """
    found = []
    for sight in sights(policies, facts, on=on):
        last = sight.finding.good_through
        if last is None or not sight.met or not holds(sight):
            continue
        # no rule with this effect is asked place by place, so what is seen of the rule alone is this sight on that day
        after = next(iter(sights(_only(policies, sight.criterion), facts, on=last + ONE_DAY)), None)
        if after is not None and not after.met and holds(after):
            found.append(Stop(sight.criterion, last + ONE_DAY))
    return tuple(found)


def holds(sight: Sight) -> bool:
    """Whether missing it stops offers by a hold: hers to show, no cover rests on it, and the rule blocks."""
    return effect_of(sight.criterion) is Effect.HOLD and sight.finding.severity is Severity.BLOCKS


def again(found: Iterable[Sight], *, on: date, lead: int) -> tuple[str, ...]:
    """The checks that are ours to make again: good for fewer than `lead` days more, or not any more. `verification:12`, each once.

    A registration without an end is looked up again all the same: no expiry does not mean never check (domain 3.3, 8.1 number 55).
    """
    refs = (ref for sight in found if sight.criterion in REPEATED and _ends(sight, on, lead) for ref in sight.finding.evidence)
    return tuple(dict.fromkeys(ref for ref in refs if ref.startswith("verification:")))


def _ends(sight: Sight, on: date, lead: int) -> bool:
    last = sight.finding.good_through
    return not sight.met or (last is not None and (last - on).days < lead)


def next_look(policies: Sequence[Policy], facts: Facts, *, on: date, ahead: int, lead: int = 0) -> date | None:
    """The first day after `on` on which any color differs, or a check is to be made again; None when time changes nothing."""
    def shown(day: date) -> tuple:
        found = sights(policies, facts, on=day)
        return tuple((sight.key, color(sight, on=day, ahead=ahead)) for sight in found), again(found, on=day, lead=lead)

    turns = rules.turns(policies, facts)
    days = sorted(turns | {day - timedelta(days=before) for day in turns for before in (ahead, lead)})
    today = shown(on)
    return next((day for day in days if day > on and shown(day) != today), None)


def worse(first: Color, second: Color) -> bool:
    """Whether the first is worse than the second."""
    order = list(Color)
    return order.index(first) < order.index(second)


@dataclass(frozen=True, slots=True)
class Shown:
    """What an alert says: its color, and what the source says that people judged. `status`: the register's word, where it gave one."""

    color: Color
    outcome: Outcome
    status: str = ""


WORSE = (Outcome.NOT_APPLICABLE, Outcome.MET, Outcome.UNKNOWN, Outcome.NOT_MET)  # the later the worse


def became_worse(before: Shown, now: Shown) -> bool:
    """Whether people who are done with what was shown before must look again.

    Red stays red when an expired license turns out to be revoked: what was noted about the one says nothing about the other.
    """
    if before.color is not now.color:
        return worse(now.color, before.color)
    if before.outcome is not now.outcome:
        return WORSE.index(now.outcome) > WORSE.index(before.outcome)
    return now.outcome is Outcome.NOT_MET and now.status != before.status


def month_of(day: date) -> date:
    """The first of its month."""
    return day.replace(day=1)


class Covered(StrEnum):
    """One calendar month of one check of one therapist."""

    DONE = "done"
    GAP = "gap"
    RUNNING = "running"  # the month is not over, and the check not made yet
    OUT = "out"  # she was not in the network


def last_of(month: date, on: date) -> date:
    """Its last day; of the month of `on` that day, later ones have not come."""
    return min(plus_months(month, 1) - ONE_DAY, on)


@dataclass(frozen=True, slots=True)
class Turn:
    """A day from which she was in the network (`granted`) or out of it, for all of it."""

    first: date
    granted: bool


def stays(turns: Iterable[Turn], left: date | None = None) -> tuple[tuple[date, date | None], ...]:
    """First and last day of each time in the network; the last day is None while it goes on. `left`: the day she was out at last.

    Who left and came back was away in between: nothing was asked about her then.
    """
    found: list[tuple[date, date | None]] = []
    for turn in sorted(turns, key=lambda turn: turn.first):
        inside = bool(found) and found[-1][1] is None
        if turn.granted and not inside:
            found.append((turn.first, None))
        elif not turn.granted and inside:
            found[-1] = (found[-1][0], max(turn.first - ONE_DAY, found[-1][0]))
    if left is not None and found and found[-1][1] is None:
        found[-1] = (found[-1][0], max(left, found[-1][0]))
    return tuple(found)


def coverage_over(months: Sequence[date], days: Iterable[date], *, spans, asked: Iterable[date], on: date) -> tuple[Covered, ...]:
    """As `coverage`, over several times in the network; a month in which the check was not `asked` for is missed by nobody."""
    days, asked = tuple(days), frozenset(asked)
    each = [coverage(months, days, first=first, last=last, on=on) for first, last in spans]
    found = []
    for month, states in zip(months, zip(*each, strict=True), strict=True):
        state = next((state for state in states if state is not Covered.OUT), Covered.OUT)
        found.append(state if state is Covered.DONE or month in asked else Covered.OUT)
    return tuple(found)


def coverage(months: Iterable[date], days: Iterable[date], *, first: date, last: date | None, on: date) -> tuple[Covered, ...]:
    """Each month (its first day) of a check made on `days`, for somebody in the network from `first` through `last`.

    A calendar month, not thirty days: 1 September and 15 October cover both (NCQA CR 5, domain 1.1).
    """
    done = {month_of(day) for day in days}
    return tuple(_month(month, done, month_of(first), month_of(last) if last else None, month_of(on)) for month in months)


def _month(month, done, first, last, current) -> Covered:
    if month in done:
        return Covered.DONE
    if month < first or (last is not None and month > last) or month > current:
        return Covered.OUT
    return Covered.RUNNING if month == current else Covered.GAP
