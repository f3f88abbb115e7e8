"""Worlds that are built once for a file: whoever asks finds one untouched, whoever does not finds none, in whatever order tests come."""

from types import SimpleNamespace as Row

import pytest
from django.db import IntegrityError, connection

from network.models import Organization
from tests import shared as module
from tests.network.cast import organization
from tests.shared import STANDING, shared, undone_before


def built(*slugs):
    return [organization(slug) for slug in slugs]


def comes(world):
    """Another organization, told of in the world it came into."""
    world += built("summit")
    return Row(beside=world[0], itself=world[1])


BUILT: list[str] = []  # for tests with a parameter
_world, world = shared(lambda: built("harbor"))
_other, other = shared(lambda: built("harbor", "summit"), "_other")
_guest, guest = shared(comes, "_guest")
_named, of_each = shared(lambda slug: BUILT.append(slug) or built(slug), "_named", of=("slug",))
_broken, broken = shared(lambda: built("summit", "harbor", "harbor"), "_broken")


def there():
    return [*Organization.objects.order_by("pk").values_list("slug", flat=True)]


def standing():
    return [request.fixturename for request in STANDING]


@pytest.fixture(scope="module")
def named(_world):
    """What another fixture of the file rests on it."""
    return _world[0].pk


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_finds_it_as_it_was_built(world, time):
    assert (there(), world[0].name, standing()) == (["harbor"], "Harbor", ["_world"])
    world[0].name = "Changed"
    world[0].save()
    organization("noorderlicht")


@pytest.mark.django_db
def test_whoever_does_not_ask_finds_none():
    assert (there(), standing()) == ([], [])


def test_what_rests_on_it_is_of_the_world_that_stands(world, named):
    assert world[0].pk == named == Organization.objects.get().pk


def test_another_world_of_the_file_stands_alone(other):
    assert (there(), standing()) == (["harbor", "summit"], ["_other"])


def test_it_is_built_anew_with_what_rests_on_it(world, named):
    assert world[0].pk == named == Organization.objects.get().pk


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_is_shared_on_top_of_it_is_copied_together_with_it(world, guest, time):
    assert (there(), standing()) == (["harbor", "summit"], ["_world", "_guest"])
    assert world == [guest.beside, guest.itself] and world[0] is guest.beside and world[1] is guest.itself
    guest.beside.name = "Changed"
    guest.beside.save()
    assert Organization.objects.get(slug="harbor").name == world[0].name == "Changed"


def test_whoever_asks_for_the_world_alone_does_not_find_what_was_shared_on_top_of_it(world):
    assert (there(), world[0].name, len(world), standing()) == (["harbor"], "Harbor", 1, ["_world"])


def test_whoever_asks_for_what_was_shared_on_top_finds_the_world_under_it(guest):
    assert (there(), guest.beside.name, standing()) == (["harbor", "summit"], "Harbor", ["_world", "_guest"])


@pytest.mark.parametrize("slug", ["harbor", "summit"], scope="module")
def test_what_is_built_of_a_parameter_is_that_of_the_parameter(of_each, slug):
    assert (there(), of_each[0].slug, standing()) == ([slug], slug, ["_named"])


@pytest.mark.parametrize("slug", ["harbor", "summit"], scope="module")
def test_it_is_built_once_for_all_tests_of_the_parameter(of_each, slug):
    assert (there(), of_each[0].slug, BUILT.count(slug)) == ([slug], slug, 1)


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_finds_none_and_commits():
    assert (there(), standing(), connection.in_atomic_block) == ([], [], False)


def test_one_that_cannot_be_built_leaves_nothing_behind(request, django_db_blocker):
    with pytest.raises(IntegrityError):
        request.getfixturevalue("_broken")
    with django_db_blocker.unblock():
        assert (there(), standing(), connection.in_atomic_block) == ([], [], False)


@pytest.mark.parametrize(("asked", "undone", "left"), [
    ([], ["c", "b", "a"], []), (["a"], ["c", "b"], ["a"]), (["c"], ["c", "b", "a"], []), (["a", "c"], ["c", "b"], ["a"]),
    (["a", "b"], ["c"], ["a", "b"]), (["a", "b", "c", "d"], [], ["a", "b", "c"]),
])
def test_of_several_that_stand_the_later_ones_are_undone_first(asked, undone, left, monkeypatch):
    """Each lies in the transaction of the one before."""
    rows, done = [Row(fixturename=name) for name in "abc"], []

    def finish(request):
        done.append(request.fixturename)
        rows.remove(request)

    for row in rows:
        row._fixturedef = Row(finish=finish)
    monkeypatch.setattr(module, "STANDING", rows)
    undone_before(asked)
    assert (done, [row.fixturename for row in rows]) == (undone, left)
