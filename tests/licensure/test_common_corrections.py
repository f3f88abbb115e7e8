"""One organization's correction is its own; what the operator takes over counts for everyone who says nothing of her own."""

import json

import pytest
from django.core.management import CommandError, call_command

from licensure.models import CommonCorrection, Correction
from licensure.policy import known
from licensure.queries.corrections import own_conflicts, unanswered
from licensure.workflow import common_corrections, corrections
from network.access import Action, Forbidden, Role, can
from network.events import timeline
from network.models import Event, Job
from network.transitions import Refused
from tests.licensure.test_corrections import FACT
from tests.licensure.test_covers import AT, TODAY, World
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.test_cli import checked

pytestmark = pytest.mark.django_db
ABOUT = {"kind": "title", "subject": "US-OH:lisw"}
BY = {"operator": "Juniper Stonewell", "reason": "The board says so to me too", "at": AT}


def built():
    found = World()
    found.admin = staff(found.harbor, "Corin Ashgrove", Role.ADMIN)
    found.summit = organization("summit")
    found.summit_admin = staff(found.summit, "Petra Fernhollow", Role.ADMIN)
    return found


_world, world = shared(built)


def months(organization=None):
    return known(organization).types["US-OH:lisw"].renewal_months


def says(world, value=12, *, organization=None, actor=None, field="renewal_months"):
    whose = organization or world.harbor
    by = actor or world.admin
    return corrections.correct(organization=whose, **ABOUT, field=field, value=value, fact=FACT, reason="Read there", actor=by, at=AT)


def test_an_administrator_changes_what_counts_for_her_own_organization_and_for_nobody_else(world):
    before = months()
    row = says(world)
    assert (months(world.harbor), months(world.summit), months()) == (12, before, before)
    assert timeline(row)[0].scope == f"organization:{world.harbor.pk}"
    (job,) = Job.objects.filter(name=corrections.JUDGE_AGAIN)
    assert job.organization == world.harbor
    with pytest.raises(Forbidden):
        says(world, organization=world.summit)


def test_covers_of_another_organization_stay_where_one_lowers_a_level(world):
    world.granted()
    world.verify(world.license())
    says(world, "supervised", field="level", organization=world.summit, actor=world.summit_admin)
    corrections.judge_again(**ABOUT, organization=world.summit, at=AT)
    assert world.codes(TODAY) == ()
    says(world, "supervised", field="level")
    corrections.judge_again(**ABOUT, organization=world.harbor, at=AT)
    assert world.codes(TODAY) != ()


def test_what_is_taken_over_counts_for_everyone_and_names_nobodys_organization(world):
    row = says(world)
    common = common_corrections.take_over(row, **BY)
    assert (months(world.summit), months()) == (12, 12)
    row.refresh_from_db()
    assert (row.answer, row.answered_by, row.withdrawn_at) == ("taken_over", "Juniper Stonewell", None)
    (event,) = timeline(common)
    assert (event.scope, event.action, event.actor_label) == ("platform", "reference.taken_over", "Juniper Stonewell")
    assert "harbor" not in json.dumps(event.payload.values, default=str).lower()
    assert [event.action for event in timeline(row)] == ["reference.answered", "reference.corrected"]
    assert list(unanswered()) == []


def test_the_operator_takes_it_over_and_an_organization_that_said_otherwise_keeps_its_own_and_is_told(world):
    own = says(world, 36, organization=world.summit, actor=world.summit_admin)
    common_corrections.take_over(says(world), **BY)
    assert (months(world.summit), months(world.harbor)) == (36, 12)
    (told,) = own_conflicts(world.summit, known())
    assert (told.edited, told.pack) == (36, 12)
    assert own_conflicts(world.harbor, known()) == ()
    corrections.keep(own, reason="Asked the board again", actor=world.summit_admin, at=AT)
    assert own_conflicts(world.summit, known()) == ()


