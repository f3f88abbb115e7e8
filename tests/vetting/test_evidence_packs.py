"""A file of evidence taken from a real file, checked by the verifier alone; nobody else's acts are in it."""

import json
import subprocess
import sys
import zipfile
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from network import events, seals, storage, triggers
from network.access import Forbidden, Role
from network.events import record
from network.models import Document, Event
from network.proof import making, trail, verify
from network.worker import drain
from tests.network.cast import organization, staff
from tests.network.test_events import sql
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.sitting import Sitting
from tests.vetting.staff_world import World
from vetting.packing import pack_file
from vetting.workflow import interests

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key(tmp_path):
    with override_settings(AUDIT_KEY=str(tmp_path / "keys" / "audit_key")):
        yield


_world, world = shared(World)
_file, file = shared(lambda world: world.approved(), "_file")


def members(content) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def rows(content, name) -> list[dict]:
    return [json.loads(line) for line in members(content)[f"{name}.jsonl"].splitlines()]


def told(content, key, tmp_path, *more):
    """The verifier that lies in the pack, run isolated, away from the project."""
    pack, program = tmp_path / "pack.zip", tmp_path / "verify.py"
    pack.write_bytes(content)
    program.write_bytes(members(content)["verify.py"])
    done = subprocess.run(
        [sys.executable, "-I", program, pack, "--key", key, *more], capture_output=True, text=True, cwd=tmp_path, env={"PYTHONUTF8": "1"}
    )
    return done.returncode, done.stdout + done.stderr


def test_an_auditor_takes_one_and_the_verifier_finds_it_whole(client, world, file, tmp_path):
    sign_in(client, world.una)
    page = get(client, "file_evidence", world, reference=file.reference)
    shown = page.context["page"]
    assert page.status_code == 200 and shown.key in text(page) and shown.key in shown.command
    assert post(client, "file_evidence", world, reference=file.reference).status_code == 302
    drain()
    (row,) = get(client, "file_evidence", world, reference=file.reference).context["page"].packs
    answer = client.get(client.get(row.url)["Location"])
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "application/zip", "no-store, private")
    assert f"evidence-{file.reference}-" in answer["Content-Disposition"]
    code, words = told(answer.content, shown.key, tmp_path)
    assert code == 0, words
    assert f"Whole and signed: {file.reference}, {world.organization.name}" in words


def test_one_altered_record_of_any_kind_is_named_and_no_other(world):
    content = pack_file(world.active(), actor=world.una, at=world.now).content
    key, heads = bytes.fromhex(json.loads(members(content)["signature.json"])["public_key"]), json.loads(members(content)["manifest.json"])
    kinds = [entry for entry in heads["members"] if entry.get("records") and entry["name"].startswith("records/")]
    assert {"records/covers.jsonl", "records/grants.jsonl", "records/decisions.jsonl"} <= {entry["name"] for entry in kinds}
    places = {name: at + 30 + len(name) for name, at, _content, _whole in verify.walk(content)}
    for entry in kinds:
        lines = members(content)[entry["name"]].splitlines(True)
        last = places[entry["name"]] + sum(map(len, lines)) - 3  # inside the last record, before its brace
        faults, _manifest = verify.check(content[:last] + bytes([content[last] ^ 1]) + content[last + 1 :], key)
        named = [fault for fault in faults if "of the ZIP" not in fault]  # its checksum there does not fit any more, either
        assert named == [f"ALTERED  {entry['records'][-1][0]} ({entry['name']}, record {len(lines)})"], entry["name"]


def test_it_holds_documents_checks_findings_decisions_policies_and_its_part_of_the_trail(world):
    file, other = world.approved(), world.approved("Otis Fernsby")
    content = pack_file(file, actor=world.una, at=world.now).content
    found = members(content)
    checks = rows(content, "records/verifications")
    assert {row["element"] for row in checks} >= {"license", "insurance"}
    assert "Tom Wetherby" in {row["verified_by_name"] for row in checks}
    (decision,) = rows(content, "records/decisions")
    assert (decision["outcome"], decision["decided_by_name"]) == ("approved", "Ines Calloway")
    assert [row["version"] for row in rows(content, "records/policies")] == [world.policy.version]
    assert rows(content, "records/policy_rules") and rows(content, "records/findings")[0]["findings"]
    documents = rows(content, "records/documents")
    assert len(documents) > 3 and all(verify.sha256(found[row["member"]]) == row["sha256"] for row in documents)
    trail_rows = rows(content, f"trail/organization-{world.organization.pk}")
    acts = {row["event"]["action"] for row in trail_rows if "event" in row}
    assert {"application.submit", "verification.verify", "application.approve", "decision.made"} <= acts
    assert any(act.startswith("grant.") for act in acts) and any(act.startswith("cover.") for act in acts), acts
    assert "Ines Calloway" in found["index.html"].decode() and "Approved" in found["index.html"].decode()
    whole = content.decode("latin-1")
    assert other.reference not in whole and "Fernsby" not in whole, "nobody else is in it"


