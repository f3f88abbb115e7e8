"""The limit of every criterion: its fields with their bounds and directions by hand, and every nonsense refused by field."""

import pytest

from network.money import Money
from vetting.criteria.conduct import ORDER, QUESTION_SETS
from vetting.criteria.eligibility import FEATURES, LEVELS, MODES, PROFESSIONS
from vetting.criteria.licenses import PRACTICE_LEVELS
from vetting.criteria.papers import BASES, KINDS, LEGALIZATIONS
from vetting.criteria.records import MEETINGS, METHODS, RELATIONS
from vetting.criteria.score import MEASURES
from vetting.criteria.screening import BANDS
from vetting.limits import looser, read_limit
from vetting.rules import CRITERIA, Kind

# criterion → field: (kind, least, most, default, direction in which it asks more)
EVIDENCE = ("code", None, None, "verified", "higher")
LEVEL = ("code", None, None, "master", "higher")
WINDOW = ("integer", 1, 1095, None, "lower")
LISTS = ("codes", None, None, None, "more")
QUESTIONS = ("code", None, None, None, "any")
FIELDS = {
    "accepted_profession": {"professions": ("codes", None, None, None, "fewer")},
    "accepted_jurisdiction": {"jurisdictions": ("codes", None, None, None, "fewer")},
    "degree_level": {"level": LEVEL, "equivalents": ("codes", None, None, (), "fewer"), "evidence": EVIDENCE},
    "degree_accredited": {"level": LEVEL, "accreditors": ("codes", None, None, None, "fewer"), "evidence": EVIDENCE},
    "languages": {"languages": ("codes", None, None, None, "fewer")},
    "cooling_off": {"months": ("integer", 1, 60, None, "higher")},
    "no_conflict": {},
    "practice_level": {
        "levels": ("codes", None, None, ("independent",), "fewer"), "registers": ("codes", None, None, (), "fewer"), "evidence": EVIDENCE,
    },
    "license_in_force": {"levels": ("codes", None, None, ("independent",), "fewer"), "registers": ("codes", None, None, (), "fewer")},
    "license_verified": {
        "days": WINDOW, "all": ("flag", None, None, True, "any"), "by_rule": ("flag", None, None, False, "lower"),
    },
    "license_reverified": {"months": ("integer", 1, 36, None, "lower")},
    "license_unrestricted": {"evidence": EVIDENCE},
    "license_actions": {"years": ("integer", 0, 40, None, "any"), "evidence": EVIDENCE},
    "supervision_on_file": {
        "levels": ("codes", None, None, ("supervised", "provisional"), "any"),
        "supervisors": ("codes", None, None, ("independent",), "fewer"), "evidence": EVIDENCE,
    },
    "years_since_degree": {"years": ("integer", 0, 40, None, "higher"), "level": LEVEL, "evidence": EVIDENCE},
    "years_since_license": {
        "years": ("integer", 0, 40, None, "higher"), "levels": ("codes", None, None, ("independent",), "fewer"), "evidence": EVIDENCE,
    },
    "eap_years": {"years": ("integer", 0, 40, None, "higher"), "evidence": EVIDENCE},
    "eap_training": {
        "courses": ("codes", None, None, ("eap_101", "ceap"), "fewer"), "years": ("integer", 0, 40, None, "higher"), "evidence": EVIDENCE,
    },
    "service_training": {"needs": ("needs", None, None, None, "any"), "evidence": EVIDENCE},
    "continuing_education": {
        "hours": ("integer", 1, 20000, None, "higher"), "kind": ("code", None, None, "ce", "any"),
        "months": ("integer", 1, 60, None, "lower"), "evidence": EVIDENCE,
    },
    "clinical_hours": {"hours": ("integer", 1, 20000, None, "higher"), "evidence": EVIDENCE},
    "insurance_per_claim": {"minimum": ("amounts", 1, 10**11, None, "higher"), "evidence": EVIDENCE},
    "insurance_aggregate": {"minimum": ("amounts", 1, 10**11, None, "higher"), "evidence": EVIDENCE},
    "insurance_in_force": {"evidence": EVIDENCE, "grace": ("integer", 0, 60, 0, "lower")},
    "insurance_continues": {"days": ("integer", 1, 365, None, "higher"), "evidence": EVIDENCE},
    "works_by": {"modes": ("codes", None, None, None, "fewer")},
    "office_has": {"features": ("codes", None, None, None, "more")},
    "insurance_also": {"kinds": ("codes", None, None, None, "more"), "evidence": EVIDENCE},
    "panel_open": {"closed_professions": ("codes", None, None, (), "more"), "closed_places": ("codes", None, None, (), "more")},
    "license_or_register": {
        "levels": ("codes", None, None, ("independent",), "fewer"), "registers": ("codes", None, None, None, "fewer"),
        "hours": ("integer", 0, 20000, None, "higher"), "supervised": ("flag", None, None, True, "higher"),
        "supervisors": ("codes", None, None, ("independent", "voluntary"), "fewer"), "evidence": EVIDENCE,
    },
    "license_rechecked": {"days": ("integer", 1, 365, None, "lower")},
    "supervision_hours": {
        "minutes": ("integer", 1, 1200, None, "higher"), "months": ("integer", 1, 36, None, "lower"), "evidence": EVIDENCE,
    },
    "certificate_held": {"courses": ("codes", None, None, None, "fewer"), "evidence": EVIDENCE},
    "list_recent": {"lists": LISTS, "days": ("integer", 1, 365, None, "lower"), "evidence": EVIDENCE},
    "score": {
        "weights": ("weights", 0, 100, None, "any"), "clean": ("integer", 0, 10000, None, "higher"),
        "director": ("integer", 0, 10000, None, "higher"), "evidence": EVIDENCE,
    },
    "insurance_named": {"named": ("codes", None, None, ("self",), "fewer"), "evidence": EVIDENCE},
    "insurance_form": {"forms": ("codes", None, None, None, "fewer"), "evidence": EVIDENCE},
    "not_excluded": {"lists": LISTS, "evidence": EVIDENCE},
    "hits_adjudicated": {"band": ("code", None, None, "possible", "lower")},
    "exclusion_checked": {"lists": LISTS, "days": WINDOW, "evidence": EVIDENCE},
    "exclusion_monthly": {
        "lists": LISTS, "months": ("integer", 1, 60, None, "higher"), "current": ("flag", None, None, True, "any"), "evidence": EVIDENCE,
    },
    "attestation_signed": {"days": WINDOW},
    "attestation_repeated": {"months": ("integer", 6, 36, None, "lower")},
    "education_verified": {"days": ("integer", 0, 1095, None, "any")},
    "work_history_verified": {"days": WINDOW},
    "identity_seen": {"methods": ("codes", None, None, ("seen",), "fewer")},
    "identity_checked": {"methods": ("codes", None, None, ("video", "in_person"), "fewer")},
    "certificate_of_conduct": {"months": ("integer", 1, 60, None, "lower"), "methods": ("codes", None, None, ("seen",), "fewer")},
    "references": {
        "count": ("integer", 1, 10, None, "higher"), "months": ("integer", 1, 60, None, "lower"),
        "relations": ("codes", None, None, ("peer", "supervisor"), "fewer"), "evidence": EVIDENCE,
    },
    "reference_ratings": {"rating": ("integer", 1, 5, None, "higher")},
    "npi_valid": {"evidence": EVIDENCE},
    "right_to_work": {"bases": ("codes", None, None, BASES, "fewer"), "evidence": EVIDENCE},
    "photo_on_file": {"months": ("integer", 0, 120, 0, "any"), "evidence": EVIDENCE},
    "papers_by_place": {"papers_by": ("papers", None, 30, None, "any"), "evidence": EVIDENCE},
    "papers_on_file": {"papers": ("codes", None, None, None, "more"), "months": ("integer", 0, 120, 0, "any"), "evidence": EVIDENCE},
    "papers_translated": {
        "languages": ("codes", None, None, None, "fewer"), "sworn": ("flag", None, None, False, "higher"), "evidence": EVIDENCE,
    },
    "papers_legalized": {
        "countries": ("codes", None, None, None, "fewer"), "legalizations": ("codes", None, None, LEGALIZATIONS, "fewer"),
        "evidence": EVIDENCE,
    },
    "work_history_reaches": {"years": ("integer", 1, 20, 5, "higher")},
    "gaps_explained": {"months": ("integer", 0, 60, None, "lower"), "years": ("integer", 1, 20, 5, "higher")},
    "gaps_in_writing": {"months": ("integer", 0, 60, None, "lower"), "years": ("integer", 1, 20, 5, "higher")},
    "disclosures_answered": {"questions": QUESTIONS},
    "disclosures": {
        "questions": QUESTIONS, "matrix": ("matrix", None, None, {}, "any"), "otherwise": ("code", None, None, "director", "higher"),
    },
    "nothing_omitted": {"questions": QUESTIONS},
    "malpractice_verified": {"days": WINDOW},
    "claims_count": {"most": ("integer", 0, 20, None, "lower"), "years": ("integer", 1, 20, 5, "higher"), "evidence": EVIDENCE},
    "claims_paid": {"most": ("amounts", 0, 10**11, None, "lower"), "years": ("integer", 1, 20, 5, "higher"), "evidence": EVIDENCE},
    "claims_open": {"evidence": EVIDENCE},
    "concerns_count": {
        "most": ("integer", 0, 20, None, "lower"), "months": ("integer", 1, 120, 36, "higher"),
        "from_severity": ("code", None, None, "minor", "lower"),
    },
    "concerns_serious": {"months": ("integer", 1, 120, 36, "higher")},
}
LEFT_OUT = {"by_rule", "grace"}
NEVER_WAIVED = {
    "license_in_force", "license_verified", "not_excluded", "hits_adjudicated", "exclusion_checked", "exclusion_monthly",
    "attestation_signed", "attestation_repeated", "license_rechecked", "list_recent",
}
CHOICES = {
    "professions": PROFESSIONS, "level": LEVELS, "evidence": ("attested", "obtained", "verified"), "band": BANDS, "methods": METHODS,
    "relations": RELATIONS, "questions": tuple(QUESTION_SETS), "otherwise": ORDER, "matrix": ORDER, "supervisors": PRACTICE_LEVELS,
    "named": ("self", "group", "other"), "forms": ("occurrence", "claims_made", "claims_made_with_tail"),
    "kind": ("ce", "pdh", "supervision"), "closed_professions": PROFESSIONS,
    "modes": MODES, "features": FEATURES, "kinds": ("cyber", "general"),
    "weights": tuple(MEASURES), "levels": PRACTICE_LEVELS, "bases": BASES, "papers": KINDS, "papers_by": KINDS,
    "legalizations": LEGALIZATIONS,
}
GOOD = {  # a value of each kind for the fields that need one
    "professions": ["lawyer"], "jurisdictions": ["US"], "accreditors": ["cswe"], "languages": ["en"], "needs": {"crisis": ["cism"]},
    "minimum": {"USD": 1}, "most": 1, "forms": ["occurrence"], "lists": ["oig-leie"], "questions": "us", "months": 6, "days": 30,
    "years": 2, "hours": 20, "count": 2, "rating": 3, "registers": ["NL:nip"], "minutes": 90,
    "courses": ["ceap"], "weights": {"license_years": 2}, "clean": 40,
    "papers": ["photo"], "countries": ["NL"], "papers_by": [{"paper": "photo", "professions": ["lawyer"], "places": ["NL"], "years": 5}],
    "director": 30, "modes": ["video"], "features": ["step_free"], "kinds": ["cyber"],
}


