"""What the engine speaks in: outcomes, severities, thresholds, findings. Frozen data without sentences.

Words for people are in `vetting.words`; nothing here knows a language, a clock or a database.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from network.money import Money
from vetting.evidence import Facts

Value = bool | int | str | date | Money | tuple | Mapping | None
Limit = Mapping[str, Value]


class Outcome(StrEnum):
    """What one rule found. Missing or stale evidence is UNKNOWN, never failure: time alone cannot deny anybody."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


FINE = (Outcome.MET, Outcome.NOT_APPLICABLE)  # what keeps nobody from anything


class Severity(StrEnum):
    """What an unmet criterion does to the file. Set per organization, per criterion."""

    BLOCKS = "blocks"
    REVIEW = "review"
    NOTE = "note"


class Route(StrEnum):
    """Who must decide next."""

    INCOMPLETE = "incomplete"
    CLEAN = "clean"
    DIRECTOR = "director"
    COMMITTEE = "committee"
    NOT_ELIGIBLE = "not_eligible"


class Reviewer(StrEnum):
    """Who looks at a criterion of severity REVIEW that is not met."""

    DIRECTOR = "director"
    COMMITTEE = "committee"


class Reason(StrEnum):
    """Why an organization asks for it. What the law asks cannot be loosened."""

    LAW = "law"
    ACCREDITOR = "accreditor"
    CONTRACT = "contract"
    CHOICE = "choice"


class BindsOn(StrEnum):
    """Which version of the policy counts, and from which day the answer is frozen (domain 8.3)."""

    SUBMISSION = "submission"
    DECISION = "decision"
    EVENT_DATE = "event_date"
    IMMEDIATE = "immediate"


class Kind(StrEnum):
    """The type of one field of a limit, for reading, checking and editing it."""

    INTEGER = "integer"
    FLAG = "flag"
    CODE = "code"
    CODES = "codes"
    AMOUNTS = "amounts"  # currency → minor units
    NEEDS = "needs"  # code → codes
    MATRIX = "matrix"  # question → grade → level
    WEIGHTS = "weights"  # measure → points
    PAPERS = "papers"  # a list of which paper whom is asked for: {paper, professions, places, years}


class Unit(StrEnum):
    """What the numbers of a criterion count."""

    YEARS = "years"
    MONTHS = "months"
    DAYS = "days"
    HOURS = "hours"
    COUNT = "count"
    MONEY = "money"
    RATING = "rating"
    CODES = "codes"
    NONE = "none"


class Stricter(StrEnum):
    """In which direction a field asks for more, in number or in codes; `ANY` when a change has no direction."""

    HIGHER = "higher"
    LOWER = "lower"
    FEWER = "fewer"
    MORE = "more"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a criterion's limit. `minimum` and `maximum` bound an INTEGER (or each amount), both included.

    `optional`: left out of the limit while it stands at its default, so that whatever was decided before there was such a field
    is replayed as it was.
    """

    name: str
    kind: Kind
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[str, ...] = ()
    default: Value = None
    stricter: Stricter = Stricter.ANY
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a criterion says about the facts on a day. `severity` and `reviewer` only where the facts decide the level."""

    outcome: Outcome
    observed: Mapping[str, Value] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    good_through: date | None = None
    severity: Severity | None = None
    reviewer: Reviewer | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """A rule in code. Its meaning never changes under its key: files decided on it are replayed years later.

    `turns` names every day on which `outcome` may differ from the day before; too many is slow, too few is wrong.
    """

    key: str
    family: str
    unit: Unit
    fields: tuple[Field, ...]
    outcome: Callable[[Facts, Limit, date], Verdict]
    turns: Callable[[Facts, Limit], Iterable[date]]
    reads: tuple[str, ...] = ()
    waivable: bool = True


@dataclass(frozen=True, slots=True)
class Threshold:
    """One row of a policy: the number an organization puts to a criterion. `waivable_by` empty: nobody may waive it."""

    criterion: str
    severity: Severity
    limit: Limit
    reason: Reason = Reason.CHOICE
    waivable_by: str = ""
    binds_on: BindsOn = BindsOn.DECISION
    reviewer: Reviewer = Reviewer.DIRECTOR


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of an organization's rule set. It is in force from `effective_from` until the next one is.

    `revetting_months` is how long an approval lasts before the next vetting is due (NCQA: at most 36).
    """

    name: str
    version: int
    effective_from: date
    thresholds: tuple[Threshold, ...]
    revetting_months: int = 36

    def threshold(self, criterion: str) -> Threshold | None:
        """This version's row for the criterion, if it has one."""
        return next((row for row in self.thresholds if row.criterion == criterion), None)


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion's outcome for one file, with what was seen, what was asked, and on what it rests.

    `good_through` is the last day the same evidence still gives MET. A waived finding keeps its outcome and weighs NOTE.
    """

    criterion: str
    outcome: Outcome
    severity: Severity
    observed: Mapping[str, Value]
    required: Mapping[str, Value]
    evidence: tuple[str, ...]
    policy_version: int
    good_through: date | None = None
    reviewer: Reviewer = Reviewer.DIRECTOR
    waiver: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """All findings of one file on one day, who must decide, and the first later day on which that would differ."""

    findings: tuple[Finding, ...]
    route: Route
    on: date
    next_change: date | None
