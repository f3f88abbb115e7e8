"""What in a text may tell who a client is: shown piece by piece; and what may stand there."""

from datetime import date

import pytest

from network.mentions import Kind, citizen_number, pieces

ON = date(2026, 11, 26)
NAME, EMAIL, PHONE, BIRTH, NUMBER = Kind.NAME, Kind.EMAIL, Kind.PHONE, Kind.BIRTH, Kind.NUMBER
IDENTITY, ADDRESS = Kind.IDENTITY, Kind.ADDRESS

REFUSED = [
    ("The client John Smith said so.", NAME, "John Smith"), ("A caller, named Anna, waited.", NAME, "Anna"),
    ("client: J. Smith", NAME, "J. Smith"), ("Mrs. de Vries called us.", NAME, "de Vries"), ("Mr Okafor waited.", NAME, "Okafor"),
    ("mevrouw Van der Berg belde", NAME, "Van der Berg"), ("De cliënt heet Jan de Boer.", NAME, "Jan de Boer"),
    ("The client’s name is Ada Byron.", NAME, "Ada Byron"), ("The client’s daughter Iris heard it.", NAME, "Iris"),
    ("een cliënte genaamd Fatima", NAME, "Fatima"), ("De medewerker Pieter wachtte.", NAME, "Pieter"),
    ("Write to anna.b@mail.example now", EMAIL, "anna.b@mail.example"),
    ("call +31 6 1234 5678 back", PHONE, "+31 6 1234 5678"), ("call (312) 555-0199", PHONE, "(312) 555-0199"),
    ("call 312-555-0199", PHONE, "312-555-0199"), ("bel 06-12345678", PHONE, "06-12345678"),
    ("born 3 March 1984", BIRTH, "3 March 1984"), ("DOB: 4/5/78", BIRTH, "4/5/78"), ("geboren in 1984", None, None),
    ("geboortedatum 12-05-1990", BIRTH, "12-05-1990"), ("she gave 3 maart 1984", BIRTH, "3 maart 1984"),
    ("employee number AB-1234", NUMBER, "AB-1234"), ("personeelsnummer: 00417", NUMBER, "00417"), ("Client ID 77", NUMBER, "77"),
    ("case no. 9412/B", NUMBER, "9412/B"), ("It is 7781203.", NUMBER, "7781203"),
    ("SSN 123-45-6789", IDENTITY, "123-45-6789"), ("BSN 111222333", IDENTITY, "111222333"), ("QQ 12 34 56 C", IDENTITY, "QQ 12 34 56 C"),
    ("at 12 Breakwater Row", ADDRESS, "12 Breakwater Row"), ("Dorpsstraat 12b", ADDRESS, "Dorpsstraat 12b"),
    ("1234 AB", ADDRESS, "1234 AB"), ("Springfield IL 62704", ADDRESS, "IL 62704"), ("SW1A 1AA", ADDRESS, "SW1A 1AA"),
]
FINE = [
    "", "The client was left waiting for 20 minutes on 2026-11-02.", "Three complaints about late replies, all upheld.",
    "The client. Wren Halloway did not call back.", "The caller on Monday, and another client on 3 March 2026.", "Two clients, one hour.",
    "The client called back twice; nobody answered.", "Wren Halloway’s client waited.", "The client said that Wren was late.",
    "De cliënt wachtte 40 minuten. Er kwam niemand.", "File HB-0042, policy v3, 50 minutes, 3 sessions of 1000 EUR.", "2026 US rules.",
    "The client Monday", "The client told EAP.", "03/04/2026 and 3 november 2026", "client Wren Halloway",
]


@pytest.mark.parametrize(("text", "kind", "piece"), [row for row in REFUSED if row[1]])
def test_each_piece_is_found_as_what_it_looks_like(text, kind, piece):
    (found,) = pieces(text, on=ON)
    assert (found.kind, found.text) == (kind, piece)
    assert text[found.start : found.end] == piece


@pytest.mark.parametrize("text", FINE)
def test_what_tells_of_nobody_may_stand(text):
    assert pieces(text, on=ON, ours=["Wren Halloway"]) == ()


def test_a_name_that_is_not_hers_is_found_beside_hers():
    found = pieces("Mrs. Halloway and Mrs. Rivers; the clients Anna and Bob", on=ON, ours=["Wren Halloway"])
    assert [piece.text for piece in found] == ["Rivers", "Anna", "Bob"]


def test_every_piece_is_shown_once_in_the_order_it_stands():
    text = "Client Ada Byron, born 10/12/1985, lives at 12 Breakwater Row; ada@mail.example or 312-555-0199."
    assert [(piece.kind, piece.text) for piece in pieces(text, on=ON)] == [
        (NAME, "Ada Byron"), (BIRTH, "10/12/1985"), (ADDRESS, "12 Breakwater Row"), (EMAIL, "ada@mail.example"), (PHONE, "312-555-0199"),
    ]


@pytest.mark.parametrize(("day", "found"), [("2015-12-31", 1), ("2016-01-01", 0), ("2026-11-26", 0)])
def test_a_date_is_a_birth_only_when_it_is_more_than_ten_years_ago(day, found):
    assert len(pieces(f"on {day}", on=ON)) == found


@pytest.mark.parametrize(("number", "valid"), [("111222333", True), ("111222334", False), ("000000000", False), ("11122233", False)])
def test_a_citizen_number_passes_its_check_or_is_none(number, valid):
    assert citizen_number(number) is valid


def test_five_digits_may_be_anything_and_six_are_somebodys():
    assert pieces("12345", on=ON) == () and pieces("123456", on=ON)[0].kind is NUMBER


@pytest.mark.parametrize("text", ["a" * 4000, "1" * 4000, "client " * 600, "A. " * 1300, "1-" * 2000, "van " * 1000, "é@" * 2000])
def test_a_long_text_of_anything_is_read(text):
    assert isinstance(pieces(text, on=ON), tuple)
