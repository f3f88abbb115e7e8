"""What the bank answers: taken whole and once; paid with its day, rejected lines due again under a new payment, nothing paid twice."""

import pytest

from network.access import Forbidden
from network.models import Job, Message, Task
from network.transitions import Changed
from network.workflow import holds
from payments import words_batches
from payments.bank import camt053, trees
from payments.facts.years import totals
from payments.models import BankAnswer, Batch, BatchLine, Instruction, LineRecovery
from payments.queries.batches import tasks
from payments.workflow import answers, bank_files, bank_tasks, rechecking, releasing
from payments.workflow.answers import take
from payments.workflow.rechecking import recheck
from tests.payments.paying import ACH, SEPA, PayingHouse, opened
from tests.payments.test_bank_answers import balance, detail, entry, report, returns, statement, transaction
from tests.payments.test_bank_files import full
from tests.payments.test_batches import hold
from tests.shared import shared
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
ONE, TWO, THREE = "HA-PAY000001", "HA-PAY000002", "HA-PAY000003"
BATCH, BOOKED = "HA-B00001", "<BookgDt><Dt>2026-11-05</Dt></BookgDt>"


def sent(currency):
    house = full(PayingHouse(currency=currency))
    house.first, _file = house.written()
    return house


_euros, euros = shared(lambda: sent("EUR"), "_euros")
_dollars, dollars = shared(lambda: sent("USD"), "_dollars")


@pytest.fixture
def european(euros, settings):
    settings.STAFF_SECOND_FACTOR = False
    return euros


@pytest.fixture
def american(dollars, settings):
    settings.STAFF_SECOND_FACTOR = False
    return dollars


def taken(house, content, actor=None, days=4):
    return take(content, organization=house.organization, actor=actor or house.priya, at=house.at(days))


def of_batch(*transactions, **more):
    return report(*transactions, **{"message": BATCH, **more}).replace(b"HB-B-0007", BATCH.encode())


def booked(*details, amount, name="ST-1", sign="DBIT", account=SEPA["number"]):
    whole = statement(entry(*details, amount=amount, sign=sign), account=account).decode()
    return whole.replace("<Sts>", f"{BOOKED}<Sts>").replace("ST-1", name).encode()


def payments(house):
    return {row.reference: (row.state, row.paid_on and row.paid_on.isoformat(), row.reason)
            for row in Instruction.objects.within(house.organization)}


def settled(house):
    house.first.refresh_from_db()
    return house.first.state


def test_a_statement_pays_with_the_day_it_was_booked(european):
    found = taken(european, booked(detail(ONE, "190.00"), detail(TWO, "190.00"), amount="380.00"))
    assert (found.changed, found.again, found.answer.kind) == (2, False, "statement")
    assert payments(european) == {ONE: ("paid", "2026-11-05", ""), TWO: ("paid", "2026-11-05", "")}
    assert (european.states(), settled(european)) == (["paid"] * 4, "settled")
    assert Job.objects.filter(name="payments.write_remittance").count() == 2


def test_a_file_booked_as_one_sum_pays_all_of_it(european):
    whole = statement(entry(batch=BATCH, amount="380.00"), account=SEPA["number"])
    assert taken(european, whole).changed == 2 and european.states() == ["paid"] * 4
    assert payments(european)[ONE][1] == "2026-11-06"  # no day in the file: the day it was taken


def test_the_same_file_again_changes_nothing(european):
    content = booked(detail(ONE, "190.00"), amount="190.00")
    first = taken(european, content)
    again = taken(european, content, days=9)
    assert (first.changed, again.changed, again.again, again.answer.pk) == (1, 0, True, first.answer.pk)
    assert BankAnswer.objects.within(european.organization).count() == 1
    assert payments(european) == {ONE: ("paid", "2026-11-05", ""), TWO: ("sent", None, "")} and settled(european) == "written"


def test_what_is_known_is_told_again_in_another_file(european):
    taken(european, booked(detail(ONE, "190.00"), amount="190.00"))
    assert taken(european, booked(detail(ONE, "190.00"), amount="190.00", name="ST-2")).changed == 0


