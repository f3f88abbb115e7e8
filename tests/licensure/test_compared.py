"""Reading the two sides of a check: what a source's kept answer states, in every shape sources give it."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Row

import pytest

from licensure import compared
from licensure.compared import (
    answered,
    attested,
    claims_with,
    differences,
    loss_run_for,
    needs_reading,
    titles_of,
    unidentified,
    writings,
)  # fmt: skip
from licensure.comparing import Difference, Stated
from licensure.models import Credential
from licensure.packs import packs
from network.documents import keep_own
from tests.network.cast import therapist
from tests.network.files import pdf

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
TODAY, BORN = date(2026, 11, 26), date(1984, 5, 2)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def check(element="license", *, good_through=None, **values):
    return Row(element=element, values=values, good_through=good_through)


@pytest.mark.parametrize(
    "values, stated",
    [
        ({}, Stated()),
        ({"names": ["Wren Halloway", ""], "number": "12"}, Stated((("", "Wren Halloway"),), "12")),
        ({"name": "Wren Halloway", "npi": 1999000130}, Stated((("", "Wren Halloway"),), "1999000130")),
        ({"date_of_birth": "1984-05-02T00:00:00", "first": "2026-01-01"}, Stated(born=date(1984, 5, 2), first=date(2026, 1, 1))),
        ({"first": date(2026, 1, 1), "last": ""}, Stated(first=date(2026, 1, 1))),
        ({"date_of_birth": "02/05/1984", "last": "unknown"}, Stated()),
        ({"last": "2027-06-30", "per_claim": 0, "aggregate": 5}, Stated(last=date(2027, 6, 30), per_claim=0, aggregate=5)),
    ],
)
def test_what_a_source_states_is_read_and_what_is_no_day_says_nothing(values, stated):
    assert answered(check(**values)) == stated


def test_what_is_just_being_answered_stands_before_what_was_kept():
    kept = check(good_through=date(2026, 1, 1), number="1", names=["A B"])
    assert answered(kept).last == date(2026, 1, 1)
    assert answered(kept, values={"number": "2"}, good_through=TODAY) == Stated((("", "A B"),), "2", last=TODAY)


@pytest.mark.parametrize(
    "element, values, missing",
    [
        ("license", {}, ("names", "number")), ("register", {"names": ["A"]}, ("number",)), ("npi", {"number": "1"}, ("names",)),
        ("insurance", {"number": "1"}, ("names",)), ("license", {"name": "A", "number": "1"}, ()), ("education", {}, ()),
        ("exclusion_list", {}, ()),
    ],
)
def test_an_answer_about_a_license_says_whose_it_is(element, values, missing):
    assert unidentified(check(element, **values)) == missing


@pytest.mark.parametrize(
    "element, values, read",
    [
        ("license", {"status": "active"}, False), ("license", {"status": "active", "encumbered": False, "remarks": []}, False),
        ("license", {}, True), ("license", {"status": ""}, True), ("license", {"status": "never heard of"}, True),
        ("license", {"status": "active", "encumbered": True}, True), ("register", {"status": "active", "actions": ["x"]}, True),
        ("npi", {"status": "active", "remarks": ["x"]}, True), ("education", {}, False), ("education", {"status": "revoked"}, True),
    ],
)
def test_a_word_about_her_standing_that_is_not_a_plain_active_is_for_a_person(element, values, read):
    assert needs_reading(check(element, **values)) is read


NAMES = (("Wren", "Halloway"), ("Wren", "van Pike"))


@pytest.fixture
def hers(monkeypatch):
    """A check of hers about an item; she had another name before."""
    before = Row(given_name="Wren", prefix="van", family_name="Pike")
    monkeypatch.setattr(compared, "PractitionerName", Row(objects=Row(of=lambda practitioner: Row(order_by=lambda name: [before]))))
    person = Row(given_name="Wren", prefix="", family_name="Halloway", date_of_birth=BORN)

    def built(element, evidence, **said):
        return Row(practitioner=Row(person=person, npi="1999000130"), element=element, evidence=evidence, good_through=None, values=said)

    return built


ITEMS = [
    ("license", Row(number="12", issued_on=FIRST, expires_on=LAST), Stated(NAMES, "12", BORN, FIRST, LAST)),
    ("license", Row(number="12", issued_on=FIRST, expires_on=None), Stated(NAMES, "12", BORN, FIRST)),
    ("register", Row(number="7", issued_on=FIRST, covers_through=LAST, named_person=""), Stated(NAMES, "7", BORN, FIRST, LAST)),
    ("insurance", Row(number="P-1", named_person="Tidewater Group", covers_from=FIRST, covers_through=LAST, issued_on=TODAY,
        per_claim=5, aggregate=0), Stated((*NAMES, ("", "Tidewater Group")), "P-1", BORN, FIRST, LAST, 5, 0)),
    ("insurance", Row(number="P-1", named_person="Jane Otherwood", covers_from=FIRST, covers_through=LAST, issued_on=TODAY,
        per_claim=5, aggregate=0, detail={"named": "self"}), Stated(NAMES, "P-1", BORN, FIRST, LAST, 5, 0)),
    ("insurance", Row(number="P-1", named_person="Tidewater Group", covers_from=FIRST, covers_through=LAST, issued_on=TODAY,
        per_claim=5, aggregate=0, detail={"named": "group"}), Stated((*NAMES, ("", "Tidewater Group")), "P-1", BORN, FIRST, LAST, 5, 0)),
    ("npi", None, Stated(NAMES, "1999000130", BORN)),
    ("npi", Row(number="7"), Stated(NAMES, "1999000130", BORN)),
    ("identity", None, Stated(NAMES, born=BORN)),
]


@pytest.mark.parametrize(("element", "evidence", "stated"), ITEMS)
def test_her_side_is_every_name_of_hers_and_what_she_wrote_about_the_item(hers, element, evidence, stated):
    assert attested(hers(element, evidence)) == stated


CLAIMED = Row(
    kind="claim", issued_on=FIRST, per_claim=5, currency="USD", practitioner=None, issuer="Tideway",
    detail={"incident_on": "2025-06-01", "closed_on": "2026-02-01", "state": "settled", "reserved": 9},
)
TOLD = {
    "incident_on": date(2025, 6, 1), "reported_on": FIRST, "closed_on": date(2026, 2, 1), "claim_state": "settled", "paid": 5,
    "reserved": 9,
}  # fmt: skip


def test_her_side_of_a_claim_is_its_days_state_and_amounts_and_of_a_loss_run_how_many_claims_she_entered(hers, monkeypatch):
    monkeypatch.setattr(compared, "claims_with", lambda row: [CLAIMED, CLAIMED])
    assert attested(hers("claims", CLAIMED)) == Stated(NAMES, **TOLD, currency="USD")
    assert attested(hers("claims", Row(**{**vars(CLAIMED), "currency": ""}))) == Stated(NAMES, **TOLD)
    assert attested(hers("claims", Row(kind="loss_run"))) == Stated(NAMES, claims=2)


def test_of_a_license_every_writing_of_its_title_is_hers_and_those_of_other_titles_there_are_not():
    item = Row(license_type="US-TX:lpc")
    told, types = titles_of(Row(element="license"), item), packs().types
    assert told["titles"] == writings(types["US-TX:lpc"])
    assert set(writings(types["US-TX:lp"])) <= set(told["others"])
    assert not {"LISW", *told["titles"]} & set(told["others"])
    assert titles_of(Row(element="register"), item) == titles_of(Row(element="license"), Row(license_type="none")) == {}


@pytest.mark.django_db
def test_a_loss_run_speaks_of_the_claims_with_its_carrier_and_the_newest_one_with_a_copy_of_a_claim():
    wren, herself = therapist()
    copy = keep_own(owner=wren, kind="license", content=pdf(), content_type="application/pdf", filename="run.pdf", actor=herself, at=AT)

    def kept(kind, issuer="Tideway Mutual", **fields):
        return Credential.objects.create(practitioner=wren, kind=kind, issuer=issuer, **fields)

    claim, again = kept("claim"), kept("claim", " tideway  MUTUAL ")
    kept("claim", "Elm Casualty"), kept("claim", retired_at=AT)
    older = kept("loss_run", issued_on=FIRST, document=copy)
    assert (claims_with(older), loss_run_for(claim)) == ([claim, again], older)
    newer = kept("loss_run", issued_on=LAST, document=copy)
    kept("loss_run", issued_on=TODAY, document=copy), kept("loss_run", issued_on=LAST)
    kept("loss_run", "Elm Casualty", issued_on=LAST, document=copy)
    assert (loss_run_for(claim), loss_run_for(kept("claim", "Oak Casualty"))) == (newer, None)


def test_her_word_and_what_is_just_being_answered_are_compared(hers):
    check = hers("license", Row(number="12", issued_on=FIRST, expires_on=LAST), number="12", names=["Wren van Pike"])
    assert differences(check) == ()
    assert differences(check, values={"number": "13"}, good_through=TODAY) == (
        Difference("number", "12", "13", "digit", ((1,), (1,))), Difference("last", LAST, TODAY),
    )
