"""A late board: licenses stay good through the announced day, for one organization, once two people have read it."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from licensure.catalog import Extension as Announced
from licensure.facts.licenses import kind_of
from licensure.holdings import good_days
from licensure.models import Extension, LicenseType
from licensure.policy import known
from licensure.workflow import corrections, extensions
from network.access import Forbidden, Role
from network.events import timeline
from network.models import Job
from network.transitions import Refused
from tests.licensure.test_authority import ask, codes, hold
from tests.licensure.test_covers import AT, World
from tests.network.cast import organization, staff
from tests.shared import shared

EXTENSION = {
    "first": date(2027, 1, 1), "last": date(2027, 1, 31), "until": date(2027, 4, 30), "source": "https://board.example/late",
    "as_of": date(2027, 1, 4),
}  # fmt: skip


def late(**given):
    """Ohio's LISW while its board is late."""
    row = Announced(EXTENSION["first"], EXTENSION["last"], EXTENSION["until"], "https://board.example/late", **given)
    held = hold("US-OH:LISW", last=date(2027, 1, 15))
    return replace(held, type=replace(held.type, extensions=(row,)))


@pytest.mark.parametrize(("only", "until"), [("", date(2027, 4, 30)), ("somebody else's", date(2027, 1, 15))])
def test_an_announcement_for_one_license_moves_no_other(only, until):
    assert good_days(late(only=only))[1] == until


def test_an_announcement_moves_nothing_to_the_day_it_ends_on_already():
    day = EXTENSION["until"]
    row = Announced(EXTENSION["first"], day, day, "https://board.example/late")
    assert row.moves("license:1", day - timedelta(days=1)) and not row.moves("license:1", day)


