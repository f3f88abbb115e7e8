"""What an American bank sends back: returns, notifications of change, dishonored and contested returns. Pure.

A return repeats our entry and adds a line that names the trace number we gave it. The file's own counts, sums and hashes are
added up again; one that is wrong anywhere is not taken at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from network.money import Money
from payments.bank.answers import Answer, Fault, Kind, Outcome, answer, fault
from payments.bank.nacha_records import (
    BATCH_CONTROL,
    BATCH_HEADER,
    BLOCK,
    ENTRY,
    FILE_CONTROL,
    FILE_HEADER,
    MODULUS,
    PADDING,
    RETURN_ADDENDA,
    WIDTH,
    Columns,
    Sums,
    fields,
)

CREDIT_CODES = frozenset("20 21 22 23 24 30 31 32 33 34 41 42 43 44 51 52 53 54".split())
RETURN_ADDENDA_TYPE = "7"
STRANGE = re.compile(rb"[^\n\r\x20-\x7e]")  # what no file of this kind has; a database takes no NUL in a text either
AFTER = {"1": "5", "5": "68", "6": "678", "7": "678", "8": "59", "9": ""}  # which record may follow which


@dataclass(slots=True)
class _Reader:
    traces: dict[str, str]
    payments: dict[str, Money]
    outcomes: list[Outcome] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    others: int = 0
    file: Sums = field(default_factory=Sums)
    batch: Sums = field(default_factory=Sums)
    header: dict[str, str] = field(default_factory=dict)
    entry: dict[str, str] = field(default_factory=dict)
    name: str = ""


def read_returns(content: bytes, traces: dict[str, str], payments: dict[str, Money]) -> Answer:
    """What became of `payments`: `traces` maps the trace number of each line we wrote to our payment's id.

    A line about a trace that is none of ours is counted and left alone: one account may be used by other programs, too.
    """
    reader = _Reader(traces, payments)
    if (wrong := STRANGE.search(content)) is not None:
        return answer("", [], [fault("not_ascii", content[: wrong.start()].count(b"\n") + 1)])
    lines = content.decode("ascii").splitlines()
    _walk(reader, [(at, line) for at, line in enumerate(lines, 1) if line.strip()])
    return answer(reader.name, reader.outcomes, reader.faults, reader.others)


def named_in(content: bytes) -> frozenset[str]:
    """The trace numbers of ours that a file of returns speaks of; nothing where it is no text."""
    lines = [] if STRANGE.search(content) else content.decode("ascii").splitlines()
    return frozenset(fields(line, RETURN_ADDENDA)["original"] for line in lines if line[:1] == RETURN_ADDENDA_TYPE)


def _walk(reader: _Reader, lines: list[tuple[int, str]]) -> None:
    may, records = "1", 0
    for at, line in lines:
        if line == PADDING:
            if may:
                break
            continue
        if len(line) != WIDTH:
            reader.faults.append(fault("width", at, found=len(line)))
            return
        if line[0] not in may:
            reader.faults.append(fault("order", at, found=line[0]))
            return
        records += 1
        may = AFTER[line[0]]
        READ[line[0]](reader, at, line, records)
    if may:
        reader.faults.append(fault("cut_off", records))


def _numbers(reader: _Reader, at: int, line: str, columns: Columns, *names: str) -> list[int] | None:
    """Fields that must be digits; None with a fault where one is not."""
    texts = fields(line, columns)
    for name in names:
        if not texts[name].isdigit():
            reader.faults.append(fault("digits", at, field=name, found=texts[name].strip()))
            return None
    return [int(texts[name]) for name in names]


def _file_header(reader: _Reader, at: int, line: str, _records: int) -> None:
    found = fields(line, FILE_HEADER)
    reader.name = "-".join(found[name].strip() for name in ("destination", "origin", "date", "time", "modifier"))
    if (found["record_size"], found["blocking"], found["format"]) != ("094", "10", "1"):
        reader.faults.append(fault("format", at))


def _batch_header(reader: _Reader, at: int, line: str, _records: int) -> None:
    reader.header, reader.batch = fields(line, BATCH_HEADER), Sums()
    reader.file.batches += 1


def _entry(reader: _Reader, at: int, line: str, _records: int) -> None:
    reader.entry = fields(line, ENTRY)
    found = _numbers(reader, at, line, ENTRY, "routing", "amount", "transaction")
    if found is None:
        return
    credit = reader.entry["transaction"] in CREDIT_CODES
    for sums in (reader.batch, reader.file):
        sums.entries += 1
        sums.hash += found[0]
        sums.credits += found[1] if credit else 0
        sums.debits += 0 if credit else found[1]


def _addenda(reader: _Reader, at: int, line: str, _records: int) -> None:
    for sums in (reader.batch, reader.file):
        sums.entries += 1
    found = fields(line, RETURN_ADDENDA)
    if found["addenda_type"] not in ("98", "99"):
        return
    kind = _kind(found["reason"])
    if kind is None:
        reader.faults.append(fault("unknown_reason", at, found=found["reason"]))
        return
    payment = reader.traces.get(found["original"])
    if payment is None:
        reader.others += 1
        return
    corrected = found["corrected"].strip() if kind is Kind.CHANGED else ""
    reader.outcomes.append(Outcome(kind, payment, at, found["reason"], reader.payments[payment], corrected=corrected))
    reader.faults += _differs(reader, at, kind, payment)


def _differs(reader: _Reader, at: int, kind: Kind, payment: str) -> Iterator[Fault]:
    """A return is of the whole amount and comes once; a notification of change has none."""
    found, expected = reader.entry["amount"], reader.payments[payment]
    if kind is not Kind.CHANGED and found.isdigit() and int(found) != expected.minor:
        yield fault("other_amount", at, expected=expected, found=int(found), payment=payment)
    if kind is Kind.RETURNED and sum((item.payment, item.kind) == (payment, kind) for item in reader.outcomes) > 1:
        yield fault("payment_twice", at, found=payment)


def _kind(reason: str) -> Kind | None:
    """What a reason code means: C a change; R61 to R70 our own bank's refusal of a return; R71 to R77 its answer. [Nacha]"""
    if not reason[1:].isdigit():
        return None
    if reason[0] == "C":
        return Kind.CHANGED
    if reason[0] != "R":
        return None
    at = int(reason[1:])
    return Kind.DISHONORED if 61 <= at <= 70 else Kind.CONTESTED if 71 <= at <= 77 else Kind.RETURNED


