"""Other papers: the right to work, a photo, papers by profession and place, immunization, translation and legalization (domain 8.1 A16, B).

No age fails anybody: a paper that ended, or is older than is asked, is UNKNOWN until a newer one is there. Each is off in every preset:
what law lets an employer ask, and keep, differs by place (domain 10).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from network.dates import plus_months
from vetting.criteria.eligibility import inside
from vetting.criteria.shapes import EVIDENCE, ONE_DAY, best, not_applicable, settle, unknown, verdict, worst
from vetting.evidence import Facts, Paper
from vetting.findings import Criterion, Field, Kind, Limit, Outcome, Stricter, Threshold, Unit, Verdict

RIGHT_TO_WORK, PHOTO, DEGREE = "right_to_work", "photo", "degree"
KINDS = (
    RIGHT_TO_WORK, PHOTO, "immunization", "tuberculosis_test", "health_statement", "good_standing", "curriculum_vitae",
    "business_registration", "professional_code", "other_paper",
)
BASES = ("citizen", "permanent_stay", "work_permit", "business_visa")
LEGALIZATIONS = ("apostille", "consular")
UNREAD = (RIGHT_TO_WORK, PHOTO)  # what nobody translates or legalizes
MOST_YEARS = 30


def country_of(place: str) -> str:
    """The country of a place: of US-OH it is US."""
    return place.partition("-")[0]


def _of(facts: Facts, kind: str) -> list[Paper]:
    return [paper for paper in facts.papers or () if paper.kind == kind]


def _held(paper: Paper, good: bool, limit: Limit, on: date, last: date | None = None) -> Verdict:
    """One paper: what has ended is UNKNOWN, what is good counts from the floor up. `last`: its last day by the age asked."""
    ends = min((day for day in (paper.expires_on, last) if day), default=None)
    seen = {"paper": paper.kind, "state": str(paper.proof.state), "expires_on": ends}
    if ends is not None and on > ends:
        return verdict(Outcome.UNKNOWN, paper.proof, **seen)
    return verdict(settle(good, paper.proof.state, limit["evidence"]), paper.proof, ends, **seen)


def _ends(facts: Facts, kinds: Iterable[str] = KINDS) -> list[date]:
    """The day after each paper's last."""
    return [paper.expires_on + ONE_DAY for paper in facts.papers or () if paper.kind in kinds and paper.expires_on]


def _none(kind: str) -> Verdict:
    return unknown(paper=kind, state=None, expires_on=None)


# ── Right to work ────────────────────────────────────────────────────────────


def _right_to_work(facts: Facts, limit: Limit, on: date) -> Verdict:
    """In every country she asks for, a right to work on an accepted basis that has not ended."""
    if not facts.jurisdictions:
        return _none(RIGHT_TO_WORK)
    found = []
    for country in sorted({country_of(place) for place in facts.jurisdictions}):
        mine = [paper for paper in _of(facts, RIGHT_TO_WORK) if paper.place is None or country_of(paper.place) == country]
        found.append(best([_held(paper, paper.basis in limit["bases"], limit, on) for paper in mine], _none(RIGHT_TO_WORK)))
    return worst(found, _none(RIGHT_TO_WORK))


# ── Papers of a kind ─────────────────────────────────────────────────────────


def _kept(facts: Facts, kind: str, months: int, limit: Limit, on: date) -> Verdict:
    """Any paper of the kind that is in force and, where months are asked, at most so old. Of no known day, it is not young enough."""
    found = []
    for paper in _of(facts, kind):
        if months and paper.issued_on is None:
            found.append(_none(kind))
            continue
        found.append(_held(paper, True, limit, on, plus_months(paper.issued_on, months) if months else None))
    return best(found, _none(kind))


def _old(facts: Facts, kind: str, months: int) -> list[date]:
    return [plus_months(paper.issued_on, months) + ONE_DAY for paper in _of(facts, kind) if months and paper.issued_on]


def _photo(facts: Facts, limit: Limit, on: date) -> Verdict:
    return _kept(facts, PHOTO, limit["months"], limit, on)


def _photo_turns(facts: Facts, limit: Limit) -> list[date]:
    return [*_ends(facts, (PHOTO,)), *_old(facts, PHOTO, limit["months"])]


