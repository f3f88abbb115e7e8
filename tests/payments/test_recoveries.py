"""Paid and no longer due: claimed back, set off against the next payment, paid back or written off, closed when it counts again.

Two sessions of $95.00 each, on 31 October and 1 November; the first payment is HA-PAY000001. Every amount is a literal in cents.
"""

import re

import pytest
from django.db import IntegrityError, transaction

from network.models import Job, Letter, Message
from network.workflow import holds
from payments import postings
from payments.bank.answers import Kind, Outcome
from payments.facts import ledger
from payments.models import CreditNote, Instruction, InvoiceLine, LedgerPosting, LineRecovery, RecoveryOffset
from payments.workflow import bank_files, batching, offsetting, recovering, releasing, settling
from payments.workflow.rechecking import recheck
from tests.payments.paying import PayingHouse
from tests.payments.test_batches import hold
from tests.shared import shared
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
WHY = "Not worth the letter."


def words(mail):
    """What a mail says, without the addresses in it: their random signs may spell any number."""
    assert "http" in mail.body
    return re.sub(r"https?://\S+", "", mail.body)


def bank(house, kind, reference="HA-PAY000001", days=3):
    """What the bank says of a payment on a day."""
    row = Instruction.objects.within(house.organization).select_related("organization", "batch", "payee").get(reference=reference)
    with transaction.atomic():
        settling.apply(row, Outcome(kind, reference, 1, "R02", day=house.day(days)), at=house.at(days))


def both_paid():
    found = PayingHouse()
    found.approved()
    found.written()
    bank(found, Kind.PAID)
    return found


_paid, paid = shared(both_paid, "_paid")


@pytest.fixture
def house(paid, settings):
    """Both lines are paid."""
    settings.STAFF_SECOND_FACTOR = False
    return paid


def held(house, first=-1):
    """Her license is suspended from a day on, and the lines were asked again."""
    row = hold(house, first=first)
    again(house)
    return row


def again(house, days=4):
    recheck(participation_id=house.participation.pk, at=house.at(days))


def voided(house, row, days=5):
    holds.void_hold(hold=row, reason="The board was wrong.", actor=house.ines, at=house.at(days))
    again(house, days)


def recoveries(house):
    rows = LineRecovery.objects.within(house.organization).order_by("pk")
    return [(row.line.reference, row.state, row.returned_minor, row.left.minor) for row in rows]


def one(house):
    return LineRecovery.objects.within(house.organization).select_related("organization", "line", "payee").get()


def balances(house):
    """Accounts that are not empty, in cents."""
    return {account: minor for (account, _), minor in ledger.balances(house.organization).items() if minor}


def consistent(house):
    """Payable is what is approved and unpaid and what goes back to payees; recoverable is what is left of recoveries."""
    lines = InvoiceLine.objects.within(house.organization)
    due = sum(line.total.minor for line in lines.filter(state__in=("approved", "in_batch")))
    rows = list(LineRecovery.objects.within(house.organization))
    due += sum(row.given_minor - row.given_back_minor for row in rows)
    left = sum(row.left.minor for row in rows if row.state != "closed")
    found = balances(house)
    assert (-found.get("payable", 0), found.get("recoverable", 0)) == (due, left)
    assert ledger.unbalanced(house.organization) == [] and ledger.kept_sums(house.organization) == ledger.added_again(house.organization)
    return True


def test_nothing_is_claimed_while_every_day_counts(house):
    again(house)
    assert recoveries(house) == []
    assert balances(house) == {"care": 19000, "bank": -19000} and consistent(house)


