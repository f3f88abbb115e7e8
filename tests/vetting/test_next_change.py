"""`next_change` against asking every day for six years: no change is missed, none invented, and it walks from change to change.

Facts heal (claims and gaps age out), evidence ages, versions are scheduled, and every row binds on its own day.
"""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from network.money import Money
from tests.vetting.invented import proof
from vetting.criteria.conduct import QUESTIONS
from vetting.evidence import (
    Answer,
    Claim,
    Degree,
    Facts,
    GapExplanation,
    Hit,
    Hours,
    Insurance,
    Job,
    License,
    LicenseAction,
    ListCheck,
    Paper,
    Reference,
    State,
    Supervision,
    Training,
    Waiver,
)
from vetting.limits import read_limit
from vetting.rules import CRITERIA, BindsOn, Policy, Severity, Threshold, findings, next_change, route

START = date(2026, 1, 1)
DAYS = [START + timedelta(days=n) for n in range(6 * 365 + 2)]
LIMITS = {  # small numbers, so that six years see each of them pass
    "accepted_profession": {"professions": ["social_worker"]}, "accepted_jurisdiction": {"jurisdictions": ["US"]},
    "degree_accredited": {"accreditors": ["cswe"]}, "languages": {"languages": ["en"]}, "cooling_off": {"months": 9},
    "license_verified": {"days": 120}, "license_reverified": {"months": 5}, "license_actions": {"years": 3},
    "years_since_degree": {"years": 2}, "years_since_license": {"years": 1}, "eap_years": {"years": 2},
    "eap_training": {"years": 3}, "service_training": {"needs": {"crisis": ["cism"]}},
    "continuing_education": {"hours": 20, "months": 7}, "clinical_hours": {"hours": 100},
    "insurance_per_claim": {"minimum": {"USD": 100}}, "insurance_aggregate": {"minimum": {"USD": 100}},
    "insurance_continues": {"days": 30}, "insurance_form": {"forms": ["occurrence"]}, "not_excluded": {"lists": ["a", "b"]},
    "exclusion_checked": {"lists": ["a", "b"], "days": 35}, "exclusion_monthly": {"lists": ["a", "b"], "months": 3},
    "attestation_signed": {"days": 100}, "education_verified": {"days": 90},
    "attestation_repeated": {"months": 7}, "work_history_verified": {"days": 60},
    "certificate_of_conduct": {"months": 3}, "references": {"count": 2, "months": 8}, "reference_ratings": {"rating": 3},
    "work_history_reaches": {"years": 3}, "gaps_explained": {"months": 3, "years": 2}, "gaps_in_writing": {"months": 6, "years": 1},
    "disclosures_answered": {"questions": "us"}, "disclosures": {"questions": "us"}, "nothing_omitted": {"questions": "us"},
    "license_or_register": {"registers": ["US-OH:cswmft"], "hours": 20}, "license_rechecked": {"days": 45},
    "works_by": {"modes": ["video"]}, "office_has": {"features": ["step_free"]}, "insurance_also": {"kinds": ["cyber"]},
    "supervision_hours": {"minutes": 90, "months": 9}, "certificate_held": {"courses": ["cism"]},
    "list_recent": {"lists": ["a"], "days": 20}, "insurance_in_force": {"grace": 20},
    "score": {
        "weights": {"license_years": 5, "eap_work_years": 4, "certificates": 3, "claims_against": 6, "gaps_open": 2}, "clean": 20,
        "director": 10,
    },
    "papers_by_place": {"papers_by": [{"paper": "immunization", "professions": [], "places": ["US"], "years": 1}]},
    "papers_on_file": {"papers": ["immunization"], "months": 10}, "photo_on_file": {"months": 7},
    "papers_translated": {"languages": ["en"]}, "papers_legalized": {"countries": ["US"]},
    "malpractice_verified": {"days": 50}, "claims_count": {"most": 1, "years": 2},
    "concerns_count": {"most": 1, "months": 7}, "claims_paid": {"most": {"USD": 100}, "years": 3},
}
day = st.dates(date(2023, 1, 1), date(2031, 12, 31))
maybe_day = st.none() | day
state = st.sampled_from([State.VERIFIED, State.VERIFIED, State.ATTESTED, State.OBTAINED])
yes_no = st.booleans()


