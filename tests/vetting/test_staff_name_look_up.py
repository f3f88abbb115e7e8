"""A name looked up on the lists: by the rule of screening, told in words, and kept nowhere."""

import pytest

from licensure.models import Screening
from network.models import Event, Job
from tests.licensure.list_files import row
from tests.shared import shared
from tests.vetting.pages import address, get, post, sign_in, text
from tests.vetting.staff_world import World, listed
from vetting.pages.name_look_up import found_firms, found_names

pytestmark = pytest.mark.django_db
BORN = {"date_of_birth_day": "3", "date_of_birth_month": "2", "date_of_birth_year": "1980"}


_world, world = shared(World)


def look_up(client, world, given="Wren", family="Halloway", **more):
    """What comes of it."""
    return post(client, "lists", world, {"given_name": given, "family_name": family, **more})


def test_a_name_is_found_by_the_rule_of_screening_and_every_identifier_is_told_in_words(client, world):
    listed(row(FIRSTNAME="WREN", LASTNAME="HALLOWY", MIDNAME="Q", DOB="19800203"), row(LASTNAME="OAK"), at=world.at(3))
    sign_in(client, world.maya)
    answer = look_up(client, world, **BORN)
    (found,) = answer.context["found"].rows
    assert (answer.status_code, found.name, found.tag.word) == (200, "HALLOWY, WREN Q", "Probable")
    assert {pair.label: pair.value for pair in found.compared} == {
        "Family name": "Agrees, but for a slip of the pen", "Given name": "Agrees, letter by letter", "Middle name": "Unknown",
        "Date of birth": "Agrees", "NPI": "Unknown",
    }  # fmt: skip
    assert "1 row may be this person." in text(answer)
    (found,) = look_up(client, world).context["found"].rows
    assert found.tag.word == "Possible", "a name alone is never more"


def test_while_somebody_types_what_is_found_comes_alone(client, world):
    listed(row(FIRSTNAME="WREN", LASTNAME="HALLOWAY"), at=world.at(3))
    sign_in(client, world.maya)
    live = {"headers": {"HX-Request": "true"}}
    said = {"given_name": "Wren", "family_name": "Hallowa"}
    answer = client.post(address("lists", world), said, **live)
    assert answer.status_code == 200 and b"1 row may be this person." in answer.content
    assert b"<html" not in answer.content and b"<form" not in answer.content
    answer = client.post(address("lists", world), {**said, "given_name": ""}, **live)
    assert answer.status_code == 200
    assert answer.content.decode().split() == ["<div", 'class="stack"', 'id="found">', "</div>"], "half a name finds nobody"
    page = get(client, "lists", world).content.decode()
    assert 'hx-trigger="input delay:250ms" hx-target="#answer" hx-select="#found"' in page and 'aria-live="polite" id="answer"' in page


def test_nothing_of_it_is_kept(client, world):
    listed(row(FIRSTNAME="WREN", LASTNAME="HALLOWAY"), at=world.at(3))
    sign_in(client, world.maya)
    before = Event.objects.count(), Job.objects.count(), Screening.objects.within(world.organization).count()
    assert look_up(client, world).context["found"].rows
    assert (Event.objects.count(), Job.objects.count(), Screening.objects.within(world.organization).count()) == before


def test_who_is_on_no_list_and_a_house_without_lists_are_told_apart(client, world):
    sign_in(client, world.maya)
    assert "No row of a list in use may be this person." in text(look_up(client, world, "Quentin", "Thornwood"))
    assert found_names([], 0).sentence == "No exclusion list is loaded, so nobody can be found on one."


def test_of_many_rows_the_likeliest_are_shown(client, world):
    rows = [row(FIRSTNAME="WREN", LASTNAME="HALLOWAY", ADDRESS=f"{n} NOWHERE STREET") for n in range(22)]
    listed(*rows, row(FIRSTNAME="WREN", LASTNAME="HALLOWAY", DOB="19800203"), at=world.at(3))
    sign_in(client, world.maya)
    answer = look_up(client, world, **BORN)
    assert "23 rows may be this person; here are the likeliest 20." in text(answer)
    assert [each.tag.word for each in answer.context["found"].rows[:2]] == ["Probable", "Possible"]


