"""The coach stands at every upload: answers to requests, papers to a yes, what a reviewer saw at a source. The same words."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from network.models import Document
from tests.network.cast import organization
from tests.network.files import page_photo, text_pdf
from tests.shared import shared
from tests.vetting.hers import as_her, get, post
from tests.vetting.pages import sign_in, text
from tests.vetting.staff_world import World
from tests.vetting.test_staff_verifications import verify
from vetting.models import DisclosureAnswer, InformationRequest
from vetting.workflow import checking

pytestmark = pytest.mark.django_db

SMALL = page_photo(size=(450, 600))
SAID = "Page 1 is a very small picture."
ASKED = "Send a better copy, or say here why this one has to do."


_world, world = shared(World)


def photo(content=SMALL):
    return SimpleUploadedFile("photo.jpg", content)


def value(answer, name) -> str:
    """What a hidden field holds for the next post."""
    return re.search(rf'name="{name}" value="([0-9a-f-]+)"', answer.content.decode())[1]


# ── An answer to a request ───────────────────────────────────────────────────
@pytest.fixture
def asked(client, world):
    file = world.checking()
    checking.request_information(file, message="Page two is missing.", element="insurance", item="", actor=world.tom, at=world.at(3))
    as_her(client, file.herself)
    return InformationRequest.objects.within(file.organization).get(application=file)


def test_a_paper_to_a_request_is_looked_at_and_sent_anyway_with_a_note(client, asked):
    first = post(client, "my_request", {"text": "Here.", "file": photo()}, pk=asked.pk)
    assert first.status_code == 422 and SAID in text(first) and "Send it anyway" in text(first)
    paper = value(first, "kept")
    assert post(client, "my_request", {"text": "Here.", "kept": paper}, pk=asked.pk).status_code == 422
    assert post(client, "my_request", {"text": "", "kept": paper, "note": "The only one there is."}, pk=asked.pk).status_code == 302
    asked.refresh_from_db()
    assert (str(asked.document.reference), asked.document.sent, asked.document.note) == (paper, True, "The only one there is.")


def test_only_looking_at_a_paper_to_a_request_sends_nothing(client, asked):
    looked = post(client, "my_request", {"text": "", "file": photo(page_photo()), "look": "1"}, pk=asked.pk)
    assert looked.status_code == 200 and "Easy to read." in text(looked) and "Write an answer" not in text(looked)
    asked.refresh_from_db()
    assert asked.answered_at is None
    assert 'name="look"' in get(client, "my_request", pk=asked.pk).content.decode()


# ── A paper to a yes ─────────────────────────────────────────────────────────
def test_a_paper_to_a_yes_is_looked_at_at_its_question(client, world):
    who, actor = world.therapist()
    as_her(client, actor)
    form = get(client, "my_questions", key="us-2026-1").context["form"]
    first, second = [question.key for question in form.questions][:2]
    told = {question.key: "no" for question in form.questions} | {first: "yes", f"{first}_story": "It was settled."}
    answer = post(client, "my_questions", {**told, f"{first}_file": photo()}, key="us-2026-1")
    assert answer.status_code == 422 and text(answer).count(SAID) == 1
    kept = {f"{first}_kept": value(answer, f"{first}_kept"), f"{first}_note": "It is all there is."}
    assert f'name="{second}_kept"' in answer.content.decode()
    assert post(client, "my_questions", {**told, **kept}, key="us-2026-1").status_code == 302
    row = DisclosureAnswer.objects.of(who).get(question=first)
    assert str(row.document.reference) == kept[f"{first}_kept"] and row.document.sent


# ── What a reviewer saw ──────────────────────────────────────────────────────
@pytest.fixture
def check(client, world):
    sign_in(client, world.tom)
    return world.checks(world.checking()).get(element="license")


def test_a_page_of_a_source_is_looked_at_and_kept_through_a_correction(client, world, check):
    answer = verify(client, world, check, artefact=photo(), source="")
    assert answer.status_code == 422 and SAID in text(answer) and ASKED not in text(answer)
    paper = value(answer, "artefact_kept")
    assert f"/harbor/documents/{paper}/pages/1/" in answer.content.decode()
    kept = {"artefact": None, "artefact_kept": paper}
    assert verify(client, world, check, **kept).status_code == 302
    check.refresh_from_db()
    assert (check.state, str(check.artefact.reference), check.artefact.sent) == ("verified", paper, True)


def test_a_page_about_somebody_else_is_noticed(client, world, check):
    lines = ["Board of Examiners, license look-up", "Name: Basil Thornquist", "License number I.7654321, active, no actions"] * 2
    answer = verify(client, world, check, artefact=photo(text_pdf(*lines)))
    assert answer.status_code == 422 and "We do not find the therapist’s family name on it." in text(answer) and ASKED in text(answer)


def test_a_page_of_another_organization_is_not_theirs_to_use(client, world, check):
    answer = verify(client, world, check, artefact=photo(), source="")
    other = Document.objects.within(check.organization).get(sent=False)
    assert str(other.reference) == value(answer, "artefact_kept")
    Document.objects.within(check.organization).filter(pk=other.pk).update(organization=organization("summit"))
    answer = verify(client, world, check, artefact=None, artefact_kept=str(other.reference), artefact_note="Mine now.")
    assert answer.status_code == 422 and "Add the page or document you looked at" in text(answer)
