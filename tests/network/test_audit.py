"""`manage.py audit`: what it finds, what it seals, and what only a seal finds."""

import json
import random
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings

from network import events, seals, triggers
from network.access import system
from network.events import record
from network.models import Event, Organization, ScopeHead
from tests.network import cast
from tests.network.test_events import cut_tail, rehash, remove, row, sql

pytestmark = pytest.mark.django_db
SYSTEM = system("a test")


@pytest.fixture(autouse=True)
def key(tmp_path):
    with override_settings(AUDIT_KEY=str(tmp_path / "keys" / "audit_key")):
        yield tmp_path / "keys" / "audit_key"


@pytest.fixture
def chains():
    """Five events in each of two organizations; the scope of the first."""
    for where in (cast.organization("harbor"), cast.organization("summit")):
        for number in range(5):
            record(where, f"thing.{number}", actor=SYSTEM, at=cast.NOON)
    return events.scopes()[0]


def audit(*arguments):
    out = StringIO()
    call_command("audit", *map(str, arguments), stdout=out)
    return out.getvalue()


def fails(*arguments):
    """What the command says when it fails, and with which code."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("audit", *map(str, arguments), stdout=out)
    assert error.value.returncode == 1
    return out.getvalue() + str(error.value)


def rewrite(scope):
    rehash(scope, 2, lambda event: setattr(event, "actor_label", "somebody else"))


def cut_with_its_head(scope):
    cut_tail(scope)
    ScopeHead.objects.filter(pk=scope).update(sequence=4, hash=row(scope, 4).hash)


def set_clock(scope):
    """Everything happened an hour later, every hash computed again."""
    for sequence in range(1, 6):
        rehash(scope, sequence, lambda event: setattr(event, "recorded_at", event.recorded_at + timedelta(hours=1)))


def forget_a_scope(scope):
    sql("DELETE FROM network_eventpayload WHERE event_id IN (SELECT id FROM network_event WHERE scope = %s)", scope)
    sql("DELETE FROM network_event WHERE scope = %s", scope)
    sql("DELETE FROM network_scopehead WHERE scope = %s", scope)


def test_a_whole_trail_verifies(chains):
    assert "2 scopes hold" in audit("verify")
    assert json.loads(audit("verify", "--json"))["ok"] is True


def test_verify_names_the_first_bad_row_and_fails(chains):
    triggers.drop(connection)
    remove(chains)
    assert f"{chains} #4: expected number 3" in fails("verify")
    assert "#4" in fails("verify", "--scope", chains)
    assert "1 scopes hold" in audit("verify", "--scope", events.scopes()[1])


def test_verify_as_json_lists_the_faults(chains):
    triggers.drop(connection)
    remove(chains)
    told = json.loads(fails("verify", "--json").split("\n1 faults")[0].removesuffix("1 faults in the audit trail."))
    assert told["ok"] is False and told["faults"][0]["sequence"] == 4


def test_a_seal_holds_while_the_trail_only_grows(chains, tmp_path):
    file = tmp_path / "seal.json"
    assert "2 scopes sealed" in audit("seal", "--to", file)
    assert "everything sealed" in audit("check", "--seal", file)
    record(cast.organization("noorderlicht"), "more", actor=SYSTEM, at=cast.NOON)
    assert "everything sealed" in audit("check", "--seal", file)


@pytest.mark.parametrize(
    "tamper, says",
    [
        (rewrite, "#5: not the row that was sealed"),
        (cut_with_its_head, "#5: the log ends here, and was sealed through 5"),
        (set_clock, "#5: not the row that was sealed"),
        (forget_a_scope, "#1: the log ends here, and was sealed through 5"),
    ],
)
def test_a_seal_finds_what_the_chain_alone_does_not(chains, tmp_path, tamper, says):
    audit("seal", "--to", tmp_path / "seal.json")
    triggers.drop(connection)
    tamper(chains)
    assert "hold" in audit("verify")
    assert chains + " " + says in fails("check", "--seal", tmp_path / "seal.json")


def test_several_seals_narrow_the_rewritten_row_down(chains, tmp_path):
    audit("seal", "--to", tmp_path / "a.json")
    record(Organization.objects.get(slug="harbor"), "more", actor=SYSTEM, at=cast.NOON)
    audit("seal", "--to", tmp_path / "b.json")
    triggers.drop(connection)
    rehash(chains, 6, lambda event: setattr(event, "actor_label", "somebody else"))
    said = fails("check", "--seal", tmp_path / "b.json", "--seal", tmp_path / "a.json")
    assert f"{chains} #6" in said and f"{chains} #5" not in said


def test_a_bad_trail_is_not_sealed(chains, tmp_path):
    triggers.drop(connection)
    remove(chains)
    assert "is not sealed" in fails("seal", "--to", tmp_path / "seal.json")
    assert not (tmp_path / "seal.json").exists()


def test_sealing_is_itself_recorded_and_overwrites_nothing(chains, tmp_path):
    assert seals.last_sealed_at() is None
    audit("seal", "--to", tmp_path / "seal.json")
    event = Event.objects.get(scope="platform")
    assert (event.action, event.payload.values) == ("audit.sealed", {"detail": {"scopes": 2}})
    assert seals.last_sealed_at() == event.recorded_at
    assert "exists" in fails("seal", "--to", tmp_path / "seal.json")


def test_a_changed_seal_is_not_believed(chains, tmp_path):
    file = tmp_path / "seal.json"
    audit("seal", "--to", file)
    told = json.loads(file.read_text())
    for edit in ({"sealed_at": "2026-01-01T00:00:00+00:00"}, {"heads": told["heads"][1:]}, {"signature": "00" * 64}):
        file.write_text(json.dumps({**told, **edit}))
        assert "not signed by this key" in fails("check", "--seal", file)
    file.write_text("{}")
    assert "is no seal" in fails("check", "--seal", file)


def test_a_seal_signed_by_another_key_is_not_believed(chains, tmp_path):
    audit("seal", "--to", tmp_path / "seal.json")
    public = json.loads((tmp_path / "seal.json").read_text())["public_key"]
    with override_settings(AUDIT_KEY=str(tmp_path / "other_key")):
        assert "not signed by this key" in fails("check", "--seal", tmp_path / "seal.json")
        assert "everything sealed" in audit("check", "--seal", tmp_path / "seal.json", "--public-key", public)


def test_the_key_is_its_owners_alone(chains, tmp_path, key):
    audit("seal", "--to", tmp_path / "seal.json")
    assert key.stat().st_mode & 0o777 == 0o600
    key.chmod(0o640)
    assert "chmod 600" in fails("seal", "--to", tmp_path / "another.json")
    key.chmod(0o600)
    key.write_text("hello")
    assert "no Ed25519 key" in fails("seal", "--to", tmp_path / "another.json")


COLUMNS = ("actor_label", "action", "subject", "about", "request_id", "payload_digest", "previous_hash", "hash", "at")


def any_tampering(scope, dice):
    """One of eight kinds, anywhere in the chain."""
    at, last = dice.randint(1, 12), 12
    kind = dice.choice(["change", "delete", "swap", "insert", "payload", "rewrite", "cut", "erase"])
    number = row(scope, at).pk
    if kind == "change":
        value = "2026-01-01 00:00:00+00:00" if (column := dice.choice(COLUMNS)) == "at" else "ab" * 16
        sql(f"UPDATE network_event SET {column} = %s WHERE id = %s", value, number)
    elif kind in ("delete", "cut"):
        first = at if kind == "cut" else None
        chosen = Event.objects.filter(scope=scope, sequence__gte=first) if first else Event.objects.filter(pk=number)
        for pk in chosen.values_list("pk", flat=True):
            sql("DELETE FROM network_eventpayload WHERE event_id = %s", pk)
            sql("DELETE FROM network_event WHERE id = %s", pk)
        left = Event.objects.filter(scope=scope).order_by("-sequence").first()
        ScopeHead.objects.filter(pk=scope).update(sequence=left.sequence if left else 0, hash=left.hash if left else "")
    elif kind == "swap":
        sql("UPDATE network_event SET sequence = 99 WHERE id = %s", number)
        sql("UPDATE network_event SET sequence = %s WHERE scope = %s AND sequence = %s", at, scope, at % last + 1)
        sql("UPDATE network_event SET sequence = %s WHERE id = %s", at % last + 1, number)
    elif kind == "insert":
        forged = row(scope, at)
        forged.pk, forged.sequence = None, last + 1
        forged.hash = events.link(forged)
        Event.objects.bulk_create([forged])
    elif kind == "payload":
        sql("UPDATE network_eventpayload SET \"values\" = '{}' WHERE event_id = %s", number)
    elif kind == "erase":
        statement = "UPDATE network_eventpayload SET \"values\" = NULL, erased_at = '2026-11-02 00:00:00+00:00' WHERE event_id = %s"
        sql(statement, number)
    else:
        rehash(scope, at, lambda event: setattr(event, "actor_label", "somebody else"))
    return kind


def test_no_random_tampering_goes_unnoticed_by_chain_and_seal_together(seeds):
    where = cast.organization()
    for number in range(12):
        record(where, f"thing.{number}", actor=SYSTEM, at=cast.NOON, detail={"number": number})
    scope, seal = f"organization:{where.pk}", seals.take(at=cast.NOON)
    triggers.drop(connection)
    for seed in seeds:
        for turn in range(10):
            undo = transaction.savepoint()
            kind = any_tampering(scope, random.Random(f"{seed} {turn}"))  # noqa: S311
            assert events.verify(scope) or seals.compare(seal), f"{kind} of seed {seed} turn {turn} went unnoticed"
            transaction.savepoint_rollback(undo)
            assert events.verify(scope) is None


def test_a_key_is_made_with_the_folders_it_lies_in_and_nobody_else_may_even_run_it(tmp_path):
    where = tmp_path / "a" / "b" / "key"
    made = seals.signing_key(where)
    assert seals.public_hex(seals.signing_key(where).public_key()) == seals.public_hex(made.public_key())
    where.chmod(0o601)
    with pytest.raises(seals.SealError, match="can be read by others"):
        seals.signing_key(where)


def test_a_scope_is_sealed_from_its_first_event_on_and_not_before():
    where = cast.organization()
    record(where, "thing", actor=SYSTEM, at=cast.NOON)
    ScopeHead.objects.create(scope="a scope without events", sequence=0, hash="")
    assert [head[:2] for head in seals.take(at=cast.NOON).heads] == [(f"organization:{where.pk}", 1)]
