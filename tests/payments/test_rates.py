"""Rates by the date of service, tax by profession and purpose, and the one rounding."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.money import Money
from payments.rates import (
    Purpose,
    Rate,
    Unit,
    VatRule,
    Version,
    in_force,
    overlapping,
    price,
    rounded,
    vat,
    vat_rule,
)

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
ONE = timedelta(days=1)


def version(key="v1", first=FIRST, last=LAST, rates=()):
    return Version(key, first, last, rates)


def eur(minor):
    return Money(minor, "EUR")


@pytest.mark.parametrize(
    ("day", "expected"),
    [(FIRST - ONE, None), (FIRST, "v1"), (LAST, "v1"), (LAST + ONE, "v2"), (date(2030, 1, 1), "v2")],
)
def test_the_day_of_service_chooses_the_version(day, expected):
    versions = version("v2", LAST + ONE, None), version()
    found = in_force(versions, day)
    assert (found and found.key) == expected


def test_of_two_that_cover_a_day_the_later_begun_prices_it_and_the_overlap_is_named():
    versions = version("b", LAST, None), version("a"), version("c", LAST + ONE, LAST + ONE)
    assert in_force(versions, LAST).key == "b"
    assert overlapping(versions) == (("a", "b"), ("b", "c"))
    assert overlapping((version("a"), version("c", LAST + ONE, None))) == ()


def test_a_schedule_that_cannot_be_is_refused():
    rate = Rate("EAP1", Unit.SESSION, eur(1))
    with pytest.raises(ValueError, match="ends before"):
        version(last=FIRST - ONE)
    assert version(last=FIRST).covers(FIRST)
    with pytest.raises(ValueError, match="two rates"):
        version(rates=(rate, rate))
    for wrong in ({"amount": eur(-1)}, {"per": 0}):
        with pytest.raises(ValueError, match="at least"):
            Rate(**{"code": "x", "unit": Unit.SESSION, "amount": eur(0), "per": 1} | wrong)


def test_a_version_knows_its_codes():
    one, two = Rate("EAP1", Unit.SESSION, eur(1)), Rate("KM", Unit.KILOMETER, eur(23))
    assert [version(rates=(one, two)).rate(code) for code in ("KM", "EAP1", "X")] == [two, one, None]


@pytest.mark.parametrize(
    ("minor", "per", "units", "share", "expected"),
    [
        (8500, 1, 1, 10_000, 8500), (8500, 1, 3, 10_000, 25500), (11000, 4, 3, 10_000, 8250), (11001, 4, 1, 10_000, 2750),
        (11002, 4, 1, 10_000, 2751), (11003, 4, 1, 10_000, 2751), (8500, 1, 1, 5000, 4250),
        (8501, 1, 1, 5000, 4251), (8501, 1, 1, 4999, 4250), (8500, 1, 1, 0, 0),
        (0, 1, 9, 10_000, 0), (8500, 1, -1, 10_000, -8500), (11002, 4, -1, 10_000, -2751),
        (3333, 4, 2, 3333, 555),
    ],
)  # fmt: skip
def test_a_price_is_rounded_once_half_away_from_zero(minor, per, units, share, expected):
    assert price(Rate("c", Unit.QUARTER_HOUR, eur(minor), per), units, share) == eur(expected)


def test_a_share_is_the_whole_unless_said():
    assert price(Rate("c", Unit.SESSION, eur(99)), 2) == eur(198)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(0, 1, 0), (1, 2, 1), (-1, 2, -1), (1, 3, 0), (2, 3, 1), (-2, 3, -1), (3, 2, 2), (5, 2, 3), (-5, 2, -3), (7, 1, 7)],
)
def test_rounding(numerator, denominator, expected):
    assert rounded(numerator, denominator) == expected


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
def test_rounding_is_never_more_than_half_off_and_the_same_both_ways(numerator, denominator):
    found = rounded(numerator, denominator)
    assert abs(found - Fraction(numerator, denominator)) <= Fraction(1, 2)
    assert rounded(-numerator, denominator) == -found


@pytest.mark.parametrize("denominator", [0, -1])
def test_nothing_is_divided_by_nothing(denominator):
    with pytest.raises(ValueError, match="positive"):
        rounded(1, denominator)


RULES = (
    VatRule("company", None, Purpose.COMPANY, 2100, FIRST),
    VatRule("care", None, Purpose.CARE, 2100, FIRST),
    VatRule("psychologist care", "psychologist", Purpose.CARE, None, FIRST, LAST),
    VatRule("psychologist", "psychologist", None, 900, FIRST),
    VatRule("psychologist care new", "psychologist", Purpose.CARE, 0, date(2026, 4, 1)),
)


@pytest.mark.parametrize(
    ("profession", "purpose", "day", "expected"),
    [
        ("psychologist", Purpose.CARE, FIRST - ONE, None),
        ("psychologist", Purpose.CARE, FIRST, "psychologist care"),
        ("psychologist", Purpose.CARE, date(2026, 3, 31), "psychologist care"),
        ("psychologist", Purpose.CARE, date(2026, 4, 1), "psychologist care new"),
        ("psychologist", Purpose.COMPANY, FIRST, "psychologist"),
        ("coach", Purpose.CARE, FIRST, "care"),
        ("coach", Purpose.COMPANY, FIRST, "company"),
        ("coach", Purpose.COACHING, FIRST, None),
    ],
)
def test_the_most_exact_rule_of_the_day_taxes(profession, purpose, day, expected):
    found = vat_rule(RULES, profession, purpose, day)
    assert (found and found.key) == expected
    assert vat_rule(tuple(reversed(RULES)), profession, purpose, day) == found


def test_a_rule_ends_after_its_last_day():
    only = RULES[2:3]
    assert vat_rule(only, "psychologist", Purpose.CARE, LAST) and not vat_rule(only, "psychologist", Purpose.CARE, LAST + ONE)


@pytest.mark.parametrize(
    ("net", "points", "expected"),
    [(8500, None, 0), (8500, 0, 0), (8500, 2100, 1785), (8500, 10_000, 8500), (50, 100, 1), (49, 100, 0), (-8500, 2100, -1785),
     (-50, 100, -1)],
)
def test_tax_on_an_amount(net, points, expected):
    assert vat(eur(net), points) == eur(expected)


@pytest.mark.parametrize("points", [-1, 10_001])
def test_no_rate_of_tax_is_below_nothing_or_above_the_whole(points):
    with pytest.raises(ValueError, match="no rate of tax"):
        vat(eur(1), points)
