"""Two batches of Harbor: last month's, of which the bank returned one payment, and this week's, which waits for release."""

from network.access import Role
from network.dates import ONE_DAY
from payments.demo.stories import Till, herself, report
from payments.models import Instruction, Invoice, InvoiceLine
from payments.pay_dates import Rhythm, working_day
from payments.workflow import accounts, batching, checking, invoicing, payees, paying_accounts, releasing
from payments.workflow.answers import take

FROM = {
    "rail": "ach", "holder": "Harbor EAP", "number": "998877665", "code": "121042882", "bank": "First Bank of Harbor",
    "company_id": "1234567890", "destination": "031300012", "origin": "1234567890",
}
NAMES = {"Rushbrook": ("Clementine Rushbrook", "000222333"), "Thistlewood": ("Josephine Thistlewood", "000333444")}
STATEMENT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
    "<GrpHdr><MsgId>%s</MsgId></GrpHdr><Stmt><Acct><Id><Othr><Id>998877665</Id></Othr></Id></Acct>%s</Stmt></BkToCstmrStmt></Document>"
)
ENTRY = (
    '<Ntry><Amt Ccy="USD">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>%s</Dt></BookgDt><NtryDtls><TxDtls>'
    "<Refs><EndToEndId>%s</EndToEndId></Refs>%s</TxDtls></NtryDtls></Ntry>"
)


def every_story(stage):
    """Of Harbor alone: the other organizations have made no batch yet."""
    return [batches(Till.of(stage, "harbor"))]


def batches(till):
    """Two therapists are paid; the account of one is closed, she gives another, and both are in the next batch."""
    finance, approver = till.people[Role.FINANCE], till.people[Role.FINANCE_APPROVER]
    at = yield till.ago(60)
    rows = {name: till.participation(name) for name in NAMES}
    account = paying_accounts.keep(organization=till.organization, **FROM, actor=finance, at=at)
    paid = {name: _payee(till, row, *NAMES[name], at) for name, row in rows.items()}
    at = yield till.ago(59)
    for payee in paid.values():
        accounts.confirm(payee.accounts.get(), called="+1 555 0160", note="Called the number we had.", actor=finance, at=at)
        payees.change_payee(payee, tax_form_on=till.day(59), actor=finance, at=at)
    at = yield till.ago(58)
    running = {name: till.authorize(row, units=8, ago=58, at=at) for name, row in rows.items()}
    for name, ago in (("Rushbrook", 45), ("Thistlewood", 44), ("Rushbrook", 40)):
        at = yield till.ago(ago)
        report(till, running[name], ago, at)
    at = yield till.ago(37)
    _send(till, rows.values(), at)
    at = yield till.ago(36)
    _approve(till, rows.values(), at)
    at = yield till.ago(34)
    batch = batching.make(account, payees=[row.pk for row in paid.values()], pays_on=till.day(31), actor=finance, at=at)
    releasing.lock(batch, actor=finance, at=at)
    at = yield till.ago(33)
    releasing.approve(batch, seen=batch.sha256, actor=approver, at=at)
    releasing.release(batch, total=batch.minor, seen=batch.sha256, actor=approver, at=at)
    at = yield till.ago(30)
    both = list(Instruction.objects.within(till.organization).filter(batch=batch).select_related("batch__paying_account", "payee"))
    _answer(till, "ST-0131", [_entry(row, till.day(31)) for row in both], finance, at)
    at = yield till.ago(27)
    closed = next(row for row in both if row.payee == paid["Thistlewood"])
    _answer(till, "ST-0128", [_entry(closed, till.day(28), back="R02")], finance, at)
    at = yield till.ago(26)
    another = _account(rows["Thistlewood"], paid["Thistlewood"], "Josephine Thistlewood", "000555666", at)
    at = yield till.ago(25)
    accounts.confirm(another, called="+1 555 0160", note="She closed the old one.", actor=finance, at=at)
    yield from _this_week(till, account, rows, paid, running["Rushbrook"])


def _this_week(till, account, rows, paid, authorization):
    """Made, locked and approved; it waits for release."""
    finance, approver = till.people[Role.FINANCE], till.people[Role.FINANCE_APPROVER]
    at = yield till.ago(12)
    report(till, authorization, 12, at)
    at = yield till.ago(8)
    _send(till, [rows["Rushbrook"]], at)
    at = yield till.ago(6)
    _approve(till, [rows["Rushbrook"]], at)
    at = yield till.ago(2)
    day = working_day(till.day() + 3 * ONE_DAY, Rhythm(0, weekday=4))
    batch = batching.make(account, payees=[row.pk for row in paid.values()], pays_on=day, actor=finance, at=at)
    releasing.lock(batch, actor=finance, at=at)
    at = yield till.ago(1)
    releasing.approve(batch, seen=batch.sha256, actor=approver, at=at)


def _payee(till, row, name, number, at):
    payee = payees.create_payee(
        organization=till.organization, name=name, participation=row, tax_id="00-0000002", actor=herself(row), at=at
    )
    _account(row, payee, name, number, at)
    return payee


def _account(row, payee, name, number, at):
    return accounts.request(
        payee, holder=name, number=number, routing="021000021", participation=row, reauthenticated_at=at, actor=herself(row), at=at
    )


def _send(till, rows, at):
    for row in rows:
        invoicing.send(Invoice.objects.within(till.organization).get(participation=row, state="draft"), actor=herself(row), at=at)


def _approve(till, rows, at):
    for line in InvoiceLine.objects.within(till.organization).filter(participation__in=rows, state="matched"):
        checking.approve(line, actor=till.people[Role.FINANCE_APPROVER], at=at)


def _entry(row, day, back="") -> str:
    """One entry of a statement: a payment that was booked, or that came back for a reason."""
    why = f"<RtrInf><Rsn><Prtry>{back}</Prtry></Rsn></RtrInf>" if back else ""
    return ENTRY % (f"{row.minor // 100}.{row.minor % 100:02d}", "CRDT" if back else "DBIT", day.isoformat(), row.reference, why)


def _answer(till, name, entries, actor, at):
    take((STATEMENT % (name, "".join(entries))).encode(), organization=till.organization, actor=actor, at=at)
