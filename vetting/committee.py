"""What a committee needs to decide: its settings, the quorum, and when a vote carries. Pure.

Quorum and majority are counted in people, from the membership on the day, never in percent of those who happened to come:
a quorum is more than half of the voting members in office, and an outcome carries with more than half of those who may vote
on the file (members in office who take part). An abstention counts for the quorum and for no outcome.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vetting.terms import Terms

LEAST = 2  # nobody decides alone what takes a committee


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a policy version: a switch, a number with its bounds (both included), or one of `choices`."""

    key: str
    default: bool | int | str
    minimum: int = 0
    maximum: int = 1
    choices: tuple[str, ...] = ()

    @property
    def switch(self) -> bool:
        """Whether it is on or off."""
        return isinstance(self.default, bool)


SETTINGS = (  # domain 1.2 and 8.1 numbers 71 and 72; a vote by mail conforms to no standard we know of
    Setting("meetings", False),
    Setting("asynchronous", False),
    Setting("quorum_least", 2, LEAST, 15),
    Setting("clean_by_director", False),  # number 69: who signs clean files, and how many in one act (0: any number)
    Setting("clean_batch", 0, 0, 200),
    Setting("meeting_days", 0, 0, 180),  # number 72: a meeting at least so often, 0 for no rhythm
    Setting("packet_names", True),  # number 74
    Setting("deferrals_most", 3, 1, 9),  # domain 5.2 A17: how often a file that could be decided is put off
    # between two vettings (domain 5.5): how many concerns within how many months call for a look (0: none do), and what opens by itself
    Setting("between_concerns", 3, 0, 20),
    Setting("between_months", 12, 1, 60),
    Setting("concerns_open_review", False),
    Setting("claims_open_review", False),
    Setting("licenses_open_addition", False),
    Setting("services_open_addition", False),
)
BY_KEY = {setting.key: setting for setting in SETTINGS}
PARAMETER = "vetting.committee"


def in_full(given: Mapping) -> dict:
    """Every setting, from what a version says and the defaults."""
    return {setting.key: given.get(setting.key, setting.default) for setting in SETTINGS}


def problems(given: Mapping) -> list[tuple[str, str]]:
    """What is wrong, as (key, code) with codes unknown, wrong_type, too_low, too_high and needs_meetings."""
    found = [(key, code) for key, value in given.items() if (code := wrong(BY_KEY.get(key), value))]
    if not found and given.get("asynchronous") and not given.get("meetings"):
        found.append(("asynchronous", "needs_meetings"))
    return found


def wrong(setting: Setting | None, value) -> str:
    """What is wrong with one value: unknown, wrong_type, not_a_choice, too_low, too_high; empty for nothing."""
    if setting is None:
        return "unknown"
    if type(value) is not type(setting.default):
        return "wrong_type"
    if setting.choices:
        return "" if value in setting.choices else "not_a_choice"
    if value < setting.minimum:
        return "too_low"
    return "too_high" if value > setting.maximum else ""


@dataclass(frozen=True, slots=True)
class Committee:
    """Who sits on the committee on one day, who may lead its meetings, and by which settings. Persons by number."""

    members: frozenset[int] = frozenset()
    chairs: frozenset[int] = frozenset()
    meetings: bool = False
    asynchronous: bool = False
    least: int = LEAST
    every: int = 0


# ── Counting ─────────────────────────────────────────────────────────────────

ABSTAIN = "abstain"


def quorum_of(members: int, least: int = LEAST) -> int:
    """How many must take part in a vote: more than half of the members in office, and never fewer than `least`."""
    return max(members // 2 + 1, least)


def majority_of(eligible: int) -> int:
    """How many votes carry an outcome: more than half of those who may vote."""
    return eligible // 2 + 1


@dataclass(frozen=True, slots=True)
class Tally:
    """One vote as counted: members in office, those who may vote, those who did, and the votes of each outcome."""

    members: int
    eligible: int
    voted: int
    quorum: int
    needed: int
    counts: tuple[tuple[str, int], ...]
    outcome: str

    @property
    def quorate(self) -> bool:
        """Whether enough members took part."""
        return self.voted >= self.quorum

    @property
    def carried(self) -> str:
        """The outcome that carries; empty without a quorum or a majority."""
        return self.outcome if self.quorate else ""

    def count(self, choice: str) -> int:
        """How many voted so."""
        return dict(self.counts).get(choice, 0)


def tally(members: Iterable[int], recused: Iterable[int], votes: Mapping[int, str], *, least: int = LEAST) -> Tally:
    """Count one vote: `members` in office and `recused` are persons, `votes` a choice by person.

    A vote of somebody who is no member, or who does not take part, is not counted: a late conflict voids it.
    """
    members, recused = set(members), set(recused)
    eligible = members - recused
    counted = {person: choice for person, choice in votes.items() if person in eligible}
    counts = Counter(counted.values())
    needed = majority_of(len(eligible))
    leading = [choice for choice, number in counts.items() if choice != ABSTAIN and number >= needed]
    return Tally(
        members=len(members), eligible=len(eligible), voted=len(counted), quorum=quorum_of(len(members), least), needed=needed,
        counts=tuple(sorted(counts.items())), outcome=leading[0] if leading else "",
    )


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a committee resolved about one file, as the step that carries it out takes it."""

    item: int
    reference: str
    choice: str
    terms: Terms | None = None

    @property
    def outcome(self) -> str:
        """The decision it asks for: approved or denied; empty when nothing carried."""
        return self.choice.removesuffix("_quality")

    @property
    def basis(self) -> str:
        """Why a denial: quality or administrative."""
        if self.outcome != "denied":
            return ""
        return "quality" if self.choice == "denied_quality" else "administrative"