def test_of_a_file_a_committee_decided_it_holds_agenda_votes_and_interests():
    here = Sitting()
    case = here.case()
    item = here.item(here.meeting(opened=True), case)
    interests.declare(case, reason="We shared an office.", meeting=item.meeting, actor=here.nell, at=here.later())
    here.vote(item, "denied_quality", here.ivo, here.ines, here.thea)
    here.carry(item)
    una = staff(here.harbor, "Una Ledgerwood", Role.AUDITOR)
    content = pack_file(case, actor=una, at=here.later()).content
    (row,) = rows(content, "records/agenda")
    assert (row["outcome"], row["counted"]["voted"]) == ("denied_quality", 3)
    assert {(vote["person_name"], vote["choice"]) for vote in rows(content, "records/votes")} == {
        ("Ivo Saltmarsh", "denied_quality"), ("Ines Calloway", "denied_quality"), ("Thea Merrow", "denied_quality"),
    }
    (interest,) = rows(content, "records/interests")
    assert (interest["person_name"], interest["state"], interest["reason"]) == ("Nell Harrowgate", "recused", "We shared an office.")
    told_of = {row["event"]["action"] for row in rows(content, f"trail/organization-{here.harbor.pk}") if "event" in row}
    assert {"vote.cast", "agendaitem.carry", "conflictofinterest.recuse"} <= told_of


def test_of_everybody_else_the_trail_holds_only_hashes_and_still_ends_at_the_head(world, tmp_path):
    file, other = world.approved(), world.checked("Otis Fernsby")
    taken = pack_file(file, actor=world.una, at=world.now)
    scope = f"organization:{world.organization.pk}"
    found = rows(taken.content, f"trail/organization-{world.organization.pk}")
    theirs = set(Event.objects.filter(scope=scope, about=other.reference).values_list("sequence", flat=True))
    shown = {row["event"]["sequence"] for row in found if "event" in row}
    assert theirs and not theirs & shown
    assert {frozenset(row) for row in found if "cores" in row} == {frozenset({"key", "first", "cores", "hash"})}
    manifest = json.loads(members(taken.content)["manifest.json"])
    heads = {chain["scope"]: chain["head"] for chain in manifest["chains"]}
    assert heads[scope][0] == Event.objects.get(action="evidence.taken").sequence - 1
    assert set(heads) == {scope, f"practitioner:{file.practitioner_id}"}


def test_of_her_own_chain_it_tells_what_she_and_we_did_and_never_who_else_read_her(world, file):
    document = Document.objects.of(file.practitioner).first()
    record(document, "document.read", actor=staff(organization("summit"), "Calder Rimrock"), at=world.now)
    content = pack_file(file, actor=world.maya, at=world.now).content
    found = [row for row in rows(content, f"trail/practitioner-{file.practitioner_id}") if "event" in row]
    assert {"license.added", "document.stored"} <= {row["event"]["action"] for row in found}
    assert {row["payload"]["values"]["by"] for row in found} == {"Wren Halloway"} and b"Calder" not in content


def test_taking_it_is_recorded_and_so_is_each_document_in_it(world, file):
    taken = pack_file(file, actor=world.maya, at=world.now)
    event = Event.objects.get(action="evidence.taken")
    assert (event.about, event.actor_label, event.payload.values["detail"]["sha256"]) == (file.reference, "Maya Lindenwood", taken.sha256)
    documents = rows(taken.content, "records/documents")
    reads = Event.objects.filter(action="document.read", actor_label="Maya Lindenwood").values_list("subject", flat=True)
    assert set(reads) == {row["key"] for row in documents}
    assert all(events.verify(scope) is None for scope in events.scopes())


def test_a_seal_of_an_earlier_day_is_found_in_the_pack_and_a_history_written_anew_is_not(world, tmp_path):
    file = world.checked()
    key = seals.signing_key(tmp_path / "keys" / "audit_key")
    seals.write(tmp_path / "seal.json", key=key, actor=world.maya, at=world.now)
    taken = pack_file(file, actor=world.maya, at=world.now)
    code, words = told(taken.content, taken.public_key, tmp_path, "--seal", tmp_path / "seal.json")
    assert code == 0, words


