"""Hits and what two people make of them: four eyes by person, reasons every time, a machine neither excludes nor clears."""

from datetime import UTC, date, datetime, timedelta

import pytest

from licensure.facts.screening import checked_lists, list_hits
from licensure.models import Hit, ListEntry, Screening
from licensure.screening import Candidate, Entry, Name, Person
from licensure.sources.oig_leie import SOURCE
from licensure.workflow import adjudication
from licensure.workflow.hits import note_screening
from licensure.workflow.lists import load_list
from licensure.workflow.screening import screen_organization, screen_practitioner
from network.access import Role, system
from network.events import timeline
from network.models import Hold, PersonLink, PractitionerName
from network.transitions import Refused
from network.workflow.participation import take_part
from tests.licensure.list_files import leie, row
from tests.network.cast import organization, person, staff, therapist

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
WHY = "The license number differs; seen on the board's page."
OTHER = ("license_number",)
pytestmark = pytest.mark.django_db


def load(*rows, as_of=date(2026, 10, 10)):
    """Load a list of these rows."""
    load_list(source=SOURCE, content=leie(*rows), filename="UPDATED.csv", as_of=as_of, actor=system("test"), at=NOON)


@pytest.fixture
def maya(harbor):
    return staff(harbor, "Maya Lindenwood", Role.VERIFIER)


@pytest.fixture
def hit(harbor, wren):
    load(row(), row(LASTNAME="ASH"))
    screen_practitioner(organization=harbor, practitioner=wren, actor=system("nightly", harbor), at=NOON)
    return Hit.objects.within(harbor).get()


def said(name) -> dict:
    """What a clearance says beside its reason."""
    return {"differing": OTHER} if name == "propose_clear" else {}


def refused(act, *args, **kwargs):
    """The codes of a refusal."""
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.codes


def test_a_screening_is_kept_also_without_a_hit(harbor, maya):
    load(row(LASTNAME="ASH"))
    (screening,) = screen_practitioner(organization=harbor, practitioner=therapist()[0], actor=maya, at=NOON)
    assert (screening.candidates, screening.on, screening.by_id) == (0, date(2026, 11, 2), maya.person_id)
    assert screening.terms["names"] == ["Wren Halloway"]
    assert not Hit.objects.within(harbor).exists()


def test_no_list_gives_no_screening(harbor, maya, wren):
    assert screen_practitioner(organization=harbor, practitioner=wren, actor=maya, at=NOON) == []


def test_a_hit_says_why_and_belongs_to_one_organization(harbor, hit, wren):
    assert (hit.state, hit.band, hit.score, hit.name) == ("open", "possible", 70, "Wren Halloway")
    assert hit.reasons[0] == {"identifier": "family_name", "verdict": "agrees", "how": "exact"}
    summit = organization("summit")
    assert not Hit.objects.within(summit).exists()
    screen_practitioner(organization=summit, practitioner=wren, actor=system("nightly", summit), at=NOON)
    assert Hit.objects.within(summit).count() == Hit.objects.within(harbor).count() == 1


def test_a_former_name_is_screened_too(harbor, maya):
    load(row(LASTNAME="ASH"))
    her = therapist()[0]
    PractitionerName(practitioner=her, given_name="Wren", family_name="Ash").save()
    (screening,) = screen_practitioner(organization=harbor, practitioner=her, actor=maya, at=NOON)
    assert (screening.candidates, Hit.objects.within(harbor).get().name) == (1, "Wren Ash")


def test_everyone_in_the_network_is_screened(harbor, maya, wren, hit):
    take_part(organization=harbor, practitioner=wren, actor=staff(harbor, "Tom Wetherby"), at=NOON)
    assert screen_organization(organization=harbor, actor=system("nightly", harbor), at=LATER) == 1
    assert Screening.objects.within(harbor).count() == 2


def test_two_people_clear_a_hit(hit, maya, ines):
    event = adjudication.propose_clear(hit, differing=OTHER, reason=WHY, actor=maya, at=NOON)
    assert (hit.state, hit.proposed_by_id, event.payload.values["detail"]) == (
        "proposed_cleared", maya.person_id, {"differing": ["license_number"]},
    )  # fmt: skip
    adjudication.clear(hit, reason="I agree: another middle name.", actor=ines, at=LATER)
    assert (hit.state, hit.settled_by_id, hit.settled_at) == ("cleared", ines.person_id, LATER)
    assert not Hold.objects.within(hit.organization).exists()


