"""What a session pays: the schedule of its day, the share its attendance pays, the tax of the payee. Read here, priced by `rates`."""

from dataclasses import dataclass

from network.money import Money
from payments import rates
from payments.counting import Attendance, AttendancePolicy, Share
from payments.facts.accounts import link_on
from payments.facts.taxes import purpose_of, vat_points
from payments.facts.terms import schedule_on
from payments.models import FeeSchedule, Payee, Session, Unit

PERCENT = 100  # basis points of one percent
QUARTERS = 4  # an hour is counted in quarters


def code_of(service: str, unit: str) -> str:
    """The service code of a line: the service alone for sessions, with the unit for a job."""
    return service if unit == Unit.SESSION else f"{service}_{unit}"


def rate_of(fee) -> rates.Rate:
    """One row of a schedule as the pure rules take it."""
    kinds = {Unit.SESSION: rates.Unit.SESSION, Unit.HOUR: rates.Unit.QUARTER_HOUR, Unit.KILOMETER: rates.Unit.KILOMETER}
    unit = kinds.get(fee.unit, rates.Unit.FIXED)
    return rates.Rate(code_of(fee.service, fee.unit), unit, Money(fee.minor, fee.currency), QUARTERS if fee.unit == Unit.HOUR else 1)


def policy_of(schedule: FeeSchedule) -> AttendancePolicy:
    """What missed sessions use and pay by this schedule."""
    return AttendancePolicy(
        Share(True, rates.WHOLE), Share(schedule.late_counts, schedule.late_percent * PERCENT),
        Share(schedule.missed_counts, schedule.missed_percent * PERCENT),
    )


@dataclass(frozen=True, slots=True)
class Price:
    """What a session pays and to whom. `why` says why nothing: `no_payee`, `no_rate`, `not_paid` by the terms."""

    why: str = ""
    payee: Payee | None = None
    schedule: FeeSchedule | None = None
    net: Money | None = None
    vat: Money | None = None


def price_of(session: Session, *, unit="", units=None) -> Price:
    """By its own day; three queries. `unit` and `units` where other ones are paid than were reported."""
    unit, units = unit or session.unit, session.units if units is None else units
    authorization = session.authorization
    schedule = schedule_on(session.organization, session.day)
    link = link_on(authorization.participation, session.day)
    if link is None:
        return Price("no_payee", schedule=schedule)
    currency = link.payee.currency
    fee = schedule.fees.filter(service=authorization.service, unit=unit, currency=currency).first() if schedule else None
    if fee is None:
        return Price("no_rate", link.payee, schedule)
    share = policy_of(schedule).of(Attendance(session.attendance)).paid
    net = rates.price(rate_of(fee), units, share)
    if not net:
        return Price("not_paid", link.payee, schedule)
    profession = authorization.participation.practitioner.profession
    points = vat_points(link.payee, profession, purpose_of(authorization), session.day)
    return Price("", link.payee, schedule, net, rates.vat(net, points))


def client_units(organization, day, attendance: str, units: int) -> int:
    """Units of the client that a session of that day uses; all of them while no schedule says otherwise."""
    schedule = schedule_on(organization, day)
    policy = policy_of(schedule) if schedule else AttendancePolicy()
    return policy.units(Attendance(attendance), units)
