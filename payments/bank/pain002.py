"""The bank's report on a file we sent: pain.002, versions 03 to 15. All or nothing, each fault with its line. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from network.money import Money
from payments.bank.answers import Answer, Fault, Kind, Outcome, Sent, answer, fault, said_day
from payments.bank.trees import Element, NotXml, minor_units, read

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.002.001."
# what a status of the external code list means for money [ISO 20022 ExternalPaymentTransactionStatus1Code]
STATUSES: dict[str, Kind] = {
    **dict.fromkeys(("RCVD", "PDNG", "ACTC", "ACCP", "ACSP", "ACWC", "ACFC", "ACWP", "PATC", "ACPD", "PRES"), Kind.PENDING),
    **dict.fromkeys(("ACSC", "ACCC"), Kind.PAID),
    **dict.fromkeys(("RJCT", "CANC", "BLCK"), Kind.REJECTED),
}
PARTLY = "PART"  # of a group: look at its payments
ZONES = timedelta(days=1)  # how far the bank's day may be from ours


def read_report(content: bytes, sent: Sent, on: date = date.max - ZONES) -> Answer:
    """What became of the payments of `sent`, read on the day `on`. Payments the bank does not name take the status of their group, if any.

    What is paid has the day on which the bank settled it, else the day of the report: not the later one on which somebody takes it.
    """
    try:
        space, root = read(content)
    except NotXml as error:
        return answer("", [], [fault(error.code, error.line)])
    report = root.first("CstmrPmtStsRpt")
    if not space.startswith(NAMESPACE) or report is None:
        return answer("", [], [fault("other_message", root.line, expected="pain.002", found=space)])
    outcomes, faults = _report(report, sent)
    written = report.said("GrpHdr", "CreDtTm")
    return answer(report.said("GrpHdr", "MsgId"), [_dated(item, written, sent, on) for item in outcomes], faults)


def _dated(item: Outcome, written: str, sent: Sent, on: date) -> Outcome:
    """A payment that is booked has a day; one that cannot be, before its file or after today, is as if none were given."""
    day = item.day or said_day(written)
    possible = day is not None and day <= on + ZONES and (sent.day is None or day >= sent.day - ZONES)
    return replace(item, day=day if possible and item.kind is Kind.PAID else None)


def about(content: bytes) -> str:
    """The message id of the file of ours a report is about; empty where it is no such report or names none."""
    try:
        _space, root = read(content)
    except NotXml:
        return ""
    return root.said("CstmrPmtStsRpt", "OrgnlGrpInfAndSts", "OrgnlMsgId")


def _report(report: Element, sent: Sent) -> tuple[list[Outcome], list[Fault]]:
    group = report.first("OrgnlGrpInfAndSts")
    if group is None:
        return [], [fault("no_original", report.line)]
    if (named := group.said("OrgnlMsgId")) != sent.message:
        return [], [fault("other_file", group.line, expected=sent.message, found=named)]
    outcomes, faults = [], []
    for item in _payments(report):
        outcome, wrong = _payment(item, sent)
        outcomes += [outcome] if outcome else []
        faults += wrong
    faults += _named_twice(outcomes)
    found, wrong = _rest(report, group, sent, {item.payment for item in outcomes})
    return outcomes + found, faults + wrong


def _payments(report: Element) -> Iterator[Element]:
    yield from report.all("OrgnlPmtInfAndSts", "TxInfAndSts")


def _payment(item: Element, sent: Sent) -> tuple[Outcome | None, list[Fault]]:
    named, status = item.said("OrgnlEndToEndId"), item.said("TxSts")
    if named not in sent.payments:
        return None, [fault("unknown_payment", item.line, found=named)]
    if status not in STATUSES:
        return None, [fault("unknown_status", item.line, found=status)]
    faults = list(_amount(item, sent.payments[named]))
    day = said_day(item.said("FctvIntrBkSttlmDt", "Dt") or item.said("FctvIntrBkSttlmDt", "DtTm"))
    return Outcome(STATUSES[status], named, item.line, _reason(item), sent.payments[named], day), faults


def _amount(item: Element, expected: Money) -> Iterator[Fault]:
    """A report that repeats the amount repeats ours."""
    said = item.first("OrgnlTxRef", "Amt", "InstdAmt")
    if said is None:
        return
    if (minor_units(said.text.strip()), said.attributes.get("Ccy")) != (expected.minor, expected.currency):
        yield fault("other_amount", said.line, expected=expected, found=f"{said.text.strip()} {said.attributes.get('Ccy', '')}")


def _reason(item: Element) -> str:
    found = item.first("StsRsnInf", "Rsn")
    return (found.said("Cd") or found.said("Prtry")) if found else ""


def _named_twice(outcomes: list[Outcome]) -> Iterator[Fault]:
    seen: set[str] = set()
    for item in outcomes:
        if item.payment in seen:
            yield fault("payment_twice", item.line, found=item.payment)
        seen.add(item.payment)


def _rest(report: Element, group: Element, sent: Sent, named: set[str]) -> tuple[list[Outcome], list[Fault]]:
    """The payments nobody named: by the status of the one payment block a file of ours has, else by the group's."""
    block = next((item for item in report.all("OrgnlPmtInfAndSts") if item.said("PmtInfSts")), None)
    where, status = (block, block.said("PmtInfSts")) if block else (group, group.said("GrpSts"))
    if status in ("", PARTLY):
        return [], []
    if status not in STATUSES:
        return [], [fault("unknown_status", where.line, found=status)]
    left = [key for key in sent.payments if key not in named]
    return [Outcome(STATUSES[status], key, where.line, _reason(where), sent.payments[key]) for key in left], []