def test_two_people_confirm_a_hit_and_offers_sessions_and_payments_stop(hit, maya, ines, wren):
    take_part(organization=hit.organization, practitioner=wren, actor=staff(hit.organization, "Tom Wetherby"), at=NOON)
    adjudication.propose_confirm(hit, reason=WHY, actor=maya, at=NOON)
    adjudication.confirm(hit, reason="Same license number.", actor=ines, at=LATER)
    hold = Hold.objects.within(hit.organization).get()
    assert (hit.state, hold.reason, hold.stops, hold.first, hold.last) == (
        "confirmed", "exclusion", ["offer", "release", "session"], date(2026, 11, 3), None,
    )  # fmt: skip
    assert hit.hold_refs == [hold.key]


@pytest.mark.parametrize(("proposal", "settlement"), [("propose_clear", "clear"), ("propose_confirm", "confirm")])
def test_nobody_settles_what_she_proposed_under_any_account(hit, maya, ines, proposal, settlement):
    getattr(adjudication, proposal)(hit, **said(proposal), reason=WHY, actor=maya, at=NOON)
    settle = getattr(adjudication, settlement)
    assert refused(settle, hit, reason=WHY, actor=maya, at=NOON) == ["same_person"]
    PersonLink.objects.create(one_id=maya.person_id, other_id=ines.person_id, reason="Same e-mail", proposed_by=person("Odell Marsh"))
    assert refused(settle, hit, reason=WHY, actor=ines, at=NOON) == ["same_person"]


@pytest.mark.parametrize("name", ["propose_clear", "propose_confirm", "leave_inconclusive"])
def test_every_step_needs_a_reason(hit, maya, name):
    assert refused(getattr(adjudication, name), hit, **said(name), reason=" ", actor=maya, at=NOON) == ["no_reason"]


def test_a_settlement_needs_its_own_reason(hit, maya, ines):
    adjudication.propose_clear(hit, differing=OTHER, reason=WHY, actor=maya, at=NOON)
    assert refused(adjudication.clear, hit, reason="", actor=ines, at=NOON) == ["no_reason"]


def test_nobody_judges_a_hit_about_herself(hit, harbor, wren):
    herself = staff(harbor, "Greta Saltmarsh", Role.DIRECTOR)
    PersonLink.objects.create(one_id=herself.person_id, other_id=wren.person_id, reason="Same", proposed_by=person("Odell Marsh"))
    assert refused(adjudication.propose_clear, hit, differing=OTHER, reason=WHY, actor=herself, at=NOON) == ["own_file"]


@pytest.mark.parametrize("name", ["propose_clear", "propose_confirm", "leave_inconclusive"])
def test_a_machine_neither_excludes_nor_clears(hit, harbor, name):
    assert refused(getattr(adjudication, name), hit, **said(name), reason=WHY, actor=system("nightly", harbor), at=NOON) == ["not_allowed"]


@pytest.mark.parametrize("name", ["clear", "confirm", "disagree", "reopen"])
def test_an_open_hit_is_proposed_first(hit, maya, name):
    assert refused(getattr(adjudication, name), hit, reason=WHY, actor=maya, at=NOON) == ["wrong_state"]


def test_a_proposal_can_be_disagreed_with_and_what_cannot_be_told_stays_open(hit, maya, ines):
    adjudication.propose_clear(hit, differing=OTHER, reason=WHY, actor=maya, at=NOON)
    adjudication.disagree(hit, reason="Look at the birth year.", actor=ines, at=NOON)
    assert (hit.state, hit.proposed_by_id) == ("open", None)
    adjudication.leave_inconclusive(hit, reason="Asked her for her former name.", actor=ines, at=NOON)
    adjudication.propose_clear(hit, differing=OTHER, reason=WHY, actor=ines, at=NOON)
    assert refused(adjudication.clear, hit, reason=WHY, actor=ines, at=NOON) == ["same_person"]
    adjudication.clear(hit, reason=WHY, actor=maya, at=NOON)
    adjudication.reopen(hit, reason="A letter came in.", actor=maya, at=LATER)
    assert (hit.state, hit.settled_by_id, hit.proposed_by_id) == ("open", None, None)