@pytest.mark.parametrize(
    ("more", "said"),
    [({"family": ""}, "Fill this in."), ({"family": "..."}, "There is no letter in this name"),
     ({"npi": "1234567890"}, "This NPI does not exist"), ({"date_of_birth_day": "31"}, "")],
)
def test_what_cannot_be_looked_up_is_said_beside_the_field(client, world, more, said):
    sign_in(client, world.maya)
    answer = look_up(client, world, **more)
    assert (answer.status_code, answer.context["found"]) == (422, None)
    assert said in text(answer)


def test_a_firm_with_the_same_npi_comes_by_its_own_name(client, world):
    listed(row(LASTNAME="", FIRSTNAME="", BUSNAME="CALM HARBOR CLINIC", NPI="1234567893"), at=world.at(3))
    sign_in(client, world.maya)
    (found,) = look_up(client, world, npi="1234567893").context["found"].rows
    assert (found.name, found.tag.word) == ("CALM HARBOR CLINIC", "Certain")


# ── A company ────────────────────────────────────────────────────────────────


def test_a_company_is_found_by_its_name_as_no_more_than_possible(client, world):
    firm = row(LASTNAME="", FIRSTNAME="", BUSNAME="CALM HARBOR CLINIC", EXCLDATE="20190320")
    listed(firm, row(BUSNAME="CALM HARBORS CLINIC LLC"), row(LASTNAME="CLINIC", FIRSTNAME="CALM"), at=world.at(3))
    sign_in(client, world.maya)
    answer = post(client, "lists", world, {"firm": "The Calm Harbor Clinic, Inc."})
    same, nearly = answer.context["found"].rows
    assert (answer.status_code, same.name, same.tag.word, nearly.name) == (200, "CALM HARBOR CLINIC", "Possible", "HALLOWAY, WREN")
    assert {pair.label: pair.value for pair in same.compared} == {
        "Name that agrees": "CALM HARBOR CLINIC", "How alike": "The same words", "Excluded on": "20 Mar 2019",
    }  # fmt: skip
    assert {pair.label: pair.value for pair in nearly.compared} == {
        "Name that agrees": "CALM HARBORS CLINIC LLC", "How alike": "97% alike, letter by letter",
        "Stands with": "a person whose row names this company",
    }  # fmt: skip
    assert "2 rows name a company like this one." in text(answer)
    assert "Firms and other bodies among them" in text(answer)


def test_no_such_company_and_no_name_at_all(client, world):
    listed(row(), at=world.at(3))
    sign_in(client, world.maya)
    assert "No row of a list in use names a company like this one." in text(post(client, "lists", world, {"firm": "Calm"}))
    answer = post(client, "lists", world, {"firm": " "})
    assert (answer.status_code, answer.context["found"]) == (422, None)
    assert "Fill this in." in text(answer)
    assert found_firms([], 0).sentence == "No exclusion list is loaded, so nobody can be found on one."


def test_of_many_companies_the_most_alike_are_shown(client, world):
    rows = [row(LASTNAME="", FIRSTNAME="", BUSNAME="CALM HARBOR", ADDRESS=f"{number} NOWHERE STREET") for number in range(22)]
    listed(*rows, at=world.at(3))
    sign_in(client, world.maya)
    answer = post(client, "lists", world, {"firm": "Calm Harbor"})
    assert "22 rows name a company like this one; here are the most alike 20." in text(answer)
    assert len(answer.context["found"].rows) == 20


def test_who_may_not_see_the_lists_looks_nobody_up(client, world):
    sign_in(client, world.rosa)
    assert (look_up(client, world).status_code, get(client, "lists", world).status_code) == (403, 403)
    assert post(client, "lists", world, {"firm": "Calm"}).status_code == 403
