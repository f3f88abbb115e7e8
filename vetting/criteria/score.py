"""Points for what speaks for a therapist and against her, and who looks below how many (domain 8.1 E 65 and 66).

A score never makes up for another rule that is not met: each of those decides by itself (E 67). What nobody has said scores
nothing and keeps the score open.
"""

from collections.abc import Callable
from datetime import date

from network.dates import plus_months
from vetting.criteria.conduct import claims_since
from vetting.criteria.experience import eap_months, eap_turns
from vetting.criteria.history import gap_turns, unexplained
from vetting.criteria.shapes import EVIDENCE, ONE_DAY, reaches, unknown, verdict
from vetting.evidence import Facts
from vetting.findings import Criterion, Field, Kind, Limit, Outcome, Reviewer, Stricter, Unit, Verdict

MOST_YEARS = 20  # years beyond these add nothing more
GAPS = {"months": 6, "years": 5}
CLAIMS = {"years": 5}


def _license_years(facts: Facts, limit: Limit, on: date) -> int | None:
    firsts = _firsts(facts, limit)
    if not firsts:
        return None if facts.licenses is None or facts.licenses else 0
    first = min(firsts)
    return max((year for year in range(MOST_YEARS + 1) if plus_months(first, 12 * year) <= on), default=0)


def _firsts(facts: Facts, limit: Limit) -> list[date]:
    return [item.issued_on for item in facts.licenses or () if item.issued_on and reaches(item.proof.state, limit["evidence"])]


def _eap_years(facts: Facts, limit: Limit, on: date) -> int | None:
    months = eap_months(facts, on)
    return None if months is None else min(months // 12, MOST_YEARS)


def _certificates(facts: Facts, limit: Limit, on: date) -> int | None:
    if facts.trainings is None:
        return None
    held = [item for item in facts.trainings if reaches(item.proof.state, limit["evidence"])]
    return len({item.code for item in held if item.expires_on is None or on <= item.expires_on})


def _languages(facts: Facts, limit: Limit, on: date) -> int | None:
    return None if facts.languages is None else len(set(facts.languages))


def _ratings(facts: Facts, limit: Limit, on: date) -> int | None:
    rated = [item.rating for item in facts.references or () if item.rating is not None and reaches(item.proof.state, limit["evidence"])]
    return min(rated, default=None)


def _claims(facts: Facts, limit: Limit, on: date) -> int | None:
    return None if facts.claims is None else -len(claims_since(facts, CLAIMS, on))


def _gaps(facts: Facts, limit: Limit, on: date) -> int | None:
    return None if not facts.jobs or facts.attested_on is None else -len(unexplained(facts, GAPS, on))


MEASURES: dict[str, Callable[[Facts, Limit, date], int | None]] = {
    "license_years": _license_years, "eap_work_years": _eap_years, "certificates": _certificates, "languages_spoken": _languages,
    "lowest_rating": _ratings, "claims_against": _claims, "gaps_open": _gaps,
}


def _score(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Points by what is known: from `clean` up nobody need look, from `director` up a director, below that two people."""
    found = {name: MEASURES[name](facts, limit, on) for name in limit["weights"]}
    points = sum(limit["weights"][name] * (number or 0) for name, number in found.items())
    if None in found.values():
        return unknown(points=points, missing=tuple(name for name, number in found.items() if number is None))
    if points >= limit["clean"]:
        return verdict(Outcome.MET, points=points)
    reviewer = Reviewer.DIRECTOR if points >= limit["director"] else Reviewer.COMMITTEE
    return Verdict(Outcome.NOT_MET, {"points": points}, reviewer=reviewer)


def _turns(facts: Facts, limit: Limit) -> list[date]:
    return [day for name in limit["weights"] for day in TURNS.get(name, lambda facts, limit: ())(facts, limit)]


def _license_turns(facts: Facts, limit: Limit):
    return [plus_months(first, 12 * year) for first in _firsts(facts, limit) for year in range(1, MOST_YEARS + 1)]


def _eap_turns(facts: Facts, limit: Limit):
    running = any(job.kind == "eap" and job.last is None for job in facts.jobs or ())
    years = range(1, MOST_YEARS + 1) if running else ()
    return [day for year in years for day in eap_turns(facts, {"years": year})]


TURNS = {
    "license_years": _license_turns, "eap_work_years": _eap_turns,
    "certificates": lambda facts, limit: [item.expires_on + ONE_DAY for item in facts.trainings or () if item.expires_on],
    "claims_against": lambda facts, limit: [plus_months(item.on, 12 * CLAIMS["years"]) + ONE_DAY for item in facts.claims or ()],
    "gaps_open": lambda facts, limit: gap_turns(facts, GAPS),
}
FAMILY = "score"
CRITERIA = (
    Criterion(
        "score", FAMILY, Unit.COUNT,
        (
            Field("weights", Kind.WEIGHTS, minimum=0, maximum=100, choices=tuple(MEASURES)),
            Field("clean", Kind.INTEGER, minimum=0, maximum=10000, stricter=Stricter.HIGHER),
            Field("director", Kind.INTEGER, minimum=0, maximum=10000, stricter=Stricter.HIGHER), EVIDENCE,
        ),
        _score, _turns, ("license", "training", "reference", "claims", "work_history"),
    ),
)
