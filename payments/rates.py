"""What a unit costs on the day it was delivered, and the tax on it. Pure: standard library only, whole minor units.

The version in force on the date of service prices a line, whatever is in force when it is claimed or paid; rates an
authorization fixed for itself come before it. Each amount is rounded once, half a minor unit away from zero. [S25][S28]
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from network.money import Money

WHOLE = 10_000  # basis points: 10 000 are the whole, 2 100 are 21 %


class Unit(StrEnum):
    """What is counted. Hours are counted in quarters, so that units stay whole."""

    SESSION = "session"
    QUARTER_HOUR = "quarter_hour"
    KILOMETER = "kilometer"
    FIXED = "fixed"


class Purpose(StrEnum):
    """What a service is for: tax follows the purpose, not the person alone. [S45]"""

    CARE = "care"
    COACHING = "coaching"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Rate:
    """`amount` for every `per` units of service `code`: 110.00 an hour is 11000 for 4 quarter hours."""

    code: str
    unit: Unit
    amount: Money
    per: int = 1

    def __post_init__(self):
        """Refuse a rate for no units and one below nothing."""
        if self.per < 1 or self.amount.minor < 0:
            raise ValueError("A rate is an amount of at least nothing for at least one unit.")


@dataclass(frozen=True, slots=True)
class Version:
    """The rates agreed for sessions from `first` through `last`, both included; `last` None has no end yet."""

    key: str
    first: date
    last: date | None
    rates: tuple[Rate, ...]

    def __post_init__(self):
        """Refuse a version that ends before it begins, and two rates for one code."""
        if self.last is not None and self.last < self.first:
            raise ValueError(f"Version {self.key} ends before it begins.")
        if len({rate.code for rate in self.rates}) < len(self.rates):
            raise ValueError(f"Version {self.key} has two rates for one code.")

    def covers(self, day: date) -> bool:
        """Whether a session of that day is priced by it."""
        return self.first <= day and (self.last is None or day <= self.last)

    def rate(self, code: str) -> Rate | None:
        """Its rate for a service code."""
        return next((rate for rate in self.rates if rate.code == code), None)


def in_force(versions: tuple[Version, ...], day: date) -> Version | None:
    """The version that prices a session of that day: of those covering it, the one that began last."""
    return max((item for item in versions if item.covers(day)), key=lambda item: (item.first, item.key), default=None)


def overlapping(versions: tuple[Version, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs of versions that price the same day: the keys, in order of days. None may be in one fee schedule (I21)."""
    ordered = sorted(versions, key=lambda item: (item.first, item.key))
    pairs = ((one, two) for at, one in enumerate(ordered) for two in ordered[at + 1 :])
    return tuple((one.key, two.key) for one, two in pairs if one.covers(two.first))


def rounded(numerator: int, denominator: int) -> int:
    """A fraction as a whole number, a half away from zero: the one rounding of payments. Raises ValueError below 1."""
    if denominator < 1:
        raise ValueError("Only by a positive whole number can be divided.")
    whole = (abs(numerator) * 2 + denominator) // (denominator * 2)
    return whole if numerator >= 0 else -whole


def price(rate: Rate, units: int, share: int = WHOLE) -> Money:
    """What so many units cost, of which `share` basis points are paid; rounded once, at the end."""
    return Money(rounded(rate.amount.minor * units * share, rate.per * WHOLE), rate.amount.currency)


@dataclass(frozen=True, slots=True)
class VatRule:
    """Value added tax for a profession and a purpose (None: any). `basis_points` None is exempt, which is not 0 %. [S45]"""

    key: str
    profession: str | None
    purpose: Purpose | None
    basis_points: int | None
    first: date
    last: date | None = None

    def concerns(self, profession: str, purpose: Purpose, day: date) -> bool:
        """Whether it speaks of that profession, that purpose and that date of service."""
        who = self.profession in (None, profession) and self.purpose in (None, purpose)
        return who and self.first <= day and (self.last is None or day <= self.last)

    @property
    def exact(self) -> tuple[bool, bool, date, str]:
        """The more it names, the more it counts: the profession before the purpose, then the later rule."""
        return self.profession is not None, self.purpose is not None, self.first, self.key


def vat_rule(rules: tuple[VatRule, ...], profession: str, purpose: Purpose, day: date) -> VatRule | None:
    """The rule that says it most exactly; None when nobody said, which is never read as exempt."""
    found = [rule for rule in rules if rule.concerns(profession, purpose, day)]
    return max(found, key=lambda rule: rule.exact, default=None)


def vat(net: Money, basis_points: int | None) -> Money:
    """The tax on a net amount; nothing when exempt. Raises ValueError for a rate below nothing or above the whole."""
    if basis_points is not None and not 0 <= basis_points <= WHOLE:
        raise ValueError(f"{basis_points} basis points are no rate of tax.")
    return Money(rounded(net.minor * (basis_points or 0), WHOLE), net.currency)
