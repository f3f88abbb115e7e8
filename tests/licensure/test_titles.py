"""A title as a register writes it, against the one she attests: in full, abbreviated, turned around, and never another tier."""

import pytest

from licensure.compared import writings
from licensure.comparing import Stated, compare
from licensure.packs import packs
from licensure.titles import same_title

HERS = ("Licensed Professional Counselor", "LPC")
OTHERS = ("Licensed Professional Counselor Associate", "LPC Associate", "Licensed Clinical Social Worker", "LCSW", "Social Worker", "SW")

AGREE = [
    "Licensed Professional Counselor", "LPC", "lpc", "L.P.C.", "LICENSED PROFESSIONAL COUNSELOR (LPC)",
    "LPC - Licensed Professional Counselor",
    "Professional Counselor License", "Counselor, Licensed Professional", "Professional Counselor", "",
]
DIFFER = [
    "Licensed Professional Counselor Associate", "LPC Associate", "LPC-Intern", "Licensed Professional Counselor - Supervised", "LPCA",
    "Licensed Clinical Social Worker", "LCSW", "Counselor", "Temporary LPC", "Licensed Professional Counselor, Provisional",
]


@pytest.mark.parametrize("written", AGREE)
def test_one_title_in_many_writings(written):
    assert same_title(HERS, written, others=OTHERS)


@pytest.mark.parametrize("written", DIFFER)
def test_a_supervised_tier_or_another_profession_is_not_hers(written):
    assert not same_title(HERS, written, others=OTHERS)


def test_a_writing_of_another_title_there_is_never_hers_though_only_the_word_for_a_license_is_between():
    assert same_title(("Licensed Social Worker", "LSW"), "Social Worker")
    assert not same_title(("Licensed Social Worker", "LSW"), "Social Worker", others=OTHERS)


def test_a_difference_names_the_field_and_may_mean_another_license():
    (found,) = compare(Stated(titles=HERS, others=OTHERS), Stated(titles=("LPC Associate",)))
    assert (found.field, found.hers, found.theirs, found.about_who) == ("title", HERS[0], "LPC Associate", True)
    assert compare(Stated(titles=HERS), Stated()) == compare(Stated(), Stated(titles=("LPC",))) == ()


def test_no_title_of_a_jurisdiction_reads_as_another_one_there():
    for kind in packs().types.values():
        rest = [each for each in packs().types.values() if each.jurisdiction == kind.jurisdiction and each.key != kind.key]
        for each in rest:
            for text in writings(each):
                shared = text.upper() in {mine.upper() for mine in writings(kind)}
                known = [mine for one in rest for mine in writings(one)]
                assert shared or not same_title(writings(kind), text, others=known), (kind.key, text)
        assert all(same_title(writings(kind), text) for text in writings(kind)), kind.key
