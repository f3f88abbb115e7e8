"""Who may apply at all: profession, place, degree, languages, and nothing that stands in the way (domain 8.1 A)."""

from datetime import date

from network.dates import plus_months
from vetting.criteria.shapes import EVIDENCE, best, no_turns, not_applicable, settle, unknown, verdict
from vetting.evidence import Degree, Facts
from vetting.findings import Criterion, Field, Kind, Limit, Outcome, Stricter, Unit, Verdict

LEVELS = ("associate", "bachelor", "master", "doctorate")
PROFESSIONS = (
    "psychologist", "counselor", "social_worker", "marriage_family_therapist", "psychotherapist", "psychiatrist",
    "nurse_specialist", "remedial_educationalist", "addiction_counselor", "lawyer", "financial_adviser",
)
MODES = ("in_person", "video", "phone")
FEATURES = ("step_free", "private_entrance", "waiting_room", "public_transport")
LEVEL = Field("level", Kind.CODE, choices=LEVELS, default="master", stricter=Stricter.HIGHER)


def _profession(facts: Facts, limit: Limit, on: date) -> Verdict:
    if facts.profession is None:
        return unknown(profession=None)
    good = facts.profession in limit["professions"]
    return verdict(Outcome.MET if good else Outcome.NOT_MET, profession=facts.profession)


def inside(code: str, accepted: str) -> bool:
    """Whether a place is the accepted one or lies in it."""
    return code == accepted or code.startswith(f"{accepted}-")


def _jurisdiction(facts: Facts, limit: Limit, on: date) -> Verdict:
    if not facts.jurisdictions:
        return unknown(jurisdictions=facts.jurisdictions)
    outside = tuple(
        code for code in facts.jurisdictions if not any(inside(code, accepted) for accepted in limit["jurisdictions"])
    )
    outcome = Outcome.NOT_MET if outside else Outcome.MET
    return verdict(outcome, jurisdictions=facts.jurisdictions, outside=outside)


def reaches_level(degree: Degree, level: str) -> bool:
    """Whether the degree is of this academic level or a higher one."""
    return degree.level in LEVELS and LEVELS.index(degree.level) >= LEVELS.index(level)


