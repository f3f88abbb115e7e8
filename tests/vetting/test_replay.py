"""`manage.py replay`: every judgment of a file gives the same findings again, and a difference is named."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.shared import shared
from tests.world import build, in_review, submitted
from vetting.models import AssessmentRecord
from vetting.queries.replay import replay
from vetting.rules import CRITERIA
from vetting.workflow.checking import assess

pytestmark = pytest.mark.django_db


def run(reference, *arguments):
    out = StringIO()
    call_command("replay", reference, *arguments, stdout=out)
    return out.getvalue()


_world, world = shared(build)


def judged_twice(world):
    """A file that was judged twice."""
    application = in_review(world, world.harbor)
    assess(application, actor=world.crew(world.harbor).manager, at=world.at)
    return application


_file, file = shared(judged_twice, "_file")


def test_every_judgment_of_a_file_is_found_again(file):
    rows = AssessmentRecord.objects.within(file.organization).filter(application=file).count()
    assert rows >= 2
    lines = [json.loads(line) for line in run(file.reference, "--json").splitlines()]
    assert [(line["same"], line["difference"]) for line in lines] == [(True, None)] * rows
    assert set(lines[0]) == {"reference", "id", "on", "route", "findings", "difference", "same"}
    assert run(file.reference).endswith(f"{rows} assessments of {file.reference} give the same findings.\n")


def changed(application, **fields):
    """One more judgment like the last, which says something else than the rules do: what is written is never changed."""
    row = AssessmentRecord.objects.within(application.organization).filter(application=application).first()
    told = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    lying = AssessmentRecord(**{**told, **fields})
    lying.save()
    return lying


def test_the_first_difference_is_named_and_ends_with_status_1(file):
    row = AssessmentRecord.objects.within(file.organization).filter(application=file).first()
    findings = [dict(finding) for finding in row.findings]
    findings[2]["outcome"], findings[3]["severity"] = "not_met", "note"
    changed(file, findings=findings)
    with pytest.raises(CommandError, match=f"1 of 3 assessments of {file.reference} differ") as caught:
        run(file.reference)
    assert caught.value.returncode == 1
    found = replay(file)[-1].difference
    assert (found.criterion, found.field, found.then) == (findings[2]["criterion"], "outcome", "not_met")
    assert found.now == row.findings[2]["outcome"]


def test_a_finding_that_is_gone_or_new_is_a_difference(file):
    row = AssessmentRecord.objects.within(file.organization).filter(application=file).first()
    changed(file, findings=row.findings[1:])
    assert (replay(file)[-1].difference.criterion, replay(file)[-1].difference.then) == (row.findings[0]["criterion"], None)


def test_another_route_is_a_difference(file):
    changed(file, route="committee")
    found = replay(file)[-1].difference
    assert (found.criterion, found.field, found.then) == ("", "route", "committee")


def test_a_criterion_whose_meaning_changed_is_noticed(file, monkeypatch):
    key = next(iter(CRITERIA))
    first = CRITERIA[key]
    monkeypatch.setitem(CRITERIA, key, type(first)(**{
        **{name: getattr(first, name) for name in first.__slots__}, "outcome": CRITERIA["no_conflict"].outcome,
    }))
    assert all(each.difference and each.difference.criterion == key for each in replay(file))


def test_facts_that_cannot_be_read_any_more_are_a_difference(file):
    changed(file, facts={"shoe": 1})
    found = replay(file)[-1].difference
    assert found.field == "readable"
    assert "unknown name shoe" in found.now


def test_a_file_never_judged_and_one_that_is_not_there(world):
    application = submitted(world, world.harbor)
    assert run(application.reference) == f"0 assessments of {application.reference} give the same findings.\n"
    with pytest.raises(CommandError, match="There is no file 'HB-9999'"):
        run("HB-9999")
