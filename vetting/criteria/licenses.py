"""Statutory authority and what a board did about it (domain 3.1, 8.1 A 1-4, D 38 and 55, E 57 and 63).

A license whose date has passed is UNKNOWN, not failed: she may have renewed. Only a register's word makes it NOT_MET.
"""

from collections.abc import Callable
from datetime import date

from network.dates import plus_months
from vetting.criteria.shapes import (
    EVIDENCE,
    ONE_DAY,
    best,
    days_field,
    days_turns,
    months_turns,
    no_turns,
    not_applicable,
    reaches,
    settle,
    unknown,
    verdict,
    within_days,
    within_months,
    worst,
)
from vetting.evidence import Facts, License, State
from vetting.findings import Criterion, Field, Kind, Limit, Outcome, Stricter, Unit, Verdict

PRACTICE_LEVELS = ("independent", "supervised", "provisional", "title_only", "voluntary")


def accepted(item: License, limit: Limit) -> bool:
    """A statutory license of an accepted practice level, or an entry in an accepted voluntary register."""
    return item.level in limit["levels"] if item.statutory else item.register in limit["registers"]


def requested(facts: Facts) -> list[License]:
    """The licenses for the places she wants to work in."""
    return [item for item in facts.licenses or () if item.jurisdiction in (facts.jurisdictions or ())]


def per_place(facts: Facts, judge: Callable[[License], Verdict], none: Outcome) -> Verdict:
    """All-of over the requested places, any-of over the licenses judged there; `none` where she holds no license."""
    if not facts.jurisdictions or facts.licenses is None:
        return unknown(jurisdictions=facts.jurisdictions)
    places = []
    for place in facts.jurisdictions:
        held = [judge(item) for item in facts.licenses if item.jurisdiction == place]
        places.append(best(held, verdict(none, jurisdiction=place)))
    return worst(places, unknown())


def held(item: License, limit: Limit) -> Verdict:
    """Whether one license or registration is accepted, by the evidence asked."""
    outcome = settle(accepted(item, limit), item.proof.state, limit["evidence"])
    return verdict(
        outcome, item.proof, jurisdiction=item.jurisdiction, level=item.level, register=item.register, statutory=item.statutory,
    )


def _practice_level(facts: Facts, limit: Limit, on: date) -> Verdict:
    return per_place(facts, lambda item: held(item, limit), Outcome.NOT_MET)


def _in_force(facts: Facts, limit: Limit, on: date) -> Verdict:
    def judge(item: License) -> Verdict:
        outcome = _status(item, on) if accepted(item, limit) else Outcome.UNKNOWN
        return verdict(
            outcome, item.proof, item.expires_on, jurisdiction=item.jurisdiction, status=item.status,
            expires_on=item.expires_on, lifelong=item.lifelong, state=str(item.proof.state),
        )

    return per_place(facts, judge, Outcome.UNKNOWN)


def _status(item: License, on: date) -> Outcome:
    if item.status is None or item.proof.state is not State.VERIFIED:
        return Outcome.UNKNOWN
    if item.status != "active":
        return Outcome.NOT_MET
    if item.issued_on is not None and on < item.issued_on:
        return Outcome.UNKNOWN
    running = item.lifelong if item.expires_on is None else on <= item.expires_on
    return Outcome.MET if running else Outcome.UNKNOWN


def _in_force_turns(facts: Facts, limit: Limit) -> list[date]:
    ends = [item.expires_on + ONE_DAY for item in facts.licenses or () if item.expires_on]
    return ends + [item.issued_on for item in facts.licenses or () if item.issued_on]


def _to_verify(facts: Facts, limit: Limit) -> list[License]:
    return list(facts.licenses or ()) if limit["all"] else requested(facts)


def _verified(facts: Facts, limit: Limit, on: date) -> Verdict:
    verdicts = [within_days(item.proof, limit["days"], on) for item in _to_verify(facts, limit)]
    return worst(verdicts, unknown(as_of=None))


def _verified_turns(facts: Facts, limit: Limit) -> list[date]:
    return days_turns([item.proof for item in facts.licenses or ()], limit["days"])


def _lifelong(facts: Facts) -> list[License]:
    return [item for item in requested(facts) if item.lifelong]


def _reverified(facts: Facts, limit: Limit, on: date) -> Verdict:
    """A registration without an end must still be looked up again: no expiry does not mean never check."""
    if facts.licenses is None:
        return unknown(as_of=None)
    verdicts = [within_months(item.proof, limit["months"], on) for item in _lifelong(facts)]
    return worst(verdicts, not_applicable())


def _reverified_turns(facts: Facts, limit: Limit) -> list[date]:
    return months_turns([item.proof for item in _lifelong(facts)], limit["months"])


