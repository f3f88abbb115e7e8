"""Who on a list may be her: forms of names, what each difference costs, and what the other identifiers add."""

from datetime import date
from itertools import combinations
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import licensure.screening as screening
from licensure import npi
from licensure.names import family_forms, given_agreement, given_forms, normalize, prefixes, slip
from licensure.screening import Bands, Entry, ListIndex, Name, Person, screen
from licensure.shapes import FACTOR, numbered

BORN, NPI, OTHER_NPI = date(1980, 2, 3), "1234567893", "1000000004"


def candidate(hers, theirs, *, born=None, listed_born=None, mine="", listed_npi="", middle="", bands=None):
    """Screen one name against one row: "Given|Family"; the candidate or None."""
    names = tuple(Name(*name.split("|")) for name in hers.split(";"))
    first, family = theirs.split("|")
    entry = Entry("row", family, first, middle, listed_npi, listed_born)
    found = screen(Person(names, born, mine), ListIndex([entry]), bands or Bands())
    return found[0] if found else None


def how(found, identifier):
    """The verdict and word for one identifier."""
    return next((reason.verdict, reason.how) for reason in found.reasons if reason.identifier == identifier)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Zoë  Müller-Lüdenscheidt", "ZOE MULLER LUDENSCHEIDT"),
        ("O'Dara", "ODARA"),
        ("O’Dara", "ODARA"),
        ("St. Cloud", "ST CLOUD"),
        ("Halloway, Jr.", "HALLOWAY"),
        ("Dr. Wren Halloway PhD", "WREN HALLOWAY"),
        ("Md", "MD"),
        ("Hal\u200bloway", "HALLOWAY"),
        ("Нalloway", "HALLOWAY"),  # the first letter is Cyrillic
        ("Hal\U000e0041loway", "HALLOWAY"),  # an invisible letter
        ("Нa Нz", "HA HZ"),
        ("Владимир", "VLADIMIR"),
        ("  ", ""),
    ],
)
def test_a_name_has_one_normal_form(written, normal):
    assert normalize(written) == normal


@pytest.mark.parametrize(
    ("family", "forms"),
    [
        ("Halloway", {"HALLOWAY": 0}),
        ("Smith-Jones", {"SMITHJONES": 0, "SMITH": 8, "JONES": 8}),
        ("Smith Jones", {"SMITHJONES": 0, "SMITH": 8, "JONES": 8}),
        ("van der Berg", {"VANDERBERG": 0, "BERG": 8}),
        ("Mc Donald", {"MCDONALD": 0}),
        ("Van", {"VAN": 0}),
        ("Ash Mc Donald", {"ASHMCDONALD": 0, "ASH": 8, "MCDONALD": 8}),
        ("A-Bo", {"ABO": 0, "BO": 8}),
        ("Ash Elm-Oak", {"ASHELMOAK": 0, "ASH": 8, "ELM": 8, "OAK": 8, "ASHELM": 8, "ELMOAK": 8}),
        (
            "Testerman-Featherstone",
            {"TESTERMANFEATHERSTONE": 0, "TESTERMAN": 8, "FEATHERSTONE": 8, "TESTERMANFEATHERSTO": 2},
        ),
        ("", {}),
    ],
)
def test_a_family_name_is_found_whole_in_parts_and_as_the_list_cuts_it(family, forms):
    assert {form.text: form.loss for form in family_forms(family) if form.how != "vowels"} == forms


@pytest.mark.parametrize(("written", "cut"), [("Bramblewickthornell", 0), ("Bramblewickthornelle", 1), ("Bramblewickthornelles", 0)])
def test_a_field_of_twenty_signs_may_have_been_cut_off(written, cut):
    assert family_forms(written)[0].cut == cut


def test_only_the_last_part_of_a_cut_off_name_is_cut():
    assert [form for form in family_forms("Testerman-Featherstone") if form.cut] == []
    assert {form.text for form in family_forms("TESTERMAN-FEATHERSTO") if form.cut} == {"TESTERMANFEATHERSTO", "FEATHERSTO"}
    assert {form.text for form in family_forms("TIDEWAY-OAKS-TIDEWAY") if form.cut} == {"TIDEWAYOAKSTIDEWAY", "OAKSTIDEWAY", "TIDEWAY"}
    assert {form.text for form in family_forms("VAN DER BRAMBLEWICKT") if form.cut} == {"VANDERBRAMBLEWICKT", "BRAMBLEWICKT"}


