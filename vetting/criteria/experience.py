"""How long and how much: years since degree and license, EAP work, training, hours (domain 2.1, 2.2, 8.1 A)."""

from datetime import date

from network.dates import plus_months
from vetting.criteria.eligibility import LEVEL, reaches_level
from vetting.criteria.licenses import PRACTICE_LEVELS
from vetting.criteria.shapes import (
    EVIDENCE,
    ONE_DAY,
    best,
    month_index,
    month_start,
    no_turns,
    not_applicable,
    proof_for,
    settle,
    unknown,
    verdict,
    worst,
)
from vetting.evidence import Facts, Hours, State
from vetting.findings import Criterion, Field, Kind, Limit, Outcome, Stricter, Unit, Verdict

YEARS = Field("years", Kind.INTEGER, minimum=0, maximum=40, stricter=Stricter.HIGHER)


def _years_since(anchor: date | None, proof, limit: Limit, on: date) -> Verdict:
    if anchor is None:
        return unknown(since=None)
    outcome = settle(on >= plus_months(anchor, 12 * limit["years"]), proof.state, limit["evidence"])
    return verdict(outcome, proof, since=anchor, state=str(proof.state))


def _degree_anchors(facts: Facts, limit: Limit) -> list:
    qualifying = [degree for degree in facts.degrees or () if reaches_level(degree, limit["level"])]
    return [(degree.conferred_on, degree.proof) for degree in qualifying]


def _license_anchors(facts: Facts, limit: Limit) -> list:
    qualifying = [item for item in facts.licenses or () if item.level in limit["levels"]]
    return [(item.issued_on, item.proof) for item in qualifying]


def _years_since_degree(facts: Facts, limit: Limit, on: date) -> Verdict:
    if facts.degrees is None:
        return unknown(since=None)
    verdicts = [_years_since(anchor, proof, limit, on) for anchor, proof in _degree_anchors(facts, limit)]
    return best(verdicts, verdict(Outcome.NOT_MET, since=None))


def _years_since_license(facts: Facts, limit: Limit, on: date) -> Verdict:
    if facts.licenses is None:
        return unknown(since=None)
    verdicts = [_years_since(anchor, proof, limit, on) for anchor, proof in _license_anchors(facts, limit)]
    return best(verdicts, verdict(Outcome.NOT_MET, since=None))


def _anniversaries(anchors: list, limit: Limit) -> list[date]:
    return [plus_months(anchor, 12 * limit["years"]) for anchor, _ in anchors if anchor]


def _degree_turns(facts: Facts, limit: Limit) -> list[date]:
    return _anniversaries(_degree_anchors(facts, limit), limit)


def _license_turns(facts: Facts, limit: Limit) -> list[date]:
    return _anniversaries(_license_anchors(facts, limit), limit)


def worked_months(facts: Facts, kind: str, before: int) -> set[int]:
    """Calendar months with work of this kind, each once; a job that goes on counts complete months before `before`."""
    months: set[int] = set()
    for job in facts.jobs or ():
        if job.kind == kind:
            end = before if job.last is None else month_index(job.last) + 1
            months.update(range(month_index(job.first), end))
    return months


def eap_months(facts: Facts, on: date) -> int | None:
    """Months of EAP work by `on`: counted from her work history, else as a roster told them; None when nobody said."""
    return facts.eap_months if facts.jobs is None else len(worked_months(facts, "eap", month_index(on)))


def _eap_years(facts: Facts, limit: Limit, on: date) -> Verdict:
    months = eap_months(facts, on)
    if months is None:
        return unknown(months=None)
    proof = proof_for(facts, "eap_experience")
    outcome = settle(months >= 12 * limit["years"], proof.state, limit["evidence"])
    return verdict(outcome, proof, months=months, state=str(proof.state))


