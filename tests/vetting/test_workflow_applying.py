"""What a therapist does with her application: open, consent, sign, answer, withdraw; and what only she may do."""

from datetime import timedelta

import pytest

from network.access import Forbidden
from network.models import Participation
from tests.network.cast import organization
from tests.shared import shared
from tests.vetting.story import Story, asked_for, refused, told
from vetting.models import Application, Attestation, InformationRequest
from vetting.workflow import applying, checking, disclosures, policies

pytestmark = pytest.mark.django_db
SHORT = timedelta(minutes=10)


_world, world = shared(Story)
_file, file = shared(lambda world: world.draft(), "_file")
_in_checks, in_checks = shared(lambda world: world.checking(), "_in_checks")


def sign(world, file, *, name="Wren Halloway", ago=1, proved=timedelta(), actor=None, **fields):
    at = world.at(ago)
    signature = applying.Signature(name, at - proved, "True.")
    return applying.submit(file, signature=signature, actor=actor or file.herself, at=at, **fields)


# ── Opening ──────────────────────────────────────────────────────────────────


def test_an_application_begins_with_her_participation_and_a_reference(file):
    assert (file.state, file.reference, file.kind, file.participation.state) == ("draft", "HA-0001", "initial", "onboarding")
    assert "application.opened" in told(file)


def opening(world, who, actor, **fields):
    return applying.open_application(
        organization=world.organization, practitioner=who, jurisdictions=["US-OH"], actor=actor, at=world.at(0), **fields
    )


def test_opening_again_returns_the_open_one(world, file):
    assert opening(world, file.practitioner, file.herself) == file
    assert Application.objects.within(world.organization).count() == 1


def test_two_applications_never_share_a_reference(world):
    assert [world.draft(name).reference for name in ("Wren Halloway", "Juniper Vale")] == ["HA-0001", "HA-0002"]


def test_an_organization_that_takes_nobody_refuses_the_first_application_alone(world):
    active = world.active()
    world.organization.accepts_applications = False
    world.organization.save()
    who, actor = world.therapist("Juniper Vale")
    assert refused(opening, world, who, actor) == ["closed"]
    assert opening(world, active.practitioner, active.herself, kind="addition").kind == "addition"


def test_who_is_in_asks_for_an_addition_and_who_is_not_cannot(world):
    active = world.active()
    assert refused(opening, world, active.practitioner, active.herself) == ["already_in"]
    who, actor = world.therapist("Juniper Vale")
    assert refused(opening, world, who, actor, kind="addition") == ["not_in"]


def test_a_review_for_cause_is_not_hers_to_open(world):
    active = world.active()
    assert refused(opening, world, active.practitioner, active.herself, kind="for_cause") == ["not_hers_to_open"]
    assert opening(world, active.practitioner, world.maya, kind="for_cause").kind == "for_cause"


def test_staff_open_one_only_in_their_own_organization(world):
    who, _actor = world.therapist()
    with pytest.raises(Forbidden):
        applying.open_application(organization=organization("summit"), practitioner=who, actor=world.maya, at=world.at(0))
    with pytest.raises(Forbidden):
        opening(world, who, world.rosa)


# ── Signing ──────────────────────────────────────────────────────────────────


def test_she_signs_and_the_copy_she_consented_to_is_kept(world, file):
    assert not Participation.objects.within(world.organization).get(pk=file.participation_id).shared, "nothing before she signs"
    attestation = sign(world, file)
    assert Participation.objects.within(world.organization).get(pk=file.participation_id).shared
    assert (file.state, file.submitted_on, file.policy) == ("submitted", world.day(1), world.policy)
    assert (attestation.signed_name, len(attestation.snapshot_sha256)) == ("Wren Halloway", 64)
    assert [row["number"] for row in file.snapshot["credentials"]] == [f"LM-{file.practitioner.pk:04d}-04"]
    assert asked_for("vetting.acknowledge") == [{"reference": file.reference}]
    assert told(file)[0] == "application.submit"


def test_the_copy_holds_only_what_this_organization_asks_for(world, file):
    """No NPI where no rule reads it, no work history, and no other country's questions."""
    file.practitioner.npi = "1234567893"
    file.practitioner.save()
    disclosures.answer(
        practitioner=file.practitioner, question_set="nl-2026-1", answers={"license_action": {"answer": True}},
        actor=file.herself, at=world.at(2),
    )
    sign(world, file)
    assert (file.snapshot["person"]["npi"], file.snapshot["positions"]) == ("", [])
    assert {row["question_set"] for row in file.snapshot["disclosures"]} == {"us-2026-1"}


