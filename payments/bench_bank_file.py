"""Benchmark of the bank file: n payments streamed in one pass with their hash, against a tree of elements that is built, then written.

Both begin with the same payments, checked and spelled before (a preview has done that), and must give the same bytes and hash.
The reference writes a tenth of them; both files of that tenth are compared.
"""

import hashlib
import random
from datetime import date, datetime
from io import BytesIO
from xml.etree import ElementTree  # noqa: S405 - only writes what this file builds

from network.bench import Timing, timed
from network.money import Money
from payments.bank.accounts import iban_check_digits
from payments.bank.pain001 import NAMESPACE, Batch, Payment, Written, payment, write

LEAST = 20  # times a tree
JUDGED = 10_000  # from how many payments on it must be
RUNS = 3  # of each, in turn; the fastest counts, what else the machine does only slows
NAMES = ("Anna de Vries", "Praktijk Müller & Søn", "B. O’Brien", "Groepspraktijk Het Lage Land")
FIRST = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Kept(BytesIO):
    """A file in memory: what a disk adds is the same for both ways."""


def bank_file(n: int = 100_000, seed: int = 1) -> Timing:
    """n payments in one file."""
    rows = _payments(n, seed)
    sample = rows[: max(1, n // 10)]
    batch, part = _batch(rows), _batch(sample)
    ours = write(Kept(), part, sample)
    tree = _as_tree(Kept(), part, sample)
    if ours != tree:
        raise AssertionError("The two ways do not give the same bytes.")
    streamed, built = [], []
    for _ in range(RUNS):
        streamed.append(timed(write, Kept(), batch, rows)[1])
        built.append(timed(_as_tree, Kept(), part, sample)[1])
    timing = Timing(n, min(streamed), len(sample), min(built), {"bytes": write(Kept(), batch, rows).size, "sha256": ours.sha256[:16]})
    slow = "" if timing.ratio >= LEAST or n < JUDGED else f"Only {timing.ratio:.1f} times a tree; {LEAST} are wished."
    return Timing(n, timing.seconds, len(sample), timing.reference_seconds, timing.more, slow)


def _payments(n: int, seed: int) -> list[Payment]:
    chance = random.Random(seed)  # noqa: S311  data for a benchmark, not a secret
    return [
        payment(f"HB-P-{at:07d}", Money(chance.randint(100, 200_000), "EUR"), chance.choice(NAMES), _iban(chance), f"HB-R-{at:07d}")
        for at in range(n)
    ]


def _iban(chance: random.Random) -> str:
    rest = f"ABNA{chance.randrange(10**10):010d}"
    return f"NL{iban_check_digits('NL', rest)}{rest}"


def _batch(rows: list[Payment]) -> Batch:
    total = Money(sum(row.minor for row in rows), "EUR")
    made = datetime(2026, 6, 30, 12)
    return Batch("HB-B-0001", made, date(2026, 7, 1), "Harbor EAP", "NL91ABNA0417164300", "ABNANL2A", len(rows), total)


def _as_tree(out: BytesIO, batch: Batch, rows: list[Payment]) -> Written:
    """The same file by elements: built whole, then written and hashed."""
    root, block = _head(batch)
    for row in rows:
        _transfer(block, row)
    content = FIRST.encode() + ElementTree.tostring(root) + b"\n"
    out.write(content)
    total = Money(sum(row.minor for row in rows), batch.total.currency)
    return Written(hashlib.sha256(content).hexdigest(), len(content), len(rows), total)


def _under(parent: ElementTree.Element, *path: str, text: str | None = None) -> ElementTree.Element:
    for name in path:
        parent = ElementTree.SubElement(parent, name)
    parent.text = text
    return parent


def _head(batch: Batch) -> tuple[ElementTree.Element, ElementTree.Element]:
    root = ElementTree.Element("Document", {"xmlns": NAMESPACE})
    message = _under(root, "CstmrCdtTrfInitn")
    group = _under(message, "GrpHdr")
    _under(group, "MsgId", text=batch.message)
    _under(group, "CreDtTm", text=batch.made.isoformat())
    _totals(group, batch)
    _under(group, "InitgPty", "Nm", text=batch.debtor)
    block = _under(message, "PmtInf")
    _under(block, "PmtInfId", text=batch.message)
    _under(block, "PmtMtd", text="TRF")
    _totals(block, batch)
    _under(block, "PmtTpInf", "SvcLvl", "Cd", text="SEPA")
    _under(block, "ReqdExctnDt", "Dt", text=batch.execution.isoformat())
    _under(block, "Dbtr", "Nm", text=batch.debtor)
    account = _under(block, "DbtrAcct")
    _under(account, "Id", "IBAN", text=batch.iban)
    _under(account, "Ccy", text=batch.total.currency)
    _under(block, "DbtrAgt", "FinInstnId", "BICFI", text=batch.bic)
    _under(block, "ChrgBr", text="SLEV")
    return root, block


def _totals(parent: ElementTree.Element, batch: Batch) -> None:
    _under(parent, "NbOfTxs", text=str(batch.count))
    _under(parent, "CtrlSum", text=f"{batch.total.minor // 100}.{batch.total.minor % 100:02d}")


def _transfer(block: ElementTree.Element, row: Payment) -> None:
    transfer = _under(block, "CdtTrfTxInf")
    _under(transfer, "PmtId", "EndToEndId", text=row.id)
    _under(transfer, "Amt", "InstdAmt", text=row.amount).set("Ccy", row.currency)
    _under(transfer, "Cdtr", "Nm", text=row.name)
    _under(transfer, "CdtrAcct", "Id", "IBAN", text=row.iban)
    _under(transfer, "RmtInf", "Ustrd", text=row.reference)
