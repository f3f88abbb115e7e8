"""How an organization handles calls on a day: its parameters, and what holds where it chose nothing."""

from dataclasses import dataclass
from datetime import date

from network.care.parameters import APPOINTMENT, OFFERS, RESPOND, SETTINGS
from network.facts.parameters import in_force


@dataclass(frozen=True, slots=True)
class Handling:
    """`offers`: one (in order), all (at once), or either (whoever takes the call chooses)."""

    offers: str
    hours: dict
    days: dict


def handling(organization, *, on: date) -> Handling:
    """What counts on a day. Three queries."""
    return Handling(*(present(organization, key, on=on) for key in (OFFERS, RESPOND, APPOINTMENT)))


def present(organization, key: str, *, on: date):
    """What a setting says on a day. One query. Raises KeyError for a key nobody declared."""
    return whole(key, in_force(organization, key, on=on))


def whole(key: str, value):
    """A stored value, or none, with what holds where it says nothing."""
    setting = SETTINGS[key]
    if setting.by_urgency:
        return {**setting.default, **(value or {})}
    return value or setting.default
