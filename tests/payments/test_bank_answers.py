"""What banks send back: each status and reason, each thing that makes a whole file untaken, and the line it is found on."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from network.money import Money
from payments.bank import trees
from payments.bank.answers import Fault, Kind, Sent
from payments.bank.camt053 import opened, read_statement
from payments.bank.nacha_returns import named_in, read_returns
from payments.bank.pain002 import STATUSES, read_report
from payments.bank.trees import DEEPEST, NotXml, minor_units, read
from tests.payments.transfers import ORIGINATOR, credited


def eur(minor):
    return Money(minor, "EUR")


SENT = Sent("HB-B-0007", {"HB-P-0001": eur(8500), "HB-P-0002": eur(8501), "HB-P-0003": eur(8500)})
OTHER = Sent("HB-B-0006", {"HB-P-0000": eur(100)})
REPORT = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.12"
STATEMENT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"


def transaction(key="HB-P-0001", status="RJCT", reason="AC04", amount=None) -> str:
    why = f"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf>" if reason else ""
    said = f'<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">{amount}</InstdAmt></Amt></OrgnlTxRef>' if amount else ""
    return f"<TxInfAndSts><OrgnlEndToEndId>{key}</OrgnlEndToEndId><TxSts>{status}</TxSts>{why}{said}</TxInfAndSts>"


def report(*transactions, group="", block="", message="HB-B-0007", space=REPORT) -> bytes:
    status = f"<GrpSts>{group}</GrpSts>" if group else ""
    of_block = f"<PmtInfSts>{block}</PmtInfSts>" if block else ""
    blocks = (
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>HB-B-0007</OrgnlPmtInfId>{of_block}" + "\n".join(["", *transactions, "</OrgnlPmtInfAndSts>"])
    ) if transactions or block else ""  # fmt: skip
    return (
        f'<?xml version="1.0"?>\n<Document xmlns="{space}"><CstmrPmtStsRpt>\n<GrpHdr><MsgId>BANK-1</MsgId>'
        "<CreDtTm>2026-07-02T09:00:00</CreDtTm></GrpHdr>\n<OrgnlGrpInfAndSts>"
        f"<OrgnlMsgId>{message}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{status}</OrgnlGrpInfAndSts>{blocks}"
        "</CstmrPmtStsRpt></Document>"
    ).encode()


def told(answer) -> list[tuple]:
    assert not answer.faults
    return [(item.payment, item.kind.value, item.reason) for item in answer.outcomes]


def faults(answer) -> list[tuple]:
    assert answer.outcomes == ()
    return [(item.code, item.line) for item in answer.faults]


def test_our_own_reports_are_valid(reference_data):
    folder = reference_data / "10_payments" / "iso20022" / "xsd"
    whole = report(transaction(amount="85.00"), transaction("HB-P-0002", "ACSC", ""), group="PART", block="PART")
    etree.XMLSchema(etree.parse(folder / "pain.002.001.12.xsd")).assertValid(etree.fromstring(whole))
    etree.XMLSchema(etree.parse(folder / "camt.053.001.08.xsd")).assertValid(
        etree.fromstring(statement(entry(detail()), balances=balance("OPBD", "100.00") + balance("CLBD", "15.00")))
    )


@pytest.mark.parametrize("status", sorted(STATUSES))
def test_what_each_status_means_for_money(status):
    rejected, paid = {"RJCT", "CANC", "BLCK"}, {"ACSC", "ACCC"}
    kind = "rejected" if status in rejected else "paid" if status in paid else "pending"
    assert told(read_report(report(transaction(status=status)), SENT)) == [("HB-P-0001", kind, "AC04")]


def test_a_report_of_single_payments_tells_their_reasons_lines_and_our_amounts():
    answer = read_report(report(transaction(), transaction("HB-P-0002", "ACSC", "")), SENT)
    assert told(answer) == [("HB-P-0001", "rejected", "AC04"), ("HB-P-0002", "paid", "")]
    assert [item.line for item in answer.outcomes] == [5, 6] and answer.file == "BANK-1"
    assert [item.amount for item in answer.outcomes] == [eur(8500), eur(8501)]


@pytest.mark.parametrize("space", [REPORT.replace(".12", version) for version in (".03", ".10", ".15")])
def test_other_versions_say_the_same(space):
    assert told(read_report(report(transaction(), space=space), SENT)) == [("HB-P-0001", "rejected", "AC04")]


@pytest.mark.parametrize(
    ("group", "block", "expected"),
    [
        ("RJCT", "", "rejected rejected rejected"), ("", "RJCT", "rejected rejected rejected"), ("ACCP", "", "pending pending pending"),
        ("PART", "ACSP", "pending pending pending"), ("PART", "PART", ""), ("PART", "", ""), ("", "", ""),
        ("ACSC", "RJCT", "rejected rejected rejected"),
    ],
)  # fmt: skip
def test_payments_nobody_named_take_the_word_for_all(group, block, expected):
    answer = read_report(report(group=group, block=block), SENT)
    assert " ".join(item.kind for item in answer.outcomes) == expected and not answer.faults


def test_a_named_payment_keeps_its_own_word():
    answer = read_report(report(transaction(), group="ACSP"), SENT)
    assert told(answer) == [("HB-P-0001", "rejected", "AC04"), ("HB-P-0002", "pending", ""), ("HB-P-0003", "pending", "")]


@pytest.mark.parametrize(("written", "settled", "day"), [
    ("2026-07-02", "", "2026-07-02"), ("2026-07-02", "2026-07-01", "2026-07-01"), ("2026-07-03", "", "2026-07-03"),
    ("2026-07-04", "", None),  # two days ahead
    ("2026-06-30", "", "2026-06-30"), ("2026-06-29", "", None),  # two days before the file
    ("soon", "", None), ("2026-07-02", "soon", "2026-07-02"), ("2026-07-02", "2026-06-01", None),
])  # fmt: skip
def test_what_is_paid_has_the_day_the_bank_settled_it_else_that_of_the_report(written, settled, day):
    """The file was fixed on 1 July, the report is read on the 2nd."""
    said = f"<FctvIntrBkSttlmDt><Dt>{settled}</Dt></FctvIntrBkSttlmDt>" if settled else ""
    one = transaction(status="ACSC", reason="").replace("</TxInfAndSts>", f"{said}</TxInfAndSts>")
    content = report(one, transaction("HB-P-0002")).replace(b"2026-07-02T", f"{written}T".encode())
    paid, rejected = read_report(content, replace(SENT, day=date(2026, 7, 1)), date(2026, 7, 2)).outcomes
    assert (paid.day and paid.day.isoformat(), rejected.day) == (day, None)


def test_a_reason_in_the_banks_own_words():
    own = transaction(reason="").replace("</TxSts>", "</TxSts><StsRsnInf><Rsn><Prtry>X9</Prtry></Rsn></StsRsnInf>")
    assert told(read_report(report(own), SENT))[0][2] == "X9"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [("not_xml", 1)]),
        (b"<a>\n<b></a>", [("not_xml", 2)]),
        (b"<!DOCTYPE a [<!ENTITY x 'y'>]>\n<a>&x;</a>", [("doctype", 1)]),
        (b"<a>" * (DEEPEST + 1), [("too_large", 1)]),
        (b"<Document/>", [("other_message", 1)]),
        (report().replace(b"CstmrPmtStsRpt", b"Other"), [("other_message", 2)]),
        (report(space=STATEMENT), [("other_message", 2)]),
        (report(message="HB-B-0006"), [("other_file", 4)]),
        (report().replace(b"OrgnlGrpInfAndSts", b"Else"), [("no_original", 2)]),
        (report(transaction("NOBODY")), [("unknown_payment", 5)]),
        (report(transaction(status="WHAT")), [("unknown_status", 5)]),
        (report(transaction(), transaction()), [("payment_twice", 6)]),
        (report(group="WHAT"), [("unknown_status", 4)]),
        (report(block="WHAT"), [("unknown_status", 4)]),
        (report(transaction(amount="85.01")), [("other_amount", 5)]),
        (report(transaction(amount="85.00").replace("EUR", "USD")), [("other_amount", 5)]),
        (report(transaction("NOBODY"), transaction(), transaction("HB-P-0002", "WHAT")), [("unknown_payment", 5), ("unknown_status", 7)]),
    ],
)
def test_a_report_with_one_fault_is_not_taken_at_all(content, expected):
    assert faults(read_report(content, SENT)) == expected


def test_a_fault_says_what_was_found_and_expected():
    (fault,) = read_report(report(message="X"), SENT).faults
    assert fault == Fault("other_file", 4, (("expected", "HB-B-0007"), ("found", "X")))


ACCOUNT = "NL91ABNA0417164300"


def detail(key="HB-P-0001", amount="85.00", currency="EUR", reason="", sign="") -> str:
    why = f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>" if reason else ""
    said = f'<Amt Ccy="{currency}">{amount}</Amt>' if amount else ""
    way = f"<CdtDbtInd>{sign}</CdtDbtInd>" if sign else ""
    return f"\n<TxDtls><Refs><EndToEndId>{key}</EndToEndId></Refs>{said}{way}{why}</TxDtls>"


def entry(*details, amount="85.00", sign="DBIT", status="<Cd>BOOK</Cd>", batch="") -> str:
    named = f"<Btch><PmtInfId>{batch}</PmtInfId></Btch>" if batch else ""
    within = f"<NtryDtls>{named}{''.join(details)}</NtryDtls>" if details or batch else ""
    return (
        f'\n<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts>{status}</Sts>'
        f"<BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd>{within}</Ntry>"
    )


def balance(code: str, amount: str, sign="CRDT") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>"
        "<Dt><Dt>2026-07-01</Dt></Dt></Bal>"
    )


def statement(*entries, balances="", account=ACCOUNT, space=STATEMENT) -> bytes:
    return (
        f'<Document xmlns="{space}"><BkToCstmrStmt><GrpHdr><MsgId>ST-1</MsgId><CreDtTm>2026-07-02T09:00:00</CreDtTm></GrpHdr>\n'
        f"<Stmt><Id>1</Id><Acct><Id><IBAN>{account}</IBAN></Id></Acct>{balances}{''.join(entries)}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def stated(content: bytes):
    return read_statement(opened(content), {ACCOUNT: (OTHER, SENT)})


@pytest.mark.parametrize(
    ("entries", "expected", "others"),
    [
        ([entry(detail())], [("HB-P-0001", "paid", "")], 0),
        ([entry(detail(amount=""))], [("HB-P-0001", "paid", "")], 0),
        ([entry(detail(), sign="CRDT")], [("HB-P-0001", "returned", "")], 0),
        ([entry(detail(reason="AC04"), sign="CRDT")], [("HB-P-0001", "returned", "AC04")], 0),
        ([entry(detail(sign="CRDT", reason="MD07"))], [("HB-P-0001", "returned", "MD07")], 0),
        ([entry(detail("HB-P-0000", "1.00"), detail("HB-P-0002", "85.01"), amount="86.01")],
         [("HB-P-0000", "paid", ""), ("HB-P-0002", "paid", "")], 0),
        ([entry(detail("RENT"))], [], 1),
        ([entry(), entry(detail())], [("HB-P-0001", "paid", "")], 1),
        ([entry(detail(), status="<Cd>PDNG</Cd>")], [], 0),
        ([entry(detail(), status="BOOK")], [("HB-P-0001", "paid", "")], 0),
        ([entry(batch="HB-B-0007", amount="255.01")], [(f"HB-P-000{n}", "paid", "") for n in (1, 2, 3)], 0),
        ([entry(batch="HB-B-0009", amount="255.01")], [], 1),
    ],
)  # fmt: skip
def test_what_an_entry_says_of_our_payments(entries, expected, others):
    answer = stated(statement(*entries))
    assert told(answer) == expected and (answer.others, answer.file) == (others, "ST-1")


@pytest.mark.parametrize("version", [".02", ".12"])
def test_other_versions_of_a_statement(version):
    assert told(stated(statement(entry(detail()), space=STATEMENT.replace(".08", version)))) == [("HB-P-0001", "paid", "")]


@pytest.mark.parametrize(
    ("opening", "closing", "sign", "good"),
    [
        ("100.00", "15.00", "CRDT", True), ("100.00", "15.01", "CRDT", False), ("100.00", "14.99", "CRDT", False),
        ("80.00", "5.00", "DBIT", True),
        ("80.00", "5.00", "CRDT", False),
    ],
)  # fmt: skip
def test_a_statement_adds_up_or_is_not_taken(opening, closing, sign, good):
    answer = stated(statement(entry(detail()), balances=balance("OPBD", opening) + balance("CLBD", closing, sign)))
    assert told(answer) if good else faults(answer) == [("balance", 2)]
    for fault in answer.faults:
        said = int(closing.replace(".", "")) * (1 if sign == "CRDT" else -1)
        assert fault.facts == (("expected", str(int(opening.replace(".", "")) - 8500)), ("found", str(said)))


@pytest.mark.parametrize(
    "balances", ["", balance("OPBD", "1.00"), balance("CLBD", "1.00"), balance("ITAV", "1.00") + balance("CLBD", "9.00")]
)
def test_without_both_balances_there_is_nothing_to_add_up(balances):
    assert told(stated(statement(entry(detail()), balances=balances)))


def test_a_statement_may_open_with_the_balance_of_the_day_before():
    balances = balance("PRCD", "100.00") + balance("CLBD", "15.00")
    assert told(stated(statement(entry(detail()), balances=balances)))
    assert faults(stated(statement(balances=balance("PRCD", "1.00") + balance("CLBD", "2.00")))) == [("balance", 2)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"no", [("not_xml", 1)]),
        (report(), [("other_message", 2)]),
        (statement().replace(b"BkToCstmrStmt", b"Other"), [("other_message", 1)]),
        (statement(account="NL02ABNA0123456789"), [("other_account", 2)]),
        (statement().replace(b"Stmt>", b"Else>"), [("other_message", 1)]),
        (statement(entry(detail(amount="85.01"))), [("other_amount", 4)]),
        (statement(entry(detail(currency="USD"))), [("other_amount", 4)]),
        (statement(entry(detail(amount=""), amount="84.00")), [("other_amount", 4)]),
        (statement(entry(detail(amount=""), detail("HB-P-0003", ""), amount="170.00")), [("other_amount", 4), ("other_amount", 5)]),
        (statement(entry(detail(), amount="x")), [("amount", 3)]),
        (statement(entry(detail(), amount="1.001")), [("amount", 3)]),
        (statement(entry(detail(), sign="")), [("amount", 3)]),
        (statement(entry(batch="HB-B-0007", amount="255.00")), [("other_amount", 3)]),
        (statement(entry(batch="HB-B-0007", amount="255.01", sign="CRDT")), [("other_amount", 3)]),
        (statement(balances=balance("OPBD", "x") + "\n" + balance("CLBD", "1.00")), [("amount", 2)]),
        (statement(entry(batch="HB-B-0007", amount="255.01").replace("EUR", "USD")), [("other_amount", 3)]),
        (statement(entry(detail()), entry(detail())), [("payment_twice", 6)]),
        (statement(entry(detail(), sign="CRDT"), entry(detail(), sign="CRDT")), [("payment_twice", 6)]),
        (statement(entry(batch="HB-B-0007", amount="255.01"), entry(detail())), [("payment_twice", 5)]),
        (statement(entry(detail(), detail("HB-P-0002", "85.01"), amount="170.00")), [("other_amount", 3)]),
        (statement(balances=balance("OPBD", "1.00") + "\n" + balance("CLBD", "x")), [("amount", 3)]),
    ],
)
def test_a_statement_with_one_fault_is_not_taken_at_all(content, expected):
    assert faults(stated(content)) == expected


ON = date(2026, 7, 2)


@pytest.mark.parametrize(
    ("booked", "good"),
    [
        ("2026-06-29", False), ("2026-06-30", True), ("2026-07-01", True), ("2026-07-03", True), ("2026-07-04", False),
        ("2026-07-02T23:59:59+02:00", True), ("2026-02-30", False), ("soon", False), ("", True),
    ],
)  # fmt: skip
def test_a_payment_was_booked_between_its_file_and_now_but_for_a_zone(booked, good):
    """The file was fixed on 1 July, the statement is read on the 2nd."""
    content = statement(entry(detail()).replace("<Sts>", f"<BookgDt><Dt>{booked}</Dt></BookgDt><Sts>"))
    answer = read_statement(opened(content), {ACCOUNT: (OTHER, replace(SENT, day=date(2026, 7, 1)))}, ON)
    assert told(answer) if good else faults(answer) == [("day", 3)]


def test_an_entry_of_others_may_be_booked_on_any_day():
    content = statement(entry(detail("RENT")).replace("<Sts>", "<BookgDt><Dt>2031-01-01</Dt></BookgDt><Sts>"))
    answer = read_statement(opened(content), {ACCOUNT: (replace(SENT, day=ON),)}, ON)
    assert not answer.faults and answer.others == 1


def test_what_leaves_and_comes_back_in_one_statement_is_told_in_order():
    answer = stated(statement(entry(detail()), entry(detail(reason="AC04"), sign="CRDT")))
    assert told(answer) == [("HB-P-0001", "paid", ""), ("HB-P-0001", "returned", "AC04")]


LIONS = "NL02ABNA0123456789"


def test_a_file_with_statements_of_two_accounts_of_ours_is_read_by_the_files_of_each():
    """The payment of the second account is known on the second account alone."""
    both = statement(entry(detail())).replace(b"</Stmt>", b"</Stmt>" + _second("HB-P-0900", "12.00"))
    known = {ACCOUNT: (SENT,), LIONS: (Sent("HB-B-0090", {"HB-P-0900": Money(1200, "EUR")}),)}
    assert told(read_statement(opened(both), known)) == [("HB-P-0001", "paid", ""), ("HB-P-0900", "paid", "")]
    assert faults(read_statement(opened(both), {ACCOUNT: (SENT,)})) == [("other_account", 4)]
    crossed = read_statement(opened(both), {**known, LIONS: ()})
    assert told(crossed) == [("HB-P-0001", "paid", "")] and crossed.others == 1


def _second(key, amount):
    whole = statement(entry(detail(key, amount), amount=amount), account=LIONS)
    return whole[whole.index(b"<Stmt>"):whole.index(b"</BkToCstmrStmt>")]


def test_what_a_statement_names_is_known_before_anything_is_looked_up():
    content = statement(entry(detail(), detail("RENT", "1.00"), amount="86.00"), entry(batch="HB-B-0007", amount="255.01"))
    file = opened(content)
    assert (file.accounts, file.payments, file.messages) == ({ACCOUNT}, {"HB-P-0001", "RENT"}, {"HB-B-0007"})
    assert (opened(b"no").accounts, opened(b"no").payments) == (frozenset(), frozenset())


def reversed_(text: str) -> str:
    return text.replace("<Sts>", "<RvslInd>true</RvslInd><Sts>")


@pytest.mark.parametrize(("entries", "expected"), [
    ([entry(detail()), reversed_(entry(detail(), sign="CRDT"))], [("HB-P-0001", "paid", ""), ("HB-P-0001", "returned", "")]),
    ([reversed_(entry(detail()))], [("HB-P-0001", "dishonored", "")]),  # what takes back a return: the payment stands
    ([entry(detail()), entry(detail(), sign="CRDT"), reversed_(entry(detail()))],
     [("HB-P-0001", "paid", ""), ("HB-P-0001", "returned", ""), ("HB-P-0001", "dishonored", "")]),
    ([reversed_(entry(batch="HB-B-0007", amount="255.01", sign="CRDT"))], [(f"HB-P-000{n}", "returned", "") for n in (1, 2, 3)]),
])  # fmt: skip
def test_an_entry_that_takes_back_an_earlier_one(entries, expected):
    assert told(stated(statement(*entries))) == expected


@pytest.mark.parametrize(("amount", "paid"), [("170.00", ""), ("170.01", "12"), ("170.02", ""), ("255.00", ""), ("255.01", "123")])
def test_a_sum_is_of_those_the_bank_had_not_rejected(amount, paid):
    """Of 85.00, 85.01 and 85.00 the third was rejected before; where the bank booked all of it, all of it is gone."""
    known = {ACCOUNT: (replace(SENT, rejected=frozenset({"HB-P-0003"})),)}
    answer = read_statement(opened(statement(entry(batch="HB-B-0007", amount=amount))), known)
    if paid:
        assert told(answer) == [(f"HB-P-000{n}", "paid", "") for n in paid]
    else:
        assert faults(answer) == [("other_amount", 3)]


@pytest.mark.parametrize("named", ["shift_jis", "utf-7", "big5", "idna", "hex", "undefined", "nobody-1"])
@pytest.mark.parametrize("take", [stated, lambda content: read_report(content, SENT)])
def test_an_encoding_that_is_not_read_is_a_fault_and_no_error(named, take):
    assert faults(take(f'<?xml version="1.0" encoding="{named}"?><Document/>'.encode())) == [("encoding", 1)]


def test_a_statement_without_statements_and_a_strange_account_say_so_without_the_number():
    empty = f'<Document xmlns="{STATEMENT}"><BkToCstmrStmt/></Document>'.encode()
    assert faults(stated(empty)) == [("no_statement", 1)]
    (fault,) = stated(statement(account="NL02ABNA0123456789")).faults
    assert fault.facts == (("found", "…6789"),)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("85.00", 8500), ("85", 8500), ("85.5", 8550), ("85.010", 8501), ("85.001", None), ("0", 0), ("-1", None), ("", None),
        ("1.", 100), (".5", None),
        ("1e3", None), ("٣", None), ("1.٣", None), ("1,00", None), ("9" * 15, 99999999999999900), ("9" * 16, None),
    ],
)  # fmt: skip
def test_amounts_of_a_bank(text, minor):
    assert minor_units(text) == minor


def test_a_tree_knows_its_lines_and_reads_nothing_else():
    space, root = read(b'<a xmlns="urn:x"><b>\n<c k="1"> t </c></b><b><c>u</c></b></a>')
    assert (space, root.name, root.said("b", "c"), root.first("b", "c").line) == ("urn:x", "a", "t", 2)
    assert [item.text for item in root.all("b", "c")] == [" t ", "u"] and root.said("x") == "" and root.first("x") is None
    assert root.first("b", "c").attributes == {"k": "1"}
    assert read(b"<a/>")[0] == ""
    assert DEEPEST == 40 and trees.MOST == 2_000_000
    assert read(b"<a>" * 40 + b"</a>" * 40)[1].name == "a"
    with pytest.raises(NotXml, match="too_large on line 1"):
        read(b"<a>" * 41 + b"</a>" * 41)
    with pytest.raises(NotXml, match="not_xml on line 1"):
        read(b"<a>")


def test_a_tree_has_so_many_elements_and_no_more(monkeypatch):
    monkeypatch.setattr(trees, "MOST", 3)
    assert len(read(b"<a><b/><b/></a>")[1].children) == 2
    with pytest.raises(NotXml, match="too_large on line 2"):
        read(b"<a><b/><b/>\n<b/></a>")


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_fault(content):
    assert read_report(content, SENT).faults and stated(content).faults and read_returns(content, {}, {}).faults


PAYMENTS = {"HB-P-0001": Money(8500, "USD"), "HB-P-0002": Money(8501, "USD")}
TRACES = {"121042880000001": "HB-P-0001", "121042880000002": "HB-P-0002"}


def returns(*entries: tuple[str, int, str, str], change=None) -> bytes:
    """A bank's file: (transaction code, amount, reason, original trace) each; `change` edits the lines before they are padded."""
    lines = ["101 121042882 2313801042607021200A094101Harbor                 First Bank                     "]
    lines.append("5200Harbor Employee HB-B-0008           1234567890PPDTHERAPY   260701260701   1231380100000001")
    for at, (code, amount, reason, trace) in enumerate(entries, 1):
        lines.append(f"6{code}231380104{'1234':<17}{amount:010d}{'HB-P':<15}{'Anna Lee':<22}  123138010{at:07d}")
        lines.append(f"799{reason}{trace}      {'23138010':<8}{'':<44}23138010{at:07d}")
    count = 2 * len(entries)
    debit = sum(amount for code, amount, *_ in entries if code in ("26", "27"))
    paid = sum(amount for code, amount, *_ in entries) - debit
    sums = f"{23138010 * len(entries) % 10**10:010d}{debit:012d}{paid:012d}"
    lines.append(f"8200{count:06d}{sums}1234567890{'':<25}231380100000001")
    blocks = -(-(len(lines) + 1) // 10)
    lines.append(f"9000001{blocks:06d}{count:08d}{sums}{'':<39}")
    lines = change(lines) if change else lines
    return ("\n".join([*lines, *["9" * 94] * (-len(lines) % 10)]) + "\n").encode()


def returned(*entries, change=None):
    return read_returns(returns(*entries, change=change), TRACES, PAYMENTS)


ONE = ("21", 8500, "R03", "121042880000001")


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("R01", "returned"), ("R03", "returned"), ("R60", "returned"), ("R61", "dishonored"), ("R70", "dishonored"), ("R71", "contested"),
        ("R77", "contested"), ("R78", "returned"), ("C01", "changed"), ("C13", "changed"),
    ],
)  # fmt: skip
def test_what_each_reason_means(reason, kind):
    answer = returned(("21", 8500, reason, "121042880000001"))
    assert told(answer) == [("HB-P-0001", kind, reason)]
    assert [(item.line, item.amount) for item in answer.outcomes] == [(4, Money(8500, "USD"))]
    assert answer.file == "121042882-231380104-260702-1200-A"