def _every(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Each kind of paper named."""
    return worst([_kept(facts, kind, limit["months"], limit, on) for kind in limit["papers"]], unknown(paper=None))


def _every_turns(facts: Facts, limit: Limit) -> list[date]:
    old = [day for kind in limit["papers"] for day in _old(facts, kind, limit["months"])]
    return [*_ends(facts, limit["papers"]), *old]


# ── By profession and place ──────────────────────────────────────────────────


def asks(row: Mapping, facts: Facts) -> bool | None:
    """Whether a row of the table asks this file for its paper; None while profession or place is not known."""
    if row["professions"] and facts.profession is None or row["places"] and facts.jurisdictions is None:
        return None
    mine = not row["professions"] or facts.profession in row["professions"]
    there = not row["places"] or any(inside(code, place) for code in facts.jurisdictions for place in row["places"])
    return mine and there


def kinds_asked(thresholds: Iterable[Threshold], profession: str | None, jurisdictions: Iterable[str]) -> tuple[str, ...]:
    """The kinds of paper these rules ask of somebody of this profession in these places, each once, in their order."""
    her, found = Facts(profession=profession or None, jurisdictions=tuple(jurisdictions)), []
    for row in thresholds:
        if row.criterion == "papers_by_place":
            found += [each["paper"] for each in row.limit.get("papers_by", ()) if asks(each, her)]
        else:
            found += {"right_to_work": (RIGHT_TO_WORK,), "photo_on_file": (PHOTO,)}.get(row.criterion, ())
            found += row.limit.get("papers", ()) if row.criterion == "papers_on_file" else ()
    return tuple(dict.fromkeys(found))


def reads_abroad(thresholds: Iterable[Threshold]) -> bool:
    """Whether these rules ask in which language a paper is, or where it is from."""
    return any(row.criterion in ("papers_translated", "papers_legalized") for row in thresholds)


def _needed(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Every paper the table asks of her profession in her places."""
    told = [(row, asks(row, facts)) for row in limit["papers_by"]]
    found = [_kept(facts, row["paper"], 12 * row["years"], limit, on) for row, asked in told if asked]
    if any(asked is None for _row, asked in told):
        found.append(_none(""))
    return worst(found, not_applicable(paper=None))


def _needed_turns(facts: Facts, limit: Limit) -> Iterator[date]:
    for row in limit["papers_by"]:
        yield from _old(facts, row["paper"], 12 * row["years"])
    yield from _ends(facts)


# ── Translation and legalization ─────────────────────────────────────────────


def _written(facts: Facts) -> list[Paper]:
    return [paper for paper in facts.papers or () if paper.kind not in UNREAD]


def _translated(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Every written paper in a language that is read here, or with a translation; a sworn one where that is asked."""
    if facts.papers is None:
        return unknown(paper=None, language=None)
    found = []
    for paper in _written(facts):
        seen = {"paper": paper.kind, "language": paper.language}
        if paper.language is None:
            found.append(unknown(**seen))
        elif paper.language in limit["languages"]:
            found.append(verdict(Outcome.MET, paper.proof, **seen))
        else:
            good = paper.translation == "sworn" or paper.translation == "plain" and not limit["sworn"]
            found.append(verdict(settle(good, paper.proof.state, limit["evidence"]), paper.proof, translation=paper.translation, **seen))
    return worst(found, not_applicable(paper=None, language=None))


def _legalized(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Every written paper from a country whose papers are taken as they are, or legalized in an accepted way."""
    if facts.papers is None:
        return unknown(paper=None, place=None)
    found = []
    for paper in _written(facts):
        seen = {"paper": paper.kind, "place": paper.place}
        if paper.place is None:
            found.append(unknown(**seen))
        elif country_of(paper.place) in limit["countries"]:
            found.append(verdict(Outcome.MET, paper.proof, **seen))
        else:
            outcome = settle(paper.legalization in limit["legalizations"], paper.proof.state, limit["evidence"])
            found.append(verdict(outcome, paper.proof, legalization=paper.legalization, **seen))
    return worst(found, not_applicable(paper=None, place=None))


FAMILY = "papers"
READS, WITH_DEGREES = ("paper",), ("paper", "education")
AGE = Field("months", Kind.INTEGER, minimum=0, maximum=120, default=0)  # 0: however old
CRITERIA = (
    Criterion(
        "right_to_work", FAMILY, Unit.CODES,
        (Field("bases", Kind.CODES, choices=BASES, default=BASES, stricter=Stricter.FEWER), EVIDENCE),
        _right_to_work, lambda facts, limit: _ends(facts, (RIGHT_TO_WORK,)), READS,
    ),
    Criterion("photo_on_file", FAMILY, Unit.MONTHS, (AGE, EVIDENCE), _photo, _photo_turns, READS),
    Criterion(
        "papers_by_place", FAMILY, Unit.CODES, (Field("papers_by", Kind.PAPERS, maximum=MOST_YEARS, choices=KINDS), EVIDENCE),
        _needed, _needed_turns, READS,
    ),
    Criterion(
        "papers_on_file", FAMILY, Unit.CODES,
        (Field("papers", Kind.CODES, choices=KINDS, stricter=Stricter.MORE), AGE, EVIDENCE), _every, _every_turns, READS,
    ),
    Criterion(
        "papers_translated", FAMILY, Unit.CODES,
        (
            Field("languages", Kind.CODES, stricter=Stricter.FEWER), Field("sworn", Kind.FLAG, default=False, stricter=Stricter.HIGHER),
            EVIDENCE,
        ),
        _translated, lambda facts, limit: (), WITH_DEGREES,
    ),
    Criterion(
        "papers_legalized", FAMILY, Unit.CODES,
        (
            Field("countries", Kind.CODES, stricter=Stricter.FEWER),
            Field("legalizations", Kind.CODES, choices=LEGALIZATIONS, default=LEGALIZATIONS, stricter=Stricter.FEWER), EVIDENCE,
        ),
        _legalized, lambda facts, limit: (), WITH_DEGREES,
    ),
)
