"""Every criterion, field, code and element has its words; what was seen and what is asked become one line."""

import re
from datetime import date

import pytest
from django.utils.translation import override

from licensure.packs import packs
from network.formats import day
from network.money import Money
from tests.vetting.invented import TODAY, WREN, wren
from vetting import words, words_policies
from vetting.criteria import CRITERIA
from vetting.findings import Kind
from vetting.limits import Problem
from vetting.presets import names, preset
from vetting.rules import Finding, Outcome, Severity, evaluate
from vetting.wording import CODES, COUNTRIES, ELEMENTS, HELP, NAMES
from vetting.wording_criteria import CURES, TITLES
from vetting.words_asked import ASKED, asked
from vetting.words_lines import READERS
from vetting.words_values import place, place_label, stretch


def test_every_criterion_has_a_title_and_a_cure_and_nothing_has_one_too_many():
    assert set(TITLES) == set(CURES) == set(CRITERIA)


def test_every_field_has_its_help_and_its_name():
    fields = {field.name for criterion in CRITERIA.values() for field in criterion.fields}
    assert fields == set(HELP)
    assert fields - set(NAMES) <= {"professions", "count"} | set(NAMES)


def test_every_choice_of_a_field_and_every_element_read_has_its_words():
    choices = {choice for criterion in CRITERIA.values() for field in criterion.fields for choice in field.choices}
    assert choices - set(CODES) == set()
    elements = {element for criterion in CRITERIA.values() for element in criterion.reads}
    assert elements - set(ELEMENTS) == set()


CODE_LIKE = re.compile(r"_|[{}%]|\b[A-Z]{2}:|\b[A-Z]{2}-[A-Z]{2}\b|\w:\w")
ROW = {"professions": (), "places": (), "years": 0}  # of everybody
FULL = {  # a value for every kind of field that has no default
    Kind.INTEGER: 3, Kind.CODE: "us", Kind.CODES: (), Kind.AMOUNTS: {"USD": 100_000_000, "EUR": 125_000_000},
    Kind.NEEDS: {"couples": ("eap_101", "ceap")}, Kind.MATRIX: {"license_action": {"serious": "blocks"}}, Kind.FLAG: True,
    Kind.WEIGHTS: {"license_years": 2, "claims_against": 5},
    Kind.PAPERS: ({"paper": "photo", "professions": ("lawyer",), "places": ("NL",), "years": 5}, {**ROW, "paper": "immunization"}),
}  # fmt: skip
CODES_OF = {  # codes for the fields that name no choices
    "countries": ("US", "NL"), "jurisdictions": ("US-IL", "US", "NL"), "closed_places": ("US-IL", "NL"),
    "registers": ("NL:nip", "XX:some_body"), "lists": ("oig-leie", "a-list"),
    "courses": ("eap_101", "some_course"), "languages": ("en", "nl"), "accreditors": ("some_board",), "equivalents": ("hbo", "post_hbo"),
}  # fmt: skip


def readable(line):
    """Whether nothing in the line reads like a code; shows the line when something does."""
    assert line and not CODE_LIKE.search(line), line
    return True


def full_limits(criterion):
    """The limit with every field given: as many as may be chosen, and each number large, one, and as low as it may be."""
    for number in ("maximum", "one", "minimum"):
        limit = {}
        for field in criterion.fields:
            limit[field.name] = FULL[field.kind] or field.choices or CODES_OF[field.name]
            if field.kind is Kind.CODE:
                limit[field.name] = field.choices[0]
            if field.kind is Kind.INTEGER:
                limit[field.name] = 1 if number == "one" else getattr(field, number)
        yield limit


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("key", CRITERIA)
def test_every_criterion_asks_in_a_sentence_of_its_own_without_a_code(key, language):
    with override(language):
        for limit in full_limits(CRITERIA[key]):
            assert asked(key, limit) is not None, limit
            assert readable(words.limit(key, limit)) and readable(words_policies.sentence(key, limit))


BROKEN = re.compile(r"  | [.,;:]|\b(?:last|laatste) 1 |\ba [aeio]|\b0 (?:claim|maand|month|schade|substan|gegrond)|\bever\b(?! took)")


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("key", CRITERIA)
def test_every_sentence_reads_as_one_for_the_lowest_and_the_highest_value(key, language):
    with override(language):
        for limit in (*full_limits(CRITERIA[key]), *each_choice(CRITERIA[key])):
            said = words_policies.sentence(key, limit)
            assert not BROKEN.search(said), said