def test_a_cut_off_field_shows_five_signs_at_least():
    assert list(prefixes("HALLOWAY")) == ["HALLO", "HALLOW", "HALLOWA"]


@pytest.mark.parametrize(
    ("first", "middle", "forms"),
    [
        ("Wren", "", {"WREN": 0}),
        ("Mary Ann B", "", {"MARYANNB": 0, "MARY": 0, "ANN": 8}),
        ("Mary Mary", "", {"MARYMARY": 0, "MARY": 0}),
        ("Mary Jo", "", {"MARYJO": 0, "MARY": 0, "JO": 8}),
        ("Mary", "Ann", {"MARY": 0, "MARYANN": 0, "ANN": 20}),
        ("Mary", "Jo", {"MARY": 0, "MARYJO": 0}),
        ("Alexandra-Lynnette", "", {"ALEXANDRALYNNETTE": 0, "ALEXANDRA": 0, "LYNNETTE": 8, "ALEXANDRALYNNE": 2}),
        ("", "Ann", {}),
    ],
)
def test_a_given_name_is_found_whole_by_its_first_word_and_with_the_middle_name(first, middle, forms):
    assert {form.text: form.loss for form in given_forms(first, middle) if form.how != "vowels"} == forms


@pytest.mark.parametrize(
    ("one", "other", "loss"),
    [
        ("WREN", "WREN", 0),
        ("LI", "LO", None),
        ("LI", "LIE", 10),
        ("WREN", "WRIN", 10),
        ("WREN", "WRENN", 8),
        ("MAPLE", "MPALE", 8),
        ("MAPLE", "MPAEL", None),
        ("TIDEWAY", "TIDWAY", 8),
        ("TIDEWAY", "TIDWA", None),
        ("HALLOWAY", "HALOWAY", 8),
        ("HALLOWAY", "HALLOWEY", 6),
        ("HALLOWAY", "HOLLOWEY", 10),
        ("HALLOWAY", "HOLLUWEY", None),
    ],
)
def test_slips_of_the_pen_cost_by_length_and_number(one, other, loss):
    assert (slip(one, other) or (None,))[0] == (slip(other, one) or (None,))[0] == loss


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("W", "WREN", (15, "initial")), ("W", "W", (0, "exact")), ("W", "MAYA", None), ("WILLIAM", "BILL", (8, "nickname")),
        ("WILL", "BILL", (8, "nickname")), ("MAYA", "WREN", None), ("ANN", "ANNE", (8, "nickname")), ("MAYA", "MAYAH", (8, "typo")),
        ("BILL", "WREN", None),
    ],
)  # fmt: skip
def test_given_names_agree_as_initials_nicknames_or_up_to_slips(one, other, expected):
    assert given_agreement(one, other) == given_agreement(other, one) == expected


