"""The bank's file of a batch: the bytes that were approved, written once wherever it is cut short, and read again by others."""

import hashlib
import io
from collections import Counter
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from lxml import etree

from network import documents_read, storage
from network.access import Action, Forbidden
from network.documents_swept import sweep
from network.events import timeline
from network.models import Document
from network.models.events import AppendOnly
from network.transitions import Refused
from network.worker import drain
from payments.bank.nacha import MODIFIERS
from payments.facts import bank_files as facts
from payments.models import BankAccount, BankFile, Batch, Instruction
from payments.queries.reading import why_closed
from payments.workflow import bank_files, batching, payees, releasing
from payments.workflow.answers import take
from tests.payments.paying import NUMBERS, PayingHouse
from tests.payments.test_bank_answers import returns
from tests.payments.test_batches import hold
from tests.payments.test_nacha import achkit
from tests.payments.test_pain001 import read, schema
from tests.shared import shared
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
assert schema  # the published schema, as a fixture


@pytest.fixture
def kept(settings, tmp_path):
    settings.STAFF_SECOND_FACTOR = False
    settings.STORAGE = {**settings.STORAGE, "kind": "local", "root": str(tmp_path)}
    return tmp_path


_world, built = shared(lambda: full(PayingHouse()))


@pytest.fixture
def house(built, kept):
    return built


def full(house):
    """Two therapists with their own accounts, and a third who is paid through the first one's practice: five lines."""
    house.approved()
    house.another("Otis Marsh", "T-2")
    house.approved(who=1, days=(-3, -4))
    return house


def content(house, batch):
    return bank_files.load_down(batch, actor=house.priya, at=house.at())


@pytest.mark.parametrize(("kind", "code", "back"), [("savings", "32", "31"), ("checking", "22", "21"), ("", "22", "21")])
def test_the_kind_of_each_account_stands_in_the_file_and_comes_back_with_a_return(house, kind, code, back):
    mine = BankAccount.objects.within(house.organization).filter(payee=house.her[0][2])
    mine.update(holding=kind)
    batch, _file = house.written()
    entries = [line for line in content(house, batch).decode().splitlines() if line[0] == "6"]
    assert {line[39:54].strip(): line[1:3] for line in entries} == {"HA-PAY000001": code, "HA-PAY000002": "22"}
    taken = take(returns((back, 19000, "R02", entries[0][79:])), organization=house.organization, actor=house.priya, at=house.at(4))
    assert (taken.changed, batch.instructions.get(reference="HA-PAY000001").state) == (1, "returned")


def test_the_file_is_what_was_approved_and_moves_every_line(house):
    batch, file = house.written()
    whole = content(house, batch)
    assert hashlib.sha256(whole).hexdigest() == file.sha256 == batch.sha256
    assert (batch.state, file.count, file.minor, file.size) == ("written", 2, 38000, len(whole))
    assert house.states() == ["sent"] * 4 and {row.state for row in batch.instructions.all()} == {"sent"}
    assert "batch.write" in [event.action for event in timeline(batch)]


def test_an_american_file_is_read_again_by_achkit(house):
    batch, _file = house.written()
    text = content(house, batch).decode()
    judged = achkit.validate(text)
    assert judged["ok"], judged["errors"]
    paid = Counter()
    traces = {}
    for entry in (entry for part in achkit.parse(text)["batches"] for entry in part["entries"]):
        paid[entry["account"].strip()] += entry["amount_cents"]
        traces[entry["account"].strip()] = entry["trace_number"]
    assert paid == {NUMBERS["USD"][0]: 19000, NUMBERS["USD"][1]: 19000}
    assert traces == {row.account.number: row.trace for row in batch.instructions.all()}
    assert "Halloway" in text and house.her[0][3].reference not in text


