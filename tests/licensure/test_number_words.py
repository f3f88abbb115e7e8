"""The usual number of a title is said so that somebody who reads no patterns understands it."""

import re

import pytest
from django.utils.translation import override

from licensure.packs import packs
from licensure.words_numbers import number_words

SAID = [
    (r"PSY\d{10}", "PSY + 10 digits"),
    (r"\d{1}", "1 digit"),
    (r"\d{4,6}", "4 to 6 digits"),
    (r"4610\d+", "4610 + one or more digits"),
    (r"P?\d{5,6}", "[P] + 5 to 6 digits"),
    (r"07[01]-?\d{6}", "07 + 0/1 + [-] + 6 digits"),
    (r"(LCSW|LCS)?\d{3,6}", "[LCSW/LCS] + 3 to 6 digits"),
    (r"(LAC-?)?\d{3,6}(-TRNE)?", "[LAC + [-]] + 3 to 6 digits + [-TRNE]"),
    (r"R?\d{6}(-\d+)?", "[R] + 6 digits + [- + one or more digits]"),
    (r"[A-Z]{2}\d{6}", "2 letters + 6 digits"),
    (r"[A-Z]\d{3}", "1 letter + 3 digits"),
    (r"([A-Z]{1,2}-?)?\d{4,6}", "[1 to 2 letters + [-]] + 4 to 6 digits"),
    (r"\d{2}/\d{3,6}", "2 digits + / + 3 to 6 digits"),
    (r"[a-z]{2}\d{6}", r"[a-z]{2}\d{6}"),
    ("", ""),
]


@pytest.mark.parametrize(("pattern", "words"), SAID)
def test_a_pattern_is_said_in_words_or_left_as_it_is(pattern, words):
    assert number_words(pattern) == words


def test_no_pack_shows_a_reader_a_pattern():
    shown = {number_words(kind.pattern) for kind in packs().types.values()}
    assert not {words for words in shown if re.search(r"[\\{}|?()]", words)}


def test_it_is_said_in_dutch():
    with override("nl"):
        assert number_words(r"\d{4,6}") == "4 tot 6 cijfers"