def given(key):
    """A sound limit for a criterion: only what has no default."""
    fields = {field.name: field for field in CRITERIA[key].fields if field.default is None}
    return {name: {"USD": 1} if fields[name].kind is Kind.AMOUNTS else GOOD[name] for name in fields}


def problems(key, **changes):
    return [(problem.field, problem.code) for problem in read_limit(CRITERIA[key], {**given(key), **changes})[1]]


def test_the_fields_of_every_criterion_are_those_written_down_here():
    found = {
        key: {field.name: (str(field.kind), field.minimum, field.maximum, field.default, str(field.stricter)) for field in criterion.fields}
        for key, criterion in CRITERIA.items()
    }
    assert found == FIELDS


def test_what_nobody_may_waive_is_written_down_here():
    assert {key for key, criterion in CRITERIA.items() if not criterion.waivable} == NEVER_WAIVED


@pytest.mark.parametrize("key", sorted(FIELDS))
def test_a_sound_limit_takes_the_defaults(key):
    limit, found = read_limit(CRITERIA[key], given(key))
    assert found == ()
    assert {name: limit[name] for name, row in FIELDS[key].items() if row[3] is not None and name not in LEFT_OUT} == {
        name: row[3] for name, row in FIELDS[key].items() if row[3] is not None and name not in LEFT_OUT
    }
    assert not LEFT_OUT & set(limit), "what stands at its default and came later is left out: older limits read the same"


