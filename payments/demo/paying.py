"""From a reported session to a statement of the bank, as the demo's stories play it."""

from network.access import Role
from payments.demo.stories import herself
from payments.models import Invoice, InvoiceLine
from payments.workflow import checking, invoicing
from payments.workflow.answers import take

STATEMENT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
    "<GrpHdr><MsgId>%s</MsgId></GrpHdr><Stmt><Acct><Id><Othr><Id>998877665</Id></Othr></Id></Acct>%s</Stmt></BkToCstmrStmt></Document>"
)
ENTRY = (
    '<Ntry><Amt Ccy="USD">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>%s</Dt></BookgDt><NtryDtls><TxDtls>'
    "<Refs><EndToEndId>%s</EndToEndId></Refs>%s</TxDtls></NtryDtls></Ntry>"
)


def send(till, rows, at):
    """What each of them reported since her last invoice."""
    for row in rows:
        invoicing.send(Invoice.objects.within(till.organization).get(participation=row, state="draft"), actor=herself(row), at=at)


def approve(till, rows, at):
    """Everything of theirs that matches."""
    for line in InvoiceLine.objects.within(till.organization).filter(participation__in=rows, state="matched"):
        checking.approve(line, actor=till.people[Role.FINANCE_APPROVER], at=at)


def entry(row, day, back="") -> str:
    """One entry of a statement: a payment that was booked, or that came back for a reason."""
    why = f"<RtrInf><Rsn><Prtry>{back}</Prtry></Rsn></RtrInf>" if back else ""
    return ENTRY % (f"{row.minor // 100}.{row.minor % 100:02d}", "CRDT" if back else "DBIT", day.isoformat(), row.reference, why)


def answer(till, name, entries, actor, at):
    """A statement of the bank with these entries."""
    take((STATEMENT % (name, "".join(entries))).encode(), organization=till.organization, actor=actor, at=at)
