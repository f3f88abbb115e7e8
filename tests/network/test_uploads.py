"""What comes in: one PDF, one photo, several photos as one document. What was sent is kept; what is shown is drawn anew."""

import hashlib
import io
import uuid
from datetime import UTC, datetime

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from network import documents, documents_read, documents_swept, storage, uploads
from network.access import Role
from network.documents import beside
from network.documents_read import Altered, original_bytes, page_bytes
from network.models import Document, Event, Letter, User
from network.transitions import Refused
from tests.network import cast, files

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)


def sent(*contents, name="photo.jpg"):
    return [SimpleUploadedFile(name, content) for content in contents]


def refused(upload):
    with pytest.raises(Refused) as problem:
        uploads.take(upload)
    assert all(refusal.cure for refusal in problem.value.refusals)
    return problem.value.codes


# ── Taking ───────────────────────────────────────────────────────────────────
def test_several_photos_become_one_document_in_their_order():
    taken = uploads.take(sent(files.picture(size=(300, 200)), files.heic(size=(200, 300)), files.picture("PNG", size=(90, 90))))
    assert (taken.content_type, taken.pages, taken.suffix) == ("application/pdf", 3, ".pdf")
    with pikepdf.open(io.BytesIO(taken.content)) as made:
        assert len(made.pages) == 3
    assert [(page.width, page.height, page.across) for page in taken.drawn] == [(300, 200, 300), (200, 300, 300), (90, 90, 90)]
    assert [row.content_type for row in taken.originals] == ["image/jpeg", "image/heic", "image/png"]


def test_a_pdf_is_its_own_original_and_its_pages_are_drawn():
    content = files.pdf(3)
    taken = uploads.take(sent(content, name="three.pdf"))
    assert taken.content == content and taken.originals == ()
    assert [page.of for page in taken.drawn] == [3, 3, 3]
    with Image.open(io.BytesIO(taken.drawn[0].content)) as page:
        assert page.format == "JPEG" and max(page.size) >= 800


def test_a_pdf_with_scripts_is_drawn_anew_and_kept_apart():
    content = files.pdf(2, change=files.run_script)
    taken = uploads.take(sent(content, name="form.pdf"))
    assert b"JavaScript" not in taken.content and taken.pages == 2
    assert [row.content for row in taken.originals] == [content]
    assert taken.received_sha256 == taken.originals[0].sha256 != taken.sha256


def test_a_long_pdf_with_scripts_is_refused_for_what_it_is():
    assert refused(sent(files.pdf(40, change=files.run_script))) == ["active_content"]


def test_what_cannot_become_one_document_is_refused_with_words():
    assert refused(sent(files.picture(), files.pdf())) == ["mixed"]
    assert refused(sent(*[b"x"] * 11)) == ["too_many_files"]
    assert refused(sent(files.picture(), b"")) == ["empty"]


def test_of_several_photos_every_bad_one_is_named_by_its_place():
    good, cut = files.picture(size=(300, 200)), files.picture(size=(300, 200))[:-200]
    with pytest.raises(Refused) as problem:
        uploads.take(sent(good, cut, good, b"", name="image.jpg"))
    assert [(row.code, row.facts) for row in problem.value.refusals] == [
        ("damaged", {"place": 2, "name": "image.jpg"}), ("empty", {"place": 4, "name": "image.jpg"}),
    ]
    assert str(problem.value.refusals[0].message).startswith("File 2 of 4, “image.jpg”: This file is damaged")
    with pytest.raises(Refused) as alone:
        uploads.take(sent(cut))
    assert str(alone.value.refusals[0].message).startswith("This file is damaged"), "one file needs no place"


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    class Large(io.RawIOBase):
        name, size = "large.pdf", 2**30

        def read(self, *args):
            raise AssertionError("read")

    assert refused([Large()]) == ["too_large"]


def test_every_specimen_document_is_accepted_and_drawn(reference_data):
    found = sorted((reference_data / "09_documents" / "pdf").glob("*.pdf"))
    assert found
    for path in found:
        taken = uploads.take([SimpleUploadedFile(path.name, path.read_bytes())])
        assert len(taken.drawn) == taken.pages > 0, path.name


