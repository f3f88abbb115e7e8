"""A practice whose name stands on a list is not paid until two people said that it is another one, under this very name."""

import pytest

from licensure.demo import exclusions
from network.access import Forbidden
from payments.facts.paying import matches_of
from payments.models import PayeeMatch
from payments.nightly import ask_back
from payments.queries.batches import tasks
from payments.words_batches import task as task_words
from payments.workflow import bank_tasks, matching, payees, releasing
from tests.payments.paying import PayingHouse
from tests.payments.test_bank_files import kept
from tests.payments.test_waiving import as_person
from tests.vetting.pages import sign_in, text
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
assert kept
WHY = "Another town, another register number."


@pytest.fixture
def house(kept):
    """Wren is paid through a payee of her own that has the name of somebody on the list."""
    found = PayingHouse()
    exclusions.publish(exclusions.entry("Pennywort", "Oswin", born=found.day(-20000)), at=found.at())
    found.screen(found.participation.practitioner)
    found.payee = found.her[0][2]
    payees.change_payee(found.payee, name="Oswin Pennywort", actor=found.priya, at=found.at())
    found.approved()
    return found


def test_it_is_not_paid_until_two_people_said_so(house):
    batch = house.batch()
    assert refused(releasing.lock, batch, actor=house.priya, at=house.at()) == ["batch_empty"]
    assert {tuple(entry.why) for entry in batch.entries.all()} == {("list_match",)} and house.states() == ["approved", "approved"]
    ((key, listed),) = matches_of(house.payee)
    assert "PENNYWORT" in listed
    assert refused(matching.propose, house.payee, key="other", reason=WHY, actor=house.priya, at=house.at()) == ["stop_gone"]
    assert refused(matching.propose, house.payee, key=key, reason=" ", actor=house.priya, at=house.at()) == ["no_reason"]
    row = matching.propose(house.payee, key=key, reason=WHY, actor=house.priya, at=house.at())
    assert refused(matching.propose, house.payee, key=key, reason=WHY, actor=house.priya, at=house.at()) == ["waiver_waits"]
    both = as_person(house.priya, house.priya.person_id, "finance", "finance_approver")
    assert refused(matching.clear, row, actor=both, at=house.at()) == ["same_person"] and matches_of(house.payee)
    assert refused(matching.clear, row, actor=as_person(house.ben, house.herself.person_id), at=house.at()) == ["own_money"]
    matching.clear(row, actor=house.ben, at=house.at())
    assert matches_of(house.payee) == () and house.locked().minor == 19000


def test_another_name_is_asked_about_anew_and_a_refusal_stays(house):
    ((key, _listed),) = matches_of(house.payee)
    row = matching.propose(house.payee, key=key, reason=WHY, actor=house.priya, at=house.at())
    assert refused(matching.refuse, row, reason="", actor=house.ben, at=house.at()) == ["no_reason"]
    matching.refuse(row, reason="It may well be.", actor=house.ben, at=house.at())
    assert row.state == "refused" and matches_of(house.payee)
    again = matching.propose(house.payee, key=key, reason=WHY, actor=house.priya, at=house.at())
    matching.clear(again, actor=house.ben, at=house.at())
    payees.change_payee(house.payee, name="Pennywort Oswin Care", actor=house.priya, at=house.at())
    payees.change_payee(house.payee, name="Oswin  Pennywort", actor=house.priya, at=house.at())
    assert matches_of(house.payee)


def night(house, days):
    return ask_back(on=house.day(days), at=house.at(days))


def asked_back(house):
    return [(task.kind, task.facts["payment"], task.facts["why"]) for task in tasks(house.organization)]


def test_a_list_that_comes_out_while_the_bank_has_it_makes_it_a_task_until_two_people_say_that_it_is_another(kept):
    house = PayingHouse()
    house.payee = house.her[0][2]
    payees.change_payee(house.payee, name="Oswin Pennywort", actor=house.priya, at=house.at())
    house.approved()
    house.written()
    assert (night(house, 1), asked_back(house)) == (0, [])
    exclusions.publish(exclusions.entry("Pennywort", "Oswin", born=house.day(-20000)), at=house.at(1))
    house.screen(house.participation.practitioner, at=house.at(1))
    assert (night(house, 1), night(house, 2), asked_back(house)) == (1, 0, [("payment:recall", "HA-PAY000001", "list_match")])
    assert "on a list" in task_words(*[(task.kind, task.facts) for task in tasks(house.organization)][0])[1]
    ((key, _listed),) = matches_of(house.payee)
    matching.clear(matching.propose(house.payee, key=key, reason=WHY, actor=house.priya, at=house.at(2)), actor=house.ben, at=house.at(2))
    assert (night(house, 3), asked_back(house)) == (0, [])
    payees.change_payee(house.payee, name="Oswin  Pennywort", actor=house.priya, at=house.at(3))
    assert (night(house, 3), asked_back(house)) == (1, [("payment:recall", "HA-PAY000001", "list_match")])
    bank_tasks.done(tasks(house.organization)[0], note="The bank took it back.", actor=house.ben, at=house.at(3))
    assert (night(house, 4), asked_back(house)) == (0, [])  # a person saw to it


def test_only_finance_proposes_and_nobody_about_what_pays_her(house):
    ((key, _listed),) = matches_of(house.payee)
    with pytest.raises(Forbidden):
        matching.propose(house.payee, key=key, reason=WHY, actor=house.ben, at=house.at())
    herself = as_person(house.priya, house.herself.person_id)
    assert refused(matching.propose, house.payee, key=key, reason=WHY, actor=herself, at=house.at()) == ["own_money"]
    assert not PayeeMatch.objects.within(house.organization).exists()


def test_it_is_decided_on_its_page(client, house):
    ((key, _listed),) = matches_of(house.payee)
    page = house.url("payee_matches", pk=house.payee.pk)
    sign_in(client, house.priya)
    assert page in client.get(house.url("new_batch", pk=house.account.pk)).content.decode()
    assert client.post(page, {"do": "propose", "key": key, "reason": ""}).status_code == 422
    assert client.post(page, {"do": "propose", "key": "x", "reason": WHY}).status_code == 409
    assert client.post(page, {"do": "propose", "key": key, "reason": WHY}).status_code == 302
    row = PayeeMatch.objects.within(house.organization).get()
    assert client.post(page, {"do": "clear", "match": row.pk}).status_code == 409
    sign_in(client, house.ben)
    assert WHY in text(client.get(page))
    assert client.post(page, {"do": "clear", "match": "x"}).status_code == 404
    assert client.post(page, {"do": "clear", "match": row.pk}).status_code == 302
    assert "Not the one listed" in text(client.get(page))
