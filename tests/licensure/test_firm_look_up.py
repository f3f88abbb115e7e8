"""Firms on the lists: kept, counted, never taken for a person, and found by a name alone as no more than possible."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from licensure.facts_screening import index_of
from licensure.firm_look_up import FirmFound, FirmIndex
from licensure.models import ListEntry
from licensure.queries.lists import lists_now
from licensure.queries.name_look_up import look_up_firm
from licensure.screening import Name, Person, screen
from licensure.sources import ofac_sdn, oig_leie, sam_exclusions
from licensure.sources.firms import bare, is_firm, split_parties, words
from licensure.workflow.lists import load_list
from network.access import system
from tests.licensure.list_files import leie, row
from tests.licensure.test_list_sources import ADD, ALT, FIRM, PERSON, SDN, published
from tests.licensure.test_lists import NOON, OCTOBER

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "schemas" / "screen.json").read_text())
CLINIC = "LINDENWOOD CARE SOLUTIONS"
LISTED = ["LINDENWOOD CARE SOLUTIONS INC.", "HARBOR OF CALM, L.L.C.", "4 SEASONS COUNSELING P.C.", "THE A TEAM", "ÉTOILE & SONS GMBH"]


def found(name, *listed):
    return [(each.name, each.alike == 100) for each in FirmIndex(enumerate(listed or LISTED)).look_up(name)]


@pytest.mark.parametrize(
    ("name", "row", "same"),
    [
        ("Lindenwood Care Solutions", 0, True), ("Solutions Care Lindenwood LLC", 0, True), ("LINDENWOOD CARE SOLUTION", 0, False),
        ("Linden Wood Care Solutions", 0, False), ("Harbor of Calm", 1, True), ("The Harbor Calm Company", 1, True),
        ("4 Seasons Counseling", 2, True), ("A-Team", 3, True), ("Etoile and Sons", 4, True),
    ],
)  # fmt: skip
def test_the_words_that_tell_firms_apart_count_and_a_slip_of_the_pen_is_forgiven(name, row, same):
    assert found(name) == [(LISTED[row], same)]


@pytest.mark.parametrize("name", ["Lindenwood", "Care Solutions", "5 Seasons Therapy", "Sons", "LLC", "", "Wren Halloway", "Calm"])
def test_another_name_and_a_part_of_one_is_not_the_firm(name):
    assert found(name) == []


@pytest.mark.parametrize(
    ("name", "listed", "alike"),
    [
        ("Abcdefghij", "ABCDEFGHIX", 90),  # one of ten letters: just alike enough
        ("Abcdefghijklmnopqrs", "ABCDEFGHIXKLMNOPQRX", None),  # two of nineteen: 89 and a half
        ("Abcdefghi", "ABCDEFGHX", None),
        ("Linden Wood Care", "LINDENWOOD CARE", 99),  # parted differently, so never quite the same
    ],
)
def test_from_ninety_per_cent_on_two_spellings_may_be_one_name(name, listed, alike):
    assert [each.alike for each in FirmIndex([(1, listed)]).look_up(name)] == ([] if alike is None else [alike])


def test_a_row_comes_once_under_its_likeliest_name_the_most_alike_first():
    index = FirmIndex([(1, "CALM HARBORS"), (1, "CALM HARBOR INC"), (2, "CALM HARBOUR")])
    assert index.look_up("Calm Harbor") == [FirmFound(1, "CALM HARBOR INC", 100), FirmFound(2, "CALM HARBOUR", 95)]


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("ONE", ["ONE"]), ("ONE, TWO, LLC", ["ONE", "TWO, LLC"]), ("ONE, TWO, L L C, INC", ["ONE", "TWO, L L C, INC"]),
        ("ONE, LLC", ["ONE, LLC"]), ("ONE, LLC, TWO THREE", ["ONE, LLC", "TWO THREE"]),
        ("ONE, LLC  DBA TWO, INC., THREE d/b/a FOUR", ["ONE, LLC", "TWO, INC.", "THREE", "FOUR"]), ("INC, ONE", ["INC", "ONE"]), ("", []),
    ],
)  # fmt: skip
def test_a_legal_form_after_a_comma_belongs_to_the_name_before_it(listed, names):
    assert split_parties(listed) == names


def test_only_words_no_person_bears_make_a_name_a_firms():
    assert [name for name in ("ONE LLC", "L.L.C. ONE", "ANA CO", "PHAM PC", "WREN HALLOWAY", "CALM CORP.") if is_firm(name)] == [
        "ONE LLC", "L.L.C. ONE", "CALM CORP.",
    ]  # fmt: skip
    assert (bare("The LLC"), bare("Ana Co")) == (("THE", "LLC"), ("ANA",))


# ── On the lists ─────────────────────────────────────────────────────────────


@pytest.fixture
def loaded(db):
    """Three lists in use, each with people and firms."""
    told = {"as_of": OCTOBER, "actor": system("test"), "at": NOON}
    clinic = row(LASTNAME="", FIRSTNAME="", BUSNAME="LINDENWOOD CARE SOLUTIONS", NPI="1234567893", EXCLDATE="20190320")
    sole = row(BUSNAME="HALLOWAY COUNSELING LLC")
    return [
        load_list(source=oig_leie.SOURCE, content=leie(row(), clinic, sole), filename="UPDATED.csv", **told).version,
        load_list(source=ofac_sdn.SOURCE, content=SDN, more=(ALT, ADD), filename="SDN.CSV", **told).version,
        load_list(
            source=sam_exclusions.SOURCE, filename="SAM.CSV", **told,
            content=published("V2", FIRM, PERSON | {"Cross-Reference": "(also PEAR AND PLUM, LLC)"}),
        ).version,
    ]  # fmt: skip


def test_every_row_is_kept_and_those_that_name_no_person_are_counted(loaded):
    assert {each.listed.pk: (each.version.rows, each.firms) for each in lists_now()} == {
        "oig-leie": (3, 1), "ofac-sdn": (3, 1), "sam-exclusions": (2, 1),
    }  # fmt: skip


@pytest.mark.parametrize("name", [
    Name("Lindenwood", "Care"), Name("Care Solutions", "Lindenwood"), Name("Invented", "Shipping"), Name("", "Lines"), Name("Plum", "Pear"),
])  # fmt: skip
def test_no_firm_is_taken_for_a_person(loaded, name):
    assert [found for version in loaded for found in screen(Person((name,), date(1980, 2, 3)), index_of(version))] == []


def test_a_firm_with_the_therapists_own_npi_is_found_by_that_alone(loaded):
    (found,) = screen(Person((Name("Bronte", "Ashenfell"),), None, "1234567893"), index_of(loaded[0]))
    assert (found.band, ListEntry.objects.get(pk=found.entry.key).business_name) == ("certain", "LINDENWOOD CARE SOLUTIONS")


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Lindenwood Care Solutions, Inc.", [("oig-leie", CLINIC), ("sam-exclusions", f"{CLINIC} INC.")]),
        ("Invented Lines", [("ofac-sdn", "INVENTED SHIPPING, LTD.")]), ("Harbor of Calm", [("sam-exclusions", f"{CLINIC} INC.")]),
        ("Pear & Plum", [("sam-exclusions", "HALLOWAY, WREN")]), ("Halloway Counseling", [("oig-leie", "HALLOWAY, WREN")]),
        ("Nobody Knows", []),
    ],
)  # fmt: skip
def test_a_firm_is_found_on_every_list_under_each_of_its_names(loaded, name, rows):
    assert [(each.version.exclusion_list_id, str(each.entry)) for each in look_up_firm(name)] == rows


def test_a_row_that_ended_is_not_found(loaded):
    told = {"filename": "SAM.CSV", "as_of": date(2026, 11, 2), "actor": system("test"), "at": NOON}
    load_list(source=sam_exclusions.SOURCE, content=published("V2", PERSON, PERSON | {"Last": "ELM"}), **told)
    assert [each.version.exclusion_list_id for each in look_up_firm("Lindenwood Care Solutions")] == ["oig-leie"]


# ── From the terminal ────────────────────────────────────────────────────────


def run(*arguments):
    out = StringIO()
    call_command("screen", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_tells_them_in_the_promised_shape(loaded):
    told = json.loads(run("--firm", "Lindenwood Care Solutions", "--list", "oig-leie", "--json"))
    Draft202012Validator(SCHEMA).validate(told)
    (entry,) = told["found"]
    assert (entry["list"], entry["band"], entry["alike"], entry["entry"]["name"]) == ("oig-leie", "possible", 100, CLINIC)
    Draft202012Validator(SCHEMA).validate(json.loads(run("--firm", "Nobody Knows", "--json")))


def test_the_command_tells_a_reader(loaded):
    lines = run("--firm", "Lindenwood Care Solution").splitlines()
    assert lines[0] == "possible, 97% alike, oig-leie, LINDENWOOD CARE SOLUTIONS, as “LINDENWOOD CARE SOLUTIONS”"
    assert lines[-1] == "2 rows to look at."


@pytest.mark.parametrize("arguments", [(), ("roster.csv", "--firm", "Calm")])
def test_a_roster_and_a_firm_are_two_questions(arguments):
    with pytest.raises(CommandError, match="--firm"):  # tests/test_cli.py sees the exit status
        run(*arguments)


@pytest.mark.django_db
def test_a_firm_is_not_looked_for_where_no_list_is_loaded():
    with pytest.raises(CommandError, match="Not loaded"):
        run("--firm", "Calm")


def test_a_legal_form_spelled_letter_by_letter_is_the_same_word():
    assert words("Calm Harbor, L L C") == words("CALM HARBOR L.L.C.") == words("Calm Harbor LLC") == ("CALM", "HARBOR", "LLC")
    assert is_firm("Calm Harbor P L L C") and not is_firm("Calm L Harbor")
