"""The days an organization gives: until a file lapses, to answer, around the next vetting, and when it reminds. Pure.

Each is a field of the policy, so that two people agree on it, and a dated parameter from the version's first day.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from vetting.retention import ceilings


@dataclass(frozen=True, slots=True)
class Clock:
    """One number of days, or a ladder of them, with its default and the bounds (both included) of each; or of months, by `unit`."""

    key: str
    default: int | tuple[int, ...]
    minimum: int
    maximum: int
    unit: str = "days"

    @property
    def parameter(self) -> str:
        """The key of its dated parameter."""
        return f"vetting.{self.key}"

    @property
    def ladder(self) -> bool:
        """Whether it is several days, each reminding once."""
        return isinstance(self.default, tuple)


CLOCKS = (  # domain 8.1 numbers 41, 46 to 48 and 50, 5.2 A5 to A7 and A21, 5.5, 5.6, letters L13 and L17
    Clock("lapse_days", 180, 30, 365),
    Clock("answer_days", 14, 10, 30),
    Clock("request_reminders", (7, 14, 21), 1, 60),
    Clock("grace_days", 30, 7, 90),
    Clock("revetting_days", 0, 0, 1095),  # number 40; 0: the months of the version count
    Clock("renewal_days", 120, 30, 180),
    Clock("renewal_reminders", (90, 60, 30, 0), 0, 180),  # 5.5: 120, the day it begins, then 90, 60, 30; L12
    Clock("late_days", 30, 0, 30),  # number 53; NCQA CR 4: at most 30 calendar days
    Clock("leave_months", 12, 0, 12, "months"),  # number 54; N5: at most 12
    Clock("return_days", 60, 0, 60),  # N5: a vetting that falls due in leave is done within 60 days of the return
    Clock("begin_days", 3, 1, 60),  # number 49: our days in each state of a file
    Clock("check_days", 21, 1, 180),
    Clock("decide_days", 5, 1, 90),
    Clock("referee_days", 21, 7, 60),
    Clock("referee_reminders", (7, 14), 1, 59),
    Clock("waiver_days", 0, 0, 1095),  # 0: as long as the vetting lasts (8.1 number 68)
    Clock("alert_ahead", 30, 0, 180),  # numbers 43 and 46: what ends within so many days is amber
    Clock("recheck_ahead", 7, 0, 60),  # numbers 43 and 55: so many days before an answer is too old its source is asked again
    Clock("alert_days", 30, 5, 30),  # NCQA CR 5: an alert is reviewed within 30 calendar days
    Clock("concern_acknowledge_days", 5, 1, 30),  # domain 2.7.3: acknowledged in 5 days, closed in 30
    Clock("concern_close_days", 30, 5, 90),
    Clock("expiry_reminders", (90, 60, 30, 14, 7, 1, 0), 0, 365),
    Clock("appeal_days", 30, 30, 180),  # number 50; NCQA CR 6: at least 30 calendar days to ask
    Clock("appeal_settle_days", 30, 5, 90),  # 5.6: the written decision, from receipt or from the hearing
    Clock("notice_days", 30, 0, 180),  # number 51: notice before an action without urgency counts (30, 60, 90)
    Clock("suspension_days", 14, 1, 14),  # N4: a summary suspension is reviewed within 14 days
    Clock("letter_days", 30, 1, 60),  # number 52: NCQA CR 1: the decision is told within 30 calendar days
    Clock("expected_days", 60, 7, 180),  # letter L2: how long a vetting usually takes, told in the receipt
    Clock("provisional_days", 0, 0, 60),  # number 41; NCQA CR 3: once, at most 60 calendar days; 0: switched off
    Clock("hearing_days", 30, 30, 90),  # L17: a hearing is told at least 30 days ahead
    Clock("keep_rejected_days", 2555, 0, 3660),  # number 76; vetting.retention has what a country's law says
    Clock("keep_withdrawn_days", 2555, 0, 3660),
    Clock("keep_ended_days", 2555, 365, 3660),
    Clock("erase_ahead_days", 14, 1, 90),  # how long before, an erasure is proposed, so that somebody can place a legal hold
    Clock("keep_mails_days", 730, 30, 3660),  # copies of mails, and attempts that were refused: logs
    Clock("keep_attempts_days", 730, 30, 3660),
)
BY_KEY = {clock.key: clock for clock in CLOCKS}
DEFAULTS = {clock.key: clock.default for clock in CLOCKS}


def in_full(given: Mapping, country: str = "") -> dict:
    """Every clock, from what a version says and the defaults, never above a law's ceiling in `country`; ladders as tuples."""
    said = {**DEFAULTS, **{key: value for key, value in given.items() if key in BY_KEY}}
    said |= {key: min(said[key], ceiling.days) for key, ceiling in ceilings(country).items()}
    return {key: tuple(value) if isinstance(value, list | tuple) else value for key, value in said.items()}


def problems(given: Mapping, country: str = "") -> list[tuple[str, str]]:
    """What is wrong, as (key, code) with codes unknown, wrong_type, empty, too_low, too_high, over_law and twice."""
    found, law = [], ceilings(country)
    for key, value in given.items():
        clock = BY_KEY.get(key)
        code = "unknown" if clock is None else _problem(clock, value)
        if not code and key in law and value > law[key].days:
            code = "over_law"
        if code:
            found.append((key, code))
    return found


def _problem(clock: Clock, value) -> str:
    numbers = value if isinstance(value, list | tuple) else [value]
    if isinstance(value, list | tuple) != clock.ladder or any(type(number) is not int for number in numbers):
        return "wrong_type"
    if not numbers:
        return "empty"
    if min(numbers) < clock.minimum:
        return "too_low"
    if max(numbers) > clock.maximum:
        return "too_high"
    return "twice" if len(set(numbers)) < len(numbers) else ""
