"""How walks are dealt: each example begins alike and leaves nothing, and one that breaks is shortened to what broke it."""

from collections import Counter

import pytest
from django.db import connection, transaction

from network.models import Person, User
from tests.vetting.dealt import LEAST, Tally, walk_often
from tests.vetting.watched import Writes, once

pytestmark = pytest.mark.django_db
LAST: list[str] = []


class Steps:
    """A walk that writes a person at each move, and breaks at its second odd one."""

    def __init__(self, breaks=True):
        self.seen, self.refusals, self.breaks, self.before = [], Counter(), breaks, Person.objects.count()

    def newest(self):
        """No event."""
        return 0

    def sets_out(self):
        """Nothing."""

    def moves_on(self):
        """One of three."""
        self.seen.append(self.random.choice(("on", "off", "odd")))
        LAST[:] = self.seen
        Person.objects.create(given_name="Step", family_name=self.seen[-1])
        assert not self.breaks or self.seen.count("odd") < 2

    def holds(self):
        """What this example wrote, and nothing of another."""
        assert Person.objects.count() == self.before + len(self.seen)


def test_a_walk_that_breaks_is_shortened_to_what_broke_it():
    before = Person.objects.count()
    with pytest.raises(AssertionError):
        walk_often(Steps(), ends=lambda walk: None, steps=30, examples=10)
    assert LAST == ["odd", "odd"]
    assert Person.objects.count() == before


def test_every_example_is_taken_to_its_end_and_undone():
    before, ended = Person.objects.count(), []
    tally = walk_often(Steps(breaks=False), ends=lambda walk: ended.append(len(walk.seen)), steps=12, examples=6)
    assert tally.walks == len(ended) == 6 and ended.count(11) >= 5, "the first may be the simplest of all: no move"
    assert Person.objects.count() == before


def test_what_breaks_only_at_the_end_breaks_the_test():
    def never_off(walk):
        assert "off" not in walk.seen

    with pytest.raises(AssertionError):
        walk_often(Steps(breaks=False), ends=never_off, steps=12, examples=6)


def test_what_only_reads_is_not_counted_as_written():
    assert Writes.number is None
    with Writes.counted():
        with transaction.atomic():
            assert not Person.objects.filter(family_name="odd").exists()
        assert Writes.number == 0
        with transaction.atomic():
            Person.objects.create(given_name="Step", family_name="odd")
            transaction.set_rollback(True)
        assert Writes.number == 1
        Person.objects.filter(family_name="odd").update(family_name="even")
        assert Writes.number == 2
    assert Writes.number is None


def test_what_was_written_to_is_told_by_table_and_whatever_cannot_be_told_counts_for_all():
    people, users = Person._meta.db_table, User._meta.db_table
    assert Writes.since(0, people), "nobody counts"
    with Writes.counted():
        assert Writes.since(None, people) and not Writes.since(0, people)
        row = Person.objects.create(given_name="Step", family_name="odd")
        assert Writes.since(0, people) and not Writes.since(0, users) and not Writes.since(1, people)
        Person.objects.bulk_create([Person(given_name="Step", family_name="even")])
        assert Writes.since(1, people) and not Writes.since(1, users)
        Person.objects.filter(pk=row.pk).update(family_name="even")
        Person.objects.filter(pk=row.pk).delete()
        assert Writes.since(3, people) and not Writes.since(2, users)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE elsewhere (id integer)")
        assert Writes.since(Writes.number - 1, users)


def test_a_look_is_taken_again_after_something_was_written_or_what_it_goes_by_changed():
    class Looks:
        at, taken = 1, 0

        @once("at")
        def look(self):
            self.taken += 1

    walk, other = Looks(), Looks()
    walk.look(), walk.look()
    assert walk.taken == 2, "nobody counts what is written"
    with Writes.counted():
        walk.look(), walk.look()
        assert walk.taken == 3
        walk.at = 2
        walk.look(), walk.look()
        assert walk.taken == 4
        with transaction.atomic():
            Person.objects.create(given_name="Step", family_name="odd")
            transaction.set_rollback(True)
        walk.look(), walk.look(), other.look()
        assert (walk.taken, other.taken) == (5, 1)


@pytest.mark.parametrize(("times", "found"), [(LEAST - 1, {"x": LEAST - 1}), (LEAST, {}), (LEAST + 1, {})])
def test_what_came_up_too_seldom_is_named_with_how_often(times, found):
    assert Tally(taken=Counter(x=times)).seldom(acts={"x"}, refusals=()) == found
    assert Tally(refused=Counter(x=times)).seldom(acts=(), refusals={"x"}) == found
