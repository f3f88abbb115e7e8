"""Papers that the virus scanner has not seen: being checked, let go, or set aside; both sides read what that means."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from licensure.models import Credential, Verification
from network import scanning
from network.models import Document, Message
from tests.network import clamd, files
from tests.shared import shared
from tests.vetting import hers
from tests.vetting.pages import address, get, sign_in, text
from tests.vetting.staff_world import World
from tests.vetting.test_me_profile import policy
from tests.vetting.test_staff_verifications import verify
from vetting.facts.profile import profile_of
from vetting.facts.sections import has_copy

pytestmark = pytest.mark.django_db
NOWHERE = "tcp://127.0.0.1:1"
HIDDEN = "The virus scanner found something harmful in it."

_world, world = shared(World)


def infected() -> bytes:
    """A PDF that reads like any other."""
    return files.text_pdf("Certificate of insurance") + b"\n%" + clamd.EICAR + b"\n%%EOF\n"


def scanned(document, settings):
    """The scanner is back and looks at what was held."""
    with clamd.running() as (_server, settings.CLAMD_URL):
        scanning.rescan(document=document.pk)
    document.refresh_from_db()


@pytest.fixture
def held(client, world, settings):
    """The policy of a draft, sent again while the scanner is down: (file, her row, the paper)."""
    file = world.draft()
    hers.as_her(client, file.herself)
    row = Credential.objects.of(file.practitioner).get(kind="insurance", retired_at=None)
    settings.CLAMD_URL = NOWHERE

    def sent(content):
        paper = SimpleUploadedFile("policy.pdf", content)
        answer = hers.post(client, "my_item", {**policy(), "file": paper, "note": "It is right."}, section="insurance", pk=row.pk)
        assert answer.status_code == 302, text(answer)
        fresh = Credential.objects.of(file.practitioner).get(kind="insurance", retired_at=None)
        return file, fresh, fresh.document

    return sent


def own(client, document):
    return client.get(reverse("own-document", kwargs={"reference": document.reference}))


def test_while_it_is_checked_she_reads_so_everywhere_and_then_it_opens(client, held, settings):
    _file, row, document = held(files.text_pdf("Certificate of insurance"))
    assert document.scan_state == "pending"
    listed = text(hers.get(client, "my_items", section="insurance"))
    page = text(hers.get(client, "my_item", section="insurance", pk=row.pk))
    assert "Being checked" in listed and "Copy added" not in listed
    assert "It is shown to nobody until the virus scanner has looked at it" in page and str(document.reference) not in page
    answer = own(client, document)
    assert answer.status_code == 409 and "The virus scanner has not looked at this file yet." in text(answer)
    scanned(document, settings)
    assert document.scan_state == "clean" and own(client, document).status_code == 302
    assert "Copy added" in text(hers.get(client, "my_items", section="insurance"))
    assert not Message.objects.everywhere(reason="test").filter(template="file_set_aside").exists()


def test_what_is_found_later_is_told_to_her_and_counts_as_not_sent(client, held, settings):
    file, row, document = held(infected())
    scanned(document, settings)
    assert document.scan_state == "quarantined"
    told = Message.objects.everywhere(reason="test").get(template="file_set_aside")
    assert told.recipient_id == file.herself.user_id
    assert "Set aside: send it again" in text(hers.get(client, "my_items", section="insurance"))
    assert "The virus scanner found something harmful in this file" in text(hers.get(client, "my_item", section="insurance", pk=row.pk))
    assert own(client, document).status_code == 409
    assert not has_copy(row)
    assert "A copy of the certificate is missing" in text(hers.get(client, "my_application", reference=file.reference))
    assert [has_copy(each) for each in profile_of(file.practitioner).of_kind("insurance")] == [False]


def test_the_reviewer_reads_why_nothing_is_shown_and_what_to_ask(client, world, settings):
    file = world.checking()
    check = world.checks(file).get(element="insurance")
    sign_in(client, world.tom)
    document = check.evidence.document
    for state, word, said in (("pending", "Being checked", "Being checked"), ("quarantined", "Set aside", HIDDEN)):
        Document.objects.of(file.practitioner).filter(pk=document.pk).update(scan_state=state)
        page = get(client, "file", world, query={"item": check.pk}, reference=file.reference)
        assert page.status_code == 200 and said in text(page) and str(document.reference) not in page.content.decode()
        kept = get(client, "file_documents", world, reference=file.reference)
        assert f"uploaded by the therapist · {word}" in text(kept) and str(document.reference) not in kept.content.decode()
        answer = client.get(address("staff-document", world, reference=document.reference))
        assert answer.status_code == 409


def test_no_check_rests_on_a_page_that_was_not_looked_at_or_was_set_aside(client, world, settings):
    check = world.checks(world.checking()).get(element="license")
    sign_in(client, world.tom)
    settings.CLAMD_URL = NOWHERE
    answer = verify(client, world, check)
    assert answer.status_code == 409 and "The virus scanner has not looked at the file that was kept yet." in text(answer)
    page = Document.objects.within(world.organization).filter(kind="artefact", scan_state="pending").get()
    again = {"artefact": None, "artefact_kept": str(page.reference)}
    Document.objects.within(world.organization).filter(pk=page.pk).update(scan_state="quarantined")
    answer = verify(client, world, check, **again)
    assert answer.status_code == 409 and "found something harmful in the file that was kept" in text(answer)
    Document.objects.within(world.organization).filter(pk=page.pk).update(scan_state="pending")
    scanned(page, settings)
    settings.CLAMD_URL = ""
    assert verify(client, world, check, **again).status_code == 302
    assert Verification.objects.within(world.organization).get(pk=check.pk).artefact_id == page.pk