def eap_turns(facts: Facts, limit: Limit) -> list[date]:
    """The first of the month in which a job that goes on brings the total to the years asked."""
    running = [month_index(job.first) for job in facts.jobs or () if job.kind == "eap" and job.last is None]
    if not running:
        return []
    month = min(running)
    while len(worked_months(facts, "eap", month)) < 12 * limit["years"]:
        month += 1
    return [month_start(month)]


def _training(facts: Facts, codes, limit: Limit, on: date) -> Verdict:
    """Any one of the codes, not past its own last day."""
    if facts.trainings is None:
        return unknown(training=None)
    verdicts = []
    for item in facts.trainings:
        if item.code not in codes:
            continue
        over = item.expires_on is not None and on > item.expires_on
        outcome = Outcome.UNKNOWN if over else settle(True, item.proof.state, limit["evidence"])
        verdicts.append(verdict(outcome, item.proof, item.expires_on, training=item.code, expires_on=item.expires_on))
    return best(verdicts, verdict(Outcome.NOT_MET, training=None))


def _training_turns(facts: Facts, limit: Limit) -> list[date]:
    return [item.expires_on + ONE_DAY for item in facts.trainings or () if item.expires_on]


def _eap_training(facts: Facts, limit: Limit, on: date) -> Verdict:
    """A course or certificate on the list, or so many years of EAP work instead."""
    options = [_training(facts, limit["courses"], limit, on), _eap_years(facts, limit, on)]
    return best(options, unknown())


def _eap_training_turns(facts: Facts, limit: Limit) -> list[date]:
    return [*_training_turns(facts, limit), *eap_turns(facts, limit)]


def _service_training(facts: Facts, limit: Limit, on: date) -> Verdict:
    """For each service applied for that needs one: any of the certificates named for it."""
    if facts.services is None:
        return unknown(services=None)
    asked = [service for service in facts.services if service in limit["needs"]]
    verdicts = [_training(facts, limit["needs"][service], limit, on) for service in asked]
    return worst(verdicts, not_applicable(services=facts.services))


def _statements(facts: Facts, limit: Limit) -> list:
    """Statements of hours made after their period ended: an unfinished period says nothing yet."""
    found = [item for item in facts.hours or () if item.kind == limit["kind"]]
    closed = [item for item in found if item.proof.as_of is not None and item.proof.as_of >= item.last]
    return sorted(closed, key=lambda item: item.last)


