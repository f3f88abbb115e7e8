"""After she sent it: the tracker, answering, taking back, the terms, her letters, who sees her."""

import pytest

from licensure.models import Verification
from network import documents_read
from network.models import Acceptance, Document, Letter
from network.worker import drain
from tests.shared import shared
from tests.vetting.hers import as_her, get, post, prove, upload
from tests.vetting.pages import sign_in, text
from tests.vetting.staff_world import World
from vetting.models import Application, InformationRequest
from vetting.workflow import checking

pytestmark = pytest.mark.django_db


_world, world = shared(World)


def asked_about_insurance(world):
    """A file in which she is asked about her insurance."""
    file = world.checking()
    item = Verification.objects.within(world.organization).get(file=file.reference, element="insurance").item
    checking.request_information(
        file, message="The bottom line of the certificate is missing.", element="insurance", item=item, actor=world.tom, at=world.at(3)
    )
    return file


_waiting, waiting = shared(asked_about_insurance, "_waiting")


@pytest.fixture
def asked(waiting, client):
    as_her(client, waiting.herself)
    return waiting


def question(file) -> InformationRequest:
    """What she was asked."""
    return InformationRequest.objects.within(file.organization).get(application=file)


def again(file):
    """The row as it is now."""
    return Application.objects.within(file.organization).get(pk=file.pk)


# ── The tracker ──────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "state, said",
    [
        ("submitted", "Maya Lindenwood has your application and takes it on by"),
        ("checking", "Tom Wetherby is checking your evidence, by"),
        ("in_review", "Ines Calloway decides by"),
        ("approved", "Accept the terms of Harbor"),
        ("active", "There is nothing to do for this application."),
        ("denied", "Harbor decided not to approve you on"),
    ],
)
def test_every_state_says_who_has_it_what_is_next_and_by_when(client, world, state, said):
    file = getattr(world, state)()
    as_her(client, file.herself)
    page = text(get(client, "my_application", reference=file.reference))
    assert said in page
    assert "Received" in page and "Ready for referrals" in page


def test_a_question_says_that_it_is_her_turn_once_nothing_else_is_open(client, world, asked):
    for check in world.checks(asked).exclude(element="insurance"):
        world.verify(check)
    page = text(get(client, "my_application", reference=asked.reference))
    assert "It is your turn. Harbor asks you for something, by" in page


def test_a_day_that_passed_is_said(client, world):
    file = world.submitted(ago=30)
    as_her(client, file.herself)
    assert "That day has passed: you may ask." in text(get(client, "my_application", reference=file.reference))


# ── Answering ────────────────────────────────────────────────────────────────
def test_a_request_names_who_asks_and_leads_to_the_section(client, asked):
    page = text(get(client, "my_request", pk=question(asked).pk))
    assert "Tom Wetherby, Harbor" in page and "Correct it in your profile: Liability insurance" in page


def test_she_answers_in_words_with_a_file(client, asked):
    answer = post(client, "my_request", {"text": "Here is page two.", "file": upload("two.pdf")}, pk=question(asked).pk)
    assert answer.status_code == 302
    row = question(asked)
    assert row.answer == "Here is page two." and row.document.filename == "two.pdf" and row.answered_at
    assert "You answered on" in text(get(client, "my_request", pk=row.pk))


@pytest.mark.parametrize(
    "given, said",
    [({}, "Write an answer or add a file."), ({"text": "  "}, "Write an answer or add a file."),
     ({"text": "Here.", "file": upload("x.pdf", b"nothing")}, "its content is something else")],
)
def test_an_answer_that_cannot_be_sent_says_why(client, asked, given, said):
    if given.get("file"):
        given["file"].seek(0)
    answer = post(client, "my_request", given, pk=question(asked).pk)
    assert answer.status_code == 422 and said in text(answer)
    assert question(asked).answered_at is None


def test_a_question_is_answered_once(client, asked):
    post(client, "my_request", {"text": "One."}, pk=question(asked).pk)
    answer = post(client, "my_request", {"text": "Two."}, pk=question(asked).pk)
    assert answer.status_code == 409 and question(asked).answer == "One."


def test_another_therapist_and_staff_reach_no_request(client, world, asked):
    _other, actor = world.therapist("Isla Fernsby", npi="1245319599")
    for stranger in (actor, world.tom):
        sign_in(client, stranger)
        assert get(client, "my_request", pk=question(asked).pk).status_code == 404
        assert post(client, "my_request", {"text": "Mine."}, pk=question(asked).pk).status_code == 404


