"""The bank's file of a batch as the pure writers take it: its payments in order, spelled and checked, and who pays."""

from collections.abc import Iterable
from hashlib import sha256
from zoneinfo import ZoneInfo

from payments.bank import nacha, pain001
from payments.bank.nacha import Class, Holding
from payments.models import Batch, Instruction, Payee, Rail

SUFFIXES = {Rail.SEPA: ".xml", Rail.ACH: ".txt"}
TYPES = {Rail.SEPA: "application/xml", Rail.ACH: "text/plain"}


class Nowhere:
    """What is written here is only counted and hashed: a preview."""

    def write(self, part: bytes) -> int:
        """Take the bytes."""
        return len(part)


def payments_of(instructions: Iterable[Instruction], rail: str) -> list:
    """The payments in the order of the file. Raises NotWritable with the payment's reference."""
    rows = sorted(instructions, key=lambda row: row.reference)
    if rail == Rail.SEPA:
        return [_transfer(row) for row in rows]
    return sorted((_credit(row) for row in rows), key=lambda credit: list(Class).index(credit.sec))


def _transfer(row: Instruction) -> pain001.Payment:
    return pain001.payment(row.reference, row.amount, row.account.holder, row.account.number, row.reference)


def _credit(row: Instruction) -> nacha.Credit:
    company = row.payee.kind == Payee.Kind.GROUP or row.payee.tax_class == Payee.TaxClass.COMPANY
    sec = Class.COMPANY if company else Class.PERSON
    account = row.account
    holding = Holding(account.holding or Holding.CHECKING)  # accounts from before it was asked are checking accounts
    return nacha.credit(row.reference, row.amount, account.holder, account.routing, account.number, sec=sec, holding=holding)


def traces_of(batch: Batch, instructions) -> dict[str, str]:
    """By reference the number each line has in an American file; nothing of a European one."""
    if batch.paying_account.rail != Rail.ACH:
        return {}
    return dict(nacha.traces(_originator(batch), payments_of(instructions, Rail.ACH), batch.trace_after))


def write(out, batch: Batch, instructions) -> pain001.Written:
    """Write the batch's file in one pass. The same rows give the same bytes. Raises NotWritable."""
    rail = batch.paying_account.rail
    rows = payments_of(instructions, rail)
    made = batch.planned_at.astimezone(ZoneInfo(batch.organization.zone)).replace(tzinfo=None, microsecond=0)
    if rail == Rail.SEPA:
        return pain001.write(out, _transfers(batch, made), rows)
    head = nacha.AchBatch(
        batch.reference, made, batch.pays_on, batch.count, batch.total, modifier=batch.modifier, after=batch.trace_after
    )
    return nacha.write(out, _originator(batch), head, rows)


def _transfers(batch, made) -> pain001.Batch:
    account = batch.paying_account
    return pain001.Batch(
        batch.reference, made, batch.pays_on, account.holder, account.number, account.code or None, batch.count, batch.total
    )


def _originator(batch) -> nacha.Originator:
    account = batch.paying_account
    return nacha.Originator(
        company=account.holder, company_id=account.company_id, odfi=account.code, bank=account.bank, destination=account.destination,
        origin=account.origin, account=account.number, balanced=account.balanced,
    )


def fingerprint(content: bytes) -> str:
    """The SHA-256 people compare."""
    return sha256(content).hexdigest()
