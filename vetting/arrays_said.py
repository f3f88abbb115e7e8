"""Rules over columns: evidence on file and fresh, lists, what she disclosed and what sources say. Each is its namesake in `criteria`."""

import numpy as np

from vetting.arrays import (
    ATTESTED,
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    UNKNOWN,
    VERIFIED,
    Asked,
    amount,
    last_of,
    met,
    month_of,
    only,
    pick,
    plus_months,
    proof_state,
    proofs_of,
    settle,
)
from vetting.columns import NONE, Rows
from vetting.criteria.conduct import ASKED_MONTHS, LEVELS, ORDER, QUESTIONS
from vetting.criteria.conduct import asked as questions
from vetting.criteria.screening import BANDS, UNJUDGED

# ── Evidence on file ─────────────────────────────────────────────────────────


def attestation_signed(asked: Asked):
    """attestation_signed"""
    signed = asked.files.scalar("attested_on")
    return met((signed != NONE) & (asked.on <= signed + asked.limit["days"]))


def attestation_repeated(asked: Asked):
    """attestation_repeated"""
    signed = asked.files.scalar("attested_on")
    return met((signed != NONE) & (asked.on <= plus_months(signed, asked.limit["months"])))


def education_verified(asked: Asked):
    """education_verified"""
    rows, days = asked.rows("degrees"), asked.limit["days"]
    good = rows.state == VERIFIED
    if days:
        good = good & (rows.as_of != NONE) & (asked.day(rows) <= rows.as_of + days)
    return met(asked.any(rows.of, good))


def _proofs(asked, element):
    """The verified proofs of an element."""
    rows = proofs_of(asked, element)
    return only(rows, rows.state == VERIFIED)


def window(element: str):
    """A rule that one element was verified within n days."""

    def outcome(asked: Asked):
        rows = _proofs(asked, element)
        return met(asked.any(rows.of, (rows.as_of != NONE) & (asked.day(rows) <= rows.as_of + asked.limit["days"])))

    return outcome


def identity(asked: Asked):
    """identity_seen, identity_checked"""
    rows = _proofs(asked, "identity")
    return met(asked.any(rows.of, asked.among(rows.method, asked.limit["methods"])))


def certificate_of_conduct(asked: Asked):
    """certificate_of_conduct"""
    rows = _proofs(asked, "certificate_of_conduct")
    rows = only(rows, asked.among(rows.method, asked.limit["methods"]) & (rows.as_of != NONE))
    return met(asked.any(rows.of, asked.day(rows) <= plus_months(rows.as_of, asked.limit["months"])))


def references(asked: Asked):
    """references"""
    rows = asked.rows("references")
    counted = asked.among(rows.relation, asked.limit["relations"]) & asked.reaches(rows.state)
    counted &= asked.day(rows) <= plus_months(rows.received, asked.limit["months"])
    return met(np.bincount(rows.of[counted], minlength=asked.n) >= asked.limit["count"])


def reference_ratings(asked: Asked):
    """reference_ratings"""
    rows = asked.rows("references")
    rows = only(rows, rows.rating != NONE)
    return asked.worst(rows.of, settle(rows.rating >= asked.limit["rating"], rows.state, "attested"))


def npi_valid(asked: Asked):
    """npi_valid"""
    told, good = asked.files.scalar("npi"), asked.reaches(proof_state(asked, "npi"))
    return pick((told == NONE, UNKNOWN), (told == 0, NOT_MET), otherwise=met(good))


# ── Lists ────────────────────────────────────────────────────────────────────


def _checks(asked, code) -> Rows:
    """The runs of one list whose evidence reaches, the newest file last."""
    rows = asked.rows("list_checks")
    return only(rows, (rows.list == asked.word(code)) & asked.reaches(rows.state))


def _every_list(asked, judge, hits=None):
    """All-of over the lists asked for; unknown where none is."""
    found = np.full(asked.n, MET if asked.limit["lists"] else UNKNOWN)
    for code in asked.limit["lists"]:
        found = np.where(judge(_checks(asked, code)), found, UNKNOWN)
    return found if hits is None else np.where(hits, NOT_MET, found)


