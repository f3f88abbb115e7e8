"""Evidence: kept whole or not at all, never overwritten, read by whoever may see the row it hangs on."""

import itertools
import time
from datetime import UTC, datetime

import pytest
from django.core import signing
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from network import documents, documents_swept, storage
from network.access import Forbidden, Role
from network.documents import clean_name, store
from network.documents_read import Altered, NotServed, link, open_bytes
from network.models import Document, Event, Letter, User
from network.models.documents import ScanState
from network.scope import ScopeMissing
from network.transitions import Refused
from tests.network import cast, files

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 15, tzinfo=UTC)


@pytest.fixture
def world():
    """Two organizations with staff, two therapists, and Wren's diploma."""

    class World:
        harbor, summit = cast.organization(), cast.organization("summit")
        maya = cast.staff(harbor, "Maya Lindenwood", Role.VERIFIER)
        jonas = cast.staff(harbor, "Jonas Tideway", Role.INTAKE)
        tamsin = cast.staff(summit, "Tamsin Overlook", Role.VERIFIER)
        wren, her = cast.therapist()
        juniper, other = cast.therapist("Juniper Ashdown", "T-00043")
        diploma = store(owner=wren, kind="diploma", content=files.pdf(), filename="diploma.pdf", actor=her, at=AT)

    return World


def hang(world, document, key="k"):
    """Hang the file on a letter of Harbor, so that Harbor's staff may see it."""
    return Letter.objects.create(
        organization=world.harbor, practitioner=world.wren, key=key, kind="x", language="en", state="issued",
        document=document, requested_at=AT,
    )  # fmt: skip


# ── Keeping ──────────────────────────────────────────────────────────────────
def test_a_file_is_kept_with_its_hash_and_an_event(world):
    assert open_bytes(world.diploma).startswith(b"%PDF-")
    assert (world.diploma.pages, world.diploma.version, world.diploma.scan_state) == (1, 1, "clean")
    event = Event.objects.get(action="document.stored")
    assert event.scope == f"practitioner:{world.wren.pk}"
    assert event.payload.values["document"]["sha256"] == world.diploma.sha256


def test_a_refused_file_leaves_no_row_and_no_object(world):
    before = storage.store().keys()
    with pytest.raises(Refused):
        store(owner=world.wren, kind="diploma", content=b"MZ", filename="diploma.pdf", actor=world.her, at=AT)
    assert storage.store().keys() == before and Document.objects.of(world.wren).count() == 1