def test_staff_can_never_sign_for_her(world, file):
    for actor in (world.maya, world.ines, world.tom):
        assert refused(sign, world, file, actor=actor) == ["not_allowed"]
    assert not Attestation.objects.of(file.practitioner).exists()


def test_another_therapist_cannot_sign_for_her(world):
    file, other = world.draft(), world.draft("Juniper Vale")
    assert refused(sign, world, file, actor=other.herself) == ["not_allowed"]


@pytest.mark.parametrize(("proved", "codes"), [(SHORT, None), (SHORT + timedelta(seconds=1), ["not_reauthenticated"])])
def test_she_proved_who_she_is_at_most_ten_minutes_ago(world, file, proved, codes):
    if codes:
        assert refused(sign, world, file, proved=proved) == codes
    else:
        sign(world, file, proved=proved)
        assert file.state == "submitted"


def test_without_a_name_nothing_is_signed(world):
    assert refused(sign, world, world.draft(), name="  ") == ["not_signed"]


def test_everything_that_is_missing_is_said_at_once(world):
    who, actor = world.therapist()
    file = opening(world, who, actor)
    applying.choose(file, jurisdictions=[], services=["counseling"], actor=actor, at=world.at(2))
    file.herself = actor
    codes = refused(sign, world, file)
    assert codes == ["rights_not_read", "section_missing", "section_missing", "no_consent"]
    assert world.fresh(file).state == "draft"


def test_a_page_may_name_more_that_is_missing_but_never_less(world, file):
    assert refused(sign, world, file, missing=("Photo",)) == ["section_missing"]


def test_without_a_policy_in_force_nothing_can_be_submitted(world):
    who, actor = world.therapist()
    file = applying.open_application(organization=organization("north"), practitioner=who, actor=actor, at=world.at(1))
    file.herself = actor
    assert "no_policy" in refused(sign, world, file)


def test_what_is_submitted_is_not_chosen_again(world):
    file = world.submitted()
    act = {"jurisdictions": ["US-TX"], "services": ["counseling"], "actor": file.herself, "at": world.at(0)}
    assert refused(applying.choose, file, **act) == ["wrong_state"]


def test_a_page_that_was_open_meanwhile_cannot_undo_the_submission(world, file):
    """The row in memory is a draft still; the database says submitted."""
    stale = world.fresh(file)
    sign(world, file)
    assert refused(applying.choose, stale, jurisdictions=["US-TX"], services=[], actor=file.herself, at=world.at(0)) == ["wrong_state"]
    applying.read_rights(stale, actor=file.herself, at=world.at(0))
    assert world.fresh(file).state == "submitted"


def test_rights_that_were_read_are_on_record_once_and_keep_their_day(world):
    """Two pages are open; both rows in hand say that nothing was read."""
    who, actor = world.therapist()
    first = applying.open_application(organization=world.organization, practitioner=who, actor=actor, at=world.at(9))
    second = world.fresh(first)
    assert applying.read_rights(first, actor=actor, at=world.at(3)).action == "application.rights_read"
    assert second.rights_read_at is None and applying.read_rights(second, actor=actor, at=world.at(2)) is None
    assert (world.fresh(first).rights_read_at, told(first)) == (world.at(3), ["application.rights_read", "application.opened"])


def test_withdrawing_consent_stops_sharing_and_is_recorded(world):
    file = world.submitted()
    applying.withdraw_consent(file, actor=file.herself, at=world.at(3))
    assert not Participation.objects.within(world.organization).get(pk=file.participation_id).shared
    applying.consent(file, actor=file.herself, at=world.at(3))
    assert Participation.objects.within(world.organization).get(pk=file.participation_id).shared


def test_consent_taken_back_before_signing_is_recorded_and_refuses_the_signature(world, file):
    applying.withdraw_consent(file, actor=file.herself, at=world.at(3))
    assert not Participation.objects.within(world.organization).get(pk=file.participation_id).shared
    assert told(file)[0] == "consent.withdrawn"
    assert refused(sign, world, file) == ["section_missing", "no_consent"]


@pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
def test_consent_said_again_is_on_record_once_and_keeps_its_day(world, state):
    file = world.fresh(made := getattr(world, state)())
    actor, agreed, before = made.herself, file.consented_at, told(file)
    assert agreed is not None and applying.consent(file, actor=actor, at=world.at(3)) is None
    assert (world.fresh(file).consented_at, told(file)) == (agreed, before)
    event = applying.withdraw_consent(file, actor=actor, at=world.at(2))
    assert (event.action, told(file)) == ("consent.withdrawn", ["consent.withdrawn", *before])
    stale = world.fresh(file)
    assert applying.withdraw_consent(stale, actor=actor, at=world.at(1)) is None
    assert (world.fresh(file).consent_withdrawn_at, told(file)) == (world.at(2), ["consent.withdrawn", *before])
    applying.consent(made, actor=actor, at=world.at(0))  # in hand it is as before the withdrawal; the row is asked
    assert (world.fresh(file).consented_at, world.fresh(file).consent_withdrawn_at) == (world.at(0), None)
    assert told(file) == ["consent.given", "consent.withdrawn", *before]


