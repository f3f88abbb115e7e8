"""What a compact privilege is worth after its holder moves, and where it may rest on more than one home license."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from licensure.catalog import Fact, Member
from licensure.home_moves import Move, moved
from licensure.packs import packs
from licensure.rules import Status
from network.dates import Day
from tests.licensure.test_authority import LAST, ON, ask, codes, hold

COMPACT = packs().compacts["counseling"]
ONE = timedelta(days=1)


def privilege(**values):
    """For Arizona, resting on Ohio."""
    return replace(hold("US-AZ:PTP"), home="US-OH:LPCC", **values)


def home(text="US-IN:LMHC", **values):
    """The license of the state she moved to."""
    return hold(text, **{"last": date(2027, 6, 30), **values})


# the six rules of domain 3.2, each next to the one that takes over when it does not apply
@pytest.mark.parametrize(
    ("held", "new", "how", "status", "encumbered", "last"),
    [
        (privilege(), None, Move.NO_LICENSE, Status.INACTIVE, False, None),
        (privilege(last=ON - ONE), home(), Move.STAYS_EXPIRED, Status.ACTIVE, False, ON - ONE),
        (privilege(last=ON), home(), Move.MOVED, Status.ACTIVE, False, date(2027, 6, 30)),
        (privilege(last=ON + ONE), home(), Move.MOVED, Status.ACTIVE, False, date(2027, 6, 30)),
        (privilege(encumbered=True), home(), Move.NOT_MOVED, Status.ACTIVE, True, None),
        (privilege(status=Status.PROBATION), home(), Move.NOT_MOVED, Status.PROBATION, False, None),
        (privilege(), home("US-TX:LPC"), Move.NOT_ELIGIBLE, Status.INACTIVE, False, None),
        (privilege(), home("US-CO:LPC"), Move.NOT_ELIGIBLE, Status.INACTIVE, False, None),
        (privilege(), home("US-OH:LPC"), Move.NOT_ELIGIBLE, Status.INACTIVE, False, None),
        (privilege(), home(status=Status.SUSPENDED), Move.NOT_ELIGIBLE, Status.INACTIVE, False, None),
        (privilege(), home(last=ON - ONE), Move.NOT_ELIGIBLE, Status.INACTIVE, False, None),
        (privilege(), home(last=ON), Move.MOVED, Status.ACTIVE, False, ON),
        (privilege(), home(encumbered=True), Move.MOVED_ENCUMBERED, Status.ACTIVE, True, date(2027, 6, 30)),
        (privilege(), home(status=Status.PROBATION), Move.MOVED_ENCUMBERED, Status.ACTIVE, True, date(2027, 6, 30)),
        (privilege(), home("US-AZ:LPC"), Move.NOW_AT_HOME, Status.INACTIVE, False, None),
        (privilege(), home(), Move.MOVED, Status.ACTIVE, False, date(2027, 6, 30)),
    ],
)
def test_a_privilege_follows_the_rules_of_the_compact(held, new, how, status, encumbered, last):
    found = moved(held, new, COMPACT, when=Day(ON))
    assert (found.how, found.held.status, found.held.encumbered, found.held.last) == (how, status, encumbered, last)


@pytest.mark.parametrize(
    ("on", "how"),
    [(date(2026, 6, 7), Move.NOT_ELIGIBLE), (date(2026, 6, 8), Move.MOVED), (date(2026, 6, 9), Move.MOVED)],
)
def test_a_state_takes_a_privilege_over_from_the_day_it_issues(on, how):
    assert moved(privilege(), home(), COMPACT, when=Day(on)).how is how


def test_a_state_of_which_nobody_said_that_it_issues_takes_nothing_over():
    quiet = replace(COMPACT, members=(Member("US-IN", Fact(), operational_on=ON),))
    assert moved(privilege(), home(), quiet, when=Day(ON)).how is Move.NOT_ELIGIBLE


def test_a_moved_privilege_serves_with_its_new_home_and_an_encumbered_one_does_not():
    for license, ok in ((home(), True), (home(encumbered=True), False)):
        after = moved(privilege(), license, COMPACT, when=Day(ON)).held
        answer = ask([replace(license, key=after.home), after], "US-AZ")
        assert answer.ok is ok
        assert ok or "privilege_encumbered" in codes(answer)


def test_a_multistate_license_and_a_psypact_authority_end_with_the_move():
    for text in ("US-OH:Multistate", "US-TX:APIT"):
        found = moved(hold(text), home(), COMPACT, when=Day(ON))
        assert (found.how, found.held.status) == (Move.ENDED, Status.INACTIVE)


@pytest.mark.parametrize(
    ("ohio", "ok"),
    [
        ({"last": ON - ONE}, False), ({"last": ON}, True), ({"last": ON + ONE}, True), ({"status": Status.SUSPENDED}, False),
        ({"encumbered": True}, False), ({"status": Status.PROBATION}, False),
    ],
)  # fmt: skip
def test_of_two_home_licenses_the_one_that_fell_may_be_the_one_it_rests_on(ohio, ok):
    answer = ask([hold("US-OH:LPCC", **ohio), hold("US-IN:LMHC"), "US-AZ:PTP"], "US-AZ")
    assert answer.ok is ok
    assert ok or "home_license_unsaid" in codes(answer)


def test_a_privilege_whose_home_was_said_rests_on_that_one_alone():
    fallen, indiana = hold("US-OH:LPCC", status=Status.SUSPENDED), hold("US-IN:LMHC")
    assert ask([fallen, indiana, replace(hold("US-AZ:PTP"), home=indiana.key)], "US-AZ").until == LAST
    assert not ask([fallen, indiana, replace(hold("US-AZ:PTP"), home=fallen.key)], "US-AZ").ok