def test_another_file_of_the_same_name_is_refused(european):
    taken(european, booked(detail(ONE, "190.00"), amount="190.00"))
    assert refused(taken, european, booked(detail(TWO, "190.00"), amount="190.00")) == ["answer_known"]
    assert payments(european)[TWO][0] == "sent"


def test_rejected_lines_are_due_again_and_go_under_another_payment(european):
    found = taken(european, of_batch(transaction(ONE), transaction(TWO, "ACSC", "")))
    assert found.changed == 2 and payments(european) == {ONE: ("returned", None, "AC04"), TWO: ("paid", "2026-11-06", "")}
    assert (european.states(), settled(european)) == (["approved", "approved", "paid", "paid"], "settled")
    european.screen(european.participation.practitioner)
    second, _file = european.written(pays_on=european.day(9))
    assert [row.reference for row in second.instructions.all()] == [THREE] and second.minor == 19000
    lines = european.lines()[:2]
    for line in lines:
        assert [(e.live, e.instruction.reference) for e in line.entries.order_by("pk")] == [(False, ONE), (True, THREE)]
    assert taken(european, of_batch(transaction(ONE), group="").replace(b"BANK-1", b"BANK-2")).changed == 0
    assert european.states() == ["sent", "sent", "paid", "paid"]


def test_taken_a_year_later_it_was_paid_on_the_day_of_the_report(european):
    """Else the year's totals would tell it in the year in which somebody took the file."""
    content = of_batch(transaction(ONE, "ACSC", "")).replace(b"2026-07-02T09", b"2026-11-05T09")
    taken(european, content, days=80)
    assert payments(european)[ONE] == ("paid", "2026-11-05", "")
    (row,) = totals(european.organization, 2026)
    assert (row.total.minor, totals(european.organization, 2027)) == (19000, ())


def test_what_is_pending_stays_sent(european):
    assert taken(european, of_batch(transaction(ONE, "ACSP", ""))).changed == 0 and payments(european)[ONE][0] == "sent"


@pytest.mark.parametrize(("content", "codes"), [
    (b"", ["file_not_xml"]), (b"%PDF-1.7", ["file_not_xml"]),
    (of_batch(transaction("HA-PAY000099")), ["file_unknown_payment"]),
    (of_batch(transaction(ONE), message="HA-B00077"), ["file_other_file"]),
    (of_batch(transaction(ONE, "WHAT")), ["file_unknown_status"]),
    (of_batch(transaction(ONE, amount="85.00")), ["file_other_amount"]),
    (of_batch(transaction(ONE), transaction("X-1"), transaction(TWO, "WHAT")), ["file_unknown_payment", "file_unknown_status"]),
    (booked(detail(ONE, "190.01"), amount="190.01"), ["file_other_amount"]),
    (booked(detail(ONE, "190.00"), amount="190.00", account="BE68539007547034"), ["file_other_account"]),
    (statement(balances=balance("OPBD", "1.00") + balance("CLBD", "2.00"), account=SEPA["number"]), ["file_balance"]),
    (returns(("21", 8500, "R99X"[:3], "1")), ["file_order"]),
])
def test_one_fault_and_nothing_is_taken(european, content, codes):
    found = refused(taken, european, content)
    assert found[0].startswith("file_") if codes == ["file_order"] else found == codes
    assert {state for state, *_ in payments(european).values()} == {"sent"}
    assert not BankAnswer.objects.within(european.organization).exists()


OTHER_ACCOUNT = "NL02ABNA0123456789"


def joined(first, second):
    """Two statements in one file."""
    return first.replace(b"</Stmt>", b"</Stmt>" + second[second.index(b"<Stmt>"):second.index(b"</BkToCstmrStmt>")])