def test_a_paid_line_from_the_day_on_is_claimed_back_with_letter_mail_and_credit_note(house):
    held(house)
    assert recoveries(house) == [("L-00002", "noticed", 0, 9500)]
    assert balances(house) == {"care": 9500, "recoverable": 9500, "bank": -19000} and consistent(house)
    letter = Letter.objects.within(house.organization).get(kind="recovery_opened")
    assert (letter.context["line"], letter.context["amount"]) == ("L-00002", "$95.00")
    mail = Message.objects.everywhere(reason="the mails of this test").get(key__startswith="mail:recovery_opened")
    assert "95" not in words(mail) and "session" not in words(mail).lower().replace("sessions", "")
    note = CreditNote.objects.within(house.organization).get()
    assert (note.number, note.why, note.minor) == ("HA-P0001-00002", "recovered", -9500)
    assert Job.objects.filter(name="network.write_letter").exists()
    again(house)
    assert len(recoveries(house)) == 1


@pytest.mark.parametrize(("first", "lines"), [(-2, ["L-00001", "L-00002"]), (-1, ["L-00002"]), (0, [])])
def test_the_day_decides(house, first, lines):
    """Sessions two days ago and yesterday."""
    held(house, first)
    assert [reference for reference, *_ in recoveries(house)] == lines


def test_it_closes_by_itself_when_the_date_is_corrected(house):
    row = held(house)
    voided(house, row)
    assert recoveries(house) == [("L-00002", "closed", 0, 9500)]
    assert balances(house) == {"care": 19000, "bank": -19000} and consistent(house)
    assert [note.minor for note in CreditNote.objects.within(house.organization).order_by("pk")] == [-9500, 9500]
    assert Letter.objects.within(house.organization).filter(kind="recovery_closed").count() == 1
    held(house)
    assert [state for _, state, *_ in recoveries(house)] == ["closed", "noticed"] and consistent(house)


def ended(house):
    """Suspended yesterday alone: the line of that day is claimed back, later ones are due."""
    row = hold(house, first=-1)
    row = holds.end_hold(hold=row, last=house.day(-1), reason="Lifted.", actor=house.ines, at=house.at())
    again(house)
    return row


def test_it_is_set_off_against_the_next_payment_when_that_is_sent(house):
    ended(house)
    house.approved(days=(0, -3), at=house.at())
    batch = house.locked()
    row = batch.instructions.get()
    assert (row.minor, batch.minor) == (9500, 9500)  # 190.00 less 95.00
    assert recoveries(house) == [("L-00002", "noticed", 0, 9500)]
    assert RecoveryOffset.objects.within(house.organization).get().taken_at is None
    send(house, batch)
    assert recoveries(house) == [("L-00002", "offset", 9500, 0)] and consistent(house)
    bank(house, Kind.PAID, row.reference, 5)
    assert balances(house) == {"care": 28500, "bank": -28500} and consistent(house)


def send(house, batch):
    releasing.approve(batch, seen=batch.sha256, actor=house.ben, at=house.at())
    releasing.release(batch, total=batch.minor, seen=batch.sha256, actor=house.ben, at=house.at())
    bank_files.write(batch, at=house.at())
    batch.refresh_from_db()


def test_a_payment_never_falls_below_a_cent_and_the_rest_waits(house):
    ended(house)
    house.approved(days=(0,), at=house.at())
    batch = house.locked()
    assert batch.minor == 1
    send(house, batch)
    assert recoveries(house) == [("L-00002", "noticed", 9499, 1)] and consistent(house)


def test_a_batch_that_is_canceled_keeps_nothing(house):
    ended(house)
    house.approved(days=(0,), at=house.at())
    batch = house.locked()
    batching.cancel(batch, reason="Wrong day.", actor=house.priya, at=house.at())
    assert recoveries(house) == [("L-00002", "noticed", 0, 9500)] and consistent(house)
    assert not RecoveryOffset.objects.within(house.organization).filter(undone_at__isnull=True).exists()


@pytest.fixture
def offset(house):
    """Set off in full against a second payment, HA-PAY000002, that was sent."""
    house.hold = ended(house)
    house.approved(days=(0, -3), at=house.at())
    house.second = house.locked()
    send(house, house.second)
    return house


def test_a_payment_that_comes_back_keeps_nothing(offset):
    bank(offset, Kind.REJECTED, "HA-PAY000002", 5)
    assert recoveries(offset) == [("L-00002", "noticed", 0, 9500)] and consistent(offset)
    batch = offset.locked()
    assert batch.minor == 9500  # both lines again, and the recovery set off again
    assert consistent(offset)


