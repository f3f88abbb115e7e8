"""An existing network moves in: recorded decisions say so, start when recorded, and bypass nothing."""

from datetime import date, timedelta
from types import SimpleNamespace as Row

import pytest

from licensure.models import Hit, Verification
from licensure.workflow import adjudication
from licensure.workflow.evidence import add_license
from licensure.workflow.screening import screen_practitioner
from network.access import Forbidden, system
from network.dates import Day
from network.facts.standing import rows_of
from network.models import Participation
from network.standing import Need, Use
from network.workflow.people import register_practitioner
from tests.licensure.list_files import row
from tests.shared import shared
from tests.vetting.staff_world import listed
from tests.vetting.story import Story, asked_for, refused, told
from vetting.models import Application, Decision
from vetting.workflow.moving_in import Original, original, take_over

pytestmark = pytest.mark.django_db
NEED = Need("counseling", "US-OH", "US-OH", "in_person", Use.OFFER)


_world, world = shared(Story)


def imported(world, name="Wren Halloway"):
    """Somebody of the organization's own roster."""
    given, family = name.split(" ", 1)
    return register_practitioner(
        given_name=given, family_name=family, date_of_birth=date(1984, 5, 2), imported_by=world.organization,
        profession="social_worker", actor=system("import"), at=world.start,
    )


def record(world, **fields):
    given = {"decided_on": world.day(300), "body": "Credentialing committee", "document": "Minutes 14, page 3", **fields}
    return Original(**given)


def move_in(world, who, **fields):
    given = {
        "record": record(world), "due_on": world.day(-400), "jurisdictions": ["US-OH"], "actor": world.maya, "at": world.now,
        **fields,
    }
    return take_over(organization=world.organization, practitioner=who, **given)


def test_a_recorded_decision_says_where_it_comes_from(world):
    decision = move_in(world, imported(world))
    assert (decision.origin, decision.outcome, decision.assessment, decision.due_on) == ("recorded", "approved", None, world.day(-400))
    assert decision.original == {
        "decided_on": world.day(300).isoformat(), "body": "Credentialing committee", "document": "Minutes 14, page 3",
        "sha256": "", "due_on": world.day(-400).isoformat(),
    }  # fmt: skip
    file = decision.application
    assert (file.state, file.next_due_on) == ("approved", world.day(-400))
    assert "application.take_over" in told(file) and "decision.made" in told(file)


def test_its_grant_starts_when_recorded_and_ends_when_the_record_says(world):
    decision = move_in(world, imported(world))
    (grant,) = world.grants(decision.application)
    assert (grant.first, grant.last, grant.decision) == (world.day(), world.day(-400), decision.key)
    standing = rows_of(decision.application.participation).known()
    assert "grant_not_started" in standing.clear(NEED, Day(world.day(1))).codes


def test_terms_on_record_make_her_active_from_their_own_day(world):
    decision = move_in(world, imported(world), terms_on=world.day(300))
    participation = Participation.objects.within(world.organization).get(pk=decision.application.participation_id)
    rows = list(participation.acceptances.current().values_list("kind", "origin", "first"))
    assert participation.state == "active"
    assert sorted(rows) == [("payment", "recorded", world.day(300)), ("referral", "recorded", world.day(300))]


def test_without_terms_on_record_she_accepts_them_herself(world):
    decision = move_in(world, imported(world))
    assert decision.application.participation.state == "onboarding"
    assert asked_for("vetting.offer_terms") == [{"participation_id": decision.application.participation_id, "decision": decision.key}]


def test_recording_twice_records_once(world):
    who = imported(world)
    first = move_in(world, who)
    assert move_in(world, who) == first
    assert Decision.objects.within(world.organization).count() == 1


def test_fifty_move_in(world):
    for number in range(50):
        move_in(world, imported(world, f"Wren Halloway-{number:02d}"), terms_on=world.day(300))
    assert Participation.objects.within(world.organization).filter(state="active").count() == 50
    assert set(Decision.objects.within(world.organization).values_list("origin", flat=True)) == {"recorded"}
    assert len(set(Application.objects.within(world.organization).values_list("reference", flat=True))) == 50


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"decided_on": None}, ["no_original_day"]),
        ({"body": " "}, ["no_original_body"]),
        ({"document": ""}, ["no_original_document"]),
        ({"document": "", "sha256": "ab" * 32}, None),
    ],
)
def test_a_record_is_whole_or_refused(world, change, codes):
    who = imported(world)
    if codes is None:
        assert move_in(world, who, record=record(world, **change)).origin == "recorded"
    else:
        assert refused(move_in, world, who, record=record(world, **change)) == codes
        assert not Decision.objects.within(world.organization).exists()
        assert not Application.objects.within(world.organization).exists()


