"""Accounts to pay from begin, change and end by two persons; what ended pays nothing new, and batches that were made keep it."""

import pytest
from django.db import IntegrityError, connection, transaction

from network.access import Forbidden
from network.events import timeline
from payments.models import PayingAccount, PayingAccountChange
from payments.workflow import batching, paying_accounts, releasing
from tests.payments.paying import ACH, PayingHouse, opened
from tests.payments.test_bank_files import kept
from tests.payments.test_waiving import as_person
from tests.shared import shared
from tests.vetting.pages import sign_in, text
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
assert kept
NEW = {**ACH, "number": "998877666"}
PARTICULARS = {name: ACH[name] for name in ("holder", "bank", "company_id", "destination", "origin")}


def with_two_lines():
    found = PayingHouse()
    found.approved()
    return found


_world, built = shared(with_two_lines)


@pytest.fixture
def house(built, kept):
    """One account, and two lines that are approved."""
    return built


def by(house, actor=None):
    return {"actor": actor or house.priya, "at": house.at()}


def propose(house, **fields):
    return paying_accounts.propose(organization=house.organization, **{"reason": "New bank.", **NEW, **fields}, **by(house))


def end(house):
    change = paying_accounts.propose_end(house.account, reason="Closed.", **by(house))
    return paying_accounts.confirm(change, **by(house, house.ben))


def test_a_new_one_waits_for_a_second_person(house):
    change = propose(house)
    assert (change.state, change.masked, change.account) == ("proposed", "•••• 7666", None)
    assert PayingAccount.objects.within(house.organization).count() == 1
    assert refused(propose, house) == ["change_waits"]
    for guise in (house.priya, as_person(house.priya, house.priya.person_id, "finance_approver")):
        assert refused(paying_accounts.confirm, change, **by(house, guise)) == ["same_person"]
    with pytest.raises(Forbidden):
        paying_accounts.propose(organization=house.organization, reason="So.", **ACH, **by(house, house.ben))
    row = paying_accounts.confirm(change, **by(house, house.ben))
    assert (row.masked, row.currency, row.holder, row.created_by_id) == ("•••• 7666", "USD", "Harbor EAP", house.priya.person_id)
    assert (change.state, change.settled_by_id, change.account) == ("confirmed", house.ben.person_id, row)
    assert [event.action for event in timeline(change)] == ["payingaccountchange.confirm", "paying_account.proposed"]
    assert [event.action for event in timeline(row)] == ["paying_account.kept"]
    assert "998877666" not in str([event.payload.values for event in (*timeline(change), *timeline(row))])
    assert refused(paying_accounts.confirm, change, **by(house, house.ben)) == ["wrong_state"]
    assert refused(propose, house) == ["same_account"]


def test_it_says_why_and_is_refused_with_a_reason(house):
    assert refused(propose, house, reason=" ") == ["no_reason"]
    change = propose(house)
    assert refused(paying_accounts.refuse, change, reason="", **by(house, house.ben)) == ["no_reason"]
    paying_accounts.refuse(change, reason="Not our bank.", **by(house, house.ben))
    assert change.state == "refused" and PayingAccount.objects.within(house.organization).count() == 1
    assert propose(house).state == "proposed"


def test_particulars_change_by_two_and_not_under_a_file_that_is_fixed(house):
    given = {**PARTICULARS, "holder": "Harbor Help", "reason": "We are called otherwise."}
    change = paying_accounts.propose_change(house.account, **given, **by(house))
    house.account.refresh_from_db()
    assert house.account.holder == "Harbor EAP"
    assert refused(paying_accounts.propose_end, house.account, reason="So.", **by(house)) == ["change_waits"]
    batch = house.locked()
    before = batch.sha256
    assert refused(paying_accounts.confirm, change, **by(house, house.ben)) == ["batch_on_its_way"]
    releasing.send_back(batch, reason="Wait.", **by(house, house.ben))
    assert paying_accounts.confirm(change, **by(house, house.ben)).holder == "Harbor Help"
    batch.refresh_from_db()
    batch.paying_account.refresh_from_db()
    releasing.lock(batch, **by(house))
    assert batch.sha256 != before
    codes = refused(paying_accounts.propose_change, house.account, **{**given, "destination": "1"}, **by(house))
    assert codes == ["account_wrong"]


