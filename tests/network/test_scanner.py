"""Uploads and the virus scanner: clean ones pass, infected ones are refused, and while it is down they are held."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from network import doctor, documents, scanner, scanning, uploads
from network.documents_read import NotServed, open_bytes, page_bytes
from network.models import Document, Event, Job
from network.transitions import Refused
from tests.network import cast, clamd, files

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
NOWHERE = "tcp://127.0.0.1:9"


# ── The conversation ─────────────────────────────────────────────────────────
@pytest.mark.parametrize("unix", [False, True])
def test_the_scanner_says_what_it_found_over_either_socket(settings, unix):
    with clamd.running(unix=unix) as (server, settings.CLAMD_URL):
        large = bytes(range(256)) * 2000
        assert scanner.scan(large) == "" and server.seen == [large]
        assert scanner.scan(b"before" + clamd.EICAR) == clamd.SEEN_AS
        assert scanner.version() == "ClamAV 1.0.0/test"


DOWN = [
    b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: Heuristics ERROR\0", b"UNKNOWN COMMAND\0", b"\xff\xfe\0",
]


@pytest.mark.parametrize("says", DOWN)
def test_anything_but_yes_or_no_counts_as_no_answer(settings, says):
    with clamd.running(says=says) as (_server, settings.CLAMD_URL), pytest.raises(scanner.ScannerDown):
        scanner.scan(b"content")


@pytest.mark.parametrize("url", [NOWHERE, "unix:///nonexistent/clamd.ctl", "http://127.0.0.1:9", "nonsense"])
def test_an_address_without_a_scanner_is_no_answer(settings, url):
    settings.CLAMD_URL = url
    with pytest.raises(scanner.ScannerDown):
        scanner.scan(b"content")


def test_a_file_larger_than_the_scanner_takes_is_no_answer(settings):
    with clamd.running(most=1000) as (_server, settings.CLAMD_URL), pytest.raises(scanner.ScannerDown):
        scanner.scan(b"0" * 200_000)


def test_the_real_scanner_answers_the_same(settings, clamd_url):
    settings.CLAMD_URL = clamd_url
    assert scanner.scan(files.pdf()) == ""
    assert scanner.scan(clamd.EICAR).startswith(clamd.SEEN_AS)
    assert scanner.version().startswith("ClamAV")


def test_the_real_scanner_stands_before_every_upload(settings, clamd_url):
    settings.CLAMD_URL = clamd_url
    with pytest.raises(Refused) as refused:
        uploads.take([clamd.EICAR], filename="license.pdf")
    assert refused.value.codes == ["infected"]
    taken = uploads.take([files.pdf(2)], filename="license.pdf")
    assert (taken.held, taken.pages) == (False, 2)


def test_a_file_the_real_scanner_could_not_see_is_let_go_or_found_once_it_is_back(settings, clamd_url):
    settings.CLAMD_URL = NOWHERE
    held = uploads.take([files.pdf()])
    assert held.held
    settings.CLAMD_URL = clamd_url
    assert scanner.scan(held.content) == "" and scanner.scan(clamd.EICAR)


# ── Uploads ──────────────────────────────────────────────────────────────────
@pytest.fixture
def wren():
    return cast.therapist()


def keep(wren, content):
    taken = uploads.take([SimpleUploadedFile("paper.jpg", content)])
    return documents.keep_taken(taken, owner=wren[0], kind="diploma", actor=wren[1], at=AT)


@pytest.mark.django_db
def test_an_infected_file_is_refused_before_anything_parses_it(wren, settings, monkeypatch):
    monkeypatch.setattr(uploads, "inspect", None)
    with clamd.running() as (_server, settings.CLAMD_URL), pytest.raises(Refused) as refused:
        keep(wren, files.pdf() + clamd.EICAR)
    assert refused.value.codes == ["infected"] and not Document.objects.of(wren[0]).exists()


@pytest.mark.django_db
def test_a_clean_file_is_kept_and_shown(wren, settings):
    with clamd.running() as (server, settings.CLAMD_URL):
        photo = files.picture(size=(200, 100))
        assert page_bytes(keep(wren, photo), 1)
        assert server.seen == [photo]


@pytest.mark.django_db
def test_while_the_scanner_is_down_a_file_is_held_and_shown_to_nobody(wren, settings):
    settings.CLAMD_URL = NOWHERE
    document = keep(wren, files.picture(size=(200, 100)))
    assert document.scan_state == "pending"
    for read in (open_bytes, lambda row: page_bytes(row, 1)):
        with pytest.raises(NotServed):
            read(document)
    assert Job.objects.get(name="network.rescan").key == str(document.pk)
    with pytest.raises(scanner.ScannerDown):
        scanning.rescan(document=document.pk)


@pytest.mark.django_db
def test_a_held_file_is_let_go_once_the_scanner_has_seen_what_was_sent(wren, settings):
    settings.CLAMD_URL = NOWHERE
    photo = files.picture(size=(200, 100))
    document = keep(wren, photo)
    with clamd.running() as (server, settings.CLAMD_URL):
        scanning.rescan(document=document.pk)
        scanning.rescan(document=document.pk)
        assert server.seen == [photo]
    document.refresh_from_db()
    assert document.scan_state == "clean" and page_bytes(document, 1)
    assert [event.payload.values.get("detail") for event in Event.objects.filter(action="document.scanned")] == [{"found": ""}]


@pytest.mark.django_db
def test_a_held_file_that_is_infected_is_set_aside_for_good(wren, settings):
    settings.CLAMD_URL = NOWHERE
    document = keep(wren, files.picture(size=(200, 100)) + clamd.EICAR)
    with clamd.running() as (_server, settings.CLAMD_URL):
        scanning.rescan(document=document.pk)
    document.refresh_from_db()
    assert document.scan_state == "quarantined"
    with pytest.raises(NotServed):
        open_bytes(document)
    assert Event.objects.get(action="document.scanned").payload.values["detail"] == {"found": clamd.SEEN_AS}


@pytest.mark.django_db
def test_what_outlived_its_retries_is_asked_for_again_daily(wren, settings):
    settings.CLAMD_URL = NOWHERE
    document = keep(wren, files.picture(size=(200, 100)))
    scanning.rescan_held(due="2026-11-25T04:10:00+00:00")
    assert Job.objects.filter(name="network.rescan", key=f"{document.pk}:2026-11-25T04:10:00+00:00").exists()
    settings.CLAMD_URL = ""
    scanning.rescan_held(due="2026-11-26T04:10:00+00:00")
    assert Job.objects.filter(name="network.rescan").count() == 2


@pytest.mark.django_db
def test_the_doctor_says_how_the_scanner_is(wren, settings):
    assert [found.level for found in doctor.scanner_answers(AT)] == [doctor.NOTE]
    settings.CLAMD_URL = NOWHERE
    keep(wren, files.picture(size=(200, 100)))
    (found,) = doctor.scanner_answers(AT)
    assert found.level == doctor.BAD and "1 files are held" in found.message
    with clamd.running() as (_server, settings.CLAMD_URL):
        assert [found.level for found in doctor.scanner_answers(AT)] == [doctor.GOOD]
