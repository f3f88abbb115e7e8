"""Which terms and which rates hold on a day, and what a therapist has accepted of them."""

from dataclasses import dataclass
from datetime import date

from network.models import Acceptance
from payments.models import FeeSchedule, Terms

KINDS = ("referral", "payment")


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit pays: whole minor units of the currency, by the schedule's version."""

    unit: str
    currency: str
    minor: int
    version: int


def schedule_on(organization, on: date) -> FeeSchedule | None:
    """The fee schedule by which sessions of day `on` are paid; None when none had begun."""
    return FeeSchedule.objects.within(organization).on(on).first()


def rates_on(organization, service: str, on: date) -> tuple[FeeSchedule | None, tuple[Rate, ...]]:
    """The schedule of that day of service and its rates for the service."""
    schedule = schedule_on(organization, on)
    if schedule is None:
        return None, ()
    rows = schedule.fees.filter(service=service).order_by("unit", "currency")
    return schedule, tuple(Rate(fee.unit, fee.currency, fee.minor, schedule.version) for fee in rows)


def offered(organization, on: date) -> dict[str, Terms]:
    """By kind the text a therapist accepts today: the newest published one, so that what is announced can be accepted early."""
    found = {}
    for row in Terms.objects.within(organization).published():
        found.setdefault(row.kind, row)
    return found


def accepted(participation) -> dict[str, str]:
    """By kind the version of the text she accepted last and still stands by."""
    rows = Acceptance.objects.within(participation.organization).current().filter(participation=participation)
    return {row.kind: row.version for row in rows.order_by("recorded_at", "pk")}


def waiting(participation, on: date) -> tuple[Terms, ...]:
    """Published texts she has not accepted, in the order of their kinds."""
    known = accepted(participation)
    texts = offered(participation.organization, on)
    return tuple(texts[kind] for kind in KINDS if kind in texts and known.get(kind) != str(texts[kind].version))