def test_what_ended_pays_nothing_new_and_its_batches_go_on(house):
    house.account.refresh_from_db()
    batch = house.locked()
    row = end(house)
    assert row.ended_at == house.at() and timeline(row)[0].action == "paying_account.ended"
    releasing.approve(batch, seen=batch.sha256, **by(house, house.ben))
    releasing.release(batch, total=batch.minor, seen=batch.sha256, **by(house, house.ben))
    house.approved(days=(-4,))
    assert refused(batching.make, house.account, pays_on=house.day(3), **by(house)) == ["account_ended"]
    assert refused(paying_accounts.propose_end, row, reason="Again.", **by(house)) == ["account_ended"]
    again = opened(house.organization, house.priya, house.ben, house.at(), **{**ACH, "holder": "Harbor Two"})
    assert (again.pk, again.ended_at, again.holder) == (row.pk, None, "Harbor Two")
    assert house.batch().reference


def test_two_proposals_of_one_number_make_one_account(house):
    first = propose(house)
    PayingAccountChange.objects.within(house.organization).filter(pk=first.pk).update(state="refused")
    second = propose(house)
    PayingAccountChange.objects.within(house.organization).filter(pk=first.pk).update(state="proposed")
    paying_accounts.confirm(second, **by(house, house.ben))
    first = PayingAccountChange.objects.within(house.organization).select_related("organization").get(pk=first.pk)
    assert refused(paying_accounts.confirm, first, **by(house, house.ben)) == ["same_account"]


def test_the_database_wants_two_persons(house):
    change = propose(house)
    rows = PayingAccountChange.objects.within(house.organization).filter(pk=change.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="confirmed", settled_by=house.priya.person_id)


def test_it_is_done_on_its_pages(client, house):
    every, one = house.url("paying_accounts"), house.url("paying_account", pk=house.account.pk)
    sign_in(client, house.priya)
    assert every in client.get(house.url("batches")).content.decode()
    assert client.post(house.url("new_paying_account"), {**NEW, "reason": ""}).status_code == 422
    assert client.post(house.url("new_paying_account"), {**NEW, "reason": "New bank."}).url == every
    change = PayingAccountChange.objects.within(house.organization).get(state="proposed")
    shown = text(client.get(every))
    assert "New bank." in shown and "•••• 7666" in shown and "998877666" not in shown and "You proposed this yourself" in shown
    assert client.post(every, {"do": "confirm", "change": change.pk}).status_code == 409
    for odd in ("", "x", "0", "9" * 30):
        assert client.post(every, {"do": "confirm", "change": odd}).status_code == 404
    sign_in(client, house.ben)
    assert "9988 7766 6" in text(client.post(every, {"do": "show", "change": change.pk}))
    assert timeline(change)[0].action == "account.seen"
    assert client.post(every, {"do": "refuse", "change": change.pk, "reason": ""}).status_code == 422
    assert client.post(every, {"do": "confirm", "change": change.pk}).status_code == 302
    sign_in(client, house.priya)
    assert client.post(one, {"do": "change", **PARTICULARS, "holder": ""}).status_code == 422
    assert client.post(one, {"do": "end", "reason": "Closed."}).status_code == 302
    assert client.post(one, {"do": "end", "reason": "Closed."}).status_code == 409
    sign_in(client, house.ben)
    ending = PayingAccountChange.objects.within(house.organization).get(state="proposed")
    assert client.post(every, {"do": "confirm", "change": ending.pk}).status_code == 302
    sign_in(client, house.priya)
    assert "Ended" in text(client.get(one))
    links = client.get(house.url("batches")).content.decode()
    assert house.url("new_batch", pk=house.account.pk) not in links and house.url("new_batch", pk=change.account_id or 0) not in links
    sign_in(client, house.rosa)
    assert client.get(every).status_code == 403 and client.get(one).status_code == 403


def test_its_number_is_sealed_from_the_proposal_on(house):
    change = propose(house)
    row = paying_accounts.confirm(change, **by(house, house.ben))
    assert (row.number, change.number, row.masked, change.masked) == ("998877666", "998877666", "•••• 7666", "•••• 7666")
    told = [columns("payments_payingaccount", row.pk), columns("payments_payingaccountchange", change.pk)]
    assert not [each for each in told if "998877666" in each] and all("sealed:" in each for each in told)
    again = PayingAccount.objects.within(house.organization).get(pk=row.pk)
    assert (again.number, again.masked) == ("998877666", "•••• 7666")
    with pytest.raises(IntegrityError), transaction.atomic():
        copy = {name: getattr(row, name) for name in ("organization", "rail", "currency", "holder", "fingerprint", "code", "created_at")}
        PayingAccount(**copy, number="998877666").save()


def columns(table, pk) -> str:
    """Everything the database holds of a row."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE id = %s", [pk])
        return repr(cursor.fetchone())