def each_choice(criterion):
    """The limit with each of its choices by itself."""
    limit = next(full_limits(criterion))
    for field in criterion.fields:
        for choice in field.choices if field.kind in (Kind.CODE, Kind.CODES) else ():
            yield {**limit, field.name: choice if field.kind is Kind.CODE else (choice,)}


def test_a_policy_in_print_says_who_looks_at_which_yes_and_what_counts_instead():
    matrix = {"criminal_conviction": {"serious": "blocks", "any": "committee"}, "civil_judgment": {"any": "committee"}}
    said = words_policies.sentence("disclosures", {"questions": "us", "matrix": matrix, "otherwise": "director"})
    assert said == (
        "What a yes to a disclosure question (United States) leads to: it blocks: conviction (serious); the committee reviews it: "
        "conviction and civil judgment; any other yes: a director reviews it."
    )
    assert words_policies.sentence("license_in_force", {"levels": ("independent",), "registers": ("NL:nip",)}) == (
        "Holds an independent license that is in force. An entry in Nederlands Instituut van Psychologen counts as well."
    )
    with override("nl"):
        assert words_policies.sentence("exclusion_monthly", {"lists": ("sam",), "months": 1, "current": False}) == (
            "Is in de laatste maand gecontroleerd op SAM.gov-uitsluitingen."
        )


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("key", CRITERIA)
def test_every_criterion_says_what_was_seen_even_when_that_is_nothing(key, language):
    assert key in READERS
    with override(language):
        for outcome in Outcome:
            assert readable(words.observed(found(key, {}, {}, outcome)))


def test_every_sentence_belongs_to_a_criterion():
    assert {name.partition(".")[0] for name in ASKED} == set(CRITERIA) == set(READERS)


def test_a_limit_with_a_value_missing_is_named_by_its_rule():
    assert words.limit("insurance_per_claim", {}) == "Insurance per claim"


@pytest.mark.parametrize("name", names())
def test_every_finding_says_something_on_both_sides(name):
    for facts in (WREN, wren(licenses=None, insurance=None, answers=None)):
        for finding in evaluate([preset(name)], facts, on=TODAY).findings:
            assert words.observed(finding) and words.required(finding) and words.title(finding.criterion)
            assert readable(words.required(finding)) and readable(words.observed(finding))


def found(criterion, observed, required, outcome="met"):
    return Finding(criterion, Outcome(outcome), Severity.BLOCKS, observed, required, (), 1)


V = {"evidence": "verified"}
LINES = [
    (
        found("eap_years", {"months": 1, "state": "attested"}, {"years": 1, **V}),
        "1 month, the therapist’s word", "at least 1 year of EAP work",
    ),
    (found("eap_years", {"months": 24, "state": "verified"}, {"years": 2, **V}), "2 years, verified", "at least 2 years of EAP work"),
    (found("eap_years", {"months": None}, {"years": 0, **V}, "unknown"), "not on file", "no length of EAP work asked"),
    (found("license_actions", {"actions": 0}, {"years": 0, **V}), "no board action", "no board action ever"),
    (found("license_actions", {"actions": 0}, {"years": 5, **V}, "unknown"), "not looked up yet", "no board action in the last 5 years"),
    (found("license_actions", {"actions": 1, "kind": "probation", "on": date(2025, 3, 4)}, {"years": 1, **V}, "not_met"),
        "1 board action; probation on 4 Mar 2025", "no board action in the last year"),
    (found("insurance_per_claim", {"last": TODAY, "amount": Money(100_000_000, "USD")}, {"minimum": {"USD": 100_000_000}, **V}),
        f"$1,000,000, through {day(TODAY)}", "at least $1,000,000 per claim"),
    (found("license_in_force", {"jurisdiction": "US-IL", "status": "active", "expires_on": date(2028, 7, 25), "lifelong": False,
        "state": "verified"}, {"levels": ("independent",), "registers": ()}),
        "Illinois: active through 25 Jul 2028", "an active license in every place asked"),
    (found("practice_level", {"jurisdiction": "NL", "level": "voluntary", "register": "NL:nip", "statutory": False},
        {"levels": ("independent",), "registers": ("NL:nip",), **V}),
        "Netherlands: registered with Nederlands Instituut van Psychologen",
        "an independent license, or an entry in a register we accept, in every place asked"),
    (found("license_verified", {"state": "verified", "as_of": date(2026, 11, 18)}, {"days": 120, "all": False}),
        "as of 18 Nov 2026, verified", "looked up at the board at most 120 days before the decision"),
    (found("exclusion_checked", {"list": "some-list", "as_of": None}, {"lists": ("oig-leie", "some-list"), "days": 1, **V}, "unknown"),
        "SOME-LIST: not checked yet", "checked against LEIE and SOME-LIST at most 1 day before the decision"),
    (found("hits_adjudicated", {"list": "oig-leie", "band": "possible", "state": "open", "seen_on": TODAY}, {"band": "possible"}),
        f"LEIE: possible match, not judged yet; seen {day(TODAY)}", "every match that is at least “possible” judged by two people"),
    (found("gaps_explained", {"gaps": (), "months": 0}, {"months": 6, "years": 5}),
        "no such gap", "no gap over 6 months unexplained in the last 5 years"),
    (found("years_since_degree", {"since": None}, {"years": 5, "level": "master", **V}, "unknown"),
        "nothing of this level on file", "master's degree or higher at least 5 years ago"),
    (found("nothing_omitted", {"omitted": ()}, {"questions": "us"}),
        "no source says otherwise", "no source says yes where the answer was no"),
]  # fmt: skip


