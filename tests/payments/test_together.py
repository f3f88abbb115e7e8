"""Many lines checked together: the same stops, states, events and acts as one by one, on random worlds."""

import random
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from network.events import scope_of, verify
from network.models import Event, Parameter
from network.transitions import Changed, Refused, perform_all
from network.workflow import holds
from payments.facts.ledger import added_again
from payments.facts.together import held_together
from payments.models import Authorization, InvoiceLine, LineAct, LineHold, Payee, PayeeLink, Session, VatPosition
from payments.queries.stops import stops_of
from payments.rules import stops
from payments.workflow import checking, invoicing, rechecking, sessions
from payments.workflow.invoicing import note_act
from tests.payments.paying import PayingHouse
from tests.shared import shared

pytestmark = pytest.mark.django_db
SEEDS = range(6)


@contextmanager
def undone():
    """What happens in it is not kept."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def sent_in():
    """Three therapists, one of them with an authorization for the client of another; lines sent in, none checked."""
    found = PayingHouse()
    found.another("Ada Lindqvist", "T-ada")
    found.another("Bo Marsh", "T-bo")
    second, herself, _payee, _authorization = found.her[1]
    shared = found.authorized(units=4, participation=second, subject_key=found.her[0][3].subject_key)
    for at, (_, actor, _, authorization) in enumerate([*found.her, (second, herself, None, shared)]):
        for day in (-9, -8, -3, -2 - at):
            if not Session.objects.within(found.organization).filter(authorization=authorization, day=found.day(day)).exists():
                sessions.log(authorization, day=found.day(day), mode="in_person", actor=actor, at=found.at(), final=day == -3)
    for participation, actor, _, _ in found.her:
        invoicing.send(participation.invoices.within(found.organization).get(state="draft"), actor=actor, at=found.at())
    return found


_built, built = shared(sent_in, "_built")


@pytest.fixture
def house(built, settings):
    settings.STAFF_SECOND_FACTOR = False
    return built


def lines(house):
    return InvoiceLine.objects.within(house.organization).order_by("position")


def shaken(house, seed):
    """Something goes wrong with about every second line and everything it is held against."""
    dice = random.Random(seed)  # noqa: S311  data for a test, not a secret
    for line in lines(house):
        change = dice.choice(CHANGES)
        change(house, line, dice)
    for _ in range(3):
        dice.choice(AROUND)(house, dice)


def row(line):
    return InvoiceLine.objects.within(line.organization).filter(pk=line.pk)


def approve(house, line, dice):
    checking.check(line, at=house.at())
    if line.state == "matched":
        checking.approve(line, actor=house.ben, at=house.at())


def note(house, line, dice):
    checking.check(line, at=house.at())
    note_act(line, checking.Act.APPROVE_LINE, actor=house.ben, at=house.at())  # the first of two approvals


def wait(house, line, dice):
    checking.check(line, at=house.at())
    LineHold(
        organization=house.organization, line=line, key=dice.choice(["", *line.stops]), until=house.day(dice.choice([0, 9])),
        reason="Later.", set_at=house.at(), set_by_id=house.priya.person_id,
    ).save()


CHANGES = [
    lambda house, line, dice: None,
    lambda house, line, dice: None,
    lambda house, line, dice: row(line).update(minor=dice.choice([9400, 0, 4000])),
    lambda house, line, dice: row(line).update(vat_minor=100),
    lambda house, line, dice: row(line).update(waived=["too_late", "duplicate_other_number"], submitted_at=house.at(90)),
    lambda house, line, dice: row(line).update(paid_units=dice.choice([1, 9])),
    lambda house, line, dice: row(line).update(payee=Payee.objects.within(house.organization).exclude(pk=line.payee_id).first()),
    lambda house, line, dice: row(line).update(currency="EUR"),
    lambda house, line, dice: row(line).update(state=dice.choice(["declined", "paid", "in_batch"])),
    lambda house, line, dice: checking.check(line, at=house.at()),
    approve, note, wait,
]  # fmt: skip


def held(house, dice):
    participation, first = dice.choice(house.her)[0], house.day(dice.choice([-9, -8, -2]))
    holds.open_hold(participation=participation, reason="license", first=first, actor=house.maya, at=house.at())


def set_number(house, dice):
    key, value = dice.choice([("payments.report_days", 0), ("payments.report_days", 3), ("payments.closing_form", 1)])
    given = {"effective_from": house.day(dice.choice([-30, -8])), "author_id": house.ines.person_id}
    if not Parameter.objects.within(house.organization).filter(key=key, effective_from=given["effective_from"]).exists():
        Parameter(organization=house.organization, key=key, value=value, **given).save()


def position(house, dice):
    payee = dice.choice([None, dice.choice(house.her)[2]])
    first = house.day(dice.choice([-40, -8]))
    if VatPosition.objects.within(house.organization).filter(payee=payee, first=first).exists():
        return
    VatPosition(
        organization=house.organization, payee=payee, basis_points=dice.choice([None, 2100]), first=first, source="A test",
        as_of=first, recorded_at=house.at(), recorded_by_id=house.priya.person_id,
    ).save()


AROUND = [
    held, set_number, position,
    lambda house, dice: PayeeLink.objects.within(house.organization).filter(pk=dice.choice(links(house))).update(last=house.day(-8)),
    lambda house, dice: PayeeLink.objects.within(house.organization).filter(pk=dice.choice(links(house))).update(first=house.day(-8)),
    lambda house, dice: one_of(house, dice).update(first=house.day(-8)),
    lambda house, dice: one_of(house, dice).update(units=9, used=0, last=house.day(-4)),
    lambda house, dice: one_of(house, dice).update(used=0, units=1),
    lambda house, dice: one_of(house, dice).update(kind="job", subject_key=""),
    lambda house, dice: one_of(house, dice).update(service="crisis"),
    lambda house, dice: house.rates([("counseling", "session", "USD", dice.choice([9500, 9800]))], days=dice.choice([-8, -3])),
]  # fmt: skip


def links(house):
    return sorted(PayeeLink.objects.within(house.organization).values_list("pk", flat=True))


def one_of(house, dice):
    keys = sorted(Authorization.objects.within(house.organization).values_list("pk", flat=True))
    return Authorization.objects.within(house.organization).filter(pk=dice.choice(keys))


def told(house, since):
    events = Event.objects.filter(scope=scope_of(lines(house)[0]), sequence__gt=since).select_related("payload")
    assert verify(scope_of(lines(house)[0])) is None
    return sorted((each.subject, each.action, str(each.at), each.actor_label, str(each.payload.values)) for each in events)


def last_event(house):
    return Event.objects.filter(scope=scope_of(lines(house)[0])).order_by("-sequence").values_list("sequence", flat=True)[0]


def kept(house):
    """Everything a check may write, without the keys of new rows."""
    rows = lines(house).values_list("pk", "state", "stops", "checked_at", "state_since", "expected_on", "reason")
    acts = LineAct.objects.within(house.organization).values_list("line", "act", "voided_at")
    waits = LineHold.objects.within(house.organization).values_list("line", "ended_at", "ended_by")
    return list(rows), sorted(map(str, acts)), sorted(map(str, waits)), added_again(house.organization)


def after(house, act):
    """What is kept and told by an act that is then undone."""
    with undone():
        since = last_event(house)
        stopped = act()
        return stopped, kept(house), told(house, since)


def one_by_one(house):
    rows = lines(house).filter(state__in=checking.CHECKED).select_related("organization")
    return sum(bool(checking.check(line, at=house.at(2)).stops) for line in rows)


def test_together_is_one_by_one(house):
    seen = set()
    for seed in SEEDS:
        with undone():
            shaken(house, seed)
            keys = list(lines(house).filter(state__in=checking.CHECKED).values_list("pk", flat=True))
            found = after(house, lambda keys=keys: checking.check_together(house.organization, keys, at=house.at(2)))
            assert found == after(house, lambda: one_by_one(house)), seed
            seen |= {key.split(":")[0] for row in found[1][0] for key in row[2]} | {each[1] for each in found[2]}
    assert len(seen) > 12, seen  # the worlds differ: many stops, and lines that match, stop and stay
    assert {"invoiceline.match", "invoiceline.stop", "line.checked", "line.hold_ended"} <= seen


def test_what_lines_are_held_against_together_stops_them_as_alone(house):
    for seed in range(20, 26):
        with undone():
            shaken(house, seed)
            rows = list(lines(house).filter(state__in=checking.CHECKED))
            held_by = held_together(house.organization, rows)
            for line in lines(house).filter(pk__in=list(held_by)):
                its, on = held_by[line.pk], house.day(2)
                both = stops(its.line, its.authorization, its.clearance, its.schedule, its.history, on=on)
                assert both == stops_of(line, on=on), (seed, line.pk)


def test_the_queries_do_not_grow_with_the_lines(house):
    counts = []
    for most in (2, 8):
        with undone(), CaptureQueriesContext(connection) as asked:
            checking.check_together(house.organization, list(lines(house).values_list("pk", flat=True))[:most], at=house.at())
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 2, counts


def test_parts_are_checked_as_the_whole(house, monkeypatch):
    keys = list(lines(house).values_list("pk", flat=True))
    whole = after(house, lambda: checking.check_together(house.organization, keys, at=house.at()))
    monkeypatch.setattr(checking, "AT_ONCE", 3)
    assert after(house, lambda: checking.check_together(house.organization, keys, at=house.at())) == whole
    assert checking.check_together(house.organization, [], at=house.at()) == 0


def test_news_of_standing_checks_all_lines_of_hers(house):
    participation = house.her[0][0]
    for line in lines(house):
        checking.check(line, at=house.at())
    hold = holds.open_hold(participation=participation, reason="license", first=house.day(-8), actor=house.maya, at=house.at())
    stopped = rechecking.recheck(participation_id=participation.pk, at=house.at())
    hers = list(lines(house).filter(participation=participation, session__day__gte=house.day(-8)))
    assert stopped == len(hers) == 3 and {line.state for line in hers} == {"exception"} and hold.pk
    assert all("held_on_day" in line.stops for line in hers)


def test_a_step_is_taken_by_all_or_by_none(house):
    rows = list(lines(house)[:3])
    row(rows[2]).update(state="declined")
    stale = list(lines(house)[:2]) + [rows[2]]
    since = last_event(house)
    with pytest.raises(Changed):
        perform_all(stale, "match", actor=house.system, at=house.at())
    with pytest.raises(Refused) as caught:
        perform_all(list(lines(house)[:3]), "match", actor=house.system, at=house.at())
    assert caught.value.codes == ["wrong_state"]
    with pytest.raises(Refused) as caught:
        perform_all(list(lines(house)[:2]), "match", actor=house.rosa, at=house.at())
    assert caught.value.codes == ["not_allowed", "not_allowed"]
    assert [line.state for line in lines(house)[:3]] == ["submitted", "submitted", "declined"] and last_event(house) == since
    good = list(lines(house)[:2])
    events = perform_all(good, "match", actor=house.system, at=house.at())
    assert [each.action for each in events] == ["invoiceline.match"] * 2 and [each.state for each in good] == ["matched"] * 2
    good[0].save()  # memory knows the state as it stands
    assert [line.state for line in lines(house)[:2]] == ["matched", "matched"]
    assert perform_all([], "match", actor=house.system, at=house.at()) == []


