"""`rules.evaluate` of many files at once: the same outcomes, severities, reviewers and routes, in columns. Pure: NumPy, no database.

One meaning, two speeds: a property test holds every rule here against its namesake for random facts, policies and days. What a finding
shows (observed values, references, good through) is asked of `rules.evaluate` for whoever needs it. Rules of BY_FILE are not said in
columns; they are asked file by file.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from vetting import arrays_concerns, arrays_held, arrays_insured, arrays_papers, arrays_said, arrays_worked
from vetting.arrays import NOT_MET, OUTCOMES, UNKNOWN, Asked
from vetting.columns import NONE, Codes, Columns, columns
from vetting.criteria import CRITERIA
from vetting.evidence import Facts
from vetting.findings import FINE, BindsOn, Policy, Reviewer, Route, Severity, Threshold
from vetting.rules import turns

IN_COLUMNS = (arrays_held, arrays_insured, arrays_worked, arrays_said, arrays_papers, arrays_concerns)
RULES = {key: rule for family in IN_COLUMNS for key, rule in family.RULES.items()}
BY_FILE = tuple(key for key in CRITERIA if key not in RULES)
KEYS = tuple(CRITERIA)
SEVERITIES, REVIEWERS, ROUTES = tuple(Severity), tuple(Reviewer), tuple(Route)
NOT_ASKED = 255
BLOCKS, REVIEW, NOTE = (SEVERITIES.index(each) for each in Severity)
COMMITTEE = REVIEWERS.index(Reviewer.COMMITTEE)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the rules say of each file: one byte per criterion in the order of the registry, and the route."""

    codes: np.ndarray
    routes: np.ndarray

    def of(self, file: int) -> tuple:
        """One file's verdict in words, as `signature` writes that of an assessment."""
        found = []
        for key, code in zip(KEYS, self.codes[file].tolist(), strict=True):
            if code != NOT_ASKED:
                found.append((key, OUTCOMES[code & 3], SEVERITIES[code >> 2 & 3], REVIEWERS[code >> 4]))
        return tuple(found), ROUTES[self.routes[file]]


def signature(assessment) -> tuple:
    """What of an assessment is a verdict: outcome, severity and reviewer by criterion, and the route."""
    return tuple((each.criterion, each.outcome, each.severity, each.reviewer) for each in assessment.findings), assessment.route


def evaluate(
    policies: Sequence[Policy], files: Columns, *, on: date | np.ndarray, facts: Callable[[int], Facts] | None = None
) -> Verdicts:
    """Judge all files by every version of one policy, on one day or each on its own (ordinals).

    `facts` gives a file's facts for rules of BY_FILE; a policy with one of them raises LookupError without it, and one that names a
    criterion this code does not know raises it as `rules.evaluate` does.
    """
    if strange := {row.criterion for policy in policies for row in policy.thresholds} - CRITERIA.keys():
        raise LookupError(f"Unknown criterion: {', '.join(sorted(strange))}.")
    if not policies:
        return Verdicts(np.full((files.n, len(KEYS)), NOT_ASKED, dtype=np.uint8), np.full(files.n, LEADS[0]))
    days = np.broadcast_to(np.asarray(on.toordinal() if isinstance(on, date) else on, dtype=np.int32), (files.n,))
    ordered, moments = sorted(policies, key=lambda policy: (policy.effective_from, policy.version)), _moments(files, days)
    rows = [{row.criterion: row for row in reversed(policy.thresholds)} for policy in ordered]
    asked = [(index, key) for index, key in enumerate(KEYS) if any(key in each for each in rows)]
    in_force = {moment: _in_force(ordered, day) for moment, day in moments.items()}
    begun, codes = days >= ordered[0].effective_from.toordinal(), np.full((len(asked), files.n), NOT_ASKED, dtype=np.uint8)
    for place, (_index, key) in enumerate(asked):
        _criterion([each.get(key) for each in rows], in_force, moments, files, facts, begun, codes[place])
    every = np.full((files.n, len(KEYS)), NOT_ASKED, dtype=np.uint8)
    every[:, [index for index, _key in asked]] = codes.T
    return Verdicts(every, _routes(codes))


