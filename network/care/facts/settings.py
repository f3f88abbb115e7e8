"""How an organization handles calls on a day: its parameters, and what holds where it chose nothing."""

from dataclasses import dataclass
from datetime import date

from network.care.clocks import APPOINTMENT_DAYS, RESPOND_HOURS
from network.facts.parameters import in_force

OFFERS, RESPOND, APPOINTMENT = "care.offers", "care.respond_hours", "care.appointment_days"
EITHER = "either"


@dataclass(frozen=True, slots=True)
class Handling:
    """`offers`: one (in order), all (at once), or either (whoever takes the call chooses)."""

    offers: str
    hours: dict
    days: dict

    @property
    def stored(self) -> dict:
        """As parameters."""
        return {OFFERS: self.offers, RESPOND: self.hours, APPOINTMENT: self.days}


def handling(organization, *, on: date) -> Handling:
    """What counts on a day. Three queries."""
    return Handling(
        in_force(organization, OFFERS, on=on) or EITHER,
        {**RESPOND_HOURS, **(in_force(organization, RESPOND, on=on) or {})},
        {**APPOINTMENT_DAYS, **(in_force(organization, APPOINTMENT, on=on) or {})},
    )
