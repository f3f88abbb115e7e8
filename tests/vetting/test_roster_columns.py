"""A roster in its own words: columns are explained once, and who may be known already is told apart by a person."""

import csv
import io
from types import SimpleNamespace

import pytest
from django.conf import settings

from network.models import Practitioner
from network.transitions import Refused
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World
from tests.vetting.test_staff_network import COLUMNS, bring, confirm, person, recorded
from tests.vetting.test_staff_network import csv as written
from vetting.forms import network as forms
from vetting.forms.network import MOST_ASKED, KnownForm
from vetting.models import RosterEntry, RosterMapping
from vetting.queries.known_movers import maybe_known
from vetting.resources_moving import read_movers
from vetting.roster_columns import header_of, header_row, lacking, renamed, unread
from vetting.workflow import importing

THEIRS = {"vorname": "given_name", "nachname": "family_name", "beschluss_am": "decided_on"}


# ── Columns, pure ────────────────────────────────────────────────────────────


def test_a_header_is_read_as_the_reader_of_rosters_reads_it():
    assert header_of("\ufeffGiven Name,Beschluss am \r\nWren,1".encode()) == ("given_name", "beschluss_am")
    assert header_of(b"given_name;family_name\n") == ("given_name", "family_name")
    assert header_of(b"\xff\xfe") == header_of(b"") == ()


@pytest.mark.parametrize(("before", "mapping", "after"), [
    ("Vorname,Nachname\nWren,\"Hal,loway\"\n", THEIRS, "given_name,family_name\nWren,\"Hal,loway\"\n"),
    ("Vorname;x\nWren;1\n", THEIRS, "given_name;x\nWren;1\n"),
    ("given_name,x\nWren,1\n", THEIRS, "given_name,x\nWren,1\n"),
    ("given_name,vorname\nWren,W\n", THEIRS, "given_name,vorname\nWren,W\n"),  # ours was there already
    ("\"Vor\nname\",x\na,b\n", {"vor\nname": "given_name"}, "given_name,x\na,b\n"),
])
def test_only_the_header_is_written_anew(before, mapping, after):
    assert renamed(before.encode(), mapping).decode() == after


TITLES = "Pier EAP,,\n,,\n"  # a title row, and one that was left free


@pytest.mark.parametrize(("content", "header", "row"), [
    ("Vorname,Nachname\nWren,Halloway\n", ("vorname", "nachname"), 1),
    (f"{TITLES}Vorname,Nachname\nWren,Halloway\n", ("vorname", "nachname"), 3),
    ("Pier EAP\r\n\r\nVorname;Nachname\r\n", ("vorname", "nachname"), 3),
    ("\"Pier EAP, 2026\";;\nVorname;Nachname\n", ("vorname", "nachname"), 2),
    ("\"Pier\nEAP\",\nVorname,Nachname\n", ("vorname", "nachname"), 3),
    ("\"Vor\nname\",x\na,b\n", ("vor\nname", "x"), 1),
    ("Pier EAP,2026\nVorname,Nachname\n", ("pier_eap", "2026"), 1),  # two filled cells are a header
    ("shoe_size\n38\n", ("shoe_size",), 1),
    ("x\n" * 29 + "Vorname,Nachname\n", ("vorname", "nachname"), 30),
    ("x\n" * 30 + "Vorname,Nachname\n", ("x",), 1),
])
def test_what_stands_above_the_header_is_left_out_and_a_row_keeps_its_number(content, header, row):
    assert (header_of(content.encode()), header_row(content.encode())) == (header, row)


def test_a_header_below_a_title_is_written_anew_and_the_title_stays():
    assert renamed(f"{TITLES}Vorname,x\nWren,1\n".encode(), THEIRS).decode() == f"{TITLES}given_name,x\nWren,1\n"


def test_what_is_missing_and_what_nobody_reads_is_named():
    header = ("vorname", "family_name", "due_on")
    assert lacking(header, ("due_on", "decided_on")) == ("given_name", "decided_on")
    assert unread((*header, "vorname"), ("family_name", "due_on")) == ("vorname",)


# ── Columns, on the page ─────────────────────────────────────────────────────


_world, world = shared(World)