def _hours(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Enough hours in the newest closed period, which may be at most so many months old."""
    if not (statements := _statements(facts, limit)):
        return unknown(hours=None)
    newest = statements[-1]
    last = plus_months(newest.last, limit["months"])
    good = newest.hours >= limit["hours"]
    outcome = settle(good, newest.proof.state, limit["evidence"]) if on <= last else Outcome.UNKNOWN
    return verdict(outcome, newest.proof, last, hours=newest.hours, through=newest.last)


def _hours_turns(facts: Facts, limit: Limit) -> list[date]:
    return [plus_months(item.last, limit["months"]) + ONE_DAY for item in _statements(facts, limit)]


def _supervision_hours(facts: Facts, limit: Limit, on: date) -> Verdict:
    """So many hours of supervision for each month of the newest closed period."""
    if not (told := _statements(facts, {"kind": "supervision"})):
        return unknown(hours=None)
    newest = told[-1]
    months = month_index(newest.last) - month_index(newest.first) + 1
    last = plus_months(newest.last, limit["months"])
    good = 60 * newest.hours >= months * limit["minutes"]
    outcome = settle(good, newest.proof.state, limit["evidence"]) if on <= last else Outcome.UNKNOWN
    return verdict(outcome, newest.proof, last, hours=newest.hours, through=newest.last)


def _supervision_hours_turns(facts: Facts, limit: Limit) -> list[date]:
    return _hours_turns(facts, {**limit, "kind": "supervision"})


def _certificate(facts: Facts, limit: Limit, on: date) -> Verdict:
    return _training(facts, limit["courses"], limit, on)


def _clinical_hours(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Hours as her statements say them; where there is none, as one number."""
    if told := [item for item in facts.hours or () if item.kind == "clinical"]:
        return _sum_of_hours(told, limit)
    if facts.clinical_hours is None:
        return unknown(hours=None)
    proof = proof_for(facts, "supervision")
    outcome = settle(facts.clinical_hours >= limit["hours"], proof.state, limit["evidence"])
    return verdict(outcome, proof, hours=facts.clinical_hours)


def _sum_of_hours(told: list[Hours], limit: Limit) -> Verdict:
    """Enough hours among the statements whose evidence reaches; too few only where nothing said could still add up."""
    sure = [item for item in told if settle(True, item.proof.state, limit["evidence"]) is Outcome.MET]
    counted, total = sum(item.hours for item in sure), sum(item.hours for item in told)
    if counted >= limit["hours"]:
        return verdict(Outcome.MET, told[-1].proof, hours=counted)
    final = total < limit["hours"] and all(item.proof.state in (State.ATTESTED, State.VERIFIED) for item in told)
    return verdict(Outcome.NOT_MET if final else Outcome.UNKNOWN, told[-1].proof, hours=total)


def enough_hours(facts: Facts, limit: Limit, on: date) -> Verdict:
    """At least `limit["hours"]` hours of clinical work, by the evidence the limit asks."""
    return _clinical_hours(facts, limit, on)


FAMILY = "experience"
HOURS = Field("hours", Kind.INTEGER, minimum=1, maximum=20000, stricter=Stricter.HIGHER)
COURSES = Field("courses", Kind.CODES, default=("eap_101", "ceap"), stricter=Stricter.FEWER)
CRITERIA = (
    Criterion(
        "years_since_degree", FAMILY, Unit.YEARS, (YEARS, LEVEL, EVIDENCE),
        _years_since_degree, _degree_turns, ("education",),
    ),
    Criterion(
        "years_since_license", FAMILY, Unit.YEARS,
        (YEARS, Field("levels", Kind.CODES, choices=PRACTICE_LEVELS, default=("independent",), stricter=Stricter.FEWER), EVIDENCE),
        _years_since_license, _license_turns, ("license",),
    ),
    Criterion("eap_years", FAMILY, Unit.YEARS, (YEARS, EVIDENCE), _eap_years, eap_turns, ("eap_experience",)),
    Criterion(
        "eap_training", FAMILY, Unit.YEARS, (COURSES, YEARS, EVIDENCE),
        _eap_training, _eap_training_turns, ("training", "eap_experience"),
    ),
    Criterion(
        "service_training", FAMILY, Unit.CODES, (Field("needs", Kind.NEEDS), EVIDENCE),
        _service_training, _training_turns, ("training",),
    ),
    Criterion(
        "continuing_education", FAMILY, Unit.HOURS,
        (
            HOURS, Field("kind", Kind.CODE, choices=("ce", "pdh", "supervision"), default="ce"),
            Field("months", Kind.INTEGER, minimum=1, maximum=60, stricter=Stricter.LOWER), EVIDENCE,
        ),
        _hours, _hours_turns, ("training",),
    ),
    Criterion(
        "clinical_hours", FAMILY, Unit.HOURS, (HOURS, EVIDENCE), _clinical_hours, no_turns, ("supervision", "training")
    ),
    Criterion(
        "supervision_hours", FAMILY, Unit.HOURS,
        (
            Field("minutes", Kind.INTEGER, minimum=1, maximum=1200, stricter=Stricter.HIGHER),
            Field("months", Kind.INTEGER, minimum=1, maximum=36, stricter=Stricter.LOWER), EVIDENCE,
        ),
        _supervision_hours, _supervision_hours_turns, ("training",),
    ),
    Criterion(
        "certificate_held", FAMILY, Unit.CODES, (Field("courses", Kind.CODES, stricter=Stricter.FEWER), EVIDENCE),
        _certificate, _training_turns, ("training",),
    ),
)