BOUNDED = [
    (key, name, row) for key, fields in FIELDS.items() for name, row in fields.items() if row[0] in ("integer", "amounts")
]


@pytest.mark.parametrize(("key", "name", "row"), BOUNDED, ids=lambda value: value if isinstance(value, str) else "")
def test_a_number_is_good_from_its_least_through_its_most(key, name, row):
    kind, least, most, *_ = row
    wrap = (lambda value: {"USD": value}) if kind == "amounts" else (lambda value: value)
    assert problems(key, **{name: wrap(least - 1)}) == [(name, "too_low")]
    assert problems(key, **{name: wrap(least)}) == problems(key, **{name: wrap(most)}) == []
    assert problems(key, **{name: wrap(most + 1)}) == [(name, "too_high")]


CODED = [(key, name) for key, fields in FIELDS.items() for name, row in fields.items() if name in CHOICES and row[0] in ("code", "codes")]


@pytest.mark.parametrize(("key", "name"), CODED)
def test_only_known_words_are_taken(key, name):
    wrap = (lambda value: [value]) if FIELDS[key][name][0] == "codes" else (lambda value: value)
    choices = MEETINGS if key == "identity_checked" else CHOICES[name]
    assert [problems(key, **{name: wrap(choice)}) for choice in choices] == [[]] * len(choices)
    assert problems(key, **{name: wrap("shoe")}) == [(name, "not_a_choice")]
    assert problems(key, **{name: wrap(7)}) == [(name, "wrong_type")]


