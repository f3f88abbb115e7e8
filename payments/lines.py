"""What the rules of payments take and give: a claimed line, what it is held against, and what stops it. Pure.

Nothing here knows who a client is: `subject` is an opaque key, the same for the same person across authorizations.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from network.money import Money
from payments.counting import Attendance, AttendancePolicy
from payments.rates import Purpose, Rate, VatRule, Version

Value = str | int | date | Money | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Line:
    """One claim for units of one session (or one entry of a job), as it stands.

    `order` is the organization's count of lines as they were logged: of two that exclude each other the later one stops.
    `number` is the session's, under which it was claimed; `session` the session's own key. `final` ends the authorization.
    `waived` holds the keys of stops a second person waived.
    """

    key: str
    order: int
    number: str
    session: str
    authorization: str
    practitioner: str
    subject: str | None
    branch: str
    payee: str
    code: str
    day: date
    units: int
    attendance: Attendance
    version: str
    net: Money
    vat: Money
    submitted: date
    final: bool = False
    waived: frozenset[str] = field(default_factory=frozenset)


class Kind(StrEnum):
    """Sessions of a client, or a job (a critical incident) that has no client."""

    SESSIONS = "sessions"
    JOB = "job"


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many units of one service code. For sessions all codes of one allowance share its units."""

    codes: tuple[str, ...]
    units: int


@dataclass(frozen=True, slots=True)
class Authorization:
    """What was authorized: whom, from when through when, how much. `fixed` are rates agreed for it alone.

    `cancelled_from` is the first day that no longer counts. `closing_form_on` is the day the closing form came in.
    """

    number: str
    kind: Kind
    practitioner: str
    first: date
    last: date
    allowances: tuple[Allowance, ...]
    fixed: tuple[Rate, ...] = ()
    cancelled_from: date | None = None
    closing_form_on: date | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Every service code it is for, in order."""
        return tuple(code for allowance in self.allowances for code in allowance.codes)

    def allowance(self, code: str) -> Allowance | None:
        """The units a code draws on."""
        return next((item for item in self.allowances if code in item.codes), None)


@dataclass(frozen=True, slots=True)
class PayeeLink:
    """Who is paid for the practitioner's sessions from `first` through `last`, in which currency, and how taxed."""

    payee: str
    currency: str
    profession: str
    first: date
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Whether a session of that day is paid to it."""
        return self.first <= day and (self.last is None or day <= self.last)


class DeadlineFrom(StrEnum):
    """What the deadline of a claim counts from."""

    SESSION = "session"
    LAST_SESSION = "last_session"


@dataclass(frozen=True, slots=True)
class Rules:
    """The organization's numbers. None switches a rule off. The deadline's default is 60 days after the last session. [S25]"""

    attendance: AttendancePolicy = AttendancePolicy()
    deadline_days: int | None = 60
    deadline_from: DeadlineFrom = DeadlineFrom.LAST_SESSION
    most_a_day: int | None = 1  # sessions of one client on one day [S27]
    closing_form: bool = True  # a final line waits for it [S25][S27]
    alike_days: int = 6  # two lines with switched digits this near may be one; weekly sessions lie seven apart


@dataclass(frozen=True, slots=True)
class Schedule:
    """What was agreed and what the law adds: payees by day, rates by day, tax by profession and purpose, numbers."""

    payees: tuple[PayeeLink, ...]
    versions: tuple[Version, ...]
    taxes: tuple[VatRule, ...]
    purposes: tuple[tuple[str, Purpose], ...] = ()  # service code → what it is for; care where it is not named
    rules: Rules = Rules()

    def link(self, day: date) -> PayeeLink | None:
        """Who is paid for a session of that day: of several links the one that began last."""
        found = [link for link in self.payees if link.covers(day)]
        return max(found, key=lambda link: (link.first, link.payee), default=None)

    def purpose(self, code: str) -> Purpose:
        """What a service is for."""
        return dict(self.purposes).get(code, Purpose.CARE)


@dataclass(frozen=True, slots=True)
class History:
    """The other lines that count: not declined, not voided, of every branch of the organization.

    `lines` are those of the same authorization, the same subject or the same practitioner; more does no harm.
    """

    lines: tuple[Line, ...] = ()

    def before(self, line: Line) -> tuple[Line, ...]:
        """Those logged before it, in that order. The line itself is never among them."""
        earlier = [item for item in self.lines if item.order < line.order and item.key != line.key]
        return tuple(sorted(earlier, key=lambda item: item.order))


class Fix(StrEnum):
    """What resolves a stop, as a person does it: a button."""

    CORRECT = "correct"  # to what was agreed; the therapist is told, her own line is kept
    QUERY = "query"  # ask the therapist; the clock pauses
    HOLD = "hold"  # wait until a day, or until what is missing is there
    WAIVE = "waive"  # a second person confirms
    DECLINE = "decline"  # the therapist may dispute


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a line is not paid as claimed. `difference` is claimed less expected: money, units or days; None where none is.

    `other` names the line or number it was compared with, `since` the day from which something does not count.
    """

    code: str
    claimed: Value
    expected: Value
    difference: Money | int | None
    fixes: tuple[Fix, Fix]
    other: str | None = None
    since: date | None = None

    @property
    def key(self) -> str:
        """What a waiver names: the rule and, where there is one, the other line. A third line is a new stop."""
        return f"{self.code}:{self.other}" if self.other else self.code

    @property
    def waivable(self) -> bool:
        """Whether a second person may let it pass."""
        return Fix.WAIVE in self.fixes


def days_between(later: date, earlier: date) -> int:
    """Whole days from one to the other, below nothing when it is the other way around."""
    return (later - earlier) // timedelta(days=1)