def test_what_is_declined_stays_with_its_organization(world):
    before = months()
    row = says(world)
    common_corrections.decline(row, **BY)
    assert (months(world.harbor), months()) == (12, before)
    assert (row.answer, list(unanswered())) == ("declined", [])
    assert not CommonCorrection.objects.exists()


def test_what_was_taken_over_can_be_withdrawn_and_the_pack_counts_again(world):
    before = months()
    common = common_corrections.take_over(says(world), **BY)
    common_corrections.withdraw_common(common, **BY)
    assert (months(), months(world.summit), months(world.harbor)) == (before, before, 12)


@pytest.mark.parametrize(
    ("given", "code"), [({"operator": " "}, "no_name"), ({"reason": ""}, "no_reason")],
)
def test_an_answer_needs_a_name_and_a_reason(world, given, code):
    row = says(world)
    for act in (common_corrections.take_over, common_corrections.decline):
        with pytest.raises(Refused) as refused:
            act(row, **{**BY, **given})
        assert refused.value.codes == [code]
    assert not CommonCorrection.objects.exists() and not Event.objects.filter(action="reference.answered").exists()


def test_of_a_long_reason_three_hundred_signs_are_kept_where_the_organization_reads_them(world):
    row = says(world)
    common_corrections.decline(row, **{**BY, "reason": f"  {'r' * 301}"})
    row.refresh_from_db()
    assert row.answer_reason == "r" * 300
    assert timeline(row)[0].payload.values["reason"].strip() == "r" * 301


def test_a_correction_is_answered_once_and_not_after_it_was_withdrawn(world):
    row = says(world)
    common_corrections.decline(row, **BY)
    with pytest.raises(Refused) as refused:
        common_corrections.take_over(row, **BY)
    assert refused.value.codes == ["answered"]
    gone = says(world, 48)
    corrections.withdraw(gone, reason="A misreading", actor=world.admin, at=AT)
    with pytest.raises(Refused) as refused:
        common_corrections.take_over(gone, **BY)
    assert refused.value.codes == ["withdrawn"]


def test_what_contradicts_what_counts_for_everyone_is_not_taken_over(world):
    says(world, 24, field="reverify_months")
    row = says(world, "lifelong", field="renewal")
    with pytest.raises(Refused) as refused:
        common_corrections.take_over(row, **BY)
    assert refused.value.codes == ["contradiction"]
    assert Correction.objects.within(world.harbor).get(pk=row.pk).answer == ""


def test_no_administrator_answers_for_everyone(world):
    assert not can(world.admin, Action.ANSWER_CORRECTION)


def test_the_terminal_lists_what_waits_and_takes_it_over(world, capsys):
    row = says(world)
    call_command("corrections", "list", "--json")
    (told,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (told["number"], told["state"], told["organization"], told["value"]) == (row.pk, "waiting", "harbor", 12)
    call_command("corrections", "take", str(row.pk), "--operator", "Juniper Stonewell", "--reason", "Read it")
    capsys.readouterr()
    call_command("corrections", "list")
    assert "common · US-OH:lisw renewal_months: 12" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("corrections", "take", str(row.pk), "--operator", "Juniper Stonewell", "--reason", "Twice")
    with pytest.raises(CommandError):
        call_command("corrections", "decline", "987654", "--operator", "Juniper Stonewell", "--reason", "Nobody's")
    number = CommonCorrection.objects.get().pk
    call_command("corrections", "withdraw", str(number), "--operator", "Juniper Stonewell", "--reason", "Misread")
    assert months() != 12


def test_what_the_terminal_lists_has_the_shape_its_schema_promises(world, capsys):
    common_corrections.take_over(says(world), **BY)
    says(world, 24, field="reverify_months")
    call_command("corrections", "list", "--json")
    assert {told["state"] for told in checked("corrections", capsys.readouterr().out)} == {"waiting", "common"}