def foreign(*rows) -> str:
    """The same roster with three columns in other words."""
    ours = {ours: theirs.replace("_", " ").capitalize() for theirs, ours in THEIRS.items()}
    head, rest = written(*rows).split("\n", 1)
    return ",".join(ours.get(name, name) for name in head.split(",")) + "\n" + rest


def explained(client, world, content, meant=THEIRS):
    theirs = unread(header_of(content.encode()), COLUMNS)
    fields = {f"column-{number}": meant.get(name, "") for number, name in enumerate(theirs)}
    return post(client, "record_network", world, {"text": content, "do": "columns", **fields})


def test_columns_nobody_knows_are_asked_for_once_and_the_next_file_is_read_by_the_answer(client, world):
    sign_in(client, world.maya)
    content = foreign(person(world, 1))
    asked = text(bring(client, world, content))
    assert "What the columns mean" in asked and "vorname" in asked and "decided_on" in asked
    assert "1 therapist will move in" in text(explained(client, world, content))
    assert RosterMapping.objects.within(world.organization).get().fields == THEIRS
    assert "1 therapist will move in" in text(bring(client, world, content))
    assert "beschluss_am" in text(get(client, "record_network", world))


def test_two_columns_cannot_mean_the_same(client, world):
    sign_in(client, world.maya)
    answer = explained(client, world, foreign(person(world, 1)), {**THEIRS, "nachname": "given_name"})
    assert answer.status_code == 422 and "Another column means this already." in text(answer)
    assert not RosterMapping.objects.within(world.organization).exists()


def test_a_title_above_the_header_is_no_header_and_the_page_says_so(client, world):
    sign_in(client, world.maya)
    content = TITLES + written(person(world, 1), person(world, 2, "Bruno Castellan", due_on="soon"))
    answer = bring(client, world, content)
    assert [(fault.row, fault.column) for fault in answer.context["page"].faults] == [(5, "due_on")]
    assert "The header was found in row 3." in text(answer)
    asked = text(bring(client, world, TITLES + foreign(person(world, 1))))
    assert "What the columns mean" in asked and "The header was found in row 3." in asked
    sound = TITLES + written(person(world, 1))
    assert "The header was found" not in text(bring(client, world, written(person(world, 1))))
    assert "1 therapist moved in" in text(confirm(client, world, sound)) and recorded(world).count() == 1


def test_what_one_organization_explained_another_does_not_read(client, world):
    importing.remember_columns(world.organization, THEIRS, actor=world.maya, at=world.now)
    assert importing.columns_of(World("summit").organization) == {}


