"""The claims of one file on stand-ins: the carrier's word where somebody verified it, hers elsewhere, and what a loss run shows beyond."""

from datetime import date
from types import SimpleNamespace as Row

import pytest

from network.money import Money
from vetting.evidence import Claim, Proof
from vetting.facts.claims import claims_of

REPORTED, CLOSED, RUN = date(2022, 5, 6), date(2024, 7, 8), date(2026, 8, 1)


class Checks:
    """The checks of a file, by the key of the row they are about."""

    def __init__(self, **rows):
        self.rows = rows

    def row(self, element, item):
        return self.rows.get(item) if element == "claims" else None

    def proof(self, element, item):
        return Proof(element, source=item)


def check(item, state="verified", as_of=RUN, **values):
    return Row(item=item, state=state, as_of=as_of, values=values)


def claim(key="c1", **fields):
    detail = {"state": "settled", "closed_on": CLOSED.isoformat(), **fields.pop("detail", {})}
    return Row(**{
        "kind": "claim", "key": key, "issuer": "Lantern Mutual", "issued_on": REPORTED, "per_claim": 4_500_000, "currency": "USD",
        "detail": detail, **fields,
    })


def run(key="r1", **fields):
    return Row(**{"kind": "loss_run", "key": key, "issuer": "Lantern Mutual", "issued_on": RUN, **fields})


def found(*rows, checks=None, answers=()):
    profile = Row(of_kind=lambda kind: tuple(row for row in rows if row.kind == kind))
    return claims_of(profile, checks or Checks(), answers)


def answered(yes, question="malpractice_claims"):
    return Row(question=question, yes=yes)


@pytest.mark.parametrize(("answers", "claims"), [
    ([], ()), ([answered(False)], ()), ([answered(True)], None), ([answered(True, "pending_charges")], ()),
    ([answered(True, "pending_charges"), answered(False)], ()),
])
def test_a_yes_without_a_claim_on_file_leaves_them_unknown_and_nothing_else_does(answers, claims):
    assert found(answers=answers) == claims


def test_a_yes_with_a_claim_on_file_is_that_claim():
    assert len(found(claim(), answers=[answered(True)])) == 1


def test_an_entry_without_its_day_is_no_claim_yet():
    assert found(claim(issued_on=None)) == ()


HERS = [  # what she entered → the day it counts from, whether it is open, what was paid
    ({}, CLOSED, False, Money(4_500_000, "USD")),
    ({"detail": {"closed_on": "2022-05-05"}}, REPORTED, False, Money(4_500_000, "USD")),
    ({"detail": {"state": "open_claim", "closed_on": None}, "per_claim": None}, REPORTED, True, None),
    ({"detail": {"state": None, "open": True, "closed_on": None}}, REPORTED, True, Money(4_500_000, "USD")),
    ({"detail": {"state": None, "closed_on": None}}, REPORTED, False, Money(4_500_000, "USD")),
    ({"per_claim": 0}, CLOSED, False, Money(0, "USD")),
    ({"currency": ""}, CLOSED, False, None),
]


@pytest.mark.parametrize(("fields", "on", "open_", "paid"), HERS)
@pytest.mark.parametrize("checks", [Checks(), Checks(c1=check("c1", state="obtained", claim_state="judgment", closed_on="2025-01-01"))])
def test_until_somebody_verified_it_a_claim_is_as_she_entered_it(checks, fields, on, open_, paid):
    assert found(claim(**fields), checks=checks) == (Claim(on, open_, Proof("claims", source="c1"), paid),)


SAID = [  # what the carrier says → the same
    ({"claim_state": "judgment", "reported_on": "2022-06-01", "closed_on": "2025-01-02", "paid": 9_900, "currency": "EUR"},
        date(2025, 1, 2), False, Money(9_900, "EUR")),
    ({"claim_state": "open_claim", "reported_on": "2022-06-01"}, date(2022, 6, 1), True, None),
    ({"claim_state": "open_claim"}, REPORTED, True, None),
    ({"claim_state": "closed_unpaid", "closed_on": "2023-01-01", "paid": 0}, date(2023, 1, 1), False, Money(0, "USD")),
    ({"reported_on": "2024-08-01"}, date(2024, 8, 1), False, Money(4_500_000, "USD")),
]


@pytest.mark.parametrize(("values", "on", "open_", "paid"), SAID)
def test_what_the_carrier_says_of_a_claim_counts_for_hers_once_verified(values, on, open_, paid):
    told = Checks(c1=check("c1", **values))
    assert found(claim(), checks=told) == (Claim(on, open_, Proof("claims", source="c1"), paid),)


def beyond(*rows, **checks):
    """The claims a loss run gives beyond those she entered: day and whether open."""
    every = found(*rows, checks=Checks(**checks))
    entered = sum(row.kind == "claim" for row in rows)
    assert all(one.paid is None and one.proof.source in checks for one in every[entered:])
    return [(one.on, one.open) for one in every[entered:]]


def test_a_loss_run_that_shows_more_claims_than_she_entered_gives_the_rest():
    shown = {"claims": 3, "latest_on": "2025-02-03", "any_open": True}
    latest = date(2025, 2, 3)
    assert beyond(run(), r1=check("r1", **shown)) == [(latest, True), (latest, False), (latest, False)]
    assert beyond(claim(), run(), r1=check("r1", **shown)) == [(latest, True), (latest, False)]
    assert beyond(claim(issuer="Harbor Life"), run(), r1=check("r1", **shown)) == [(latest, True), (latest, False), (latest, False)]
    assert beyond(claim(issuer=" lantern  MUTUAL"), run(), r1=check("r1", **shown, )) == [(latest, True), (latest, False)]
    assert beyond(run(), r1=check("r1", claims=2)) == [(RUN, False), (RUN, False)]


def test_a_loss_run_without_more_claims_gives_none():
    assert beyond(run(), r1=check("r1", claims=0)) == []
    assert beyond(claim(), run(), r1=check("r1", claims=1, any_open=True)) == []
    assert beyond(claim(), claim("c2"), run(), r1=check("r1", claims=1)) == []
    assert beyond(run(), r1=check("r1")) == []
    assert beyond(run(), r1=check("r1", state="obtained", claims=2)) == []
    assert beyond(run()) == []


def test_of_one_carrier_the_newest_run_counts_and_of_two_carriers_each():
    older, newer = check("r1", as_of=date(2026, 8, 1), claims=3), check("r2", as_of=date(2026, 8, 2), claims=1)
    assert beyond(run(), run("r2"), r1=older, r2=newer) == [(date(2026, 8, 2), False)]
    assert beyond(run("r2"), run(), r1=older, r2=newer) == [(date(2026, 8, 2), False)]
    assert len(beyond(run(), run("r2", issuer="Harbor Life"), r1=older, r2=newer)) == 4