def test_two_returns_and_one_of_another_program():
    answer = returned(ONE, ("21", 8501, "R04", "121042880000002"), ("21", 1, "R01", "999999999999999"))
    assert told(answer) == [("HB-P-0001", "returned", "R03"), ("HB-P-0002", "returned", "R04")] and answer.others == 1


def test_a_corrected_number_comes_with_its_change_and_no_amount_is_asked_of_it():
    answer = returned(("21", 0, "C01", "121042880000001"), change=lambda lines: swap(lines, 3, 35, "1918171614"))
    assert [(item.kind, item.corrected) for item in answer.outcomes] == [(Kind.CHANGED, "1918171614")]
    plain = returned(ONE, change=lambda lines: swap(lines, 3, 35, "SOMETHING"))
    assert plain.outcomes[0].corrected == ""


def swap(lines: list[str], at: int, first: int, text: str) -> list[str]:
    """Lines with a text written from column `first` + 1 of one of them."""
    line = lines[at]
    return [*lines[:at], line[:first] + text + line[first + len(text) :], *lines[at + 1 :]]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda lines: swap(lines, 2, 29, "0000008501"), [("control", 5), ("control", 6), ("other_amount", 4)]),
        (lambda lines: swap(lines, 4, 4, "000003"), [("control", 5)]),
        (lambda lines: swap(lines, 4, 10, "0023138011"), [("control", 5)]),
        (lambda lines: swap(lines, 4, 20, "000000000001"), [("control", 5)]),
        (lambda lines: swap(lines, 4, 87, "0000002"), [("control", 5)]),
        (lambda lines: swap(lines, 5, 1, "000002"), [("control", 6)]),
        (lambda lines: swap(lines, 5, 7, "000002"), [("control", 6)]),
        (lambda lines: swap(lines, 5, 13, "00000001"), [("control", 6)]),
        (lambda lines: swap(lines, 5, 21, "0023138011"), [("control", 6)]),
        (lambda lines: swap(lines, 5, 43, "000000008499"), [("control", 6)]),
        (lambda lines: swap(lines, 5, 43, "00000000850X"), [("digits", 6)]),
        (lambda lines: swap(lines, 2, 29, "000000850X"), [("control", 5), ("control", 6), ("digits", 3)]),
        (lambda lines: swap(lines, 4, 4, "00000X"), [("digits", 5)]),
        (lambda lines: swap(lines, 3, 3, "X03"), [("unknown_reason", 4)]),
        (lambda lines: swap(lines, 3, 3, "RXX"), [("unknown_reason", 4)]),
        (lambda lines: swap(lines, 3, 3, "RX3"), [("unknown_reason", 4)]),
        (lambda lines: [*lines, "9" * 94, lines[2]], [("order", 8)]),
        (lambda lines: swap(lines, 0, 34, "095"), [("format", 1)]),
        (lambda lines: [lines[0][:93], *lines[1:]], [("width", 1)]),
        (lambda lines: [lines[0] + " ", *lines[1:]], [("width", 1)]),
        (lambda lines: lines[:5], [("cut_off", 5)]),
        (lambda lines: lines[:2], [("cut_off", 2)]),
        (lambda lines: lines[1:], [("order", 1)]),
        (lambda lines: [*lines[:2], lines[3], *lines[4:]], [("order", 3)]),
        (lambda lines: [*lines, lines[2]], [("order", 7)]),
    ],
)
def test_a_file_that_does_not_add_up_is_not_taken_at_all(change, expected):
    found = faults(returned(ONE, change=change))
    assert sorted(set(found)) == sorted(expected)