def test_an_answer_that_rests_on_an_announcement_says_so():
    said = ask([late()], "US-OH", on=date(2027, 2, 1))
    assert said.ok and "extended" in codes(said)
    assert "extended" not in codes(ask([hold("US-OH:LISW", last=date(2027, 12, 31))], "US-OH", on=date(2027, 2, 1)))


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []), ({"first": date(2027, 1, 31)}, []), ({"first": date(2027, 2, 1)}, ["out_of_order"]), ({"until": date(2027, 1, 31)}, []),
        ({"until": date(2027, 1, 30)}, ["out_of_order"]), ({"as_of": date(2027, 1, 8)}, []), ({"as_of": date(2027, 1, 9)}, []),
        ({"as_of": date(2027, 1, 10)}, ["as_of_in_future"]), ({"source": ""}, ["no_source"]), ({"reason": ""}, ["no_reason"]),
        ({"last": date(2028, 1, 1), "source": "", "reason": ""}, ["out_of_order", "no_source", "no_reason"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_announcement(given, codes, monkeypatch):
    monkeypatch.setattr(extensions, "day_of", lambda organization, at: date(2027, 1, 9))
    row = SimpleNamespace(**{**EXTENSION, "reason": "The board moved", "organization": "harbor", **given})
    assert [each.code for each in extensions._faults(row, AT)] == codes


def built():
    found = World()
    found.admin = staff(found.harbor, "Corin Ashgrove", Role.ADMIN)
    found.granted()
    return found


_world, world = shared(built)


def entered(world, **given):
    said = {**EXTENSION, "reason": "The board moved", "actor": world.admin, **given}
    return extensions.extend(organization=world.harbor, license_type=LicenseType.objects.get(pk="US-OH:lisw"), at=AT, **said)


def counting(world, **given):
    """Entered by the administrator, confirmed by Tom, and the job that follows."""
    row = entered(world, **given)
    extensions.confirm(row, actor=world.tom, at=AT)
    corrections.judge_again(kind="title", subject="US-OH:lisw", organization=world.harbor, at=AT)
    return row


ENDS = [
    (date(2026, 12, 31), date(2027, 1, 1), False), (date(2027, 1, 1), date(2027, 4, 30), True), (date(2027, 1, 1), date(2027, 5, 1), False),
    (date(2027, 1, 31), date(2027, 4, 30), True), (date(2027, 1, 31), date(2027, 5, 1), False), (date(2027, 2, 1), date(2027, 2, 2), False),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("ends", "on", "good"), ENDS)
def test_a_license_that_expires_while_its_board_is_late_stays_good_through_the_announced_day(world, ends, on, good):
    row = world.license(expires_on=ends)
    world.verify(row, as_of=date(2026, 12, 1))
    extension = counting(world)
    assert any(cover.last >= on for cover in world.covers()) is good
    moved = ends not in (date(2026, 12, 31), date(2027, 2, 1))
    assert ({cover.source for cover in world.covers()} == {f"extension:{extension.pk}"}) is moved
    assert kind_of(row, world.harbor).last_day(row.key, ends) == (EXTENSION["until"] if moved else ends)
    assert kind_of(row).last_day(row.key, ends) == ends


@pytest.mark.django_db
def test_nothing_moves_until_a_second_person_confirms_it_and_then_only_here(world):
    world.verify(world.license(expires_on=date(2027, 1, 15)), as_of=date(2026, 12, 1))
    row = entered(world)
    assert known(world.harbor).types["US-OH:lisw"].extensions == ()
    with pytest.raises(Refused) as refused:
        extensions.confirm(row, actor=world.admin, at=AT)
    assert refused.value.codes == ["same_person"]
    extensions.confirm(row, actor=world.tom, at=AT)
    (told,) = known(world.harbor).types["US-OH:lisw"].extensions
    assert (told.until, told.ref) == (EXTENSION["until"], f"extension:{row.pk}")
    assert known(organization("summit")).types["US-OH:lisw"].extensions == known().types["US-OH:lisw"].extensions == ()
    (job,) = Job.objects.filter(name=corrections.JUDGE_AGAIN)
    assert job.organization == world.harbor
    assert [event.action for event in timeline(row)] == ["extension.confirm", "extension.entered"]


@pytest.mark.django_db
def test_one_license_is_extended_and_another_of_the_same_title_is_not(world):
    mine, other = (world.license(expires_on=date(2027, 1, 15), number=number) for number in ("I.1", "I.2"))
    for row in (mine, other):
        world.verify(row, as_of=date(2026, 12, 1))
    counting(world, license=mine, first=date(2027, 1, 15), last=date(2027, 1, 15))
    ends = {cover.bases[0]["key"]: cover.last for cover in world.covers()}
    assert ends == {mine.key: EXTENSION["until"], other.key: date(2027, 1, 15)}


@pytest.mark.django_db
def test_an_ended_extension_gives_every_license_its_own_day_back(world):
    world.verify(world.license(expires_on=date(2027, 1, 15)), as_of=date(2026, 12, 1))
    row = counting(world)
    assert {cover.last for cover in world.covers()} == {EXTENSION["until"]}
    with pytest.raises(Refused):
        extensions.end(row, why=" ", actor=world.tom, at=AT)
    extensions.end(row, why="The board is on time after all", actor=world.tom, at=AT)
    corrections.judge_again(kind="title", subject="US-OH:lisw", organization=world.harbor, at=AT)
    assert {cover.last for cover in world.covers()} == {date(2027, 1, 15)}


@pytest.mark.django_db
def test_a_declined_one_never_counts_and_whoever_entered_it_may_take_it_back(world):
    row = entered(world)
    with pytest.raises(Refused):
        extensions.decline(row, why="", actor=world.admin, at=AT)
    extensions.decline(row, why="Another board", actor=world.admin, at=AT)
    assert row.state == "declined" and known(world.harbor).types["US-OH:lisw"].extensions == ()
    with pytest.raises(Refused):
        extensions.confirm(row, actor=world.tom, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"last": date(2026, 12, 31)}, "out_of_order"), ({"until": date(2027, 1, 30)}, "out_of_order"), ({"source": " "}, "no_source"),
        ({"reason": ""}, "no_reason"), ({"as_of": date(2027, 1, 10)}, "as_of_in_future"),
    ],
)  # fmt: skip
def test_an_extension_needs_its_days_in_order_its_source_its_day_and_a_reason(world, given, code):
    with pytest.raises(Refused) as refused:
        entered(world, **given)
    assert refused.value.codes == [code]
    with pytest.raises(Forbidden):
        entered(world, actor=staff(organization("summit"), "Petra Fernhollow", Role.ADMIN))
    assert not Extension.objects.within(world.harbor).exists()
