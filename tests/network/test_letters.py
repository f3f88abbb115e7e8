"""Letters: formal, in her language, the same bytes each time, and a link in somebody's name fetches nothing."""

import io
import socket
import threading
from datetime import UTC, date, datetime

import pikepdf
import pytest

from network import letters
from network.letters import LetterFailed, issue, packed, render_pdf, unpacked
from network.models import Document, Event, Letter
from network.worker import drain
from tests.network import cast

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)

CONTEXTS = {
    "approval": {
        "decided_on": date(2026, 11, 24), "starts_on": date(2026, 11, 24), "next_due": date(2029, 11, 23),
        "coverage": [{"service": "Counseling", "place": "Ohio", "how": "In person, by video"}],
        "decision": "D-2026-0311", "policy_version": 7, "signer": "Ines Calloway", "signer_title": "Clinical director",
    },
    "denial": {
        "applied_on": date(2026, 10, 1), "decided_on": date(2026, 11, 24), "appeal_until": date(2026, 12, 24),
        "reasons": [{"criterion": "Insurance", "text": "The policy covers $500,000 per claim; $1,000,000 is required."}],
        "appeal_to": "appeals@harbor.example", "signer": "Ines Calloway",
    },
    "vacated": {
        "applied_on": date(2026, 10, 1), "decided_on": date(2026, 11, 24), "reasons": [{"text": "The degree was forged."}],
        "coverage": [{"service": "Counseling", "place": "Ohio"}], "appeal_until": date(2026, 12, 24), "appeal_to": "appeals@harbor.example",
    },
    "review_opened": {
        "opened_on": date(2026, 11, 24), "told": "Notes of three sessions are missing.", "answer_to": "network@harbor.example",
    },
    "not_accepted": {"decided_on": date(2026, 11, 24), "reasons": ["The panel for Ohio is closed."]},
    "information_request": {
        "items": [{"question": "Which months did you work in 2024?", "why": "A gap of 7 months"}], "due_on": date(2026, 12, 8),
    },
}  # fmt: skip


def text_of(pdf: bytes) -> bytes:
    """Everything in a PDF, unpacked."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return out.getvalue()


@pytest.fixture
def listener():
    """A port on this machine, and how many connected to it."""
    hits = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    over = threading.Event()

    def listen():
        while not over.is_set():
            try:
                server.accept()[0].close()
                hits.append(1)
            except TimeoutError:
                continue

    thread = threading.Thread(target=listen)
    thread.start()
    yield server.getsockname()[1], hits
    over.set()
    thread.join()
    server.close()


class Plain:
    """What a template needs of an organization."""

    name, letterhead, country, reply_to = "Harbor EAP", "12 Breakwater Row", "US", ""


def page(**extra):
    return {
        "organization": Plain, "recipient": "Wren Halloway", "on": date(2026, 11, 24), "reference": "HB-0042", "subject": "A letter",
        **CONTEXTS["not_accepted"], **extra,
    }


@pytest.mark.parametrize("kind", sorted(CONTEXTS))
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_kind_of_letter_renders_in_both_languages(kind, language):
    pdf = render_pdf(f"letters/{kind}.html", {**page(), **CONTEXTS[kind]}, language=language)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert 1 <= len(document.pages) <= 2


def test_the_same_letter_gives_the_same_bytes_and_another_does_not():
    one, two, other = (render_pdf("letters/not_accepted.html", page(subject=s), language="en") for s in ("A", "A", "B"))
    assert one == two != other


ATTACKS = [
    '<img src="http://127.0.0.1:{port}/x.png">',
    '<link rel="stylesheet" href="http://127.0.0.1:{port}/x.css">',
    '<style>@import url(http://127.0.0.1:{port}/x.css); p {{ background: url(http://127.0.0.1:{port}/y.png) }}</style>',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<img src="file:///etc/passwd"><object data="file:///etc/passwd"></object>',
    '<link rel="stylesheet" href="file:///etc/passwd">',
    '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="http://127.0.0.1:{port}/z.png"/></svg>',
    '<a rel="attachment" href="http://127.0.0.1:{port}/a">a</a>',
    '<img src="//127.0.0.1:{port}/x.png"><img src="ftp://127.0.0.1:{port}/x">',
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_html_in_a_field_is_shown_as_text_and_fetches_nothing(attack, listener):
    port, hits = listener
    pdf = render_pdf("letters/not_accepted.html", page(recipient=attack.format(port=port)), language="en")
    assert not hits and b"root:x:" not in text_of(pdf)


@pytest.mark.parametrize("attack", ATTACKS)
def test_even_unescaped_html_fetches_nothing(attack, listener):
    port, hits = listener
    html = f"<html><body><h1>x</h1>{attack.format(port=port)}</body></html>"
    answer, pdf = letters.jail.run("letters_child", {"identifier": "x"}, html.encode(), letters.LIMITS)
    assert answer["ok"] and not hits
    assert b"root:x:" not in text_of(pdf) and b"EmbeddedFile" not in text_of(pdf)


def test_a_letter_that_cannot_be_made_says_why(monkeypatch):
    monkeypatch.setattr(letters, "LIMITS", letters.Limits(memory=60 * 2**20, seconds=5, patience=20))
    with pytest.raises(LetterFailed, match="WeasyPrint"):
        render_pdf("letters/not_accepted.html", page(), language="en")


PACKED = [
    date(2026, 11, 24), AT, "2026-11-24", "$day", 7, None, True, ["a", {"b": date(2026, 1, 1)}], {"$day": "x", "y": 1},
]  # fmt: skip


@pytest.mark.parametrize("value", PACKED)
def test_days_survive_json_and_text_never_becomes_a_day(value):
    assert unpacked(packed(value)) == value


# ── Issued by a job ──────────────────────────────────────────────────────────
def ask(kind="denial", key="k"):
    harbor = cast.organization()
    practitioner, her = cast.therapist()
    letter = issue(
        organization=harbor, practitioner=practitioner, kind=kind, context=CONTEXTS[kind], reference="HB-0042", key=key, at=AT
    )
    return harbor, practitioner, her, letter


@pytest.mark.django_db
def test_a_letter_is_written_by_a_job_and_kept_once():
    harbor, practitioner, her, letter = ask()
    assert letter.state == Letter.State.QUEUED
    again = issue(organization=harbor, practitioner=practitioner, kind="denial", context={}, reference="HB-0042", key="k", at=AT)
    assert again.pk == letter.pk
    drain()
    letters.write_letter(id=letter.pk)
    letter.refresh_from_db()
    assert letter.state == Letter.State.ISSUED and letter.document.content_type == "application/pdf"
    assert letter.subject == "Your application to Harbor is denied"
    assert Document.objects.within(harbor).count() == 1
    assert list(Event.objects.filter(about="HB-0042").values_list("action", flat=True)) == ["letter.issued"]


@pytest.mark.django_db
def test_the_therapist_sees_her_letter_and_another_does_not():
    harbor, practitioner, her, letter = ask("not_accepted")
    drain()
    letter.refresh_from_db()
    stranger = cast.therapist("Juniper Ashdown", "T-00043")[1]
    rows = [Document.objects.visible_to(actor).filter(pk=letter.document_id).exists() for actor in (her, stranger)]
    assert rows == [True, False]


@pytest.mark.django_db
def test_a_kind_that_is_a_path_is_refused():
    harbor, (practitioner, _) = cast.organization(), cast.therapist()
    with pytest.raises(ValueError, match="kind"):
        issue(organization=harbor, practitioner=practitioner, kind="../base", context={}, reference="x", key="x", at=AT)