def test_who_never_agreed_says_no_once(world):
    who, actor = world.therapist()
    file = applying.open_application(organization=world.organization, practitioner=who, actor=actor, at=world.at(9))
    assert applying.withdraw_consent(file, actor=actor, at=world.at(3)).action == "consent.withdrawn"
    assert applying.withdraw_consent(file, actor=actor, at=world.at(2)) is None
    assert told(file)[:2] == ["consent.withdrawn", "application.opened"] and world.fresh(file).consent_withdrawn_at == world.at(3)


# ── Withdrawing and answering ────────────────────────────────────────────────


@pytest.mark.parametrize("state", ["draft", "submitted", "checking", "in_review"])
def test_she_takes_it_back_from_any_open_state_and_staff_do_not(world, state):
    file = getattr(world, state)()
    assert refused(applying.withdraw, file, actor=world.maya, at=world.at(0)) == ["not_allowed"]
    applying.withdraw(file, actor=file.herself, at=world.at(0), reason="Moving.")
    assert (file.state, told(file)[0]) == ("withdrawn", "application.withdraw")


def test_what_is_decided_is_not_taken_back(world):
    file = world.approved()
    assert refused(applying.withdraw, file, actor=file.herself, at=world.at(0)) == ["wrong_state"]


def ask(world, file, **fields):
    given = {"message": "Send page two.", "element": "insurance", "actor": world.tom, "at": world.at(4), **fields}
    return checking.request_information(file, **given)


def test_a_question_is_a_row_with_its_own_day_and_letter(world, in_checks):
    request = ask(world, in_checks)
    assert (request.due_on, request.asked_by_id) == (world.day(-10), world.tom.person_id)
    assert asked_for("vetting.send_information_request") == [{"id": request.pk, "differs": None}]
    assert told(in_checks)[0] == "information.requested"


def test_an_empty_question_a_past_day_and_a_closed_file_are_refused(world, in_checks):
    assert refused(ask, world, in_checks, message=" ", due_on=world.day(4)) == ["empty_message", "due_in_past"]
    applying.withdraw(in_checks, actor=in_checks.herself, at=world.at(3))
    assert refused(ask, world, in_checks) == ["wrong_state"]
    assert refused(ask, world, world.draft("Juniper Vale")) == ["wrong_state"]


def test_she_answers_once_with_words_or_a_file(world, in_checks):
    request = ask(world, in_checks)
    given = {"actor": in_checks.herself, "at": world.at(2)}
    assert refused(applying.answer, request, text=" ", **given) == ["empty_answer"]
    stale = InformationRequest.objects.within(world.organization).get(pk=request.pk)
    applying.answer(request, text="Here it is.", **given)
    assert (request.answer, told(in_checks)[0]) == ("Here it is.", "information.answered")
    assert refused(applying.answer, stale, text="Again.", **given) == ["already_answered"]
    with pytest.raises(Forbidden):
        applying.answer(ask(world, in_checks), text="I answer for her.", actor=world.maya, at=world.at(2))


def test_nothing_is_answered_on_a_closed_file(world, in_checks):
    request = ask(world, in_checks)
    applying.withdraw(in_checks, actor=in_checks.herself, at=world.at(3))
    request.refresh_from_db()
    assert refused(applying.answer, request, text="Here.", actor=in_checks.herself, at=world.at(2)) == ["wrong_state"]


def test_a_question_is_closed_with_a_reason_once_or_when_its_answer_was_read(world, in_checks):
    request = ask(world, in_checks)
    given = {"actor": world.tom, "at": world.at(1)}
    assert refused(checking.close_request, request, reason="", **given) == ["no_reason"]
    checking.close_request(request, reason="Found it.", **given)
    assert refused(checking.close_request, request, reason="Found it.", **given) == ["already_closed"]
    answered = ask(world, in_checks)
    applying.answer(answered, text="Here.", actor=in_checks.herself, at=world.at(2))
    checking.close_request(answered, reason="", **given)
    assert told(in_checks)[0] == "information.closed"


def test_policies_are_numbered_one_after_the_other(world):
    drafts = [policies.draft_from(world.policy, actor=world.maya, at=world.now) for _ in range(2)]
    assert [draft.version for draft in drafts] == [2, 3]