@pytest.mark.parametrize(
    ("hers", "theirs", "score", "word"),
    [
        ("Wren|Halloway", "WREN|HALLOWAY", 70, "exact"),
        ("Wren|Hallowey", "WREN|HALLOWAY", 64, "typo"),
        ("Wrenn|Halloway", "WREN|HALLOWAY", 62, "exact"),
        ("Wrin|Halloway", "WREN|HALLOWAY", 60, "exact"),
        ("Wren|Hollowey", "WREN|HALLOWAY", 60, "typo"),
        ("Wren|Tidewey", "WREN|TIDEWAY", 62, "typo"),
        ("Wren|Tidewayne", "WREN|TIDEWAY", None, ""),
        ("Wren|Tidwya", "WREN|TIDEWAY", None, ""),
        ("Wren|Ahs", "WREN|ASH", 60, "typo"),
        ("Wren|Halloawys", "WREN|HALLOWAY", 60, "typo"),
        ("Wrenn|Hallowey", "WREN|HALLOWAY", 56, "typo"),
        ("Wrin|Hollowey", "WREN|HALLOWAY", None, ""),
        ("W|Halloway", "WREN|HALLOWAY", 55, "exact"),
        ("W|Hallowey", "WREN|HALLOWAY", None, ""),
        ("Bill|Halloway", "WILLIAM|HALLOWAY", 62, "exact"),
        ("Wren|Halloway-Ash", "WREN|HALLOWAY", 62, "part"),
        ("Wren|Ash", "WREN|HALLOWAY-ASH", 62, "part"),
        ("Wren|Halloway Ash", "WREN|HALLOWAY-ASH", 70, "exact"),
        ("Wren|Halloway-Ash", "WREN|ELM-ASH", None, ""),
        ("Halloway|Wren", "WREN|HALLOWAY", 65, "swapped"),
        ("Hallowey|Wren", "WREN|HALLOWAY", 59, "swapped"),
        ("Alexandra-Lynn|Testerman-Featherstone", "ALEXANDRA-LYNN|TESTERMAN-FEATHERSTO", 68, "cut"),
        ("Alexandra-Lynn|Featherstone", "ALEXANDRA-LYNN|TESTERMAN-FEATHERSTO", 60, "cut"),
        ("Wren|Ash-Bramblewickthornelles", "WREN|BRAMBLEWICKTHORNELLE", 60, "cut"),
        ("Wren|Bramblewicktest", "WREN|VAN DER BRAMBLEWICKT", 60, "cut"),
        ("Alexandra-Lynnette|Ash", "ALEXANDRA-LYNNE|ASH", 70, "exact"),
        ("Bramblewickthornelle|Ash", "BRAMBLEWICKTHOR|ASH", 68, "exact"),
        ("Maya|Halloway", "WREN|HALLOWAY", None, ""),
        ("Wren|Lindenwood", "WREN|HALLOWAY", None, ""),
        ("Maya|Lindenwood;Wren|Halloway", "WREN|HALLOWAY", 70, "exact"),
        ("Wren|Halloway", "|HALLOWAY", 55, "exact"),
        ("Wren|Hallowey", "|HALLOWAY", None, ""),
        ("|Halloway", "WREN|HALLOWAY", 55, "exact"),
        ("Wren|Halloway", "W|HALLOWAY", 55, "exact"),
        ("Ann|Halloway", "MARY ANN|HALLOWAY", 62, "exact"),
    ],
)
def test_what_differs_in_a_name_costs_points_and_a_name_alone_is_only_possible(hers, theirs, score, word):
    found = candidate(hers, theirs)
    assert (found and found.score) == score
    if found:
        assert found.band == "possible"
        assert how(found, "family_name") == ("agrees", word)


@pytest.mark.parametrize(
    ("given_name", "middle", "score"),
    [
        ("Wren Ash", "ASH", 73), ("Wren A", "ASH", 73), ("Wren Ash", "A", 73), ("Wren Elm", "ASH", 67),
        ("Wren", "ASH", 70), ("Wren Ash", "", 70),
    ],
)
def test_a_middle_name_adds_or_takes_a_little(given_name, middle, score):
    assert candidate(f"{given_name}|Halloway", "WREN|HALLOWAY", middle=middle).score == score


def test_a_middle_name_used_as_first_name_needs_another_identifier():
    assert candidate("Ash|Halloway", "WREN|HALLOWAY", middle="ASH") is None
    assert candidate("Ash|Halloway", "WREN|HALLOWAY", middle="ASH", born=BORN, listed_born=BORN).score == 72


def test_a_given_name_that_costs_as_much_as_another_one_differs():
    found = candidate("Ashe|Halloway", "WREN|HALLOWAY", middle="ASHN", born=BORN, listed_born=BORN)
    assert (found.score, how(found, "given_name")) == (62, ("differs", ""))


def test_of_names_that_score_the_same_the_first_is_shown():
    found = candidate("Wren|Hallowey;Wren|Hallowai", "WREN|HALLOWAY")
    assert (found.score, found.name) == (64, Name("Wren", "Hallowey"))


