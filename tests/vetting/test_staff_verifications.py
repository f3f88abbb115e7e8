"""Closing a check: what is kept, bad files said clearly, refusals on the page, nothing half-saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from network.models import Cover, Document
from tests.network import files
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.sources import source_of
from tests.vetting.pages import address, get, post, sign_in, text
from tests.vetting.staff_world import World

pytestmark = pytest.mark.django_db


_world, world = shared(World)


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def answer_of(world, **changes):
    given = {
        "method": "web_lookup", "query": "I.0000009", "status": "active", **day("as_of", world.day(1)),
        **day("good_through", world.day(-400)), "shown_name": "Wren Halloway",
        "artefact": SimpleUploadedFile("page.pdf", files.pdf(), "application/pdf"),
    }
    return {name: value for name, value in {**given, **changes}.items() if value is not None}


def verify(client, world, check, **changes):
    number = getattr(check.evidence, "number", "")
    given = {"source": source_of(check), "shown_number": number, **changes}
    return post(client, "verification", world, answer_of(world, **given), query="?do=verify", pk=check.pk)


_check, check = shared(lambda world: world.checks(world.checking()).get(element="license"), "_check")


def test_a_verified_license_keeps_its_page_and_becomes_a_cover(client, world, check):
    sign_in(client, world.tom)
    answer = verify(client, world, check)
    assert answer.status_code == 302 and answer.url.startswith(f"{address('file', world, reference=check.file)}?item=")
    check.refresh_from_db()
    assert (check.state, check.verified_by_id, check.as_of) == ("verified", world.tom.person_id, world.day(1))
    said = {"status": "active", "encumbered": False, "names": ["Wren Halloway"], "number": check.evidence.number}
    assert check.artefact.sha256 == check.artefact_sha256 and check.values == said
    assert Cover.objects.within(world.organization).filter(kind="authority").exists()


def test_an_original_that_may_not_be_kept_is_described_instead(client, world):
    check = world.checks(world.checking()).get(element="identity")
    sign_in(client, world.tom)
    none = dict.fromkeys(("artefact", "status", "good_through_day", "good_through_month", "good_through_year"))
    given = {"method": "seen", "seen_what": "Passport, 12 May 2021", **none}
    assert verify(client, world, check, **given).status_code == 302
    check.refresh_from_db()
    assert (check.state, check.sighting, check.artefact) == ("verified", {"what": "Passport, 12 May 2021"}, None)


BAD = {
    "empty": (b"", "empty"),
    "no document": (b"#!/bin/sh\necho hello\n", "This is not a PDF, JPEG"),
    "misnamed": (b"PK\x03\x04" + b"x" * 400, "content is something else"),
    "locked": (files.pdf(password="secret"), "asks for a password"),
    "broken": (files.pdf()[:300], "damaged"),
}


@pytest.mark.parametrize("content, said", BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_in_words_beside_the_field_and_nothing_is_kept(client, world, check, content, said):
    before = Document.objects.everywhere(reason="a test counts every document").count()
    name = "page.sh" if content.startswith(b"#!") else "page.pdf"
    sign_in(client, world.tom)
    answer = verify(client, world, check, artefact=SimpleUploadedFile(name, content))
    assert answer.status_code == 422 and said in text(answer)
    check.refresh_from_db()
    assert check.state == "required"
    assert Document.objects.everywhere(reason="a test counts every document").count() == before
    assert f'value="{source_of(check)}" selected' in answer.content.decode(), "what was chosen stays"


def test_a_date_in_the_future_is_refused_and_the_upload_hangs_on_nothing(client, world, check):
    papers = Document.objects.within(world.organization).filter(kind="artefact")
    sign_in(client, world.tom)
    answer = verify(client, world, check, **day("as_of", world.day(-3)))
    assert answer.status_code == 409 and "The source's date lies in the future." in text(answer)
    assert not papers.filter(sent=True).exists() and 'name="artefact_kept" value="' in answer.content.decode(), "kept for the next try"
    check.refresh_from_db()
    assert check.state == "required" and check.artefact is None


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"source": ""}, "Fill this in."),
        ({"method": ""}, "Choose an answer."),
        ({"as_of_day": ""}, "Enter the whole date"),
        ({"artefact": None}, "Add the page or document you looked at"),
        ({"method": "seen", "artefact": None}, "Write down kind, number and date"),
        ({"status": "suspended"}, "since which the source says so"),
    ],
)
def test_an_incomplete_answer_says_what_to_mend(client, world, check, changes, said):
    sign_in(client, world.tom)
    answer = verify(client, world, check, **changes)
    assert answer.status_code == 422 and said in text(answer)


def test_the_source_is_asked_and_it_is_its_turn(client, world, check):
    sign_in(client, world.tom)
    given = {"source": "Ohio board", **day("due_on", world.day(-5))}
    assert post(client, "verification", world, given, query="?do=ask", pk=check.pk).status_code == 302
    check.refresh_from_db()
    assert (check.state, check.due_on) == ("requested", world.day(-5))


@pytest.mark.parametrize("do, state", [("flag", "discrepant"), ("mark_unavailable", "unavailable")])
def test_a_difference_and_a_silent_source_need_a_reason(client, world, check, do, state):
    sign_in(client, world.tom)
    assert post(client, "verification", world, {"comment": " "}, query=f"?do={do}", pk=check.pk).status_code == 422
    assert post(client, "verification", world, {"comment": "The number differs."}, query=f"?do={do}", pk=check.pk).status_code == 302
    check.refresh_from_db()
    assert (check.state, check.comment) == (state, "The number differs.")


def test_a_license_is_waived_by_nobody_and_identity_by_a_director_only(client, world, check):
    sign_in(client, world.ines)
    given = {"comment": "Known for years."}
    answer = post(client, "verification", world, given, query="?do=waive", pk=check.pk)
    assert answer.status_code == 409 and "waived by nobody" in text(answer)
    identity = world.checks(world.checking("Otis Fernsby")).get(element="identity")
    assert post(client, "verification", world, given, query="?do=waive", pk=identity.pk).status_code == 302
    sign_in(client, world.tom)
    other = world.checks(world.checking("Ida Lanternberg")).get(element="identity")
    assert post(client, "verification", world, given, query="?do=waive", pk=other.pk).status_code == 409


def test_a_verified_check_can_only_be_made_again(client, world, check):
    world.verify(check, ago=1)
    sign_in(client, world.tom)
    shown = get(client, "file", world, reference=check.file, query={"item": check.pk}).context["page"].current
    assert [act.name for act in (*shown.buttons, *shown.refused)] == ["replace", "extend"], "or its board says that it runs on"
    assert verify(client, world, check).status_code == 409
    assert post(client, "verification", world, query="?do=replace", pk=check.pk).status_code == 302
    assert [row.state for row in world.checks(type("File", (), {"reference": check.file})).filter(element="license")] == ["required"]


def test_a_check_of_another_organization_is_not_found(client, world, check):
    calder = staff(organization("summit"), "Calder Rimrock")
    sign_in(client, calder)
    assert client.get(f"/summit/verifications/{check.pk}/").status_code == 404
    assert get(client, "verification", world, pk=check.pk).status_code == 404
