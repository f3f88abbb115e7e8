"""What she disclosed, what sources say beside it, and malpractice (domain 1.7, 8.1 B 24, E 56-60)."""

from datetime import date

from network.dates import plus_months
from vetting.criteria.shapes import (
    EVIDENCE,
    ONE_DAY,
    no_turns,
    proof_for,
    reaches,
    settle,
    unknown,
    verdict,
    window,
    worst,
)
from vetting.evidence import Answer, Claim, Facts, State
from vetting.findings import Criterion, Field, Kind, Limit, Outcome, Reviewer, Severity, Stricter, Unit, Verdict

QUESTIONS = (
    "license_action", "prescribing_action", "network_termination", "program_exclusion", "criminal_conviction",
    "pending_charges", "malpractice_claims", "insurance_refused", "society_discipline", "illegal_drug_use",
    "unable_to_perform", "boundary_complaint", "confidentiality_breach", "civil_judgment", "monitored_practice",
    "conflict_of_interest",
)
CRIMINAL = ("criminal_conviction", "pending_charges", "illegal_drug_use")
QUESTION_SETS = {
    "us": QUESTIONS,
    # Criminal history may not be asked in the Netherlands beyond the certificate of conduct; programs and prescribing
    # actions of the US sets have no counterpart.
    "nl": tuple(
        code for code in QUESTIONS
        if code not in (*CRIMINAL, "prescribing_action", "program_exclusion")
    ),
}
LAWFUL_SETS = {"NL": ("nl",)}  # country → the sets its law lets be asked; elsewhere any (domain 1.3 and 8.1 number 78)
LEVELS = {
    "none": None,
    "note": (Severity.NOTE, None),
    "director": (Severity.REVIEW, Reviewer.DIRECTOR),
    "committee": (Severity.REVIEW, Reviewer.COMMITTEE),
    "blocks": (Severity.BLOCKS, None),
}
ORDER = tuple(LEVELS)
ASKED_MONTHS = 120  # the question about claims looks back ten years from the day she signed


def asked(limit: Limit) -> tuple[str, ...]:
    """The questions of the set; answers to any other are never read."""
    return QUESTION_SETS[limit["questions"]]


def _answers(facts: Facts, limit: Limit) -> dict[str, Answer]:
    return {answer.question: answer for answer in facts.answers or () if answer.question in asked(limit)}


