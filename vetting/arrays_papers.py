"""Rules over columns: other papers. Each is its namesake in `criteria.papers`."""

import numpy as np

from vetting.arrays import MET, NOT_APPLICABLE, UNKNOWN, Asked, only, pick, plus_months
from vetting.columns import NONE, Rows
from vetting.criteria.eligibility import inside
from vetting.criteria.papers import PHOTO, RIGHT_TO_WORK, UNREAD, country_of


def _kind(asked: Asked, kind: str) -> Rows:
    rows = asked.rows("papers")
    return only(rows, rows.kind == asked.word(kind))


def _held(asked: Asked, rows: Rows, good, last=None):
    """What each paper says: unknown once it has ended, or is older than `last` lets it be."""
    ended = (rows.expires != NONE) & (asked.day(rows) > rows.expires)
    if last is not None:
        ended |= (last != NONE) & (asked.day(rows) > last)
    return np.where(ended, UNKNOWN, asked.settle(good, rows.state))


def _countries(asked: Asked, column) -> dict[str, np.ndarray]:
    """By each country named in a column of places: which rows lie in it."""
    used = np.unique(column[column != NONE]).tolist()
    names = {number: country_of(asked.files.code.words[number]) for number in used}
    return {name: np.isin(column, [number for number in used if names[number] == name]) for name in sorted(set(names.values()))}


def right_to_work(asked: Asked):
    """right_to_work"""
    places, mine = asked.rows("jurisdictions"), _kind(asked, RIGHT_TO_WORK)
    told, here = _held(asked, mine, asked.among(mine.basis, asked.limit["bases"])), _countries(asked, mine.place)
    found = np.full(asked.n, MET)
    for country, rows in _countries(asked, places.code).items():
        counts = here.get(country, np.zeros(len(mine.of), dtype=bool)) | (mine.place == NONE)
        one = asked.best(mine.of[counts], told[counts], UNKNOWN)
        found = np.where(asked.any(places.of, rows), _worse(found, one), found)
    return np.where(np.bincount(places.of, minlength=asked.n) > 0, found, UNKNOWN)


def _worse(one, other):
    """All-of of two outcomes that are met, unknown or not met."""
    return pick((one == MET, other), (other == MET, one), (one == UNKNOWN, other), otherwise=one)


def _kept(asked: Asked, kind: str, months: int):
    rows = _kind(asked, kind)
    told = _held(asked, rows, np.ones(len(rows.of), dtype=bool), plus_months(rows.issued, months) if months else None)
    if months:
        told = np.where(rows.issued == NONE, UNKNOWN, told)
    return asked.best(rows.of, told, UNKNOWN)


def photo_on_file(asked: Asked):
    """photo_on_file"""
    return _kept(asked, PHOTO, asked.limit["months"])


def papers_on_file(asked: Asked):
    """papers_on_file"""
    found = np.full(asked.n, MET if asked.limit["papers"] else UNKNOWN)
    for kind in asked.limit["papers"]:
        found = _worse(found, _kept(asked, kind, asked.limit["months"]))
    return found


def papers_by_place(asked: Asked):
    """papers_by_place"""
    found, none = np.full(asked.n, MET), np.ones(asked.n, dtype=bool)
    for row in asked.limit["papers_by"]:
        asks, known = _asks(asked, row)
        one = np.where(known, _kept(asked, row["paper"], 12 * row["years"]), UNKNOWN)
        found, none = np.where(asks | ~known, _worse(found, one), found), none & known & ~asks
    return np.where(none, NOT_APPLICABLE, found)


def _asks(asked: Asked, row):
    """Of which files a row of the table asks, and of which that is known."""
    profession, places = asked.files.scalar("profession"), asked.rows("jurisdictions")
    asks, known = np.ones(asked.n, dtype=bool), np.ones(asked.n, dtype=bool)
    if row["professions"]:
        asks, known = asked.among(profession, row["professions"]), profession != NONE
    if row["places"]:
        there = asked.table(places.code, lambda word: any(inside(word, place) for place in row["places"]))
        asks, known = asks & asked.any(places.of, there.astype(bool)), known & ~asked.unsaid("jurisdictions")
    return asks, known


def _written(asked: Asked) -> Rows:
    rows = asked.rows("papers")
    return only(rows, ~asked.among(rows.kind, UNREAD))


def papers_translated(asked: Asked):
    """papers_translated"""
    rows = _written(asked)
    good = asked.among(rows.translation, ("sworn",) if asked.limit["sworn"] else ("sworn", "plain"))
    told = pick(
        (rows.language == NONE, UNKNOWN), (asked.among(rows.language, asked.limit["languages"]), MET),
        otherwise=asked.settle(good, rows.state),
    )
    return np.where(asked.unsaid("papers"), UNKNOWN, asked.worst(rows.of, told, NOT_APPLICABLE))


def papers_legalized(asked: Asked):
    """papers_legalized"""
    rows, accepted = _written(asked), asked.limit["countries"]
    home = asked.table(rows.place, lambda word: country_of(word) in accepted).astype(bool)
    told = pick(
        (rows.place == NONE, UNKNOWN), (home, MET),
        otherwise=asked.settle(asked.among(rows.legalization, asked.limit["legalizations"]), rows.state),
    )
    return np.where(asked.unsaid("papers"), UNKNOWN, asked.worst(rows.of, told, NOT_APPLICABLE))


RULES = {
    "right_to_work": right_to_work, "photo_on_file": photo_on_file, "papers_by_place": papers_by_place, "papers_on_file": papers_on_file,
    "papers_translated": papers_translated, "papers_legalized": papers_legalized,
}