def differing(before: Verdicts, after: Verdicts) -> list[int]:
    """The files of which any line weighs otherwise, in their order: what `impact.difference` asks of two assessments."""
    return np.flatnonzero((WEIGHS[before.codes] != WEIGHS[after.codes]).any(axis=1)).tolist()


def next_changes(
    policies: Sequence[Policy], packed: Sequence[bytes], code: Codes, *, on: date, facts: Callable[[int], Facts]
) -> list[date | None]:
    """`rules.next_change` of many packed files: each is judged on every later day on which it may turn, all of those at once."""
    days = [sorted(day.toordinal() for day in turns(policies, facts(file)) if day > on) for file in range(len(packed))]
    of = np.repeat(np.arange(len(packed)), [len(each) for each in days])
    day = np.array([day for each in days for day in each], dtype=np.int64)

    def both(place):
        return facts(int(place) if place < len(packed) else int(of[place - len(packed)]))

    asked = np.concatenate([np.full(len(packed), on.toordinal()), day])
    codes = evaluate(policies, columns([*packed, *(packed[file] for file in of)], code), on=asked, facts=both).codes
    differs = (codes[len(packed) :] != codes[of]).any(axis=1)
    found: list[date | None] = [None] * len(packed)
    for place in np.flatnonzero(differs)[::-1].tolist():
        found[of[place]] = date.fromordinal(int(day[place]))
    return found


def _moments(files, on):
    """The day each kind of row is asked on."""
    event, decided, submitted = (files.scalar(name) for name in ("event_on", "decided_on", "submitted_on"))
    return {
        BindsOn.IMMEDIATE: on, BindsOn.EVENT_DATE: np.where(event == NONE, on, event),
        BindsOn.DECISION: np.where(decided == NONE, on, np.minimum(on, decided)),
        BindsOn.SUBMISSION: np.where(submitted == NONE, on, np.minimum(on, submitted)),
    }


def _in_force(ordered: list[Policy], day: np.ndarray) -> list[tuple[int, np.ndarray]]:
    """The places among `ordered` of the versions in force for some file, each with which files those are.

    What is older than every version is held to the first one.
    """
    first = np.array([policy.effective_from.toordinal() for policy in ordered])
    places = np.maximum(np.searchsorted(first, day, side="right") - 1, 0)
    return [(place, places == place) for place in np.flatnonzero(np.bincount(places, minlength=1)).tolist()]


def _criterion(rows, in_force, moments, files, facts, left, codes):  # noqa: PLR0913
    """The bytes of one criterion, set in `codes`: for every row that binds some of the files, what it says of those that are left."""
    on = moments[BindsOn.IMMEDIATE]
    for moment in (BindsOn.IMMEDIATE, BindsOn.EVENT_DATE, BindsOn.DECISION, BindsOn.SUBMISSION):
        for place, here in in_force[moment]:
            row = rows[place]
            if row is None or moment is not BindsOn.SUBMISSION and row.binds_on is not moment:
                continue
            mine = left & here
            if mine.any():
                np.copyto(codes, _bound(row, files, moments[row.binds_on], on, mine, facts), where=mine)
                left = left & ~mine
                if not left.any():
                    return


