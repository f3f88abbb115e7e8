"""Disclosures, what sources say beside them, and malpractice."""

import pytest

from network.money import Money
from tests.vetting.invented import TODAY, all_no, day, judge, license, outcome, proof, wren
from vetting.criteria.conduct import CRIMINAL, QUESTION_SETS, QUESTIONS
from vetting.evidence import Answer, Claim, Hit, LicenseAction, SourceRecord
from vetting.rules import CRITERIA, Reviewer, Severity

US = {"questions": "us"}


def yes(question, grade=None, explained=True):
    """Every question answered no, but for one."""
    return tuple(Answer(question, True, grade, explained) if each.question == question else each for each in all_no())


def test_the_dutch_set_asks_nothing_about_criminal_history():
    assert set(QUESTION_SETS["us"]) == set(QUESTIONS)
    assert set(QUESTIONS) - set(QUESTION_SETS["nl"]) == {*CRIMINAL, "prescribing_action", "program_exclusion"}
    assert set(CRIMINAL) == {"criminal_conviction", "pending_charges", "illegal_drug_use"}


def test_an_answer_outside_the_set_is_never_read():
    facts = wren(answers=yes("criminal_conviction"))
    assert outcome("disclosures", facts, {"questions": "nl"}) == "met"
    assert outcome("disclosures", facts, US) == "not_met"


def test_every_question_is_answered_and_every_yes_explained():
    missing = judge("disclosures_answered", wren(answers=all_no()[2:]), US)
    assert (str(missing.outcome), missing.observed["missing"]) == ("unknown", QUESTIONS[:2])
    silent = judge("disclosures_answered", wren(answers=yes("civil_judgment", explained=False)), US)
    assert (str(silent.outcome), silent.observed["unexplained"]) == ("unknown", ("civil_judgment",))
    assert outcome("disclosures_answered", wren(answers=yes("civil_judgment")), US) == "met"


LEVELS = [
    # question, grade → level in MATRIX
    ("license_action", "minor", "none"),
    ("license_action", "serious", "committee"),
    ("license_action", None, "committee"),
    ("criminal_conviction", "minor", "note"),
    ("criminal_conviction", "moderate", "director"),
    ("criminal_conviction", "serious", "blocks"),
    ("malpractice_claims", "serious", "director"),
]
MATRIX = {
    **US, "otherwise": "director",
    "matrix": {"license_action": {"minor": "none", "any": "committee"}, "criminal_conviction": {"minor": "note", "serious": "blocks"}},
}
HEAVIER = {
    "none": ("met", None, None), "note": ("not_met", Severity.NOTE, None), "director": ("not_met", Severity.REVIEW, Reviewer.DIRECTOR),
    "committee": ("not_met", Severity.REVIEW, Reviewer.COMMITTEE), "blocks": ("not_met", Severity.BLOCKS, None),
}


@pytest.mark.parametrize(("question", "grade", "level"), LEVELS)
def test_the_matrix_says_who_looks_at_a_yes(question, grade, level):
    found = judge("disclosures", wren(answers=yes(question, grade)), MATRIX)
    assert (str(found.outcome), found.severity, found.reviewer) == HEAVIER[level]
    assert found.observed["yes"] == ((question, grade, level),)


def test_the_heaviest_yes_decides():
    both = tuple(
        Answer(each.question, each.question in ("license_action", "malpractice_claims"), "serious", True) for each in all_no()
    )
    assert judge("disclosures", wren(answers=both), MATRIX).reviewer is Reviewer.COMMITTEE


def test_a_yes_counts_before_the_rest_is_answered_and_a_no_only_with_all():
    assert outcome("disclosures", wren(answers=(Answer("license_action", True, None, True),)), MATRIX) == "not_met"
    assert outcome("disclosures", wren(answers=all_no()[1:]), MATRIX) == "unknown"
    graded = (Answer("license_action", True, "minor", True),)
    assert outcome("disclosures", wren(answers=graded), MATRIX) == "unknown"


