"""The American bank file: 94 columns, blocks of ten, sums derived again by two readers that are not ours."""

import hashlib
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.money import Money
from payments.bank import nacha
from payments.bank.nacha import LARGEST, Class, Holding, credit
from payments.bank.nacha_records import number
from payments.bank.pain001 import NotWritable
from tests.payments.transfers import CREDITS, ORIGINATOR, credited

achkit = pytest.importorskip("achkit", reason="the reader that judges our files is a development dependency: run bin/setup")


def usd(minor):
    return Money(minor, "USD")


def counted(content: bytes) -> dict:
    """A reader written from the column table alone: every control is added up from the entries."""
    lines = content.decode("ascii").split("\n")
    assert lines.pop() == "" and {len(line) for line in lines} == {94} and len(lines) % 10 == 0
    kept = [line for line in lines if line != "9" * 94]
    head, *middle, tail = kept
    assert head[0] == "1" and head[34:40] == "094101" and tail[0] == "9"
    batches, traces = [], []
    for line in middle:
        if line[0] == "5":
            batches.append({"sec": line[50:53], "service": line[1:4], "entries": [], "number": line[87:94]})
        elif line[0] == "6":
            entry = (line[1:3], line[3:12], line[12:29].strip(), int(line[29:39]), line[39:54].strip(), line[54:76].strip())
            batches[-1]["entries"].append(entry)
            traces.append(line[79:94])
        else:
            own = batches[-1]["entries"]
            assert (line[0], line[1:4], line[87:94]) == ("8", batches[-1]["service"], batches[-1]["number"])
            assert [int(line[4:10]), int(line[10:20]), int(line[20:32]), int(line[32:44])] == sums(own)
    everything = [entry for batch in batches for entry in batch["entries"]]
    assert [int(tail[13:21]), int(tail[21:31]), int(tail[31:43]), int(tail[43:55])] == sums(everything)
    assert (int(tail[1:7]), int(tail[7:13])) == (len(batches), len(lines) // 10)
    assert traces == sorted(set(traces))
    return {"head": head, "batches": batches, "traces": traces}


def sums(entries) -> list[int]:
    debit = sum(amount for code, _, _, amount, _, _ in entries if code in ("27", "37"))
    credit_ = sum(amount for code, _, _, amount, _, _ in entries if code in ("22", "32"))
    return [len(entries), sum(int(routing[:8]) for _, routing, *_ in entries) % 10**10, debit, credit_]


def test_credits_alone():
    content, written = credited()
    found = counted(content)
    assert found["head"] == "101 03130001212345678902606301405A094101First Bank of Harbor   Harbor Employee AssistaB-B-0008"
    assert [(batch["sec"], batch["service"], batch["number"]) for batch in found["batches"]] == [
        ("PPD", "220", "0000001"), ("CCD", "220", "0000002"),
    ]  # fmt: skip
    assert found["batches"][0]["entries"] == [
        ("22", "231380104", "744-5678-99", 8500, "HB-P-0001", "Anna Lee"), ("32", "031300012", "1234", 8501, "HB-P-0002", "Ben Nunez"),
    ]  # fmt: skip
    assert found["batches"][1]["entries"] == [("22", "231380104", "5", 8500, "HB-P-0003", "Lake Street Group Prac")]
    assert (written.count, written.total, written.size) == (3, usd(25_501), len(content))
    assert written.sha256 == hashlib.sha256(content).hexdigest()
    assert achkit.validate(content.decode())["ok"]


def test_the_head_of_a_batch_column_by_column():
    line = credited()[0].decode().split("\n")[1]
    assert line == "5220Harbor Employee HB-B-0008           1234567890PPDTHERAPY   260701260701   1121042880000001"


def test_balanced_takes_each_batch_from_the_paying_account():
    content, written = credited(originator=replace(ORIGINATOR, balanced=True, holding=Holding.SAVINGS))
    found = counted(content)
    debits = [batch["entries"][-1] for batch in found["batches"]]
    assert [entry[:5] for entry in debits] == [
        ("37", "121042882", "998877", 17_001, "HB-B-0008"), ("37", "121042882", "998877", 8500, "HB-B-0008"),
    ]  # fmt: skip
    assert {batch["service"] for batch in found["batches"]} == {"200"}
    assert (written.count, written.total) == (3, usd(25_501))
    assert achkit.validate(content.decode())["ok"]


@pytest.mark.parametrize("balanced", [False, True])
def test_each_payment_is_known_by_the_trace_its_line_has(balanced):
    originator = replace(ORIGINATOR, balanced=balanced)
    content, _ = credited(originator=originator)
    lines = {line[39:54].strip(): line[79:94] for line in content.decode().split("\n") if line[:1] == "6" and line[39:42] != "HB-B"}
    assert {key: lines[key] for key in ("HB-P-0001", "HB-P-0002", "HB-P-0003")} == dict(nacha.traces(originator, CREDITS))


LONGEST = replace(ORIGINATOR, company="A very long company name 12345", bank="B very long bank name 1234567")


def test_names_are_cut_where_their_columns_end():
    named = [credit("P-1", usd(1), "C very long payee name 12345", "231380104", "1", sec=Class.PERSON, holding=Holding.CHECKING)]
    head, batch, entry, balance, *_ = (
        credited(named, replace(LONGEST, balanced=True), description="D long description")[0].decode().split("\n")
    )
    assert head[40:86] == "B very long bank name 1" "A very long company nam"
    assert (batch[4:20], batch[53:63]) == ("A very long comp", "D long des")
    assert (entry[54:76], balance[54:76]) == ("C very long payee name", "A very long company na")


@pytest.mark.parametrize(("most", "balanced", "good"), [(3, False, True), (2, False, False), (4, True, True), (3, True, False)])
def test_a_file_numbers_so_many_entries_and_no_more(monkeypatch, most, balanced, good):
    assert nacha.TRACES == 9_999_999
    monkeypatch.setattr(nacha, "TRACES", most)
    persons = [credit(f"P-{at}", usd(1), "A", "231380104", "1", sec=Class.PERSON, holding=Holding.CHECKING) for at in range(3)]
    if good:
        counted(credited(persons, replace(ORIGINATOR, balanced=balanced))[0])
    else:
        with pytest.raises(NotWritable, match="too_many"):
            credited(persons, replace(ORIGINATOR, balanced=balanced))


def test_an_id_is_given_once_whatever_else_differs():
    twice = [credit("P-1", usd(at), "A", "231380104", "1", sec=Class.PERSON, holding=Holding.CHECKING) for at in (1, 2)]
    with pytest.raises(NotWritable, match="id_twice"):
        credited(twice)


@pytest.mark.parametrize("count", [1, 5, 6, 7, 15, 16, 17])
def test_the_last_block_is_filled_with_nines(count):
    """Four records stand around the entries: six entries make a block of ten."""
    made = [credit(f"P-{at}", usd(1), "Anna", "231380104", "1", sec=Class.PERSON, holding=Holding.CHECKING) for at in range(count)]
    content, _ = credited(made)
    counted(content)
    assert len(content) == -(-(count + 4) // 10) * 950


ROW = st.tuples(
    st.integers(1, 10**8), st.sampled_from(["231380104", "031300012", "121042882"]), st.from_regex(r"[0-9]{1,17}", fullmatch=True),
    st.sampled_from(Holding), st.sampled_from(["Anna Lee", "Ben Núñez", "O’Brien & Co"]), st.sampled_from(Class),
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(ROW, min_size=1, max_size=40), st.booleans())
def test_count_sum_and_what_each_account_gets_are_derived_again(rows, balanced):
    rows = sorted(rows, key=lambda row: list(Class).index(row[5]))
    made = [credit(f"P-{at}", usd(row[0]), row[4], row[1], row[2], sec=row[5], holding=row[3]) for at, row in enumerate(rows)]
    content, written = credited(made, replace(ORIGINATOR, balanced=balanced))
    counted(content)
    judged = achkit.validate(content.decode())
    assert judged["ok"], judged["errors"]
    parsed = achkit.parse(content.decode())
    paid: Counter = Counter()
    for entry in (entry for batch in parsed["batches"] for entry in batch["entries"]):
        if entry["txn_code"] in (22, 32):
            paid[entry["routing"], entry["account"].strip()] += entry["amount_cents"]
    expected: Counter = Counter()
    for row in rows:
        expected[row[1], row[2]] += row[0]
    assert paid == expected and sum(paid.values()) == written.total.minor == parsed["control"]["total_credit"]
    assert parsed["control"]["total_debit"] == (written.total.minor if balanced else 0)


def test_more_credits_than_are_held_at_once():
    made = [credit(f"P-{at}", usd(at + 1), "Anna", "231380104", "1", sec=Class.PERSON, holding=Holding.CHECKING) for at in range(4001)]
    content, written = credited(made)
    assert written.count == 4001 and len(counted(content)["traces"]) == 4001
    with pytest.raises(NotWritable, match="id_twice"):
        credited([*made, made[0]])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id": "1" * 16}, "id"), ({"id": "Anna"}, "id"), ({"amount": Money(1, "EUR")}, "currency"), ({"amount": usd(0)}, "amount"),
        ({"amount": usd(LARGEST + 1)}, "amount"), ({"routing": "231380105"}, "routing"), ({"account": "1" * 18}, "account"),
        ({"account": ""}, "account"), ({"name": ""}, "name"), ({"name": "李明"}, "name"),
    ],
)  # fmt: skip
def test_a_payment_no_bank_takes_is_not_made(changes, code):
    good = {"id": "1" * 15, "amount": usd(LARGEST), "name": "Anna", "routing": "231380104", "account": "1" * 17}
    credit(**good, sec=Class.PERSON, holding=Holding.CHECKING)
    with pytest.raises(NotWritable) as refused:
        credit(**good | changes, sec=Class.PERSON, holding=Holding.CHECKING)
    assert refused.value.code == code


