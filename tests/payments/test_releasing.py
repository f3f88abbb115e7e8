"""Money leaves to a payee who may have it, to an account two people stand for: each limit a moment before and on it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.standing import Clearance, Reason
from payments.releasing import Account, Meanwhile, Missing, Payee, Release, release

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
TODAY = date(2026, 6, 30)
SECOND = timedelta(seconds=1)
OLD = Account("old", "anna", "kim", True, NOW - timedelta(days=90))
NEW = Account("new", "anna", "lee", True, NOW + SECOND)
PAYEE = Payee(True, (OLD,), TODAY, False)
HELD = Clearance(False, (Reason("held"),))


def asked(payee=PAYEE, clearance=Clearance(True), **options) -> Release:  # noqa: B008 - frozen
    return release(payee, clearance, **{"at": NOW, "on": TODAY, "fresh_days": 7} | options)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"tax_form": False}, ["tax_form"]),
        ({"open_match": True}, ["list_match"]),
        ({"accounts": ()}, ["account"]),
        ({"accounts": (replace(OLD, confirmed_by=None),)}, ["account"]),
        ({"accounts": (replace(OLD, confirmed_by="anna"),)}, ["account_unchecked"]),
        ({"accounts": (replace(OLD, called_back=False),)}, ["account_unchecked"]),
        ({"accounts": (replace(OLD, usable_from=NOW - SECOND),)}, []),
        ({"accounts": (replace(OLD, usable_from=NOW),)}, []),
        ({"accounts": (replace(OLD, usable_from=NOW + SECOND),)}, ["account_waits"]),
        ({"accounts": (replace(OLD, confirmed_by=None, usable_from=NOW + SECOND),)}, ["account", "account_waits"]),
        ({"screened_through": None}, ["screening_stale"]),
        ({"screened_through": TODAY - timedelta(days=6)}, []),
        ({"screened_through": TODAY - timedelta(days=7)}, []),
        ({"screened_through": TODAY - timedelta(days=8)}, ["screening_stale"]),
    ],
)
def test_one_thing_at_a_time(changes, missing):
    found = asked(replace(PAYEE, **changes))
    assert (found.account, [item.value for item in found.missing]) == (None if missing else "old", missing)


def test_a_hold_that_stops_money_stops_it_and_everything_is_said_at_once():
    assert asked(clearance=HELD).missing == (Missing.HELD,)
    found = asked(Payee(False, (), None, True), HELD)
    assert [item.value for item in found.missing] == ["tax_form", "account", "list_match", "screening_stale", "held"]


@pytest.mark.parametrize(
    ("accounts", "meanwhile", "account", "missing"),
    [
        ((OLD, NEW), Meanwhile.HOLD, None, ("account_waits",)),
        ((OLD, NEW), Meanwhile.OLD_ACCOUNT, "old", ()),
        ((OLD, replace(NEW, usable_from=NOW)), Meanwhile.OLD_ACCOUNT, "new", ()),
        ((OLD, replace(NEW, usable_from=NOW)), Meanwhile.HOLD, "new", ()),
        ((OLD, replace(NEW, confirmed_by=None)), Meanwhile.OLD_ACCOUNT, "old", ()),
        ((replace(OLD, called_back=False), NEW), Meanwhile.OLD_ACCOUNT, None, ("account_waits",)),
        ((NEW,), Meanwhile.OLD_ACCOUNT, None, ("account_waits",)),
        ((replace(OLD, key="older"), OLD, NEW), Meanwhile.OLD_ACCOUNT, "old", ()),
    ],
)
def test_while_a_new_account_waits_the_organizations_rule_says_where_money_goes(accounts, meanwhile, account, missing):
    assert asked(replace(PAYEE, accounts=accounts), meanwhile=meanwhile) == Release(account, tuple(map(Missing, missing)))


ACCOUNT = st.builds(
    Account, st.sampled_from("abc"), st.sampled_from(["anna", "kim"]), st.sampled_from([None, "anna", "kim"]), st.booleans(),
    st.integers(-2, 2).map(lambda n: NOW + n * SECOND),
)  # fmt: skip


@given(st.lists(ACCOUNT, max_size=3, unique_by=lambda item: item.key), st.sampled_from(Meanwhile))
def test_no_money_ever_goes_to_an_account_one_person_stands_for_or_that_waits(accounts, meanwhile):
    found = asked(replace(PAYEE, accounts=tuple(accounts)), meanwhile=meanwhile)
    assert (found.account is None) is bool(found.missing)
    for account in accounts:
        if account.key == found.account:
            assert account.confirmed_by not in (None, account.requested_by) and account.called_back and account.usable_from <= NOW