# ── Keeping and showing ──────────────────────────────────────────────────────
@pytest.fixture
def world(settings):
    settings.STAFF_SECOND_FACTOR = False

    class World:
        harbor, summit = cast.organization(), cast.organization("summit")
        maya = cast.staff(harbor, "Maya Lindenwood", Role.VERIFIER)
        jonas = cast.staff(harbor, "Jonas Tideway", Role.INTAKE)
        tamsin = cast.staff(summit, "Tamsin Overlook", Role.VERIFIER)
        wren, her = cast.therapist()
        juniper, other = cast.therapist("Juniper Ashdown", "T-00043")

    return World


def keep(world, *contents):
    taken = uploads.take(sent(*contents))
    return documents.keep_taken(taken, owner=world.wren, kind="diploma", actor=world.her, at=AT)


def get(actor, document, number=1, organization=None):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    kwargs = {"reference": document.reference, "number": number}
    if organization:
        return client.get(reverse("staff-document-page", kwargs={**kwargs, "organization": organization.slug}))
    return client.get(reverse("own-document-page", kwargs=kwargs))


@pytest.mark.django_db
def test_the_photo_as_sent_is_kept_and_only_what_is_free_of_it_is_shown(world):
    photo = files.told_picture("51.5N 0.12W by Wren")[0]
    document = keep(world, photo)
    assert original_bytes(document, 1) == photo
    assert document.originals[0]["sha256"] == document.received_sha256 != document.sha256
    shown = get(world.her, document)
    assert shown.status_code == 200 and shown["Content-Type"] == "image/jpeg" and b"51.5N" not in shown.content
    assert b"51.5N" not in documents_read.open_bytes(document)
    assert shown["Content-Disposition"].startswith("inline; filename=\"page-1.jpg\"")
    assert "sandbox" in shown["Content-Security-Policy"] and shown["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_who_sees_a_page(world):
    document = keep(world, files.picture(size=(200, 100)))
    Letter.objects.create(
        organization=world.harbor, practitioner=world.wren, key="k", kind="x", language="en", state="issued",
        document=document, requested_at=AT,
    )
    staff = [(world.maya, world.harbor), (world.jonas, world.harbor), (world.tamsin, world.summit), (world.her, world.harbor)]
    assert [get(actor, document, organization=where).status_code for actor, where in staff] == [200, 403, 404, 404]
    assert [get(actor, document).status_code for actor in (world.her, world.other)] == [200, 404]
    assert [get(world.her, document, number).status_code for number in (0, 2)] == [404, 404]


@pytest.mark.django_db
def test_seeing_the_pages_is_one_reading(world):
    document = keep(world, files.picture(size=(200, 100)), files.picture(size=(100, 200)))
    Letter.objects.create(
        organization=world.harbor, practitioner=world.wren, key="k", kind="x", language="en", state="issued",
        document=document, requested_at=AT,
    )
    assert [get(world.maya, document, number, world.harbor).status_code for number in (1, 2, 1)] == [200] * 3
    get(world.her, document)
    assert [event.actor_label for event in Event.objects.filter(action="document.read")] == ["Maya Lindenwood"]


@pytest.mark.django_db
def test_a_page_that_was_not_drawn_before_is_drawn_when_asked_for(world):
    document = keep(world, files.picture(size=(200, 100)))
    Document.objects.of(world.wren).update(drawn=[])
    document.refresh_from_db()
    assert page_bytes(document, 1).startswith(b"\xff\xd8\xff")
    with pytest.raises(documents_read.NotServed):
        page_bytes(document, 2)


@pytest.mark.django_db
def test_what_lies_beside_a_document_is_swept_only_with_it(world):
    document = keep(world, files.picture(size=(200, 100)))
    here, lost = storage.store(), uuid.uuid4()
    here.put(beside("r", lost, 1, ".jpg"), b"x", content_type="image/jpeg", sha256=hashlib.sha256(b"x").hexdigest())
    documents_swept.sweep(older_than=0)
    assert not here.exists(beside("r", lost, 1, ".jpg"))
    assert page_bytes(document, 1) and original_bytes(document, 1)


@pytest.mark.django_db
def test_an_altered_page_or_original_is_noticed(world):
    document = keep(world, files.picture(size=(200, 100)))
    for sort, suffix, read in (("r", ".jpg", page_bytes), ("o", ".jpg", original_bytes)):
        path = storage.store().root / beside(sort, document.reference, 1, suffix)
        path.chmod(0o600)
        path.write_bytes(b"another picture")
        with pytest.raises(Altered):
            read(document, 1)
