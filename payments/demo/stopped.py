"""Lines of Harbor that stop, and what was done so far: one is new, one passes when a second person agrees, and one is asked about."""

from network.access import Role
from payments.demo.paying import send
from payments.demo.stories import Till, herself, report
from payments.models import InvoiceLine
from payments.workflow import accounts, asking, checking, payees, waiving

WHO, ACCOUNT = "Swiftwater", "000777888"


def every_story(stage):
    """Of Harbor alone."""
    return [stopped(Till.of(stage, "harbor"))]


def stopped(till):
    """A day is claimed under both numbers of one client, a session of another was reported too late, a third one is asked about."""
    at = yield till.ago(75)
    row = till.participation(WHO)
    finance, name = till.people[Role.FINANCE], row.practitioner.person.full_name
    payee = payees.create_payee(
        organization=till.organization, name=name, participation=row, tax_id="00-0000009", actor=herself(row), at=at
    )
    account = accounts.request(
        payee, holder=name, number=ACCOUNT, routing="021000021", participation=row, reauthenticated_at=at, actor=herself(row), at=at
    )
    at = yield till.ago(74)
    accounts.confirm(account, called="+1 555 0161", note="Called the number of her application.", actor=finance, at=at)
    payees.change_payee(payee, tax_form_on=till.day(74), actor=finance, at=at)
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
