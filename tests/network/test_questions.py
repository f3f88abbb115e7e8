"""A question that is put together once: its answer is the queryset's, of the organization that asks and of nobody else."""

from datetime import date

import pytest

from network.facts.standing import COLUMNS, CURRENT, current_rows, rows_of
from network.models import Grant
from network.questions import Question
from tests.care.care_world import CareWorld
from tests.network.cast import organization
from tests.shared import shared

pytestmark = pytest.mark.django_db
_world, world = shared(CareWorld, "_world")


def test_each_kind_of_row_reads_as_its_queryset_reads_it(world):
    rows = [world.therapist("Ada First"), world.therapist("Bea Second", last=date(2026, 3, 10))]
    world.hold(rows[1])
    for kind, question in CURRENT.items():
        of_both = kind.objects.within(world.harbor).current().filter(participation__in=rows).values_list(*COLUMNS[kind])
        assert question.rows(world.harbor, [row.pk for row in rows]) == list(of_both) != []
        of_one = of_both.filter(participation=rows[0])
        assert question.rows(world.harbor, [rows[0].pk]) == list(of_one)
    found = current_rows(world.harbor, {row.pk for row in rows})
    assert {key: found[key] for key in found} == {row.pk: rows_of(row) for row in rows}
    assert found[rows[1].pk].holds and not found[rows[0].pk].holds


def test_it_answers_only_for_the_organization_that_asks(world):
    row = world.therapist("Ada First")
    summit = organization("summit")
    assert CURRENT[Grant].rows(world.harbor, [row.pk]) != []
    assert CURRENT[Grant].rows(summit, [row.pk]) == []
    assert current_rows(summit, {row.pk})[row.pk].grants == ()


def test_it_is_put_together_once_for_so_many_keys_and_nobody_is_asked_about_none(world, django_assert_num_queries):
    row, counted = world.therapist("Ada First"), []

    def build(organization, keys):
        counted.append(len(keys))
        return Grant.objects.within(organization).filter(participation__in=keys).values_list("participation")

    question = Question(build)
    with django_assert_num_queries(4):
        assert question.rows(world.harbor, [row.pk]) == [(row.pk,)]
        assert question.rows(world.harbor, [row.pk + 1]) == []
        assert question.rows(world.harbor, {row.pk, row.pk + 1}) == [(row.pk,)]
        assert question.rows(world.harbor, [row.pk]) == [(row.pk,)]
        assert question.rows(world.harbor, []) == []
    assert counted == [1, 2]


@pytest.mark.parametrize("narrow", [
    lambda rows, keys: rows.filter(participation__in=keys, zone="America/Chicago"),  # would be kept from the first who asked
    lambda rows, keys: rows,  # would answer with everybody
])  # fmt: skip
def test_a_question_with_other_values_is_refused(world, narrow):
    question = Question(lambda organization, keys: narrow(Grant.objects.within(organization), keys).values_list("pk"))
    with pytest.raises(ValueError, match="Other values"):
        question.rows(world.harbor, [1])