def not_excluded(asked: Asked):
    """not_excluded"""
    rows = asked.rows("hits")
    on_it = (rows.state == asked.word("confirmed")) & ((rows.until == NONE) | (asked.day(rows) <= rows.until))
    return _every_list(asked, lambda checks: np.bincount(checks.of, minlength=asked.n) > 0, asked.any(rows.of, on_it))


def hits_adjudicated(asked: Asked):
    """hits_adjudicated"""
    rows, floor = asked.rows("hits"), BANDS.index(asked.limit["band"])
    rows = only(rows, asked.table(rows.band, lambda word: BANDS.index(word) if word in BANDS else -1) >= floor)
    told = pick((asked.among(rows.state, UNJUDGED), UNKNOWN), (rows.state == asked.word("inconclusive"), NOT_MET), otherwise=MET)
    return asked.worst(rows.of, told, MET)


def exclusion_checked(asked: Asked):
    """exclusion_checked"""
    return _every_list(asked, lambda checks: asked.on <= last_of(checks, "as_of", asked.n, NONE) + asked.limit["days"])


def list_recent(asked: Asked):
    """list_recent"""

    def recent(checks):
        run = only(checks, checks.run_on != NONE)
        newest, ran = last_of(run, "as_of", asked.n, NONE), last_of(run, "run_on", asked.n, NONE)
        return (ran != NONE) & (ran - newest <= asked.limit["days"])

    return _every_list(asked, recent)


def exclusion_monthly(asked: Asked):
    """exclusion_monthly"""
    current, decided = month_of(asked.on), month_of(asked.files.scalar("decided_on"))
    joined = np.where(decided == NONE, current, np.minimum(decided, current))
    first, end = np.maximum(joined, current - asked.limit["months"]), current + int(asked.limit["current"])

    def every_month(checks):
        month = month_of(checks.as_of)
        inside = (first[checks.of] <= month) & (month < end[checks.of])
        seen = np.zeros((asked.n, asked.limit["months"] + 1), dtype=bool)
        seen[checks.of[inside], (month - first[checks.of])[inside]] = True
        return seen.sum(axis=1) >= end - first

    return np.where(first >= end, NOT_APPLICABLE, _every_list(asked, every_month))


# ── What she disclosed ───────────────────────────────────────────────────────


def _bits(names) -> int:
    return sum(1 << QUESTIONS.index(name) for name in names)


def _complete(asked):
    """Whether every question of the set is answered."""
    every = _bits(questions(asked.limit))
    return asked.files.scalar("answered") & every == every


def disclosures_answered(asked: Asked):
    """disclosures_answered"""
    return met(_complete(asked) & (asked.files.scalar("unexplained") & _bits(questions(asked.limit)) == 0))


def _weight(asked, rows):
    """How heavy each yes is: its place in ORDER."""
    weight = np.full(len(rows.of), ORDER.index(asked.limit["otherwise"]))
    for question, by_grade in asked.limit["matrix"].items():
        here = rows.question == asked.word(question)
        if "any" in by_grade:
            weight[here] = ORDER.index(by_grade["any"])
        for grade, level in by_grade.items():
            weight[here & (rows.grade == asked.word(grade))] = ORDER.index(level)
    return weight


def disclosures(asked: Asked):
    """disclosures: the outcome, and how heavy the heaviest yes is, which gives the severity and who looks"""
    rows = asked.rows("answers")
    rows = only(rows, asked.among(rows.question, questions(asked.limit)))
    heaviest = np.zeros(asked.n, dtype=np.int64)
    np.maximum.at(heaviest, rows.of, _weight(asked, rows))
    return np.where(heaviest > ORDER.index("none"), NOT_MET, met(_complete(asked))), heaviest


def nothing_omitted(asked: Asked):
    """nothing_omitted"""
    answered, omitted = asked.files.scalar("answered"), np.zeros(asked.n, dtype=bool)
    no = answered & ~asked.files.scalar("said_yes")
    records = asked.rows("records")
    for question in questions(asked.limit):
        if question in BESIDE or len(records.of):
            omitted |= _sources_say(asked, question) & (no & _bits((question,)) != 0)
    return pick((omitted, NOT_MET), otherwise=met(answered & _bits(questions(asked.limit)) != 0))