# ── Taking back ──────────────────────────────────────────────────────────────
def test_she_takes_her_application_back(client, asked):
    assert "without a decision" in text(get(client, "my_withdrawal", reference=asked.reference))
    assert post(client, "my_withdrawal", {"reason": "I move away."}, reference=asked.reference).status_code == 302
    assert again(asked).state == "withdrawn"
    assert "You took this application back on" in text(get(client, "my_application", reference=asked.reference))


def test_a_closed_application_cannot_be_taken_back(client, world):
    file = world.active()
    as_her(client, file.herself)
    answer = post(client, "my_withdrawal", {}, reference=file.reference)
    assert answer.status_code == 409 and again(file).state == "approved"


# ── Terms ────────────────────────────────────────────────────────────────────
def test_with_both_terms_accepted_she_is_in_the_network(client, world):
    file = world.approved()
    as_her(client, file.herself)
    page = text(get(client, "my_terms", slug="harbor"))
    assert "Show that it is you" in page and "Accept both" not in page
    assert post(client, "my_terms", {"agree": "on"}, slug="harbor").url.startswith("/account/reauthenticate/")
    prove(client, file.herself)
    assert post(client, "my_terms", {}, slug="harbor").status_code == 422
    assert post(client, "my_terms", {"agree": "on"}, slug="harbor").status_code == 302
    assert again(file).participation.state == "active"
    rows = Acceptance.objects.of(file.practitioner).values_list("kind", "version")
    assert sorted(rows) == [("payment", "2026-1"), ("referral", "2026-1")]


@pytest.mark.parametrize("state, said", [("checking", "You are not approved yet."), ("active", "You have accepted these terms.")])
def test_terms_are_readable_but_not_accepted_out_of_turn(client, world, state, said):
    file = getattr(world, state)()
    as_her(client, file.herself)
    prove(client, file.herself)
    assert "Referral terms" in text(get(client, "my_terms", slug="harbor"))
    before = Acceptance.objects.of(file.practitioner).count()
    answer = post(client, "my_terms", {"agree": "on"}, slug="harbor")
    assert answer.status_code == 409 and said in text(answer)
    assert Acceptance.objects.of(file.practitioner).count() == before


def test_terms_of_an_organization_she_has_nothing_to_do_with_are_not_hers(client, world):
    _who, actor = world.therapist()
    as_her(client, actor)
    assert get(client, "my_terms", slug="harbor").status_code == 404


# ── Letters, sharing ─────────────────────────────────────────────────────────
def test_letters_open_as_pdf_for_her_alone(client, world):
    file = world.denied()
    as_her(client, file.herself)
    assert "No letters yet" in text(get(client, "my_letters"))
    drain()
    letter = Letter.objects.of(file.practitioner).get(state="issued", kind="denial")
    page = get(client, "my_letters")
    assert file.reference in text(page) and f"/me/documents/{letter.document.reference}/" in page.content.decode()
    opened = client.get(f"/me/documents/{letter.document.reference}/", follow=True)
    assert opened["Content-Type"] == "application/pdf" and opened.content.startswith(b"%PDF")
    _other, actor = world.therapist("Isla Fernsby", npi="1245319599")
    sign_in(client, actor)
    assert client.get(f"/me/documents/{letter.document.reference}/").status_code == 404


def test_she_sees_who_sees_her(client, world):
    file = world.active()
    as_her(client, file.herself)
    assert "Harbor You agreed on" in text(get(client, "my_organizations"))


def test_nobody_sees_somebody_who_never_applied(client, world):
    _who, actor = world.therapist()
    as_her(client, actor)
    assert "Nobody sees your profile" in text(get(client, "my_organizations"))


def test_she_sees_who_opened_her_documents(client, world):
    file = world.checking()
    paper = Document.objects.of(file.practitioner).get()
    documents_read.link(paper, actor=world.tom, at=world.at(1))
    documents_read.link(paper, actor=file.herself, at=world.at(1))
    as_her(client, file.herself)
    said = text(get(client, "my_organizations"))
    assert said.count(f"opened {paper.filename}") == 1 and "Tom Wetherby opened" in said
