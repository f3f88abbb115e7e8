"""Rules over columns: years, work by the month, training, hours, gaps. Each is its namesake in `criteria`, said of many files at once."""

import numpy as np

from vetting.arrays import (
    ATTESTED,
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    UNKNOWN,
    VERIFIED,
    Asked,
    beside,
    last_of,
    met,
    month_of,
    only,
    pick,
    plus_months,
    proof_state,
    reaches,
    settle,
)
from vetting.columns import NONE
from vetting.criteria.eligibility import LEVELS

FAR = 2**40


def _years_since(asked, rows, anchor):
    reached = asked.day(rows) >= plus_months(anchor, 12 * asked.limit["years"])
    return asked.best(rows.of, np.where(anchor == NONE, UNKNOWN, asked.settle(reached, rows.state)))


def years_since_degree(asked: Asked):
    """years_since_degree"""
    rows, floor = asked.rows("degrees"), LEVELS.index(asked.limit["level"])
    rows = only(rows, asked.table(rows.level, lambda word: word in LEVELS and LEVELS.index(word) >= floor).astype(bool))
    return pick((asked.unsaid("degrees"), UNKNOWN), otherwise=_years_since(asked, rows, rows.conferred))


def years_since_license(asked: Asked):
    """years_since_license"""
    rows = asked.rows("licenses")
    rows = only(rows, asked.among(rows.level, asked.limit["levels"]))
    return pick((asked.unsaid("licenses"), UNKNOWN), otherwise=_years_since(asked, rows, rows.issued))


def worked_months(asked: Asked, kind: str):
    """Calendar months with work of this kind, each once; a job that goes on counts complete months before the day's."""
    rows = asked.rows("jobs")
    rows = only(rows, rows.kind == asked.word(kind))
    before = month_of(asked.on)
    firsts, lasts = beside(rows, "first", asked.n, fill=FAR), beside(rows, "last", asked.n)
    total, reach = np.zeros(asked.n, dtype=np.int64), np.full(asked.n, NONE, dtype=np.int64)
    for first, last in zip(firsts.T, lasts.T, strict=True):
        end = np.where(last == NONE, before, last + 1)
        total += np.maximum(end - np.maximum(first, reach), 0) * (first != FAR)
        reach = np.where(first == FAR, reach, np.maximum(reach, end))
    return total


def eap_years(asked: Asked):
    """eap_years"""
    told = asked.files.scalar("eap_months")
    months = np.where(asked.unsaid("jobs"), told, worked_months(asked, "eap"))
    found = asked.settle(months >= 12 * asked.limit["years"], proof_state(asked, "eap_experience"))
    return pick((asked.unsaid("jobs") & (told == NONE), UNKNOWN), otherwise=found)


def _training(asked, codes):
    rows = asked.rows("trainings")
    rows = only(rows, asked.among(rows.code, codes))
    over = (rows.expires != NONE) & (asked.day(rows) > rows.expires)
    told = np.where(over, UNKNOWN, asked.settle(np.ones(len(rows.of), dtype=bool), rows.state))
    return pick((asked.unsaid("trainings"), UNKNOWN), otherwise=asked.best(rows.of, told))


def eap_training(asked: Asked):
    """eap_training"""
    course, work = _training(asked, asked.limit["courses"]), eap_years(asked)
    return pick(((course == MET) | (work == MET), MET), ((course == UNKNOWN) | (work == UNKNOWN), UNKNOWN), otherwise=NOT_MET)


def service_training(asked: Asked):
    """service_training"""
    rows, found = asked.rows("services"), np.full(asked.n, NOT_APPLICABLE)
    for service, codes in asked.limit["needs"].items():
        offers, held = asked.any(rows.of, rows.code == asked.word(service)), _training(asked, codes)
        both = pick(
            ((found == NOT_MET) | (held == NOT_MET), NOT_MET), ((found == UNKNOWN) | (held == UNKNOWN), UNKNOWN), otherwise=MET
        )
        found = np.where(offers, both, found)
    return pick((asked.unsaid("services"), UNKNOWN), otherwise=found)


def certificate_held(asked: Asked):
    """certificate_held"""
    return _training(asked, asked.limit["courses"])


# ── Hours ────────────────────────────────────────────────────────────────────


def _newest(asked, kind):
    """Statements of hours made after their period ended, the newest last."""
    rows = asked.rows("hours")
    return only(rows, (rows.kind == asked.word(kind)) & (rows.as_of != NONE) & (rows.as_of >= rows.last))


def _through(asked, rows, good):
    """`good` and the state of each file's newest statement, as long as it counts."""
    last = last_of(rows, "last", asked.n, NONE)
    state = last_of(rows, "state", asked.n, ATTESTED)
    counts = asked.on <= plus_months(last, asked.limit["months"])
    return pick((last == NONE, UNKNOWN), (counts, asked.settle(good, state)), otherwise=UNKNOWN)


