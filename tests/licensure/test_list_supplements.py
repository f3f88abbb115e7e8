"""Monthly supplements of the LEIE: a change to the list in use, whose rows are ended with a day, not deleted."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from licensure.models import ExclusionList, ListEntry, ListRefusal, ListVersion
from licensure.sources import ListUnavailable
from licensure.sources.oig_leie import SOURCE
from licensure.sources.sam_exclusions import SOURCE as SAM
from licensure.workflow.lists import load_list
from network.access import system
from network.events import timeline
from tests.licensure.list_files import leie, row
from tests.licensure.test_list_sources import PERSON, sam
from tests.licensure.test_lists import NOON, NOVEMBER, OCTOBER, load, standing

pytestmark = pytest.mark.django_db
ASH = row(LASTNAME="ASH", EXCLDATE="20200120", ADDRESS="1 NOWHERE STREET")
ELM = row(LASTNAME="ELM", EXCLDATE="20200120")


def change(kind, *rows, as_of=NOVEMBER, source=SOURCE):
    """Apply a supplement of these rows."""
    return load_list(source=source, content=leie(*rows), filename="2610.csv", as_of=as_of, actor=system("test"), at=NOON, kind=kind)


def test_exclusions_are_added_and_everything_else_stays():
    load(ASH, ELM)
    loaded = change("exclusions", row(LASTNAME="OAK"), ELM)
    version = loaded.version
    assert (version.kind, version.added, version.ended, version.rows, version.names) == ("exclusions", 1, 0, 3, 3)
    assert standing(version) == ["ASH", "ELM", "OAK"]
    again = change("exclusions", row(LASTNAME="OAK"), ELM)
    assert (again.created, again.version) == (False, version)
    whole = load(ASH, ELM, row(LASTNAME="OAK"), as_of=NOVEMBER).version
    assert (whole.added, whole.ended) == (0, 0), "the next whole file knows what the supplement brought"


def test_the_reinstated_are_ended_with_their_day_and_stay_to_be_read():
    first = load(ASH, ELM).version
    version = change("reinstatements", ASH | {"REINDATE": "20261015"}).version
    assert (version.added, version.ended, version.rows) == (0, 1, 1)
    assert standing(version) == ["ELM"]
    ended = ListEntry.objects.get(family_name="ASH")
    assert (ended.last_version, ended.reinstated_on) == (first, date(2026, 10, 15))
    event = timeline(version)[0]
    assert (event.action, event.payload.values["after"]["kind"]) == ("list.loaded", "reinstatements")


def test_a_reinstatement_that_names_nobody_or_several_ends_nobody_and_is_odd():
    twice = [ASH, ASH | {"ADDRESS": "2 NOWHERE STREET"}, ASH | {"DOB": "19800203"}]
    load(*twice, ELM)
    supplement = [
        ASH | {"REINDATE": "20261015", "ADDRESS": "3 NOWHERE STREET"},
        row(LASTNAME="OAK", REINDATE="20261015"),
        ELM,
        ASH | {"REINDATE": "20261015", "ADDRESS": "2 NOWHERE STREET"},
    ]
    version = change("reinstatements", *supplement).version
    assert version.odd_rows == [
        {"row": 2, "code": "several_in_list", "column": ""}, {"row": 3, "code": "not_in_list", "column": ""},
        {"row": 4, "code": "no_day", "column": "REINDATE"},
    ]  # fmt: skip
    left = [entry.raw["ADDRESS"] + entry.raw["DOB"] for entry in ListEntry.objects.standing(version).filter(family_name="ASH")]
    assert sorted(left) == ["1 NOWHERE STREET", "1 NOWHERE STREET19800203"]


def test_equal_rows_of_one_person_are_ended_one_by_one():
    load(ELM, ELM, ASH)
    version = change("reinstatements", ELM | {"REINDATE": "20261015"}).version
    assert standing(version) == ["ASH", "ELM"]


@pytest.mark.parametrize(("kind", "as_of", "code"), [("exclusions", NOVEMBER, "no_base"), ("reinstatements", NOVEMBER, "no_base")])
def test_a_supplement_needs_the_whole_list_first(kind, as_of, code):
    with pytest.raises(ListUnavailable) as refused:
        change(kind, ASH, as_of=as_of)
    assert refused.value.code == code
    assert not ListVersion.objects.exists()


def test_a_refusal_is_remembered_with_its_reason_and_the_list_stays():
    version = load(ASH, ELM, row(), row()).version
    for kind, rows, as_of, code in [
        ("whole", [ASH], NOVEMBER, "shrunken"), ("exclusions", [ASH], date(2026, 10, 1), "older"), ("exclusions", [], NOVEMBER, "no_rows"),
    ]:  # fmt: skip
        with pytest.raises(ListUnavailable):
            change(kind, *rows, as_of=as_of)
        assert ListRefusal.objects.first().code == code
    refusal = ListRefusal.objects.first()
    assert (refusal.exclusion_list_id, refusal.filename, refusal.at, refusal.by) == ("oig-leie", "2610.csv", NOON, "test")
    assert timeline(refusal)[0].action == "list.refused"
    assert ExclusionList.objects.get().current == version


def test_only_a_list_with_supplements_takes_one():
    load_list(source=SAM, content=sam(PERSON), filename="sam.csv", as_of=OCTOBER, actor=system("test"), at=NOON)
    with pytest.raises(ListUnavailable, match="no_changes"):
        load_list(source=SAM, content=sam(PERSON), filename="sam.csv", as_of=NOVEMBER, actor=system("test"), at=NOON, kind="exclusions")


def test_the_terminal_applies_a_supplement_and_refuses_too_many_files(tmp_path, capsys):
    whole, added = tmp_path / "UPDATED.csv", tmp_path / "2610EXCL.csv"
    whole.write_bytes(leie(ASH, ELM))
    added.write_bytes(leie(row()))
    call_command("load_list", "oig-leie", str(whole), "--as-of", "2026-10-10")
    call_command("load_list", "oig-leie", str(added), "--as-of", "2026-11-01", "--change", "exclusions")
    assert "3 rows, 1 new, 0 ended." in capsys.readouterr().out
    with pytest.raises(CommandError, match="This list consists of other files"):
        call_command("load_list", "oig-leie", str(whole), str(added))
