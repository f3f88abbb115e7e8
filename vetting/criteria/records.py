"""Evidence that must be on file and fresh: signature, education, work history, identity, conduct, references, NPI.

Domain 1.1 (windows), 1.6, 8.1 B and D. None of these fails by age: what is too old is UNKNOWN until it is renewed.
"""

from datetime import date

from licensure import npi
from network.dates import last_good_day, plus_months
from vetting.criteria.shapes import (
    EVIDENCE,
    ONE_DAY,
    days_field,
    days_turns,
    fresh,
    months_turns,
    no_turns,
    proof_for,
    reaches,
    settle,
    unknown,
    verdict,
    window,
    within_days,
    within_months,
    worst,
)
from vetting.evidence import Facts, Proof, Reference, State
from vetting.findings import Criterion, Field, Kind, Limit, Outcome, Stricter, Unit, Verdict


def _attestation(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Signed by the therapist within n days. A stale signature is signed again, the file is not started again."""
    if facts.attested_on is None:
        return unknown(attested_on=None)
    last = last_good_day(facts.attested_on, limit["days"])
    outcome = Outcome.MET if on <= last else Outcome.UNKNOWN
    return verdict(outcome, None, last, attested_on=facts.attested_on)


def _attestation_turns(facts: Facts, limit: Limit) -> list[date]:
    return [last_good_day(facts.attested_on, limit["days"]) + ONE_DAY] if facts.attested_on else []


def _repeated(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Signed anew within n months for as long as she is in the network (NCQA 2026 asks once a year that data are accurate)."""
    if facts.attested_on is None:
        return unknown(attested_on=None)
    last = plus_months(facts.attested_on, limit["months"])
    return verdict(Outcome.MET if on <= last else Outcome.UNKNOWN, None, last, attested_on=facts.attested_on)


def _repeated_turns(facts: Facts, limit: Limit) -> list[date]:
    return [plus_months(facts.attested_on, limit["months"]) + ONE_DAY] if facts.attested_on else []


def _education(facts: Facts, limit: Limit, on: date) -> Verdict:
    """A degree verified at its source; with days above 0 within so many, else once is enough."""
    verdicts = []
    for degree in facts.degrees or ():
        if limit["days"]:
            verdicts.append(within_days(degree.proof, limit["days"], on))
        else:
            verdicts.append(fresh(degree.proof, date.max, on))
    return _endless(min(verdicts, key=_rank)) if verdicts else unknown(as_of=None)


def _rank(item: Verdict) -> tuple:
    through = item.good_through or date.min
    return (item.outcome is not Outcome.MET, -through.toordinal())


def _endless(item: Verdict) -> Verdict:
    if item.good_through != date.max:
        return item
    return Verdict(item.outcome, item.observed, item.evidence)


def _education_turns(facts: Facts, limit: Limit) -> list[date]:
    return days_turns([degree.proof for degree in facts.degrees or ()], limit["days"]) if limit["days"] else []


def _identity(facts: Facts, limit: Limit, on: date) -> Verdict:
    """An identity document seen by a person, by an accepted method. No copy is needed, and some laws forbid one."""
    seen = [proof for proof in facts.proofs_of("identity") if proof.method in limit["methods"]]
    proof = ([item for item in seen if item.state is State.VERIFIED] or [Proof("identity")])[-1]
    outcome = Outcome.MET if proof.state is State.VERIFIED else Outcome.UNKNOWN
    return verdict(outcome, proof, state=str(proof.state), method=proof.method, as_of=proof.as_of)


def _conduct_proof(facts: Facts, limit: Limit) -> Proof:
    proofs = [item for item in facts.proofs_of("certificate_of_conduct") if item.method in limit["methods"]]
    verified = [item for item in proofs if item.state is State.VERIFIED]
    return (verified or proofs or [Proof("certificate_of_conduct")])[-1]


def _conduct(facts: Facts, limit: Limit, on: date) -> Verdict:
    """A certificate of conduct (in the Netherlands a VOG) at most n months old; its age counts from its issue date."""
    return within_months(_conduct_proof(facts, limit), limit["months"], on)


def _conduct_turns(facts: Facts, limit: Limit) -> list[date]:
    return months_turns([_conduct_proof(facts, limit)], limit["months"])


def _counted(facts: Facts, limit: Limit) -> list[Reference]:
    found = [
        item for item in facts.references or ()
        if item.relation in limit["relations"] and reaches(item.proof.state, limit["evidence"])
    ]
    return sorted(found, key=lambda item: item.received_on, reverse=True)


def _references(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Enough answers from people who may speak for her, each at most n months old."""
    recent = [item for item in _counted(facts, limit) if on <= plus_months(item.received_on, limit["months"])]
    good = len(recent) >= limit["count"]
    through = plus_months(recent[limit["count"] - 1].received_on, limit["months"]) if good else None
    refs = tuple(item.proof.ref for item in recent if item.proof.ref)
    return Verdict(Outcome.MET if good else Outcome.UNKNOWN, {"count": len(recent)}, refs, through)


def _references_turns(facts: Facts, limit: Limit) -> list[date]:
    return [plus_months(item.received_on, limit["months"]) + ONE_DAY for item in facts.references or ()]


def _ratings(facts: Facts, limit: Limit, on: date) -> Verdict:
    rated = [item for item in facts.references or () if item.rating is not None]
    verdicts = [
        verdict(settle(item.rating >= limit["rating"], item.proof.state, "attested"), item.proof, rating=item.rating)
        for item in rated
    ]
    return worst(verdicts, unknown(rating=None))


def _npi(facts: Facts, limit: Limit, on: date) -> Verdict:
    if facts.npi is None:
        return unknown(npi=None)
    if not npi.is_valid(facts.npi):
        return verdict(Outcome.NOT_MET, npi=facts.npi, well_formed=False)
    proof = proof_for(facts, "npi")
    outcome = Outcome.MET if reaches(proof.state, limit["evidence"]) else Outcome.UNKNOWN
    return verdict(outcome, proof, npi=facts.npi, well_formed=True)


FAMILY = "records"
METHODS = ("source_document", "web_lookup", "file", "phone", "letter", "seen")
MEETINGS = ("video", "in_person")
RELATIONS = ("peer", "supervisor", "partner", "relative", "employee")
MONTHS = Field("months", Kind.INTEGER, minimum=1, maximum=60, stricter=Stricter.LOWER)
ACCEPTED_METHODS = Field("methods", Kind.CODES, choices=METHODS, default=("seen",), stricter=Stricter.FEWER)
# a meeting is verified by another person than the one who met her: the step itself insists, so the way is all there is to read
WAYS_TO_MEET = Field("methods", Kind.CODES, choices=MEETINGS, default=MEETINGS, stricter=Stricter.FEWER)
CRITERIA = (
    Criterion(
        "attestation_signed", FAMILY, Unit.DAYS, (days_field(),), _attestation, _attestation_turns, waivable=False
    ),
    Criterion(
        "attestation_repeated", FAMILY, Unit.MONTHS,
        (Field("months", Kind.INTEGER, minimum=6, maximum=36, stricter=Stricter.LOWER),), _repeated, _repeated_turns, waivable=False,
    ),
    Criterion(
        "education_verified", FAMILY, Unit.DAYS,
        (Field("days", Kind.INTEGER, minimum=0, maximum=1095),), _education, _education_turns, ("education",),
    ),
    window("work_history_verified", FAMILY, "work_history"),
    Criterion("identity_seen", FAMILY, Unit.NONE, (ACCEPTED_METHODS,), _identity, no_turns, ("identity",)),
    Criterion("identity_checked", FAMILY, Unit.NONE, (WAYS_TO_MEET,), _identity, no_turns, ("identity",)),
    Criterion(
        "certificate_of_conduct", FAMILY, Unit.MONTHS, (MONTHS, ACCEPTED_METHODS), _conduct, _conduct_turns,
        ("certificate_of_conduct",),
    ),
    Criterion(
        "references", FAMILY, Unit.COUNT,
        (
            Field("count", Kind.INTEGER, minimum=1, maximum=10, stricter=Stricter.HIGHER), MONTHS,
            Field("relations", Kind.CODES, choices=RELATIONS, default=("peer", "supervisor"), stricter=Stricter.FEWER),
            EVIDENCE,
        ),
        _references, _references_turns, ("reference",),
    ),
    Criterion(
        "reference_ratings", FAMILY, Unit.RATING,
        (Field("rating", Kind.INTEGER, minimum=1, maximum=5, stricter=Stricter.HIGHER),), _ratings, no_turns,
        ("reference",),
    ),
    Criterion("npi_valid", FAMILY, Unit.NONE, (EVIDENCE,), _npi, no_turns, ("npi",)),
)