def continuing_education(asked: Asked):
    """continuing_education"""
    rows = _newest(asked, asked.limit["kind"])
    return _through(asked, rows, last_of(rows, "hours", asked.n, 0) >= asked.limit["hours"])


def supervision_hours(asked: Asked):
    """supervision_hours"""
    rows = _newest(asked, "supervision")
    hours, first, last = (last_of(rows, name, asked.n, NONE) for name in ("hours", "first", "last"))
    months = month_of(last) - month_of(first) + 1
    return _through(asked, rows, 60 * hours >= months * asked.limit["minutes"])


def enough_hours(asked: Asked):
    """clinical_hours"""
    rows, least = asked.rows("hours"), asked.limit["hours"]
    rows = only(rows, rows.kind == asked.word("clinical"))
    has = np.bincount(rows.of, minlength=asked.n) > 0
    sure = reaches(rows.state, asked.limit["evidence"])
    counted = np.bincount(rows.of[sure], weights=rows.hours[sure], minlength=asked.n)
    total = np.bincount(rows.of, weights=rows.hours, minlength=asked.n)
    open_ = asked.any(rows.of, (rows.state != ATTESTED) & (rows.state != VERIFIED))
    summed = pick((counted >= least, MET), ((total < least) & ~open_, NOT_MET), otherwise=UNKNOWN)
    told = asked.files.scalar("clinical_hours")
    one = pick((told == NONE, UNKNOWN), otherwise=settle(told >= least, proof_state(asked, "supervision"), asked.limit["evidence"]))
    return np.where(has, summed, one)


# ── Work history ─────────────────────────────────────────────────────────────


def work_history_reaches(asked: Asked):
    """work_history_reaches"""
    rows, held = asked.rows("jobs"), asked.rows("licenses")
    first = np.full(asked.n, FAR, dtype=np.int64)
    np.minimum.at(first, rows.of, rows.first)
    bound = np.full(asked.n, FAR, dtype=np.int64)
    known = held.issued != NONE
    np.minimum.at(bound, held.of[known], month_of(held.issued[known]))
    start = month_of(asked.on) - 12 * asked.limit["years"]
    needed = np.where(bound == FAR, start, np.maximum(start, bound))
    return met(first <= needed)


def _gaps(asked):
    """Whole months without work: the file of each gap, its first and its last month."""
    rows, signed = asked.rows("jobs"), month_of(asked.files.scalar("attested_on"))
    firsts, lasts = beside(rows, "first", asked.n), beside(rows, "last", asked.n)
    reach, found, everyone = np.full(asked.n, NONE, dtype=np.int64), [], np.arange(asked.n)
    for first, last in zip(firsts.T, lasts.T, strict=True):
        there = first != NONE
        gap = there & (reach != NONE) & (first > reach + 1)
        found.append((everyone[gap], reach[gap] + 1, first[gap] - 1))
        end = pick((last != NONE, last), (signed != NONE, signed), otherwise=first)
        reach = np.where(there, np.maximum(end, reach), reach)
    gap = (reach != NONE) & (signed != NONE) & (signed > reach + 1)
    found.append((everyone[gap], reach[gap] + 1, signed[gap] - 1))
    return tuple(np.concatenate(each) for each in zip(*found, strict=True))


def _unexplained(asked, written):
    of, first, last = _gaps(asked)
    first = np.maximum(first, (month_of(asked.on) - 12 * asked.limit["years"])[of])
    long = last - first + 1 > asked.limit["months"]
    of, first, last = of[long], first[long], last[long]
    rows = asked.rows("gap_explanations")
    rows = only(rows, (rows.written == 1) | (not written))
    begins, ends = beside(rows, "first", asked.n, fill=FAR), beside(rows, "last", asked.n)
    for begin, end in zip(begins.T, ends.T, strict=True):
        told = (begin[of] <= first) & (first <= end[of])
        first = np.where(told, end[of] + 1, first)
    return asked.any(of, first <= last)


def _explained(asked, written):
    rows = asked.rows("jobs")
    has = np.bincount(rows.of, minlength=asked.n) > 0
    signed = asked.files.scalar("attested_on") != NONE
    return pick((~has | ~signed, UNKNOWN), otherwise=met(~_unexplained(asked, written), NOT_MET))


def gaps_explained(asked: Asked):
    """gaps_explained"""
    return _explained(asked, False)


def gaps_in_writing(asked: Asked):
    """gaps_in_writing"""
    return _explained(asked, True)


RULES = {
    "years_since_degree": years_since_degree, "years_since_license": years_since_license, "eap_years": eap_years,
    "eap_training": eap_training, "service_training": service_training, "continuing_education": continuing_education,
    "clinical_hours": enough_hours, "supervision_hours": supervision_hours, "certificate_held": certificate_held,
    "work_history_reaches": work_history_reaches, "gaps_explained": gaps_explained, "gaps_in_writing": gaps_in_writing,
}