@pytest.mark.parametrize(
    ("hers", "theirs", "born", "listed", "score", "band", "verdict"),
    [
        ("Wren|Halloway", "WREN|HALLOWAY", BORN, BORN, 92, "probable", ("agrees", "")),
        ("Wren|Hallowey", "WREN|HALLOWAY", BORN, BORN, 86, "probable", ("agrees", "")),
        ("Wren Ash|Halloway", "WREN ASH|HALLOWAY", BORN, BORN, 92, "probable", ("agrees", "")),
        ("Maya|Halloway", "WREN|HALLOWAY", BORN, BORN, 62, "possible", ("agrees", "")),
        ("Wren|Halloway", "WREN|HALLOWAY", BORN, None, 70, "possible", ("unknown", "")),
        ("Wren|Halloway", "WREN|HALLOWAY", None, BORN, 70, "possible", ("unknown", "")),
        ("Wren|Halloway", "WREN|HALLOWAY", BORN, date(1900, 1, 1), 70, "possible", ("unknown", "")),
        ("Wren|Halloway", "WREN|HALLOWAY", date(1900, 1, 1), BORN, 70, "possible", ("unknown", "")),
        ("Wren|Halloway", "WREN|HALLOWAY", BORN, date(1980, 3, 2), 65, "possible", ("differs", "typo")),
        ("Wren|Halloway", "WREN|HALLOWAY", BORN, date(1980, 2, 8), 65, "possible", ("differs", "typo")),
        ("Wren|Halloway", "WREN|HALLOWAY", BORN, date(1990, 2, 3), 65, "possible", ("differs", "typo")),
        ("Wren|Halloway", "WREN|HALLOWAY", BORN, date(1991, 2, 3), None, None, None),
        ("Wren|Halloway", "WREN|HALLOWAY", BORN, date(1981, 3, 2), None, None, None),
        ("Wren|Halloway", "WREN|HALLOWAY", BORN, date(1980, 2, 14), None, None, None),
    ],
)
def test_a_date_of_birth_lifts_confirms_or_drops_a_name(hers, theirs, born, listed, score, band, verdict):
    found = candidate(hers, theirs, born=born, listed_born=listed)
    assert (found and (found.score, found.band, how(found, "date_of_birth"))) == (score and (score, band, verdict))


@pytest.mark.parametrize(
    ("hers", "mine", "listed", "score", "band", "verdict"),
    [
        ("Wren|Halloway", NPI, NPI, 100, "certain", "agrees"),
        ("W|Halloway", NPI, NPI, 100, "certain", "agrees"),
        ("Maya|Lindenwood", NPI, NPI, 95, "certain", "agrees"),
        ("Wren|Halloway", NPI, OTHER_NPI, 65, "possible", "differs"),
        ("Wren|Halloway", NPI, "", 70, "possible", "unknown"),
        ("Wren|Halloway", "", NPI, 70, "possible", "unknown"),
        ("Wren|Halloway", "0000000000", "0000000000", 70, "possible", "unknown"),
    ],
)
def test_an_equal_npi_decides_and_the_placeholder_says_nothing(hers, mine, listed, score, band, verdict):
    found = candidate(hers, "WREN|HALLOWAY", mine=mine, listed_npi=listed)
    assert (found.score, found.band, how(found, "npi")[0]) == (score, band, verdict)


def test_an_equal_npi_decides_even_when_the_date_of_birth_differs_and_says_what_differs():
    found = candidate("Wren|Halloway", "WREN|HALLOWAY", mine=NPI, listed_npi=NPI, born=BORN, listed_born=date(1961, 7, 9))
    assert (found.score, found.band, found.differing) == (95, "certain", ("date_of_birth",))


def test_a_business_row_is_found_by_npi_alone():
    assert candidate("Wren|Halloway", "|", mine=NPI, listed_npi=NPI).band == "certain"
    assert candidate("Wren|Halloway", "|", mine=OTHER_NPI, listed_npi=NPI) is None


def test_name_and_birth_are_never_certain_by_default_and_bands_follow_the_organization():
    best = candidate("Wren Ash|Halloway", "WREN|HALLOWAY", middle="ASH", born=BORN, listed_born=BORN)
    assert (best.score, best.band) == (94, "probable")
    assert candidate("Wren|Halloway", "WREN|HALLOWAY", bands=Bands(50, 60, 65)).band == "possible"
    assert candidate("Wren|Halloway", "WREN|HALLOWAY", bands=Bands(71, 80, 95)) is None
    low = candidate("Wren|Halloway", "WREN|HALLOWAY", born=BORN, listed_born=date(1961, 7, 9), bands=Bands(0, 80, 95))
    assert (low.score, low.band) == (30, "possible")
    assert [Bands().of(score) for score in (54, 55, 79, 80, 94, 95)] == [None, "possible", "possible", "probable", "probable", "certain"]


