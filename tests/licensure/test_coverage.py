"""How much is known of each state: as sure and as old as the weakest statement; without source or day it is uncovered."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from licensure.catalog import Fact
from licensure.coverage import EVERY_STATE, FIELDS, Sure, coverage, sureness
from licensure.packs import packs
from licensure.rules import Reason
from licensure.words import reason_words
from licensure.words_coverage import value_words
from tests.licensure.test_authority import ask, codes, hold
from tests.test_cli import checked

SEEN = date(2026, 11, 26)
QUOTE = "Level: 'may not practice independently'."


def only(found, state, profession, field):
    """The one cell."""
    (cell,) = [cell for cell in coverage(found, [state]) if (cell.profession, cell.field) == (profession, field)]
    return cell


def said(key, **values):
    """The packs with one title said differently."""
    found = packs()
    return replace(found, types=found.types | {key: replace(found.types[key], **values)})


@pytest.mark.parametrize(
    ("fact", "sure"),
    [
        (Fact(SEEN, "https://board.example", "high", QUOTE), Sure.SOURCED),
        (Fact(SEEN, "https://board.example", "high", "Read in a stored copy."), Sure.READ),
        (Fact(SEEN, "https://board.example", "high"), Sure.READ),
        (Fact(SEEN, "https://copy.example", "medium", QUOTE), Sure.READ),
        (Fact(SEEN, "https://blog.example", "low", QUOTE), Sure.GENERAL),
        (Fact(SEEN, "general knowledge", "high", QUOTE), Sure.GENERAL),
        (Fact(None, "https://board.example", "high", QUOTE), Sure.UNKNOWN),
        (Fact(SEEN, "", "high", QUOTE), Sure.UNKNOWN),
        (Fact(), Sure.UNKNOWN),
    ],
)
def test_a_fact_is_as_sure_as_what_was_read_and_quoted(fact, sure):
    assert sureness(fact) is sure


def test_every_state_has_every_field_of_the_four_professions():
    cells = coverage(packs())
    states = {code for code, place in packs().places.items() if place.parent == "US"}
    assert len(states) == 51
    there = {(cell.state, cell.profession, cell.field) for cell in cells}
    assert {(state, profession, field) for state in states for profession in EVERY_STATE for field in FIELDS} <= there
    assert len(there) == len(cells)


def test_a_state_without_titles_of_a_profession_is_uncovered():
    found = packs()
    bare = replace(found, types={key: kind for key, kind in found.types.items() if kind.jurisdiction != "US-TX"})
    cells = [cell for cell in coverage(bare, ["US-TX"]) if cell.field in ("title", "level", "register", "requirement")]
    assert len(cells) == 16
    assert {(cell.sure, cell.covered, cell.checked_on, cell.sources) for cell in cells} == {(Sure.UNKNOWN, False, None, ())}


def test_a_cell_is_as_sure_and_as_old_as_its_weakest_statement():
    strong, old = Fact(SEEN, "https://board.example", "high", QUOTE), Fact(date(2020, 1, 1), "general knowledge", "low")
    types = {key: replace(kind, fact=strong) for key, kind in packs().types.items()}
    assert only(replace(packs(), types=types), "US-TX", "counselor", "level").sure is Sure.SOURCED
    types["US-TX:lpc"] = replace(types["US-TX:lpc"], fact=old)
    cell = only(replace(packs(), types=types), "US-TX", "counselor", "level")
    assert (cell.sure, cell.checked_on) == (Sure.GENERAL, date(2020, 1, 1))
    assert "https://board.example" in cell.sources


def test_a_source_for_the_level_says_nothing_of_renewal_pattern_or_channel():
    sourced = Fact(SEEN, "https://board.example", "high", QUOTE)
    found = said("US-TX:lpc", fact=sourced, renewal_fact=Fact(), pattern_fact=Fact(), channel_fact=Fact())
    for field in ("renewal", "pattern", "channel"):
        (statement,) = [each for each in only(found, "US-TX", "counselor", field).statements if each.subject == "US-TX:lpc"]
        assert statement.sure is Sure.UNKNOWN
    (statement,) = [each for each in only(found, "US-TX", "counselor", "title").statements if each.subject == "US-TX:lpc"]
    assert (statement.sure, statement.fact.note) == (Sure.SOURCED, QUOTE)


def test_an_empty_value_is_unknown_however_good_its_source():
    found = said("US-TX:lpc", pattern="", pattern_fact=Fact(SEEN, "https://board.example", "high", QUOTE))
    assert only(found, "US-TX", "counselor", "pattern").sure is Sure.UNKNOWN


def test_the_requirement_of_a_profession_is_the_one_that_its_titles_answer():
    texan = only(packs(), "US-TX", "counselor", "requirement")
    assert "US-TX:counseling" in {each.subject for each in texan.statements}
    assert "all(" in only(packs(), "BE", "psychologist", "requirement").statements[0].value


# what counts as known in the table counts in the answers, and nothing else does
def test_what_is_uncovered_is_never_a_yes_and_general_knowledge_is_a_yes_that_says_unconfirmed():
    board = Fact(SEEN, "https://board.example", "high", QUOTE)
    cases = [
        (board, True, None), (Fact(SEEN, "general knowledge", "low"), True, "unconfirmed"),
        (Fact(None, "x", "high"), False, "fact_unknown"), (Fact(SEEN, "", "high"), False, "fact_unknown"),
    ]  # fmt: skip
    for fact, ok, word in cases:
        mine = hold("US-TX:LPC")
        answer = ask([replace(mine, type=replace(mine.type, fact=fact))], "US-TX")
        assert (answer.ok, word is None or word in codes(answer)) == (ok, True)
        assert ("unconfirmed" in codes(answer)) is (word == "unconfirmed")


def test_every_pack_statement_from_general_knowledge_says_unconfirmed_in_its_answer():
    asked = 0
    for kind in packs().types.values():
        if kind.jurisdiction in packs().places and kind.level == "independent" and not kind.compact and not kind.valid_to:
            answer = ask([hold(kind.key)], kind.jurisdiction)
            if answer.ok and (kind.fact.unconfirmed or packs().requirement(kind.jurisdiction, "counseling").fact.unconfirmed):
                asked += 1
                assert "unconfirmed" in codes(answer), kind.key
    assert asked > 50


def told(*arguments):
    """What the command prints."""
    out = StringIO()
    call_command("jurisdictions", "--coverage", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_one_cell_a_line_as_its_schema_says():
    lines = checked("jurisdictions", told("--files", "--in", "us-tx", "--in", "NL", "--json"))
    assert {line["state"] for line in lines} == {"US-TX", "NL"}
    level = next(line for line in lines if (line["state"], line["profession"], line["field"]) == ("US-TX", "counselor", "level"))
    assert level["covered"] and any("bhec.texas.gov" in source for source in level["sources"])
    assert any("not permitted to practice independently" in each["note"] for each in level["statements"])


def test_the_command_adds_up_for_a_reader_and_names_an_unknown_place():
    assert " unknown" in told("--files", "--in", "US-TX").splitlines()[-1]
    with pytest.raises(CommandError, match="US-XX"):
        told("--files", "--in", "US-XX", "--json")


@pytest.mark.django_db
def test_the_command_reads_corrections_unless_told_not_to():
    asked = ("--in", "US-TX", "--json")
    assert told(*asked) == told("--files", *asked)


def test_a_machine_whose_database_is_not_there_yet_reads_the_packs_and_says_so(monkeypatch):
    def gone(organization=None):
        raise OperationalError("no such table")

    monkeypatch.setattr("licensure.management.commands.jurisdictions.known", gone)
    heard = StringIO()
    call_command("jurisdictions", "--coverage", "--in", "US-TX", "--json", stdout=(out := StringIO()), stderr=heard)
    assert out.getvalue() == told("--files", "--in", "US-TX", "--json")
    assert "without anybody's corrections" in heard.getvalue()
    monkeypatch.setattr("licensure.management.commands.jurisdictions._named", gone)
    with pytest.raises(CommandError, match="/harbor/"):
        told("--in", "US-TX", "--organization", "harbor")


def test_a_title_that_was_replaced_says_until_when_it_was_issued_and_by_what():
    cells = {cell.field: cell for cell in coverage(packs(), ["US-AZ"]) if cell.profession == "addiction_counselor"}
    (old,) = [each for each in cells["title"].statements if each.subject == "US-AZ:lisac"]
    assert (old.last, old.successor) == (date(2024, 9, 13), title_of("US-AZ:liac"))
    assert value_words("title", old).endswith(f"issued through 13 Sep 2024, replaced by {title_of('US-AZ:liac')}")
    (new,) = [each for each in cells["title"].statements if each.subject == "US-AZ:liac"]
    assert (new.first, new.last, new.successor) == (date(2024, 9, 14), None, "")


def title_of(key):
    kind = packs().types[key]
    return f"{kind.title} ({kind.abbreviation})"


def test_an_answer_names_what_replaced_a_title_and_says_so_where_nothing_is_recorded():
    said = reason_words(Reason("title_ended", "license:5", "US-AZ:liac"))
    assert title_of("US-AZ:liac") in said and "US-AZ:liac" not in said
    assert "nothing is recorded that replaced it" in reason_words(Reason("title_ended", "license:5", ""))
