"""How bases, amounts and minimums of standing are kept in JSON, both ways."""

from collections.abc import Iterable, Mapping
from datetime import date

from network.dates import Span
from network.money import Money
from network.standing import Basis


def basis_stored(basis: Basis) -> dict:
    """A basis as JSON."""
    span = basis.span
    return {"key": basis.key, "first": span.first.isoformat(), "last": span.last and span.last.isoformat(), "zone": span.zone}


def basis_read(stored: Mapping) -> Basis:
    """A basis from JSON."""
    last = stored["last"] and date.fromisoformat(stored["last"])
    return Basis(stored["key"], Span(date.fromisoformat(stored["first"]), last, stored["zone"]))


def overlap(bases: Iterable[Basis]) -> tuple[date, date | None]:
    """The first and last day that all bases share, read plainly; the last is the first's when they share none."""
    spans = [basis.span for basis in bases]
    first = max(span.first for span in spans)
    ends = [span.last for span in spans if span.last]
    return first, max(min(ends), first) if ends else None


def amounts_stored(amounts: Mapping[str, Money]) -> dict:
    """Amounts by name as JSON."""
    return {name: {"minor": money.minor, "currency": money.currency} for name, money in amounts.items()}


def amounts_read(stored: Mapping) -> tuple[tuple[str, Money], ...]:
    """Amounts from JSON."""
    return tuple(sorted((name, Money(value["minor"], value["currency"])) for name, value in stored.items()))


def minimums_read(stored: Mapping) -> tuple[tuple[str, tuple[Money, ...]], ...]:
    """Minimums from JSON: name → currency → minor units; several currencies are alternatives."""
    return tuple(
        (name, tuple(Money(minor, currency) for currency, minor in sorted(by_currency.items())))
        for name, by_currency in sorted(stored.items())
        if by_currency
    )