def test_a_trail_that_does_not_hold_is_not_signed(world):
    file = world.checked()
    row = Event.objects.filter(about=file.reference).first()
    triggers.drop(connection)
    sql("UPDATE network_event SET actor_label = 'Somebody Else' WHERE id = %s", row.pk)
    with pytest.raises(trail.Broken, match=f"#{row.sequence}: its values do not match its hash"):
        pack_file(file, actor=world.maya, at=world.now)


def test_an_erased_payload_stays_erased_and_the_pack_verifies(world, tmp_path):
    file = world.checked()
    event = Event.objects.filter(about=file.reference, action="verification.verify").first()
    events.erase(event, actor=world.maya, at=world.now, reason="her request")
    taken = pack_file(file, actor=world.maya, at=world.now)
    found = rows(taken.content, f"trail/organization-{world.organization.pk}")
    (row,) = [row for row in found if row.get("event", {}).get("sequence") == event.sequence]
    assert row["payload"]["values"] is None and row["payload"]["erased_at"]
    assert told(taken.content, taken.public_key, tmp_path)[0] == 0


def test_a_document_that_is_gone_or_altered_in_the_store_is_said_and_not_passed_over(world, tmp_path):
    file = world.checked()
    gone, altered, *_rest = Document.objects.within(world.organization).order_by("pk")
    storage.store().delete(gone.storage_key)
    storage.store().delete(altered.storage_key)
    storage.store().put(altered.storage_key, b"other", content_type="application/pdf", sha256=verify.sha256(b"other"))
    taken = pack_file(file, actor=world.maya, at=world.now)
    why = {row["key"]: row.get("why") for row in rows(taken.content, "records/documents") if row["member"] is None}
    assert why == {events.name_of(gone): "missing in our store", events.name_of(altered): "altered in our store"}
    assert told(taken.content, taken.public_key, tmp_path)[0] == 0


@pytest.mark.parametrize("who, status", [("una", 200), ("maya", 200), ("tom", 403), ("ines", 403), ("odell", 403), ("rosa", 403)])
def test_who_takes_one(client, world, file, who, status):
    sign_in(client, getattr(world, who))
    assert get(client, "file_evidence", world, reference=file.reference).status_code == status
    assert post(client, "file_evidence", world, reference=file.reference).status_code == (302 if status == 200 else status)
    drain()
    assert Event.objects.filter(action="evidence.taken").count() == (status == 200)


def test_the_way_to_it_is_shown_to_who_may_take_it(client, world, file):
    for actor, there in ((world.una, True), (world.tom, False)):
        sign_in(client, actor)
        assert ("/evidence/" in get(client, "file", world, reference=file.reference).content.decode()) == there


def test_another_organizations_auditor_reaches_nothing(client, world, file):
    outsider = staff(organization("summit"), "Greta Hollowell", "auditor")
    sign_in(client, outsider)
    assert get(client, "file_evidence", world, reference=file.reference).status_code == 404
    assert client.get(f"/summit/applications/{file.reference}/evidence/").status_code == 404
    with pytest.raises(Forbidden):
        pack_file(file, actor=outsider, at=world.now)


def test_at_the_terminal(file, tmp_path):
    out, path = StringIO(), tmp_path / "hb.zip"
    call_command("audit", "pack", file.reference.lower(), "--out", str(path), "--json", stdout=out)
    told_ = json.loads(out.getvalue())
    assert told(path.read_bytes(), told_["public_key"], tmp_path)[0] == 0
    assert path.stat().st_mode & 0o077 == 0 and told_["size"] == path.stat().st_size
    assert Event.objects.get(action="evidence.taken").actor_label == "audit pack"
    for reference, out in ((file.reference, path), ("HB-0000", tmp_path / "other.zip")):
        with pytest.raises(CommandError):
            call_command("audit", "pack", reference, "--out", str(out))
    assert not (tmp_path / "other.zip").exists()


def test_a_pack_for_somebody_else_made_of_ours_is_not_signed_by_us(world, tmp_path):
    file = world.checked()
    taken = pack_file(file, actor=world.maya, at=world.now)
    theirs = [(name, content) for name, _at, content, _whole in verify.walk(taken.content)]
    theirs = [(n, c.replace(b"Tom Wetherby", b"Tim Wetherby")) for n, c in theirs]
    code, words = told(making.zipped([making.Member(n, c) for n, c in theirs]), taken.public_key, tmp_path)
    assert code == 1 and "ALTERED  licensure.verification:" in words and "ALTERED  organization:" in words