@pytest.mark.parametrize(("finding", "seen", "asked"), LINES)
def test_what_was_seen_and_what_is_asked(finding, seen, asked):
    assert (words.observed(finding), words.required(finding)) == (seen, asked)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), ((), ""), ([], ""), (True, "yes"), (False, "no"), (0, "0"), (date(2026, 11, 24), "24 Nov 2026"),
        ("master", "master's degree"),
     ("US-OH", "Ohio"), ("XX:some_body", "some body"), (("peer", "supervisor"), "peer and supervisor"), (Money(12_550, "USD"), "$125.50")],
)  # fmt: skip
def test_a_value_in_words(value, text):
    assert words.source_value(value) == text


@pytest.mark.parametrize(
    ("language", "closed", "open_", "place"),
    [
        ("en", "Oct 2020 to Mar 2022", "since Oct 2020", "Netherlands"),
        ("nl", "okt 2020 t/m mrt 2022", "sinds okt 2020", "Nederland"),
    ],
)
def test_a_stretch_of_months_and_a_place_read_as_the_language_says_them(language, closed, open_, place):
    with override(language):
        assert stretch(date(2020, 10, 1), date(2022, 3, 1)) == closed
        assert stretch(date(2020, 10, 1), None) == open_
        assert place_label("NL") == place


PLACES = """
AE United Arab Emirates, Verenigde Arabische Emiraten; AT Austria, Oostenrijk; BR Brazil, Brazilië; CH Switzerland, Zwitserland;
DK Denmark, Denemarken; ES Spain, Spanje; FI Finland, Finland; FR France, Frankrijk; IE Ireland, Ierland; IN India, India;
IT Italy, Italië; JP Japan, Japan; MX Mexico, Mexico; NO Norway, Noorwegen; NZ New Zealand, Nieuw-Zeeland; PL Poland, Polen;
PT Portugal, Portugal; SE Sweden, Zweden; SG Singapore, Singapore; ZA South Africa, Zuid-Afrika; CA-QC Quebec, Quebec;
CA-BC British Columbia, Brits-Columbia; CA-AB Alberta, Alberta; CA-NS Nova Scotia, Nova Scotia; AE-DU Dubai, Dubai;
CA-PE Prince Edward Island, Prins Edwardeiland; GB-ENG England, Engeland; GB-SCT Scotland, Schotland; GB-WLS Wales, Wales;
GB-NIR Northern Ireland, Noord-Ierland; BE Belgium, België; DE Germany, Duitsland; CA Canada, Canada; US-OH Ohio, Ohio
"""


@pytest.mark.parametrize("row", [row.strip() for row in PLACES.split(";")])
def test_a_place_is_named_in_the_readers_language(row):
    code, names = row.split(" ", 1)
    for language, name in zip(("en", "nl"), names.split(", "), strict=True):
        with override(language):
            assert place_label(code) == name


def test_no_country_is_named_in_its_own_language_alone():
    assert {code for code, place in packs().places.items() if not place.parent} <= set(COUNTRIES)


def test_a_sentence_names_a_country_with_its_article():
    assert place("AE") == "the United Arab Emirates"


def test_a_problem_names_criterion_field_and_what_would_be_right():
    assert words.problem("eap_years", Problem("years", "too_high", "40")) == "“Years” of Years of EAP work is at most 40."
    assert all(words.problem("eap_years", Problem("years", code, "x")) for code in words.PROBLEMS)