def test_a_decision_of_tomorrow_is_refused(world):
    assert refused(move_in, world, imported(world), record=record(world, decided_on=world.day(-1))) == ["decided_in_future"]


@pytest.mark.parametrize(("due", "codes"), [(0, None), (1, ["record_overdue"])])
def test_an_overdue_vetting_is_decided_anew(world, due, codes):
    if codes:
        assert refused(move_in, world, imported(world), due_on=world.day(due)) == codes
    else:
        assert move_in(world, imported(world), due_on=world.day(due)).due_on == world.day(due)


def test_a_vetting_lasts_at_most_36_months_whoever_decided(world):
    late = world.day(300) + timedelta(days=1100)
    assert refused(move_in, world, imported(world), due_on=late) == ["due_too_late"]


def test_only_who_may_record_a_network_does(world):
    for actor in (world.tom, world.una):
        with pytest.raises(Forbidden):
            move_in(world, imported(world), actor=actor)
    with pytest.raises(Forbidden):
        move_in(world, imported(world), actor=Story("summit").maya)


def test_a_therapist_who_keeps_her_own_profile_is_not_taken_over(world):
    who, _actor = world.therapist()
    assert refused(move_in, world, who) == ["not_imported"]
    stranger = Story("summit")
    assert refused(move_in, world, imported(stranger)) == ["not_imported"]


def test_nor_is_one_that_may_be_on_an_exclusion_list(world):
    listed(row(), at=world.at(20))
    who = imported(world)
    assert refused(move_in, world, who) == ["hit_open"]
    assert not Application.objects.within(world.organization).exists()


def test_the_hit_can_be_judged_and_then_she_moves_in(world):
    listed(row(), at=world.at(20))
    who = imported(world)
    screen_practitioner(organization=world.organization, practitioner=who, actor=world.tom, at=world.at(3))
    hit = Hit.objects.within(world.organization).get()
    adjudication.propose_clear(hit, differing=("license_number",), reason="Other birth date.", actor=world.maya, at=world.at(2))
    adjudication.clear(hit, reason="Agreed.", actor=world.ines, at=world.at(1))
    assert move_in(world, who).origin == "recorded"


def test_a_recorded_approval_offers_nobody_before_her_license_and_insurance_are_verified_here(world):
    who = imported(world)
    decision = move_in(world, who, terms_on=world.day(300))
    assert rows_of(decision.application.participation).known().clear(NEED, Day(world.day())).codes == ("cover_missing", "cover_missing")


def test_an_application_she_began_herself_becomes_the_recorded_one_only_as_a_draft(world):
    file = world.submitted()
    assert refused(move_in, world, file.practitioner) == ["wrong_state"]
    draft = world.draft("Juniper Vale")
    assert move_in(world, draft.practitioner).application == draft


@pytest.mark.parametrize("change", [{"consented_at": None}, {"consent_withdrawn_at": "now"}])
def test_a_draft_in_which_she_does_not_agree_is_not_taken_over(world, change):
    draft = world.draft()
    rows = Application.objects.within(world.organization).filter(pk=draft.pk)
    rows.update(**{name: value and world.now for name, value in change.items()})
    assert refused(move_in, world, draft.practitioner) == ["not_imported"]


KEPT = Row(filename="minutes.pdf", sha256="ab" * 32)


@pytest.mark.parametrize(
    ("document", "named", "shown", "sha256"),
    [
        (None, "", "", ""), (None, "Minutes 14", "Minutes 14", ""), (KEPT, "", "minutes.pdf", "ab" * 32),
        (KEPT, "Minutes 14", "Minutes 14", "ab" * 32),
    ],
)  # fmt: skip
def test_a_record_is_named_as_the_archive_names_it_or_by_its_file(document, named, shown, sha256):
    found = original(decided_on=date(2025, 1, 2), body="Committee", document=document, named=named)
    assert (found.document, found.sha256) == (shown, sha256)


def test_only_what_gives_cover_is_checked_before_the_next_vetting(world):
    who = imported(world)
    license = add_license(
        practitioner=who, jurisdiction_id="US-OH", license_type="US-OH:lisw", number="I7", actor=world.maya, at=world.now
    )
    decision = move_in(world, who)
    rows = Verification.objects.within(world.organization).filter(file=decision.application.reference)
    assert list(rows.values_list("element", "item", "state")) == [("license", license.key, "required")]