def few(strategy, most=3):
    return st.lists(strategy, max_size=most).map(tuple)


def limit_of(key):
    limit, problems = read_limit(CRITERIA[key], LIMITS.get(key, {}))
    assert not problems
    return limit


@st.composite
def proofs(draw, element="license"):
    return proof(element, draw(state), draw(maybe_day), draw(st.sampled_from(["seen", "web_lookup"])))


@st.composite
def stretches(draw):
    """First and last day, in order; the last may be open."""
    first, length = draw(day), draw(st.none() | st.integers(0, 900))
    return first, None if length is None else first + timedelta(days=length)


@st.composite
def licenses(draw):
    return License(
        draw(st.sampled_from(["US-OH", "US-IN"])), "US-OH:cswmft", draw(st.sampled_from(["independent", "supervised"])),
        draw(proofs()), status=draw(st.sampled_from(["active", "active", "revoked", None])), issued_on=draw(maybe_day),
        expires_on=draw(maybe_day), lifelong=draw(yes_no), encumbered=draw(st.sampled_from([False, True, None])),
    )


@st.composite
def policies_of_insurance(draw):
    first, last = draw(stretches())
    amount = Money(draw(st.sampled_from([99, 100])), "USD")
    return Insurance(first, last or first + timedelta(days=364), amount, amount, draw(proofs("insurance")), "self", "occurrence")


@st.composite
def jobs(draw):
    return Job(*draw(stretches()), draw(st.sampled_from(["eap", "clinical"])))


@st.composite
def explanations(draw):
    first, last = draw(stretches())
    return GapExplanation(first, last or first, draw(yes_no))


@st.composite
def worlds_of_facts(draw):
    return Facts(
        submitted_on=draw(maybe_day), decided_on=draw(maybe_day), event_on=draw(maybe_day), attested_on=draw(maybe_day),
        profession="social_worker", jurisdictions=("US-OH",), services=("crisis",), denied_on=draw(maybe_day), languages=("en",),
        conflicts=(), npi="1234567893", clinical_hours=100,
        degrees=draw(few(st.builds(Degree, st.just("master"), maybe_day, proofs("education"), st.just("cswe")), 2)),
        licenses=draw(few(licenses())), insurance=draw(few(policies_of_insurance())), jobs=draw(few(jobs(), 4)),
        license_actions=draw(few(st.builds(LicenseAction, st.just("reprimand"), day, st.just("US-IN"), proofs()), 2)),
        supervision=draw(few(stretches().flatmap(
            lambda found: st.builds(Supervision, st.just("independent"), st.just(found[0]), st.just(found[1]), proofs())), 2)),
        gap_explanations=draw(few(explanations())),
        trainings=draw(few(st.builds(Training, st.sampled_from(["cism", "ceap"]), day, proofs("training"), maybe_day), 2)),
        hours=draw(few(day.flatmap(
            lambda last: st.builds(Hours, st.just("ce"), st.just(last - timedelta(days=360)), st.just(last),
                st.sampled_from([19, 20]), proofs())), 2)),
        references=draw(few(st.builds(Reference, day, st.just("peer"), proofs("reference"), st.sampled_from([2, 4])))),
        papers=draw(few(st.builds(
            Paper, st.sampled_from(["right_to_work", "photo", "immunization"]), proofs("paper"), maybe_day, maybe_day,
            st.sampled_from([None, "US"]), st.just("citizen"), st.just("nl")))),
        claims=draw(few(st.builds(
            Claim, day, yes_no, proofs("disclosures"), st.sampled_from([None, Money(100, "USD"), Money(101, "USD")])))),
        answers=tuple(Answer(code, False) for code in QUESTIONS),
        hits=draw(few(st.builds(
            Hit, st.just("a"), st.just("certain"), st.sampled_from(["open", "confirmed", "inconclusive"]), day, maybe_day), 2)),
        list_checks=draw(few(st.builds(ListCheck, st.sampled_from("ab"), day, state), 6)),
        proofs=draw(few(st.sampled_from(["identity", "work_history", "disclosures", "certificate_of_conduct",
            "eap_experience"]).flatmap(proofs), 5)),
        waivers=draw(few(stretches().flatmap(
            lambda found: st.builds(Waiver, st.sampled_from(["eap_years", "references", "gaps_explained"]),
                st.just("Odell Marsh"), st.just(found[0]), st.just(found[1]))), 2)),
    )


