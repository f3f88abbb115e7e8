"""Whose turn it is, and whose each passed day was. Pure: rows in, words as codes out.

It is the therapist's turn only when nothing is ours; the source's only when nothing is ours and she owes nothing. Our clock
stands still while it is not our turn.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

OURS, THEIRS, SOURCE, NOBODY = "ours", "theirs", "source", "nobody"
ALLOWED = {"submitted": 3, "checking": 21, "in_review": 5}  # days of ours per state, where a policy says no others
CLOCK_OF = {"submitted": "begin_days", "checking": "check_days", "in_review": "decide_days"}
AFTERWARDS = ("required", "obtained", "discrepant")  # once approved: a source that could not be asked then was settled
TO_DO = {  # in which state of a file a check in which state is ours
    **dict.fromkeys(("draft", "submitted", "checking", "in_review"), (*AFTERWARDS, "unavailable")), "approved": AFTERWARDS,
}


def allowed_by(clocks: Mapping) -> dict[str, int]:
    """Our days per state by the days an organization gives."""
    return {state: clocks[key] for state, key in CLOCK_OF.items()}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something one side had to do, from `first` through `last` (both days included; None while it goes on)."""

    whose: str
    first: date
    last: date | None

    def runs(self, day: date) -> bool:
        """Whether it was to be done on `day`."""
        return self.first <= day and (self.last is None or day < self.last)


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is now: the side, who exactly (therapist, reviewer, source, director, committee, nobody), the next act."""

    whose: str
    waiting_on: str
    next_step: str


def turn(*, state: str, route: str, ours_open: int, asked_open: int, source_open: int, terms_open: bool) -> Turn:
    """Whose turn it is in `state`, given how many things are open on each side.

    `ours_open` counts checks to make or review, matches to judge and answers to read; `asked_open` unanswered questions to
    the therapist; `source_open` checks waiting at a source; `terms_open` whether an approved therapist still has terms to accept.
    """
    if state == "draft":
        return Turn(THEIRS, "therapist", "submit")
    if state == "submitted":
        return Turn(OURS, "reviewer", "begin_checks")
    if state == "in_review":
        return Turn(OURS, "committee" if route == "committee" else "director", "decide")
    if state == "approved" and ours_open:
        return Turn(OURS, "reviewer", "check")  # evidence that came after the decision
    if state == "approved" and terms_open:
        return Turn(THEIRS, "therapist", "accept_terms")
    if state != "checking":
        return Turn(NOBODY, "nobody", "none")
    if ours_open:
        return Turn(OURS, "reviewer", "check")
    if asked_open:
        return Turn(THEIRS, "therapist", "answer")
    if source_open:
        return Turn(SOURCE, "source", "wait")
    return Turn(OURS, "reviewer", "refer")


def days(stretches, *, first: date, last: date) -> tuple[str, ...]:
    """One side per day from `first` up to, not including, `last`: ours before theirs before the source's, else ours."""
    strokes = []
    day = first
    while day < last:
        running = {stretch.whose for stretch in stretches if stretch.runs(day)}
        strokes.append(next((side for side in (OURS, THEIRS, SOURCE) if side in running), OURS))
        day += timedelta(days=1)
    return tuple(strokes)


def counts(strokes) -> dict[str, int]:
    """How many days were whose."""
    tally = Counter(strokes)
    return {side: tally[side] for side in (OURS, THEIRS, SOURCE)}


def due(strokes, *, last: date, allowed: int) -> date:
    """Our date: `allowed` days of ours in all, so days of theirs and of the source push it back."""
    return last + timedelta(days=allowed - counts(strokes)[OURS])


def due_on(turn: Turn, *, state: str, strokes, on: date, answer_by=(), source_by=(), opened=(), allowed=ALLOWED) -> date | None:
    """The day by which the file's next act is due; None when nobody owes anything or no day is known.

    `answer_by`: the days of open questions to her; `source_by`: those on which sources answer; `opened`: the days on which the
    checks that are ours were opened, which count only for evidence that came after the decision. `allowed`: our days per state.
    """
    if turn.next_step == "answer":
        return min(answer_by)
    if turn.whose == SOURCE:
        return min(source_by, default=None)
    if state == "approved" and turn.whose == OURS:
        return min(opened, default=on) + timedelta(days=allowed["checking"])
    if state not in ALLOWED:
        return None
    reached = list(ALLOWED)[: list(ALLOWED).index(state) + 1]
    return due(strokes, last=on, allowed=sum(allowed[name] for name in reached))
