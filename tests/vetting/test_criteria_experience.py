"""Experience and training, each threshold one below, at and one above."""

from datetime import date

import pytest

from tests.vetting.invented import TODAY, day, degree, job, judge, license, outcome, proof, wren
from vetting.evidence import Hours, Training
from vetting.rules import CRITERIA

DEGREE_YEARS = [
    ("2021-11-25", "verified", "not_met"),
    ("2021-11-24", "verified", "met"),
    ("2021-11-23", "verified", "met"),
    ("2021-11-24", "attested", "unknown"),
    ("2021-11-25", "attested", "not_met"),
    ("2021-11-25", "obtained", "unknown"),
    (None, "verified", "unknown"),
]


@pytest.mark.parametrize(("conferred", "state", "expected"), DEGREE_YEARS)
def test_years_since_the_degree(conferred, state, expected):
    facts = wren(degrees=(degree(conferred_on=conferred and day(conferred), state=state),))
    assert outcome("years_since_degree", facts, {"years": 5, "level": "master"}) == expected


def test_a_degree_below_the_level_starts_no_years():
    facts = wren(degrees=(degree("bachelor", day("2000-01-01")), degree("master", day("2024-01-01"))))
    found = judge("years_since_degree", facts, {"years": 5, "level": "master"})
    assert (str(found.outcome), found.observed["since"]) == ("not_met", day("2024-01-01"))
    assert outcome("years_since_degree", wren(degrees=()), {"years": 5, "level": "master"}) == "not_met"
    assert outcome("years_since_degree", wren(degrees=None), {"years": 5, "level": "master"}) == "unknown"


LICENSE_YEARS = [
    ("2024-11-25", "independent", "not_met"),
    ("2024-11-24", "independent", "met"),
    ("2024-11-23", "independent", "met"),
    ("2010-01-01", "supervised", "not_met"),
    (None, "independent", "unknown"),
]


@pytest.mark.parametrize(("issued", "level", "expected"), LICENSE_YEARS)
def test_years_since_the_license(issued, level, expected):
    facts = wren(licenses=(license(issued_on=issued and day(issued), level=level),))
    assert outcome("years_since_license", facts, {"years": 2, "levels": ("independent",)}) == expected


def test_no_license_at_all():
    assert outcome("years_since_license", wren(licenses=()), {"years": 2}) == "not_met"
    assert outcome("years_since_license", wren(licenses=None), {"years": 2}) == "unknown"


@pytest.mark.parametrize(
    ("jobs", "months", "expected"),
    [
        ([("2024-12-01", None, "eap")], 23, "not_met"),
        ([("2024-11-30", None, "eap")], 24, "met"),
        ([("2024-10-01", None, "eap")], 25, "met"),
        ([("2020-01-01", "2020-12-31", "eap"), ("2022-01-01", "2022-12-01", "eap")], 24, "met"),
        ([("2020-01-01", "2020-12-31", "eap"), ("2022-01-01", "2022-11-30", "eap")], 23, "not_met"),
        ([("2020-01-01", "2020-12-01", "eap"), ("2020-01-01", "2021-11-01", "eap")], 23, "not_met"),
        ([("2010-01-01", None, "clinical")], 0, "not_met"),
        ([], 0, "not_met"),
    ],
)
def test_years_of_eap_work_count_each_month_once(jobs, months, expected):
    facts = wren(jobs=tuple(job(*given) for given in jobs))
    found = judge("eap_years", facts, {"years": 2})
    assert (found.observed["months"], str(found.outcome)) == (months, expected)


def test_years_of_eap_work_unknown_or_only_her_word():
    assert outcome("eap_years", wren(jobs=None), {"years": 2}) == "unknown"
    assert outcome("eap_years", wren(proofs=()), {"years": 2}) == "unknown"
    assert outcome("eap_years", wren(proofs=()), {"years": 2, "evidence": "attested"}) == "met"


def test_the_month_in_which_a_running_job_reaches_the_years_is_a_turn():
    facts = wren(jobs=(job("2020-01-01", "2020-06-30", "eap"), job("2025-12-15", kind="eap")))
    (turn,) = CRITERIA["eap_years"].turns(facts, {"years": 2, "evidence": "verified"})
    assert turn == date(2027, 6, 1)
    limit = {"years": 2}
    assert outcome("eap_years", facts, limit, date(2027, 5, 31)) == "not_met"
    assert outcome("eap_years", facts, limit, turn) == "met"


@pytest.mark.parametrize(
    ("jobs", "turns"),
    [
        ([("2020-01-01", "2020-07-31", "eap"), ("2025-12-15", None, "eap")], ["2027-05-01"]),  # 7 months, 17 to go
        ([("2020-01-01", "2022-06-30", "eap"), ("2016-01-01", None, "clinical")], []),  # nothing runs that counts
        ([("2020-01-01", "2022-06-30", "eap")], []),
    ],
)
def test_only_a_running_eap_job_turns_the_years(jobs, turns):
    facts = wren(jobs=tuple(job(*given) for given in jobs))
    assert list(CRITERIA["eap_years"].turns(facts, {"years": 2})) == [day(turn) for turn in turns]