def _unrestricted(facts: Facts, limit: Limit, on: date) -> Verdict:
    """All-of over every license she holds, wherever: one restricted license is enough to ask."""
    verdicts = []
    for item in facts.licenses or ():
        outcome = Outcome.UNKNOWN
        if item.encumbered is not None:
            outcome = settle(not item.encumbered, item.proof.state, limit["evidence"])
        verdicts.append(verdict(outcome, item.proof, jurisdiction=item.jurisdiction, encumbered=item.encumbered))
    return worst(verdicts, unknown(encumbered=None))


def _actions(facts: Facts, limit: Limit, on: date) -> Verdict:
    """No board action in the look-back (0 years: ever). None found counts once a license was looked up."""
    if facts.license_actions is None:
        return unknown(actions=None)
    counted = [
        item for item in facts.license_actions
        if not limit["years"] or on <= plus_months(item.on, 12 * limit["years"])
    ]
    bad = [
        verdict(settle(False, item.proof.state, limit["evidence"]), item.proof, actions=len(counted), kind=item.kind, on=item.on)
        for item in counted
    ]
    looked_up = any(reaches(item.proof.state, limit["evidence"]) for item in facts.licenses or ())
    return worst(bad, verdict(Outcome.MET if looked_up else Outcome.UNKNOWN, actions=0))


def _actions_turns(facts: Facts, limit: Limit) -> list[date]:
    if not limit["years"]:
        return []
    return [plus_months(item.on, 12 * limit["years"]) + ONE_DAY for item in facts.license_actions or ()]


def _supervision(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Whoever may not practice alone needs an agreement with an accepted supervisor that covers the day."""
    if facts.licenses is None:
        return unknown(levels=None)
    levels = tuple(sorted({item.level for item in requested(facts)} & set(limit["levels"])))
    if not levels:
        return not_applicable(levels=levels)
    return supervised(facts, limit, on, levels=levels)


def supervised(facts: Facts, limit: Limit, on: date, **observed) -> Verdict:
    """An agreement that covers the day, with a supervisor whose license is accepted."""
    if facts.supervision is None:
        return unknown(**observed, supervisor=None)
    verdicts = []
    for item in facts.supervision:
        runs = item.first <= on and (item.last is None or on <= item.last)
        outcome = settle(item.level in limit["supervisors"], item.proof.state, limit["evidence"])
        outcome = outcome if runs else Outcome.UNKNOWN
        verdicts.append(verdict(outcome, item.proof, item.last, **observed, supervisor=item.level, last=item.last))
    return best(verdicts, verdict(Outcome.NOT_MET, **observed, supervisor=None))


def supervision_turns(facts: Facts, limit: Limit) -> list[date]:
    """The first day of each agreement, and the day after its last."""
    ends = [item.last + ONE_DAY for item in facts.supervision or () if item.last]
    return ends + [item.first for item in facts.supervision or ()]


FAMILY = "licenses"
ACCEPTS = (
    Field("levels", Kind.CODES, choices=PRACTICE_LEVELS, default=("independent",), stricter=Stricter.FEWER),
    Field("registers", Kind.CODES, default=(), stricter=Stricter.FEWER),
)
MONTHS = Field("months", Kind.INTEGER, minimum=1, maximum=36, stricter=Stricter.LOWER)
LOOK_BACK = Field("years", Kind.INTEGER, minimum=0, maximum=40)
# whether `licensure.by_rule` may verify what software fetched; what is judged here stays the same, who stands behind it does not
BY_RULE = Field("by_rule", Kind.FLAG, default=False, stricter=Stricter.LOWER, optional=True)
CRITERIA = (
    Criterion(
        "practice_level", FAMILY, Unit.CODES, (*ACCEPTS, EVIDENCE), _practice_level, no_turns, ("license", "register")
    ),
    Criterion(
        "license_in_force", FAMILY, Unit.NONE, ACCEPTS, _in_force, _in_force_turns, ("license", "register"),
        waivable=False,
    ),
    Criterion(
        "license_verified", FAMILY, Unit.DAYS, (days_field(), Field("all", Kind.FLAG, default=True), BY_RULE),
        _verified, _verified_turns, ("license", "register"), waivable=False,
    ),
    Criterion(
        "license_reverified", FAMILY, Unit.MONTHS, (MONTHS,), _reverified, _reverified_turns, ("license", "register")
    ),
    Criterion("license_unrestricted", FAMILY, Unit.NONE, (EVIDENCE,), _unrestricted, no_turns, ("license",)),
    Criterion("license_actions", FAMILY, Unit.YEARS, (LOOK_BACK, EVIDENCE), _actions, _actions_turns, ("license",)),
    Criterion(
        "supervision_on_file", FAMILY, Unit.NONE,
        (
            Field("levels", Kind.CODES, choices=PRACTICE_LEVELS, default=("supervised", "provisional")),
            Field("supervisors", Kind.CODES, choices=PRACTICE_LEVELS, default=("independent",), stricter=Stricter.FEWER),
            EVIDENCE,
        ),
        _supervision, supervision_turns, ("supervision",),
    ),
)
