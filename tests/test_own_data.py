"""A therapist's own data as a file: all of hers, in the tables and in the papers, and nothing of anybody else.

The marks of `test_canaries` stand in every field of one therapist; others are marked too.
"""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import TestCase

from network import personal, storage, words_personal
from network.models import DataExport, Document, Event, Message
from network.transitions import Refused
from network.worker import drain
from network.workflow import exporting
from tests import test_canaries as canaries
from tests import world as worlds

pytestmark = [pytest.mark.django_db, pytest.mark.long]
SECRET = {"check", "look_up", "approval", "hold", "denial", "grounds", "hit", "withdrawal", "spokesman", "settled", "action", "call"}
SECRET |= {"strange_call", "match"} | set(canaries.CALLER)  # of those she helps, and of their employer
MINE = set(canaries.HERS) | {"born", "question"}


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    """Lived once for this file; both she and another therapist asked for their data."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.build("harbor", "summit", papers=True)
        world.mine = canaries.marked(world)
        canaries.spoken_of(world)
        world.other = worlds.active(world, world.harbor)
        drain()
        for application in (world.mine, world.other):
            herself = world.herself(application)
            exporting.ask(application.practitioner, reauthenticated_at=world.at, language="en", actor=herself, at=world.at)
        drain()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(_world, db):
    return _world


def row(application):
    return DataExport.objects.of(application.practitioner).select_related("document").get()


def members(application):
    with zipfile.ZipFile(io.BytesIO(storage.store().get(row(application).document.storage_key))) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def marks(found):
    return set().union(*(canaries.found_in(canaries.readable(content)) for content in found.values()))


def test_everything_of_hers_is_in_the_tables(world):
    told = {name: content for name, content in members(world.mine).items() if not name.startswith("documents/")}
    assert MINE - marks(told) == set()
    data = {"data.json": told["data.json"]}
    assert MINE - marks(data) == set()


def test_every_paper_she_may_read_is_in_it_byte_for_byte(world):
    found = {name.split("/")[1].split("-")[0]: content for name, content in members(world.mine).items() if name.startswith("documents/")}
    papers = Document.objects.visible_to(world.herself(world.mine)).exclude(kind="export")
    assert papers.count() == len(found) > 5
    assert all(storage.store().get(paper.storage_key) == found[str(paper.pk)] for paper in papers)


def test_nothing_said_in_confidence_is_in_it(world):
    assert marks(members(world.mine)) & SECRET == set()


def test_nobody_elses_file_says_a_word_of_her(world):
    found = members(world.other)
    assert len(found) > 10 and marks(found) == set()


def test_nobody_elses_name_is_in_hers(world):
    text = members(world.mine)["data.json"].decode()
    others = {person.family_name for application in worlds_files(world) for person in [application.practitioner.person]}
    assert others and not [name for name in others if name in text]


def worlds_files(world):
    return [file.application for file in world.files.values() if file.application.practitioner != world.mine.practitioner]


def test_every_table_stands_in_words_for_machines_and_for_a_spreadsheet(world):
    found = members(world.mine)
    told = json.loads(found["data.json"])
    sheets = {name: list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) for name, content in found.items() if name.endswith(".csv")}
    assert len(sheets) == len(told) > 12
    assert sorted(map(len, told.values())) == sorted(len(rows) - 1 for rows in sheets.values())
    licenses = sheets["tables/licensure-license.csv"]
    assert licenses[0][:3] == ["Jurisdiction", "License type", "Number"] and licenses[1][2] == canaries.HERS["license"]
    assert "tables/licensure-license.csv: Licenses (1)" in found["README.txt"].decode()


def test_every_shown_table_and_column_has_words():
    shown = [table for table in personal.tables() if table.shows]
    assert {table.label for table in shown} | {"reads"} == set(words_personal.TABLES)
    assert {name for table in shown for name in table.shows} | {"organization", "at", "who"} == set(words_personal.COLUMNS)


def test_she_is_told_and_no_organization_sees_it(world):
    assert Message.objects.everywhere(reason="every mail is read here").filter(template="own_data").count() == 2
    mine = row(world.mine)
    for actor in (world.crew(world.harbor).manager, world.crew(world.harbor).director, world.herself(world.other)):
        assert not Document.objects.visible_to(actor).filter(pk=mine.document_id).exists()
        assert not DataExport.objects.visible_to(actor).filter(pk=mine.pk).exists()
    assert Document.objects.visible_to(world.herself(world.mine)).filter(pk=mine.document_id).exists()


@pytest.mark.parametrize(("ago", "code"), [
    (None, "not_proved"), (timedelta(minutes=5, seconds=1), "not_proved"), (timedelta(minutes=5), None),
])
def test_she_shows_who_she_is_first(world, ago, code):
    given = {"reauthenticated_at": world.at - ago if ago else None, "language": "en", "actor": world.herself(world.other), "at": world.at}
    if code is None:
        assert exporting.ask(world.other.practitioner, **given).made_at is None
        return
    with pytest.raises(Refused) as refused:
        exporting.ask(world.other.practitioner, **given)
    assert refused.value.codes == [code]


def test_one_is_made_at_a_time(world):
    given = {"reauthenticated_at": world.at, "language": "nl", "actor": world.herself(world.other), "at": world.at}
    exporting.ask(world.other.practitioner, **given)
    with pytest.raises(Refused) as refused:
        exporting.ask(world.other.practitioner, **given)
    assert refused.value.codes == ["export_waits"]


def test_she_takes_it_on_her_page(world, client):
    client.force_login(world.user(world.herself(world.mine)), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post("/me/data/").headers["Location"].startswith("/account/")
    page = client.get("/me/data/")
    reference = row(world.mine).document.reference
    assert f"/me/documents/{reference}/" in page.content.decode()
    taken = client.get(f"/me/documents/{reference}/", follow=True)
    assert taken.headers["Content-Type"] == "application/zip" and zipfile.is_zipfile(io.BytesIO(taken.content))


def test_after_a_week_it_is_gone_with_its_bytes(world):
    mine = row(world.mine)
    assert exporting.remove_old(on=None, at=world.at + timedelta(days=6)) == 0
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert exporting.remove_old(on=None, at=world.at + timedelta(days=8)) == 2
    assert not DataExport.objects.of(world.mine.practitioner).exists()
    assert not Document.objects.of(world.mine.practitioner).filter(kind="export").exists()
    with pytest.raises(storage.Missing):
        storage.store().get(mine.document.storage_key)
    assert Event.objects.filter(action="export.removed").count() == 2