def test_lines_of_two_files_never_have_the_same_number(house):
    house.written()
    house.approved(days=(-5,))
    second, _file = house.written()
    traces = list(Instruction.objects.within(house.organization).order_by("pk").values_list("trace", flat=True))
    assert traces == [f"12104288{number:07d}" for number in (1, 2, 3)]
    lines = [line[79:94] for line in content(house, second).decode().split("\n") if line[:1] == "6"]
    assert lines == ["121042880000003"] and second.modifier == "B"


def planned_today(house, count):
    """So many batches of the account whose files were numbered on this day."""
    given = {"paying_account": house.account, "pays_on": house.day(3), "state": "canceled", "state_since": house.at()}
    given |= {"made_by_id": house.priya.person_id, "planned_at": house.at(), "organization": house.organization}
    Batch.objects.within(house.organization).bulk_create(
        Batch(reference=f"HA-B{number:05d}", modifier=sign, **given) for number, sign in enumerate(MODIFIERS[:count], start=1)
    )


def test_letters_and_digits_tell_36_american_files_of_a_day_apart(house):
    planned_today(house, 35)
    last = house.locked()
    assert last.modifier == "9"
    batching.cancel(last, reason="Once more.", actor=house.priya, at=house.at())
    batch = house.batch()
    with pytest.raises(Refused) as found:
        releasing.lock(batch, actor=house.priya, at=house.at())
    assert [str(each.message) for each in found.value.refusals] == ["More files in one day than letters and digits to tell them apart."]
    batch.refresh_from_db()
    assert (batch.state, batch.sha256) == ("open", "")
    releasing.lock(batch, actor=house.priya, at=house.at(1))
    assert batch.modifier == "A"  # another day


def test_any_number_of_european_files_a_day_each_with_an_id_of_its_own(kept, schema):
    house = full(PayingHouse(currency="EUR"))
    planned_today(house, 36)
    first = house.locked()
    names = {first.reference}
    for _again in range(2):
        releasing.send_back(first, reason="Once more.", actor=house.ben, at=house.at())
        batching.cancel(first, reason="Once more.", actor=house.priya, at=house.at())
        first = house.locked()
        names.add(first.reference)
    assert names == {"HA-B00037", "HA-B00038", "HA-B00039"}
    found = {row.text for row in etree.fromstring(previewed(first)).iter("{*}MsgId")}
    assert found == {"HA-B00039"}


def previewed(batch) -> bytes:
    """The file as it would be written."""
    out = io.BytesIO()
    facts.write(out, batch, list(batch.instructions.filter(state="planned").select_related("account", "payee")))
    return out.getvalue()


def test_a_european_file_is_valid_and_adds_up(kept, schema):
    house = full(PayingHouse(currency="EUR"))
    batch, file = house.written()
    found = read(content(house, batch))
    schema.assertValid(found["tree"])
    assert [(row[0], row[1], row[2], row[3]) for row in found["rows"]] == [
        ("HA-PAY000001", "190.00", "Wren Halloway", NUMBERS["EUR"][0]), ("HA-PAY000002", "190.00", "Otis Marsh", NUMBERS["EUR"][1]),
    ]
    assert found["counts"] == ["2", "2"] and found["sums"] == ["380.00", "380.00"]
    assert sum(Decimal(row[1]) for row in found["rows"]) * 100 == file.minor == 38000


def test_loaded_down_again_the_bytes_are_the_same_and_each_time_is_on_record(house):
    batch, file = house.written()
    first, second = content(house, batch), bank_files.load_down(batch, actor=house.ben, at=house.at(5))
    assert first == second
    assert [event.action for event in timeline(file.document)].count("document.read") == 2
    with pytest.raises(Forbidden):
        bank_files.load_down(batch, actor=house.maya, at=house.at())


def test_bytes_that_were_changed_behind_our_back_are_not_given(house, kept):
    batch, file = house.written()
    (kept / file.document.storage_key).write_bytes(b"other")
    with pytest.raises(documents_read.Altered):
        content(house, batch)


