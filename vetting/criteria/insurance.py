"""Liability insurance: how much, in which currency, for whom, and until when (domain 1.6, 2.2, 8.1 C).

A policy in another currency is UNKNOWN, never a failure: nobody here knows the rate the insurer would use. A policy
whose last day has passed is UNKNOWN too: she may have renewed it.
"""

from collections.abc import Callable
from datetime import date, timedelta

from network.money import Money
from vetting.criteria.shapes import EVIDENCE, ONE_DAY, best, reaches, settle, unknown, verdict
from vetting.evidence import Facts, Insurance
from vetting.findings import Criterion, Field, Kind, Limit, Outcome, Stricter, Unit, Verdict


def _any_policy(facts: Facts, limit: Limit, on: date, good: Callable[[Insurance], bool | None], show) -> Verdict:
    """Any-of over her policies: one that covers the day is settled; a sufficient one that does not leaves it unknown."""
    if facts.insurance is None:
        return unknown()
    verdicts = []
    for policy in facts.insurance:
        answer = good(policy)
        covers = policy.first <= on <= policy.last
        if not covers and answer is False:
            continue
        outcome = Outcome.UNKNOWN
        if covers and answer is not None:
            outcome = settle(answer, policy.proof.state, limit["evidence"])
        verdicts.append(verdict(outcome, policy.proof, policy.last, last=policy.last, **show(policy)))
    return best(verdicts, unknown() if facts.insurance else verdict(Outcome.NOT_MET))


def _days(facts: Facts, limit: Limit) -> list[date]:
    return [day for policy in facts.insurance or () for day in (policy.first, policy.last + ONE_DAY)]


def _enough(amount: Money | None, minimum) -> bool | None:
    known = amount is not None and amount.currency in minimum
    return amount.minor >= minimum[amount.currency] if known else None


def _per_claim(facts: Facts, limit: Limit, on: date) -> Verdict:
    return _any_policy(
        facts, limit, on,
        lambda policy: _enough(policy.per_claim, limit["minimum"]), lambda policy: {"amount": policy.per_claim},
    )


def _aggregate(facts: Facts, limit: Limit, on: date) -> Verdict:
    return _any_policy(
        facts, limit, on,
        lambda policy: _enough(policy.aggregate, limit["minimum"]), lambda policy: {"amount": policy.aggregate},
    )


def _named(facts: Facts, limit: Limit, on: date) -> Verdict:
    return _any_policy(
        facts, limit, on,
        lambda policy: None if policy.named is None else policy.named in limit["named"],
        lambda policy: {"named": policy.named},
    )


def _form(facts: Facts, limit: Limit, on: date) -> Verdict:
    return _any_policy(
        facts, limit, on,
        lambda policy: None if policy.form is None else policy.form in limit["forms"],
        lambda policy: {"form": policy.form},
    )