def cleared(hit, maya, ines):
    """Two people clear it."""
    adjudication.propose_clear(hit, differing=OTHER, reason=WHY, actor=maya, at=NOON)
    adjudication.clear(hit, reason=WHY, actor=ines, at=NOON)


def again(hit, actor):
    """Screen her once more, a day later."""
    screen_practitioner(organization=hit.organization, practitioner=hit.practitioner, actor=actor, at=LATER)
    hit.refresh_from_db()


def test_a_clearance_is_remembered_while_row_and_identifiers_stay(hit, maya, ines):
    cleared(hit, maya, ines)
    again(hit, maya)
    assert hit.state == "cleared"


def test_a_clearance_reopens_when_her_identifiers_change(hit, maya, ines):
    cleared(hit, maya, ines)
    PractitionerName(practitioner=hit.practitioner, given_name="Wren", family_name="Elm").save()
    again(hit, maya)
    assert (hit.state, hit.reason, hit.settled_by_id) == ("open", "identifiers_changed", None)


def test_an_open_hit_is_compared_again_and_that_is_told_once(hit, maya):
    def told():
        return [event.action for event in timeline(hit) if event.action == "hit.identifiers_changed"]

    again(hit, maya)
    assert (hit.state, told()) == ("open", [])
    PractitionerName(practitioner=hit.practitioner, given_name="Wren", family_name="Elm").save()
    for _twice in (1, 2):
        again(hit, maya)
        assert (hit.state, told()) == ("open", ["hit.identifiers_changed"])


def rewritten(*changes, day):
    """The list of another day with her row written otherwise."""
    load(*changes, row(LASTNAME="ASH"), row(LASTNAME="ELM", FIRSTNAME="ODA"), as_of=date(2026, 11, day))


def reopened(hit) -> int:
    """How often it was asked again."""
    return sum(event.action == "hit.reopen_changed" for event in timeline(hit))


def test_a_row_that_changes_reopens_its_clearance_exactly_once(hit, maya, ines):
    cleared(hit, maya, ines)
    for day in (1, 2):
        rewritten(row(EXCLTYPE="1128b4"), day=day)
        again(hit, maya)
        again(hit, maya)
    assert (hit.state, hit.reason, hit.settled_by_id, hit.clearance) == ("open", "row_changed", None, {})
    assert Hit.objects.within(hit.organization).count() == 1 == reopened(hit)
    assert hit.entry.raw["EXCLTYPE"] == "1128b4", "the question is about the row as it stands now"
    cleared(hit, maya, ines)
    again(hit, maya)
    assert (hit.state, reopened(hit)) == ("cleared", 1)
    rewritten(row(EXCLTYPE="1128a1"), day=3)
    again(hit, maya)
    assert (hit.state, reopened(hit)) == ("open", 2)


def test_a_row_that_was_gone_and_is_back_as_it_was_keeps_its_clearance(hit, maya, ines):
    cleared(hit, maya, ines)
    first = hit.entry_id
    rewritten(day=1)
    again(hit, maya)
    rewritten(row(), day=2)
    again(hit, maya)
    assert (hit.state, reopened(hit), Hit.objects.within(hit.organization).count()) == ("cleared", 0, 1)
    assert hit.entry_id != first


def test_a_row_that_is_back_as_it_was_leaves_what_one_person_said(hit, maya):
    adjudication.propose_confirm(hit, reason=WHY, actor=maya, at=NOON)
    rewritten(day=1)
    again(hit, maya)
    rewritten(row(), day=2)
    again(hit, maya)
    assert (hit.state, reopened(hit)) == ("proposed_confirmed", 0)


def test_a_confirmed_hit_and_one_that_nothing_changed_keep_what_they_rest_on(hit, maya, ines):
    first = hit.screening_id
    again(hit, maya)
    assert hit.screening_id == first
    adjudication.propose_confirm(hit, reason=WHY, actor=maya, at=NOON)
    adjudication.confirm(hit, reason=WHY, actor=ines, at=NOON)
    PractitionerName(practitioner=hit.practitioner, given_name="Wren", family_name="Elm").save()
    again(hit, maya)
    assert (hit.state, hit.screening_id) == ("confirmed", first)


