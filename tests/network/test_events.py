"""The audit trail: what a row says, that nobody changes it, and that verify names the first row somebody did."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from network import clock, events, triggers
from network.access import system
from network.events import Told, erase, record, record_all, verify
from network.models import Event, EventPayload, Organization, ScopeHead
from network.models.events import AppendOnly
from tests.network import cast

SYSTEM = system("a test")


@pytest.fixture
def harbor(db):
    return cast.organization()


@pytest.fixture
def chain(harbor):
    """Five events about one organization; returns its scope."""
    for number in range(1, 6):
        record(harbor, "thing.happened", actor=SYSTEM, at=cast.NOON, detail={"number": number}, reason="because")
    return f"organization:{harbor.pk}"


def row(scope, sequence):
    return Event.objects.get(scope=scope, sequence=sequence)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


# ── What is recorded ─────────────────────────────────────────────────────────


def test_an_event_says_who_did_what_to_whom_and_when(harbor):
    maya = cast.staff(harbor, "Maya Lindenwood", "verifier", "auditor")
    values = {"before": {"name": "Harbour"}, "after": {"name": "Harbor"}, "reason": "typing error"}
    event = record(harbor, "name.changed", actor=maya, at=cast.NOON, **values)
    event.refresh_from_db()
    assert (event.scope, event.sequence, event.previous_hash) == (f"organization:{harbor.pk}", 1, "")
    assert (event.actor_label, event.actor_id, event.actor_roles) == ("Maya Lindenwood", maya.person_id, ["auditor", "verifier"])
    assert (event.subject, event.about, event.at) == (f"network.organization:{harbor.pk}",) * 2 + (cast.NOON,)
    assert event.payload.values == values


@pytest.mark.parametrize(
    "make, scope",
    [
        (lambda: cast.organization("summit"), "organization"),
        (lambda: cast.therapist()[0], "practitioner"),
        (lambda: cast.person(), "platform"),
    ],
)
@pytest.mark.django_db
def test_a_chain_belongs_to_an_organization_a_therapist_or_the_platform(make, scope):
    subject = make()
    event = record(subject, "made", actor=SYSTEM, at=cast.NOON)
    assert event.scope.split(":")[0] == scope


def test_each_scope_counts_for_itself(harbor):
    summit = cast.organization("summit")
    assert [record(where, "x", actor=SYSTEM, at=cast.NOON).sequence for where in (harbor, summit, harbor)] == [1, 1, 2]


def test_an_instant_without_a_zone_is_refused(harbor):
    with pytest.raises(ValueError, match="aware"):
        record(harbor, "x", actor=SYSTEM, at=datetime(2026, 11, 2, 12))  # noqa: DTZ001


def test_an_event_goes_when_its_change_is_rolled_back(chain, harbor):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(harbor, "x", actor=SYSTEM, at=cast.NOON)
        raise ZeroDivisionError
    assert Event.objects.filter(scope=chain).count() == 5
    assert record(harbor, "y", actor=SYSTEM, at=cast.NOON).sequence == 6
    assert verify(chain) is None


@pytest.mark.parametrize("value", [1.1, 1e22, -0.0, "naïve “quoted” \n text", {"b": 1, "a": [None, True]}, 2**60])
def test_every_value_reads_back_to_its_digest(harbor, value):
    record(harbor, "x", actor=SYSTEM, at=cast.NOON, detail={"value": value})
    assert verify(f"organization:{harbor.pk}") is None


def test_recorded_at_never_decreases_when_the_clock_does(harbor, monkeypatch):
    first = record(harbor, "x", actor=SYSTEM, at=cast.NOON)
    monkeypatch.setattr(clock, "now", lambda: first.recorded_at - timedelta(hours=1))
    second = record(harbor, "y", actor=SYSTEM, at=cast.NOON)
    assert second.recorded_at == first.recorded_at
    assert verify(second.scope) is None


# ── Append-only, three times ─────────────────────────────────────────────────


@pytest.mark.parametrize(
    "attempt",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: Event.objects.filter(pk=event.pk).update(action="y"),
        lambda event: Event.objects.filter(pk=event.pk).delete(),
        lambda event: Event.objects.bulk_update([event], ["action"]),
    ],
)
def test_the_model_refuses_to_change_or_delete_an_event(chain, attempt):
    with pytest.raises(AppendOnly):
        attempt(row(chain, 3))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE network_event SET action = 'y'",
        "DELETE FROM network_event",
        "DELETE FROM network_eventpayload",
        "UPDATE network_eventpayload SET salt = 'y'",
        "UPDATE network_eventpayload SET \"values\" = NULL",
        "UPDATE network_eventpayload SET erased_at = '2026-11-02', salt = ''",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_event(chain, statement):
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        sql(statement)
    assert verify(chain) is None


def test_the_database_refuses_to_empty_the_trail(chain):
    emptying = {"postgresql": "TRUNCATE network_event CASCADE", "sqlite": "DELETE FROM network_event"}  # SQLite's truncate
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(emptying[connection.vendor])
    assert verify(chain) is None


def test_the_check_names_a_missing_trigger_and_installing_mends_it(db):
    assert triggers.missing(connection) == []
    triggers.drop(connection)
    assert triggers.missing(connection) == triggers.names(connection.vendor)
    triggers.install(connection)
    assert triggers.missing(connection) == []


# ── Erasure ──────────────────────────────────────────────────────────────────


def test_an_erased_payload_leaves_a_tombstone_and_still_verifies(chain):
    event = row(chain, 2)
    tombstone = erase(event, actor=SYSTEM, at=cast.NOON, reason="her request of 1 November")
    payload = EventPayload.objects.get(event=event)
    assert (payload.values, payload.salt, payload.erased_at) == (None, "", cast.NOON)
    assert (tombstone.action, tombstone.subject, tombstone.sequence) == ("event.erased", f"network.event:{event.pk}", 6)
    assert tombstone.payload.values == {"reason": "her request of 1 November"}
    assert verify(chain) is None


def test_an_erasure_needs_a_reason_and_happens_once(chain):
    event = row(chain, 2)
    with pytest.raises(ValueError, match="reason"):
        erase(event, actor=SYSTEM, at=cast.NOON, reason="")
    erase(event, actor=SYSTEM, at=cast.NOON, reason="x")
    with pytest.raises(ValueError, match="before"):
        erase(event, actor=SYSTEM, at=cast.NOON, reason="x")


def test_an_erasure_without_its_record_is_found(chain):
    sql("UPDATE network_eventpayload SET \"values\" = NULL, salt = '', erased_at = '2026-11-02' WHERE event_id = %s", row(chain, 2).pk)
    assert verify(chain) == events.Fault(chain, 2, "its payload was erased without a record of it")


# ── Tampering: verify names the first bad row ────────────────────────────────


def insert(scope, sequence, previous):
    """A forged row with a hash of its own."""
    forged = row(scope, sequence)
    forged.pk, forged.previous_hash, forged.action = None, previous, "forged"
    forged.hash = events.link(forged)
    return forged


def change(scope):
    sql("UPDATE network_event SET actor_label = 'somebody else' WHERE scope = %s AND sequence = 3", scope)


def remove(scope):
    sql("DELETE FROM network_eventpayload WHERE event_id = %s", row(scope, 3).pk)
    sql("DELETE FROM network_event WHERE scope = %s AND sequence = 3", scope)


def put_between(scope):
    forged = insert(scope, 3, row(scope, 2).hash)
    for sequence in (5, 4, 3):
        sql("UPDATE network_event SET sequence = sequence + 1 WHERE scope = %s AND sequence = %s", scope, sequence)
    Event.objects.bulk_create([forged])
    original = row(scope, 4).payload
    EventPayload.objects.create(event=row(scope, 3), salt=original.salt, values=original.values)


def reorder(scope):
    for old, new in ((3, 99), (4, 3), (99, 4)):
        sql("UPDATE network_event SET sequence = %s WHERE scope = %s AND sequence = %s", new, scope, old)


def change_payload(scope):
    sql("UPDATE network_eventpayload SET \"values\" = %s WHERE event_id = %s", json.dumps({"reason": "other"}), row(scope, 3).pk)


def set_clock_back(scope):
    rehash(scope, 3, lambda event: setattr(event, "recorded_at", event.recorded_at - timedelta(days=1)))


def cut_tail(scope):
    sql("DELETE FROM network_eventpayload WHERE event_id = %s", row(scope, 5).pk)
    sql("DELETE FROM network_event WHERE scope = %s AND sequence = 5", scope)


def rehash(scope, start, edit):
    """What an owner of the database would do: change a row and compute every later hash again, the head's too."""
    previous = row(scope, start - 1).hash if start > 1 else ""
    for event in Event.objects.filter(scope=scope, sequence__gte=start).order_by("sequence"):
        if event.sequence == start:
            edit(event)
        event.previous_hash = previous
        previous = event.hash = events.link(event)
        sql(
            "UPDATE network_event SET recorded_at = %s, actor_label = %s, previous_hash = %s, hash = %s WHERE id = %s",
            connection.ops.adapt_datetimefield_value(event.recorded_at), event.actor_label, event.previous_hash, event.hash, event.pk,
        )
    ScopeHead.objects.filter(pk=scope).update(hash=previous)


