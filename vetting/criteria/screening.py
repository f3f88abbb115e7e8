"""Exclusion and sanctions lists: checked when, by whom judged, and never waived (domain 1.1 CR 5, 4.1, 4.2).

A name on a list is somebody's question until two people answered it. A month without a check is UNKNOWN.
"""

from datetime import date

from network.dates import last_good_day
from vetting.criteria.shapes import (
    EVIDENCE,
    ONE_DAY,
    days_field,
    month_index,
    month_start,
    not_applicable,
    reaches,
    unknown,
    verdict,
    worst,
)
from vetting.evidence import Facts, Hit, ListCheck
from vetting.findings import Criterion, Field, Kind, Limit, Outcome, Stricter, Unit, Verdict

BANDS = ("possible", "probable", "certain")
UNJUDGED = ("open", "proposed_cleared", "proposed_confirmed")


def _checks(facts: Facts, list_code: str, limit: Limit) -> list[ListCheck]:
    found = [
        item for item in facts.list_checks
        if item.list_code == list_code and reaches(item.state, limit["evidence"])
    ]
    return sorted(found, key=lambda item: item.as_of)


def _hit(hit: Hit, outcome: Outcome) -> Verdict:
    return Verdict(
        outcome, {"list": hit.list_code, "band": hit.band, "state": hit.state, "seen_on": hit.seen_on},
        (hit.ref,) if hit.ref else (),
    )


def _not_excluded(facts: Facts, limit: Limit, on: date) -> Verdict:
    """No confirmed hit that is still in force, and every list looked at: an unread list proves nothing."""
    verdicts = [
        _hit(hit, Outcome.NOT_MET) for hit in facts.hits
        if hit.state == "confirmed" and (hit.until is None or on <= hit.until)
    ]
    for code in limit["lists"]:
        checks = _checks(facts, code, limit)
        outcome = Outcome.MET if checks else Outcome.UNKNOWN
        refs = tuple(item.ref for item in checks[-1:] if item.ref)
        verdicts.append(Verdict(outcome, {"list": code, "as_of": checks[-1].as_of if checks else None}, refs))
    return worst(verdicts, unknown(list=None))


def _not_excluded_turns(facts: Facts, limit: Limit) -> list[date]:
    return [hit.until + ONE_DAY for hit in facts.hits if hit.until]


def _adjudicated(facts: Facts, limit: Limit, on: date) -> Verdict:
    """No hit from the lowest band up that nobody has judged yet, or that stayed inconclusive."""
    counted = [hit for hit in facts.hits if BANDS.index(hit.band) >= BANDS.index(limit["band"])]
    verdicts = [_hit(hit, Outcome.UNKNOWN) for hit in counted if hit.state in UNJUDGED]
    verdicts += [_hit(hit, Outcome.NOT_MET) for hit in counted if hit.state == "inconclusive"]
    return worst(verdicts, verdict(Outcome.MET, hits=len(counted)))


def _checked(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Every list checked within n days, counted from the date of the list's file."""
    verdicts = []
    for code in limit["lists"]:
        checks = _checks(facts, code, limit)
        if not checks:
            verdicts.append(unknown(list=code, as_of=None))
            continue
        newest = checks[-1]
        last = last_good_day(newest.as_of, limit["days"])
        outcome = Outcome.MET if on <= last else Outcome.UNKNOWN
        refs = (newest.ref,) if newest.ref else ()
        observed = {"list": code, "as_of": newest.as_of}
        verdicts.append(Verdict(outcome, observed, refs, last if outcome is Outcome.MET else None))
    return worst(verdicts, unknown(list=None))


def _checked_turns(facts: Facts, limit: Limit) -> list[date]:
    return [last_good_day(item.as_of, limit["days"]) + ONE_DAY for item in facts.list_checks]


def _recent(facts: Facts, limit: Limit, on: date) -> Verdict:
    """The list's file was at most n days old when she was looked up in it: looking up in an old file proves little."""
    verdicts = []
    for code in limit["lists"]:
        checks = [item for item in _checks(facts, code, limit) if item.run_on is not None]
        if not checks:
            verdicts.append(unknown(list=code, age=None))
            continue
        newest = checks[-1]
        age = (newest.run_on - newest.as_of).days
        outcome = Outcome.MET if age <= limit["days"] else Outcome.UNKNOWN
        verdicts.append(Verdict(outcome, {"list": code, "age": age}, (newest.ref,) if newest.ref else ()))
    return worst(verdicts, unknown(list=None))


def _months_asked(facts: Facts, limit: Limit, on: date) -> range:
    """Month indexes to be covered: since the decision, at most n back, the running month only where asked."""
    current = month_index(on)
    joined = min(month_index(facts.decided_on), current) if facts.decided_on else current
    return range(max(joined, current - limit["months"]), current + int(limit["current"]))


def _monthly(facts: Facts, limit: Limit, on: date) -> Verdict:
    """A check in every calendar month, not every thirty days: 1 September and 15 October are both covered (NCQA)."""
    asked = _months_asked(facts, limit, on)
    if not asked:
        return not_applicable(missing=())
    verdicts = []
    for code in limit["lists"]:
        done = {month_index(item.as_of) for item in _checks(facts, code, limit)}
        missing = tuple(month_start(index) for index in asked if index not in done)
        verdicts.append(Verdict(Outcome.UNKNOWN if missing else Outcome.MET, {"list": code, "missing": missing}))
    return worst(verdicts, unknown(list=None))


def _monthly_turns(facts: Facts, limit: Limit) -> list[date]:
    """Firsts of months, from the first check or the decision until the look-back has passed all of them."""
    days = [item.as_of for item in facts.list_checks] + ([facts.decided_on] if facts.decided_on else [])
    if not days:
        return []
    first, last = month_index(min(days)), month_index(max(days)) + limit["months"] + 2
    return [month_start(index) for index in range(first, last + 1)]


FAMILY = "screening"
LISTS = Field("lists", Kind.CODES, stricter=Stricter.MORE)
MONTHS = Field("months", Kind.INTEGER, minimum=1, maximum=60, stricter=Stricter.HIGHER)
READS = ("exclusion_list",)
CRITERIA = (
    Criterion(
        "not_excluded", FAMILY, Unit.NONE, (LISTS, EVIDENCE), _not_excluded, _not_excluded_turns, READS, waivable=False
    ),
    Criterion(
        "hits_adjudicated", FAMILY, Unit.NONE,
        (Field("band", Kind.CODE, choices=BANDS, default="possible", stricter=Stricter.LOWER),),
        _adjudicated, lambda facts, limit: (), READS, waivable=False,
    ),
    Criterion(
        "exclusion_checked", FAMILY, Unit.DAYS, (LISTS, days_field(), EVIDENCE), _checked, _checked_turns, READS,
        waivable=False,
    ),
    Criterion(
        "list_recent", FAMILY, Unit.DAYS, (LISTS, days_field(365), EVIDENCE), _recent, lambda facts, limit: (), READS,
        waivable=False,
    ),
    Criterion(
        "exclusion_monthly", FAMILY, Unit.MONTHS,
        (LISTS, MONTHS, Field("current", Kind.FLAG, default=True), EVIDENCE),
        _monthly, _monthly_turns, READS, waivable=False,
    ),
)
