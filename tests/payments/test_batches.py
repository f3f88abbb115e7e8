"""A batch from approved lines to the bank's file: who may, what leaves, what is fixed, and that nothing goes twice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from network.access import Forbidden
from network.events import timeline
from network.models import Job, Parameter, PersonLink
from network.transitions import Refused
from network.workflow import holds
from payments.models import Batch, BatchLine, Instruction
from payments.workflow import accounts, batching, payees, paying_accounts, releasing
from payments.workflow.rechecking import recheck
from tests.payments.paying import ACH, NUMBERS, ROUTING, SEPA, PayingHouse
from tests.payments.test_waiving import as_person
from tests.shared import shared
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db


_built, built = shared(PayingHouse, "_built")
_approved, approved = shared(lambda built: built.approved(), "_approved")


@pytest.fixture
def house(built, settings, tmp_path):
    settings.STAFF_SECOND_FACTOR = False
    settings.STORAGE = {**settings.STORAGE, "kind": "local", "root": str(tmp_path)}
    return built


def hold(house, who=0, first=-1, reason="license"):
    participation = house.her[who][0]
    return holds.open_hold(
        participation=participation, reason=reason, first=house.day(first), comment="Suspended.", actor=house.maya, at=house.at()
    )


def parameter(house, key, value):
    Parameter(
        organization=house.organization, key=key, value=value, effective_from=house.day(-1), author_id=house.maya.person_id
    ).save()


def left(batch):
    return {entry.line.reference: entry.why for entry in batch.entries.filter(live=False)}


# ── Made ─────────────────────────────────────────────────────────────────────


def test_a_batch_takes_every_approved_line_once(house, approved):
    batch = house.batch()
    assert (batch.reference, batch.state, house.states()) == ("HA-B00001", "open", ["in_batch", "in_batch"])
    assert refused(house.batch) == ["batch_empty"]
    assert [act.act for act in batch.acts.all()] == ["make_batch"]
    assert [event.action for event in timeline(batch)] == ["batch.made"]
    entry = batch.entries.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        BatchLine(organization=house.organization, batch=Batch.objects.within(house.organization).get(), line=entry.line, minor=1).save()


@pytest.mark.parametrize(("days", "codes"), [(-1, ["pay_day_passed"]), (0, None), (1, None)])
def test_no_bank_pays_on_a_day_that_has_passed(house, approved, days, codes):
    if codes:
        assert refused(house.batch, pays_on=house.day(days)) == codes and house.states() == ["approved", "approved"]
    else:
        assert house.batch(pays_on=house.day(days)).state == "open"


def test_only_finance_makes_and_only_an_approver_releases(house, approved):
    with pytest.raises(Forbidden):
        batching.make(house.account, pays_on=house.day(3), actor=house.ben, at=house.at())
    batch = house.locked()
    assert refused(releasing.approve, batch, actor=house.priya, at=house.at()) == ["not_allowed"]
    assert refused(releasing.release, batch, total=19000, actor=house.ben, at=house.at()) == ["wrong_state"]


def test_a_chosen_payee_alone(house, approved):
    house.another("Otis Marsh", "T-2")
    house.approved(who=1, days=(-3,))
    batch = house.batch(payees=[house.her[1][2].pk])
    assert (house.states(), batch.entries.count()) == (["approved", "approved", "in_batch"], 1)


def test_its_maker_takes_a_line_out_with_a_reason_while_it_is_open(house, approved):
    batch = house.batch()
    entry = batch.entries.first()
    assert refused(batching.take_out, entry, reason=" ", actor=house.priya, at=house.at()) == ["no_reason"]
    batching.take_out(entry, reason="She asked to wait.", actor=house.priya, at=house.at())
    assert house.states() == ["approved", "in_batch"] and left(batch) == {"L-00001": ["taken_out"]}
    assert refused(batching.take_out, entry, reason="Again.", actor=house.priya, at=house.at()) == ["batch_fixed"]
    releasing.lock(batch, actor=house.priya, at=house.at())
    assert refused(batching.take_out, batch.entries.last(), reason="Late.", actor=house.priya, at=house.at()) == ["batch_fixed"]


def test_a_canceled_batch_gives_its_lines_back(house, approved):
    batch = house.locked()
    assert refused(batching.cancel, batch, reason="", actor=house.priya, at=house.at()) == ["no_reason"]
    batching.cancel(batch, reason="Another account.", actor=house.priya, at=house.at())
    assert (batch.state, house.states()) == ("canceled", ["approved", "approved"])
    assert [row.state for row in batch.instructions.all()] == ["dropped"]
    again = house.locked()
    assert [row.reference for row in again.instructions.all()] == ["HA-PAY000002"]  # a number is never given again


# ── Locked, approved, released ───────────────────────────────────────────────


def test_one_payment_per_payee_with_its_number_before_anything_is_sent(house, approved):
    house.another("Otis Marsh", "T-2")
    house.approved(who=1, days=(-3,))
    batch = house.locked()
    rows = list(batch.instructions.order_by("reference"))
    assert [(row.reference, row.minor) for row in rows] == [("HA-PAY000001", 19000), ("HA-PAY000002", 9500)]
    assert {row.state for row in rows} == {"planned"}
    assert (batch.count, batch.minor, len(batch.sha256)) == (2, 28500, 64)
    assert [row.trace for row in rows] == ["121042880000001", "121042880000002"]


def test_an_office_of_two(house, approved):
    batch = house.locked()
    both = as_person(house.priya, house.priya.person_id, "finance", "finance_approver")
    assert refused(releasing.approve, batch, actor=both, at=house.at()) == ["four_eyes"]
    releasing.approve(batch, seen=batch.sha256, actor=house.ben, at=house.at())
    assert refused(releasing.release, batch, total=19000, actor=both, at=house.at()) == ["four_eyes"]
    releasing.release(batch, total=19000, seen=batch.sha256, actor=house.ben, at=house.at())
    assert (batch.state, batch.released_by_id) == ("released", house.ben.person_id)
    assert Job.objects.filter(name="payments.write_bank_file", key=batch.sha256).count() == 1


def test_a_second_account_of_the_maker_is_the_maker(house, approved):
    batch = house.locked()
    PersonLink.objects.create(
        one_id=house.priya.person_id, other_id=house.ben.person_id, reason="One telephone.", proposed_by_id=house.maya.person_id
    )
    assert refused(releasing.approve, batch, actor=house.ben, at=house.at()) == ["four_eyes"]


def test_nobody_makes_approves_or_releases_what_pays_herself(house, approved):
    herself = house.herself.person_id
    me = as_person(house.priya, herself)
    assert refused(batching.make, house.account, pays_on=house.day(3), actor=me, at=house.at()) == ["own_money"]
    assert house.states() == ["approved", "approved"] and not Batch.objects.within(house.organization).exists()
    batch = house.locked()
    assert refused(releasing.approve, batch, actor=as_person(house.ben, herself), at=house.at()) == ["own_money"]
    releasing.approve(batch, actor=house.ben, at=house.at())
    assert refused(releasing.release, batch, total=19000, actor=as_person(house.ben, herself), at=house.at()) == ["own_money"]


@pytest.mark.parametrize("total", [None, 18999, 19001])
def test_the_total_is_typed(house, approved, total):
    batch = house.locked()
    releasing.approve(batch, actor=house.ben, at=house.at())
    assert refused(releasing.release, batch, total=total, actor=house.ben, at=house.at()) == ["other_total"]
    assert (batch.state, house.states()) == ("approved", ["in_batch", "in_batch"])


def test_what_was_read_is_what_is_approved(house, approved):
    batch = house.locked()
    assert refused(releasing.approve, batch, seen="0" * 64, actor=house.ben, at=house.at()) == ["changed"]


@pytest.mark.parametrize(("limit", "approvals"), [(19001, 1), (19000, 2), (18999, 2), (0, 1)])
def test_from_an_amount_on_two_people_approve(house, limit, approvals):
    parameter(house, "payments.second_approval_from", limit)
    house.approved()
    batch = house.locked()
    releasing.approve(batch, actor=house.ben, at=house.at())
    assert batch.state == ("approved" if approvals == 1 else "locked")
    if approvals == 2:
        assert refused(releasing.approve, batch, actor=house.ben, at=house.at()) == ["four_eyes"]
        releasing.approve(batch, actor=as_person(house.ben, house.ines.person_id), at=house.at())
        assert batch.state == "approved"


def test_sent_back_it_is_made_anew_and_approved_anew(house, approved):
    batch = house.locked()
    releasing.approve(batch, actor=house.ben, at=house.at())
    assert refused(releasing.send_back, batch, reason="", actor=house.ben, at=house.at()) == ["no_reason"]
    releasing.send_back(batch, reason="Not this week.", actor=house.ben, at=house.at())
    assert (batch.state, batch.reason, batch.sha256) == ("open", "Not this week.", "")
    releasing.lock(batch, actor=house.priya, at=house.at())
    assert refused(releasing.release, batch, total=19000, actor=house.ben, at=house.at()) == ["wrong_state"]
    releasing.approve(batch, actor=house.ben, at=house.at())
    assert [row.reference for row in batch.instructions.exclude(state="dropped")] == ["HA-PAY000001"]


def test_two_who_press_at_once_approve_once(house, approved):
    batch = house.locked()
    same = Batch.objects.within(house.organization).select_related("organization", "paying_account").get(pk=batch.pk)
    releasing.approve(batch, actor=house.ben, at=house.at())
    assert refused(releasing.approve, same, actor=as_person(house.ben, house.ines.person_id), at=house.at()) == ["wrong_state"]
    assert [act.act for act in batch.acts.all()].count("approve_batch") == 1


# ── What may not be paid leaves ──────────────────────────────────────────────


def test_at_lock_a_line_whose_day_is_held_leaves_with_its_reason(house, approved):
    batch = house.batch()
    hold(house, first=-1)
    releasing.lock(batch, actor=house.priya, at=house.at())
    assert (house.states(), left(batch)) == (["in_batch", "exception"], {"L-00002": ["held_on_day"]})
    assert (batch.count, batch.minor) == (1, 9500)


def test_where_nothing_is_left_the_lines_have_left_and_nothing_is_locked(house, approved):
    batch = house.batch()
    hold(house, first=-9)
    assert refused(releasing.lock, batch, actor=house.priya, at=house.at()) == ["batch_empty"]
    assert (batch.state, house.states()) == ("open", ["exception", "exception"])


def test_at_release_a_line_that_fails_leaves_and_every_approval_is_void(house, approved):
    batch = house.locked()
    first = batch.sha256
    releasing.approve(batch, actor=house.ben, at=house.at())
    hold(house, first=-1)
    assert refused(releasing.release, batch, total=19000, actor=house.ben, at=house.at()) == ["lines_left"]
    assert (batch.state, batch.minor, house.states()) == ("locked", 9500, ["in_batch", "exception"])
    assert batch.sha256 != first and not Job.objects.filter(name="payments.write_bank_file").exists()
    releasing.approve(batch, actor=house.ben, at=house.at())
    releasing.release(batch, total=9500, actor=house.ben, at=house.at())
    assert batch.state == "released"


def test_a_payee_without_a_tax_form_is_not_paid_and_its_lines_stay_approved(house, approved):
    batch = house.batch()
    payees.change_payee(house.her[0][2], tax_form_on=None, actor=house.priya, at=house.at())
    assert refused(releasing.lock, batch, actor=house.priya, at=house.at()) == ["batch_empty"]
    assert (house.states(), left(batch)) == (["approved", "approved"], {"L-00001": ["tax_form"], "L-00002": ["tax_form"]})


def test_a_hold_on_money_stops_lines_of_days_that_count(house, approved):
    batch = house.batch()
    hold(house, first=0, reason="exclusion")
    assert refused(releasing.lock, batch, actor=house.priya, at=house.at()) == ["batch_empty"]
    assert (house.states(), left(batch)) == (["approved", "approved"], {"L-00001": ["held"], "L-00002": ["held"]})


@pytest.mark.parametrize(("hours", "why"), [(0, ["account_waits"]), (47, ["account_waits"]), (48, [])])
def test_a_changed_account_is_paid_after_its_hours(house, approved, hours, why):
    participation, herself, payee, _authorization = house.her[0]
    at = house.at()
    house.give_account(payee, participation, herself, "Wren Halloway", at - timedelta(hours=hours), number=NUMBERS["USD"][2])
    batch = house.batch()
    if why:
        assert refused(releasing.lock, batch, actor=house.priya, at=at) == ["batch_empty"]
        assert left(batch) == {"L-00001": why, "L-00002": why}
    else:
        releasing.lock(batch, actor=house.priya, at=at)
        assert batch.instructions.get().account.number == NUMBERS["USD"][2]


def test_an_account_that_changed_after_approval_is_another_paper(house, approved):
    batch = house.locked()
    releasing.approve(batch, actor=house.ben, at=house.at())
    participation, herself, payee, _authorization = house.her[0]
    accounts.request(
        payee, holder="Wren Halloway", number=NUMBERS["USD"][2], routing=ROUTING, participation=participation,
        reauthenticated_at=house.at(), actor=herself, at=house.at(),
    )
    assert refused(releasing.release, batch, total=19000, actor=house.ben, at=house.at()) == ["lines_left"]
    assert left(batch) == {"L-00001": ["account", "account_waits"], "L-00002": ["account", "account_waits"]}


def test_who_was_searched_for_on_an_old_list_is_not_paid(house, approved):
    batch = house.batch()
    parameter(house, "payments.screening_days", 1)
    assert refused(releasing.lock, batch, actor=house.priya, at=house.at()) == ["batch_empty"]
    assert left(batch)["L-00001"] == ["screening_stale"]


# ── Standing changes while it waits ──────────────────────────────────────────


@pytest.mark.parametrize("state", ["open", "locked", "approved", "released"])
def test_a_line_leaves_a_batch_that_is_not_written_by_itself(house, approved, state):
    batch = house.batch() if state == "open" else house.released() if state == "released" else house.locked()
    if state == "approved":
        releasing.approve(batch, actor=house.ben, at=house.at())
    hold(house, first=-1)
    assert recheck(participation_id=house.participation.pk, at=house.at()) == 1
    batch.refresh_from_db()
    assert (batch.state, house.states()) == ("open" if state == "open" else "locked", ["in_batch", "exception"])
    assert recheck(participation_id=house.participation.pk, at=house.at()) == 1  # asked again nothing more happens
    if state != "open":
        assert refused(releasing.release, batch, total=9500, actor=house.ben, at=house.at()) == ["wrong_state"]


# ── Accounts to pay from ─────────────────────────────────────────────────────


@pytest.mark.parametrize(("changes", "fields"), [
    ({"number": "12 34"}, []), ({"number": "no digits"}, ["number"]), ({"code": "121042883"}, ["code"]), ({"holder": " "}, ["holder"]),
    ({"destination": "1"}, ["destination"]), ({"company_id": ""}, ["company_id"]), ({"bank": ""}, ["bank"]),
    ({"rail": "sepa", "number": "NL91ABNA0417164301"}, ["number", "code"]),
])
def test_numbers_are_tried_when_typed(house, changes, fields):
    try:
        row = paying_accounts.propose(
            organization=house.organization, **ACH | changes, reason="New.", actor=house.priya, at=house.at()
        )
    except Refused as error:
        assert [refusal.facts["field"] for refusal in error.refusals] == fields
    else:
        assert not fields and row.number == "1234"


def test_an_account_to_pay_from_is_kept_once_and_by_finance(house):
    given = {"organization": house.organization, "reason": "New.", "at": house.at()}
    assert refused(paying_accounts.propose, **ACH, **given, actor=house.priya) == ["same_account"]
    with pytest.raises(Forbidden):
        paying_accounts.propose(**SEPA, **given, actor=house.ben)


def test_the_database_refuses_one_person_for_both_and_a_line_paid_twice(house, approved):
    batch = house.locked()
    rows = Batch.objects.within(house.organization).filter(pk=batch.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(released_by=house.priya.person_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="written")
    row = Instruction.objects.within(house.organization).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Instruction(
            organization=house.organization, batch=batch, payee=row.payee, account=row.account, reference="HA-PAY000009", minor=1,
            state_since=house.at(),
        ).save()
