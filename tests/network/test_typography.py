"""Dates stay together on pages and letters, and nowhere else."""

from datetime import date

import pytest
from django.http import HttpResponse, JsonResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from network.letters import render_pdf
from network.typography import KeepTogether, addresses_whole, keep_together, whole
from tests.pdf_text import text_of


@pytest.mark.parametrize(
    ("plain", "joined"),
    [
        ("<p>through 12 Feb 2028.</p>", "<p>through 12~Feb~2028.</p>"),
        ("on 3 maart 2026, 14:02", "on 3~maart~2026, 14:02"),
        ("22 Nov, 14:02", "22~Nov, 14:02"),
        ("3 mei 2026 t/m 1 augustus 2026", "3~mei~2026 t/m 1~augustus~2026"),
        ('<input value="3 Mar 2026" title="a 3 Mar 2026">3 Mar 2026', '<input value="3 Mar 2026" title="a 3 Mar 2026">3~Mar~2026'),
        ("<textarea>said on 3 Mar 2026</textarea>", "<textarea>said on 3 Mar 2026</textarea>"),
        ("3 Marble 2026, 3 months", "3 Marble 2026, 3 months"),
    ],
)
def test_a_date_breaks_nowhere_and_what_is_no_date_stays(plain, joined):
    assert keep_together(plain) == joined.replace("~", "\u00a0")


def test_a_word_wider_than_a_phone_may_part_at_its_joint_and_only_in_what_is_read():
    drawn = keep_together('<h1 title="Aansprakelijkheidsverzekering">Aansprakelijkheidsverzekering, voorwaarden</h1>')
    assert drawn == '<h1 title="Aansprakelijkheidsverzekering">Aansprakelijkheids\u00adverzekering, voorwaarden</h1>'


def test_pages_are_laid_out_and_what_machines_read_is_not():
    page, data = HttpResponse("<p>3 Mar 2026</p>"), JsonResponse({"said": "3 Mar 2026"})
    assert KeepTogether(lambda request: page)(None).content.decode() == "<p>3\u00a0Mar\u00a02026</p>"
    assert KeepTogether(lambda request: data)(None).content == b'{"said": "3 Mar 2026"}'


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("HB-0042", "[HB-0042]"), ("Number 149-010274, as of 3 & 4", "Number [149-010274], as of 3 &amp; 4"),
        ("HB-0042 and HB-0043.", "[HB-0042] and [HB-0043]."), ("well-known", "well-known"), ("", ""),
        ("/files/HB-0042/", "/files/HB-0042/"), (gettext_lazy("No HB-0042"), "No [HB-0042]"),
    ],
)
def test_a_number_with_hyphens_breaks_nowhere_and_what_stands_around_it_stays(text, drawn):
    assert whole(text) == drawn.replace("[", '<span class="whole">').replace("]", "</span>") and isinstance(whole(text), SafeString)


@pytest.mark.parametrize("value", [None, 42, mark_safe("<b>HB-0042</b>")])  # noqa: S308
def test_what_is_no_text_or_drawn_already_is_left_alone(value):
    assert whole(value) is value


@pytest.mark.parametrize(("plain", "drawn"), [
    ("Write to network@harbor.example.", 'Write to <span class="address-line">network@harbor.example</span>.'),
    ("See http://localhost:8000/me/registers/, then", 'See <span class="address-line">http://localhost:8000/me/registers/</span>, then'),
    ('<a href="https://harbor.example/a">here</a>', '<a href="https://harbor.example/a">here</a>'),
    ("<style>a { background: url(https://x.example/b) }</style>", "<style>a { background: url(https://x.example/b) }</style>"),
    ("at 5 o'clock @ the office", "at 5 o'clock @ the office"),
])
def test_an_address_in_a_letter_is_marked_as_one_and_nothing_else_is(plain, drawn):
    assert addresses_whole(plain) == drawn


def test_no_hyphen_is_put_into_an_address_on_paper():
    words = "Schrijf naar network@harbor.example of kijk op http://localhost:8000/me/registrations/certificates/ voor uw aanvraag. "
    letter = {
        "organization": {"name": "Harbor", "country": "NL"}, "on": date(2026, 11, 24), "reference": "T-1", "recipient": "Wren Halloway",
        "items": [{"question": words * 9, "due_on": date(2026, 12, 1), "url": ""}], "due_on": date(2026, 12, 1), "asked_by": "Tom",
    }
    said = "".join(text_of(render_pdf("letters/information_request.html", letter, language="nl")).split())
    assert said.count("network@harbor.example") == said.count("http://localhost:8000/me/registrations/certificates/") == 9