def test_one_file_with_the_statements_of_two_accounts_is_read_once(european, monkeypatch):
    read = []
    monkeypatch.setattr(camt053, "read", lambda content: read.append(1) or trees.read(content))
    opened(european.organization, european.priya, european.ben, european.at(1), **{**SEPA, "number": OTHER_ACCOUNT})
    one = booked(detail(ONE, "190.00"), amount="190.00")
    other = booked(detail("RENT", "7.00"), detail(TWO, "190.00"), amount="197.00", account=OTHER_ACCOUNT)
    assert taken(european, joined(one, other)).answer.others == 2  # what went from the first account is nothing of the second
    assert (payments(european)[ONE][0], payments(european)[TWO][0], len(read)) == ("paid", "sent", 1)
    strange = booked(detail(TWO, "190.00"), amount="190.00", account="BE68539007547034", name="ST-2")
    assert refused(taken, european, joined(booked(detail(TWO, "190.00"), amount="190.00", name="ST-2"), strange)) == ["file_other_account"]
    assert payments(european)[TWO][0] == "sent"


def test_a_sum_without_what_was_rejected_pays_the_others(european):
    taken(european, of_batch(transaction(ONE)))
    assert refused(taken, european, statement(entry(batch=BATCH, amount="189.99"), account=SEPA["number"])) == ["file_other_amount"]
    taken(european, statement(entry(batch=BATCH, amount="190.00"), account=SEPA["number"]))
    assert (european.states(), settled(european)) == (["approved", "approved", "paid", "paid"], "settled")


def test_a_return_that_is_taken_back_leaves_the_payment_standing(european):
    taken(european, booked(detail(ONE, "190.00"), amount="190.00"))
    taken(european, booked(detail(ONE, "190.00"), amount="190.00", sign="CRDT", name="ST-2"))
    assert european.states() == ["approved", "approved", "sent", "sent"]
    again = booked(detail(ONE, "190.00"), amount="190.00", name="ST-3").replace(b"<Sts>", b"<RvslInd>true</RvslInd><Sts>")
    assert taken(european, again).changed == 1
    assert european.states() == ["paid", "paid", "sent", "sent"]


