"""A line that is paid as claimed, and everything it is held against: each row of a table changes one thing of it."""

from dataclasses import replace
from datetime import date

from network.money import Money
from network.standing import Clearance
from payments.counting import Attendance, AttendancePolicy, Share
from payments.lines import (
    Allowance,
    Authorization,
    History,
    Kind,
    Line,
    PayeeLink,
    Rules,
    Schedule,
)
from payments.rates import Purpose, Rate, Unit, VatRule, Version
from payments.rules import stops

TODAY = date(2026, 6, 30)
DAY = date(2026, 6, 10)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


LINE = Line(
    key="L1", order=10, number="S-1043", session="s1", authorization="A-7", practitioner="anna", subject="k1", branch="east",
    payee="Anna Practice", code="EAP1", day=DAY, units=1, attendance=Attendance.ATTENDED, version="2026", net=usd(8500), vat=usd(0),
    submitted=date(2026, 6, 12),
)  # fmt: skip
AUTHORIZATION = Authorization(
    number="A-7", kind=Kind.SESSIONS, practitioner="anna", first=date(2026, 6, 1), last=date(2026, 8, 31),
    allowances=(Allowance(("EAP1", "EAP2"), 3),),
)  # fmt: skip
SCHEDULE = Schedule(
    payees=(PayeeLink("Anna Practice", "USD", "psychologist", date(2026, 1, 1)),),
    versions=(
        Version("2025", date(2025, 1, 1), date(2025, 12, 31), (Rate("EAP1", Unit.SESSION, usd(8000)),)),
        Version("2026", date(2026, 1, 1), None, (Rate("EAP1", Unit.SESSION, usd(8500)), Rate("EAP2", Unit.SESSION, usd(9000)))),
    ),
    taxes=(
        VatRule("care", None, Purpose.CARE, None, date(2020, 1, 1)),
        VatRule("company", None, Purpose.COMPANY, 2100, date(2020, 1, 1)),
    ),
    rules=Rules(attendance=AttendancePolicy(no_show=Share(True, 5000, 1), late_cancellation=Share(True, 0))),
)
CLEAR = Clearance(True)


def line(**changes) -> Line:
    return replace(LINE, **changes)


def rules(**changes) -> Schedule:
    return replace(SCHEDULE, rules=replace(SCHEDULE.rules, **changes))


def found(claimed=LINE, authorization=AUTHORIZATION, clearance=CLEAR, schedule=SCHEDULE, *others, on=TODAY):
    return stops(claimed, authorization, clearance, schedule, History(others), on=on)


def codes(*arguments, **options) -> list[str]:
    return [stop.code for stop in found(*arguments, **options)]


def earlier(**changes) -> Line:
    """Another line, logged before: another session of the same client a week earlier unless said otherwise."""
    return replace(LINE, **{"key": "L0", "order": 5, "number": "S-0970", "session": "s0", "day": date(2026, 6, 3)} | changes)