BESIDE = ("license_action", "malpractice_claims", "program_exclusion")  # what lists of their own answer, beside records


def _sources_say(asked, question):
    """Of which files a verified record, or what she entered herself, answers yes to a question."""
    rows = asked.rows("records")
    said = asked.any(rows.of, (rows.question == asked.word(question)) & (rows.state == VERIFIED))
    if question == "license_action":
        acts, held = asked.rows("license_actions"), asked.rows("licenses")
        said |= asked.any(acts.of, acts.state == VERIFIED)
        said |= asked.any(held.of, (held.disclosed == 0) & (held.encumbered == 1) & (held.state == VERIFIED))
    if question == "malpractice_claims":
        rows = asked.rows("claims")
        signed = asked.files.scalar("attested_on")[rows.of]
        counts = (signed == NONE) | (rows.open == 1) | (signed <= plus_months(rows.on, ASKED_MONTHS))
        said |= asked.any(rows.of, counts & ((rows.state == ATTESTED) | (rows.state == VERIFIED)))
    if question == "program_exclusion":
        rows = asked.rows("hits")
        said |= asked.any(rows.of, rows.state == asked.word("confirmed"))
    return said


# ── Malpractice ──────────────────────────────────────────────────────────────


def _since(asked) -> Rows:
    rows = asked.rows("claims")
    return only(rows, asked.day(rows) <= plus_months(rows.on, 12 * asked.limit["years"]))


def _known(asked):
    """Nothing against her: good once the claims history itself reaches the evidence asked."""
    return met(~asked.unsaid("claims") & asked.reaches(proof_state(asked, "disclosures")))


def claims_count(asked: Asked):
    """claims_count"""
    rows, most = _since(asked), asked.limit["most"]
    certain = (rows.state == ATTESTED) | (rows.state == VERIFIED)
    sure, all_ = np.bincount(rows.of[certain], minlength=asked.n), np.bincount(rows.of, minlength=asked.n)
    return pick((sure > most, NOT_MET), (all_ > most, UNKNOWN), otherwise=_known(asked))


def _and_known(asked, rows, outcomes):
    """All-of over these rows and `_known`."""
    return asked.worst(np.concatenate([rows.of, np.arange(asked.n)]), np.concatenate([outcomes, _known(asked)]))


def claims_paid(asked: Asked):
    """claims_paid"""
    rows = _since(asked)
    rows = only(rows, ~((rows.open == 1) & (rows.paid_in == NONE)))
    told, minor = np.full(len(rows.of), UNKNOWN), amount(rows.paid, rows.paid_high)
    for code, most in asked.limit["most"].items():
        told = np.where(rows.paid_in == asked.word(code), asked.settle(minor <= most, rows.state), told)
    return _and_known(asked, rows, told)


def claims_open(asked: Asked):
    """claims_open"""
    rows = asked.rows("claims")
    rows = only(rows, rows.open == 1)
    return _and_known(asked, rows, asked.settle(np.zeros(len(rows.of), dtype=bool), rows.state))


WEIGHTS = tuple(LEVELS[name] for name in ORDER)
RULES = {
    "attestation_signed": attestation_signed, "attestation_repeated": attestation_repeated, "education_verified": education_verified,
    "work_history_verified": window("work_history"),
    "identity_seen": identity, "identity_checked": identity, "certificate_of_conduct": certificate_of_conduct, "references": references,
    "reference_ratings": reference_ratings, "npi_valid": npi_valid, "not_excluded": not_excluded, "hits_adjudicated": hits_adjudicated,
    "exclusion_checked": exclusion_checked, "list_recent": list_recent, "exclusion_monthly": exclusion_monthly,
    "disclosures_answered": disclosures_answered, "disclosures": disclosures, "nothing_omitted": nothing_omitted,
    "malpractice_verified": window("disclosures"), "claims_count": claims_count, "claims_paid": claims_paid, "claims_open": claims_open,
}