def test_what_was_set_off_is_given_back_with_the_next_payment_when_the_day_counts_again(offset):
    bank(offset, Kind.PAID, "HA-PAY000002", 5)
    voided(offset, offset.hold, 6)
    row = one(offset)
    assert (row.state, row.given_minor, row.given_back_minor) == ("closed", 9500, 0)
    assert balances(offset) == {"care": 38000, "bank": -28500, "payable": -9500} and consistent(offset)
    offset.approved(days=(-4,), at=offset.at())
    batch = offset.locked()
    assert batch.minor == 19000  # 95.00 for the session, 95.00 back
    send(offset, batch)
    row.refresh_from_db()
    assert row.given_back_minor == 9500 and consistent(offset)
    bank(offset, Kind.PAID, "HA-PAY000003", 8)
    assert balances(offset) == {"care": 47500, "bank": -47500} and consistent(offset)


def test_given_back_once_also_when_that_payment_comes_back(offset):
    voided(offset, offset.hold, 6)
    offset.approved(days=(-4,), at=offset.at())
    send(offset, offset.locked())
    bank(offset, Kind.REJECTED, "HA-PAY000003", 8)
    assert one(offset).given_back_minor == 0 and consistent(offset)
    assert offset.locked().minor == 19000


def test_it_counts_again_while_a_payment_is_made_that_keeps_it(house):
    row = ended(house)
    house.approved(days=(0, -3), at=house.at())
    batch = house.locked()
    voided(house, row)
    send(house, batch)
    found = one(house)
    assert (found.state, found.given_minor) == ("closed", 9500) and consistent(house)


def test_its_own_payment_comes_back_and_nothing_was_paid_in_error(house):
    held(house)
    bank(house, Kind.RETURNED, days=6)
    assert recoveries(house) == [("L-00002", "closed", 0, 9500)] and consistent(house)
    again(house, 6)
    assert house.states() == ["approved", "exception"] and consistent(house)


def test_a_retry_takes_and_undoes_nothing_twice(offset):
    before = balances(offset)
    offsetting.take(offset.organization, "HA-PAY000002", at=offset.at(1))
    assert balances(offset) == before and consistent(offset)
    bank(offset, Kind.REJECTED, "HA-PAY000002", 5)
    before = balances(offset)
    offsetting.undo(offset.organization, "HA-PAY000002", at=offset.at(6))
    assert balances(offset) == before and consistent(offset)


# ── What people do ───────────────────────────────────────────────────────────
def test_it_is_paid_back_in_parts_and_never_more_than_is_left(house):
    held(house)
    row = one(house)
    by = {"actor": house.priya, "at": house.at(5)}
    for minor in (0, -1, 9501):
        assert refused(recovering.repay, row, minor=minor, **by) == ["amount_wrong"]
    recovering.repay(row, minor=5000, **by)
    assert (row.state, row.left.minor) == ("noticed", 4500)
    recovering.repay(row, minor=4500, **by)
    assert row.state == "repaid" and balances(house) == {"care": 9500, "bank": -9500} and consistent(house)
    assert refused(recovering.repay, row, minor=1, **by) == ["recovery_settled"]


def test_what_was_paid_back_is_given_back(house):
    row = held(house)
    recovering.repay(one(house), minor=9500, actor=house.priya, at=house.at(5))
    voided(house, row, 6)
    assert one(house).given_minor == 9500 and consistent(house)


def as_person(actor, person, *roles):
    given = {name: getattr(actor, name) for name in actor.__slots__} | {"person_id": person, "roles": frozenset(roles)}
    return type(actor)(**given)


