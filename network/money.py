"""Amounts of money: whole minor units and a currency, never floats. Pure: standard library only."""

from dataclasses import dataclass


class OtherCurrency(ValueError):
    """Two amounts in different currencies cannot be added or compared: nobody here knows a rate."""


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` units (cents) of `currency` (ISO 4217, three capitals)."""

    minor: int
    currency: str

    def __post_init__(self):
        """Refuse floats, booleans and anything that is not a currency code."""
        if type(self.minor) is not int:
            raise TypeError(f"Money counts whole minor units, not {self.minor!r}.")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError(f"{self.currency!r} is not a currency code.")

    def _same(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise OtherCurrency(f"{self.currency} and {other.currency} cannot be put together.")
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        """The sum. Raises OtherCurrency."""
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        """The difference. Raises OtherCurrency."""
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        """The opposite amount, as on a credit line."""
        return Money(-self.minor, self.currency)

    def __mul__(self, units: int) -> "Money":
        """A rate times whole units. Raises TypeError for a fraction: round by a named rule first."""
        if type(units) is not int:
            raise TypeError(f"Money is multiplied by whole units, not {units!r}.")
        return Money(self.minor * units, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        """Less. Raises OtherCurrency."""
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        """At most. Raises OtherCurrency."""
        return self.minor <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        """More. Raises OtherCurrency."""
        return self.minor > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        """At least. Raises OtherCurrency."""
        return self.minor >= self._same(other)

    def __bool__(self) -> bool:
        """Whether there is anything: zero is nothing."""
        return self.minor != 0

    def __str__(self) -> str:
        """For logs and errors; what people read is written by `formats.amount`."""
        return f"{self.minor} {self.currency}"