def _bound(row: Threshold, files, day, on, mine, facts):
    """One row of a policy put to all files; only those it binds (`mine`) count."""
    criterion = CRITERIA[row.criterion]
    severity, reviewer = np.uint8(SEVERITIES.index(row.severity)), np.uint8(REVIEWERS.index(row.reviewer))
    if row.criterion in RULES:
        outcome = RULES[row.criterion](Asked(files, row.limit, day))
        if isinstance(outcome, tuple):
            outcome, weight = outcome
            severity, reviewer = _weighed(weight, severity, reviewer)
    else:
        outcome, severity, reviewer = (np.zeros(files.n, dtype=np.uint8) for _each in range(3))
        for file in np.flatnonzero(mine).tolist():
            outcome[file], severity[file], reviewer[file] = _by_file(row, criterion, file, int(day[file]), facts)
    if criterion.waivable and row.waivable_by and len(files.rows("waivers").of):
        severity = np.where(_waived(row, files, on), np.uint8(NOTE), severity)
    return (outcome | severity << 2 | reviewer << 4).astype(np.uint8)


def _weighed(weight, severity, reviewer):
    """Severity and reviewer where the facts decide them."""
    for place, level in enumerate(arrays_said.WEIGHTS):
        if level is not None:
            here = weight == place
            severity = np.where(here, np.uint8(SEVERITIES.index(level[0])), severity)
            reviewer = np.where(here, np.uint8(REVIEWERS.index(level[1])), reviewer) if level[1] else reviewer
    return severity, reviewer


def _by_file(row, criterion, file, day, facts):
    if facts is None:
        raise LookupError(f"{row.criterion} is asked file by file: give the facts.")
    seen = criterion.outcome(facts(file), row.limit, date.fromordinal(day))
    severity, reviewer = seen.severity or row.severity, seen.reviewer or row.reviewer
    return OUTCOMES.index(seen.outcome), SEVERITIES.index(severity), REVIEWERS.index(reviewer)


def _waived(row, files, on):
    asked = Asked(files, row.limit, on)
    rows = asked.rows("waivers")
    day = on[rows.of]
    holds = (rows.criterion == asked.word(row.criterion)) & asked.among(rows.role, (row.waivable_by, str(Reviewer.COMMITTEE)))
    return asked.any(rows.of, holds & (rows.first <= day) & ((rows.last == NONE) | (day <= rows.last)))


def _routes(codes):
    """Who must decide, by `rules.route`; a line of `codes` is one criterion of all files."""
    return LEADS[np.bitwise_or.reduce(SAYS[codes], axis=0)] if len(codes) else np.full(codes.shape[1], LEADS[0])


ASKED, UNMET, TO_COMMITTEE, OPEN, BLOCKED = (1 << bit for bit in range(5))


def _says(code: int) -> int:
    """What one criterion's byte says about who must decide, as bits."""
    if code == NOT_ASKED:
        return 0
    outcome, severity, reviewer = code & 3, code >> 2 & 3, code >> 4
    unmet, weighs = outcome == NOT_MET, severity != NOTE
    told = {UNMET: unmet, TO_COMMITTEE: unmet and reviewer == COMMITTEE, OPEN: outcome == UNKNOWN, BLOCKED: unmet and severity == BLOCKS}
    return ASKED | sum(bit for bit, holds in told.items() if holds and weighs)


def _leads(said: int) -> int:
    """The route to which the bits of all criteria together lead."""
    order = (
        (said & BLOCKED, Route.NOT_ELIGIBLE), (said & OPEN or not said & ASKED, Route.INCOMPLETE), (said & TO_COMMITTEE, Route.COMMITTEE),
        (said & UNMET, Route.DIRECTOR), (True, Route.CLEAN),
    )
    return ROUTES.index(next(route for holds, route in order if holds))


def _weighs(code: int) -> int:
    """One criterion's byte without what weighs nothing: who reviews what is not reviewed, and all of a line that is fine or not asked."""
    if code == NOT_ASKED or OUTCOMES[code & 3] in FINE:
        return NOT_ASKED
    return code if code >> 2 & 3 == REVIEW else code & 15


WEIGHS = np.array([_weighs(code) for code in range(256)], dtype=np.uint8)
SAYS = np.array([_says(code) for code in range(256)], dtype=np.uint8)
LEADS = np.array([_leads(said) for said in range(32)], dtype=np.uint8)
