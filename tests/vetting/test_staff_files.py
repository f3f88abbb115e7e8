"""A file's pages: what they show, what moves a file on, what is refused and stays on the page, who reaches them."""

import pytest

from licensure.workflow import verifications
from network.models import RefusedAttempt
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import address, get, post, sign_in, text
from tests.vetting.staff_world import World
from vetting.models import AssessmentRecord, InformationRequest
from vetting.workflow import applying, checking

pytestmark = pytest.mark.django_db
PAGES = ("file", "file_timeline", "file_documents", "decision", "vacate")


_world, world = shared(World)
_file, file = shared(lambda world: world.checking(), "_file")


def test_the_selected_item_stands_in_three_columns_and_the_first_open_one_is_selected(client, world, file):
    license, *_rest = world.checks(file)
    world.verify(license, ago=3)
    sign_in(client, world.tom)
    said = text(get(client, "file", world, reference=file.reference))
    assert "Attested" in said and "Lantern Mutual" in said and "$1,000,000" in said and "Nobody has asked the source yet." in said
    chosen = text(get(client, "file", world, reference=file.reference, query={"item": license.pk}))
    assert "Verified by Tom Wetherby" in chosen and "Ohio Counselor, Social Worker" in chosen and "Kept copy, fingerprint" in chosen


def test_freshness_counts_by_the_organizations_own_window(client, world):
    world.policy = world.policy  # 120 days by the preset
    file = world.checked()
    sign_in(client, world.tom)
    shown = get(client, "file", world, reference=file.reference).context["page"]
    asides = {check.label: check.aside for check in shown.checks}
    assert asides["Licensed Independent Social Worker"] == "day 10 of 120"
    assert asides["Identity"] == "no expiry"


def test_evidence_about_to_go_stale_asks_for_attention(client, world):
    file = world.checking(ago=50)
    world.verify(world.checks(file).get(element="license"), ago=2, as_of=world.day(110))
    sign_in(client, world.tom)
    row = get(client, "file", world, reference=file.reference).context["page"].checks[0]
    assert (row.tag.kind, row.aside) == ("warn", "day 110 of 120") and "Goes stale after" in row.note


def test_a_difference_is_named_in_words(client, world, file):
    insurance = world.checks(file).get(element="insurance")
    verifications.flag(insurance, comment="The certificate names Wren Pike.", actor=world.tom, at=world.at(1))
    sign_in(client, world.tom)
    said = text(get(client, "file", world, reference=file.reference, query={"item": insurance.pk}))
    assert "Differs: The certificate names Wren Pike." in said


def test_taking_a_file_on_opens_its_checks_and_makes_it_hers(client, world):
    file = world.submitted()
    sign_in(client, world.tom)
    answer = post(client, "begin_checks", world, reference=file.reference)
    assert (answer.status_code, answer.url) == (302, address("file", world, reference=file.reference))
    file.refresh_from_db()
    assert (file.state, file.assignee_id, world.checks(file).count()) == ("checking", world.tom.person_id, 4)


def test_handing_over_too_early_is_refused_with_every_reason_and_the_file_stays(client, world, file):
    sign_in(client, world.tom)
    answer = post(client, "refer", world, reference=file.reference)
    said = text(answer)
    assert answer.status_code == 409 and "4 checks are still open." in said and "Checklist" in said
    attempt = RefusedAttempt.objects.get()
    assert attempt.action == "refer" and "checks_open" in attempt.codes and attempt.subject == file.reference
    file.refresh_from_db()
    assert file.state == "checking"


def test_the_reason_stands_beside_the_button_before_anybody_presses_it(client, world, file):
    sign_in(client, world.tom)
    act = next(act for act in get(client, "file", world, reference=file.reference).context["page"].acts if act.name == "refer")
    assert [refusal.code for refusal in act.refusals] == ["checks_open", "incomplete"]


def test_a_checked_file_is_handed_over(client, world):
    file = world.checked()
    sign_in(client, world.tom)
    assert post(client, "refer", world, reference=file.reference).status_code == 302
    file.refresh_from_db()
    assert (file.state, file.route) == ("in_review", "clean")


@pytest.mark.parametrize("page", ["file", "file_timeline", "file_documents"])
def test_who_may_decide_finds_the_way_on_top_of_a_file_that_waits_for_it(client, world, page):
    waiting, checked = world.in_review(), world.checked("Otis Fernsby")
    for who, ways in [("ines", 1), ("odell", 1), ("tom", 0), ("maya", 0)]:
        sign_in(client, getattr(world, who))
        links = get(client, page, world, reference=waiting.reference).context["page"].links
        found = [link.url for link in links if link.note == "primary"]
        assert found == [address("decision", world, reference=waiting.reference)] * ways, who
    sign_in(client, world.ines)
    assert get(client, page, world, reference=checked.reference).context["page"].links == (), "it is still being checked"


def test_a_judgment_is_kept_on_request(client, world, file):
    sign_in(client, world.tom)
    post(client, "assess", world, reference=file.reference)
    assert AssessmentRecord.objects.within(world.organization).get(application=file).route == "incomplete"


