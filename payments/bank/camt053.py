"""The bank's statement: camt.053, versions 02 to 12. What left, what came back, and whether it adds up. Pure.

Only booked entries count. An entry that names none of our payments is somebody else's business: it is counted, not judged.
A payment leaves once: one that a file books twice, or on a day that cannot be, makes the whole file untaken.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from network.money import Money
from payments.bank.answers import Answer, Fault, Kind, Outcome, Sent, answer, fault, said_day
from payments.bank.trees import Element, NotXml, minor_units, read

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."
SIGNS = {"CRDT": 1, "DBIT": -1}
OPENING, CLOSING = ("OPBD", "PRCD"), ("CLBD",)
ZONES = timedelta(days=1)  # how far the bank's day may be from ours


@dataclass(slots=True)
class _Found:
    outcomes: list[Outcome] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    others: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was read once: its root where it is a statement, or why it is none; and what it names, so that only this is looked up."""

    body: Element | None = None
    faults: tuple[Fault, ...] = ()
    accounts: frozenset[str] = frozenset()
    payments: frozenset[str] = frozenset()  # end-to-end ids
    messages: frozenset[str] = frozenset()  # files that are booked as one sum


def opened(content: bytes) -> Opened:
    """The tree of a statement and the accounts, payments and files in it."""
    try:
        space, root = read(content)
    except NotXml as error:
        return Opened(faults=(fault(error.code, error.line),))
    body = root.first("BkToCstmrStmt")
    if not space.startswith(NAMESPACE) or body is None:
        return Opened(faults=(fault("other_message", root.line, expected="camt.053", found=space),))
    if body.first("Stmt") is None:
        return Opened(faults=(fault("no_statement", body.line),))
    entries = list(body.all("Stmt", "Ntry"))
    return Opened(
        body,
        accounts=frozenset(_account(item) for item in body.all("Stmt")),
        payments=frozenset(item.said("Refs", "EndToEndId") for entry in entries for item in entry.all("NtryDtls", "TxDtls")) - {""},
        messages=frozenset().union(*map(_messages, entries)),
    )


def read_statement(file: Opened, files: dict[str, tuple[Sent, ...]], on: date = date.max - ZONES) -> Answer:
    """What a statement, read on the day `on`, says of the payments of the files we sent, by the account of ours they went from.

    A bank may tell of several accounts in one file: each is held against its own files. One that is none of ours refuses the whole file.
    """
    if file.body is None:
        return answer("", [], list(file.faults))
    found = _Found()
    for statement in file.body.all("Stmt"):
        _statement(statement, files, found, on)
    found.faults += _twice(found.outcomes)
    return answer(file.body.said("GrpHdr", "MsgId"), found.outcomes, found.faults, found.others)


def _account(statement: Element) -> str:
    return statement.said("Acct", "Id", "IBAN") or statement.said("Acct", "Id", "Othr", "Id")


def _statement(statement: Element, known: dict[str, tuple[Sent, ...]], found: _Found, on: date) -> None:
    named = _account(statement)
    if named not in known:
        found.faults.append(fault("other_account", statement.line, found=f"…{named[-4:]}"))
        return
    booked = [item for item in statement.all("Ntry") if _status(item) == "BOOK"]
    moved = 0
    for entry in booked:
        amount = _signed(entry)
        if amount is None:
            found.faults.append(fault("amount", entry.line, found=entry.said("Amt")))
            continue
        moved += amount
        told = len(found.outcomes)
        _entry(entry, known[named], found)
        found.faults += _entry_faults(entry, found.outcomes[told:], known[named], on)
    found.faults += _adds_up(statement, moved)


def _status(entry: Element) -> str:
    return entry.said("Sts", "Cd") or entry.said("Sts")


def _signed(item: Element) -> int | None:
    """What an entry or a balance adds to the account, in minor units."""
    minor, sign = minor_units(item.said("Amt")), SIGNS.get(item.said("CdtDbtInd"))
    return None if minor is None or sign is None else sign * minor


def _adds_up(statement: Element, moved: int) -> Iterator[Fault]:
    """Opening balance and booked entries give the closing balance, where a statement has both."""
    balances = {item.said("Tp", "CdOrPrtry", "Cd"): item for item in statement.all("Bal")}
    first = next((balances[code] for code in OPENING if code in balances), None)
    last = next((balances[code] for code in CLOSING if code in balances), None)
    if first is None or last is None:
        return
    opening, closing = _signed(first), _signed(last)
    if opening is None or closing is None:
        yield fault("amount", (first if opening is None else last).line, found="")
    elif opening + moved != closing:
        yield fault("balance", last.line, expected=opening + moved, found=closing)


