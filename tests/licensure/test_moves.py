"""She moves her home, or her home license stops: what rests on it follows, compact by compact, and nothing else does."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from licensure.home_moves import HomeMove as Moved
from licensure.home_moves import through_moves
from licensure.models import HomeMove
from licensure.packs import packs
from licensure.workflow import moves
from network import clock
from network.access import Forbidden
from network.events import timeline
from network.jobs import policy
from network.models import Job, Jurisdiction
from network.transitions import Refused
from tests.licensure.test_authority import ask, codes, hold
from tests.licensure.test_covers import AT, TODAY, World
from tests.shared import shared

ONE = timedelta(days=1)
ON = date(2026, 11, 20)
COMPACTS = packs().compacts


def issuing():
    """Social work's members as they would issue."""
    compact = COMPACTS["social_work"]
    members = tuple(replace(each, issuing=True, operational_on=date(2026, 1, 1)) for each in compact.members)
    return replace(compact, members=members)


def test_a_telepsychology_authority_ends_with_the_move_and_its_home_license_goes_on():
    mine = through_moves([hold("US-TX:LP"), hold("US-TX:APIT")], [Moved("US-TX", "US-IL", ON)], COMPACTS)
    assert ask(mine, "US-OH", practitioner_in="US-TX", on=ON - ONE).ok
    after = ask(mine, "US-OH", practitioner_in="US-TX", on=ON)
    assert not after.ok and "home_moved" in codes(after)
    assert ask(mine, "US-TX", on=ON).ok


def test_a_counseling_privilege_moves_with_a_license_in_the_new_state_and_ends_without_one():
    mine = [hold("US-OH:LPCC"), hold("US-AZ:PTP")]
    alone = through_moves(mine, [Moved("US-OH", "US-IN", ON)], COMPACTS)
    assert (ask(alone, "US-AZ", on=ON - ONE).ok, ask(alone, "US-AZ", on=ON).ok) == (True, False)
    with_new = through_moves([*mine, hold("US-IN:LMHC", last=date(2027, 6, 30))], [Moved("US-OH", "US-IN", ON)], COMPACTS)
    for day in (ON - ONE, ON):
        assert ask(with_new, "US-AZ", on=day).ok
    assert "US-IN:LMHC" in {basis.key for basis in ask(with_new, "US-AZ", on=ON).alternatives[0].bases}


def test_a_multistate_license_ends_with_the_move_without_grace():
    kind = packs().types["US:social-work-multistate"]
    mine = [hold("US-OH:LISW"), replace(hold("US-TX:APIT"), key="multistate", type=kind, place="US-OH", last=None)]
    moved = through_moves(mine, [Moved("US-OH", "US-CO", ON)], {"social_work": issuing()})
    assert [each.last for each in moved] == [mine[0].last, ON - ONE]


@pytest.mark.parametrize("move", [Moved("US-OH", "US-IL", ON), Moved("US-IL", "US-TX", ON)])
def test_a_move_between_other_states_changes_nothing(move):
    mine = (hold("US-TX:LP"), hold("US-TX:APIT"))
    assert through_moves(mine, [move], COMPACTS) == mine


def test_an_authority_issued_after_the_move_is_of_the_new_home():
    mine = (hold("US-TX:LP"), hold("US-TX:APIT", first=ON))
    assert through_moves(mine, [Moved("US-TX", "US-IL", ON)], COMPACTS) == mine