def test_two_people_write_it_off(house):
    held(house)
    row = one(house)
    assert refused(recovering.propose_write_off, row, reason=" ", actor=house.priya, at=house.at(5)) == ["no_reason"]
    assert refused(recovering.propose_write_off, row, reason=WHY, actor=house.ben, at=house.at(5)) == ["not_allowed"]
    assert refused(recovering.confirm_write_off, row, actor=house.ben, at=house.at(5)) == ["wrong_state"]
    recovering.propose_write_off(row, reason=WHY, actor=house.priya, at=house.at(5))
    both = as_person(house.priya, house.priya.person_id, "finance_approver")
    assert refused(recovering.confirm_write_off, row, actor=both, at=house.at(5)) == ["four_eyes"]
    assert refused(recovering.repay, row, minor=1, actor=house.priya, at=house.at(5)) == ["recovery_settled"]
    recovering.confirm_write_off(row, actor=house.ben, at=house.at(5))
    assert (row.state, row.left.minor, row.written_off_minor) == ("written_off", 0, 9500)
    assert balances(house) == {"care": 9500, "written_off": 9500, "bank": -19000} and consistent(house)


def test_a_write_off_is_refused_or_undone_when_the_day_counts_again(house):
    held_by = held(house)
    row = one(house)
    recovering.propose_write_off(row, reason=WHY, actor=house.priya, at=house.at(5))
    assert refused(recovering.refuse_write_off, row, reason="", actor=house.ben, at=house.at(5)) == ["no_reason"]
    recovering.refuse_write_off(row, reason="It is.", actor=house.ben, at=house.at(5))
    assert row.state == "noticed"
    recovering.propose_write_off(row, reason=WHY, actor=house.priya, at=house.at(5))
    recovering.confirm_write_off(row, actor=house.ben, at=house.at(5))
    voided(house, held_by, 6)
    assert balances(house) == {"care": 19000, "bank": -19000} and consistent(house)


def test_nobody_acts_on_what_she_was_paid_herself(house):
    held(house)
    row, her = one(house), house.herself.person_id
    finance, approver = as_person(house.priya, her, "finance"), as_person(house.ben, her, "finance_approver")
    assert refused(recovering.repay, row, minor=1, actor=finance, at=house.at(5)) == ["own_money"]
    assert refused(recovering.propose_write_off, row, reason=WHY, actor=finance, at=house.at(5)) == ["own_money"]
    recovering.propose_write_off(row, reason=WHY, actor=house.priya, at=house.at(5))
    assert refused(recovering.confirm_write_off, row, actor=approver, at=house.at(5)) == ["own_money"]
    assert refused(recovering.refuse_write_off, row, reason=WHY, actor=approver, at=house.at(5)) == ["own_money"]


def test_what_a_payment_keeps_is_not_let_go_meanwhile(house):
    ended(house)
    house.approved(days=(0, -3), at=house.at())
    house.locked()
    row = one(house)
    assert refused(recovering.propose_write_off, row, reason=WHY, actor=house.priya, at=house.at(5)) == ["offset_waits"]
    assert refused(recovering.repay, row, minor=1, actor=house.priya, at=house.at(5)) == ["amount_wrong"]


def test_the_database_holds_one_live_recovery_a_line_and_two_people(house):
    held(house)
    row = one(house)
    rows = LineRecovery.objects.within(house.organization)
    given = {"line": row.line, "payee": row.payee, "currency": "USD", "minor": 1, "opened_at": house.at(), "state_since": house.at()}
    with pytest.raises(IntegrityError), transaction.atomic():
        LineRecovery(organization=house.organization, **given).save()
    for wrong in ({"returned_minor": 9501}, {"state": "written_off"}, {"given_back_minor": 1}, {"state": "lost"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.filter(pk=row.pk).update(**wrong)


def test_every_posting_of_a_recovery_traces_to_it(offset):
    subject = f"payments.linerecovery:{one(offset).pk}"
    rows = LedgerPosting.objects.within(offset.organization).filter(subject=subject).order_by("pk")
    assert [row.event for row in rows] == [postings.Event.RECOVERY_OPENED, postings.Event.OFFSET]
    assert {row.payee_id for row in rows} == {one(offset).payee_id}
