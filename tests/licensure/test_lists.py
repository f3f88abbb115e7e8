"""Loading a list: what is kept, what is refused and changes nothing, and how rows live from version to version."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Row

import pytest
from django.core.management import CommandError, call_command

from licensure.models import ListEntry, ListRefusal, ListVersion, VersionKind
from licensure.sources import ListUnavailable
from licensure.sources.oig_leie import SOURCE
from licensure.workflow import lists
from licensure.workflow.lists import load_list
from network.access import Actor, ActorKind, Forbidden, system
from network.events import timeline
from tests.licensure.list_files import leie, row

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
OCTOBER, NOVEMBER = date(2026, 10, 10), date(2026, 11, 1)
pytestmark = pytest.mark.django_db


def load(*rows, as_of=OCTOBER, at=NOON, actor=None):
    """Load a list of these rows."""
    content = rows[0] if isinstance(rows[0], bytes) else leie(*rows)
    return load_list(source=SOURCE, content=content, filename="UPDATED.csv", as_of=as_of, actor=actor or system("test"), at=at)


def standing(version):
    """The family names the version shows."""
    return sorted(ListEntry.objects.standing(version).values_list("family_name", flat=True))


def test_a_version_keeps_hash_day_and_counts_and_is_recorded():
    version = load(row(), row(LASTNAME="ASH", DOB="1")).version
    assert (version.rows, version.odd, version.added, version.ended, version.as_of) == (2, 1, 2, 0, OCTOBER)
    assert version.odd_rows == [{"row": 3, "code": "bad_date", "column": "DOB"}]
    (event,) = timeline(version)
    assert (event.action, event.payload.values["after"]["sha256"]) == ("list.loaded", version.sha256)


def test_the_same_file_twice_changes_nothing_and_on_a_later_day_is_a_version_of_its_own():
    first = load(row())
    again = load(row())
    assert (first.created, again.created, again.version) == (True, False, first.version)
    later = load(row(), as_of=NOVEMBER)
    assert (later.created, later.version.added, later.version.ended) == (True, 0, 0)
    assert ListEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("dated", "day"), [(None, NOVEMBER), (OCTOBER, OCTOBER), (NOVEMBER, NOVEMBER), (NOVEMBER + timedelta(days=9), NOVEMBER)]
)
def test_a_file_that_gives_its_own_day_is_never_younger_than_that(dated, day):
    source = replace(SOURCE, parse=lambda content: replace(SOURCE.parse(content), dated=dated))
    told = {"filename": "copy.csv", "as_of": NOVEMBER, "actor": system("test"), "at": NOON}
    assert load_list(source=source, content=leie(row()), **told).version.as_of == day
    assert not load_list(source=source, content=leie(row()), **told).created


def test_an_old_file_fetched_late_is_refused_as_older_by_the_day_it_gives():
    load(row(), as_of=NOVEMBER)
    source = replace(SOURCE, parse=lambda content: replace(SOURCE.parse(content), dated=OCTOBER))
    with pytest.raises(ListUnavailable) as refused:
        load_list(
            source=source, content=leie(row(), row(LASTNAME="ASH")), filename="copy.csv", as_of=NOVEMBER, actor=system("test"), at=NOON
        )
    assert refused.value.code == "older"


def test_rows_that_vanish_are_ended_and_a_row_that_comes_back_is_another():
    old = load(row(), row(LASTNAME="ASH"), row(LASTNAME="ELM")).version
    new = load(row(), row(LASTNAME="ELM"), row(LASTNAME="OAK"), as_of=NOVEMBER).version
    assert (new.added, new.ended) == (1, 1)
    assert standing(new) == ["ELM", "HALLOWAY", "OAK"]
    assert standing(old) == ["ASH"]
    back = load(row(), row(LASTNAME="ASH"), row(LASTNAME="ELM"), row(LASTNAME="OAK"), as_of=NOVEMBER).version
    assert (back.added, ListEntry.objects.filter(family_name="ASH").count()) == (1, 2)


def test_equal_rows_and_rows_of_one_name_and_npi_are_never_collapsed():
    version = load(row(NPI="1234567893"), row(NPI="1234567893"), row(NPI="1234567893", DOB="19800203")).version
    assert ListEntry.objects.standing(version).count() == 3
    fewer = load(row(NPI="1234567893"), row(NPI="1234567893", DOB="19800203"), as_of=NOVEMBER).version
    assert (fewer.added, fewer.ended) == (0, 1)


@pytest.mark.parametrize(
    ("content", "as_of", "code"),
    [
        (b"", NOVEMBER, "empty"),
        (b"<html>", NOVEMBER, "header"),
        (leie(), NOVEMBER, "no_rows"),
        (leie(row(), row()), NOVEMBER, "shrunken"),
        (leie(row(), row(), row()), date(2026, 10, 9), "older"),
        (leie(row(), row(), row()), date(2026, 11, 4), "future"),
    ],
)
def test_a_refused_file_leaves_the_list_in_use_as_it_was(content, as_of, code):
    version = load(*[row(LASTNAME=name) for name in ("ASH", "ELM", "FIR", "OAK")]).version
    with pytest.raises(ListUnavailable) as refused:
        load(content, as_of=as_of)
    assert refused.value.code == code
    assert list(ListVersion.objects.all()) == [version]
    assert standing(version) == ["ASH", "ELM", "FIR", "OAK"]


def test_more_than_half_of_the_rows_is_a_list():
    load(*[row(LASTNAME=name) for name in ("ASH", "ELM", "FIR", "OAK")])
    assert load(*[row(LASTNAME=name) for name in ("ASH", "ELM", "FIR")], as_of=NOVEMBER).version.ended == 1


@pytest.mark.parametrize(
    ("rows", "names", "before", "named", "code"),
    [
        (2, 10, 4, 10, "shrunken"), (2, 10, 5, 10, "shrunken"), (3, 10, 4, 10, ""), (1, 10, 4, 10, "shrunken"),
        (4, 5, 4, 10, "shrunken"), (4, 4, 4, 9, "shrunken"), (4, 6, 4, 10, ""),
    ],
)  # fmt: skip
def test_half_of_the_rows_or_half_of_the_names_is_no_list(rows, names, before, named, code):
    file, current = Row(rows=[None] * rows, names=names), Row(rows=before, names=named, as_of=OCTOBER)
    assert checked(file, current, OCTOBER) == code


def checked(file, current, as_of):
    """The code of why a file is refused before it is looked at, or nothing."""
    try:
        lists._check(file, VersionKind.WHOLE, SOURCE, current, as_of, NOON)
    except ListUnavailable as error:
        return error.code
    return ""


@pytest.mark.parametrize(("later", "code"), [(0, ""), (1, ""), (2, "future")])
def test_a_file_may_be_of_the_day_that_has_begun_anywhere(later, code):
    """At noon in Greenwich the next day has begun on Kiritimati."""
    assert checked(Row(rows=[None], names=1), None, NOON.date() + timedelta(days=later)) == code


def test_long_names_and_reasons_are_cut_and_the_first_hundred_odd_rows_kept():
    told = {"filename": "f" * 201, "as_of": OCTOBER, "actor": system("test"), "at": NOON}
    version = load_list(source=SOURCE, content=leie(*[row(DOB="1")] * 101), **told).version
    assert (version.filename, version.odd, len(version.odd_rows)) == ("f" * 200, 101, 100)

    def broken(content):
        raise ListUnavailable("header", "d" * 501)

    with pytest.raises(ListUnavailable):
        load_list(source=replace(SOURCE, parse=broken), content=b"x", **told)
    refusal = ListRefusal.objects.get()
    assert (refusal.filename, refusal.detail) == ("f" * 200, "d" * 500)
    assert timeline(refusal)[0].payload.values["after"]["file"] == "f" * 200
    with pytest.raises(ListUnavailable, match="files: 3"):
        load_list(source=SOURCE, content=b"x", more=(b"y", b"z"), **told)


def test_what_is_longer_than_its_column_is_cut_and_every_equal_row_counts():
    long = row(LASTNAME="L" * 201, FIRSTNAME="F" * 201, MIDNAME="M" * 201, BUSNAME="B" * 301, NPI="1" * 21)
    load(long, row(), row(), row())
    kept = ListEntry.objects.get(npi="1" * 20)
    assert (kept.family_name, kept.given_name, kept.middle_name, kept.business_name) == ("L" * 200, "F" * 200, "M" * 200, "B" * 300)
    assert sorted(ListEntry.objects.exclude(pk=kept.pk).values_list("occurrence", flat=True)) == [0, 1, 2]


def test_every_row_that_vanished_is_ended():
    load(*[row(LASTNAME=name) for name in ("ASH", "ELM", "FIR", "OAK", "YEW")])
    assert standing(load(*[row(LASTNAME=name) for name in ("ASH", "ELM", "FIR")], as_of=NOVEMBER).version) == ["ASH", "ELM", "FIR"]


def test_equal_rows_of_a_supplement_count_each():
    load(row())
    told = {"filename": "SUPPLEMENT.csv", "as_of": NOVEMBER, "actor": system("test"), "at": NOON}
    version = load_list(source=SOURCE, content=leie(*[row(LASTNAME="ASH")] * 3), kind=VersionKind.EXCLUSIONS, **told).version
    assert (version.added, version.rows) == (3, 4)
    assert sorted(ListEntry.objects.filter(family_name="ASH").values_list("occurrence", flat=True)) == [0, 1, 2]


def test_only_the_system_loads_a_list():
    with pytest.raises(Forbidden):
        load(row(), actor=Actor("Maya Lindenwood", ActorKind.STAFF, roles=frozenset({"director"})))


# ── From a terminal ──────────────────────────────────────────────────────────
@pytest.fixture
def list_file(tmp_path):
    """Write a list file and give its path."""

    def write(*rows):
        path = tmp_path / "UPDATED.csv"
        path.write_bytes(rows[0] if rows and isinstance(rows[0], bytes) else leie(*rows))
        return str(path)

    return write


def test_the_command_tells_rows_and_odd_ones(list_file, capsys):
    call_command("load_list", "oig-leie", list_file(row(), row(DOB="1")), "--as-of", "2026-10-10", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["odd"], told["created"], told["as_of"]) == (2, 1, True, "2026-10-10")
    call_command("load_list", "oig-leie", list_file(row(), row(DOB="1")))
    assert "in use already" in capsys.readouterr().out


def test_the_command_refuses_with_words_and_says_what_stays(list_file, capsys):
    call_command("load_list", "oig-leie", list_file(row()), "--as-of", "2026-10-10")
    with pytest.raises(CommandError, match="The file is empty. The list of 2026-10-10 stays in use."):
        call_command("load_list", "oig-leie", list_file(b""))


def roster(tmp_path, text):
    """A roster file's path."""
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_screening_a_roster_prints_one_object_a_line(list_file, tmp_path, capsys):
    load(row(NPI="1234567893"), row(LASTNAME="ASH"))
    path = roster(tmp_path, "given_name,family_name,npi,reference\nWren,Halloway,,T-1\nMaya,Lindenwood,,T-2\nMaya,Elm,1234567893,T-3\n")
    call_command("screen", path, "--json")
    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["row"], first["reference"], first["screening"][0]["list"]) == (2, "T-1", "oig-leie")
    assert [(each["band"], each["score"]) for each in first["screening"]] == [("possible", 70)]
    assert second == {"row": 3, "reference": "T-2", "screening": []}
    assert third["screening"][0]["band"] == "certain"
    assert {"identifier": "npi", "verdict": "agrees", "how": ""} in third["screening"][0]["reasons"]
    call_command("screen", path)
    assert "3 screened, 2 to look at." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "arguments", "code", "words"),
    [
        ("given_name,family_name,npi\nWren,Halloway,12\n", [], 1, "Row 2, column npi"),
        ("given_name,family_name\nWren,Halloway\n", ["--list", "no-such-list"], 2, "Not loaded: no-such-list"),
    ],
)
def test_a_bad_roster_and_wrong_use_exit_differently(tmp_path, text, arguments, code, words):
    load(row())
    with pytest.raises(CommandError, match=words) as refused:
        call_command("screen", roster(tmp_path, text), *arguments)
    assert refused.value.returncode == code


def test_without_a_list_nobody_is_screened(tmp_path):
    with pytest.raises(CommandError, match="Not loaded: any list") as refused:
        call_command("screen", roster(tmp_path, "given_name,family_name\nWren,Halloway\n"))
    assert refused.value.returncode == 2
