"""What is called sourced stands in the words that are quoted: the body's name, the title, how long a license lasts, a page of its own."""

import re

import pytest

from licensure.coverage import Statement, Sure, coverage
from licensure.packs import packs

SPOKEN = re.compile(r"(?:^|(?<=[\s(]))'(.+?)'(?=[\s.,;:)]|$)", re.DOTALL)
FREE = frozenset("of the and for in at or a with de der das en på state s".split())  # these say nothing of who or what is meant
KINDS = frozenset("license licensed limited temporary permit registered certified".split())  # what a title is, as each law says it anew
OURS = re.compile(r"\([^()]*(?:\([^()]*\))?[^()]*\)")  # abbreviations and what we add to tell two titles apart
SAID_DIFFERENTLY = {
    "CA-QC:doctorant": {"inscrit", "au"},  # "s'inscrire à un registre"
    "PT:psicologo": {"efetivo", "ordem"},  # "membro efectivo", as it was spelled, of the "OPP"
    "US-MA:psychologist": {"without", "certification"},  # two titles of ours, where the law has one and a certification
    "US-TX:lpa-independent": {"approved"},  # "independent practice status"
}
STRANGERS = re.compile(
    r"justia|casetext|lawserver|cornell\.edu|legiscan|fastlaw|wikipedia|scribd|docplayer|documentine|copy (?:at|of)", re.IGNORECASE
)
LASTS = {  # months: as a page may say it
    9: r"nine months",
    12: r"annual|(?:each|every)(?: calendar| year|\b.{0,20}\byear)|yearly|year (?:from|runs)|12 months|twelve months|calendar year|"
    r"membership year|practising year|licensing year|fiscal year|one[- ]year|1 year|financial year|of each year",
    13: r"thirteen[- ]month",
    24: r"(?:two|2)(?:[- ]| \(2\) )years?|every two|every other year|biennial|biennium|24[- ]month|(?:odd|even)[- ]?(?:numbered)?|"
    r"up to 24 months|every second year|\d{4}-\d{4} license cycle",
    36: r"(?:three|3)[- ]years?|36 months",
    48: r"48 months",
    60: r"(?:five|5)[- ]years?|60 months|vijf jaar",
}


def sourced(field: str) -> list[Statement]:
    """Each statement of a field that is called sourced, once."""
    every = {each for cell in coverage(packs()) if cell.field == field for each in cell.statements if each.sure is Sure.SOURCED}
    return sorted(every, key=lambda each: (each.subject, each.value))


def quoted(statement: Statement) -> str:
    """The words its fact quotes, and nothing of ours."""
    return " … ".join(SPOKEN.findall(statement.fact.note)).casefold()


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def missing(named: str, said: str, free=frozenset(), same=str) -> list[str]:
    """The words of a name that the quoted ones do not have; one and many of a thing are the `same` word."""
    there = {same(each.removesuffix("s")) for each in words(said)}
    return [each for each in words(named) if each not in FREE | free and same(each.removesuffix("s")) not in there]


def stem(word: str) -> str:
    """Psychology and psychologist, work and worker: a license to practice the one makes the other."""
    return "work" if word == "worker" else word[:6]


def places(subject: str) -> frozenset[str]:
    """The place a row is about, as it is named: an address says that, and boards leave it out."""
    found = packs()
    here = found.place(subject.split(":")[0])
    return frozenset(words(here.name))


@pytest.mark.parametrize("statement", sourced("register"), ids=lambda each: each.subject)
def test_a_sourced_register_is_named_in_the_words(statement):
    assert missing(OURS.sub("", statement.value), quoted(statement), places(statement.subject)) == []


@pytest.mark.parametrize("statement", sourced("title"), ids=lambda each: each.subject)
def test_a_sourced_title_is_named_in_the_words(statement):
    free = KINDS | SAID_DIFFERENTLY.get(statement.subject, set())
    assert missing(OURS.sub("", statement.value), quoted(statement), free, same=stem) == []


@pytest.mark.parametrize("statement", sourced("renewal"), ids=lambda each: each.subject)
def test_a_sourced_renewal_says_how_long(statement):
    months = re.findall(r"\d+$", statement.value)
    assert months, "once, and for how long?"
    assert re.search(LASTS[int(months[0])], quoted(statement))


@pytest.mark.parametrize("field", ["title", "level", "renewal", "pattern", "register", "zone", "channel", "requirement"])
def test_a_sourced_statement_names_a_page_and_no_copy_of_it(field):
    found = sourced(field)
    assert found
    assert [each.subject for each in found if "://" not in each.fact.source or STRANGERS.search(each.fact.source)] == []


@pytest.mark.parametrize(
    ("named", "said", "expected"),
    [
        ("Board of Psychology", "the Board of Psychology", []),
        ("Board of Psychology", "the Board of Psychologists", ["psychology"]),
        ("Social Workers Board", "the social worker board", []),
        ("Board of Examiners", "examiners", ["board"]),
    ],
)
def test_a_name_stands_there_word_by_word(named, said, expected):
    assert missing(named, said) == expected


def test_a_title_may_be_named_by_what_its_holder_practices():
    assert missing("Clinical Social Worker", "clinical social work", same=stem) == []
    assert missing("Clinical Social Worker", "social work", same=stem) == ["clinical"]


def test_only_what_stands_in_quotation_marks_is_quoted():
    (one,) = [each for each in sourced("zone") if each.subject == "US-HI"]
    assert "hawaiian standard time" in quoted(one) and "agency" not in quoted(one)