def test_long_names_are_cut_and_what_rests_on_no_rule_says_so(hit, maya):
    entry = Entry(ListEntry.objects.exclude(pk=hit.entry_id).get().pk, "F" * 300, "G" * 300)
    found = Candidate(entry, 90, "probable", (), Name("G" * 300, "F" * 300))
    screening = note_screening(
        hit.organization, hit.practitioner, hit.screening.version, Person((Name("Wren", "Halloway"),)), [found], actor=maya, at=LATER
    )
    raised = Hit.objects.within(hit.organization).exclude(pk=hit.pk).get()
    assert (raised.name, raised.listed_as, screening.rule) == ("G" * 300, "F" * 300, 0)


@pytest.mark.parametrize("proposal", ["propose_clear", "propose_confirm"])
def test_what_one_person_said_of_a_row_that_changed_is_asked_again(hit, maya, proposal):
    getattr(adjudication, proposal)(hit, **said(proposal), reason=WHY, actor=maya, at=NOON)
    rewritten(row(EXCLTYPE="1128b4"), day=1)
    again(hit, maya)
    assert (hit.state, hit.proposed_by_id, hit.reason) == ("open", None, "row_changed")


def test_a_row_that_changes_before_anybody_judged_is_still_one_question(hit, maya):
    rewritten(row(CITY="ELSEWHERE"), day=1)
    again(hit, maya)
    assert (hit.state, Hit.objects.within(hit.organization).count(), reopened(hit)) == ("open", 1, 0)
    assert hit.entry.raw["CITY"] == "ELSEWHERE" and hit.screening.version == hit.entry.last_version


def test_a_confirmed_hit_stays_and_its_changed_row_is_a_question_of_its_own(hit, maya, ines):
    adjudication.propose_confirm(hit, reason=WHY, actor=maya, at=NOON)
    adjudication.confirm(hit, reason=WHY, actor=ines, at=NOON)
    for _again in range(2):
        rewritten(row(EXCLTYPE="1128b4"), day=1)
        again(hit, maya)
    assert sorted(Hit.objects.within(hit.organization).values_list("state", flat=True)) == ["confirmed", "open"]


@pytest.mark.parametrize(
    "changes",
    [[row(DOB="19710101")], [row(DOB="19710101"), row(DOB="19720202")]],
    ids=["another day of birth", "two rows for one"],
)
def test_the_row_of_another_person_is_another_question(harbor, wren, maya, ines, changes):
    wren.person.date_of_birth = None
    wren.person.save()
    load(row(DOB="19800203"), row(LASTNAME="ASH"))
    screen_practitioner(organization=harbor, practitioner=wren, actor=system("nightly", harbor), at=NOON)
    hit = Hit.objects.within(harbor).get()
    cleared(hit, maya, ines)
    rewritten(*changes, day=1)
    again(hit, maya)
    assert hit.state == "cleared" and reopened(hit) == 0
    assert Hit.objects.within(harbor).filter(state="open").count() == len(changes)


def test_a_clearance_says_what_differs_and_not_what_agrees(hit, maya):
    assert refused(adjudication.propose_clear, hit, reason=WHY, actor=maya, at=NOON) == ["nothing_differs"]
    assert refused(adjudication.propose_clear, hit, differing=("family_name",), reason=WHY, actor=maya, at=NOON) == ["it_agrees"]
    adjudication.propose_clear(hit, differing=("npi", "license_number"), reason=WHY, actor=maya, at=NOON)
    assert hit.clearance == {
        "differing": ["license_number", "npi"], "row_hash": hit.entry.row_hash, "terms_hash": hit.terms_hash,
    }


def test_what_the_rules_read_of_it(hit):
    assert [(row.list_code, row.band, row.state, row.seen_on) for row in list_hits(hit.organization, hit.practitioner)] == [
        ("oig-leie", "possible", "open", date(2026, 11, 2))
    ]
    (checked,) = checked_lists(hit.organization, hit.practitioner, None)
    assert (checked.list_code, checked.as_of, checked.reviewed) == ("oig-leie", date(2026, 10, 10), False)