def _answered(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Every question answered, every yes explained."""
    answers = _answers(facts, limit)
    missing = tuple(code for code in asked(limit) if code not in answers)
    silent = tuple(code for code, answer in answers.items() if answer.yes and not answer.explained)
    outcome = Outcome.UNKNOWN if missing or silent else Outcome.MET
    return verdict(outcome, missing=missing, unexplained=silent)


def level_of(answer: Answer, limit: Limit) -> str:
    """What the matrix says of a yes: by its grade, else by `any` for the question, else the row's `otherwise`."""
    by_grade = limit["matrix"].get(answer.question, {})
    return by_grade.get(answer.grade, by_grade.get("any", limit["otherwise"]))


def _disclosures(facts: Facts, limit: Limit, on: date) -> Verdict:
    """The heaviest yes decides who looks. The matrix, not the criterion's row, gives the severity."""
    answers = _answers(facts, limit)
    heavy = {code: level_of(answer, limit) for code, answer in answers.items() if answer.yes}
    level = max(heavy.values(), key=ORDER.index, default="none")
    shown = tuple((code, answers[code].grade, heavy[code]) for code in heavy)
    if LEVELS[level] is not None:
        severity, reviewer = LEVELS[level]
        return Verdict(Outcome.NOT_MET, {"yes": shown}, severity=severity, reviewer=reviewer)
    complete = all(code in answers for code in asked(limit))
    return verdict(Outcome.MET if complete else Outcome.UNKNOWN, yes=shown)


def _sources_say_yes(facts: Facts) -> set[str]:
    """The questions to which a verified record, or a claim she entered, answers yes."""
    said = {record.question for record in facts.records if record.proof.state is State.VERIFIED}
    if any(item.proof.state is State.VERIFIED for item in facts.license_actions or ()):
        said.add("license_action")
    if any(not item.disclosed and item.encumbered and item.proof.state is State.VERIFIED for item in facts.licenses or ()):
        said.add("license_action")
    if any(_contradicts(item, facts) for item in facts.claims or ()):
        said.add("malpractice_claims")
    if any(hit.state == "confirmed" for hit in facts.hits):
        said.add("program_exclusion")
    return said


def _contradicts(claim: Claim, facts: Facts) -> bool:
    """A claim she entered herself, or a carrier's verified word, that is open or within the years the question asks about."""
    asked = facts.attested_on is None or claim.open or facts.attested_on <= plus_months(claim.on, ASKED_MONTHS)
    return asked and claim.proof.state in (State.ATTESTED, State.VERIFIED)


def _nothing_omitted(facts: Facts, limit: Limit, on: date) -> Verdict:
    """A no that a verified source, or what she entered herself, contradicts; often heavier than the fact itself."""
    answers = _answers(facts, limit)
    said = _sources_say_yes(facts)
    omitted = tuple(code for code, answer in answers.items() if not answer.yes and code in said)
    if omitted:
        return verdict(Outcome.NOT_MET, omitted=omitted)
    return verdict(Outcome.MET if answers else Outcome.UNKNOWN, omitted=())


def claims_since(facts: Facts, limit: Limit, on: date) -> list[Claim]:
    """The claims of the last `limit["years"]` years."""
    return [item for item in facts.claims or () if on <= plus_months(item.on, 12 * limit["years"])]


def _claims_turns(facts: Facts, limit: Limit) -> list[date]:
    return [plus_months(item.on, 12 * limit["years"]) + ONE_DAY for item in facts.claims or ()]


def _known(facts: Facts, limit: Limit, **observed) -> Verdict:
    """Nothing against her: good once the claims history itself reaches the evidence asked."""
    proof = proof_for(facts, "disclosures")
    good = facts.claims is not None and reaches(proof.state, limit["evidence"])
    return verdict(Outcome.MET if good else Outcome.UNKNOWN, proof, **observed)


def _claims_count(facts: Facts, limit: Limit, on: date) -> Verdict:
    recent = claims_since(facts, limit, on)
    certain = [item for item in recent if item.proof.state in (State.ATTESTED, State.VERIFIED)]
    refs = tuple(item.proof.ref for item in recent if item.proof.ref)
    if len(certain) > limit["most"]:
        return Verdict(Outcome.NOT_MET, {"claims": len(certain)}, refs)
    if len(recent) > limit["most"]:
        return Verdict(Outcome.UNKNOWN, {"claims": len(recent)}, refs)
    return _known(facts, limit, claims=len(recent))


def _claims_paid(facts: Facts, limit: Limit, on: date) -> Verdict:
    """No single payment above the amount for its currency; an unknown amount, or another currency, stays unknown."""
    verdicts = [_known(facts, limit, paid=None)]
    for item in claims_since(facts, limit, on):
        if item.open and item.paid is None:
            continue
        most = limit["most"].get(item.paid.currency) if item.paid else None
        outcome = Outcome.UNKNOWN
        if most is not None:
            outcome = settle(item.paid.minor <= most, item.proof.state, limit["evidence"])
        verdicts.append(verdict(outcome, item.proof, paid=item.paid, on=item.on))
    return worst(verdicts, unknown())


def _claims_open(facts: Facts, limit: Limit, on: date) -> Verdict:
    verdicts = [
        verdict(settle(False, item.proof.state, limit["evidence"]), item.proof, on=item.on)
        for item in facts.claims or () if item.open
    ]
    return worst([*verdicts, _known(facts, limit, on=None)], unknown())


FAMILY = "conduct"
SET = Field("questions", Kind.CODE, choices=tuple(QUESTION_SETS))
LOOK_BACK = Field("years", Kind.INTEGER, minimum=1, maximum=20, default=5, stricter=Stricter.HIGHER)
READS = ("disclosures", "claims")
CRITERIA = (
    Criterion("disclosures_answered", FAMILY, Unit.NONE, (SET,), _answered, no_turns, ("disclosures",)),
    Criterion(
        "disclosures", FAMILY, Unit.NONE,
        (
            SET, Field("matrix", Kind.MATRIX, choices=ORDER, default={}),
            Field("otherwise", Kind.CODE, choices=ORDER, default="director", stricter=Stricter.HIGHER),
        ),
        _disclosures, no_turns, ("disclosures",),
    ),
    Criterion("nothing_omitted", FAMILY, Unit.NONE, (SET,), _nothing_omitted, no_turns, ("disclosures",)),
    window("malpractice_verified", FAMILY, "disclosures"),
    Criterion(
        "claims_count", FAMILY, Unit.COUNT,
        (Field("most", Kind.INTEGER, minimum=0, maximum=20, stricter=Stricter.LOWER), LOOK_BACK, EVIDENCE),
        _claims_count, _claims_turns, READS,
    ),
    Criterion(
        "claims_paid", FAMILY, Unit.MONEY,
        (Field("most", Kind.AMOUNTS, minimum=0, maximum=10**11, stricter=Stricter.LOWER), LOOK_BACK, EVIDENCE),
        _claims_paid, _claims_turns, READS,
    ),
    Criterion("claims_open", FAMILY, Unit.NONE, (EVIDENCE,), _claims_open, no_turns, READS),
)
