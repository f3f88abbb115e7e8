"""How the registers fare that software asks, and which of one organization's checks wait for them."""

from dataclasses import dataclass
from datetime import date, datetime

from licensure.facts.questions import ASKABLE, register_of
from licensure.models import Verification
from licensure.models.sources import RegisterHealth
from licensure.sources.answers import Source
from licensure.sources.registers import registers

ASKED_ABOUT = ("license", "npi")
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Fare:
    """One register: whether it answers, since when or why not, how fresh its data was, and how many checks wait for it."""

    source: Source
    state: str
    answered_at: datetime | None = None
    failed_at: datetime | None = None
    failures: int = 0
    reason: str = ""
    detail: str = ""
    data_as_of: date | None = None
    waiting: int = 0


def fares(checks) -> list[Fare]:
    """Every register, with the waiting checks counted by the register that would answer them."""
    rows = {row.key: row for row in RegisterHealth.objects.all()}
    waiting = [source.key for check in checks if (source := register_of(check))]
    return [_fare(source, rows.get(source.key), waiting.count(source.key)) for source in registers().values()]


def askable(organization) -> list[Verification]:
    """The organization's open checks that a register could answer, the oldest first."""
    rows = Verification.objects.within(organization).filter(element__in=ASKED_ABOUT, state__in=ASKABLE)
    rows = rows.select_related("practitioner__person").order_by("opened_on", "pk")[:SHOWN]
    return [check for check in rows if register_of(check)]


def _fare(source, row, waiting) -> Fare:
    if row is None:
        return Fare(source, RegisterHealth.State.UNASKED, waiting=waiting)
    return Fare(
        source, row.state, row.answered_at, row.failed_at, row.failures, row.reason, row.detail, row.data_as_of, waiting
    )