def _also(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Everything asked beside malpractice, on one policy or on several; what nobody said is unknown."""
    if facts.insurance is None:
        return unknown(kinds=None)
    covering = [item for item in facts.insurance if item.first <= on <= item.last]
    sure = [item for item in covering if reaches(item.proof.state, limit["evidence"])]
    covered = {kind for item in sure for kind in item.also or ()}
    lacks = tuple(kind for kind in limit["kinds"] if kind not in covered)
    refs = tuple(item.proof.ref for item in sure if item.proof.ref)
    if not lacks:
        return Verdict(Outcome.MET, {"kinds": tuple(limit["kinds"])}, refs, min(item.last for item in sure))
    open_ = not covering or any(item.also is None or item not in sure for item in covering)
    outcome = Outcome.UNKNOWN if open_ and facts.insurance else Outcome.NOT_MET
    return Verdict(outcome, {"kinds": tuple(sorted(covered)), "lacks": lacks}, refs)


def covered_through(facts: Facts, on: date, floor: str) -> date | None:
    """The last day of unbroken cover from `on`, over policies that follow each other; None when `on` is not covered."""
    counted = sorted(
        (item for item in facts.insurance or () if reaches(item.proof.state, floor)), key=lambda item: item.first
    )
    last = None
    reach = on
    for item in counted:
        if item.first <= reach <= item.last:
            last, reach = item.last, item.last + ONE_DAY
    return last


def _in_force(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Covered on the day; with days of grace also so long after the last covered day, while the new policy is on its way."""
    found = _continues(facts, {**limit, "days": 0}, on)
    grace = timedelta(days=limit.get("grace", 0))
    if found.outcome is not Outcome.UNKNOWN or not grace or not facts.insurance:
        return found
    ended = [item for item in facts.insurance if reaches(item.proof.state, limit["evidence"]) and on - grace <= item.last < on]
    if not ended:
        return found
    last = max(ended, key=lambda item: item.last)
    return verdict(Outcome.MET, last.proof, last.last + grace, last=last.last)


def _continues(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Cover today and for n days more, without a day between."""
    if facts.insurance is None:
        return unknown(last=None)
    if not facts.insurance:
        return verdict(Outcome.NOT_MET, last=None)
    last = covered_through(facts, on, limit["evidence"])
    good = last is not None and on + timedelta(days=limit["days"]) <= last
    refs = tuple(item.proof.ref for item in facts.insurance if item.proof.ref)
    through = last - timedelta(days=limit["days"]) if good else None
    return Verdict(Outcome.MET if good else Outcome.UNKNOWN, {"last": last}, refs, through)


def _in_force_turns(facts: Facts, limit: Limit) -> list[date]:
    grace = limit.get("grace", 0)
    return [*_days(facts, limit), *(item.last + ONE_DAY + timedelta(days=grace) for item in facts.insurance or () if grace)]


def _continues_turns(facts: Facts, limit: Limit) -> list[date]:
    before = timedelta(days=limit["days"])
    return [*_days(facts, limit), *(item.last + ONE_DAY - before for item in facts.insurance or ())]


FAMILY = "insurance"
MINIMUM = Field("minimum", Kind.AMOUNTS, minimum=1, maximum=10**11, stricter=Stricter.HIGHER)
NAMED = Field("named", Kind.CODES, choices=("self", "group", "other"), default=("self",), stricter=Stricter.FEWER)
FORMS = Field("forms", Kind.CODES, choices=("occurrence", "claims_made", "claims_made_with_tail"), stricter=Stricter.FEWER)
ALSO = Field("kinds", Kind.CODES, choices=("cyber", "general"), stricter=Stricter.MORE)
DAYS = Field("days", Kind.INTEGER, minimum=1, maximum=365, stricter=Stricter.HIGHER)
GRACE = Field("grace", Kind.INTEGER, minimum=0, maximum=60, default=0, stricter=Stricter.LOWER, optional=True)
READS = ("insurance",)
CRITERIA = (
    Criterion("insurance_per_claim", FAMILY, Unit.MONEY, (MINIMUM, EVIDENCE), _per_claim, _days, READS),
    Criterion("insurance_aggregate", FAMILY, Unit.MONEY, (MINIMUM, EVIDENCE), _aggregate, _days, READS),
    Criterion("insurance_in_force", FAMILY, Unit.NONE, (EVIDENCE, GRACE), _in_force, _in_force_turns, READS),
    Criterion("insurance_continues", FAMILY, Unit.DAYS, (DAYS, EVIDENCE), _continues, _continues_turns, READS),
    Criterion("insurance_named", FAMILY, Unit.CODES, (NAMED, EVIDENCE), _named, _days, READS),
    Criterion("insurance_also", FAMILY, Unit.CODES, (ALSO, EVIDENCE), _also, _days, READS),
    Criterion("insurance_form", FAMILY, Unit.CODES, (FORMS, EVIDENCE), _form, _days, READS),
)
