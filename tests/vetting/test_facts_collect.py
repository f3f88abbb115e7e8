"""The facts of one file on stand-ins: what she says counts as hers, what a source answered only once somebody verified it."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Row

import pytest

from network.money import Money
from vetting.clocks import DEFAULTS
from vetting.criteria import CRITERIA
from vetting.evidence import (
    Answer,
    Degree,
    Insurance,
    License,
    LicenseAction,
    ListCheck,
    Proof,
    Reference,
    SourceRecord,
    State,
    Supervision,
    Training,
    Waiver,
)
from vetting.facts import collect as module
from vetting.facts import waivers
from vetting.facts.collect import collect

ON, SEEN = date(2026, 11, 26), date(2026, 11, 20)
ISSUED, EXPIRES, GOOD = date(2016, 3, 1), date(2027, 3, 31), date(2028, 3, 31)
ASKED = "us-2026-1"
AT = datetime(2026, 11, 21, 3, tzinfo=UTC)  # the evening of the 20th in Ohio


class Denials:
    """What the database says of her other files: the days on which they were denied."""

    days = ()

    def within(self, organization):
        return self

    filter = exclude = lambda self, **fields: self

    def values_list(self, name, flat=False):
        return list(self.days) if flat else [(day,) for day in self.days]


class File:
    """A file that is being checked."""

    objects = Denials()

    def __init__(self, signed=None, answers=(), **hers):
        self.pk, self.kind, self.reference, self.submitted_on = 1, "initial", "HA-1", SEEN
        self.jurisdictions, self.services = ["US-OH"], ["counseling"]
        self.offers, self.participation_id = {}, 1
        self.practitioner = Row(**{"pk": 1, "profession": "social_worker", "npi": "1234567893", **hers})
        self.organization = Row(zone="America/New_York", country="US")
        newest = Row(first=lambda: signed and Row(signed_at=signed))
        self.attestations = Row(all=lambda: Row(order_by=lambda *names: newest))
        self.snapshot = {"disclosures": list(answers)}


@pytest.fixture
def gather(monkeypatch):
    """The facts of these rows of hers and these checks; `kind`: what her titles are; `searched`: the lists she was looked for on."""

    def facts(*rows, checks=(), licenses=(), disclosures=(), file=None, searched=(), lifelong=False, ended=None, on=ON):
        profile = Row(of_kind=lambda kind: tuple(row for row in rows if row.kind == kind), licenses=licenses, disclosures=disclosures)
        kind = Row(register="", level="independent", statutory=True, lifelong=lifelong, last_day=lambda key, day: day)
        stand_ins = {
            "profile_of": lambda practitioner: profile, "verifications": lambda reference: checks,
            "kind_of": lambda row, organization: kind,
            "checked_lists": lambda organization, practitioner, check: searched, "list_hits": lambda organization, practitioner: (),
            "history_of": lambda application, on: Row(jobs=(on, ), gaps=()), "claims_of": lambda profile, proofs, answers: (),
            "question_set_of": lambda organization: Row(key=ASKED), "concerns_of": lambda organization, people: dict.fromkeys(people, ()),
            "ended_for_cause": lambda organization, people: dict(zip(people, [ended], strict=True)),
        }
        for name, stand_in in stand_ins.items():
            monkeypatch.setattr(module, name, stand_in)
        monkeypatch.setattr(waivers, "clocks_of", lambda organization, on: DEFAULTS)
        return collect(file or File(), on=on)

    return facts


def check(element, item="", state="verified", **fields):
    return Row(**{
        "pk": 9, "element": element, "item": item, "state": state, "as_of": SEEN, "method": "seen", "source": "The source",
        "rule": None, "rule_version": None, "good_through": None, "values": {}, "waiver_by_id": None, "waived_by": None,
        "verified_at": AT, **fields,
    })


def proof(element, state=State.VERIFIED, rule=None):
    return Proof(element, state, SEEN, "seen", "The source", "verification:9", rule)


def held(kind, key="k1", **fields):
    return Row(**{
        "kind": kind, "key": key, "code": "", "issued_on": None, "expires_on": None, "covers_from": None, "covers_through": None,
        "per_claim": None, "aggregate": None, "currency": "", "quantity": None, "detail": {}, **fields,
    })


OPEN = ("required", "requested", "obtained", "discrepant", "unavailable")


def test_what_she_leaves_empty_is_unknown(gather):
    facts = gather(file=File(profession="", npi=""))
    assert (facts.profession, facts.npi, facts.attested_on, facts.denied_on, facts.conflicts) == (None,) * 5
    facts = gather(file=File(signed=AT))
    assert (facts.profession, facts.npi, facts.attested_on) == ("social_worker", "1234567893", SEEN)


def test_her_history_is_read_as_of_the_day_she_signed_and_in_a_draft_as_of_the_day_asked_about(gather):
    assert gather(file=File(signed=AT)).jobs == (SEEN,) and gather().jobs == (ON,)


def test_the_last_denial_counts(gather, monkeypatch):
    monkeypatch.setattr(Denials, "days", (date(2025, 1, 2), date(2026, 3, 4)))
    assert gather().denied_on == date(2026, 3, 4)
    assert gather(ended=date(2026, 3, 3)).denied_on == date(2026, 3, 4)
    assert gather(ended=date(2026, 3, 5)).denied_on == date(2026, 3, 5)  # an end for cause is waited out, too


@pytest.mark.parametrize(("state", "read"), [
    ("required", "attested"), ("requested", "attested"), ("obtained", "obtained"), ("verified", "verified"),
    ("discrepant", "discrepant"), ("unavailable", "unavailable"), ("waived", "attested"),
])
def test_a_check_is_read_as_far_as_it_has_come_and_without_one_she_stands_behind_it_alone(gather, state, read):
    degree = held("degree", code="master", issued_on=ISSUED, detail={"accredited_by": "CSWE"})
    facts = gather(degree, checks=[check("education", "k1", state, rule=1, rule_version=2)])
    assert facts.degrees == (Degree("master", ISSUED, proof("education", State(read), "1.2"), "CSWE"),)
    assert facts.proofs == (proof("education", State(read), "1.2"),)
    assert gather(degree).degrees == (Degree("master", ISSUED, Proof("education"), "CSWE"),)
    assert gather(degree, checks=[check("education", "k2")]).degrees[0].proof == Proof("education")


# ── Licenses ─────────────────────────────────────────────────────────────────
LICENSE = Row(key="k1", jurisdiction_id="US-OH", license_type="US-OH:lisw", issued_on=ISSUED, expires_on=EXPIRES)
SAYS = {"status": "active", "encumbered": True, "actions": [{"kind": "reprimand", "on": "2020-02-03"}]}


def license_(**fields):
    return License(**{"jurisdiction": "US-OH", "register": "", "level": "independent", "issued_on": ISSUED, "expires_on": EXPIRES,
        "disclosed": False, **fields})


def test_what_a_board_says_of_her_license_counts_once_it_is_verified(gather):
    row = check("license", "k1", good_through=GOOD, values=SAYS)
    facts = gather(licenses=[LICENSE], checks=[row])
    assert facts.licenses == (license_(proof=proof("license"), status="active", encumbered=True, expires_on=GOOD),)
    assert facts.license_actions == (LicenseAction("reprimand", date(2020, 2, 3), "US-OH", proof("license")),)
    row.good_through, row.values = None, {"status": "active"}
    facts = gather(licenses=[LICENSE], checks=[row])
    assert (facts.licenses, facts.license_actions) == ((license_(proof=proof("license"), status="active"),), ())
    assert gather(licenses=[LICENSE]).licenses == (license_(proof=Proof("license")),)


@pytest.mark.parametrize("state", OPEN)
def test_until_then_the_board_has_said_nothing(gather, state):
    row = check("license", "k1", state, good_through=GOOD, values=SAYS)
    facts = gather(licenses=[LICENSE], checks=[row])
    assert (facts.licenses, facts.license_actions) == ((license_(proof=proof("license", module.STATES[state])),), ())


def said(question, answer, narrative="", asked=ASKED):
    return {"question_set": asked, "question": question, "answer": answer, "narrative": narrative}


@pytest.mark.parametrize(("question", "yes", "disclosed"), [
    ("license_action", True, True), ("license_action", False, False), ("pending_charges", True, False),
])
def test_she_disclosed_what_a_board_did_only_by_a_yes_to_that_question(gather, question, yes, disclosed):
    assert gather(licenses=[LICENSE], file=File(answers=[said(question, yes)])).licenses[0].disclosed is disclosed


def test_a_voluntary_register_is_no_license_by_law(gather):
    row = held("register", code="NL:nip", issued_on=ISSUED, covers_through=EXPIRES, detail={"jurisdiction": "NL"})
    told = check("register", "k1", values={"status": "active", "encumbered": False})
    assert gather(row, checks=[told]).licenses == (License(
        "NL", "NL:nip", "voluntary", proof("register"), statutory=False, status="active", issued_on=ISSUED, expires_on=EXPIRES,
        encumbered=False,
    ),)


# ── What else she holds ──────────────────────────────────────────────────────
@pytest.mark.parametrize(("fields", "found"), [
    ({"covers_from": ISSUED, "covers_through": EXPIRES, "code": "title_only"}, ("title_only", ISSUED, EXPIRES)),
    ({"issued_on": ISSUED}, ("independent", ISSUED, None)),
    ({"issued_on": ISSUED, "covers_from": SEEN}, ("independent", SEEN, None)),
    ({}, None),
])
def test_supervision_begins_on_its_first_day_else_on_the_day_of_its_paper(gather, fields, found):
    assert gather(held("supervision", **fields)).supervision == ((Supervision(*found, Proof("supervision")),) if found else ())


POLICY = {"covers_from": ISSUED, "covers_through": EXPIRES, "per_claim": 100, "aggregate": 300, "currency": "USD"}


def insured(last, proof):
    return Insurance(ISSUED, last, Money(100, "USD"), Money(300, "USD"), proof, named="self", form=None)


def test_insurance_runs_until_the_day_its_source_says_once_verified(gather):
    row = held("insurance", **POLICY)
    assert gather(row).insurance == (insured(EXPIRES, Proof("insurance")),)
    assert gather(row, checks=[check("insurance", "k1", good_through=GOOD)]).insurance == (insured(GOOD, proof("insurance")),)
    assert gather(row, checks=[check("insurance", "k1")]).insurance == (insured(EXPIRES, proof("insurance")),)
    for state in OPEN:
        (found,) = gather(row, checks=[check("insurance", "k1", state, good_through=GOOD)]).insurance
        assert found.last == EXPIRES


@pytest.mark.parametrize("missing", list(POLICY))
def test_a_policy_that_lacks_a_day_an_amount_or_its_currency_covers_nothing(gather, missing):
    assert gather(held("insurance", **{**POLICY, missing: "" if missing == "currency" else None})).insurance == ()


def test_a_training_counts_once_its_day_is_known(gather):
    row = held("training", code="eap-101", issued_on=ISSUED, covers_through=EXPIRES)
    assert gather(row, held("training", "k2")).trainings == (Training("eap-101", ISSUED, Proof("training"), EXPIRES),)


LETTER = {"issued_on": ISSUED, "code": "supervisor", "quantity": 4}


@pytest.mark.parametrize(("fields", "state", "values", "found"), [
    (LETTER, "verified", {"relation": "employer", "rating": 5}, (SEEN, "employer", 5)),
    (LETTER, "verified", {"relation": "employer"}, (SEEN, "employer", 4)),
    ({}, "verified", {"relation": "employer", "rating": 5}, (SEEN, "employer", 5)),
    (LETTER, "verified", {"rating": 5}, (ISSUED, "supervisor", 4)),
    (LETTER, "obtained", {"relation": "employer", "rating": 5}, (ISSUED, "supervisor", 4)),
    ({"issued_on": ISSUED}, "required", {}, (ISSUED, "peer", None)),
    ({}, "obtained", {"relation": "employer", "rating": 5}, None),
    ({}, None, {}, None),
])
def test_a_referee_who_answered_counts_once_verified_and_else_the_letter_she_brought(gather, fields, state, values, found):
    checks = [check("reference", "k1", state, values=values)] if state else []
    stands = proof("reference", module.STATES[state]) if state else Proof("reference")
    assert gather(held("reference", **fields), checks=checks).references == (
        (Reference(found[0], found[1], stands, found[2]),) if found else ()
    )


# ── Her answers, and what sources say ────────────────────────────────────────
def now(question, answer, narrative="", asked=ASKED):
    return Row(**said(question, answer, narrative, asked))


ANSWERS = [  # signed, now → yes, explained
    ([said("a", False)], [], (False, False)),
    ([said("a", True, "Zqstory")], [], (True, True)),
    ([said("a", True, "  ")], [now("a", False, "")], (True, False)),
    ([said("a", False)], [now("a", True, "Zqstory")], (True, True)),
    ([], [now("a", True)], (True, False)), ([], [now("a", False, "Zqstory")], (False, True)),
    ([said("a", None)], [now("a", True)], (True, False)), ([said("a", False)], [now("a", None)], (False, False)),
    ([said("a", None)], [], None), ([], [now("a", None)], None), ([], [], None),
    ([said("a", True, asked="nl-2026-1")], [now("a", True, asked="us-2025-1")], None),
]


@pytest.mark.parametrize(("signed", "today", "found"), ANSWERS)
def test_a_yes_is_added_after_signing_and_never_taken_back(gather, signed, today, found):
    facts = gather(file=File(answers=signed), disclosures=today)
    assert facts.answers == ((Answer("a", found[0], None, explained=found[1]),) if found else ())


def test_an_answer_has_the_grade_its_reviewer_gave_and_what_she_signed_stands_first(gather):
    graded = check("disclosures", values={"grades": {"b": "moderate"}})
    facts = gather(file=File(answers=[said("b", True)]), disclosures=[now("a", False), now("b", True)], checks=[graded])
    assert facts.answers == (Answer("b", True, "moderate"), Answer("a", False))


@pytest.mark.parametrize(("answers", "conflicts"), [
    ([now("conflict_of_interest", True)], ("conflict_of_interest",)), ([now("conflict_of_interest", False)], ()),
    ([now("a", True), now("conflict_of_interest", False)], ()), ([now("a", True)], None), ([], None),
])
def test_a_conflict_of_interest_is_what_she_says_of_that_question(gather, answers, conflicts):
    assert gather(disclosures=answers).conflicts == conflicts


@pytest.mark.parametrize(("checks", "found"), [
    ([check("disclosures", values={"source_says_yes": ["a", "b"]})], ("a", "b")), ([check("disclosures")], ()),
    ([check("disclosures", state="obtained", values={"source_says_yes": ["a"]})], ()), ([], ()),
])
def test_a_source_that_says_yes_counts_once_reviewed(gather, checks, found):
    assert gather(checks=checks).records == tuple(SourceRecord(question, proof("disclosures")) for question in found)


def test_a_list_she_was_looked_for_on_is_verified_once_somebody_reviewed_it(gather):
    at, day = datetime(2026, 11, 20, 3, 0, tzinfo=UTC), date(2026, 11, 19)  # still the evening before in the organization's zone
    searched = [Row(list_code="oig-leie", as_of=SEEN, reviewed=True, ref="screening:1", at=at),
        Row(list_code="sam", as_of=SEEN, reviewed=False, ref="screening:2", at=at)]
    assert gather(searched=searched).list_checks == (
        ListCheck("oig-leie", SEEN, State.VERIFIED, "screening:1", day), ListCheck("sam", SEEN, State.OBTAINED, "screening:2", day)
    )


# ── Waivers ──────────────────────────────────────────────────────────────────
def waived(element, item="", **fields):
    return check(element, item, "waived", waived_by="Ines Calloway", **fields)


WAIVABLE = [key for key, criterion in CRITERIA.items() if criterion.waivable and "insurance" in criterion.reads]


@pytest.mark.parametrize(("checks", "counts"), [
    ([waived("insurance", "k1")], True), ([waived("insurance", "k1"), check("insurance", "k2")], True),
    ([waived("insurance", "k1"), check("insurance", "k2", "obtained")], False),
    ([waived("insurance", "k1"), check("education", "k2", "obtained")], True),
    ([check("insurance", "k1")], False),
])
def test_an_element_is_waived_when_none_of_its_checks_is_open(gather, checks, counts):
    found = gather(checks=checks).waivers
    assert [each.criterion for each in found] == (WAIVABLE if counts else [])
    assert all(each == Waiver(each.criterion, "Ines Calloway", SEEN, ref="verification:9", role="director") for each in found)


def test_what_may_not_be_waived_is_not_and_the_committee_is_named(gather):
    found = gather(checks=[waived("license", waiver_by_id=5)]).waivers
    assert {"practice_level", "license_actions"} <= {each.criterion for each in found}
    assert not {"license_in_force", "license_verified", "insurance_form"} & {each.criterion for each in found}
    assert {each.role for each in found} == {"committee"}
