"""Work history is judged as she signed it: a later edit of hers changes nothing until a reviewer verified it."""

from datetime import date, timedelta

import pytest

from licensure.facts.history import ELEMENTS
from licensure.models import Position, Verification
from licensure.workflow import verifications
from licensure.workflow.evidence import remove_position, write_position
from tests import world as worlds
from tests.shared import shared
from vetting.evidence import GapExplanation, Job
from vetting.facts.history import edited_since, history_of
from vetting.pages.attested import attested
from vetting.queries.judging import judge, judge_again
from vetting.queries.replay import replay

pytestmark = pytest.mark.django_db
LONG_AGO = date(1994, 3, 1)


_world, world = shared(lambda: worlds.build("harbor"))


def add(world, file, **fields):
    """She writes one more stretch of work."""
    fields = {"employer": "Saltmarsh Practice", "role": "Counselor", "first_month": LONG_AGO, **fields}
    return write_position(practitioner=file.practitioner, actor=world.herself(file), at=world.at, **fields)


def firsts(facts):
    return sorted(job.first for job in facts.jobs)


def test_a_draft_is_judged_on_what_she_tells_now(world):
    file = worlds.draft(world, world.harbor)
    before = firsts(judge(file, on=world.day(world.harbor)).facts)
    add(world, file, last_month=date(1996, 3, 1))
    assert firsts(judge(file, on=world.day(world.harbor)).facts) == [LONG_AGO, *before]


def test_work_is_read_as_jobs_by_their_kind_and_a_gap_that_goes_on_is_explained_until_the_day_asked_about(world):
    file, day = worlds.draft(world, world.harbor), world.day(world.harbor)
    Position.objects.of(file.practitioner).delete()
    add(world, file, last_month=date(1996, 3, 1), eap=True)
    add(world, file, kind="gap", first_month=date(1996, 4, 1), last_month=date(1996, 12, 1), explanation="Parental leave")
    add(world, file, first_month=date(1997, 1, 1))
    add(world, file, kind="gap", first_month=date(2020, 1, 1), explanation="Illness", in_writing=False)
    told = history_of(file, on=day)
    assert told.jobs == (Job(LONG_AGO, date(1996, 3, 1), "eap"), Job(date(1997, 1, 1), None, "clinical"))
    assert told.gaps == (
        GapExplanation(date(1996, 4, 1), date(1996, 12, 1), written=True), GapExplanation(date(2020, 1, 1), day, written=False)
    )


def test_only_the_stretch_she_edited_after_signing_is_told_before_and_after(world):
    file = worlds.draft(world, world.harbor)
    add(world, file, employer="Pinewater Clinic", last_month=date(1996, 3, 1))
    world.file(file).sign(world.at)
    file.refresh_from_db()
    assert edited_since(file) == ([], [])
    *_others, first = file.snapshot["positions"]
    add(world, file, first_month=date(1998, 1, 1), last_month=date(1999, 1, 1))
    row = Position.objects.of(file.practitioner).get(pk=first["id"])
    write_position(practitioner=file.practitioner, position=row, employer="Foxglove House", actor=world.herself(file), at=world.at)
    added, gone = edited_since(file)
    assert [each["employer"] for each in added] == ["Saltmarsh Practice", "Foxglove House"]
    assert gone == [first]
    remove_position(row, actor=world.herself(file), at=world.at)
    added, gone = edited_since(file)
    assert [each["employer"] for each in added] == ["Saltmarsh Practice"]
    assert gone == [first]


def test_an_edit_after_she_signed_changes_no_judgment_and_replay_says_so(world):
    file, day = worlds.in_review(world, world.harbor), world.day(world.harbor)
    before = judge(file, on=day)
    add(world, file, last_month=date(1996, 3, 1))
    for row in Position.objects.of(file.practitioner).exclude(first_month=LONG_AGO):
        write_position(
            practitioner=file.practitioner, position=row, first_month=row.first_month + timedelta(31), actor=world.herself(file),
            at=world.at,
        )
    after = judge(file, on=day)
    assert (after.facts, after.assessment) == (before.facts, before.assessment)
    remove_position(Position.objects.of(file.practitioner).last(), actor=world.herself(file), at=world.at)
    assert judge_again(file, on=day).facts.jobs == before.facts.jobs
    assert [each.difference for each in replay(file)] == [None] * len(replay(file))


def check_of(file):
    rows = Verification.objects.within(file.organization).filter(file=file.reference, element="work_history")
    return rows.exclude(state="superseded").get()


def verify_again(world, file, at):
    """The reviewer opens the check again and confirms her history as she tells it by then."""
    fresh = verifications.renew(check_of(file), actor=world.tom, at=at, on=world.day(world.harbor))
    verifications.verify(
        fresh, actor=world.tom, at=at, method="seen", source="Curriculum vitae", as_of=world.day(world.harbor), sighting={"what": "Resume"}
    )


def test_what_a_reviewer_verified_later_counts_from_then_and_earlier_judgments_stay(world):
    file, day = worlds.in_review(world, world.harbor), world.day(world.harbor)
    add(world, file, last_month=date(1996, 3, 1))
    signed = firsts(judge(file, on=day).facts)
    at = world.at + timedelta(hours=1)
    verify_again(world, file, at)
    assert firsts(judge(file, on=day).facts) == [LONG_AGO, *signed]
    assert sorted(job.first for job in history_of(file, on=day, known=world.at).jobs) == signed
    assert not any(each.difference for each in replay(file))
    add(world, file, first_month=date(1990, 1, 1), last_month=date(1991, 1, 1))
    assert firsts(judge(file, on=day).facts) == [LONG_AGO, *signed]


def test_a_check_opened_anew_and_not_yet_verified_leaves_what_was_verified(world):
    file, day = worlds.in_review(world, world.harbor), world.day(world.harbor)
    before = judge(file, on=day).facts.jobs
    add(world, file, last_month=date(1996, 3, 1))
    verifications.renew(check_of(file), actor=world.tom, at=world.at, on=day)
    assert judge(file, on=day).facts.jobs == before


def test_facts_she_neither_signed_nor_a_reviewer_verified_are_a_difference(world):
    file = worlds.in_review(world, world.harbor)
    for check in Verification.objects.within(world.harbor).filter(file=file.reference, element__in=ELEMENTS):
        Verification.objects.within(world.harbor).filter(pk=check.pk).update(values={**check.values, "history": []})
    found = replay(file)[-1].difference
    assert (found.criterion, found.field, found.now) == ("", "jobs", [])
    assert found.then


def test_the_reviewer_reads_what_was_written_after_she_signed(world):
    file = worlds.in_review(world, world.harbor)
    row = Position.objects.of(file.practitioner).first()
    write_position(practitioner=file.practitioner, position=row, employer="Foxglove House", actor=world.herself(file), at=world.at)
    file.refresh_from_db()
    told = [pair.value for pair in attested(check_of(file), None, file)]
    assert any("Foxglove House (written after signing)" in value for value in told)
    assert any(value.endswith("(taken out or corrected since)") for value in told)


def test_where_she_no_longer_shares_nothing_newer_is_shown_or_kept(world):
    file, day = worlds.in_review(world, world.harbor), world.day(world.harbor)
    signed = judge(file, on=day).facts.jobs
    add(world, file, last_month=date(1996, 3, 1))
    file.participation.shared = False
    file.participation.save()
    assert edited_since(file) == ([], [])
    verify_again(world, file, world.at + timedelta(hours=1))
    assert judge(file, on=day).facts.jobs == signed
