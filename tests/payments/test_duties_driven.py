"""Every bar of payments on rows of the database, in both orders, by the same person through a second account, in a changed role
and on somebody's behalf: each refused by name, and a colleague is not.
"""

import pytest

from network.access import Role
from network.models import Parameter
from network.models.people import PersonLink
from network.transitions import Refused
from payments.duties import BARS, SUBJECTS, Act, Done, Subject, barred
from payments.models import Invoice
from payments.workflow import asking, checking, invoicing, waiving
from tests.network import cast
from tests.payments.test_sessions import _ready, house, lines, log, ready
from tests.payments.test_waiving import as_person

pytestmark = pytest.mark.django_db
assert house and ready and _ready
WHY = "So it was."
OF_LINES = [(bar.act, bar.earlier) for bar in BARS if SUBJECTS[bar.act] is Subject.LINE]
OTHERS = [(bar.act, bar.earlier) for bar in BARS if SUBJECTS[bar.act] is not Subject.LINE]


@pytest.fixture
def stage(house):
    """A line of 95.00 that was sent in too late, Kim with two accounts, Lee with both roles."""
    house.authorization = house.authorized(first=-20, last=200)
    log(house, -1)
    invoicing.send(Invoice.objects.within(house.organization).get(), actor=house.herself, at=house.at(60))
    house.lee = cast.staff(house.organization, "Lee Other", Role.FINANCE, Role.FINANCE_APPROVER)
    return house


def kim_of(house, earlier) -> int:
    """Who does the earlier act: of entering a line it is the therapist herself."""
    if earlier is Act.ENTER_LINE:
        return house.herself.person_id
    return cast.staff(house.organization, "Kim Twofold", Role.FINANCE).person_id


def guises(house, person):
    """The same natural person, never in the role in which she acted first."""
    second = cast.person("Kim Again")
    PersonLink(one_id=person, other=second, reason="One person.", proposed_by_id=house.ines.person_id).save()
    both = ("finance", "finance_approver", "director")
    role = as_person(house.ben, person, *both)
    given = {name: getattr(role, name) for name in role.__slots__} | {"on_behalf_of_id": house.lee.person_id}
    return {"second account": as_person(house.ben, second.pk, *both), "changed role": role, "on behalf": type(role)(**given)}


def waived(house, line):
    """The stop let pass by two others, so that the line matches."""
    waiving.propose(line, key="too_late", reason=WHY, actor=house.priya, at=house.at(61))
    waiving.confirm(line, actor=house.ines_approves, at=house.at(61))


def do(act, line, actor, house):
    at = house.at(62)
    return {
        Act.APPROVE_LINE: lambda: checking.approve(line, actor=actor, at=at),
        Act.CHANGE_LINE: lambda: checking.correct(line, reason=WHY, actor=actor, at=at),
        Act.RESOLVE_LINE: lambda: asking.ask(line, question="Why so late?", actor=actor, at=at),
        Act.PROPOSE_WAIVER: lambda: waiving.propose(line, key="too_late", reason=WHY, actor=actor, at=at),
        Act.CONFIRM_WAIVER: lambda: waiving.confirm(line, actor=actor, at=at),
        Act.DECLINE_LINE: lambda: checking.decline(line, reason=WHY, actor=actor, at=at),
        Act.DECIDE_DISPUTE: lambda: checking.decide_dispute(line, paid=True, reason=WHY, actor=actor, at=at),
    }[act]()


def prepared(house, act, earlier, kim):
    """The line after Kim's earlier act, brought by others to where the later act would be possible."""
    line = lines(house).get()
    checking.check(line, at=house.at(60))
    house.ines_approves = as_person(house.ben, house.ines.person_id, "finance_approver")
    if earlier is Act.APPROVE_LINE:  # hers is the first of two: it stands while the line waits for the second
        Parameter(
            organization=house.organization, key="payments.approve_alone", value=5000, effective_from=house.day(-9),
            author_id=house.priya.person_id,
        ).save()
    if earlier in (Act.APPROVE_LINE, Act.ENTER_LINE) and act is not Act.CONFIRM_WAIVER:
        waived(house, line)
    if (act, earlier) == (Act.CONFIRM_WAIVER, Act.ENTER_LINE):
        waiving.propose(line, key="too_late", reason=WHY, actor=house.priya, at=house.at(61))
    if earlier is Act.CONFIRM_WAIVER:
        waiving.propose(line, key="too_late", reason=WHY, actor=house.priya, at=house.at(61))
    if earlier is Act.DECIDE_DISPUTE:
        checking.decline(line, reason=WHY, actor=house.priya, at=house.at(61))
        invoicing.dispute(line, reason=WHY, actor=house.herself, at=house.at(61))
    if earlier is not Act.ENTER_LINE:
        do(earlier, line, kim, house)
    if earlier is Act.RESOLVE_LINE:
        asking.withdraw(line, actor=house.priya, at=house.at(62))
        waived(house, line)
    if earlier is Act.CHANGE_LINE:
        waived(house, line)
    if (act, earlier) == (Act.APPROVE_LINE, Act.PROPOSE_WAIVER):
        waiving.confirm(line, actor=house.ines_approves, at=house.at(62))
    if earlier is Act.DECLINE_LINE:
        invoicing.dispute(line, reason=WHY, actor=house.herself, at=house.at(62))
    return line


@pytest.mark.parametrize(("act", "earlier"), OF_LINES, ids=lambda act: act.value)
def test_a_line_refuses_the_same_person_in_every_guise(stage, act, earlier):
    house = stage
    person = kim_of(house, earlier)
    first = as_person(house.ben, person, "finance_approver" if earlier in BY_APPROVER else "finance")
    line = prepared(house, act, earlier, first)
    for guise, actor in guises(house, person).items():
        with pytest.raises(Refused) as found:
            do(act, line, actor, house)
        named = [refusal for refusal in found.value.refusals if refusal.code == "four_eyes"]
        assert [refusal.facts["earlier"] for refusal in named if refusal.facts["earlier"] == earlier] == [earlier], guise
        assert all(str(refusal.message).startswith("You ") and str(refusal.cure) for refusal in named)
        line.refresh_from_db()
    try:
        do(act, line, house.lee, house)
    except Refused as found:  # a colleague may meet another reason, never this one
        assert "four_eyes" not in found.codes, (act, earlier)


BY_APPROVER = {Act.APPROVE_LINE, Act.CONFIRM_WAIVER, Act.DECIDE_DISPUTE}


@pytest.mark.parametrize(("act", "earlier"), OTHERS, ids=lambda act: act.value)
def test_a_bar_on_what_is_no_line_refuses_her_and_not_a_colleague(act, earlier):
    done = [Done(earlier, "kim", "7", 1)]
    assert [bar.by.act for bar in barred(act, "kim", "7", done)] == [earlier]
    assert barred(act, "lee", "7", done) == () and barred(act, "kim", "8", done) == ()


def test_both_orders_are_barred_or_the_second_act_cannot_be():
    """Which bars have no bar the other way around, and why none is needed: written by hand."""
    pairs = {(bar.act.value, bar.earlier.value) for bar in BARS}
    assert {pair for pair in pairs if pair[::-1] not in pairs} == {
        ("approve_line", "enter_line"), ("confirm_waiver", "enter_line"),  # a session makes one line: nothing is entered twice
        ("release_batch", "make_batch"),  # what is released is changed no more
        ("call_back", "request_account"), ("confirm_account", "request_account"),  # each request is an account of its own
    }
