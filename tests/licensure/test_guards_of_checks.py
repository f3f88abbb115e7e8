"""The smaller guards of checks and extensions, one by one on stand-ins; that the steps ask them is for the workflow tests."""

from datetime import UTC, datetime
from types import SimpleNamespace as Row

import pytest

import licensure.guards_extensions as guards_extensions
import licensure.guards_identity as guards_identity
import licensure.unread as reading
from licensure.by_rule import Ruling
from licensure.claims import carrier, untold
from licensure.guards_claims import claim_is_told
from licensure.guards_rule import rule_says_yes
from licensure.guards_sources import source_is_allowed
from network.transitions import Refusal

AT = datetime(2026, 11, 2, 3, tzinfo=UTC)
PERSONS = {5: {5, 55}, 6: {6}}  # person 5 has a second account
OPEN = {"reported_on": "2026-01-05", "claim_state": "open_claim", "currency": "USD"}
SETTLED = {**OPEN, "claim_state": "settled", "paid": 0, "closed_on": "2026-03-01"}


@pytest.fixture(autouse=True)
def same_persons(monkeypatch):
    for module in (guards_extensions, guards_identity):
        monkeypatch.setattr(module, "same_persons", lambda person: PERSONS[person])


def codes(guard, row, actor=6, **inputs):
    return [refusal.code for refusal in guard(row, actor=Row(person_id=actor), at=AT, **inputs)]


# ── Claims ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "values", "missing"),
    [
        ("claim", {}, ("reported_on", "claim_state", "currency")), ("claim", OPEN, ()), ("claim", SETTLED, ()),
        ("claim", {**OPEN, "currency": ""}, ("currency",)), ("claim", {**OPEN, "reported_on": None}, ("reported_on",)),
        ("claim", {**OPEN, "claim_state": "closed_unpaid"}, ("closed_on",)),
        ("claim", {**OPEN, "claim_state": "judgment"}, ("paid", "closed_on")), ("claim", {**SETTLED, "paid": None}, ("paid",)),
        ("loss_run", {}, ("claims",)), ("loss_run", {"claims": 0}, ()), ("loss_run", {"claims": 2}, ("latest_on",)),
        ("loss_run", {"claims": 2, "latest_on": "2026-03-01"}, ()), ("degree", {}, ()),
    ],
)  # fmt: skip
def test_a_claim_says_its_day_state_and_currency_a_paid_one_its_amount_and_a_closed_one_its_end(kind, values, missing):
    assert untold(kind, values) == missing


def test_a_carrier_is_the_same_in_other_capitals_and_blanks_and_another_is_not():
    assert carrier(" Tideway  MUTUAL ") == carrier("Tideway Mutual") != carrier("Tideway Mutuals")


CLAIM = Row(kind="claim")
TOLD = [
    ({"element": "claims", "evidence": CLAIM, "values": OPEN}, {}, []), ({"element": "claims", "evidence": None, "values": {}}, {}, []),
    ({"element": "claims", "evidence": CLAIM, "values": {}}, {"values": OPEN}, []),
    ({"element": "claims", "evidence": CLAIM, "values": OPEN}, {"values": {"currency": ""}}, ["claim_untold"]),
    ({"element": "claims", "evidence": CLAIM, "values": {}}, {}, ["claim_untold"]),
    ({"element": "insurance", "evidence": CLAIM, "values": {}}, {}, []),
]


@pytest.mark.parametrize(("check", "inputs", "refused"), TOLD)
def test_a_claim_is_verified_with_what_was_kept_and_is_just_being_said(check, inputs, refused):
    assert codes(claim_is_told, Row(**check), **inputs) == refused


# ── Extensions ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("actor", "entered_by", "refused"), [(5, 5, True), (5, 55, True), (5, 6, False), (6, 5, False)])
def test_whoever_entered_an_extension_confirms_it_under_no_account(actor, entered_by, refused):
    assert codes(guards_extensions.another_entered_it, Row(entered_by_id=entered_by), actor) == ["same_person"] * refused


@pytest.mark.parametrize(("actor", "holder", "refused"), [(5, 55, True), (5, 5, True), (5, 6, False), (5, None, False)])
def test_nobody_confirms_the_extension_of_her_own_license(actor, holder, refused):
    one = Row(license_id=1, license=Row(practitioner=Row(person_id=holder))) if holder else Row(license_id=None, license=None)
    assert codes(guards_extensions.not_her_own_license, one, actor) == ["own_file"] * refused


# ── Identity ─────────────────────────────────────────────────────────────────


def check(**fields):
    """A check of her identity that nobody answered yet."""
    users = Row(filter=lambda is_active: fields.get("users", []) if is_active else ["closed"])
    empty = {"element": "identity", "method": "", "met_by_id": None, "organization": "Harbor"}
    return Row(**{**empty, "practitioner": Row(person=Row(users=users)), **fields})


def test_only_an_identity_is_checked_by_meeting():
    assert codes(guards_identity.is_about_identity, check()) == []
    assert codes(guards_identity.is_about_identity, check(element="license")) == ["not_identity"]