def omitted(**changes):
    return judge("nothing_omitted", wren(**changes), US).observed["omitted"]


def action(state="verified"):
    return LicenseAction("reprimand", day("2020-01-01"), "US-IN", proof(state=state))


SAID = [
    ({}, ()),
    ({"records": (SourceRecord("civil_judgment", proof()),)}, ("civil_judgment",)),
    ({"records": (SourceRecord("civil_judgment", proof(state="obtained")),)}, ()),
    ({"license_actions": (action(),)}, ("license_action",)),
    ({"license_actions": (action("obtained"),)}, ()),
    ({"license_actions": None}, ()),
    ({"licenses": (license(encumbered=True, disclosed=False),)}, ("license_action",)),
    ({"licenses": (license(encumbered=True, disclosed=True),)}, ()),
    ({"licenses": (license(encumbered=False, disclosed=False),)}, ()),
    ({"licenses": (license(encumbered=None, disclosed=False),)}, ()),
    ({"licenses": (license(encumbered=True, disclosed=False, proof=proof(state="obtained")),)}, ()),
    ({"licenses": None}, ()),
    ({"claims": (Claim(TODAY, False, proof()),)}, ("malpractice_claims",)),
    ({"claims": (Claim(TODAY, False, proof(state="attested")),)}, ("malpractice_claims",)),
    ({"claims": (Claim(TODAY, False, proof(state="obtained")),)}, ()),
    ({"claims": (Claim(TODAY, False, proof(state="discrepant")),)}, ()),
    ({"claims": (Claim(day("2016-11-19"), False, proof()),), "attested_on": day("2026-11-20")}, ()),
    ({"claims": (Claim(day("2016-11-20"), False, proof()),), "attested_on": day("2026-11-20")}, ("malpractice_claims",)),
    ({"claims": (Claim(day("2016-11-21"), False, proof()),), "attested_on": day("2026-11-20")}, ("malpractice_claims",)),
    ({"claims": (Claim(day("2010-01-01"), True, proof()),), "attested_on": day("2026-11-20")}, ("malpractice_claims",)),
    ({"claims": (Claim(day("2010-01-01"), False, proof()),), "attested_on": None}, ("malpractice_claims",)),
    ({"claims": None}, ()),
    ({"hits": (Hit("oig-leie", "certain", "confirmed", TODAY),)}, ("program_exclusion",)),
    ({"hits": (Hit("oig-leie", "certain", "open", TODAY),)}, ()),
]


@pytest.mark.parametrize(("changes", "expected"), SAID)
def test_a_no_that_a_verified_source_contradicts(changes, expected):
    assert omitted(**changes) == expected
    assert outcome("nothing_omitted", wren(**changes), US) == ("not_met" if expected else "met")


def test_a_yes_omits_nothing_and_no_answer_is_unknown():
    told = wren(answers=yes("license_action"), license_actions=(action(),))
    assert outcome("nothing_omitted", told, US) == "met"
    assert outcome("nothing_omitted", wren(answers=()), US) == "unknown"


def claim(on="2025-01-01", paid=None, state="verified", running=False, currency="USD"):
    return Claim(day(on), running, proof("disclosures", state, ref=f"c-{on}"), paid and Money(paid, currency))


COUNTED = [
    # claims, evidence floor, years → outcome with at most one
    ([claim(), claim()], "verified", "not_met"),
    ([claim(), claim(state="attested")], "verified", "not_met"),
    ([claim(), claim(state="obtained")], "verified", "unknown"),
    ([claim(), claim(state="discrepant")], "attested", "unknown"),
    ([claim(), claim("2021-11-24")], "verified", "not_met"),
    ([claim(), claim("2021-11-23")], "verified", "met"),
    ([claim(), claim("2021-11-25")], "verified", "not_met"),
    ([claim()], "verified", "met"),
    ([], "verified", "met"),
]


