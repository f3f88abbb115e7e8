"""What a compact privilege is worth after its holder moves, and where it may rest on more than one home license."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from licensure.catalog import Extension, Fact, Member
from licensure.holdings import good_days
from licensure.home_moves import HomeMove, Move, fates, moved, rests_on, through_moves
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


def test_two_licenses_of_one_state_leave_nothing_to_guess():
    fallen = replace(hold("US-OH:LPCC", status=Status.SUSPENDED), key="US-OH:LPCC-before")
    assert "home_license_unsaid" not in codes(ask([fallen, hold("US-OH:LPCC"), "US-AZ:PTP"], "US-AZ"))


def test_of_two_that_fell_the_first_is_named():
    ohio, indiana = (hold(text, status=Status.SUSPENDED) for text in ("US-OH:LPCC", "US-IN:LMHC"))
    answer = ask([ohio, indiana, "US-AZ:PTP"], "US-AZ")
    assert {reason.detail for reason in answer.reasons if reason.code == "home_license_unsaid"} == {ohio.key}


def test_a_privilege_whose_home_was_said_rests_on_that_one_alone():
    fallen, indiana = hold("US-OH:LPCC", status=Status.SUSPENDED), hold("US-IN:LMHC")
    assert ask([fallen, indiana, replace(hold("US-AZ:PTP"), home=indiana.key)], "US-AZ").until == LAST
    assert not ask([fallen, indiana, replace(hold("US-AZ:PTP"), home=fallen.key)], "US-AZ").ok


# ── What becomes of each authority, on both sides of the move ────────────────

COMPACTS = packs().compacts
MOVED = HomeMove("US-OH", "US-IN", ON)


def fate(*held, move=MOVED):
    """What became of the last one; None where it stays as it is."""
    return fates(held, move, COMPACTS).get(held[-1].key)


@pytest.mark.parametrize("said", ["US-OH:LPCC", ""])
def test_a_privilege_ends_on_the_eve_and_goes_on_with_the_license_of_the_new_home(said):
    one = replace(privilege(), home=said)
    found = fate(hold("US-OH:LPCC"), home(), one)
    assert (found.how, found.on, found.parts) == (Move.MOVED, ON, (found.before, found.after))
    assert found.before == replace(one, last=ON - ONE, home="US-OH:LPCC", moved=True)
    assert found.after == replace(one, first=ON, last=date(2027, 6, 30), home="US-IN:LMHC")


def test_an_encumbered_new_home_carries_it_encumbered_and_of_two_licenses_there_the_eligible_one_does():
    assert fate(hold("US-OH:LPCC"), home(encumbered=True), privilege()).after.encumbered
    fallen = replace(home(status=Status.SUSPENDED), key="fallen")
    assert fate(hold("US-OH:LPCC"), fallen, home(), privilege()).after.home == "US-IN:LMHC"


@pytest.mark.parametrize(
    ("license", "how"), [(None, Move.NO_LICENSE), (home(status=Status.SUSPENDED), Move.NOT_ELIGIBLE), (home("US-AZ:LPC"), Move.NOW_AT_HOME)]
)  # fmt: skip
def test_without_a_license_that_carries_it_nothing_comes_after(license, how):
    held = [hold("US-OH:LPCC"), *([license] if license else []), privilege()]
    found = fate(*held, move=HomeMove("US-OH", "US-AZ" if how is Move.NOW_AT_HOME else "US-IN", ON))
    assert (found.how, found.after, found.parts) == (how, None, (found.before,))
    assert (found.before.last, found.before.moved) == (ON - ONE, True)


@pytest.mark.parametrize(("values", "how"), [({"last": ON - 2 * ONE}, Move.STAYS_EXPIRED), ({"encumbered": True}, Move.NOT_MOVED)])
def test_one_that_had_expired_or_is_encumbered_stays_as_it_was(values, how):
    one = privilege(**values)
    found = fate(hold("US-OH:LPCC"), home(), one)
    assert (found.how, found.parts) == (how, (one,))


@pytest.mark.parametrize(("first", "follows"), [(None, True), (ON - ONE, True), (ON, False), (ON + ONE, False)])
def test_what_was_issued_from_the_day_of_the_move_on_is_of_the_new_home(first, follows):
    assert bool(fate(hold("US-OH:LPCC"), privilege(first=first))) is follows


def test_only_what_rests_on_the_home_she_leaves_follows():
    assert fate(hold("US-OH:LPCC")) is None, "a license of a state is no authority of a compact"
    assert fate(hold("US-IN:LMHC"), replace(privilege(), home="US-IN:LMHC")) is None
    assert fate(hold("US-OH:LPCC"), hold("US-OH:LPC"), privilege(), move=HomeMove("US-AZ", "US-IN", ON)) is None
    assert fate(hold("US-OH:LPC"), replace(privilege(), home="US-OH:LPC")) is None, "no title of the compact"


def test_a_telepsychology_authority_rests_on_the_state_it_was_said_for_and_else_on_where_she_is_licensed():
    psypact, texan = COMPACTS["psypact"], hold("US-TX:LP")
    for place, state, rests in (("US-TX", "US-TX", True), ("US-TX", "US-IL", False), ("", "US-TX", True), ("", "US-IL", False)):
        assert rests_on(hold("US-TX:APIT", place=place), state, (texan,), psypact) is rests
    found = fate(texan, hold("US-TX:APIT"), move=HomeMove("US-TX", "US-IL", ON))
    assert (found.how, found.after, found.before) == (Move.ENDED, None, replace(hold("US-TX:APIT"), last=ON - ONE, moved=True))


def test_a_part_that_ended_with_one_move_stays_as_it_ended_when_she_moves_again():
    later = HomeMove("US-IN", "US-CO", ON + 9 * ONE)
    mine = through_moves([hold("US-OH:LPCC"), home(), privilege()], [later, MOVED], COMPACTS)
    spans = [(each.first, each.last, each.home, each.moved) for each in mine if each.type.mechanism]
    assert spans == [(None, ON - ONE, "US-OH:LPCC", True), (ON, ON + 8 * ONE, "US-IN:LMHC", True)]
    back = through_moves(mine, [HomeMove("US-OH", "US-IN", ON)], COMPACTS)
    assert back == mine


@pytest.mark.parametrize(
    ("last", "until", "good"),
    [
        (ON + 30 * ONE, ON + 90 * ONE, ON - ONE),  # it ran on anyway: what ends with the move is prolonged by nobody
        (ON - 10 * ONE, ON + 90 * ONE, ON - ONE),  # good on the eve by the announcement alone
        (ON - 10 * ONE, ON, ON - ONE), (ON - 10 * ONE, ON - ONE, ON - ONE), (ON - 10 * ONE, ON - 2 * ONE, ON - 2 * ONE),
    ],
)  # fmt: skip
def test_an_announcement_carries_an_authority_to_the_eve_of_the_move_and_never_past_it(last, until, good):
    late = Extension(ON - 30 * ONE, ON + 60 * ONE, until, "announced")
    one = hold("US-TX:APIT", last=last)
    one = replace(one, type=replace(one.type, extensions=(late,)))
    (_texan, mine) = through_moves([hold("US-TX:LP"), one], [HomeMove("US-TX", "US-IL", ON)], COMPACTS)
    assert good_days(mine)[1] == good