NONSENSE = [
    ("years_since_degree", {"years": "five"}, "years", "wrong_type"),
    ("years_since_degree", {"years": True}, "years", "wrong_type"),
    ("years_since_degree", {"years": 2.5}, "years", "wrong_type"),
    ("years_since_degree", {"years": None}, "years", "missing"),
    ("years_since_degree", {"shoes": 1}, "shoes", "unknown"),
    ("license_verified", {"all": 1}, "all", "wrong_type"),
    ("accepted_profession", {"professions": "lawyer"}, "professions", "wrong_type"),
    ("accepted_profession", {"professions": []}, "professions", "empty"),
    ("insurance_per_claim", {"minimum": {}}, "minimum", "empty"),
    ("insurance_named", {"named": []}, "named", "empty"),
    ("practice_level", {"levels": [], "registers": ["NL:nip"]}, "levels", "empty"),
    ("eap_training", {"courses": [], "years": 2}, "courses", "empty"),
    ("insurance_per_claim", {"minimum": 5}, "minimum", "wrong_type"),
    ("insurance_per_claim", {"minimum": {"USD": "5"}}, "minimum", "wrong_type"),
    ("insurance_per_claim", {"minimum": {"usd": 5}}, "minimum", "not_a_choice"),
    ("insurance_per_claim", {"minimum": {"US": 5}}, "minimum", "not_a_choice"),
    ("insurance_per_claim", {"minimum": {"ÜSD": 5}}, "minimum", "not_a_choice"),
    ("insurance_per_claim", {"minimum": {"US1": 5}}, "minimum", "not_a_choice"),
    ("service_training", {"needs": {"crisis": "cism"}}, "needs", "wrong_type"),
    ("service_training", {"needs": {"crisis": []}}, "needs", "empty"),
    ("service_training", {"needs": {}}, "needs", "empty"),
    ("disclosures", {"matrix": []}, "matrix", "wrong_type"),
    ("disclosures", {"matrix": {"license_action": "committee"}}, "matrix", "wrong_type"),
    ("disclosures", {"matrix": {"license_action": {"any": "judge"}}}, "matrix", "not_a_choice"),
]


@pytest.mark.parametrize(("key", "changes", "field", "code"), NONSENSE)
def test_nonsense_is_refused_by_field(key, changes, field, code):
    assert problems(key, **changes) == [(field, code)]


def test_every_problem_is_found_and_lists_become_tuples():
    assert problems("references", count=0, months=99, shoes=1) == [("shoes", "unknown"), ("count", "too_low"), ("months", "too_high")]
    limit, _ = read_limit(CRITERIA["service_training"], {"needs": {"crisis": ["cism", "pfa"]}})
    assert limit["needs"] == {"crisis": ("cism", "pfa")}
    assert problems("degree_level", equivalents=[]) == problems("disclosures", matrix={"license_action": {}}) == []


