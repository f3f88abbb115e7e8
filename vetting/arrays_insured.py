"""Rules over columns: liability insurance. Each is its namesake in `criteria.insurance`, said of many files at once."""

import numpy as np

from vetting.arrays import MET, NOT_MET, UNKNOWN, Asked, amount, beside, met, only, pick
from vetting.columns import ALSO, NONE


def _any_policy(asked, good, known):
    rows = asked.rows("insurance")
    on = asked.day(rows)
    covers = (rows.first <= on) & (on <= rows.last)
    told = np.where(covers & known, asked.settle(good, rows.state), UNKNOWN)
    kept = covers | ~known | good
    has = np.bincount(rows.of, minlength=asked.n) > 0
    found = asked.best(rows.of[kept], told[kept], np.where(has, UNKNOWN, NOT_MET))
    return pick((asked.unsaid("insurance"), UNKNOWN), otherwise=found)


def _enough(asked, low, high, currency):
    known, good, minor = np.zeros(len(low), dtype=bool), np.zeros(len(low), dtype=bool), amount(low, high)
    for code, least in asked.limit["minimum"].items():
        here = currency == asked.word(code)
        known |= here
        good |= here & (minor >= least)
    return _any_policy(asked, good, known)


def per_claim(asked: Asked):
    """insurance_per_claim"""
    rows = asked.rows("insurance")
    return _enough(asked, rows.per_claim, rows.per_claim_high, rows.per_claim_in)


def aggregate(asked: Asked):
    """insurance_aggregate"""
    rows = asked.rows("insurance")
    return _enough(asked, rows.total, rows.total_high, rows.total_in)


def named(asked: Asked):
    """insurance_named"""
    told = asked.rows("insurance").named
    return _any_policy(asked, asked.among(told, asked.limit["named"]), told != NONE)


def form(asked: Asked):
    """insurance_form"""
    told = asked.rows("insurance").form
    return _any_policy(asked, asked.among(told, asked.limit["forms"]), told != NONE)


def also(asked: Asked):
    """insurance_also"""
    rows = asked.rows("insurance")
    on, has = asked.day(rows), np.bincount(rows.of, minlength=asked.n) > 0
    covering = (rows.first <= on) & (on <= rows.last)
    sure, lacks = covering & asked.reaches(rows.state), np.zeros(asked.n, dtype=bool)
    for kind in asked.limit["kinds"]:
        lacks |= ~asked.any(rows.of, sure & (rows.also != NONE) & (rows.also >> ALSO.index(kind) & 1 == 1))
    open_ = ~asked.any(rows.of, covering) | asked.any(rows.of, covering & ((rows.also == NONE) | ~sure))
    return pick((asked.unsaid("insurance"), UNKNOWN), (~lacks, MET), (open_ & has, UNKNOWN), otherwise=NOT_MET)


def covered_through(asked: Asked):
    """The last day of unbroken cover; NONE where the day is not covered."""
    rows = asked.rows("insurance")
    rows = only(rows, asked.reaches(rows.state))
    firsts, lasts = beside(rows, "first", asked.n, fill=2**40), beside(rows, "last", asked.n)
    found, reach = np.full(asked.n, NONE, dtype=np.int64), asked.on.astype(np.int64)
    for first, last in zip(firsts.T, lasts.T, strict=True):
        joins = (first <= reach) & (reach <= last)
        found, reach = np.where(joins, last, found), np.where(joins, last + 1, reach)
    return found


def _continues(asked, days):
    rows = asked.rows("insurance")
    last, has = covered_through(asked), np.bincount(rows.of, minlength=asked.n) > 0
    good = (last != NONE) & (asked.on + days <= last)
    return pick((asked.unsaid("insurance"), UNKNOWN), (~has, NOT_MET), otherwise=met(good))


def continues(asked: Asked):
    """insurance_continues"""
    return _continues(asked, asked.limit["days"])


def insurance_in_force(asked: Asked):
    """insurance_in_force"""
    rows, grace, found = asked.rows("insurance"), asked.limit.get("grace", 0), _continues(asked, 0)
    on = asked.day(rows)
    ended = asked.any(rows.of, asked.reaches(rows.state) & (on - grace <= rows.last) & (rows.last < on))
    return np.where((found == UNKNOWN) & ended & (grace > 0), MET, found)


RULES = {
    "insurance_per_claim": per_claim, "insurance_aggregate": aggregate, "insurance_in_force": insurance_in_force,
    "insurance_continues": continues, "insurance_named": named, "insurance_form": form, "insurance_also": also,
}