@pytest.mark.parametrize(
    "tamper, sequence, reason",
    [
        (change, 3, "values do not match"),
        (remove, 4, "expected number 3"),
        (put_between, 4, "does not follow"),
        (reorder, 3, "does not follow"),
        (change_payload, 3, "payload does not match"),
        (set_clock_back, 3, "recorded before"),
        (cut_tail, 5, "head does not match"),
    ],
)
def test_verify_names_the_first_bad_row(chain, tamper, sequence, reason):
    triggers.drop(connection)
    tamper(chain)
    fault = verify(chain)
    assert fault and (fault.sequence, reason in fault.reason) == (sequence, True), fault


def test_a_full_rewrite_and_a_tail_cut_with_its_head_pass_the_chain_alone(chain):
    """Why heads are sealed outside the database: see test_audit.py."""
    triggers.drop(connection)
    rehash(chain, 2, lambda event: setattr(event, "actor_label", "somebody else"))
    assert verify(chain) is None
    cut_tail(chain)
    last = row(chain, 4)
    ScopeHead.objects.filter(pk=chain).update(sequence=4, hash=last.hash)
    assert verify(chain) is None


# ── Many at once ─────────────────────────────────────────────────────────────


@pytest.mark.django_db(transaction=True)
def test_threads_leave_no_gap_and_one_chain():
    harbor = Organization.objects.create(slug="harbor", name="Harbor", country="US", zone="UTC", currency="USD", prefix="HB")

    def write(number):
        try:
            return record(harbor, f"thing.{number}", actor=SYSTEM, at=cast.NOON).sequence
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        sequences = sorted(pool.map(write, range(64)))
    assert sequences == list(range(1, 65))
    assert verify(f"organization:{harbor.pk}") is None