LOOSER = [
    # criterion, floor, limit → fields that ask less
    ("years_since_degree", {"years": 5}, {"years": 4}, ("years",)),
    ("years_since_degree", {"years": 5}, {"years": 5}, ()),
    ("years_since_degree", {"years": 5}, {"years": 6}, ()),
    ("license_verified", {"days": 120}, {"days": 121}, ("days",)),
    ("license_verified", {"days": 120}, {"days": 120}, ()),
    ("license_verified", {"days": 120}, {"days": 119}, ()),
    ("license_actions", {"years": 5}, {"years": 1}, ()),
    ("degree_level", {"level": "master"}, {"level": "bachelor"}, ("level",)),
    ("degree_level", {"level": "master"}, {"level": "master"}, ()),
    ("degree_level", {"level": "master"}, {"level": "doctorate"}, ()),
    ("degree_level", {"evidence": "verified"}, {"evidence": "attested"}, ("evidence",)),
    ("hits_adjudicated", {"band": "possible"}, {"band": "probable"}, ("band",)),
    ("hits_adjudicated", {"band": "probable"}, {"band": "possible"}, ()),
    ("practice_level", {"levels": ("independent",)}, {"levels": ("independent", "supervised")}, ("levels",)),
    ("practice_level", {"levels": ("independent", "supervised")}, {"levels": ("independent",)}, ()),
    ("practice_level", {"levels": ("independent",)}, {"levels": ("independent",)}, ()),
    ("not_excluded", {"lists": ("oig-leie", "sam")}, {"lists": ("oig-leie",)}, ("lists",)),
    ("not_excluded", {"lists": ("oig-leie",)}, {"lists": ("oig-leie",)}, ()),
    ("not_excluded", {"lists": ("oig-leie",)}, {"lists": ("sam", "oig-leie")}, ()),
    ("exclusion_checked", {"lists": ("oig-leie",)}, {"lists": ("sam",)}, ("lists",)),
    ("exclusion_monthly", {"lists": ("oig-leie",)}, {"lists": ()}, ("lists",)),
    ("supervision_on_file", {"levels": ("supervised",)}, {"levels": ("provisional",)}, ()),
    ("insurance_per_claim", {"minimum": {"USD": 100}}, {"minimum": {"USD": 99}}, ("minimum",)),
    ("insurance_per_claim", {"minimum": {"USD": 100}}, {"minimum": {"USD": 100, "EUR": 1}}, ()),
    ("insurance_per_claim", {"minimum": {"USD": 100}}, {"minimum": {"EUR": 100}}, ("minimum",)),
    ("claims_paid", {"most": {"USD": 100}}, {"most": {"USD": 101}}, ("most",)),
    ("claims_paid", {"most": {"USD": 100}}, {"most": {"USD": 99}}, ()),
    ("continuing_education", {"kind": "ce"}, {"kind": "pdh"}, ()),
    ("license_verified", {"all": True}, {"all": False}, ()),
    ("license_verified", {}, {"by_rule": True}, ("by_rule",)),
    ("license_verified", {"by_rule": True}, {}, ()),
    ("license_verified", {"by_rule": False}, {"by_rule": False}, ()),
    ("degree_level", {}, {"level": "bachelor"}, ()),
    ("degree_level", {"level": "master"}, {}, ()),
]


@pytest.mark.parametrize(("key", "floor", "limit", "expected"), LOOSER)
def test_asking_less_than_a_floor_is_seen_in_the_direction_of_each_field(key, floor, limit, expected):
    assert looser(CRITERIA[key], floor, limit) == expected


def test_a_problem_says_what_would_have_been_right():
    def details(key, limit):
        return [problem.detail for problem in read_limit(CRITERIA[key], {**given(key), **limit})[1]]

    assert details("claims_open", {"shoes": 1}) == ["known: evidence"]
    assert details("no_conflict", {"shoes": 1}) == ["known: none"]
    assert details("insurance_per_claim", {"minimum": {"us": 1, "eur": 1}}) == ["us"]
    assert details("references", {"count": 0}) == ["1"]
    assert details("hits_adjudicated", {"band": "sure"}) == ["sure: possible, probable, certain"]


def test_what_may_be_left_out_is_kept_where_it_says_something():
    assert read_limit(CRITERIA["license_verified"], {"days": 1, "by_rule": True})[0] == {"days": 1, "all": True, "by_rule": True}
    assert read_limit(CRITERIA["license_verified"], {"days": 1, "by_rule": False})[0] == {"days": 1, "all": True}
    assert problems("license_verified", by_rule=1) == [("by_rule", "wrong_type")]


def test_money_is_no_amount_of_a_limit():
    assert problems("insurance_per_claim", minimum={"USD": Money(1, "USD")}) == [("minimum", "wrong_type")]
