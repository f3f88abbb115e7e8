"""The European bank file: valid against the published schema, read again by another reader, and never with anything free in it."""

import hashlib
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from network.money import Money
from payments.bank import pain001
from payments.bank.accounts import iban_check_digits
from payments.bank.pain001 import LARGEST, NAMESPACE, Address, NotWritable, payment, write
from tests.payments.transfers import BATCH, IBANS, TRANSFERS, eur, transferred

IN = {"p": NAMESPACE}


def read(content: bytes) -> dict:
    """An independent reader: lxml, XPath and decimals, nothing of ours."""
    tree = etree.fromstring(content)

    def texts(path):
        return [node.text for node in tree.xpath(path, namespaces=IN)]

    rows = [
        tuple(row.xpath(f"string({path})", namespaces=IN) for path in ("p:PmtId/p:EndToEndId", "p:Amt/p:InstdAmt", "p:Cdtr/p:Nm",
              "p:CdtrAcct/p:Id/p:IBAN", "p:RmtInf/p:Ustrd", "p:CdtrAgt//p:BICFI"))
        for row in tree.xpath("//p:CdtTrfTxInf", namespaces=IN)
    ]  # fmt: skip
    return {
        "counts": texts("//p:NbOfTxs"), "sums": texts("//p:CtrlSum"), "rows": rows, "tree": tree,
        "currencies": {node.get("Ccy") for node in tree.xpath("//p:InstdAmt", namespaces=IN)},
    }  # fmt: skip


@pytest.fixture(scope="module")
def schema(reference_data):
    return etree.XMLSchema(etree.parse(reference_data / "10_payments" / "iso20022" / "xsd" / "pain.001.001.09.xsd"))


def test_it_holds_each_payment_as_given_and_sums_that_add_up():
    content, written = transferred()
    found = read(content)
    assert found["rows"] == [
        ("HB-P-0001", "85.00", "Anna de Vries", IBANS[0], "HB-R-0001", ""),
        ("HB-P-0002", "85.01", "Praktijk Muller + Son", IBANS[1], "HB-R-0002", "KREDBEBB"),
        ("HB-P-0003", "85.00", "O'Brien", IBANS[2], "HB-R-0003", ""),
    ]
    assert found["counts"] == ["3", "3"] and found["sums"] == ["255.01", "255.01"] and found["currencies"] == {"EUR"}
    assert (written.count, written.total, written.size) == (3, eur(25_501), len(content))
    assert written.sha256 == hashlib.sha256(content).hexdigest()


def test_the_head_says_who_pays_when_and_how():
    tree = read(transferred()[0])["tree"]
    said = {
        path: tree.xpath(f"string(//p:{path})", namespaces=IN)
        for path in ("MsgId", "PmtInfId", "CreDtTm", "PmtMtd", "ReqdExctnDt/p:Dt", "SvcLvl/p:Cd", "ChrgBr", "Dbtr/p:Nm",
                     "DbtrAcct/p:Id/p:IBAN", "DbtrAcct/p:Ccy", "DbtrAgt//p:BICFI", "Dbtr//p:TwnNm", "Dbtr//p:Ctry", "Dbtr//p:StrtNm",
                     "Dbtr//p:BldgNb", "Dbtr//p:PstCd")
    }  # fmt: skip
    assert list(said.values()) == [
        "HB-B-0007", "HB-B-0007", "2026-06-30T14:05:09", "TRF", "2026-07-01", "SEPA", "SLEV", "Harbor EAP B.V.", "NL91ABNA0417164300",
        "EUR", "ABNANL2A", "Utrecht", "NL", "Oudegracht", "1a", "3511 AB",
    ]  # fmt: skip
    assert [node.text for node in tree.xpath("//p:Cdtr/p:PstlAdr/*", namespaces=IN)] == ["Koln", "DE"]
    assert not tree.xpath("//p:AdrLine", namespaces=IN)


def test_another_currency_is_no_sepa_and_shares_the_charges():
    francs = [payment("P-1", Money(100, "CHF"), "Anna", "CH9300762011623852957", "R-1")]
    content, _ = transferred(francs, total=Money(100, "CHF"), sepa=False, bic=None, address=None)
    tree = read(content)["tree"]
    assert not tree.xpath("//p:SvcLvl", namespaces=IN)
    assert tree.xpath("string(//p:ChrgBr)", namespaces=IN) == "SHAR"
    assert tree.xpath("string(//p:DbtrAgt//p:Othr/p:Id)", namespaces=IN) == "NOTPROVIDED"
    with pytest.raises(NotWritable, match="currency"):
        transferred(francs, total=Money(100, "CHF"))