def _control(reader: _Reader, at: int, found: list[int], sums: Sums) -> None:
    expected = [sums.entries, sums.hash % MODULUS, sums.debits, sums.credits]
    for name, said, counted in zip(("entries", "hash", "debits", "credits"), found, expected, strict=True):
        if said != counted:
            reader.faults.append(fault("control", at, field=name, expected=counted, found=said))


def _batch_control(reader: _Reader, at: int, line: str, _records: int) -> None:
    found = _numbers(reader, at, line, BATCH_CONTROL, "entries", "hash", "debits", "credits")
    if found is not None:
        _control(reader, at, found, reader.batch)
    said = fields(line, BATCH_CONTROL)["batch"]
    if said != reader.header["batch"]:
        reader.faults.append(fault("control", at, field="batch", expected=reader.header["batch"], found=said))


def _file_control(reader: _Reader, at: int, line: str, records: int) -> None:
    found = _numbers(reader, at, line, FILE_CONTROL, "entries", "hash", "debits", "credits", "batches", "blocks")
    if found is None:
        return
    _control(reader, at, found[:4], reader.file)
    blocks = -(-records // BLOCK)
    for name, said, counted in (("batches", found[4], reader.file.batches), ("blocks", found[5], blocks)):
        if said != counted:
            reader.faults.append(fault("control", at, field=name, expected=counted, found=said))


READ = {"1": _file_header, "5": _batch_header, "6": _entry, "7": _addenda, "8": _batch_control, "9": _file_control}
