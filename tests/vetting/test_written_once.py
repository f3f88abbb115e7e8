"""What was judged, proposed and decided cannot be changed below the models either."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from network import triggers
from network.models.events import AppendOnly
from tests.shared import shared
from tests.vetting.story import Story
from vetting.models import AssessmentRecord, Decision, Minutes, Proposal, Vote
from vetting.models.decisions import WrittenOnce
from vetting.workflow import deciding

pytestmark = pytest.mark.django_db
STATEMENTS = {
    AssessmentRecord: "UPDATE vetting_assessmentrecord SET route = 'clean'",
    Decision: "UPDATE vetting_decision SET outcome = 'approved'",
    Proposal: "UPDATE vetting_proposal SET outcome = 'approved'",
}


def denied_by_two():
    """A file two people denied: it has an assessment, a proposal and a decision."""
    story = Story()
    file = story.for_two()
    deciding.propose(file, outcome="denied", basis="quality", reason="Seen.", actor=story.odell, at=story.at(1))
    deciding.deny(file, basis="quality", reason="Seen.", actor=story.ines, at=story.at(1))
    return story.fresh(file)


_world, decided = shared(denied_by_two)


def rows(model, file):
    return model.objects.within(file.organization).filter(application=file)


def refused(statement):
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_every_model_that_is_written_once_is_kept_so_by_the_database():
    kept = {model for model in apps.get_models() if issubclass(model, WrittenOnce)}
    assert kept == {*STATEMENTS, Minutes, Vote}  # for the last two see test_committee.py
    assert {model._meta.db_table for model in kept} < set(triggers.tables())
    assert triggers.missing(connection) == []


@pytest.mark.parametrize("model", STATEMENTS)
def test_a_written_row_is_neither_changed_nor_deleted_below_the_orm(decided, model):
    before = list(rows(model, decided).values())
    assert before
    refused(STATEMENTS[model])
    refused(f"DELETE FROM {model._meta.db_table}")  # noqa: S608  a table of ours
    if connection.vendor == "postgresql":
        connection.check_constraints()  # nothing is emptied while checks of this transaction wait
        refused(f"TRUNCATE {model._meta.db_table} CASCADE")
    assert list(rows(model, decided).values()) == before


@pytest.mark.parametrize("model", STATEMENTS)
def test_a_written_row_is_neither_changed_nor_deleted_through_the_orm(decided, model):
    row = rows(model, decided).first()
    for act in (row.save, row.delete, rows(model, decided).delete, lambda: rows(model, decided).update(application=decided)):
        with pytest.raises(AppendOnly):
            act()
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        model._base_manager.filter(pk=row.pk)._raw_delete("default")
