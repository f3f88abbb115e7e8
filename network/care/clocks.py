"""Working days and hours to answer. Pure; the numbers are rows of the organization."""

from datetime import date

from network.workdays import WORKING, last_day

URGENCIES = ("emergent", "urgent", "routine")
RESPOND_HOURS = {"emergent": 2, "urgent": 12, "routine": 24}  # domain 2.6 [S24]: contact within 24 h; to respond comes before
APPOINTMENT_DAYS = {"emergent": 0, "urgent": 2, "routine": 5}  # domain 2.6 [S23][S24]: 3-5 business days, urgent 48 h
CONFIRM_DAYS = 31
WINDOW_MONTHS = 6  # in which the sessions of a referral are held


def working_days_after(day: date, count: int, country: str = "") -> date:
    """The day `count` working days of a country after `day`; of none, the day itself. Without a country only weekends are free."""
    return last_day(day, count, way=WORKING, country=country)


def is_stale(confirmed_on: date, on: date) -> bool:
    """Whether an availability was confirmed too long ago to be relied on."""
    return (on - confirmed_on).days > CONFIRM_DAYS