@pytest.mark.parametrize(
    ("seen", "refused"),
    [
        (None, ["no_sighting"]), ({"document": "passport"}, ["no_sighting"]), ({"number_end": "4711"}, ["no_sighting"]),
        ({"document": "library_card", "number_end": "4711"}, ["no_sighting"]), ({"document": "passport", "number_end": "1"}, []),
        ({"document": "passport", "number_end": "4711"}, []), ({"document": "passport", "number_end": "X4711"}, ["too_much_kept"]),
    ],
)  # fmt: skip
def test_it_is_said_what_document_it_was_and_four_signs_of_its_number_at_most(seen, refused):
    assert codes(guards_identity.saw_her_document, check(), sighting=seen) == refused


def test_the_way_and_the_code_are_asked_of_her_organization_and_her_accounts(monkeypatch):
    asked = []
    monkeypatch.setattr(guards_identity, "accepted_way", lambda *given: asked.append(given) or ())
    monkeypatch.setattr(guards_identity, "shown_code", lambda *given: asked.append(given) or [Refusal("wrong_code", "-", "-")])
    assert codes(guards_identity.met_an_accepted_way, check(), how="video") == []
    assert codes(guards_identity.account_is_hers, check(), code="123456") == [], "without an account there is nothing to prove"
    assert codes(guards_identity.account_is_hers, check(users=["hers"]), code="123456") == ["wrong_code"]
    assert asked == [("Harbor", "video", AT), (["hers"], "123456", AT)]


HOW = "I knew her voice."
MET = [
    ({"element": "license"}, {}, False, []), ({}, {}, False, []), ({}, {}, True, ["not_met"]), ({}, {"how": "letter"}, True, ["not_met"]),
    ({"method": "video"}, {"comment": HOW}, False, ["not_met"]), ({}, {"how": "in_person", "comment": HOW}, True, ["not_met"]),
    ({"method": "video", "met_by_id": 6}, {"comment": HOW}, True, ["same_person"]),
    ({"method": "video", "met_by_id": 5}, {"comment": HOW}, True, []),
    ({"method": "video", "met_by_id": 5}, {"comment": " "}, True, ["no_reason"]),
    ({"method": "video", "met_by_id": 5}, {"how": "letter", "comment": HOW}, True, ["not_met"]),
]


@pytest.mark.parametrize(("fields", "inputs", "asks", "refused"), MET)
def test_an_identity_is_confirmed_by_another_than_who_met_her_with_how_she_knows(monkeypatch, fields, inputs, asks, refused):
    monkeypatch.setattr(guards_identity.identity, "asked_at", lambda organization, at: ("video",) if asks else ())
    assert codes(guards_identity.two_people_met_her, check(**fields), **inputs) == refused


# ── The rule, sources, and one key ───────────────────────────────────────────


RULINGS = [(None, ["no_ruling"]), (Ruling(()), []), (Ruling(("stale", "against")), ["stale", "against"])]


@pytest.mark.parametrize(("ruling", "refused"), RULINGS)
def test_a_rule_verifies_only_with_a_ruling_that_nothing_stops(ruling, refused):
    assert codes(rule_says_yes, check(), ruling=ruling) == refused


def fault(code, *names):
    return Row(code=code, names=names)


def test_every_fault_of_a_source_is_told_with_where_to_look_instead():
    faults = [fault("own_word"), fault("own_paper", "Board of Elms"), fault("other", "Board of Elms", "Board of Oaks"), fault("site")]
    found = list(source_is_allowed(check(), actor=Row(person_id=6), at=AT, source_faults=faults))
    assert [each.code for each in found] == ["own_word", "own_paper", "source_not_allowed", "source_not_allowed"]
    assert ["Board of Elms" in str(each.cure) for each in found] == [False, True, True, False]
    assert "Board of Elms; Board of Oaks" in str(found[2].cure) and "own" in str(found[3].message)
    assert codes(source_is_allowed, check()) == []


@pytest.mark.parametrize(("element", "told"), [("license", "keep that page"), ("npi", "keep that page"), ("degree", "keep the answer")])
def test_a_register_is_looked_up_and_a_school_is_asked(element, told):
    (refusal,) = source_is_allowed(check(element=element), actor=None, at=AT, source_faults=[fault("unknown", "Board of Elms")])
    assert told in str(refusal.cure)


UNREAD = [
    ({}, {}, []), ({"state": "required"}, {}, ["not_obtained"]), ({"met_by_id": 5}, {}, ["met"]),
    ({}, {"differences": ["name"]}, ["differs_somewhere"]), ({}, {"unidentified": ("names",)}, ["unidentified"]),
    ({}, {"needs_reading": True}, ["to_read"]),
    ({}, {"differences": ["name"], "unidentified": ("names",), "needs_reading": True}, ["differs_somewhere", "unidentified", "to_read"]),
    ({"state": "verified", "met_by_id": 5}, {"needs_reading": True}, ["not_obtained"]),
]


@pytest.mark.parametrize(("fields", "found", "refused"), UNREAD)
def test_one_key_takes_over_only_an_answer_in_which_nothing_waits_to_be_read(monkeypatch, fields, found, refused):
    for name in ("differences", "unidentified", "needs_reading"):
        monkeypatch.setattr(reading, name, lambda row, name=name: found.get(name, ()))
    assert [each.code for each in reading.unread(check(**{"state": "obtained", **fields}))] == refused