def _degree(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Any-of: a degree of the level or higher, or one the organization counts as its equal."""
    if facts.degrees is None:
        return unknown(level=None)
    verdicts = []
    for degree in facts.degrees:
        good = reaches_level(degree, limit["level"]) or degree.level in limit["equivalents"]
        outcome = settle(good, degree.proof.state, limit["evidence"])
        verdicts.append(verdict(outcome, degree.proof, level=degree.level, state=str(degree.proof.state)))
    return best(verdicts, verdict(Outcome.NOT_MET, level=None))


def _accredited(facts: Facts, limit: Limit, on: date) -> Verdict:
    if facts.degrees is None:
        return unknown(accredited_by=None)
    verdicts = []
    for degree in facts.degrees:
        if not reaches_level(degree, limit["level"]):
            continue
        if degree.accredited_by is None:
            verdicts.append(unknown(accredited_by=None))
            continue
        outcome = settle(degree.accredited_by in limit["accreditors"], degree.proof.state, limit["evidence"])
        verdicts.append(verdict(outcome, degree.proof, accredited_by=degree.accredited_by))
    return best(verdicts, verdict(Outcome.NOT_MET, accredited_by=None))


def _languages(facts: Facts, limit: Limit, on: date) -> Verdict:
    if facts.languages is None:
        return unknown(languages=None)
    spoken = set(facts.languages) & set(limit["languages"])
    return verdict(Outcome.MET if spoken else Outcome.NOT_MET, languages=facts.languages)


def _modes(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Works in at least one of the ways asked; in person asked alone takes nobody who works by video only."""
    if facts.modes is None:
        return unknown(modes=None)
    good = set(facts.modes) & set(limit["modes"])
    return verdict(Outcome.MET if good else Outcome.NOT_MET, modes=facts.modes)


def _office(facts: Facts, limit: Limit, on: date) -> Verdict:
    """The office has everything asked; who sees nobody in person needs none."""
    if facts.modes is not None and "in_person" not in facts.modes:
        return not_applicable(office=None)
    if facts.office is None:
        return unknown(office=None)
    lacks = tuple(code for code in limit["features"] if code not in facts.office)
    return verdict(Outcome.NOT_MET if lacks else Outcome.MET, office=facts.office, lacks=lacks)


def _cooling_off(facts: Facts, limit: Limit, on: date) -> Verdict:
    if facts.denied_on is None:
        return not_applicable(denied_on=None)
    again = plus_months(facts.denied_on, limit["months"])
    return verdict(Outcome.MET if on >= again else Outcome.NOT_MET, denied_on=facts.denied_on, again_from=again)


def _cooling_off_turns(facts: Facts, limit: Limit) -> list[date]:
    return [plus_months(facts.denied_on, limit["months"])] if facts.denied_on else []


def _no_conflict(facts: Facts, limit: Limit, on: date) -> Verdict:
    if facts.conflicts is None:
        return unknown(conflicts=None)
    return verdict(Outcome.NOT_MET if facts.conflicts else Outcome.MET, conflicts=facts.conflicts)


def _open(facts: Facts, limit: Limit, on: date) -> Verdict:
    """The panel takes her profession, and somebody in every place she asks for; an empty list closes nothing."""
    if facts.profession is None or facts.jurisdictions is None:
        return unknown(profession=facts.profession)
    shut = tuple(code for code in facts.jurisdictions if any(inside(code, closed) for closed in limit["closed_places"]))
    full = facts.profession in limit["closed_professions"]
    outcome = Outcome.NOT_MET if shut or full else Outcome.MET
    return verdict(outcome, profession=facts.profession if full else None, outside=shut)


FAMILY = "eligibility"
CRITERIA = (
    Criterion(
        "accepted_profession", FAMILY, Unit.CODES,
        (Field("professions", Kind.CODES, choices=PROFESSIONS, stricter=Stricter.FEWER),), _profession, no_turns,
    ),
    Criterion(
        "accepted_jurisdiction", FAMILY, Unit.CODES,
        (Field("jurisdictions", Kind.CODES, stricter=Stricter.FEWER),), _jurisdiction, no_turns,
    ),
    Criterion(
        "degree_level", FAMILY, Unit.CODES,
        (LEVEL, Field("equivalents", Kind.CODES, default=(), stricter=Stricter.FEWER), EVIDENCE),
        _degree, no_turns, ("education",),
    ),
    Criterion(
        "degree_accredited", FAMILY, Unit.CODES,
        (LEVEL, Field("accreditors", Kind.CODES, stricter=Stricter.FEWER), EVIDENCE),
        _accredited, no_turns, ("education",),
    ),
    Criterion(
        "languages", FAMILY, Unit.CODES,
        (Field("languages", Kind.CODES, stricter=Stricter.FEWER),), _languages, no_turns,
    ),
    Criterion(
        "works_by", FAMILY, Unit.CODES, (Field("modes", Kind.CODES, choices=MODES, stricter=Stricter.FEWER),), _modes, no_turns,
    ),
    Criterion(
        "office_has", FAMILY, Unit.CODES, (Field("features", Kind.CODES, choices=FEATURES, stricter=Stricter.MORE),), _office, no_turns,
    ),
    Criterion(
        "cooling_off", FAMILY, Unit.MONTHS,
        (Field("months", Kind.INTEGER, minimum=1, maximum=60, stricter=Stricter.HIGHER),),
        _cooling_off, _cooling_off_turns,
    ),
    Criterion(
        "panel_open", FAMILY, Unit.CODES,
        (
            Field("closed_professions", Kind.CODES, choices=PROFESSIONS, default=(), stricter=Stricter.MORE),
            Field("closed_places", Kind.CODES, default=(), stricter=Stricter.MORE),
        ),
        _open, no_turns,
    ),
    Criterion("no_conflict", FAMILY, Unit.NONE, (), _no_conflict, no_turns),
)
