"""Dates stay together on pages and letters, and nowhere else."""

import pytest
from django.http import HttpResponse, JsonResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from network.typography import KeepTogether, keep_together, whole


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