@pytest.mark.parametrize("sign", ["A", "Z", "0", "9"])
def test_a_letter_or_a_digit_says_which_file_of_the_day_it_is(sign):
    text = credited(modifier=sign)[0].decode()
    assert text.split("\n")[0][33] == sign and achkit.validate(text)["ok"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"count": 2}, "totals"), ({"total": usd(25_502)}, "totals"), ({"count": 0}, "empty"), ({"total": usd(0)}, "empty"),
        ({"total": Money(25_501, "EUR")}, "currency"), ({"reference": "Anna"}, "message"), ({"reference": "1" * 16}, "message"),
        ({"modifier": "a"}, "modifier"),
        ({"modifier": ""}, "modifier"), ({"modifier": "AA"}, "modifier"), ({"modifier": "-"}, "modifier"),
        ({"modifier": "É"}, "modifier"),
    ],
)  # fmt: skip
def test_a_batch_that_is_not_what_it_says_is_no_file(changes, code):
    assert credited(reference="1" * 15)
    with pytest.raises(NotWritable) as refused:
        credited(**changes)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"odfi": "121042883"}, "odfi"), ({"destination": "1"}, "destination"), ({"origin": "12345678901"}, "origin"),
        ({"origin": "1 2"}, "origin"),
        ({"company_id": "12345678901"}, "company_id"), ({"company_id": ""}, "company_id"), ({"account": ""}, "debtor_account"),
        ({"company": ""}, "debtor_name"), ({"company": "李明"}, "debtor_name"),
    ],
)  # fmt: skip
def test_an_originator_the_bank_does_not_know_is_refused(changes, code):
    with pytest.raises(NotWritable) as refused:
        credited(originator=replace(ORIGINATOR, **changes))
    assert refused.value.code == code


def test_persons_come_before_companies_and_no_file_is_empty():
    with pytest.raises(NotWritable, match="order"):
        credited(tuple(reversed(CREDITS)))
    with pytest.raises(NotWritable, match="order"):
        credited((CREDITS[0], CREDITS[2], CREDITS[1]))
    with pytest.raises(NotWritable, match="empty"):
        credited((), count=1, total=usd(1))


def test_one_debit_carries_no_more_than_its_field():
    large = [credit(f"P-{at}", usd(LARGEST), "A", "231380104", "1", sec=Class.PERSON, holding=Holding.CHECKING) for at in range(2)]
    counted(credited(large)[0])
    counted(credited(large[:1], replace(ORIGINATOR, balanced=True))[0])
    assert LARGEST == 9_999_999_999
    with pytest.raises(NotWritable, match="amount"):
        credited(large, replace(ORIGINATOR, balanced=True))


@pytest.mark.parametrize(("value", "good"), [(0, "000"), (999, "999"), (1000, None), (-1, None)])
def test_a_number_fits_its_field_or_is_not_written(value, good):
    if good is None:
        with pytest.raises(OverflowError):
            number(value, 3)
    else:
        assert number(value, 3) == good
