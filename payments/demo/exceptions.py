"""Lines of Harbor that somebody has to look at: one of each way in which a line waits, and the thread that belongs to it.

Two therapists report what can be reported and what the checks stop afterwards: an evening canceled twice under two authorizations, sessions
told too late, and a day on which insurance had lapsed.
"""

from network.access import Role
from network.workflow import holds
from payments.demo.paying import send
from payments.demo.stories import Till, herself, report
from payments.models import InvoiceLine
from payments.workflow import accounts, asking, checking, holding, invoicing, payees, waiving
from payments.workflow.rechecking import recheck

LATE, LAPSED, CANCELED = (100, 98, 96, 94, 92), 22, 24  # days ago; a series is reported within sixty days of its last session
NUMBERS = {"Penrose": "000777111", "Marshgate": "000777222"}
TOGETHER = "9" * 64  # what stands for one client under two authorizations


def every_story(stage):
    """Of Harbor alone."""
    return [waiting(Till.of(stage, "harbor"))]


def waiting(till):
    """They report, send in on one day, and finance looks at one line after another."""
    at = yield till.ago(110)
    rows = {name: till.participation(name) for name in NUMBERS}
    paid = [_payee(till, rows[name], number, at) for name, number in NUMBERS.items()]
    at = yield till.ago(108)
    for payee in paid:
        accounts.confirm(
            payee.accounts.get(), called="+1 555 0161", note="Called the number we had.", actor=till.people[Role.FINANCE], at=at
        )
        payees.change_payee(payee, tax_form_on=till.day(108), actor=till.people[Role.FINANCE], at=at)
    at = yield till.ago(105)
    hers = [till.authorize(rows["Penrose"], units=6, ago=105, at=at, subject_key=each * 64) for each in "78"]
    twice = [till.authorize(rows["Marshgate"], units=6, ago=105 - 20 * again, at=at, subject_key=TOGETHER) for again in (0, 1)]
    yield from _sent(till, rows, hers, twice)
    yield from _looked_at(till, _stopped(till, rows["Penrose"]))


def _sent(till, rows, hers, twice):
    """What they report, late and in time; the insurance of one had a gap, which is read after she sent it in."""
    at = yield till.ago(CANCELED)
    for authorization in twice:
        report(till, authorization, CANCELED, at, attendance="late_cancellation")
    at = yield till.ago(LAPSED)
    report(till, twice[0], LAPSED, at)
    at = yield till.ago(19)
    for ago in LATE:
        report(till, hers[0], ago, at)
    report(till, hers[1], 20, at)
    report(till, twice[0], 19, at)
    at = yield till.ago(15)
    send(till, rows.values(), at)
    at = yield till.ago(13)
    hold = holds.open_hold(
        participation=rows["Marshgate"], reason="insurance", first=till.day(LAPSED), comment="Renewed a day late.",
        actor=till.people[Role.NETWORK_MANAGER], at=at,
    )
    holds.end_hold(hold=hold, last=till.day(LAPSED), reason="The new policy runs.", actor=till.people[Role.DIRECTOR], at=at)
    recheck(participation_id=rows["Marshgate"].pk, at=at)


def _stopped(till, row):
    """Those reported too late, in the order of their days."""
    found = InvoiceLine.objects.within(till.organization).filter(participation=row, state="exception")
    return list(found.select_related("organization", "participation__practitioner__person", "payee").order_by("session__day"))


def _looked_at(till, late):
    """One is asked about, one answered, one waits for a day, one for a second person, and one was declined and is disputed."""
    finance = till.people[Role.FINANCE]
    asked, answered, waits, waived, declined = late
    at = yield till.ago(9)
    asking.ask(asked, question="Why was this reported so late?", key="too_late", actor=finance, at=at)
    question = asking.ask(answered, question="Is the day right?", key="too_late", actor=finance, at=at)
    checking.decline(declined, reason="Sessions are reported within sixty days.", actor=finance, at=at)
    at = yield till.ago(6)
    asking.answer(question, answer="Yes. I was ill that week.", actor=herself(answered.participation), at=at)
    invoicing.dispute(declined, reason="I wrote to you about it in time.", actor=herself(declined.participation), at=at)
    at = yield till.ago(3)
    holding.hold(waits, reason="The director is asked first.", until=till.day(-6), actor=finance, at=at)
    waiving.propose(waived, key="too_late", reason="She was ill, and her doctor’s note is in.", actor=finance, at=at)


def _payee(till, row, number, at):
    name = row.practitioner.person.full_name
    payee = payees.create_payee(
        organization=till.organization, name=name, participation=row, tax_id="00-0000003", actor=herself(row), at=at
    )
    accounts.request(
        payee, holder=name, number=number, routing="021000021", participation=row, reauthenticated_at=at, actor=herself(row), at=at
    )
    return payee