def test_a_file_is_given_to_a_colleague_who_works_on_files(client, world):
    file = world.submitted()
    sign_in(client, world.maya)
    assert post(client, "assign", world, {"person": world.tom.person_id}, reference=file.reference).status_code == 302
    file.refresh_from_db()
    assert file.assignee_id == world.tom.person_id
    wrong = post(client, "assign", world, {"person": world.rosa.person_id}, reference=file.reference)
    assert wrong.status_code == 422, "intake works on no file"


def test_one_item_is_asked_back_and_its_answer_read(client, world, file):
    check = world.checks(file).get(element="insurance")
    sign_in(client, world.tom)
    given = {"item": check.pk, "message": "Send the page with the period."}
    assert post(client, "request_information", world, given, reference=file.reference).status_code == 302
    asked = InformationRequest.objects.within(world.organization).get()
    assert (asked.element, asked.item, asked.asked_by_id) == ("insurance", check.item, world.tom.person_id)
    applying.answer(asked, text="Here it is.", actor=file.herself, at=world.now)
    assert "Here it is." in text(get(client, "file", world, reference=file.reference))
    assert post(client, "close_request", world, reference=file.reference, pk=asked.pk).status_code == 302
    asked.refresh_from_db()
    assert asked.closed_at is not None


@pytest.mark.parametrize(
    "given, said",
    [
        ({"message": ""}, "Fill this in."),
        ({"message": "Why?", "due_on_day": "31", "due_on_month": "2", "due_on_year": "2027"}, "This date does not exist"),
        ({"message": "Why?", "item": "999999"}, "Select a valid choice"),
    ],
)
def test_a_question_that_cannot_be_asked_comes_back_with_what_to_mend(client, world, file, given, said):
    sign_in(client, world.tom)
    answer = post(client, "request_information", world, given, reference=file.reference)
    assert answer.status_code == 422 and said in text(answer)
    assert not InformationRequest.objects.within(world.organization).exists()


def test_a_day_to_answer_by_that_has_passed_is_refused_and_the_question_stays_on_the_page(client, world, file):
    past = world.day(3)
    sign_in(client, world.tom)
    given = {"message": "Why?", "due_on_day": past.day, "due_on_month": past.month, "due_on_year": past.year}
    answer = post(client, "request_information", world, given, reference=file.reference)
    assert answer.status_code == 409 and "The day to answer by has passed." in text(answer)


def test_the_timeline_tells_who_did_what_and_can_be_filtered(client, world):
    file = world.checked()
    sign_in(client, world.tom)
    everything = text(get(client, "file_timeline", world, reference=file.reference))
    assert "Verified: Identity · Tom Wetherby" in everything and "Signed and submitted · Wren Halloway" in everything
    hers = text(get(client, "file_timeline", world, reference=file.reference, query={"who": "them"}))
    assert "Signed and submitted" in hers and "Tom Wetherby ·" not in hers and "Verified: Identity" not in hers


def test_documents_of_hers_of_sources_and_letters_are_listed_with_their_addresses(client, world):
    file = world.checked()
    sign_in(client, world.tom)
    shown = get(client, "file_documents", world, reference=file.reference).context["page"]
    assert {row.origin for row in shown.documents} == {"uploaded by the therapist", "from the source"}
    for row in shown.documents:
        assert client.get(row.url).status_code == 302, "each leads to its short link"


def test_a_longer_checklist_takes_no_more_queries(client, world, file, django_assert_max_num_queries):
    sign_in(client, world.tom)
    with django_assert_max_num_queries(80) as few:
        get(client, "file", world, reference=file.reference)
    for check in world.checks(file):
        if check.element != "insurance":
            world.verify(check, ago=2)
    checking.request_information(file, message="One", actor=world.tom, at=world.now)
    checking.request_information(file, message="Two", actor=world.tom, at=world.now)
    with django_assert_max_num_queries(len(few.captured_queries) + 2):
        get(client, "file", world, reference=file.reference)


@pytest.mark.parametrize("who, status", [("maya", 200), ("tom", 200), ("ines", 200), ("odell", 200), ("rosa", 403)])
def test_who_reads_a_file(client, world, file, who, status):
    sign_in(client, getattr(world, who))
    assert {get(client, name, world, reference=file.reference).status_code for name in PAGES} == {status}


def test_a_colleague_without_the_role_is_told_why(client, world):
    file = world.submitted()
    sign_in(client, world.odell)
    answer = post(client, "begin_checks", world, reference=file.reference)
    assert answer.status_code == 403 and "Verifier" in text(answer)


def test_an_outsider_and_an_unknown_reference_find_nothing(client, world, file):
    sign_in(client, staff(organization("summit"), "Calder Rimrock"))
    assert {get(client, name, world, reference=file.reference).status_code for name in PAGES} == {404}
    sign_in(client, world.tom)
    assert {get(client, name, world, reference="HA-9999").status_code for name in PAGES} == {404}
