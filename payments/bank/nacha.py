"""The payment file of American banks: NACHA's 94 columns, blocks of ten, control totals. Written in one pass, pure.

Credits alone (service class 220), or balanced by one debit of the paying account per batch (200), as the bank wants it.
Persons are paid with PPD entries, companies with CCD; each kind is its own batch. What a line says of a payment is a number
of ours and the payee's name, never a client's.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby, islice
from operator import attrgetter
from string import ascii_uppercase, digits
from typing import BinaryIO, NamedTuple

from network.money import Money
from payments.bank.accounts import aba_fault, us_account_fault
from payments.bank.nacha_records import BLOCK, PADDING, Sums, number, words
from payments.bank.pain001 import CHUNK, NotWritable, Written
from payments.bank.spelling import is_identifier, readable, spelled

LARGEST = 9_999_999_999  # the amount field has ten digits
CREDITS, MIXED = "220", "200"
TRACES = 9_999_999  # entries one file can number
COMPANY, LONG, PAYEE, PURPOSE = 16, 23, 22, 10  # columns of a company's name in a batch and a file, of a payee's, of what it is for
LINE_END = "\n"
MODIFIERS = (*ascii_uppercase, *digits)  # which file of a day it is


class Class(StrEnum):
    """Who is paid: a person or a company. The order of the batches in a file."""

    PERSON = "PPD"
    COMPANY = "CCD"


class Holding(StrEnum):
    """The kind of an account: its transaction codes for a credit and a debit."""

    CHECKING = "checking"
    SAVINGS = "savings"


CODES = {Holding.CHECKING: ("22", "27"), Holding.SAVINGS: ("32", "37")}


@dataclass(frozen=True, slots=True)
class Originator:
    """Who pays: the names and numbers the bank gave. `odfi` is the bank's routing number; its first eight digits begin traces."""

    company: str
    company_id: str
    odfi: str
    bank: str
    destination: str
    origin: str
    account: str
    holding: Holding = Holding.CHECKING
    balanced: bool = False


@dataclass(frozen=True, slots=True)
class AchBatch:
    """One file: its reference, when it was made (the same batch gives the same bytes), the day it counts, count and total."""

    reference: str
    made: datetime
    effective: date
    count: int
    total: Money
    modifier: str = "A"  # which file of that day
    description: str = "THERAPY"
    after: int = 0  # the last number given to a line by an earlier file: no return may name two payments


class Credit(NamedTuple):
    """One payment, checked and spelled; made by `credit`. `fixed` is its line up to the trace, `routing` eight digits."""

    id: str
    sec: Class
    minor: int
    routing: int
    fixed: str


def credit(id: str, amount: Money, name: str, routing: str, account: str, *, sec: Class, holding: Holding) -> Credit:
    """A payment as the file needs it. Raises NotWritable with the first thing a bank would refuse."""
    said = spelled(name, PAYEE)
    for code, wrong in (
        ("id", not is_identifier(id, 15)),
        ("currency", amount.currency != "USD"),
        ("amount", not 0 < amount.minor <= LARGEST),
        ("routing", aba_fault(routing) is not None),
        ("account", us_account_fault(account) is not None),
        ("name", not readable(said)),
    ):
        if wrong:
            raise NotWritable(code, id)
    fixed = f"6{CODES[holding][0]}{routing}{words(account, 17)}{number(amount.minor, 10)}{words(id, 15)}{words(said, PAYEE)}  0"
    return Credit(id, sec, amount.minor, int(routing[:8]), fixed)


def traces(originator: Originator, credits: Iterable[Credit], after: int = 0) -> Iterator[tuple[str, str]]:
    """Each payment's id with the trace number its line has in the file, by which a return names it; `after` as the batch has it."""
    at = after
    for _, run in groupby(credits, key=attrgetter("sec")):
        for row in run:
            at += 1
            yield row.id, f"{originator.odfi[:8]}{number(at, 7)}"
        at += originator.balanced  # the debit that balances a batch has a number, too


def write(out: BinaryIO, originator: Originator, batch: AchBatch, credits: Iterable[Credit]) -> Written:
    """Write the file in one pass and say its hash. `credits` come persons first, then companies.

    Raises NotWritable for an id given twice, a wrong order, or a count or sum that is not the batch's; what was written until
    then is no file and must be thrown away.
    """
    digest, size, ids, sums = hashlib.sha256(), 0, set(), Sums()
    for text in _records(originator, batch, credits, ids, sums):
        part = text.encode("ascii")
        digest.update(part)
        out.write(part)
        size += len(part)
    if (len(ids), sums.credits) != (batch.count, batch.total.minor):
        raise NotWritable("totals")
    return Written(digest.hexdigest(), size, len(ids), Money(sums.credits, "USD"))