def test_who_reads_files_does_not_read_a_banks(house):
    _batch, file = house.written()
    assert Action.SEE_FILE in house.maya.actions and why_closed(file.document, house.maya, house.at())
    assert not why_closed(file.document, house.priya, house.at())
    with pytest.raises(Forbidden):
        documents_read.permit(file.document, actor=house.maya, at=house.at())


# ── Cut short ────────────────────────────────────────────────────────────────

BOUNDARIES = {
    "before the bytes": ("network.documents.put_once", 1),
    "between the bytes and the row": ("payments.workflow.bank_files._keep", 1),
    "while the row is kept": ("network.documents.keep_own", 1),
    "after the first payment moved": ("payments.workflow.bank_files.perform", 2),
    "after every payment moved": ("payments.workflow.bank_files.perform", 3),
    "after the first line moved": ("payments.workflow.bank_files.perform", 4),
    "before the batch moved": ("payments.workflow.bank_files.perform", 7),
    "before the ledger": ("payments.workflow.booking.sent", 1),
}


class Killed(BaseException):
    """The worker is gone in the middle."""


def killed_at(monkeypatch, where, nth):
    """The `nth` call of a function ends everything."""
    module, _, name = where.rpartition(".")
    real = getattr(__import__(module, fromlist=[name]), name)
    calls = []

    def call(*args, **kwargs):
        calls.append(1)
        if len(calls) == nth:
            raise Killed
        return real(*args, **kwargs)

    monkeypatch.setattr(where, call)


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_killed_anywhere_there_is_one_file_and_one_payment_of_each_line(house, kept, monkeypatch, boundary):
    batch = house.released()
    with monkeypatch.context() as patch:
        killed_at(patch, *BOUNDARIES[boundary])
        with pytest.raises(Killed):
            bank_files.write(batch, at=house.at())
    batch = Batch.objects.within(house.organization).select_related("organization", "paying_account").get()
    assert (batch.state, house.states()) == ("released", ["in_batch"] * 4)
    bytes_there = [path for path in kept.rglob("*") if path.is_file()]
    assert len(bytes_there) == (0 if boundary == "before the bytes" else 1)
    bank_files.write(batch, at=house.at(1))
    assert bank_files.write(batch, at=house.at(2)) is None
    batch.refresh_from_db()
    assert (batch.state, house.states()) == ("written", ["sent"] * 4)
    assert BankFile.objects.within(house.organization).count() == 1
    assert Document.objects.within(house.organization).filter(kind="bank_file").count() == 1
    assert len([path for path in kept.rglob("*") if path.is_file()]) == 1
    live = Counter(batch.entries.filter(live=True).values_list("line", flat=True))
    assert set(live.values()) == {1} and len(live) == 4
    assert [row.reference for row in batch.instructions.all()] == ["HA-PAY000001", "HA-PAY000002"]


def test_bytes_of_an_attempt_that_was_given_up_are_swept_and_written_anew(house, kept, monkeypatch):
    batch = house.released()
    with monkeypatch.context() as patch:
        killed_at(patch, *BOUNDARIES["between the bytes and the row"])
        with pytest.raises(Killed):
            bank_files.write(batch, at=house.at())
    assert sweep(older_than=0) == 1
    bank_files.write(batch, at=house.at())
    assert storage.store().exists(bank_files.key_of(batch)) and sweep(older_than=0) == 0


def test_the_job_writes_it_however_often_it_is_delivered(house):
    batch = house.released()
    drain()
    batch.refresh_from_db()
    assert batch.state == "written" and bank_files.write(batch, at=house.at()) is None


def test_what_would_not_be_the_approved_bytes_is_never_written(house, kept):
    batch = house.released()
    payee = house.her[0][2]
    account = payee.accounts.get()
    type(account).objects.within(house.organization).filter(pk=account.pk).update(holder="Somebody Else")
    with pytest.raises(bank_files.OtherBytes):
        bank_files.write(batch, at=house.at())
    assert not list(kept.rglob("*.txt")) and house.states() == ["in_batch"] * 4


