"""Numbers of accounts: published examples, each length one short and one long, every single digit mistyped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban as independent
from stdnum.iso7064 import mod_97_10
from stdnum.us import rtn

from payments.bank.accounts import (
    ABA_PREFIXES,
    LENGTHS,
    aba_fault,
    aba_sum,
    iban_check_digits,
    iban_fault,
    is_bic,
    masked,
    plain,
    us_account_fault,
)
from payments.bank.spelling import is_identifier, readable, spelled

GOOD = [  # as the registry of IBANs publishes them
    "NL91ABNA0417164300", "BE68539007547034", "DE89370400440532013000", "GB29NWBK60161331926819", "FR1420041010050500013M02606",
    "NO9386011117947", "MT84MALT011000012345MTLCAST001S", "CH9300762011623852957", "ES9121000418450200051332", "IE29AIBK93115212345678",
]  # fmt: skip


@pytest.mark.parametrize("number", GOOD)
def test_published_numbers_are_right_and_no_single_digit_may_change(number):
    assert iban_fault(number) is None
    for at in range(2, len(number)):
        if number[at].isdigit():
            other = str((int(number[at]) + 1) % 10)
            assert iban_fault(number[:at] + other + number[at + 1 :]) == "check", at


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("NL91ABNA041716430", "length"), ("NL91ABNA04171643000", "length"), ("XX91ABNA0417164300", "country"),
        ("US91ABNA0417164300", "country"),
        ("NL91abna0417164300", "shape"), ("NL91 ABNA 0417 1643 00", "shape"), ("", "shape"), ("NL91", "shape"),
        ("9191ABNA0417164300", "shape"),
        ("NL9XABNA0417164300", "shape"), ("NL91ABNA04171643É0", "shape"), ("NL19ABNA0417164300", "check"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_number(number, fault):
    assert iban_fault(number) == fault


def test_check_digits_that_the_sum_allows_but_nobody_gives_out_are_wrong():
    """01 and 98, 00 and 97 leave the same remainder: banks give out 02 to 98."""
    for rest in (f"ABNA{n:010d}" for n in range(400)):
        right = iban_check_digits("NL", rest)
        assert iban_fault(f"NL{right}{rest}") is None and 2 <= int(right) <= 98
        twin = int(right) - 97 if int(right) >= 97 else None
        if twin is not None:
            assert iban_fault(f"NL{twin:02d}{rest}") == "check"


@given(st.sampled_from(sorted(LENGTHS)), st.data())
def test_another_implementation_agrees(country, data):
    rest = data.draw(st.text("0123456789", min_size=LENGTHS[country] - 4, max_size=LENGTHS[country] - 4))
    digits = data.draw(st.just(iban_check_digits(country, rest)) | st.integers(2, 98).map(lambda n: f"{n:02d}"))
    number = f"{country}{digits}{rest}"
    assert (iban_fault(number) is None) == mod_97_10.is_valid(number[4:] + number[:4])
    assert iban_fault(number) is None or not independent.is_valid(number, check_country=False)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("121042882", None), ("231380104", None), ("031300012", None), ("011000015", None), ("121042883", "check"),
        ("121042881", "check"),
        ("211042882", "check"), ("12104288", "shape"), ("1210428822", "shape"), ("12104288X", "shape"), ("", "shape"),
        ("000000000", "prefix"),
        ("130000006", "prefix"), ("200000004", "prefix"), ("800000006", None), ("810000003", "prefix"), ("330000005", "prefix"),
        ("731231230", "prefix"),
    ],
)  # fmt: skip
def test_routing_numbers(number, fault):
    assert aba_fault(number) == fault


@given(st.text("0123456789", min_size=9, max_size=9))
def test_another_implementation_agrees_on_routing_numbers(number):
    assert (aba_fault(number) is None) == (rtn.is_valid(number) and int(number[:2]) in ABA_PREFIXES and number != "0" * 9)
    assert (aba_sum(number) % 10 == 0) == (aba_fault(number) != "check") or int(number[:2]) not in ABA_PREFIXES or number == "0" * 9


@pytest.mark.parametrize(
    ("number", "good"),
    [("1", True), ("1" * 17, True), ("1" * 18, False), ("", False), ("12-3A", True), ("12 3", False), ("ABC", False), ("é1", False)],
)
def test_american_account_numbers(number, good):
    assert (us_account_fault(number) is None) is good


@pytest.mark.parametrize(
    ("code", "good"),
    [("ABNANL2A", True), ("DEUTDEFF500", True), ("ABNANL2", False), ("ABNANL2AX", False), ("ABNA1L2A", False), ("abnanl2a", False),
    ("", False)],
)
def test_codes_of_banks(code, good):
    assert is_bic(code) is good


def test_a_number_is_kept_plain_and_shown_masked():
    assert plain(" nl91 abna\t0417 1643 00 ") == GOOD[0]
    assert [masked(text) for text in (GOOD[0], "12345", "1234", "")] == ["•••• 4300", "•••• 2345", "••••", "••••"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("José Núñez-Müller", "Jose Nunez-Muller"), ("Łukasz Straße & Søn", "Lukasz Strasse + Son"),
        ("O’Brien; [Ltd]_1", "O'Brien, (Ltd)-1"),
        ("  two\n lines\t", "two lines"), ("Ægir", "AEgir"), ("a<b>\"c\"", "a.b..c."), ("李明", ".."), ("", ""), ("x" * 80, "x" * 70),
        ("x" * 69 + " y", "x" * 69), ("½ €5", "1.2 .5"), ("ĳsbrand", "ijsbrand"),
    ],
)  # fmt: skip
def test_names_are_spelled_in_what_banks_take(text, said):
    assert spelled(text, 70) == said


@given(st.text())
def test_whatever_is_spelled_is_allowed_short_and_spelled_already(text):
    said = spelled(text, 35)
    assert len(said) <= 35 and said == said.strip() and "  " not in said
    assert set(said) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-?:().,'+ ")
    assert spelled(said, 35) == said


@pytest.mark.parametrize(("text", "good"), [("..", False), ("a.", True), ("a..", False), ("", False), ("Li", True), (".5", True)])
def test_a_name_of_points_names_nobody(text, good):
    assert readable(text) is good


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("HB-P-0001", True), ("A1", True), ("1", True), ("A" * 34 + "1", True), ("A" * 35 + "1", False), ("ANNA", False),
        ("Anna 1", False),
        ("anna1", False), ("A1-", False), ("-A1", False), ("A/1", False), ("", False), ("A_1", False), ("É1", False), ("A.1", True),
    ],
)  # fmt: skip
def test_only_numbers_of_ours_are_written_beside_a_payment(text, good):
    assert is_identifier(text) is good
    assert not is_identifier("A123", 3) and is_identifier("A12", 3)