def test_cells_to_mend_come_as_a_file_with_the_rows_they_stand_in(client, world):
    sign_in(client, world.maya)
    content = written(person(world, 1, due_on="31/12/2027"), person(world, 2, "Bruno Castellan"))
    content = content.replace("Committee of Pier EAP", "", 1)
    answer = post(client, "record_network", world, {"text": content, "do": "faults"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Row", "Column", "What is wrong", *COLUMNS]
    assert [(row[0], row[1]) for row in rows[1:]] == [("2", "decided_by"), ("2", "due_on")]
    assert rows[2][3:] == [dict(person(world, 1, due_on="31/12/2027"), decided_by="")[name] for name in COLUMNS]


# ── Who may be known already ─────────────────────────────────────────────────


def found(world, *movers):
    read = read_movers(written(*movers).encode(), on=world.day())
    return [(maybe.row, maybe.practitioner.person.full_name, maybe.alike) for maybe in maybe_known(world.organization, read.rows)]


def moved(client, world, *movers, **said):
    sign_in(client, world.maya)
    return post(client, "record_network", world, {"text": written(*movers), **said})


@pytest.mark.parametrize(("changes", "alike"), [
    ({"name": "Brightwater Alma", "license_number": "I.9"}, ("name_and_birth",)),
    ({"name": "Alma Newname", "license_number": "i 0000001"}, ("license",)),
    ({"name": "Àlma Brightwater"}, ("license", "name_and_birth")),
    ({"name": "Alma Newname", "license_number": "I.9"}, None),
    ({"date_of_birth": "1980-02-04", "license_number": "I.9"}, None),
])
def test_somebody_alike_is_proposed_and_nobody_else(client, world, changes, alike):
    moved(client, world, person(world, 1))
    other = person(world, 1, **{"reference": "NEW", **{key: value for key, value in changes.items() if key != "name"}})
    if "name" in changes:
        other["given_name"], other["family_name"] = changes["name"].split(" ", 1)
    assert found(world, other) == ([] if alike is None else [(2, "Alma Brightwater", alike)])


def test_who_moved_in_before_under_the_same_number_is_nobodys_question(client, world):
    moved(client, world, person(world, 1))
    assert found(world, person(world, 1)) == []


def test_nothing_is_recorded_before_somebody_said_who_it_is(client, world):
    moved(client, world, person(world, 1))
    answer = moved(client, world, person(world, 1, reference="NEW"))
    assert answer.status_code == 422 and recorded(world).count() == 1
    assert "the same license number and name and date of birth" in text(answer)


def test_the_same_therapist_keeps_her_decision_and_gets_the_number_too(client, world):
    moved(client, world, person(world, 1))
    her = Practitioner.objects.within(world.organization).get()
    answer = moved(client, world, person(world, 1, reference="NEW"), **{"same-2": her.reference})
    assert answer.status_code == 200 and recorded(world).count() == 1
    keys = RosterEntry.objects.within(world.organization).filter(practitioner=her).values_list("key", flat=True)
    assert sorted(keys) == ["reference:A1", "reference:NEW"]
    again = moved(client, world, person(world, 1, reference="NEW"))
    assert again.status_code == 200 and Practitioner.objects.within(world.organization).count() == 1


def test_somebody_new_is_recorded_as_such(client, world):
    moved(client, world, person(world, 1))
    moved(client, world, person(world, 1, reference="NEW"), **{"same-2": "new"})
    assert recorded(world).count() == Practitioner.objects.within(world.organization).count() == 2


def test_a_form_asks_of_no_more_than_it_may_carry():
    someone = SimpleNamespace(reference="T-1", person=SimpleNamespace(full_name="Alma Brightwater"))
    for count, asked in ((MOST_ASKED - 1, MOST_ASKED - 1), (MOST_ASKED, MOST_ASKED), (MOST_ASKED + 1, MOST_ASKED), (1_500, MOST_ASKED)):
        many = [SimpleNamespace(row=row, name="Alma", practitioner=someone, alike=("npi",)) for row in range(2, count + 2)]
        form = KnownForm(found=many)
        assert (len(form.fields), len(form.rows), len(form.later)) == (asked, count, count - asked)
    assert MOST_ASKED + 10 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS  # a few more fields go with them


def test_of_many_that_may_be_known_a_part_is_asked_about_and_the_rest_next_time(client, world, monkeypatch):
    monkeypatch.setattr(forms, "MOST_ASKED", 2)
    names = ["Alma Brightwater", "Bruno Castellan", "Cy Dunnock"]
    moved(client, world, *(person(world, number, name) for number, name in enumerate(names, 1)))
    new = [person(world, number, name, reference=f"NEW{number}") for number, name in enumerate(names, 1)]
    asked = bring(client, world, written(*new))
    assert list(asked.context["known"].fields) == ["same-2", "same-3"] and "1 more row like these is not recorded this time" in text(asked)
    answer = moved(client, world, *new, **{"same-2": "new", "same-3": "new"})
    assert answer.status_code == 200 and recorded(world).count() == 5 and "1 row may be somebody you know" in text(answer)
    next_ = moved(client, world, *new, do="rest")
    assert next_.status_code == 200 and list(next_.context["known"].fields) == ["same-4"] and not next_.context["later"]
    last = moved(client, world, *new, **{"same-4": "new"})
    assert recorded(world).count() == 6 and "Go on with these" not in text(last)


def test_nobody_is_recognized_who_is_not_in_the_network(world):
    other = World("summit").active().practitioner
    claims = read_movers(written(person(world, 1)).encode(), on=world.day()).rows[0].claims
    with pytest.raises(Refused) as refused:
        importing.recognize(claims, practitioner=other, organization=world.organization, actor=world.maya, at=world.now)
    assert refused.value.codes == ["not_ours"]


def test_a_second_run_of_a_foreign_file_adds_nothing(client, world):
    sign_in(client, world.maya)
    content = foreign(person(world, 1), person(world, 2, "Bruno Castellan"))
    explained(client, world, content)
    for _time in range(2):
        confirm(client, world, renamed(content.encode(), THEIRS).decode())
    assert recorded(world).count() == 2