def test_when_the_row_cannot_be_written_the_object_is_swept_later(world, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("no event")

    before = set(storage.store().keys())
    monkeypatch.setattr(documents, "record", fail)
    with pytest.raises(RuntimeError):
        store(owner=world.wren, kind="diploma", content=files.pdf(2), filename="d.pdf", actor=world.her, at=AT)
    assert Document.objects.of(world.wren).count() == 1
    left = set(storage.store().keys()) - before
    assert sorted(key[0] for key in left) == ["d", "r", "r"]  # the file, and its two pages as pictures
    documents_swept.sweep()
    assert left <= set(storage.store().keys())  # not within its first day
    documents_swept.sweep(older_than=0)
    assert not left & set(storage.store().keys()) and open_bytes(world.diploma)


def test_when_the_store_fails_no_row_is_written(world, monkeypatch):
    def full(*args, **kwargs):
        raise storage.StorageError("No space left on device.")

    monkeypatch.setattr(storage.LocalStore, "put", full)
    with pytest.raises(storage.StorageError):
        store(owner=world.wren, kind="diploma", content=files.pdf(2), filename="d.pdf", actor=world.her, at=AT)
    assert Document.objects.of(world.wren).count() == 1


def test_a_new_upload_is_a_new_version_and_the_old_one_stays(world):
    newer = store(
        owner=world.wren, kind="diploma", content=files.pdf(2), filename="d.pdf", actor=world.her, at=AT, supersedes=world.diploma
    )
    assert (newer.version, newer.series, newer.pages) == (2, world.diploma.series, 2)
    assert open_bytes(world.diploma) != open_bytes(newer)
    assert list(Document.objects.of(world.wren).latest()) == [newer]


def test_a_version_is_replaced_once(world):
    again = {"owner": world.wren, "kind": "diploma", "filename": "d.pdf", "actor": world.her, "at": AT}
    store(**again, content=files.pdf(2), supersedes=world.diploma)
    stale = Document.objects.of(world.wren).get(version=1)
    with pytest.raises(ValueError, match="replaced already"):
        store(**again, content=files.pdf(3), supersedes=stale)


def test_a_version_stays_with_its_owner(world):
    with pytest.raises(ValueError, match="owner"):
        store(
            owner=world.juniper, kind="diploma", content=files.pdf(), filename="d.pdf", actor=world.other, at=AT,
            supersedes=world.diploma,
        )  # fmt: skip


@pytest.mark.parametrize("owners", [(), ("organization", "practitioner")])
def test_a_file_has_exactly_one_owner(world, owners):
    owned = {name: {"organization": world.harbor, "practitioner": world.wren}[name] for name in owners}
    row = Document(
        **owned, kind="x", filename="x", content_type="x", size=1, sha256="0", received_sha256="0", storage_key="x", uploaded_at=AT
    )
    with pytest.raises(ScopeMissing):
        row.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        super(Document.__mro__[1], row).save()


def test_altered_and_missing_bytes_are_noticed(world):
    path = storage.store().root / world.diploma.storage_key
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(Altered):
        open_bytes(world.diploma)
    rows = Document.objects.everywhere(reason="test")
    assert documents_swept.unsound(rows) == [str(world.diploma.reference)]
    path.unlink()
    with pytest.raises(storage.Missing):
        open_bytes(world.diploma)
    assert documents_swept.unsound(rows) == [str(world.diploma.reference)]


@pytest.mark.parametrize("state", [ScanState.PENDING, ScanState.QUARANTINED])
def test_what_was_not_looked_at_is_not_served(world, state):
    world.diploma.scan_state = state
    with pytest.raises(NotServed):
        open_bytes(world.diploma)


NAMES = [
    ("diploma.pdf", ".pdf", "diploma.pdf"),
    ("photo.pdf", ".jpg", "photo.jpg"),
    ("../../etc/passwd", ".pdf", "passwd.pdf"),
    ("C:\\Papers\\Wren\\scan.PDF", ".pdf", "scan.pdf"),
    ("a\r\nb\0.pdf", ".pdf", "ab.pdf"),
    ("invoice‮fdp.exe", ".pdf", "invoicefdp.pdf"),
    ("", ".png", "document.png"),
    ("...", ".png", "document.png"),
    ('<b>"x"</b>.pdf', ".pdf", "b_.pdf"),
    ("n" * 400 + ".pdf", ".pdf", "n" * 120 + ".pdf"),
]


@pytest.mark.parametrize(("given", "suffix", "kept"), NAMES)
def test_a_name_is_made_safe_and_says_what_the_content_is(given, suffix, kept):
    assert clean_name(given, suffix) == kept


# ── Reading ──────────────────────────────────────────────────────────────────
def seen(world, document):
    """Who reaches the file: maya and jonas at Harbor, tamsin at Summit, Wren, another therapist."""
    actors = (world.maya, world.jonas, world.tamsin, world.her, world.other)
    return [Document.objects.visible_to(actor).filter(pk=document.pk).exists() for actor in actors]


def test_a_file_that_hangs_on_nothing_is_its_owners(world):
    assert seen(world, world.diploma) == [False, False, False, True, False]


def test_a_file_is_reached_through_the_row_it_hangs_on(world):
    hang(world, world.diploma)
    assert seen(world, world.diploma) == [True, True, False, True, False]


def test_an_older_version_follows_the_newer_one_and_never_the_other_way(world):
    middle = store(owner=world.wren, kind="d", content=files.pdf(2), filename="d", actor=world.her, at=AT, supersedes=world.diploma)
    newest = store(owner=world.wren, kind="d", content=files.pdf(3), filename="d", actor=world.her, at=AT, supersedes=middle)
    hang(world, middle)
    assert [seen(world, row)[0] for row in (world.diploma, middle, newest)] == [True, True, False]


def test_an_organizations_file_is_its_staffs_and_no_therapists(world):
    page = documents.keep_own(
        owner=world.harbor, kind="register_page", content=b"%PDF-", content_type="application/pdf", filename="r.pdf",
        actor=world.maya, at=AT,
    )
    assert seen(world, page) == [True, True, False, False, False]


def test_reaching_is_not_enough_without_the_right_to_read(world):
    hang(world, world.diploma)
    with pytest.raises(Forbidden):
        link(world.diploma, actor=world.jonas, at=AT)
    with pytest.raises(Forbidden):
        link(world.diploma, actor=world.tamsin, at=AT)


def test_reading_a_confidential_file_is_recorded_and_reading_her_own_is_not(world):
    hang(world, world.diploma)
    link(world.diploma, actor=world.her, at=AT)
    assert not Event.objects.filter(action="document.read").exists()
    link(world.diploma, actor=world.maya, at=AT)
    event = Event.objects.get(action="document.read")
    assert event.actor_label == "Maya Lindenwood"


# ── Serving ──────────────────────────────────────────────────────────────────
def browser(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def staff_url(world):
    return reverse("staff-document", kwargs={"organization": world.harbor.slug, "reference": world.diploma.reference})


@pytest.fixture
def no_second_factor(settings):
    settings.STAFF_SECOND_FACTOR = False


@pytest.mark.usefixtures("no_second_factor")
def test_a_file_is_served_in_a_sandbox_and_never_kept(world):
    hang(world, world.diploma)
    answer = browser(world.maya).get(staff_url(world), follow=True)
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF-")
    assert "sandbox" in answer["Content-Security-Policy"] and "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Content-Disposition"].startswith("attachment")
    assert answer.redirect_chain[0][1] == 302


@pytest.mark.usefixtures("no_second_factor")
def test_who_opens_a_files_address(world):
    own = reverse("own-document", kwargs={"reference": world.diploma.reference})
    hang(world, world.diploma)
    table = [
        (world.maya, staff_url(world), 302),
        (world.jonas, staff_url(world), 403),
        (world.tamsin, staff_url(world), 404),
        (world.her, staff_url(world), 404),
        (world.her, own, 302),
        (world.other, own, 404),
        (world.maya, own, 404),
    ]
    assert [browser(actor).get(url).status_code for actor, url, _ in table] == [status for _, _, status in table]
    assert Client().get(own).status_code == 302 and "/account/" in Client().get(own)["Location"]


def test_a_link_is_its_readers_alone_and_lives_a_minute(world, monkeypatch):
    address = link(world.diploma, actor=world.her, at=AT)
    assert browser(world.her).get(address).status_code == 200
    assert browser(world.other).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    now = time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 61)
    assert browser(world.her).get(address).status_code == 404


def test_an_altered_link_is_refused(world):
    address = link(world.diploma, actor=world.her, at=AT)
    client = browser(world.her)
    for place in itertools.islice(range(len("/documents/"), len(address) - 1), 0, None, 7):
        other = "A" if address[place] != "A" else "B"
        assert client.get(address[:place] + other + address[place + 1 :]).status_code == 404


@pytest.mark.usefixtures("no_second_factor")
def test_a_right_that_is_lost_closes_links_already_given(world):
    letter = hang(world, world.diploma)
    address = link(world.diploma, actor=world.maya, at=AT)
    client = browser(world.maya)
    assert client.get(address).status_code == 200
    letter.delete()
    assert client.get(address).status_code == 404


def test_a_link_of_the_store_itself_opens_for_nobody_signed_in(world):
    address = storage.LocalStore("x").signed_url(world.diploma.storage_key)
    assert browser(world.her).get(address.removeprefix("http://localhost:8000")).status_code == 404


def test_a_file_is_only_ever_read_with_get(world):
    address = link(world.diploma, actor=world.her, at=AT)
    assert browser(world.her).post(address).status_code in (403, 405)