def test_a_record_out_of_place_is_named_by_its_type():
    (fault,) = returned(ONE, change=lambda lines: [*lines, lines[2]]).faults
    assert fault.facts == (("found", "6"),)


def test_a_file_cut_off_and_one_that_is_no_text():
    whole = returns(ONE)
    assert faults(read_returns(b"\n".join(whole.split(b"\n")[:5]), TRACES, PAYMENTS)) == [("cut_off", 5)]
    assert faults(read_returns(b"", TRACES, PAYMENTS)) == [("cut_off", 0)]
    assert faults(read_returns(whole.replace(b"Anna", "Änna".encode()), TRACES, PAYMENTS)) == [("not_ascii", 3)]


@pytest.mark.parametrize("sign", [b"\x00", b"\x0b", b"\x1c", b"\x85", b"\t"])
def test_a_sign_no_database_takes_or_that_would_end_a_line_is_a_fault(sign):
    whole = returns(ONE).replace(b"Anna", b"Ann" + sign)
    assert faults(read_returns(whole, TRACES, PAYMENTS)) == [("not_ascii", 3)] and named_in(whole) == frozenset()
    assert named_in(returns(ONE)) == {ONE[3]}


@pytest.mark.parametrize("trailing", [b"", b"\n", b"\r\n\r\n"])
def test_missing_nines_and_empty_lines_are_no_fault(trailing):
    lines = [line for line in returns(ONE).split(b"\n") if line and line != b"9" * 94]
    assert told(read_returns(b"\r\n".join(lines) + trailing, TRACES, PAYMENTS)) == [("HB-P-0001", "returned", "R03")]