def _entry_faults(entry: Element, outcomes: list[Outcome], files: tuple[Sent, ...], on: date) -> Iterator[Fault]:
    """Of an entry with payments of ours: they come to no more than it moved, on a day between their file's and today."""
    if not outcomes:
        return
    way = (Kind.RETURNED,) if entry.said("CdtDbtInd") == "CRDT" else (Kind.PAID, Kind.DISHONORED)
    total = sum(item.amount.minor for item in outcomes if item.kind in way)
    if total > minor_units(entry.said("Amt")):
        yield fault("other_amount", entry.line, expected=total, found=entry.said("Amt"), payment=outcomes[0].payment)
    text, day = entry.said("BookgDt", "Dt") or entry.said("BookgDt", "DtTm"), outcomes[0].day
    named = {item.payment for item in outcomes}
    first = max((sent.day for sent in files if sent.day and named & sent.payments.keys()), default=None)
    if text and (day is None or day > on + ZONES or first and day < first - ZONES):
        yield fault("day", entry.line, found=text)


def _twice(outcomes: list[Outcome]) -> Iterator[Fault]:
    """A payment leaves once and comes back once."""
    seen: set[tuple[str, Kind]] = set()
    for item in outcomes:
        if (item.payment, item.kind) in seen:
            yield fault("payment_twice", item.line, found=item.payment)
        seen.add((item.payment, item.kind))


def _entry(entry: Element, files: tuple[Sent, ...], found: _Found) -> None:
    details = list(entry.all("NtryDtls", "TxDtls"))
    if not any(item.said("Refs", "EndToEndId") for item in details):
        _batch_entry(entry, files, found)
        return
    for item in details:
        key = item.said("Refs", "EndToEndId")
        amount = next((sent.payments[key] for sent in files if key in sent.payments), None)
        if amount is None:
            found.others += 1
        else:
            _payment(entry, item, key, amount, alone=len(details) == 1, found=found)


def _payment(entry: Element, item: Element, key: str, amount: Money, *, alone: bool, found: _Found) -> None:
    """One payment of ours."""
    said = item.first("Amt") or item.first("AmtDtls", "TxAmt", "Amt") or (entry.first("Amt") if alone else None)
    currency = said.attributes.get("Ccy") if said else ""
    if said is None or minor_units(said.text.strip()) != amount.minor or currency != amount.currency:
        found.faults.append(
            fault("other_amount", item.line, expected=amount, found=f"{said.text.strip()} {currency}" if said else "", payment=key)
        )
        return
    reason = item.said("RtrInf", "Rsn", "Cd") or item.said("RtrInf", "Rsn", "Prtry")
    kind = _kind(entry, item.said("CdtDbtInd") or entry.said("CdtDbtInd"))
    found.outcomes.append(Outcome(kind, key, item.line, reason, amount, _booked(entry)))


def _kind(entry: Element, sign: str) -> Kind:
    """Gone where it takes money, back where it brings some. What takes back a return leaves the payment standing."""
    if sign == "CRDT":
        return Kind.RETURNED
    return Kind.DISHONORED if _reverses(entry) else Kind.PAID


def _reverses(entry: Element) -> bool:
    """It takes back an earlier entry; its sign is its own, not that of the earlier one. [ISO 20022 ReversalIndicator]"""
    return entry.said("RvslInd") in ("true", "1")


def _booked(entry: Element) -> date | None:
    """The day an entry was booked."""
    return said_day(entry.said("BookgDt", "Dt") or entry.said("BookgDt", "DtTm"))


def _messages(entry: Element) -> set[str]:
    """The files an entry may be booked for as one sum."""
    paths = (("NtryDtls", "Btch", "PmtInfId"), ("NtryDtls", "Btch", "MsgId"), ("NtryDtls", "TxDtls", "Refs", "PmtInfId"))
    return {text for path in paths if (text := entry.said(*path))}


def _batch_entry(entry: Element, files: tuple[Sent, ...], found: _Found) -> None:
    """A file booked as one sum: all its payments are gone, if the sum is theirs; or back, where the entry takes that back."""
    named = _messages(entry)
    sent = next((item for item in files if item.message in named), None)
    if sent is None:
        found.others += 1
        return
    sign = entry.said("CdtDbtInd")
    payments = _summed(sent, minor_units(entry.said("Amt")), entry.first("Amt").attributes.get("Ccy"))
    if payments is None or (sign == "CRDT" and not _reverses(entry)):
        total = sum(money.minor for money in sent.payments.values())
        found.faults.append(fault("other_amount", entry.line, expected=total, found=entry.said("Amt"), payment=sent.message))
        return
    kind, day = _kind(entry, sign), _booked(entry)
    found.outcomes += [Outcome(kind, key, entry.line, "", money, day) for key, money in payments.items()]


def _summed(sent: Sent, minor: int | None, currency: str | None) -> dict[str, Money] | None:
    """The payments a sum is of: those the bank had not rejected before, or all of the file; None where it is neither."""
    for payments in ({key: money for key, money in sent.payments.items() if key not in sent.rejected}, sent.payments):
        if minor == sum(money.minor for money in payments.values()) and {currency} == {each.currency for each in payments.values()}:
            return payments
    return None
