"""The credit transfer file of European banks, pain.001.001.09, written in one pass with its hash. Pure.

Count and total stand in the file's head, so the batch says them first and the writer counts along: where the two differ it
raises at the end and the caller throws the file away. Nothing free stands in a payment: a number of ours, an amount, the
payee's name and account; an address is structured or not there at all. Spelled text holds no sign that XML would escape.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import BinaryIO, NamedTuple

from network.money import Money
from payments.bank.accounts import iban_fault, is_bic
from payments.bank.spelling import is_identifier, readable, spelled

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
NAME, TOWN, STREET, POSTCODE, BUILDING = 70, 35, 70, 16, 16  # the most characters banks take
CHUNK = 2000  # payments held in memory at once
LARGEST = 10**11 - 1  # 999 999 999.99, the most one SEPA transfer carries
OTHER_EXPONENT = frozenset("BHD BIF CLF CLP DJF GNF IQD ISK JOD JPY KMF KRW KWD LYD OMR PYG RWF TND UGX UYI VND VUV XAF XOF XPF".split())


class NotWritable(ValueError):
    """A batch or a payment that no bank would take; `code` says what, `at` which payment."""

    def __init__(self, code: str, at: str = ""):
        super().__init__(f"{code} {at}".strip())
        self.code, self.at = code, at


@dataclass(frozen=True, slots=True)
class Address:
    """A structured address: town and country always, the rest where it is known."""

    town: str
    country: str
    street: str = ""
    number: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Who pays, from which account, on which day; how many payments and how much they are together.

    `made` is the instant of the batch in the organization's zone, never the time of writing: the same batch gives the same bytes.
    """

    message: str
    made: datetime
    execution: date
    debtor: str
    iban: str
    bic: str | None
    count: int
    total: Money
    address: Address | None = None
    sepa: bool = True