def incorporated(house):
    """A payee becomes a company: an American file pays it in other records."""
    participation, herself, payee, _authorization = house.her[0]
    payees.change_payee(payee, participation=participation, tax_class="company", actor=herself, at=house.at())


def paid_after_all(house, batch):
    """Locked or open again, it is approved and released anew, and written."""
    if batch.state == "open":
        releasing.lock(batch, actor=house.priya, at=house.at())
    releasing.approve(batch, seen=batch.sha256, actor=house.ben, at=house.at())
    releasing.release(batch, total=batch.minor, seen=batch.sha256, actor=house.ben, at=house.at())
    return bank_files.write(batch, at=house.at())


def test_what_changes_the_file_after_lock_voids_its_approval_and_is_approved_anew(house):
    batch = house.locked()
    releasing.approve(batch, seen=batch.sha256, actor=house.ben, at=house.at())
    before = batch.sha256
    incorporated(house)
    assert refused(releasing.release, batch, total=batch.minor, actor=house.ben, at=house.at()) == ["file_changed"]
    batch.refresh_from_db()
    assert (batch.state, batch.sha256 == before, house.states()) == ("locked", False, ["in_batch"] * 4)
    assert refused(releasing.release, batch, total=batch.minor, actor=house.ben, at=house.at()) == ["wrong_state"]
    assert paid_after_all(house, batch).sha256 == batch.sha256 and house.states() == ["sent"] * 4


def test_what_is_released_and_cannot_be_written_as_approved_is_sent_back(house):
    batch = house.released()
    incorporated(house)
    with pytest.raises(bank_files.OtherBytes):
        bank_files.write(batch, at=house.at())
    assert refused(releasing.send_back, batch, reason=" ", actor=house.ben, at=house.at()) == ["no_reason"]
    releasing.send_back(batch, reason="A payee became a company.", actor=house.ben, at=house.at())
    batch.refresh_from_db()
    assert (batch.state, batch.sha256, batch.released_by) == ("open", "", None)
    assert bank_files.write(batch, at=house.at()) is None
    assert paid_after_all(house, batch).count == batch.count and house.states() == ["sent"] * 4
    assert BankFile.objects.within(house.organization).count() == 1


def test_a_line_that_left_after_release_takes_its_file_with_it(house):
    batch = house.released()
    line = house.lines().first()
    hold(house, first=-9)
    assert batching.leave(line, at=house.at())
    assert bank_files.write(batch, at=house.at()) is None
    batch.refresh_from_db()
    assert batch.state == "locked" and not BankFile.objects.within(house.organization).exists()
    line = house.lines().get(pk=line.pk)
    assert not batching.leave(line, at=house.at())


def test_nothing_leaves_a_batch_that_is_at_the_bank(house):
    batch, _file = house.written()
    line = house.lines().first()
    assert not batching.leave(line, at=house.at()) and line.state == "sent"
    assert refused(batching.cancel, batch, reason="Wrong.", actor=house.priya, at=house.at()) == ["wrong_state"]
    assert refused(releasing.send_back, batch, reason="Wrong.", actor=house.ben, at=house.at()) == ["wrong_state"]


@pytest.mark.parametrize("act", ["UPDATE payments_bankfile SET sha256 = 'x'", "DELETE FROM payments_bankfile"])
def test_what_is_known_of_a_file_is_written_once(house, act):
    _batch, file = house.written()
    for method in (file.save, file.delete):
        with pytest.raises(AppendOnly):
            method()
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)
    assert BankFile.objects.within(house.organization).get().sha256 == file.sha256


def test_the_database_keeps_one_file_of_a_batch(house):
    batch, file = house.written()
    with pytest.raises(IntegrityError), transaction.atomic():
        BankFile(
            organization=house.organization, batch=batch, document=file.document, sha256="1" * 64, size=1, count=1, minor=1,
            written_at=house.at(),
        ).save()