def test_the_same_payment_cannot_come_back_twice_in_one_file():
    assert faults(returned(ONE, ONE)) == [("payment_twice", 6)]


@pytest.mark.parametrize("amount", [8499, 8501])
def test_a_return_of_another_amount_is_not_ours(amount):
    assert faults(returned(("21", amount, "R03", "121042880000001"))) == [("other_amount", 4)]


def test_our_own_file_reads_as_one_without_answers():
    answer = read_returns(credited()[0], {}, {})
    assert (answer.outcomes, answer.faults, answer.others) == ((), (), 0) and ORIGINATOR.destination in answer.file


def test_published_returns_give_the_right_outcome(reference_data):
    """Files of others: two dishonored returns, a contested one after a return of another trace, and a change of account."""
    folder = reference_data / "10_payments" / "nacha"
    traces = {"059999990000301": "P-301", "099912340000015": "P-15", "121042880000001": "P-1"}
    expected = {
        "dishonored-return": [(4, "dishonored", "R68", ""), (6, "dishonored", "R68", "")],
        "contested-return": [(4, "returned", "R07", ""), (5, "dishonored", "R68", ""), (6, "contested", "R71", "")],
        "cor-read": [(4, "changed", "C01", "1918171614")],
    }
    for name, wanted in expected.items():
        content = (folder / f"examples__testdata__{name}.ach").read_bytes()
        amount = 100_000_000 if name == "contested-return" else 25_000
        amounts = {key: Money(amount, "USD") for key in traces.values()}
        answer = read_returns(content, traces, amounts)
        if name == "dishonored-return":  # one trace with two amounts: the second cannot be the payment we sent
            assert [(item.code, item.line) for item in answer.faults] == [("other_amount", 6)]
            content = content.replace(b"0000023000", b"0000025000").replace(b"000000048000", b"000000050000")
            answer = read_returns(content, traces, amounts)
        assert answer.faults == ()
        assert [(item.line, item.kind, item.reason, item.corrected) for item in answer.outcomes] == wanted


def test_published_files_of_every_kind_are_read_without_a_fault(reference_data):
    odd = {"adv-read", "cie-credit"}  # another layout of the controls; a line that was cut
    for path in sorted((reference_data / "10_payments" / "nacha").glob("*.ach")):
        name = path.stem.removeprefix("examples__testdata__")
        assert bool(read_returns(path.read_bytes(), {}, {}).faults) is (name in odd), name