class Payment(NamedTuple):
    """One transfer, checked and spelled; made by `payment`, in the order of the template."""

    id: str
    currency: str
    amount: str
    agent: str
    name: str
    address: str
    iban: str
    reference: str
    minor: int


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the hash people compare, bytes, payments and their sum."""

    sha256: str
    size: int
    count: int
    total: Money


def payment(
    id: str, amount: Money, name: str, iban: str, reference: str, *, bic: str | None = None, address: Address | None = None
) -> Payment:
    """A payment as the file needs it. Raises NotWritable with the first thing a bank would refuse."""
    for code, wrong in (
        ("id", not is_identifier(id)),
        ("reference", not is_identifier(reference)),
        ("amount", not 0 < amount.minor <= LARGEST),
        ("currency", amount.currency in OTHER_EXPONENT),
        ("iban", iban_fault(iban) is not None),
        ("bic", bic is not None and not is_bic(bic)),
        ("name", not (said := spelled(name, NAME)) or not readable(said)),
    ):
        if wrong:
            raise NotWritable(code, id)
    agent = f"<CdtrAgt><FinInstnId><BICFI>{bic}</BICFI></FinInstnId></CdtrAgt>" if bic else ""
    return Payment(id, amount.currency, _decimal(amount.minor), agent, said, _address(address, id), iban, reference, amount.minor)


def _decimal(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"


def _address(address: Address | None, at: str) -> str:
    """Raises NotWritable without a town or a country: then the address is left out by whoever has none."""
    if address is None:
        return ""
    town = spelled(address.town, TOWN)
    if not town or not readable(town) or len(address.country) != 2 or not address.country.isascii() or not address.country.isupper():
        raise NotWritable("address", at)
    parts = (
        ("StrtNm", spelled(address.street, STREET)), ("BldgNb", spelled(address.number, BUILDING)),
        ("PstCd", spelled(address.postcode, POSTCODE)), ("TwnNm", town), ("Ctry", address.country),
    )  # fmt: skip
    return f"<PstlAdr>{''.join(f'<{tag}>{text}</{tag}>' for tag, text in parts if text)}</PstlAdr>"


TRANSFER = (
    "<CdtTrfTxInf><PmtId><EndToEndId>%s</EndToEndId></PmtId>"
    '<Amt><InstdAmt Ccy="%s">%s</InstdAmt></Amt>%s<Cdtr><Nm>%s</Nm>%s</Cdtr>'
    "<CdtrAcct><Id><IBAN>%s</IBAN></Id></CdtrAcct><RmtInf><Ustrd>%s</Ustrd></RmtInf></CdtTrfTxInf>"
)
_ROW = TRANSFER + "%.0s"  # the whole minor units at a payment's end are counted, not written
END = "</PmtInf></CstmrCdtTrfInitn></Document>\n"


def head(batch: Batch) -> str:
    """Everything before the first transfer. Raises NotWritable."""
    if not is_identifier(batch.message):
        raise NotWritable("message")
    if batch.count < 1 or batch.total.minor < 1:
        raise NotWritable("empty")
    if iban_fault(batch.iban) or (batch.bic is not None and not is_bic(batch.bic)):
        raise NotWritable("debtor_account")
    name = spelled(batch.debtor, NAME)
    if not name or not readable(name):
        raise NotWritable("debtor_name")
    totals = f"<NbOfTxs>{batch.count}</NbOfTxs><CtrlSum>{_decimal(batch.total.minor)}</CtrlSum>"
    agent = f"<BICFI>{batch.bic}</BICFI>" if batch.bic else "<Othr><Id>NOTPROVIDED</Id></Othr>"
    level, charges = ("<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>", "SLEV") if batch.sepa else ("", "SHAR")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{NAMESPACE}"><CstmrCdtTrfInitn>'
        f"<GrpHdr><MsgId>{batch.message}</MsgId><CreDtTm>{batch.made:%Y-%m-%dT%H:%M:%S}</CreDtTm>{totals}"
        f"<InitgPty><Nm>{name}</Nm></InitgPty></GrpHdr>"
        f"<PmtInf><PmtInfId>{batch.message}</PmtInfId><PmtMtd>TRF</PmtMtd>{totals}{level}"
        f"<ReqdExctnDt><Dt>{batch.execution.isoformat()}</Dt></ReqdExctnDt>"
        f"<Dbtr><Nm>{name}</Nm>{_address(batch.address, batch.message)}</Dbtr>"
        f"<DbtrAcct><Id><IBAN>{batch.iban}</IBAN></Id><Ccy>{batch.total.currency}</Ccy></DbtrAcct>"
        f"<DbtrAgt><FinInstnId>{agent}</FinInstnId></DbtrAgt><ChrgBr>{charges}</ChrgBr>"
    )


def write(out: BinaryIO, batch: Batch, payments: Iterable[Payment]) -> Written:
    """Write the file in one pass and say its hash.

    Raises NotWritable for a payment in another currency, an id given twice, or a count or sum that is not the batch's; what was
    written until then is no file and must be thrown away.
    """
    digest, size, minor, ids = hashlib.sha256(), 0, 0, set()
    rows, count, text = iter(payments), 0, head(batch)
    while True:
        part = text.encode("ascii")
        digest.update(part)
        out.write(part)
        size += len(part)
        if text == END:
            break
        chunk = list(islice(rows, CHUNK))
        count += len(chunk)
        minor += sum(row[8] for row in chunk)
        ids.update(row[0] for row in chunk)
        _same(batch, chunk, count, len(ids))
        text = "".join([_ROW % row for row in chunk]) or END
    if (count, minor) != (batch.count, batch.total.minor):
        raise NotWritable("totals")
    return Written(digest.hexdigest(), size, count, Money(minor, batch.total.currency))


def _same(batch: Batch, chunk: list[Payment], count: int, different: int) -> None:
    """One currency, and every id once."""
    if {row[1] for row in chunk} - {batch.total.currency} or (batch.sepa and batch.total.currency != "EUR"):
        raise NotWritable("currency")
    if different != count:
        raise NotWritable("id_twice")
