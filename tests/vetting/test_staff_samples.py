"""Samples of an audit: drawn by a kept seed, with their worksheet as a page, as CSV and in a pack."""

import csv
import hashlib
import json
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from django.test import override_settings

from network.access import Forbidden, system
from network.models import Event
from network.transitions import Refused
from network.worker import drain
from network.workflow.people import register_practitioner
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World
from vetting.models import AuditSample
from vetting.queries.samples import beside, same_again, universe
from vetting.workflow.moving_in import Original, take_over
from vetting.workflow.samples import draw

pytestmark = pytest.mark.django_db
NAMES = ("Wren Halloway", "Otis Fernsby", "Ida Lanternberg", "Rafa Solmare")


@pytest.fixture(autouse=True)
def key(tmp_path):
    with override_settings(AUDIT_KEY=str(tmp_path / "audit_key")):
        yield


def built():
    world = World()
    world.files = [world.approved(NAMES[0]), world.denied(NAMES[1]), world.approved(NAMES[2])]
    world.checking(NAMES[3])
    return world


_world, world = shared(built)


def drawn(world, **asked):
    asked = {"purpose": "NCQA survey", "method": "8_30", "first": world.day(30), "last": world.day(), "at": world.now, **asked}
    return draw(organization=world.organization, actor=world.una, **asked)


def days(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def asked(world, **more):
    return {"purpose": "Survey", "method": "number", "number": 2, **days("first", world.day(30)), **days("last", world.day()), **more}


def taken(client, page):
    """Asked for, made by the job, and taken by the link of the page."""
    shown = client.post(page.take, follow=True).context["page"]
    assert shown.waits and [row.url for row in shown.packs] == [""]
    drain()
    (row,) = client.get(page.take.removesuffix("evidence/")).context["page"].packs
    answer = client.get(row.url, follow=True)
    assert answer["Content-Type"] == "application/zip" and hashlib.sha256(answer.content).hexdigest() == row.sha256
    return answer.content


def test_a_sample_keeps_its_seed_its_universe_and_its_files_and_is_recorded(world):
    sample = drawn(world, seed="abc123")
    assert {row[0] for row in sample.files} == {file.reference for file in world.files}, "what is still being checked is in no universe"
    assert (sample.universe, sample.seed) == ({"initial": 3, "renewal": 0}, "abc123") and same_again(sample)
    event = Event.objects.get(action="sample.drawn")
    assert (event.actor_label, event.payload.values["after"]["seed"]) == ("Una Ledgerwood", "abc123")


def test_the_same_seed_draws_the_same_files_and_without_one_another_is_thrown(world):
    one, again = drawn(world, method="number", number=2, seed="7"), drawn(world, method="number", number=2, seed="7")
    assert one.files == again.files and len(one.files) == 2
    assert len({drawn(world).seed for _turn in range(3)}) == 3


def test_a_file_decided_later_changes_the_universe_and_the_page_says_so(client, world):
    sample = drawn(world, last=world.day(8))
    assert same_again(sample)
    late = drawn(world)
    world.approved("Tilda Marshlight", ago=8)
    assert not same_again(late) and len(universe(world.organization, world.day(30), world.day())) == 4
    sign_in(client, world.una)
    assert "gives other files" in text(get(client, "sample", world, pk=late.pk))


def test_the_seed_gives_the_same_files_after_new_ones_came_in(client, world):
    sample = drawn(world, seed="abc123", last=world.day(-5))
    world.now += timedelta(hours=1)
    world.approved("Tilda Marshlight", ago=0)
    assert same_again(sample) and len(universe(world.organization, sample.first, sample.last)) == 4 and beside(sample) == (1, 0)
    sign_in(client, world.una)
    page = text(get(client, "sample", world, pk=sample.pk))
    assert "gives the same files" in page and "1 file: in no drawing of it" in page
    assert drawn(world, seed="abc123", last=world.day(-5), at=world.now).universe == {"initial": 4, "renewal": 0}


def test_a_decision_that_was_made_elsewhere_is_in_no_drawing_and_is_told(client, world):
    before = drawn(world)
    who = register_practitioner(
        given_name="Alma", family_name="Brightwater", date_of_birth=date(1980, 2, 3), imported_by=world.organization,
        profession="social_worker", actor=system("import"), at=world.start,
    )
    take_over(
        organization=world.organization, practitioner=who, record=Original(world.day(300), "Committee", "Minutes 7"),
        due_on=world.day(-400), jurisdictions=["US-OH"], actor=world.maya, at=world.at(3),
    )
    sample = drawn(world)
    assert sample.universe_sha256 == before.universe_sha256 and same_again(sample) and beside(sample) == (0, 1)
    sign_in(client, world.una)
    assert "1 decision made elsewhere: in no drawing of it" in text(get(client, "sample", world, pk=sample.pk))


def test_nothing_decided_in_these_days_is_refused_with_what_to_do(client, world):
    with pytest.raises(Refused) as refused:
        drawn(world, first=world.day(300), last=world.day(200))
    assert refused.value.codes == ["nothing_decided"]
    sign_in(client, world.una)
    answer = post(client, "samples", world, asked(world, **days("first", world.day(300)), **days("last", world.day(200))))
    assert answer.status_code == 409 and "Choose other days." in text(answer)


@pytest.mark.parametrize(
    ("more", "field"),
    [({"number": ""}, "number"), ({"purpose": ""}, "purpose"), ({"seed": "a b"}, "seed"), ({"method": "all"}, "method")],
)
def test_a_form_with_faults_says_where_and_draws_nothing(client, world, more, field):
    sign_in(client, world.una)
    answer = post(client, "samples", world, asked(world, **more))
    assert answer.status_code == 422 and field in answer.context["form"].errors and not AuditSample.objects.within(world.organization)


def test_an_auditor_draws_reads_the_worksheet_and_takes_it_as_csv(client, world):
    sign_in(client, world.una)
    answer = post(client, "samples", world, asked(world, number=3))
    assert answer.status_code == 302
    page = client.get(answer.url)
    shown = page.context["page"]
    assert {row.reference for row in shown.files} == {file.reference for file in world.files} and "Survey" in text(page)
    denied = next(row for row in shown.files if row.name == NAMES[1])
    assert {row.tag.word for row in denied.rows} == {"Met"}, "evidence in time is met whatever was decided"
    table = list(csv.reader(StringIO(client.get(shown.csv).content.decode("utf-8-sig"))))
    assert table[0][7:13] == ["Element", "Source", "As of", "Verified by", "Days to decision", "Result"]
    lines = [line for line in table[1:] if line[0] == world.files[0].reference]
    assert len(lines) == len(next(row for row in shown.files if row.reference == world.files[0].reference).rows) > 2
    assert {line[10] for line in lines} == {"Tom Wetherby", NAMES[0]} and {line[12] for line in lines} == {"Met"}


def test_no_cell_of_the_csv_is_a_formula(client, world):
    world.approved("=HYPERLINK(1) Fernsby")
    sign_in(client, world.una)
    content = get(client, "sample_worksheet", world, pk=drawn(world).pk).content.decode("utf-8-sig")
    cells = [cell for line in csv.reader(StringIO(content)) for cell in line]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells) and not [cell for cell in cells if cell.startswith("=")]


