"""From a difference to its correction: the letter with a term, the therapist's answer, and the reviewer's note in the file."""

from datetime import timedelta

import pytest

from licensure.facts.answering import DATA_BANK
from licensure.models import Verification
from licensure.workflow import verifications
from network.events import timeline
from network.models import Letter, Message
from tests.sources import source_of
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World
from vetting.facts.clocks import clocks_of
from vetting.models import InformationRequest
from vetting.workflow import differing
from vetting.workflow.correspondence import send_information_request

pytestmark = pytest.mark.django_db


def test_the_notice_names_what_differs_gives_a_term_and_takes_the_answer_back_into_the_file(client):
    world = World()
    file = world.checking()
    check = world.checks(file).get(element="license")
    number = check.evidence.number
    wrong = number[:-1] + ("8" if number.endswith("9") else "9")
    said = {"names": [file.practitioner.person.full_name], "number": wrong, "status": "active", "encumbered": False}
    verifications.obtain(
        check, actor=world.tom, at=world.at(1), method="web_lookup", source=source_of(check), query=wrong, as_of=world.day(1),
        artefact_sha256="ab" * 32, good_through=check.evidence.expires_on, values=said,
    )
    sign_in(client, world.tom)
    assert post(client, "verification_differs", world, pk=check.pk).status_code == 302
    asked = InformationRequest.objects.within(world.organization).get()
    term = clocks_of(world.organization, world.day())["answer_days"]
    assert asked.due_on == world.day() + timedelta(days=term) and wrong in asked.message and check.evidence.number in asked.message
    send_information_request(request_id=asked.pk, at=world.at(0))
    letter = Letter.objects.within(world.organization).get(kind="information_request")
    assert "right to correct" in str(letter.context) and wrong in str(letter.context)
    mail = Message.objects.everywhere(reason="a test reads what was sent").get(template="information_request")
    assert wrong not in mail.body, "the mail says that there is news, the letter says what"

    sign_in(client, file.herself)
    page = client.get(f"/me/requests/{asked.pk}/")
    assert page.status_code == 200 and wrong in page.content.decode()
    reply = "The board renewed it under a new number."
    assert client.post(f"/me/requests/{asked.pk}/", {"text": reply}).status_code == 302

    sign_in(client, world.tom)
    assert reply in text(get(client, "file", world, reference=file.reference, query={"item": check.pk}))
    note = {"note": "Compared with the board's letter of renewal."}
    assert post(client, "verification_note", world, note, pk=check.pk).status_code == 302
    verifications.verify(check, named=("number",), comment="Renewed under this number.", actor=world.tom, at=world.at(0))
    assert check.state == "verified"
    about = ("verification.verify", "verification.noted", "verification.flag", "information.answered", "information.requested")
    told = [event.action for event in timeline(check) if event.action in about]
    assert told[:2] == ["verification.verify", "verification.noted"] and set(told) == set(about)


@pytest.mark.parametrize(("element", "source", "told"), [
    ("disclosures", f"{DATA_BANK}, query 7", False), ("disclosures", DATA_BANK.lower(), False), ("reference", "Dr. Ada Quill", False),
    ("disclosures", "Court of Franklin County", True), ("license", DATA_BANK, True),
])
def test_a_protected_source_is_named_neither_in_the_letter_nor_on_her_page(client, element, source, told):
    world = World()
    file = world.checking()
    check = world.checks(file).get(element="license")
    verifications.obtain(
        check, actor=world.tom, at=world.at(1), method="web_lookup", source=source_of(check), query="1", as_of=world.day(1),
        artefact_sha256="ab" * 32, good_through=check.evidence.expires_on, values={"number": "Q-999", "status": "active"},
    )
    Verification.objects.within(world.organization).filter(pk=check.pk).update(element=element, source=source)
    check = world.checks(file).get(pk=check.pk)
    asked = differing.report(file, check, comment="Tell us about 2019.", actor=world.tom, at=world.at(0))
    send_information_request(request_id=asked.pk, differs=check.pk, at=world.at(0))
    letter = Letter.objects.within(world.organization).get(kind="discrepancy")
    sign_in(client, file.herself)
    page = client.get(f"/me/requests/{asked.pk}/").content.decode()
    assert (source in asked.message, source in page, source in str(letter.context)) == (told, told, told)
    assert "Tell us about 2019." in asked.message and ("protected" in page) is not told
    assert "Q-999" not in asked.message or told
