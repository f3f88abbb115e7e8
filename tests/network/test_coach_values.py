"""What a paper seems to say: number, days, amounts, by the words around them; and what an organization asks for beside it."""

from datetime import date

import pytest

from network import coach, coach_words, uploads
from network.coach_text import against
from network.coach_values import amounts, number, span, values
from tests.network import files

ON = date(2026, 11, 26)

SPANS = [
    ("Policy period: 01/01/2026 to 01/01/2027", (date(2026, 1, 1), date(2027, 1, 1))),
    ("Ingangsdatum: 01-03-2026\nVervaldatum: 28-02-2027", (date(2026, 3, 1), date(2027, 2, 28))),
    ("Expires: 12/31/2026\nOriginal issue: 01/10/2008", (date(2008, 1, 10), date(2026, 12, 31))),
    ("this 10th day of May, 2004", (None, None)),
    ("Issued on January 2, 2027", (date(2027, 1, 2), None)),
    ("2026-01-01\n2026-12-31", (date(2026, 1, 1), date(2026, 12, 31))),
    ("nothing", (None, None)),
    ("Expires 12/13/2026", (None, date(2026, 12, 13))), ("Expires 13/02/2026", (None, date(2026, 2, 13))),
    ("Expires 10 lot 2026", (None, None)), ("to 2026-05-01", (None, date(2026, 5, 1))),
    ("From 1/1/2026 to 1/1/2027, printed 3/3/2028", (date(2026, 1, 1), date(2027, 1, 1))),
    ("ends 1/1/2027 5/5/2028", (None, date(2027, 1, 1))),
    ("Geboren: 14 februari 1984\nAfgegeven: 3 november 2022", (date(2022, 11, 3), None)),
    ("Date of birth 14 Feb 1984, valid to 3 Nov 2027", (None, date(2027, 11, 3))),
    ("Issued 3 Nov 2022\nprinted 2 Nov 2022", (date(2022, 11, 3), None)),
    ("Issued 3 Nov 2022\nprinted 3 Nov 2022", (date(2022, 11, 3), None)),
    ("Issued 3 Nov 2022\nprinted 4 Nov 2022", (date(2022, 11, 3), date(2022, 11, 4))),
    ("the first Protocol to the treaty (dated April 30, 1984) allows", (None, None)),
    ("Osborn 14 Feb 2027\n1 Mar 2027", (date(2027, 2, 14), date(2027, 3, 1))),
]
NUMBERS = [
    ("Policy number: PLP-880120-00", "PLP-880120-00"), ("Polisnummer: BA-70021", "BA-70021"), ("License No. 78412", "78412"),
    ("Registratienummer: 49058127325", "49058127325"), ("POLICY NUMBER POLICY EFF\nLiability PLP-880120-00 01/01/2026", "PLP-880120-00"),
    ("License No. 7841", "7841"), ("License No. 784", ""), ("Number 12, Main Street", ""), ("1,000,000 on 2026-01-01", ""),
]
AMOUNTS = [
    ("Limit each claim: USD 1,000,000\nAggregate per year: USD 3,000,000", ({"per_claim": 100_000_000, "aggregate": 300_000_000}, "USD")),
    ("Bedrag per aanspraak: \u20ac 1.250.000,00", ({"per_claim": 125_000_000}, "EUR")),
    ("EACH CLAIM $ 1,000,000 AGGREGATE $ 3,000,000", ({"per_claim": 100_000_000, "aggregate": 300_000_000}, "USD")),
    ("Per claim\n1,000,000\nPer year\n3,000,000", ({"per_claim": 100_000_000, "aggregate": 300_000_000}, "")),
    ("1,000,000", ({}, "")),
    ("Claim 1,000,000", ({"per_claim": 100_000_000}, "")), ("Claim\n1,000,000", ({"per_claim": 100_000_000}, "")),
    ("Year\n3,000,000", ({"aggregate": 300_000_000}, "")),
    ("Per claim\nof the insured\n1,000,000", ({"per_claim": 100_000_000}, "")),
    ("Aggregate 3,000,000, claims\n1,000,000", ({"aggregate": 300_000_000}, "")),
]


@pytest.mark.parametrize(("text", "found"), SPANS)
def test_the_first_and_the_last_day_are_found_by_the_words_before_them(text, found):
    assert span(text) == found


@pytest.mark.parametrize(("text", "found"), NUMBERS)
def test_the_number_is_found_by_its_word_or_its_look(text, found):
    assert number(text) == found


@pytest.mark.parametrize(("text", "found"), AMOUNTS)
def test_amounts_are_found_by_the_word_before_them(text, found):
    assert amounts(text) == found