@st.composite
def thresholds(draw, key):
    return Threshold(
        key, draw(st.sampled_from(list(Severity))), limit_of(key), waivable_by=draw(st.sampled_from(["", "director"])),
        binds_on=draw(st.sampled_from([BindsOn.IMMEDIATE, *BindsOn])),
    )


@st.composite
def rule_books(draw):
    """One to three versions over six years, the first one perhaps not begun yet; each asks some of everything."""
    starts = draw(st.lists(st.dates(date(2025, 1, 1), date(2031, 12, 31)), min_size=1, max_size=3, unique=True))
    keys = draw(st.lists(st.sampled_from(sorted(CRITERIA)), min_size=1, max_size=6, unique=True))
    return [
        Policy("Invented", number, start, tuple(draw(thresholds(key)) for key in keys if draw(st.integers(0, 4))))
        for number, start in enumerate(starts, 1)
    ]


def told(rules, facts, on):
    """What a reader of the findings page would see change."""
    found = findings(rules, facts, on=on)
    return [(each.criterion, each.outcome, each.severity, each.reviewer) for each in found], route(found)


def changes_day_by_day(rules, facts):
    seen = [told(rules, facts, on) for on in DAYS]
    return [on for on, before, now in zip(DAYS[1:], seen, seen[1:], strict=False) if before != now]


def changes_by_walking(rules, facts):
    found, on = [], START
    while (on := next_change(rules, facts, on=on)) is not None and on <= DAYS[-1]:
        found.append(on)
    return found


HALF_EXPLAINED = Facts(
    attested_on=date(2026, 1, 1), jobs=(Job(date(2020, 1, 1), date(2024, 12, 31)), Job(date(2026, 1, 1), None)),
    gap_explanations=(GapExplanation(date(2025, 7, 1), date(2025, 12, 31), False),),
)
GAPS = [Policy("Invented", 1, START, (Threshold("gaps_explained", Severity.REVIEW, {"months": 3, "years": 2},
    binds_on=BindsOn.IMMEDIATE),))]


@given(rule_books(), worlds_of_facts())
@example(GAPS, HALF_EXPLAINED)
def test_walking_from_change_to_change_sees_what_asking_every_day_sees(rules, facts):
    assert changes_by_walking(rules, facts) == changes_day_by_day(rules, facts)


def test_a_gap_heals_when_its_unexplained_months_have_passed_the_look_back():
    assert changes_day_by_day(GAPS, HALF_EXPLAINED) == [date(2027, 7, 1)]


def alone(key, binds_on=BindsOn.IMMEDIATE):
    return [Policy("Invented", 1, date(2020, 1, 1), (Threshold(key, Severity.REVIEW, limit_of(key), binds_on=binds_on),))]


@given(st.sampled_from(sorted(CRITERIA)), worlds_of_facts())
def test_each_criterion_names_every_day_on_which_it_may_differ(key, facts):
    assert changes_by_walking(alone(key), facts) == changes_day_by_day(alone(key), facts)