def test_a_training_turns_the_day_after_its_last_and_one_without_a_last_day_never():
    lasting, passing = Training("cism", day("2024-01-01"), proof("training")), day("2026-12-31")
    facts = wren(trainings=(lasting, Training("mac", day("2024-01-01"), proof("training"), passing)))
    assert list(CRITERIA["service_training"].turns(facts, {"needs": {"crisis": ("cism",)}})) == [day("2027-01-01")]


TRAININGS = [
    # code, state, expires, years of EAP work asked instead → outcome
    ("eap_101", "verified", None, 9, "met"),
    ("ceap", "verified", "2026-11-24", 9, "met"),
    ("ceap", "verified", "2026-11-23", 9, "unknown"),
    ("ceap", "attested", None, 9, "unknown"),
    ("knitting", "verified", None, 9, "not_met"),
    ("knitting", "verified", None, 2, "met"),
    (None, "verified", None, 9, "not_met"),
    (None, "verified", None, 2, "met"),
]


@pytest.mark.parametrize(("code", "state", "expires", "years", "expected"), TRAININGS)
def test_a_course_or_a_certificate_or_years(code, state, expires, years, expected):
    held = () if code is None else (Training(code, day("2024-01-01"), proof("training", state), expires and day(expires)),)
    assert outcome("eap_training", wren(trainings=held), {"courses": ("eap_101", "ceap"), "years": years}) == expected


def test_training_nobody_spoke_of_is_unknown():
    assert outcome("eap_training", wren(trainings=None), {"years": 9}) == "unknown"


@pytest.mark.parametrize(
    ("services", "held", "expected"),
    [
        (("counseling",), (), "not_applicable"),
        (("crisis",), (), "not_met"),
        (("crisis",), ("cism",), "met"),
        (("crisis", "addiction"), ("cism",), "not_met"),
        (("crisis", "addiction"), ("cism", "mac"), "met"),
        (None, ("cism",), "unknown"),
    ],
)
def test_training_for_a_service(services, held, expected):
    trainings = tuple(Training(code, day("2024-01-01"), proof("training")) for code in held)
    needs = {"crisis": ("cism", "pfa"), "addiction": ("mac",)}
    assert outcome("service_training", wren(services=services, trainings=trainings), {"needs": needs}) == expected


def statement(hours=20, last="2026-06-30", as_of="2026-07-15", state="verified", kind="ce"):
    return Hours(kind, day("2024-07-01"), day(last), hours, proof("training", state, as_of and day(as_of)))


HOURS = [
    ([statement(19)], "not_met"),
    ([statement(20)], "met"),
    ([statement(21)], "met"),
    ([statement(20, state="attested")], "unknown"),
    ([statement(19, state="attested")], "not_met"),
    ([statement(20, as_of="2026-06-29")], "unknown"),
    ([statement(20, as_of="2026-06-30")], "met"),
    ([statement(20, as_of=None)], "unknown"),
    ([statement(20, kind="pdh")], "unknown"),
    ([statement(99, last="2024-06-30"), statement(19)], "not_met"),
    ([statement(20, last="2025-11-24", as_of="2025-12-01")], "met"),
    ([statement(20, last="2025-11-23", as_of="2025-12-01")], "unknown"),
    ([statement(19, last="2025-11-23", as_of="2025-12-01")], "unknown"),
    ([], "unknown"),
]


@pytest.mark.parametrize(("statements", "expected"), HOURS)
def test_continuing_education(statements, expected):
    limit = {"hours": 20, "kind": "ce", "months": 12}
    assert outcome("continuing_education", wren(hours=tuple(statements)), limit) == expected


def test_hours_nobody_spoke_of_are_unknown():
    assert outcome("continuing_education", wren(hours=None), {"hours": 20, "months": 12}) == "unknown"


@pytest.mark.parametrize(("hours", "expected"), [(3999, "not_met"), (4000, "met"), (4001, "met"), (None, "unknown")])
def test_clinical_hours(hours, expected):
    assert outcome("clinical_hours", wren(clinical_hours=hours), {"hours": 4000}) == expected


def test_clinical_hours_on_her_word():
    assert outcome("clinical_hours", wren(proofs=()), {"hours": 4000}) == "unknown"


def test_years_turn_on_the_anniversary():
    assert list(CRITERIA["years_since_degree"].turns(wren(), {"years": 5, "level": "master"})) == [day("2020-06-01")]
    assert list(CRITERIA["years_since_license"].turns(wren(), {"years": 2, "levels": ("independent",)})) == [day("2020-03-01")]
    assert TODAY not in CRITERIA["eap_years"].turns(wren(jobs=()), {"years": 2})