POLICY = "Liability insurance. Insured: Wren Halloway. This certificate confers no rights upon the holder of it, nor on others.\n"
LEAST = {"name": "Harbor", "per_claim": {"USD": 100_000_000}, "aggregate": {"USD": 300_000_000}}


@pytest.mark.parametrize(
    ("sums", "codes"),
    [
        ("Each claim USD 1,000,000 aggregate USD 3,000,000", []),
        ("Each claim USD 999,999 aggregate USD 3,000,000", ["low_per_claim"]),
        ("Each claim USD 1,000,000 aggregate USD 2,999,999", ["low_aggregate"]),
        ("Each claim EUR 10,000 aggregate EUR 20,000", []),
    ],
)
def test_cover_below_what_the_organization_asks_for_is_said_in_its_currency_alone(sums, codes):
    found = against(POLICY + sums, kind="insurance", names=["Halloway"], on=ON, least=LEAST)
    assert [row["code"] for row in found] == codes
    assert all("Harbor asks for at least $" in " ".join(coach_words.said(row)) for row in found)
    assert against(POLICY + sums, kind="insurance", names=["Halloway"], on=ON) == []


@pytest.mark.parametrize(("day", "codes"), [(25, ["passed"]), (26, ["ends_soon"])])
def test_a_paper_that_ends_within_a_month_is_too_short(day, codes):
    text = f"{POLICY}From 2025-11-27 through 2026-11-{day}"
    assert [row["code"] for row in against(text, kind="insurance", names=["Halloway"], on=ON)] == codes


@pytest.mark.parametrize(("last", "codes"), [("2026-12-26", ["ends_soon"]), ("2026-12-27", [])])
def test_a_month_is_thirty_days(last, codes):
    assert [row["code"] for row in against(f"{POLICY}Through {last}", kind="insurance", names=["Halloway"], on=ON)] == codes


def test_every_remark_has_words_in_three_parts():
    for code in coach_words.WORDS:
        named = {"page": 1, "name": "a.pdf", "day": "2026-01-01", "amount": 1, "least": 2, "currency": "USD", "organization": "H"}
        wrong, why, do = coach_words.said({"code": code, **named})
        assert wrong and why and (do or code == "turned")


def test_what_is_only_told_asks_for_no_note():
    rows = [{"code": code} for code in ("turned", "unread", "says", "blurred")]
    assert coach_words.weighty(rows) == [{"code": "blurred"}]


def test_every_specimen_document_is_read(reference_data):
    expected = {
        "nl_01_polis": ("BA-70021", "2027-01-01"), "us_01_coi": ("PLP-880120-00", "2027-01-01"),
        "us_01_licence_TX": ("78412", "2026-12-31"),
        "nl_01_registratie": ("49058127325", "2028-01-01"),
    }
    for path in sorted((reference_data / "09_documents" / "pdf").glob("*.pdf")):
        kind = "licenses" if "lic" in path.name or "regis" in path.name else "insurance"
        taken, remarks = coach.see(uploads.take([path.read_bytes()], filename=path.name), kind=kind, names=["Quintanilla"], on=ON)
        assert all(page.text.strip() for page in taken.drawn), path.name
        said = {row["field"]: row["value"] for row in remarks if row["code"] == "says"}
        if path.stem in expected:
            assert (said["number"], said.get("covers_through") or said.get("expires_on")) == expected[path.stem]


def test_a_page_is_turned_as_it_is_shown_and_what_was_sent_stays():
    taken = uploads.take([files.picture(size=(600, 400))])
    turned, remarks = coach.upright(taken, {1: 90})
    assert (turned.drawn[0].width, turned.drawn[0].height) == (400, 600) and turned.drawn[0].across == 600
    assert turned.content == taken.content and remarks == [{"code": "turned", "page": 1}]


def test_values_are_named_as_the_form_names_them():
    assert values("Conferred on May 10, 2004", kind="education") == {"issued_on": "2004-05-10"}
    assert values("Springfield, May 10, 2004", kind="education") == {"issued_on": "2004-05-10"}
    assert values("Conferred on May 10, 2004. Printed 3/3/2020", kind="education") == {"issued_on": "2004-05-10"}
    sums = "Each claim USD 1,000,000"
    assert values(sums, kind="insurance") == {"per_claim": "100000000", "currency": "USD"} and values(sums, kind="licenses") == {}
    assert values("License No. 78412, expires 12/31/2026", kind="licenses") == {"expires_on": "2026-12-31", "number": "78412"}
    assert values("Policy number: BA-70021", kind="answer") == {}
