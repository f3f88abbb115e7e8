"""Which months she is asked to explain, and which amounts her organization asks for: on stand-ins, without a database."""

from datetime import date
from types import SimpleNamespace as Row

import pytest

from vetting.facts.gaps import DEFAULT, OpenGap, gap_limit, open_gaps
from vetting.facts.minimums import minimums
from vetting.facts.profile import Profile
from vetting.rules import Policy, Severity, Threshold

ON = date(2026, 11, 26)


def policy(*rows, version=1, first=date(2026, 1, 1)):
    return Policy("Invented", version, first, tuple(rows), 36)


def asks(criterion, **limit):
    return Threshold(criterion, Severity.REVIEW, limit)


def test_the_strictest_limit_on_a_gap_counts_of_all_policies_and_no_other_criterion():
    every = (
        policy(asks("gaps_explained", months=6, years=5), asks("eap_years", months=1)),
        policy(asks("gaps_in_writing", months=4, years=7), asks("gaps_explained", months=5)),
    )
    assert gap_limit(every) == {"months": 4, "years": 7}
    assert gap_limit((policy(asks("eap_years", months=1)),)) is None
    assert gap_limit(()) is None


def worked(first, last=None, kind="work", in_writing=True):
    return Row(kind=kind, first_month=first, last_month=last, in_writing=in_writing)


def gaps(*positions, limit=None, on=ON):
    return open_gaps(Profile(None, (), (), (), positions, ()), {"months": 3, "years": 5} if limit is None else limit, on)


BEFORE, AFTER = worked(date(2015, 1, 1), date(2024, 1, 1)), worked(date(2024, 8, 1))


def test_a_gap_longer_than_the_limit_is_asked_for_with_its_first_and_last_month():
    assert gaps(BEFORE, AFTER) == (OpenGap(date(2024, 2, 1), date(2024, 7, 1), 6),)
    assert gaps(BEFORE, worked(date(2024, 5, 1))) == ()
    assert gaps(BEFORE, worked(date(2024, 6, 1))) == (OpenGap(date(2024, 2, 1), date(2024, 5, 1), 4),)


def test_what_she_explained_is_not_asked_again_and_an_explanation_that_goes_on_reaches_until_today():
    told = worked(date(2024, 2, 1), date(2024, 7, 1), kind="gap")
    assert gaps(BEFORE, told, AFTER) == ()
    assert gaps(BEFORE, worked(date(2024, 2, 1), date(2024, 3, 1), kind="gap"), AFTER) == (OpenGap(date(2024, 2, 1), date(2024, 7, 1), 6),)
    assert gaps(BEFORE, worked(date(2024, 2, 1), kind="gap")) == ()
    assert gaps(BEFORE) == (OpenGap(date(2024, 2, 1), date(2026, 10, 1), 33),)


def test_without_a_limit_nothing_is_asked_and_a_limit_without_years_looks_back_five():
    assert gaps(BEFORE, AFTER, limit={}) == ()
    old = worked(date(2010, 1, 1), date(2020, 1, 1)), worked(date(2021, 6, 1))
    assert gaps(*old, limit={"months": 3}) == gaps(*old, limit={"months": 3, "years": 5}) == ()
    assert gaps(*old, limit={"months": 3}, on=date(2025, 11, 26)) == (OpenGap(date(2020, 11, 1), date(2021, 5, 1), 7),)


def test_her_own_page_shows_gaps_of_more_than_three_months_in_five_years_where_nobody_says():
    assert DEFAULT == {"months": 3, "years": 5}


HARBOR = Row(name="Harbor")
PER_CLAIM, AGGREGATE = (asks(name, minimum={"USD": 100}) for name in ("insurance_per_claim", "insurance_aggregate"))


@pytest.mark.parametrize(("policies", "on", "found"), [
    ((), ON, {}),
    ((policy(asks("eap_years", years=1)),), ON, {}),
    ((policy(PER_CLAIM),), date(2025, 12, 31), {}),
    ((policy(PER_CLAIM, asks("eap_years", years=1)),), date(2026, 1, 1), {"name": "Harbor", "per_claim": {"USD": 100}}),
    ((policy(PER_CLAIM, AGGREGATE),), ON, {"name": "Harbor", "per_claim": {"USD": 100}, "aggregate": {"USD": 100}}),
    ((policy(asks("insurance_per_claim"), AGGREGATE),), ON, {"name": "Harbor", "aggregate": {"USD": 100}}),
    ((policy(PER_CLAIM), policy(AGGREGATE, version=2, first=ON)), ON, {"name": "Harbor", "aggregate": {"USD": 100}}),
])
def test_the_least_amounts_are_those_of_the_version_in_force_and_whose_they_are(policies, on, found):
    assert minimums(HARBOR, policies, on) == found
