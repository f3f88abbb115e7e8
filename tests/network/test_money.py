"""Money: whole minor units, one currency at a time."""

import operator

import pytest

from network.money import Money, OtherCurrency

dollars, euros = Money(1000, "USD"), Money(1000, "EUR")


@pytest.mark.parametrize("minor", [1.0, "1", True, None])
def test_money_counts_whole_minor_units_only(minor):
    with pytest.raises(TypeError):
        Money(minor, "USD")


@pytest.mark.parametrize("currency", ["", "US", "usd", "USDX", "ÜSD"])
def test_money_needs_a_currency_code(currency):
    with pytest.raises(ValueError):
        Money(1, currency)


def test_amounts_of_one_currency_add_and_subtract():
    assert dollars + Money(5, "USD") == Money(1005, "USD")
    assert dollars - Money(5, "USD") == Money(995, "USD")
    assert -dollars == Money(-1000, "USD")


def test_a_rate_is_multiplied_by_whole_units():
    assert dollars * 3 == 3 * dollars == Money(3000, "USD")
    with pytest.raises(TypeError):
        dollars * 1.5


@pytest.mark.parametrize("act", [operator.add, operator.sub, operator.lt, operator.le, operator.gt, operator.ge])
def test_two_currencies_are_never_put_together(act):
    with pytest.raises(OtherCurrency):
        act(dollars, euros)


def test_equal_amounts_in_different_currencies_differ():
    assert dollars != euros


@pytest.mark.parametrize(
    ("other", "less", "at_most", "more", "at_least"),
    [(999, False, False, True, True), (1000, False, True, False, True), (1001, True, True, False, False)],
)
def test_amounts_of_one_currency_compare(other, less, at_most, more, at_least):
    other = Money(other, "USD")
    assert (dollars < other, dollars <= other, dollars > other, dollars >= other) == (less, at_most, more, at_least)


def test_zero_is_nothing_and_a_cent_is_something():
    assert not Money(0, "USD")
    assert Money(1, "USD") and Money(-1, "USD")


def test_in_a_log_an_amount_says_its_minor_units():
    assert str(dollars) == "1000 USD"