def test_the_same_batch_gives_the_same_bytes():
    assert transferred() == transferred()


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=90)
IBAN = st.integers(0, 10**10 - 1).map(lambda n: f"NL{iban_check_digits('NL', f'ABNA{n:010d}')}ABNA{n:010d}")
ADDRESS = st.none() | st.builds(Address, st.sampled_from(["Köln", "’s-Hertogenbosch"]), st.sampled_from(["DE", "NL"]), NAMES, NAMES, NAMES)
ROW = st.tuples(st.integers(1, LARGEST), NAMES, IBAN, st.none() | st.just("ABNANL2A"), ADDRESS)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=8))
def test_whatever_is_written_is_valid_and_every_number_is_derived_again(schema, rows):
    made = []
    for at, (minor, name, iban, bic, address) in enumerate(rows):
        try:
            made.append(payment(f"P-{at}", eur(minor), name, iban, f"R-{at}", bic=bic, address=address))
        except NotWritable as error:
            assert error.code == "name"
    if not made:
        return
    content, written = transferred(made)
    found = read(content)
    schema.assertValid(found["tree"])
    assert content.isascii()
    amounts = [Decimal(row[1]) for row in found["rows"]]
    assert {Decimal(text) for text in found["sums"]} == {sum(amounts)} and set(found["counts"]) == {str(len(made))}
    assert sum(amounts) * 100 == written.total.minor
    assert Counter(row[3] for row in found["rows"]) == Counter(item.iban for item in made)
    per_payee: Counter = Counter()
    for row in found["rows"]:
        per_payee[row[3]] += int(Decimal(row[1]) * 100)
    expected: Counter = Counter()
    for item in made:
        expected[item.iban] += item.minor
    assert per_payee == expected


def test_more_payments_than_are_held_at_once_are_written_in_order():
    many = [payment(f"P-{at}", eur(at + 1), "Anna", IBANS[0], f"R-{at}") for at in range(2 * pain001.CHUNK + 1)]
    content, written = transferred(many)
    assert [row[0] for row in read(content)["rows"]] == [item.id for item in many] and written.count == len(many)
    with pytest.raises(NotWritable, match="id_twice"):
        transferred([*many, many[0]])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id": "Anna Lee"}, "id"), ({"id": "1" * 36}, "id"), ({"reference": "Anna"}, "reference"), ({"amount": eur(0)}, "amount"),
        ({"amount": eur(-1)}, "amount"), ({"amount": eur(LARGEST + 1)}, "amount"), ({"amount": Money(5, "JPY")}, "currency"),
        ({"iban": "NL91ABNA0417164301"}, "iban"), ({"bic": "ABNA"}, "bic"), ({"name": ""}, "name"), ({"name": "李明"}, "name"),
        ({"address": Address("", "NL")}, "address"), ({"address": Address("Utrecht", "nl")}, "address"),
        ({"address": Address("Utrecht", "NLD")}, "address"), ({"address": Address("李明", "CN")}, "address"),
    ],
)  # fmt: skip
def test_a_payment_no_bank_takes_is_not_made(changes, code):
    good = {"id": "P-1", "amount": eur(LARGEST), "name": "Anna", "iban": IBANS[0], "reference": "R-1"}
    assert payment(**good).amount == "999999999.99"
    with pytest.raises(NotWritable) as refused:
        payment(**good | changes)
    assert (refused.value.code, refused.value.at) == (code, changes.get("id", "P-1"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"count": 2}, "totals"), ({"count": 4}, "totals"), ({"total": eur(25_500)}, "totals"), ({"total": eur(25_502)}, "totals"),
        ({"count": 0}, "empty"), ({"total": eur(0)}, "empty"), ({"message": "a name"}, "message"), ({"iban": "NL00"}, "debtor_account"),
        ({"bic": "X"}, "debtor_account"), ({"debtor": ""}, "debtor_name"), ({"debtor": "李明"}, "debtor_name"),
        ({"total": Money(25_501, "USD")}, "currency"), ({"address": Address("", "NL")}, "address"),
    ],
)  # fmt: skip
def test_a_batch_that_is_not_what_it_says_is_no_file(changes, code):
    with pytest.raises(NotWritable) as refused:
        transferred(**changes)
    assert refused.value.code == code


def test_what_was_written_before_a_fault_has_no_end():
    out = BytesIO()
    with pytest.raises(NotWritable, match="id_twice"):
        write(out, replace(BATCH, count=2, total=eur(17_000)), [TRANSFERS[0], TRANSFERS[0]])
    assert not out.getvalue().endswith(b"</Document>\n")
    with pytest.raises(NotWritable, match="currency"):
        write(BytesIO(), replace(BATCH, sepa=False), [payment("P-1", Money(1, "CHF"), "Anna", IBANS[0], "R-1")])