@pytest.mark.parametrize("hers", ["Wren|Hallowey;Wren|Halloway", "Wren|Halloway;Wren|Hallowey"])
def test_of_several_names_the_likeliest_counts(hers):
    found = candidate(hers, "WREN|HALLOWAY")
    assert (found.score, found.name) == (70, Name("Wren", "Halloway"))


LIKELIER = [  # score, name and reasons of the one and of the other
    ((70, "a", (1,)), (64, "a", (1,)), True), ((64, "a", (1,)), (70, "a", (2,)), False), ((70, "b", (1,)), (70, "a", (2,)), False),
    ((70, "a", (1,)), (70, "a", (2,)), True), ((70, "a", (2,)), (70, "a", (1,)), False), ((70, "a", (1,)), (70, "a", (1,)), False),
]


@pytest.mark.parametrize(("one", "other", "likelier"), LIKELIER)
def test_of_two_accounts_of_a_row_the_better_stays_and_of_equal_ones_always_the_same(one, other, likelier):
    fields = ("score", "name", "reasons")
    assert screening._likelier(*(SimpleNamespace(**dict(zip(fields, each, strict=True))) for each in (one, other))) is likelier


def test_how_far_a_name_may_be_off_follows_from_the_bands():
    assert screening.Reach.of(Bands()) == screening.Reach(18, 40, 13, -22)
    reach, slip, other = screening.Reach(1, 2, 3, 4), date(1980, 2, 8), date(1961, 7, 9)
    pairs = [(None, BORN), (BORN, None), (BORN, BORN), (BORN, slip), (BORN, other)]
    assert [reach.to(*pair) for pair in pairs] == [1, 1, 2, 3, 4]


@pytest.mark.parametrize(("hers", "middle", "born", "lowest", "score"), [
    ("Wren A|Ahs-Elm", "OAK", None, 49, 49), ("Wren A|Ahs-Elm", "OAK", None, 50, None),
    ("Wren A|Ahs-Elm", "ASH", None, 55, 55), ("Wren A|Ahs-Elm", "ASH", None, 56, None),
    ("Maya A|Ash", "ASH", None, 43, 43), ("Maya A|Ash", "ASH", None, 44, None),
    ("Maya A|Ash", "ASH", BORN, 65, 65), ("Maya A|Ash", "ASH", BORN, 66, None),
])
def test_what_just_reaches_the_lowest_band_is_found_and_what_just_does_not_is_not(hers, middle, born, lowest, score):
    found = candidate(hers, "WREN|ASH", middle=middle, born=born, listed_born=born, bands=Bands(lowest, 80, 95))
    assert (found and found.score) == score


def test_the_likeliest_row_comes_first_and_equal_ones_in_list_order():
    rows = [Entry(1, "HALLOWEY", "WREN"), Entry(2, "HALLOWAY", "WREN"), Entry(3, "HALLOWAY", "WREN", "X")]
    found = screen(Person((Name("Wren", "Halloway"),)), ListIndex(rows))
    assert [each.entry.key for each in found] == [2, 3, 1]


def test_rows_that_one_form_leads_to_each_cost_what_it_costs_there():
    listed = [("ASH", "WREN"), ("HALLOWAY-ASH", "WREN"), ("ASH", "WREN")]
    index = ListIndex(Entry(key, *name, date_of_birth=BORN) for key, name in enumerate(listed))
    scores = [
        {each.entry.key: each.score for each in screen(Person((Name(first, "Ash"),), born), index, Bands(54))}
        for first, born in (("Wren", None), ("Maya", BORN))
    ]
    assert scores == [{0: 70, 1: 62, 2: 70}, {0: 62, 1: 54, 2: 62}]


names = st.text("ABEHLNORW", min_size=1, max_size=9)
rows = st.lists(st.tuples(names, names, st.sampled_from([None, BORN])), min_size=1, max_size=25)
people = st.lists(st.builds(Name, names, names), min_size=1, max_size=3)


