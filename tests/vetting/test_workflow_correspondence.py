"""Letters and mails of a file: written once, in her language, with what the decision rests on and her rights."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from network.letters import page_values
from network.models import Letter, Message
from network.workflow.holds import open_hold
from tests.shared import shared
from tests.vetting.story import Story, refused
from vetting import words
from vetting.workflow import checking, correspondence, deciding

pytestmark = pytest.mark.django_db


_world, world = shared(Story)


def mails(template):
    return Message.objects.everywhere(reason="a test looks").filter(template=template)


def letter(world, kind):
    return Letter.objects.within(world.organization).get(kind=kind)


def page(row):
    """The letter as its PDF is made from."""
    with translation.override(row.language):
        return render_to_string(f"letters/{row.kind}.html", {**page_values(row), "language": row.language})


def test_a_decision_is_written_once_however_often_the_job_runs(world):
    decision = world.approved().decisions.get()
    for _ in range(2):
        correspondence.send_decision(decision_id=decision.pk, at=world.now)
    assert letter(world, "approval").about == decision.application.reference
    assert mails("letter").count() == 1


def test_an_approval_says_what_it_covers_from_when_and_until_when(world):
    decision = world.approved().decisions.get()
    correspondence.send_decision(decision_id=decision.pk, at=world.now)
    values = page_values(letter(world, "approval"))
    assert (values["reason"], values["reasons"]) == ("", []), "a note on an approval stays inside"
    assert (values["starts_on"], values["next_due"]) == (decision.decided_on, decision.due_on)
    assert values["coverage"] == [{"service": "Counseling", "place": "Ohio", "how": ""}]
    assert values["signer"] == "Ines Calloway" and "Ohio" in page(letter(world, "approval"))


def test_a_denial_names_the_rule_what_was_asked_and_found_and_her_right_to_appeal(world):
    decision = world.denied().decisions.get()
    correspondence.send_decision(decision_id=decision.pk, at=world.now)
    values = page_values(letter(world, "denial"))
    assert values["reasons"][0]["criterion"] == words.title("insurance_per_claim")
    assert "$200,000" in values["reasons"][0]["text"] and "$1,000,000" in values["reasons"][0]["text"]
    assert values["reasons"][-1] == {"criterion": "", "text": "The policy is below the amount we ask."}
    assert values["appeal_until"] == decision.decided_on + timedelta(days=30)
    assert "appeal" in page(letter(world, "denial"))


def test_the_letter_is_worded_in_her_language_whoever_runs_the_job(world):
    file = world.denied()
    user = file.practitioner.person.users.get()
    user.language = "nl"
    user.save()
    with translation.override("en"):
        correspondence.send_decision(decision_id=file.decisions.get().pk, at=world.now)
    row = letter(world, "denial")
    with translation.override("nl"):
        expected = words.title("insurance_per_claim")
    assert (row.language, page_values(row)["reasons"][0]["criterion"]) == ("nl", expected)


def test_not_accepting_comes_without_an_appeal(world):
    file = world.submitted()
    decision = deciding.not_accept(file, reason="The panel is full.", actor=world.maya, at=world.now)
    correspondence.send_decision(decision_id=decision.pk, at=world.now)
    values = page_values(letter(world, "not_accepted"))
    assert values["appeal_until"] is None and values["reasons"] == [{"criterion": "", "text": "The panel is full."}]


def test_a_vacated_approval_is_told_with_its_reason_what_it_covered_and_the_right_to_appeal(world):
    file = world.active()
    given = {"reason": "The degree was forged.", "at": world.now}
    deciding.propose(file, outcome="vacated", actor=world.petra, **given)
    decision = deciding.vacate(file, actor=world.ines, **given)
    correspondence.send_decision(decision_id=decision.pk, at=world.now)
    row = letter(world, "vacated")
    values = page_values(row)
    assert values["reasons"] == [{"criterion": "", "text": "The degree was forged."}]
    assert values["appeal_until"] == decision.decided_on + timedelta(days=30) and values["coverage"]
    assert "We have undone that approval." in page(row) and mails("letter").count() == 1


def test_what_is_asked_stands_in_the_letter_and_not_in_the_mail(world):
    file = world.checking()
    request = checking.request_information(file, message="Send page two of the policy.", actor=world.tom, at=world.now)
    correspondence.send_information_request(request_id=request.pk, at=world.now)
    assert "Send page two of the policy." in page(letter(world, "information_request"))
    assert "page two" not in mails("information_request").get().body


def test_a_change_is_told_with_cause_effect_cure_and_rights(world):
    file = world.active()
    open_hold(participation=file.participation, reason="license", first=world.day(), actor=world.maya, at=world.now)
    correspondence.tell_standing(participation_id=file.participation_id, at=world.now)
    told = page(letter(world, "standing_changed"))
    assert "You get no new clients while this lasts." in told and "A person looks at it." in told


def test_a_therapist_without_any_address_is_written_to_but_not_mailed(world):
    file = world.approved()
    file.practitioner.person.users.update(is_active=False)
    correspondence.send_decision(decision_id=file.decisions.get().pk, at=world.now)
    assert letter(world, "approval") and not mails("letter").exists()


@pytest.mark.parametrize(
    ("account", "profile", "address"),
    [(True, "", "wren@mail.example"), (True, "old@mail.example", "wren@mail.example"), (False, "old@mail.example", "old@mail.example")],
)
def test_she_is_mailed_at_her_account_or_at_the_address_of_her_profile(world, account, profile, address):
    file = world.approved()
    users = file.practitioner.person.users
    users.update(is_active=account, email="wren@mail.example")
    type(file.practitioner).objects.visible_to(file.herself).filter(pk=file.practitioner_id).update(email=profile)
    correspondence.send_decision(decision_id=file.decisions.get().pk, at=world.now)
    assert [mail.address for mail in mails("letter")] == [address]


def test_a_letter_is_asked_for_in_the_decisions_own_transaction(world):
    """A refused decision asks for none."""
    file = world.in_review(per_claim=20_000_000)
    assert refused(deciding.approve, file, actor=world.ines, at=world.now) == ["not_eligible"]
    assert not Letter.objects.within(world.organization).exists()
