"""What a cell of the coverage says, on packs of one invented place; pure."""

from dataclasses import replace
from datetime import date

import pytest

from licensure.catalog import Fact, Level, LicenseType, Register, RegisterKind, Renewal, Requirement
from licensure.coverage import Cell, Statement, Sure, coverage
from licensure.expressions import from_letters
from licensure.packs import Packs, Place

SEEN, OLD = Fact(date(2026, 11, 26), "https://board.example", "medium"), Fact(date(2020, 1, 1), "general knowledge", "low")


def title(code, profession="counselor", level=Level.INDEPENDENT, **more):
    given = {"abbreviation": "", "register": "XX:r", "renewal": Renewal.ROLLING, "renewal_months": None, "renewal_fact": SEEN, **more}
    return LicenseType(
        f"XX:{code}", "XX", "UTC", code.title(), language="en", profession=profession, level=level, fact=SEEN, **given
    )


TITLES = [
    title("lpc", abbreviation="LPC", renewal_months=24),
    title("lac", renewal=Renewal.LIFELONG, register="XX:gone"),
    title("coach", "coach", Level.VOLUNTARY),
    title("baker", "baker"),
]
NEEDS = [
    ("XX", "counseling", "XX:lpc"), ("XX", "coaching", "any(XX:other, voluntary)"), ("XX", "crisis", None),
    ("YY", "counseling", "XX:baker"),
]  # fmt: skip


def packs():
    """One place, its register, four titles of three professions, and what services need here and in another place."""
    places = {"XX": Place("XX", "Nowhere", "Europe/Paris", "en", fact=SEEN), "YY": Place("YY", "Elsewhere", "UTC", "en")}
    register = Register("XX:r", "XX", "Board of Nowhere", RegisterKind.STATUTORY, "", OLD)
    needs = {
        (place, service): Requirement(place, service, "UTC", True, text and from_letters(text), SEEN) for place, service, text in NEEDS
    }
    return Packs(places, {"XX:r": register}, {kind.key: kind for kind in TITLES}, needs)


SAID = {  # (profession, field) → (subject, value, how sure) of each statement
    ("counselor", "title"): [("XX:lpc", "Lpc (LPC)", "read"), ("XX:lac", "Lac", "read")],
    ("coach", "title"): [("XX:coach", "Coach", "read")],
    ("counselor", "renewal"): [("XX:lpc", "rolling 24", "read"), ("XX:lac", "lifelong", "read")],
    ("counselor", "register"): [("XX:r", "Board of Nowhere", "general"), ("XX:gone", "", "unknown")],
    ("counselor", "zone"): [("XX", "Europe/Paris", "read")],
    ("counselor", "requirement"): [("XX:counseling", "XX:lpc", "read")],
    ("coach", "requirement"): [("XX:coaching", "any(XX:other, voluntary)", "read")],
    ("baker", "requirement"): [("XX", "", "unknown")],
}


@pytest.mark.parametrize(("profession", "field"), SAID)
def test_a_cell_says_what_the_titles_of_its_profession_say(profession, field):
    (cell,) = [cell for cell in coverage(packs(), ["XX"]) if (cell.profession, cell.field) == (profession, field)]
    assert [(each.subject, each.value, str(each.sure)) for each in cell.statements] == SAID[profession, field]


def test_a_page_that_names_the_title_alone_makes_the_title_surer_and_not_the_level():
    named = Fact(date(2026, 11, 27), "https://board.example", "high", "Title: 'Licensed Professional Counselor'.")
    bare = packs()
    found = replace(bare, types=bare.types | {"XX:lpc": replace(bare.types["XX:lpc"], title_fact=named)})
    cells = {cell.field: cell for cell in coverage(found, ["XX"]) if cell.profession == "counselor"}
    sure = {field: [(each.subject, each.sure, each.fact) for each in cells[field].statements][0] for field in ("title", "level")}
    assert sure == {"title": ("XX:lpc", Sure.SOURCED, named), "level": ("XX:lpc", Sure.READ, SEEN)}


def test_a_place_that_issues_nothing_itself_shows_the_titles_its_services_ask_for():
    cells = {cell.field: cell for cell in coverage(packs(), ["YY"])}
    assert {cell.profession for cell in cells.values()} == {"baker"}
    assert [(each.subject, each.value) for each in cells["requirement"].statements] == [("YY:counseling", "XX:baker")]
    assert [(each.subject, each.value) for each in cells["zone"].statements] == [("YY", "UTC")]


@pytest.mark.parametrize(
    ("facts", "sure", "day"),
    [
        ([SEEN], Sure.READ, SEEN.checked_on),
        ([SEEN, OLD], Sure.GENERAL, OLD.checked_on),
        ([SEEN, Fact()], Sure.UNKNOWN, SEEN.checked_on),
        ([SEEN, Fact(date(2001, 1, 1), "", "high")], Sure.UNKNOWN, SEEN.checked_on),
        ([Fact()], Sure.UNKNOWN, None),
        ([], Sure.UNKNOWN, None),
    ],
)
def test_a_cell_is_as_old_as_the_oldest_look_among_what_is_known(facts, sure, day):
    cell = Cell("XX", "counselor", "title", tuple(Statement("XX:t", "T", fact) for fact in facts))
    assert (cell.sure, cell.covered, cell.checked_on) == (sure, sure is not Sure.UNKNOWN, day)
