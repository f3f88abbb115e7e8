"""Bases, amounts and minimums of standing as JSON, both ways; pure."""

import json
from datetime import date

import pytest

from network.dates import Span
from network.money import Money
from network.standing import Basis
from network.standing_stored import amounts_read, amounts_stored, basis_read, basis_stored, minimums_read, overlap

JAN, FEB, MAR, APR = (date(2026, month, 1) for month in (1, 2, 3, 4))
ZONE = "America/New_York"


def basis(first, last, key="license:1"):
    return Basis(key, Span(first, last, ZONE))


@pytest.mark.parametrize("last", [FEB, None])
def test_a_basis_reads_back_through_json(last):
    stored = json.loads(json.dumps(basis_stored(basis(JAN, last))))
    assert stored == {"key": "license:1", "first": "2026-01-01", "last": last and "2026-02-01", "zone": ZONE}
    assert basis_read(stored) == basis(JAN, last)


@pytest.mark.parametrize(
    ("spans", "shared"),
    [
        ([(JAN, None)], (JAN, None)),
        ([(JAN, None), (FEB, None)], (FEB, None)),
        ([(JAN, APR), (FEB, MAR)], (FEB, MAR)),
        ([(JAN, APR), (FEB, None)], (FEB, APR)),
        ([(JAN, FEB), (FEB, APR)], (FEB, FEB)),
        ([(JAN, FEB), (MAR, APR)], (MAR, MAR)),
    ],
)
def test_what_bases_share_begins_with_the_last_to_begin_and_ends_with_the_first_to_end(spans, shared):
    assert overlap(basis(*each) for each in spans) == shared


def test_amounts_read_back_in_order_of_their_names():
    amounts = {"per_claim": Money(100, "USD"), "aggregate": Money(0, "EUR")}
    stored = json.loads(json.dumps(amounts_stored(amounts)))
    assert stored["aggregate"] == {"minor": 0, "currency": "EUR"}
    assert amounts_read(stored) == (("aggregate", Money(0, "EUR")), ("per_claim", Money(100, "USD")))


def test_the_currencies_of_a_minimum_are_alternatives_and_one_without_any_is_none():
    stored = {"per_claim": {"USD": 5, "EUR": 4}, "aggregate": {}}
    assert minimums_read(stored) == (("per_claim", (Money(4, "EUR"), Money(5, "USD"))),)
    assert minimums_read({}) == ()
