"""Invented evidence for the pure tests: short builders, and one therapist whose file is complete."""

from dataclasses import replace
from datetime import date, timedelta

from network.money import Money
from vetting.criteria.conduct import QUESTIONS
from vetting.evidence import (
    Answer,
    Degree,
    Facts,
    Insurance,
    Job,
    License,
    ListCheck,
    Proof,
    Reference,
    State,
    Training,
)
from vetting.rules import CRITERIA

TODAY = date(2026, 11, 24)
LONG_AGO = date(2000, 1, 1)


def day(text):
    return date.fromisoformat(text)


def after(start, days):
    return start + timedelta(days=days)


def proof(element="license", state="verified", as_of=TODAY, method="web_lookup", ref="v-1"):
    return Proof(element, State(state), as_of, method, "board", ref)


def dollars(whole):
    return Money(whole * 100, "USD")


GRADUATED = day("2015-06-01")


def degree(level="master", conferred_on=GRADUATED, state="verified", **more):
    return Degree(level, conferred_on, proof("education", state), **more)


def license(**more):
    given = {
        "jurisdiction": "US-OH", "register": "US-OH:cswmft", "level": "independent", "proof": proof(),
        "status": "active", "issued_on": day("2018-03-01"), "expires_on": day("2027-03-31"), "encumbered": False,
    }
    return License(**{**given, **more})


def insurance(per_claim=1_000_000, aggregate=3_000_000, first="2026-01-01", last="2026-12-31", state="verified", **more):
    given = {"named": "self", "form": "occurrence", **more}
    return Insurance(day(first), day(last), dollars(per_claim), dollars(aggregate), proof("insurance", state), **given)


def reference(received_on=TODAY, relation="peer", rating=4, state="verified"):
    return Reference(received_on, relation, proof("reference", state), rating)


def all_no(*yes, grade=None):
    return tuple(Answer(code, code in yes, grade if code in yes else None, code in yes) for code in QUESTIONS)


def job(first, last=None, kind="clinical"):
    return Job(day(first), day(last) if last else None, kind)


WREN = Facts(
    submitted_on=day("2026-11-02"),
    attested_on=day("2026-11-02"),
    profession="social_worker",
    languages=("en",),
    jurisdictions=("US-OH",),
    services=("counseling",),
    npi="1234567893",
    conflicts=(),
    clinical_hours=4000,
    degrees=(degree(),),
    licenses=(license(),),
    license_actions=(),
    supervision=(),
    insurance=(insurance(last="2027-06-30"),),
    jobs=(job("2016-01-01"), job("2024-10-01", kind="eap")),
    trainings=(Training("eap_101", day("2024-05-01"), proof("training")),),
    hours=(),
    references=(reference(), reference(relation="supervisor")),
    claims=(),
    answers=all_no(),
    list_checks=(ListCheck("oig-leie", day("2026-11-10"), State.VERIFIED, "run-1"),),
    proofs=(
        *(
            proof(element, as_of=day("2026-11-12"), method="seen", ref=f"v-{element}")
            for element in ("identity", "work_history", "npi", "eap_experience", "disclosures", "supervision")
        ),
        proof("identity", as_of=day("2026-11-11"), method="video", ref="v-met"),
    ),
)


def wren(**changes):
    """Her file with something changed."""
    return replace(WREN, **changes)


def judge(key, facts, limit, on=TODAY):
    """One criterion's verdict, its limit completed with defaults."""
    criterion = CRITERIA[key]
    defaults = {field.name: field.default for field in criterion.fields if field.default is not None}
    return criterion.outcome(facts, {**defaults, **limit}, on)


def outcome(key, facts, limit, on=TODAY):
    """One criterion's outcome, as a word."""
    return str(judge(key, facts, limit, on).outcome)