def _records(originator: Originator, batch: AchBatch, credits, ids: set[str], sums: Sums) -> Iterator[str]:
    """Text of whole records: head, batches, control, and the nines that fill the last block."""
    yield _file_header(originator, batch) + LINE_END
    records, sec = 1, None
    for kind, run in groupby(credits, key=attrgetter("sec")):
        if sec is not None and list(Class).index(kind) < list(Class).index(sec):
            raise NotWritable("order")
        sec, sums.batches = kind, sums.batches + 1
        for text, count in _batch(originator, batch, kind, _parts(run), ids, sums):
            records += count
            yield text
    if not sums.batches:
        raise NotWritable("empty")
    yield _end(sums, records + 1)


def _end(sums: Sums, records: int) -> str:
    """The file's control and the lines of nines after it."""
    blocks = -(-records // BLOCK)
    control = f"9{number(sums.batches, 6)}{number(blocks, 6)}{sums.said(8)}{' ' * 39}"
    return LINE_END.join([control, *[PADDING] * (blocks * BLOCK - records), ""])


def _parts(run: Iterable[Credit]) -> Iterator[list[Credit]]:
    """A run of credits, so many at a time."""
    rows = iter(run)
    while part := list(islice(rows, CHUNK)):
        yield part


def _batch(originator: Originator, batch: AchBatch, sec: Class, parts, ids: set[str], sums: Sums) -> Iterator[tuple[str, int]]:
    own, odfi = Sums(), originator.odfi[:8]
    service = MIXED if originator.balanced else CREDITS
    yield _batch_header(originator, batch, sec, service, sums.batches) + LINE_END, 1
    for part in parts:
        first = batch.after + sums.entries + own.entries + 1
        if first + len(part) - 1 + originator.balanced > TRACES:
            raise NotWritable("too_many")
        own.entries += len(part)
        own.credits += sum(row[2] for row in part)
        own.hash += sum(row[3] for row in part)
        before = len(ids)
        ids.update(row[0] for row in part)
        if len(ids) - before != len(part):
            raise NotWritable("id_twice")
        yield "".join([f"{row[4]}{odfi}{at:07d}\n" for at, row in enumerate(part, first)]), len(part)
    if originator.balanced:
        yield _balance(originator, batch, own, batch.after + sums.entries) + LINE_END, 1
    yield f"8{service}{own.said(6)}{words(originator.company_id, 10)}{' ' * 25}{odfi}{number(sums.batches, 7)}" + LINE_END, 1
    sums.add(own)


def _balance(originator: Originator, batch: AchBatch, own: Sums, before: int) -> str:
    """The one debit that takes a batch's credits from the paying account."""
    if own.credits > LARGEST:
        raise NotWritable("amount", batch.reference)
    own.entries += 1
    own.hash += int(originator.odfi[:8])
    own.debits += own.credits
    code = CODES[originator.holding][1]
    name = words(spelled(originator.company, PAYEE), PAYEE)
    where = f"{originator.odfi}{words(originator.account, 17)}{number(own.debits, 10)}{words(batch.reference, 15)}"
    return f"6{code}{where}{name}  0{originator.odfi[:8]}{number(before + own.entries, 7)}"


def _file_header(originator: Originator, batch: AchBatch) -> str:
    for code, wrong in (
        ("odfi", aba_fault(originator.odfi) is not None),
        ("destination", aba_fault(originator.destination) is not None),
        ("origin", not (originator.origin.isalnum() and originator.origin.isascii() and len(originator.origin) <= 10)),
        ("company_id", not (originator.company_id.isalnum() and originator.company_id.isascii() and len(originator.company_id) <= 10)),
        ("debtor_account", us_account_fault(originator.account) is not None),
        ("debtor_name", not readable(spelled(originator.company, COMPANY))),
        ("message", not is_identifier(batch.reference, 15)),
        ("modifier", batch.modifier not in MODIFIERS),
        ("currency", batch.total.currency != "USD"),
        ("empty", batch.count < 1 or batch.total.minor < 1),
    ):
        if wrong:
            raise NotWritable(code, batch.reference)
    bank, company = words(spelled(originator.bank, LONG), LONG), words(spelled(originator.company, LONG), LONG)
    numbers = f"{originator.destination:>10}{originator.origin:>10}"
    return f"101{numbers}{batch.made:%y%m%d%H%M}{batch.modifier}094101{bank}{company}{words(batch.reference[-8:], 8)}"


def _batch_header(originator: Originator, batch: AchBatch, sec: Class, service: str, at: int) -> str:
    company = words(spelled(originator.company, COMPANY), COMPANY)
    reference = words(batch.reference, 20)
    description = words(spelled(batch.description, PURPOSE), PURPOSE)
    days = f"{batch.effective:%y%m%d}{batch.effective:%y%m%d}"
    head = f"5{service}{company}{reference}{words(originator.company_id, 10)}{sec}{description}{days}"
    return f"{head}   1{originator.odfi[:8]}{number(at, 7)}"