def test_the_evidence_of_a_sample_is_one_pack_that_verifies_and_names_the_file_of_a_changed_record(client, world, tmp_path):
    sample = drawn(world)
    sign_in(client, world.una)
    page = get(client, "sample", world, pk=sample.pk).context["page"]
    content = taken(client, page)
    with zipfile.ZipFile(BytesIO(content)) as opened:
        names = set(opened.namelist())
        program = opened.read("verify.py")
        assert opened.read("worksheet.csv").decode("utf-8-sig").startswith("File,")
        told = json.loads(opened.read("records/sample.jsonl"))
    assert (told["seed"], told["same_again"]) == (sample.seed, True)
    for file in world.files:
        assert {f"files/{file.reference}/index.html", f"files/{file.reference}/records/verifications.jsonl"} <= names
    (tmp_path / "verify.py").write_bytes(program)
    key = page.command.rpartition(" ")[2]

    def run(data):
        (tmp_path / "pack.zip").write_bytes(data)
        command = [sys.executable, "-I", tmp_path / "verify.py", tmp_path / "pack.zip", "--key", key]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={"PYTHONUTF8": "1"})

    assert run(content).returncode == 0
    at = content.index(b'"element":"insurance"') + 11
    changed = run(content[:at] + b"I" + content[at + 1:])
    assert changed.returncode == 1 and "ALTERED" in changed.stdout and "files/" in changed.stdout
    assert Event.objects.get(action="evidence.taken").subject == f"vetting.auditsample:{sample.pk}"


@pytest.mark.parametrize("who, status", [("una", 200), ("maya", 200), ("tom", 403), ("ines", 403), ("rosa", 403)])
def test_who_draws_and_reads_samples(client, world, who, status):
    sample = drawn(world)
    sign_in(client, getattr(world, who))
    for name, more in (("samples", {}), ("sample", {"pk": sample.pk}), ("sample_worksheet", {"pk": sample.pk})):
        assert get(client, name, world, **more).status_code == status, name
    assert post(client, "sample_evidence", world, pk=sample.pk).status_code == (302 if status == 200 else status)


def test_another_organizations_auditor_reaches_no_sample(client, world):
    sample, greta = drawn(world), staff(organization("summit"), "Greta Hollowell", "auditor")
    sign_in(client, greta)
    assert client.get(f"/summit/samples/{sample.pk}/").status_code == 404
    assert get(client, "sample", world, pk=sample.pk).status_code == 404
    with pytest.raises(Forbidden):
        draw(
            organization=world.organization, purpose="x", method="8_30", first=world.day(30), last=world.day(), actor=greta, at=world.now
        )


def test_the_way_there_stands_on_the_audit_page(client, world):
    sign_in(client, world.una)
    assert "/harbor/samples/" in get(client, "audit", world).content.decode()
