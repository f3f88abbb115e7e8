"""Up to how much one person approves alone; more takes two; and one approval when two press at once."""

import threading

import pytest
from django.db import connection

from network.access import Role
from network.events import timeline
from network.models import Event, Parameter
from network.transitions import Refused
from network.workflow import holds
from payments.facts.limits import approves_alone
from payments.models import InvoiceLine, LineAct
from payments.workflow import asking, checking
from tests.network import cast
from tests.payments.test_sessions import _ready, house, ready, sent, set_up
from tests.payments.test_waiving import as_person
from tests.shared import shared
from tests.vetting.pages import sign_in, text
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
assert house and ready and _ready


def of_95(house):
    """A line of 95.00, and Bo, who approves, too."""
    house.bo = cast.staff(house.organization, "Bo Ledger", Role.FINANCE_APPROVER)
    (found,) = sent(house, -1)
    return found


_line, line = shared(lambda ready: of_95(ready), "_line")


def limit(house, minor, person=None, *, first=-10):
    key = f"payments.limit:{person}" if person else "payments.approve_alone"
    Parameter(
        organization=house.organization, key=key, value=minor, effective_from=house.day(first), author_id=house.priya.person_id,
        approver_id=house.ines.person_id,
    ).save()


@pytest.mark.parametrize(("minor", "state"), [(0, "approved"), (9499, "matched"), (9500, "approved"), (9501, "approved")])
def test_up_to_the_limit_one_approval_is_enough(house, line, minor, state):
    limit(house, minor)
    checking.approve(line, actor=house.ben, at=house.at())
    assert line.state == state


def test_above_it_two_different_persons_approve(house, line):
    limit(house, 5000)
    event = checking.approve(line, actor=house.ben, at=house.at())
    assert (line.state, event.action) == ("matched", "line.approved_once")
    second_account = as_person(house.ben, house.ben.person_id, "finance_approver", "director")
    assert refused(checking.approve, line, actor=second_account, at=house.at()) == ["four_eyes"]
    herself = as_person(house.priya, house.herself.person_id, "finance_approver")
    assert refused(checking.approve, line, actor=herself, at=house.at()) == ["four_eyes", "own_money"]
    checking.approve(line, actor=house.bo, at=house.at())
    assert line.state == "approved"
    assert [act.person_id for act in line.acts.filter(act="approve_line")] == [house.ben.person_id, house.bo.person_id]


def test_who_gave_the_first_approval_neither_asks_nor_corrects_nor_waives(house, line):
    limit(house, 5000)
    checking.approve(line, actor=house.ben, at=house.at())
    both = as_person(house.ben, house.ben.person_id, "finance")
    assert refused(asking.ask, line, question="Why?", actor=both, at=house.at()) == ["four_eyes"]
    assert refused(checking.correct, line, reason="So.", actor=both, at=house.at()) == ["four_eyes"]


def test_a_person_may_have_a_limit_of_her_own_and_it_counts_by_day(house, line):
    limit(house, 5000)
    limit(house, 9500, house.bo.person_id)
    limit(house, 20000, house.ben.person_id, first=1)  # from tomorrow
    on = house.day()
    assert [approves_alone(house.organization, who.person_id, on=on).minor for who in (house.ben, house.bo)] == [5000, 9500]
    assert approves_alone(house.organization, house.ben.person_id, on=house.day(1)).minor == 20000
    checking.approve(line, actor=house.bo, at=house.at())
    assert line.state == "approved"


def test_a_change_voids_the_first_approval(house, line):
    limit(house, 5000)
    checking.approve(line, actor=house.ben, at=house.at())
    hold = holds.open_hold(
        participation=house.participation, reason="license", first=house.day(-2), comment="Ended.", actor=house.maya, at=house.at()
    )
    checking.check(line, at=house.at())
    holds.void_hold(hold=hold, reason="An error.", actor=house.ines, at=house.at(1))
    checking.check(line, at=house.at(1))
    assert line.state == "matched" and line.acts.get(act="approve_line").voided_at == house.at()
    checking.approve(line, actor=house.bo, at=house.at(1))
    assert line.state == "matched"  # hers is the first again
    checking.approve(line, actor=house.ben, at=house.at(1))
    assert line.state == "approved"


def test_the_page_says_that_it_takes_a_second(client, house, line):
    limit(house, 5000)
    sign_in(client, house.ben)
    where = house.url("line", pk=line.pk)
    assert "first of two approvals" in text(client.get(where)) and "$50.00" in text(client.get(where))
    assert client.post(where, {"do": "approve"}).status_code == 302
    assert client.post(where, {"do": "approve"}).status_code == 409
    assert "You approved this line already" in text(client.get(where))


@pytest.mark.django_db(transaction=True)
def test_one_approval_when_many_press_at_once(settings):
    """Two persons with two windows each press in the same moment: one approval stands, everybody else is told."""
    settings.STAFF_SECOND_FACTOR = False
    house = set_up()
    line = of_95(house)
    begin, said = threading.Barrier(4), []

    def press(actor):
        try:
            begin.wait(timeout=60)
            checking.approve(InvoiceLine.objects.within(house.organization).get(pk=line.pk), actor=actor, at=house.at())
            said.append("approved")
        except Refused as found:
            said.append(found.codes[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(actor,)) for actor in (house.ben, house.bo, house.ben, house.bo)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    line.refresh_from_db()
    assert (line.state, said.count("approved"), len(said)) == ("approved", 1, 4)
    assert LineAct.objects.within(house.organization).filter(line=line, act="approve_line").count() == 1
    assert Event.objects.filter(action="invoiceline.approve").count() == 1
    assert timeline(line)[0].action == "invoiceline.approve"