@pytest.mark.parametrize(
    ("left", "reached", "stated", "codes"),
    [
        ("US-OH", "US-IL", False, []), ("US-OH", "US-OH", False, ["same_home"]), ("US-OH", "US-IL", True, ["already_moved"]),
        ("US-OH", "US-OH", True, ["same_home", "already_moved"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_move(left, reached, stated, codes, monkeypatch):
    asked = []
    same_day = SimpleNamespace(filter=lambda **wanted: asked.append(wanted) or SimpleNamespace(exists=lambda: stated))
    monkeypatch.setattr(moves, "HomeMove", SimpleNamespace(objects=SimpleNamespace(of=lambda practitioner: same_day)))
    row = SimpleNamespace(left_id=left, reached_id=reached, practitioner="wren", moved_on=ON)
    assert [each.code for each in moves._faults(row)] == codes
    assert asked == [{"moved_on": ON, "withdrawn_at": None}]


# ── Standing follows ─────────────────────────────────────────────────────────

PAIRS = [("US-TX", "US-TX:lp", "US-TX", "US:apit", "US-OH"), ("US-OH", "US-OH:lpcc", "US-AZ", "US:counseling-privilege", "US-AZ")]


_world, world = shared(World)


def moved(world, left, reached, on=TODAY):
    places = {code: Jurisdiction.objects.get(pk=code) for code in (left, reached)}
    return moves.state_move(
        practitioner=world.wren, left=places[left], reached=places[reached], moved_on=on, actor=world.herself, at=AT
    )


def away(world, home, place, on):
    """Whether a cover that needs more than the home license speaks for the place on that day."""
    return any(
        cover.jurisdiction == place and len(cover.bases) > 1 and cover.first <= on and (cover.last is None or cover.last >= on)
        for cover in world.covers()
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("home", "title", "where", "authority", "place"), PAIRS)
def test_her_covers_elsewhere_end_before_she_moves_and_come_back_when_she_takes_it_back(world, home, title, where, authority, place):
    license = world.license(home, title)
    world.verify(license, as_of=TODAY - 20 * ONE)
    world.verify(world.license(where, authority, expires_on=date(2027, 12, 31)), as_of=TODAY - 20 * ONE)
    assert away(world, home, place, TODAY)
    row = moved(world, home, "US-CO")
    (job,) = Job.objects.filter(name=moves.JUDGE_MOVED)
    assert job and [event.action for event in timeline(row)] == ["move.stated"]
    moves.judge_moved(world.wren, at=AT)
    assert (away(world, home, place, TODAY - ONE), away(world, home, place, TODAY)) == (True, False)
    assert any(cover.jurisdiction == home and len(cover.bases) == 1 and cover.last > TODAY for cover in world.covers())
    moves.take_back(row, actor=world.herself, at=AT)
    moves.judge_moved(world.wren, at=AT)
    assert away(world, home, place, TODAY)


@pytest.mark.django_db
def test_the_job_of_a_move_does_it_at_its_first_attempt(world, monkeypatch):
    """Called as the worker calls it, by her number alone: it has to say whose rows it loads."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    home, title, where, authority, place = PAIRS[0]
    for license in (world.license(home, title), world.license(where, authority, expires_on=date(2027, 12, 31))):
        world.verify(license, as_of=TODAY - 20 * ONE)
    moved(world, home, "US-CO")
    assert away(world, home, place, TODAY)
    (job,) = Job.objects.filter(name=moves.JUDGE_MOVED)
    policy(job.name).function(practitioner_id=world.wren.pk)
    assert not away(world, home, place, TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize(("home", "title", "where", "authority", "place"), PAIRS)
@pytest.mark.parametrize("said", [{"status": "suspended"}, {"encumbered": True}, {"status": "probation"}])
def test_a_stopped_home_license_takes_what_rests_on_it_and_nothing_else(world, home, title, where, authority, place, said):
    license, other = world.license(home, title), world.license("US-MN", "US-MN:licsw")
    for row in (license, other, world.license(where, authority, expires_on=date(2027, 12, 31))):
        world.verify(row)
    assert away(world, home, place, TODAY)
    world.verify(license, at=AT + ONE, **said)
    assert not away(world, home, place, TODAY + ONE)
    assert any(cover.jurisdiction == "US-MN" and cover.last > TODAY + ONE for cover in world.covers())
    at_home = any(cover.jurisdiction == home and cover.last > TODAY + ONE for cover in world.covers())
    assert at_home is (said != {"status": "suspended"})


@pytest.mark.django_db
def test_only_she_states_it_between_two_states_once_a_day(world):
    moved(world, "US-TX", "US-IL")
    for left, reached, code in (("US-TX", "US-TX", "same_home"), ("US-TX", "US-OH", "already_moved")):
        with pytest.raises(Refused) as refused:
            moved(world, left, reached, TODAY if code == "already_moved" else TODAY + ONE)
        assert refused.value.codes == [code]
    with pytest.raises(Forbidden):
        moves.take_back(HomeMove.objects.of(world.wren).get(), actor=world.tom, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize(("left", "reached", "days", "code"), [
    ("US-IL", "US-OH", 1, ""), ("US-TX", "US-OH", 1, "left_elsewhere"), ("US-OH", "US-TX", -1, ""),
    ("US-TX", "US-IL", -1, "leaves_elsewhere"),
])
def test_one_move_begins_where_the_one_before_it_led(world, left, reached, days, code):
    first = moved(world, "US-TX", "US-IL")
    if not code:
        assert moved(world, left, reached, TODAY + days * ONE).pk
        return
    with pytest.raises(Refused) as refused:
        moved(world, left, reached, TODAY + days * ONE)
    assert refused.value.codes == [code] and all(each.cure for each in refused.value.refusals)
    moves.take_back(first, actor=world.herself, at=AT)
    assert moved(world, left, reached, TODAY + days * ONE).pk, "one that was taken back binds nothing"
