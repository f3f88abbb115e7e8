"""A backup comes back whole, into an empty place only, and not at all when one byte of it changed."""

import io
import json
import stat
import tarfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from network import erasures, events, triggers
from network.access import system
from network.backup import tables
from network.events import erase, record
from network.models import Erasure, Event, Organization, Person
from network.transitions import perform
from network.workflow.participation import take_part
from tests.network import cast

SYSTEM = system("a test")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.STORAGE = {**settings.STORAGE, "kind": "local", "root": str(tmp_path / "documents")}
    return tmp_path / "documents"


@pytest.fixture
def world(storage):
    """Two organizations with people, a moved case, an erased payload and two documents."""
    harbor, summit = cast.organization("harbor"), cast.organization("summit")
    maya = cast.staff(harbor, "Maya Lindenwood")
    cast.therapist("Zoë van der Ångström", "T-00077")
    case = cast.case(harbor, title='Línea "quoted" \\ and\nbroken')
    perform(case, "open", actor=maya, at=cast.NOON, note="…", detail={"deep": [None, True, 2**60, "1.10"]})
    record(summit, "x", actor=SYSTEM, at=cast.NOON)
    erase(Event.objects.get(action="x"), actor=SYSTEM, at=cast.NOON, reason="her request")
    for name in ("ab/one.bin", "two.bin"):
        (storage / name).parent.mkdir(parents=True, exist_ok=True)
        (storage / name).write_bytes(name.encode() * 3)


@pytest.fixture
def file(world, tmp_path):
    call_command("backup", str(tmp_path / "goodstanding.tar"), stdout=StringIO())
    return tmp_path / "goodstanding.tar"


def contents():
    """Every value of every row."""
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in tables()}


def empty(storage):
    call_command("flush", interactive=False, verbosity=0)
    for path in sorted(storage.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()


def restore(file):
    out = StringIO()
    call_command("restore", str(file), stdout=out)
    return out.getvalue()


def edited(file: Path, edit) -> Path:
    """The backup with its members changed by `edit(members)`."""
    with tarfile.open(file) as tar:
        members = {member.name: tar.extractfile(member).read() for member in tar.getmembers()}
    edit(members)
    changed = file.with_name("changed.tar")
    with tarfile.open(changed, "w") as tar:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return changed


def test_everything_comes_back_and_counts_on(file, storage):
    before, documents = contents(), {p.name: p.read_bytes() for p in storage.rglob("*") if p.is_file()}
    empty(storage)
    said = restore(file)
    assert "2 documents and 2 audit chains" in said and "0 jobs wait" in said
    assert contents() == before
    assert {p.name: p.read_bytes() for p in storage.rglob("*") if p.is_file()} == documents
    assert [events.verify(scope) for scope in events.scopes()] == [None, None]
    assert triggers.missing(connection) == []
    assert record(Organization.objects.get(slug="harbor"), "more", actor=SYSTEM, at=cast.NOON).sequence == 2
    cast.case(Organization.objects.get(slug="harbor"), title="new")  # no key is given out twice


def test_the_file_is_its_owners_alone_and_never_overwritten(file):
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="exists"):
        call_command("backup", str(file))


def test_neither_keys_nor_sessions_are_in_it(file):
    with tarfile.open(file) as tar:
        names = tar.getnames()
    tables = [name.rsplit("/", 1)[-1].removesuffix(".jsonl.gz") for name in names if name != "rows/payments.Session.jsonl.gz"]  # of work
    assert not [name for name in tables if "session" in name.lower() or "key" in name.split(".")[0]]


def test_nothing_is_restored_over_what_is_here(file, storage):
    with pytest.raises(CommandError, match="database is not empty"):
        restore(file)
    empty(storage)
    (storage / "left.bin").write_bytes(b"x")
    with pytest.raises(CommandError, match="is not empty"):
        restore(file)