def test_no_more_is_looked_up_than_a_file_names(european, monkeypatch):
    monkeypatch.setattr(answers, "AT_ONCE", 1)  # in parts of one
    looked = []
    sent_of = answers._sent
    monkeypatch.setattr(answers, "_sent", lambda batch, rows: looked.extend(row.reference for row in rows) or sent_of(batch, rows))
    taken(european, booked(detail(TWO, "190.00"), detail("RENT", "1.00"), amount="191.00"))
    assert looked == [TWO]
    taken(european, statement(entry(batch=BATCH, amount="380.00"), account=SEPA["number"]).replace(b"ST-1", b"ST-2"))
    assert looked == [TWO, ONE, TWO] and european.states() == ["paid"] * 4


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_statement_is_one_in_whatever_letters_the_bank_writes_it(european, encoding):
    whole = booked(detail(ONE, "190.00"), amount="190.00").decode()
    named = encoding[:6].upper() if encoding != "utf-8-sig" else "UTF-8"
    content = f'<?xml version="1.0" encoding="{named}"?>{whole}'.encode(encoding)
    assert taken(european, content).answer.kind == "statement"
    assert payments(european)[ONE] == ("paid", "2026-11-05", "")
    half = content[: len(content) // 2 + len(content) // 2 % 2]
    assert refused(taken, european, half) == ["file_not_xml"]


def test_who_may_take_a_file_and_for_whom(european):
    content = booked(detail(ONE, "190.00"), amount="190.00")
    with pytest.raises(Forbidden):
        taken(european, content, actor=european.maya)
    other = PayingHouse("summit", currency="EUR")
    assert taken(other, content).answer.others == 1 and payments(european)[ONE][0] == "sent"


# ── American returns ─────────────────────────────────────────────────────────

FIRST = "121042880000001"


def back(reason="R03", trace=FIRST, amount=19000, day="260702"):
    return returns(("21", amount, reason, trace)).replace(b"260702", day.encode())


def test_a_return_is_known_by_the_number_of_its_line(american):
    assert taken(american, back()).changed == 1
    assert payments(american) == {ONE: ("returned", None, "R03"), TWO: ("sent", None, "")}
    assert american.states() == ["approved", "approved", "sent", "sent"]
    assert Message.objects.within(american.organization).filter(template="payment_returned").count() == 1


def test_a_return_of_somebody_elses_line_is_counted_and_left_alone(american):
    found = taken(american, back(trace="121042880009999"))
    assert (found.changed, found.answer.others) == (0, 1)


def test_a_corrected_number_pays_and_is_a_task_never_a_change(american):
    content = returns(("21", 0, "C01", FIRST))
    assert taken(american, content).changed == 1
    (task,) = tasks(american.organization, BATCH)
    assert (payments(american)[ONE][0], task.kind, task.facts["payment"]) == ("paid", "payment:corrected", ONE)
    assert american.her[0][2].accounts.count() == 1


@pytest.mark.parametrize(("reason", "said"), [
    ("C01", "that the account number is another one (C01)"), ("C02", "that the routing number is another one (C02)"),
    ("C05", "that the kind of account, checking or savings, is another one (C05)"),
    ("C06", "that the account number with the kind of account is another one (C06)"),
    ("C13", "that something of the account is another one (C13)"),
])
def test_the_task_says_what_of_the_account_the_bank_corrects(american, reason, said):
    taken(american, returns(("21", 0, reason, FIRST)))
    (task,) = tasks(american.organization, BATCH)
    assert said in words_batches.task(task.kind, task.facts)[1]


def test_our_bank_refused_the_return_the_payment_stands(american):
    taken(american, back())
    assert american.states()[:2] == ["approved", "approved"]
    assert taken(american, back("R61", day="260703")).changed == 1
    assert (payments(american)[ONE][0], american.states()[:2]) == ("paid", ["paid", "paid"])
    assert taken(american, back("R71", day="260704")).changed == 1  # the other bank insists
    assert (payments(american)[ONE][0], american.states()[:2]) == ("returned", ["approved", "approved"])


def test_what_stands_leaves_the_next_batch_that_is_not_written(american):
    taken(american, back())
    next_batch = american.locked(pays_on=american.day(9))
    assert next_batch.minor == 19000
    taken(american, back("R61", day="260703"))
    next_batch.refresh_from_db()
    assert (next_batch.count, next_batch.minor, american.states()) == (0, 0, ["paid", "paid", "sent", "sent"])
    assert not tasks(american.organization)


def test_what_stands_and_went_again_is_a_task(american):
    taken(american, back())
    american.written(pays_on=american.day(9))
    taken(american, back("R61", day="260703"))
    assert [task.kind for task in tasks(american.organization)] == ["payment:twice", "payment:twice"]
    live = BatchLine.objects.within(american.organization).filter(live=True)
    assert live.count() == len(set(live.values_list("line", flat=True))) == 4


# ── Held after it went ───────────────────────────────────────────────────────


def test_a_line_at_the_bank_becomes_a_task_that_goes_when_its_day_counts_again(american):
    held = hold(american, first=-1)
    for _ in range(2):
        recheck(participation_id=american.participation.pk, at=american.at(1))
    (task,) = tasks(american.organization, BATCH)
    assert (task.kind, task.facts["line"], american.states()) == ("payment:recall", "L-00002", ["sent"] * 4)
    holds.void_hold(hold=held, reason="A mistake.", actor=american.ines, at=american.at(1))
    recheck(participation_id=american.participation.pk, at=american.at(1))
    assert not tasks(american.organization)


@pytest.mark.parametrize(("answer", "states", "claimed"), [
    (lambda: paid_by_statement(), ["paid", "paid"], ["L-00002"]),
    (lambda: back(), ["approved", "exception"], []),
])
def test_booked_or_back_nobody_asks_any_more_and_the_line_is_judged_anew(american, answer, states, claimed):
    """Of two lines in one payment the second counts no more. Paid it is claimed back, come back it is held."""
    hold(american, first=-1)
    recheck(participation_id=american.participation.pk, at=american.at(1))
    assert [task.facts["line"] for task in tasks(american.organization)] == ["L-00002"]
    before = Job.objects.filter(name="payments.recheck_lines").count()
    taken(american, answer())
    assert not tasks(american.organization) and Job.objects.filter(name="payments.recheck_lines").count() == before + 1
    recheck(participation_id=american.participation.pk, at=american.at(4))  # what that job does
    assert american.states() == [*states, "sent", "sent"]
    rows = LineRecovery.objects.within(american.organization)
    assert [row.line.reference for row in rows.select_related("line")] == claimed


def meanwhile(monkeypatch, act):
    """The act happens after the lines were read and before the first of them is judged."""
    real, acts = rechecking.clearance_of, [act]
    monkeypatch.setattr(rechecking, "clearance_of", lambda line: ([each() for each in acts], acts.clear(), real(line))[-1])


def test_what_the_bank_booked_while_it_was_judged_is_claimed_and_not_asked_back(american, monkeypatch):
    hold(american, first=-1)
    meanwhile(monkeypatch, lambda: taken(american, paid_by_statement()))
    recheck(participation_id=american.participation.pk, at=american.at(4))
    rows = LineRecovery.objects.within(american.organization).select_related("line")
    assert ([row.line.reference for row in rows], tasks(american.organization)) == (["L-00002"], [])


def test_what_was_written_while_it_was_judged_is_asked_back(american, monkeypatch):
    american.approved(days=(-4,))
    batch = american.released(pays_on=american.day(9))
    hold(american, first=-4)
    meanwhile(monkeypatch, lambda: bank_files.write(batch, at=american.at(1)))
    recheck(participation_id=american.participation.pk, at=american.at(1))
    asked = [task.facts["line"] for task in tasks(american.organization)]
    assert (sorted(asked), american.states()) == (["L-00001", "L-00002", "L-00005"], ["sent"] * 5)


def test_an_answer_about_what_nobody_asked_back_asks_for_no_check(american):
    before = Job.objects.filter(name="payments.recheck_lines").count()
    taken(american, paid_by_statement())
    assert Job.objects.filter(name="payments.recheck_lines").count() == before


def paid_by_statement():
    return booked(detail(ONE, "190.00", "USD"), amount="190.00", account=ACH["number"]).replace(b'<Amt Ccy="EUR">', b'<Amt Ccy="USD">')


def test_a_person_says_what_was_done_once(american):
    hold(american, first=-1)
    recheck(participation_id=american.participation.pk, at=american.at(1))
    (task,) = tasks(american.organization, BATCH)
    with pytest.raises(Forbidden):
        bank_tasks.done(task, note="Asked.", actor=american.maya, at=american.at(1))
    bank_tasks.done(task, note="The bank took it back.", actor=american.ben, at=american.at(1))
    assert not tasks(american.organization)
    assert Task.objects.within(american.organization).get(pk=task.pk).done_by_id == american.ben.person_id
    with pytest.raises(Changed):
        bank_tasks.done(task, note="Again.", actor=american.ben, at=american.at(1))


def test_a_batch_that_is_settled_is_released_by_nobody_again(american):
    assert refused(releasing.release, american.first, total=38000, actor=american.ben, at=american.at()) == ["wrong_state"]
    assert Batch.objects.within(american.organization).count() == 1


# ── Files of others ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(("name", "states", "asked"), [
    ("cor-read", {ONE: "paid", TWO: "sent"}, ["payment:corrected"]), ("contested-return", {ONE: "returned", TWO: "returned"}, []),
    ("dishonored-return", {ONE: "sent", TWO: "paid"}, []),
])
def test_published_returns_give_the_right_outcome_of_lines(american, reference_data, name, states, asked):
    """A corrected number pays; of two payments one came back and the other bank insists on the second; a return we refused stands."""
    content = (reference_data / "10_payments" / "nacha" / f"examples__testdata__{name}.ach").read_bytes()
    content = content.replace(b"0000023000", b"0000025000").replace(b"000000048000", b"000000050000")
    amount = {"contested-return": 100_000_000, "dishonored-return": 25_000}.get(name, 19_000)
    rows = Instruction.objects.within(american.organization)
    traces = {ONE: FIRST, TWO: "121042880000002"} if name == "cor-read" else {ONE: "099912340000015", TWO: "059999990000301"}
    for reference, trace in traces.items():
        rows.filter(reference=reference).update(trace=trace, minor=amount)
    taken(american, content)
    assert {key: state for key, (state, *_) in payments(american).items()} == states
    assert [task.kind for task in tasks(american.organization)] == asked
    line = {"sent": "sent", "paid": "paid", "returned": "approved"}
    assert american.states() == [line[states[ONE]]] * 2 + [line[states[TWO]]] * 2
