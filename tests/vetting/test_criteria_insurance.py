"""Insurance: amounts by currency, cover without a day between, and in whose name."""

import pytest

from network.money import Money
from tests.vetting.invented import TODAY, after, day, insurance, judge, outcome, proof, wren
from vetting.evidence import Insurance

MINIMUM = {"minimum": {"USD": 100_000_000, "EUR": 125_000_000}}


def held(*policies):
    return wren(insurance=tuple(policies))


def cents(amount, **more):
    given = insurance(**more)
    return Insurance(given.first, given.last, Money(amount, "USD"), Money(amount, "USD"), given.proof, given.named, given.form)


AMOUNTS = [
    ([cents(99_999_999)], "not_met"),
    ([cents(100_000_000)], "met"),
    ([cents(100_000_001)], "met"),
    ([cents(100_000_000, state="attested")], "unknown"),
    ([cents(99_999_999, state="attested")], "not_met"),
    ([cents(99_999_999, state="obtained")], "unknown"),
    ([cents(99_999_999), cents(100_000_000)], "met"),
    ([cents(100_000_000, last="2026-11-24")], "met"),
    ([cents(100_000_000, last="2026-11-23")], "unknown"),
    ([cents(100_000_000, first="2026-11-24")], "met"),
    ([cents(100_000_000, first="2026-11-25")], "unknown"),
    ([cents(99_999_999), cents(100_000_000, last="2026-11-23")], "unknown"),
    ([cents(99_999_999, last="2026-11-23")], "unknown"),
    ([], "not_met"),
]


@pytest.mark.parametrize("key", ["insurance_per_claim", "insurance_aggregate"])
@pytest.mark.parametrize(("policies", "expected"), AMOUNTS)
def test_amount(key, policies, expected):
    assert outcome(key, held(*policies), MINIMUM) == expected


@pytest.mark.parametrize("key", ["insurance_per_claim", "insurance_aggregate"])
def test_another_currency_is_unknown_and_never_a_failure(key):
    policy = insurance()
    pounds = Insurance(policy.first, policy.last, Money(1, "GBP"), Money(1, "GBP"), policy.proof, "self", "occurrence")
    euros = Insurance(policy.first, policy.last, Money(1, "EUR"), Money(1, "EUR"), policy.proof, "self", "occurrence")
    assert outcome(key, held(pounds), MINIMUM) == "unknown"
    assert outcome(key, held(euros), MINIMUM) == "not_met"


def test_per_claim_and_aggregate_are_two_amounts():
    facts = held(insurance(per_claim=1_000_000, aggregate=999_999))
    assert outcome("insurance_per_claim", facts, MINIMUM) == "met"
    assert outcome("insurance_aggregate", facts, MINIMUM) == "not_met"


ALL = ["insurance_per_claim", "insurance_aggregate", "insurance_in_force", "insurance_continues", "insurance_named", "insurance_form"]
LIMITS = {**MINIMUM, "days": 30, "named": ("self",), "forms": ("occurrence",)}


@pytest.mark.parametrize("key", ALL)
def test_nobody_spoke_of_insurance(key):
    assert outcome(key, wren(insurance=None), LIMITS) == "unknown"
    assert outcome(key, wren(insurance=()), LIMITS) == "not_met"


IN_FORCE = [
    ([insurance(last="2026-11-25")], "met", "2026-11-25"),
    ([insurance(last="2026-11-24")], "met", "2026-11-24"),
    ([insurance(last="2026-11-23")], "unknown", None),
    ([insurance(first="2026-11-25")], "unknown", None),
    ([insurance(first="2026-11-24")], "met", "2026-12-31"),
    ([insurance(state="attested")], "unknown", None),
    ([insurance(last="2026-11-30"), insurance(first="2026-12-01", last="2027-11-30")], "met", "2027-11-30"),
    ([insurance(first="2026-12-01", last="2027-11-30"), insurance(last="2026-11-30")], "met", "2027-11-30"),
    ([insurance(last="2026-11-30"), insurance(first="2026-12-02", last="2027-11-30")], "met", "2026-11-30"),
    ([insurance(last="2026-11-30"), insurance(first="2026-11-30", last="2026-11-30")], "met", "2026-11-30"),
    ([insurance(last="2027-11-30"), insurance(first="2026-02-01", last="2026-12-15")], "met", "2027-11-30"),
]


@pytest.mark.parametrize(("policies", "expected", "through"), IN_FORCE)
def test_in_force_over_policies_that_follow_each_other(policies, expected, through):
    found = judge("insurance_in_force", held(*policies), {})
    assert (str(found.outcome), found.good_through) == (expected, through and day(through))


@pytest.mark.parametrize(("last", "expected"), [(29, "unknown"), (30, "met"), (31, "met"), (-1, "unknown")])
def test_cover_continues_for_days_after(last, expected):
    facts = held(insurance(last=after(TODAY, last).isoformat()))
    assert outcome("insurance_continues", facts, {"days": 30}) == expected


def test_the_last_day_on_which_cover_still_continues():
    found = judge("insurance_continues", held(insurance(last="2026-12-31")), {"days": 30})
    assert found.good_through == day("2026-12-01")


@pytest.mark.parametrize(
    ("named", "state", "expected"),
    [("self", "verified", "met"), ("group", "verified", "not_met"), (None, "verified", "unknown"), ("self", "attested", "unknown")],
)
def test_named_insured(named, state, expected):
    assert outcome("insurance_named", held(insurance(named=named, state=state)), {"named": ("self",)}) == expected


@pytest.mark.parametrize(
    ("form", "expected"), [("occurrence", "met"), ("claims_made", "not_met"), (None, "unknown")]
)
def test_form_of_cover(form, expected):
    assert outcome("insurance_form", held(insurance(form=form)), {"forms": ("occurrence",)}) == expected


def test_cover_rests_on_every_policy_that_has_a_record():
    nameless = Insurance(day("2026-01-01"), day("2026-12-31"), Money(1, "USD"), Money(1, "USD"), proof("insurance", ref=""))
    assert judge("insurance_in_force", held(insurance(), nameless), {}).evidence == ("v-1",)
