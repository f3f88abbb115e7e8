"""Lines of Harbor that somebody has to look at: one of each way in which a line waits, and the thread that belongs to it.

Three therapists report what can be reported and what the checks stop afterwards: an evening canceled twice under two authorizations,
sessions told too late, a day on which insurance had lapsed, and one claimed under both numbers of a client.
"""

from network.access import Role
from network.workflow import holds
from payments.demo.paying import send
from payments.demo.stories import Till, herself, report
from payments.models import InvoiceLine
from payments.workflow import asking, checking, holding, invoicing, waiving
from payments.workflow.rechecking import recheck

LATE, LAPSED, CANCELED = (100, 98, 96, 94, 92), 22, 24  # days ago; a series is reported within sixty days of its last session
NUMBERS = {"Penrose": "000777111", "Marshgate": "000777222"}
TOGETHER = "9" * 64  # what stands for one client under two authorizations


def every_story(stage):
    """Of Harbor alone."""
    harbor = Till.of(stage, "harbor")
    return [waiting(harbor), stopped(harbor)]


def waiting(till):
    """They report, send in on one day, and finance looks at one line after another."""
    at = yield till.ago(110)
    rows = {name: till.participation(name) for name in NUMBERS}
    asked = [till.payee(rows[name], number=number, tax_id=f"00-{number[2:]}", at=at) for name, number in NUMBERS.items()]
    at = yield till.ago(108)
    for payee, account in asked:
        till.called_back(payee, account, called="+1 555 0161", at=at)
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


def stopped(till):
    """A day is claimed under both numbers of one client, a session of another was reported too late, a third one is asked about."""
    at = yield till.ago(75)
    row, finance = till.participation("Swiftwater"), till.people[Role.FINANCE]
    payee, account = till.payee(row, number="000777888", tax_id="00-0000009", at=at)
    at = yield till.ago(74)
    till.called_back(payee, account, called="+1 555 0162", at=at)
    first = till.authorize(row, units=6, ago=74, at=at)
    of_another = till.authorize(row, units=2, ago=74, at=at, subject_key=f"{row.pk + 1:064x}")
    at = yield till.ago(16)
    second = till.authorize(row, units=3, ago=16, at=at)
    at = yield till.ago(4)
    for authorization, ago in ((of_another, 70), (first, 12), (second, 12), (second, 5)):
        report(till, authorization, ago, at)
    at = yield till.ago(3)
    send(till, [row], at)
    lines = list(InvoiceLine.objects.within(till.organization).filter(participation=row).order_by("position"))
    checking.check_invoice(lines[0].invoice, at=at)
    at = yield till.ago(2)
    late, _first, _again, last = (InvoiceLine.objects.within(till.organization).get(pk=line.pk) for line in lines)
    waiving.propose(late, key=late.stops[0], reason="She was ill for a month and told us.", actor=finance, at=at)
    asking.ask(last, question="Was this session by video or at your practice?", actor=finance, at=at)