@pytest.mark.parametrize(("claims", "floor", "expected"), COUNTED)
def test_claims_in_the_look_back(claims, floor, expected):
    limit = {"most": 1, "years": 5, "evidence": floor}
    assert outcome("claims_count", wren(claims=tuple(claims)), limit) == expected


@pytest.mark.parametrize("key", ["claims_count", "claims_paid", "claims_open"])
def test_no_claim_counts_only_once_the_history_itself_was_verified(key):
    limit = {"most": 1 if key == "claims_count" else {"USD": 100}, "years": 5}
    attested = wren(proofs=(proof("disclosures", "attested"),))
    assert outcome(key, attested, limit) == "unknown"
    assert outcome(key, attested, {**limit, "evidence": "attested"}) == "met"
    assert outcome(key, wren(proofs=()), {**limit, "evidence": "attested"}) == "met"
    assert outcome(key, wren(claims=None), {**limit, "evidence": "attested"}) == "unknown"


def test_the_claims_that_were_counted_are_named():
    found = judge("claims_count", wren(claims=(claim(), claim("2024-01-01"), claim("2010-01-01"))), {"most": 1, "years": 5})
    assert (found.observed, found.evidence) == ({"claims": 2}, ("c-2025-01-01", "c-2024-01-01"))
    unsure = judge("claims_count", wren(claims=(claim(), claim("2024-01-01", state="obtained"))), {"most": 1, "years": 5})
    assert (unsure.observed, unsure.evidence) == ({"claims": 2}, ("c-2025-01-01", "c-2024-01-01"))
    nameless = Claim(day("2025-01-01"), False, proof("disclosures", ref=""))
    assert judge("claims_count", wren(claims=(nameless, nameless)), {"most": 1, "years": 5}).evidence == ()


PAID = [
    ([claim(paid=10_000_01)], "not_met"),
    ([claim(paid=10_000_00)], "met"),
    ([claim(paid=9_999_99)], "met"),
    ([claim(paid=10_000_01, state="obtained")], "unknown"),
    ([claim(paid=1, currency="EUR")], "unknown"),
    ([claim()], "unknown"),
    ([claim(running=True)], "met"),
    ([claim(running=True, paid=10_000_01)], "not_met"),
    ([claim(paid=10_000_01, on="2021-11-23")], "met"),
    ([claim(paid=10_000_01, on="2021-11-24")], "not_met"),
    ([claim(paid=5), claim(paid=10_000_01)], "not_met"),
    ([claim(paid=5), claim()], "unknown"),
    ([claim(paid=5, state="attested")], "unknown"),
]


@pytest.mark.parametrize(("claims", "expected"), PAID)
def test_one_amount_above_the_limit_is_enough(claims, expected):
    limit = {"most": {"USD": 10_000_00}, "years": 5}
    assert outcome("claims_paid", wren(claims=tuple(claims)), limit) == expected


OPEN = [
    ([claim(running=True)], "not_met"),
    ([claim(running=True, state="attested")], "not_met"),
    ([claim(running=True, state="obtained")], "unknown"),
    ([claim()], "met"),
    ([claim(), claim(running=True)], "not_met"),
    ([claim("1999-01-01", running=True)], "not_met"),
]


@pytest.mark.parametrize(("claims", "expected"), OPEN)
def test_an_open_claim_is_never_too_old(claims, expected):
    assert outcome("claims_open", wren(claims=tuple(claims)), {}) == expected


@pytest.mark.parametrize("key", ["claims_count", "claims_paid"])
def test_a_claim_leaves_the_look_back_on_the_day_after_its_years(key):
    facts, limit = wren(claims=(claim("2021-11-24"),)), {"most": {"USD": 1}, "years": 5}
    assert list(CRITERIA[key].turns(facts, limit)) == [day("2026-11-25")]
