"""What an organization may set about calls: dated parameters by key, with their bounds and what holds while none is set. Pure."""

from dataclasses import dataclass

from network.care.clocks import APPOINTMENT_DAYS, RESPOND_HOURS, URGENCIES
from network.care.disclosure import FLOOR, USUAL

OFFERS, RESPOND, APPOINTMENT = "care.offers", "care.respond_hours", "care.appointment_days"
MINIMUM, KEEP = "care.report_minimum", "care.keep_call_days"
WAYS = ("one", "all", "either")  # to one after the other, to all on the list at once, or as whoever takes the call chooses
YEAR = 365


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds while nothing is set, and the lowest and highest number; `unit` says what is counted, `ways` what is chosen from.

    A default that is a mapping has one number for each urgency.
    """

    default: object
    lowest: int = 0
    highest: int = 0
    unit: str = ""
    ways: tuple[str, ...] = ()

    @property
    def by_urgency(self) -> bool:
        """Whether it is one number for each urgency."""
        return isinstance(self.default, dict)

    def takes(self, value) -> bool:
        """Whether it may be set to `value`."""
        if self.ways:
            return value in self.ways
        if self.by_urgency:
            return isinstance(value, dict) and set(value) == set(URGENCIES) and all(map(self._within, value.values()))
        return self._within(value)

    def _within(self, number) -> bool:
        return type(number) is int and self.lowest <= number <= self.highest


SETTINGS = {
    OFFERS: Setting("either", ways=WAYS),
    RESPOND: Setting(RESPOND_HOURS, 1, 240, "hours"),  # to answer an offer before it goes to the next in line
    APPOINTMENT: Setting(APPOINTMENT_DAYS, 0, 60, "working_days"),  # to the first appointment that is promised
    # people behind a number an employer reads (domain 2.8, safety A29): never fewer than the floor, whoever confirms it
    MINIMUM: Setting(USUAL, FLOOR, 1000, "people"),
    # days for which what a caller said is kept after the last of it was over: an issue counts for 12 months, so never less than
    # a year; two years where nothing is set (domain 2.5: records of sessions are kept for at least two years [S35])
    KEEP: Setting(2 * YEAR, YEAR, 10 * YEAR, "days"),
}
