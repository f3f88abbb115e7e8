"""Batches of Harbor: last month's, of which the bank returned one payment, one from which was set off, and this week's, which waits."""

from network.access import Role
from network.dates import ONE_DAY
from payments.demo import recoveries
from payments.demo.paying import answer, approve, entry, send
from payments.demo.stories import Till, report
from payments.models import Instruction
from payments.pay_dates import Rhythm, working_day
from payments.workflow import accounts, batching, paying_accounts, releasing

FROM = {
    "rail": "ach", "holder": "Harbor EAP", "number": "998877665", "code": "121042882", "bank": "First Bank of Harbor",
    "company_id": "1234567890", "destination": "031300012", "origin": "1234567890",
}
NUMBERS = {"Rushbrook": "000222333", "Thistlewood": "000333444"}


def every_story(stage):
    """Of Harbor alone: the other organizations have made no batch yet."""
    return [batches(Till.of(stage, "harbor"))]


def batches(till):
    """Two therapists are paid; the account of one is closed, she gives another, and both are in the next batch."""
    finance, approver = till.people[Role.FINANCE], till.people[Role.FINANCE_APPROVER]
    at = yield till.ago(60)
    rows = {name: till.participation(name) for name in NUMBERS}
    change = paying_accounts.propose(organization=till.organization, **FROM, reason="The account our bank gave.", actor=finance, at=at)
    account = paying_accounts.confirm(change, actor=approver, at=at)
    asked = {name: till.payee(row, number=NUMBERS[name], tax_id=f"00-{NUMBERS[name][2:]}", at=at) for name, row in rows.items()}
    at = yield till.ago(59)
    for pair in asked.values():
        till.called_back(*pair, called="+1 555 0160", at=at)
    paid = {name: payee for name, (payee, _account) in asked.items()}
    at = yield till.ago(58)
    running = {name: till.authorize(row, units=12, ago=58, at=at) for name, row in rows.items()}
    yield from _last_month(till, account, rows, paid, running)
    at = yield till.ago(26)
    another = till.account(rows["Thistlewood"], paid["Thistlewood"], number="000555666", at=at)
    at = yield till.ago(25)
    accounts.confirm(another, called="+1 555 0160", note="She closed the old one.", actor=finance, at=at)
    yield from recoveries.claimed_back(till, account, rows["Rushbrook"], paid["Rushbrook"], running["Rushbrook"])
    yield from _this_week(till, account, rows, paid, running["Rushbrook"])
    yield from recoveries.claimed_back_just_now(till, rows["Rushbrook"])


def _last_month(till, account, rows, paid, running):
    """Their sessions are paid in one batch, and one payment comes back."""
    finance, approver = till.people[Role.FINANCE], till.people[Role.FINANCE_APPROVER]
    for ago in range(45, 39, -1):
        at = yield till.ago(ago)
        report(till, running["Rushbrook"], ago, at)
        if ago == 44:
            report(till, running["Thistlewood"], ago, at)
    at = yield till.ago(37)
    send(till, rows.values(), at)
    at = yield till.ago(36)
    approve(till, rows.values(), at)
    at = yield till.ago(34)
    batch = batching.make(account, payees=[row.pk for row in paid.values()], pays_on=till.day(31), actor=finance, at=at)
    releasing.lock(batch, actor=finance, at=at)
    at = yield till.ago(33)
    releasing.approve(batch, seen=batch.sha256, actor=approver, at=at)
    releasing.release(batch, total=batch.minor, seen=batch.sha256, actor=approver, at=at)
    at = yield till.ago(30)
    both = list(Instruction.objects.within(till.organization).filter(batch=batch).select_related("batch__paying_account", "payee"))
    answer(till, "ST-0131", [entry(row, till.day(31)) for row in both], finance, at)
    at = yield till.ago(27)
    closed = next(row for row in both if row.payee == paid["Thistlewood"])
    answer(till, "ST-0128", [entry(closed, till.day(28), back="R02")], finance, at)


def _this_week(till, account, rows, paid, authorization):
    """Made, locked and approved; it waits for release."""
    finance, approver = till.people[Role.FINANCE], till.people[Role.FINANCE_APPROVER]
    at = yield till.ago(12)
    report(till, authorization, 12, at)
    at = yield till.ago(8)
    send(till, [rows["Rushbrook"]], at)
    at = yield till.ago(6)
    approve(till, [rows["Rushbrook"]], at)
    at = yield till.ago(2)
    day = working_day(till.day() + 3 * ONE_DAY, Rhythm(0, weekday=4))
    batch = batching.make(account, payees=[row.pk for row in paid.values()], pays_on=day, actor=finance, at=at)
    releasing.lock(batch, actor=finance, at=at)
    at = yield till.ago(1)
    releasing.approve(batch, seen=batch.sha256, actor=approver, at=at)