@given(rows, people, st.builds(Name, names, names), st.sampled_from([None, BORN]))
def test_one_name_more_never_loses_a_candidate(listed, hers, former, born):
    index = ListIndex(Entry(place, family, first, date_of_birth=day) for place, (family, first, day) in enumerate(listed))
    before = {each.entry.key: each.score for each in screen(Person(tuple(hers), born), index)}
    after = {each.entry.key: each.score for each in screen(Person((*hers, former), born), index)}
    assert all(after[key] >= score for key, score in before.items())


@given(rows, people, st.sampled_from([None, BORN]))
def test_the_index_finds_what_comparing_with_every_row_alone_finds(listed, hers, born):
    entries = [Entry(place, family, first, date_of_birth=day) for place, (family, first, day) in enumerate(listed)]
    person = Person(tuple(hers), born)
    together = {each.entry.key: each.score for each in screen(person, ListIndex(entries))}
    alone = {entry.key: each.score for entry in entries for each in screen(person, ListIndex([entry]))}
    assert together == alone


@given(*[st.text("AB", min_size=1, max_size=10)] * 2)
def test_forms_within_the_allowed_slips_share_a_shape(one, other):
    assert slip(one, other) is None or shapes(one) & shapes(other)


def shapes(text) -> set[int]:
    """The numbers of a text's shapes."""
    keys, places = numbered([text])
    assert set(places.tolist()) == {0}
    return set(keys.tolist())


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("1234567893", True), ("1234567890", False), ("1000000004", True), ("1999000130", True), ("1234567983", False),
        ("123456789", False), ("12345678930", False), ("123456789X", False), ("", False), ("١٢٣٤٥٦٧٨٩٣", False),
    ],
)  # fmt: skip
def test_an_npi_ends_in_the_luhn_digit_over_80840_and_itself(number, valid):
    assert npi.is_valid(number) is valid


@pytest.mark.parametrize(
    "numbers",
    [
        ["1234567893", "1234567894", "1245319599", "9999999999", "0000000000", "1234567892"], [], ["1234567893"], ["1234567894"],
        ["1234567893", "", "1234567894"], ["1234567893", "１２３４５６７８９３", "123456789", "12345678930"], ["123456789", "12345678931"],
        ["1000000020"], ["100000002"], ["10000000200"],
        [f"{start}{last}" for start in ("100000000", "999999999", "198765432", "808401234") for last in range(10)],
    ],
)  # fmt: skip
def test_many_npis_are_looked_at_together_and_those_at_fault_are_those_not_valid_alone(numbers):
    assert npi.wrong(numbers) == [place for place, number in enumerate(numbers) if not npi.is_valid(number)]


@given(st.lists(st.text("0123456789", min_size=10, max_size=10), max_size=30))
def test_any_npis_together_are_judged_as_each_alone(numbers):
    assert npi.wrong(numbers) == [place for place, number in enumerate(numbers) if not npi.is_valid(number)]


@pytest.mark.parametrize(("written", "kept"), [(" 1234567893 ", "1234567893"), ("0000000000", ""), ("", ""), (None, "")])
def test_a_blank_or_placeholder_npi_is_none(written, kept):
    assert npi.known(written) == kept


@given(st.text("ABCZ", min_size=1, max_size=11))
@example("ASH")
@example("HALLOWA")
@example("HALLOWAY")
def test_a_shape_is_the_text_without_one_letter_or_two_of_a_long_one(text):
    left_out = [0, 1, 2] if len(text) >= 8 else [0, 1]
    left = {"".join(kept) for count in left_out for kept in combinations(text, len(text) - count)}
    assert shapes(text) == {sum(ord(sign) * int(FACTOR) ** at for at, sign in enumerate(shape, 1)) % 2**64 for shape in left}


@pytest.mark.parametrize(
    ("hers", "theirs", "word"),
    [
        ("Ann|Halloway", "MARY ANN|HALLOWAY", "second"),
        ("Mary Ann|Halloway", "ANN|HALLOWAY", "second"),
        ("Bramblewickthornelle|Ash", "BRAMBLEWICKTHOR|ASH", "cut"),
        ("W|Halloway", "WREN|HALLOWAY", "initial"),
        ("Bill|Halloway", "WILLIAM|HALLOWAY", "nickname"),
        ("Wren|Halloway", "WREN|HALLOWAY", "exact"),
    ],
)
def test_the_reason_says_how_the_given_name_agrees(hers, theirs, word):
    assert how(candidate(hers, theirs), "given_name") == ("agrees", word)