# ── Many at once ─────────────────────────────────────────────────────────────


def test_many_are_recorded_as_one_by_one_in_one_chain(harbor, chain):
    told = [Told(harbor, "thing.counted", after={"number": number}, reason="because") for number in (6, 7)]
    events = record_all(told, actor=SYSTEM, at=cast.NOON)
    assert [(event.sequence, event.action) for event in events] == [(6, "thing.counted"), (7, "thing.counted")]
    assert row(chain, 7).payload.values == {"after": {"number": 7}, "reason": "because"}
    record(harbor, "thing.happened", actor=SYSTEM, at=cast.NOON)
    assert verify(chain) is None and row(chain, 8).previous_hash == events[1].hash
    assert record_all([], actor=SYSTEM, at=cast.NOON) == []


def test_events_of_several_chains_are_not_recorded_together(harbor, chain):
    told = [Told(harbor, "thing.counted"), Told(cast.organization("summit"), "thing.counted")]
    with pytest.raises(ValueError, match="several chains"):
        record_all(told, actor=SYSTEM, at=cast.NOON)
    with pytest.raises(ValueError, match="aware"):
        record_all(told[:1], actor=SYSTEM, at=datetime(2026, 1, 1))  # noqa: DTZ001
    assert Event.objects.filter(scope=chain).count() == 5