def test_what_was_erased_since_is_erased_again_by_the_restore(world, file, storage, settings, tmp_path):
    """The notes beside the documents are there first, and the database of before learns of them before anybody signs in."""
    settings.AUDIT_KEY = str(tmp_path / "audit_key")
    harbor = Organization.objects.get(slug="harbor")
    later = tmp_path / "later.tar"
    row = take_part(
        organization=harbor, practitioner=cast.therapist("Wren Halloway", "T-00078")[0], actor=system("a test", harbor), at=cast.NOON
    )
    call_command("backup", str(later), stdout=StringIO())
    erasures.leave(erasures.Note(harbor.pk, row.pk, erasures.mark_of(row), "request", cast.NOON))
    kept = {path: path.read_bytes() for path in (storage / "erasures").iterdir()}
    empty(storage)
    for path, content in kept.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert "1 erasures done since then were done again" in restore(later)
    assert Erasure.objects.within(Organization.objects.get(slug="harbor")).get().state == "done"
    assert Person.objects.get(pk=row.practitioner.person_id).family_name == ""


def test_a_restore_that_cannot_trust_the_notes_says_that_nobody_may_sign_in(file, storage, settings, tmp_path):
    settings.AUDIT_KEY = str(tmp_path / "audit_key")
    empty(storage)
    (storage / "erasures").mkdir()
    (storage / "erasures" / f"{'0' * 64}.json").write_text("{}")
    with pytest.raises(CommandError, match="Let nobody sign in"):
        restore(file)


def flip(members):
    name = next(name for name in members if name.startswith("rows/network.Event."))
    data = members[name]
    members[name] = data[:40] + bytes([data[40] ^ 1]) + data[41:]


def renamed(members):
    manifest = json.loads(members["manifest.json"])
    members["manifest.json"] = json.dumps({**manifest, "migrations": manifest["migrations"][:-1]}).encode()


def other_heads(members):
    manifest = json.loads(members["manifest.json"])
    manifest["heads"][0][1] += 1
    members["manifest.json"] = json.dumps(manifest).encode()


@pytest.mark.parametrize(
    "edit, says",
    [
        (flip, "was changed since"),
        (lambda members: members.pop("documents/two.bin"), "missing or too many"),
        (lambda members: members.update({"rows/extra": b"x"}), "missing or too many"),
        (lambda members: members.update({"manifest.json": b"{}"}), "no backup of a format"),
        (lambda members: members.pop("manifest.json"), "is no backup"),
        (renamed, "another version"),
        (other_heads, "heads of the audit trail differ"),
    ],
)
def test_a_damaged_backup_leaves_no_row(file, storage, edit, says):
    empty(storage)
    with pytest.raises(CommandError, match=says):
        restore(edited(file, edit))
    assert not Organization.objects.exists() and not Event.objects.exists()
    assert not [path for path in storage.rglob("*") if path.is_file()]


def test_a_file_cut_short_is_no_backup(file, storage):
    empty(storage)
    file.write_bytes(file.read_bytes()[:700])
    with pytest.raises(CommandError, match="no backup"):
        restore(file)


def test_a_trail_that_was_changed_before_the_backup_does_not_restore(world, storage, tmp_path):
    triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE network_event SET actor_label = 'somebody else' WHERE sequence = 1")
    triggers.install(connection)
    call_command("backup", str(tmp_path / "bad.tar"), stdout=StringIO())
    empty(storage)
    with pytest.raises(CommandError, match="do not match its hash"):
        restore(tmp_path / "bad.tar")
    assert not Event.objects.exists()


@pytest.mark.parametrize(("name", "kind"), [("../outside", tarfile.REGTYPE), ("/outside", tarfile.REGTYPE), ("link", tarfile.SYMTYPE)])
def test_nothing_is_written_beside_the_restored_files(file, storage, tmp_path, name, kind):
    empty(storage)
    hostile = tmp_path / "hostile.tar"
    with tarfile.open(hostile, "w") as tar:
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, str(tmp_path)
        tar.addfile(info, io.BytesIO(b""))
    with pytest.raises(CommandError, match="does not belong in a backup"):
        restore(hostile)
    assert not Path("/outside").exists()
