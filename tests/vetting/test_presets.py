"""The presets shipped: readable, complete, with the numbers they claim, and a reason for every row."""

import tomllib
from datetime import date

import pytest

from vetting import words_presets
from vetting.codec import Unreadable
from vetting.presets import FOLDER, SURE, names, parse, preset, read, sure
from vetting.rules import CRITERIA, Reason

LEIE = ("oig-leie",)
NUMBERS = {  # preset → criterion → what domain 2.2 and 8.1 say
    "EASNA-high": {
        "years_since_degree": {"years": 5}, "eap_years": {"years": 3}, "eap_training": {"courses": ("eap_101", "ceap")},
        "practice_level": {"levels": ("independent",)}, "insurance_per_claim": {"minimum": {"USD": 100_000_000}},
        "insurance_aggregate": {"minimum": {"USD": 300_000_000}}, "license_verified": {"days": 120, "all": True},
        "attestation_signed": {"days": 120}, "not_excluded": {"lists": LEIE}, "work_history_reaches": {"years": 5},
        "gaps_explained": {"months": 6}, "gaps_in_writing": {"months": 12}, "claims_count": {"most": 1, "years": 10},
        "claims_paid": {"most": {"USD": 10_000_000}}, "references": {"count": 2},
        "identity_checked": {"methods": ("video", "in_person")},
    },
    "EAP-basic-US": {
        "eap_years": {"years": 1}, "years_since_license": {"years": 2}, "practice_level": {"levels": ("independent",)},
        "insurance_per_claim": {"minimum": {"USD": 100_000_000}}, "insurance_aggregate": {"minimum": {"USD": 300_000_000}},
        "license_verified": {"days": 120, "all": True}, "attestation_signed": {"days": 180}, "not_excluded": {"lists": LEIE},
        "gaps_explained": {"months": 6, "years": 5}, "gaps_in_writing": {"months": 12, "years": 5},
        "claims_count": {"most": 1, "years": 5}, "claims_paid": {"most": {"USD": 10_000_000}}, "cooling_off": {"months": 12},
    },
    "NCQA-2025": {
        "license_verified": {"days": 120, "all": True}, "license_rechecked": {"days": 31}, "exclusion_checked": {"days": 120},
        "exclusion_monthly": {"lists": LEIE, "months": 12}, "work_history_reaches": {"years": 5}, "claims_count": {"most": 1, "years": 5},
        "gaps_explained": {"months": 6, "years": 5}, "gaps_in_writing": {"months": 12, "years": 5}, "list_recent": {"days": 35},
    },
    "DOT-SAP": {
        "certificate_held": {"courses": ("sap",)}, "continuing_education": {"hours": 12, "kind": "pdh", "months": 36},
        "accepted_profession": {"professions": (
            "psychiatrist", "psychologist", "social_worker", "marriage_family_therapist", "addiction_counselor",
        )},
    },
    "EAP-UK": {
        "license_or_register": {"levels": ("independent",), "hours": 450, "supervised": True}, "supervision_hours": {"minutes": 90},
        "certificate_of_conduct": {"months": 36, "methods": ("seen",)}, "insurance_per_claim": {"minimum": {"GBP": 100_000_000}},
        "years_since_license": {"years": 3}, "disclosures_answered": {"questions": "nl"},
    },
    "EAP-NL": {
        "insurance_per_claim": {"minimum": {"EUR": 125_000_000}}, "insurance_aggregate": {"minimum": {"EUR": 250_000_000}},
        "certificate_of_conduct": {"months": 3, "methods": ("seen",)}, "license_reverified": {"months": 12},
        "disclosures_answered": {"questions": "nl"}, "disclosures": {"questions": "nl"}, "identity_seen": {"methods": ("seen",)},
    },
}


NAMES = ("DOT-SAP", "EAP-NL", "EAP-UK", "EAP-basic-US", "EASNA-high", "NCQA-2025")


def test_the_presets_that_are_shipped():
    assert names() == NAMES == tuple(words_presets.BASIS)


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_says_of_each_rule_how_sure_it_is_and_a_comment_that_guesses_is_marked_as_a_guess(name):
    told = sure(name)
    assert list(told) == [row.criterion for row in preset(name).thresholds]
    assert set(told.values()) <= set(SURE) == set(words_presets.RESTS)
    blocks = (FOLDER / f"{name}.toml").read_text(encoding="utf-8").split("\n\n")
    told_of = [block.partition("[criteria.") for block in blocks if "[criteria." in block]
    guessed = {row.partition("]")[0] for comment, _bracket, row in told_of if "guessed" in comment}
    assert {key for key, kind in told.items() if kind == "guess"} >= guessed - {"supervision_hours"}
    assert words_presets.basis(name) and str(len([1 for kind in told.values() if kind == "source"])) in words_presets.how_sure(name)
    assert "Profession we accept" in words_presets.guesses(name) or told["accepted_profession"] != "guess"


def test_the_preset_of_ncqa_verifies_nothing_by_rule_and_holds_nothing_longer_than_120_days():
    rows = preset("NCQA-2025").thresholds
    assert not any(row.limit.get("by_rule") for row in rows)
    windows = {row.criterion: row.limit["days"] for row in rows if "days" in row.limit}
    assert {key for key, days in windows.items() if days == 120} == {
        "license_verified", "exclusion_checked", "attestation_signed", "education_verified", "malpractice_verified",
        "work_history_verified",
    }
    assert max(windows.values()) == 120


@pytest.mark.parametrize(("name", "criterion"), [(name, key) for name, rows in NUMBERS.items() for key in rows])
def test_a_preset_asks_what_it_claims(name, criterion):
    limit = preset(name).threshold(criterion).limit
    wanted = NUMBERS[name][criterion]
    assert {field: limit[field] for field in wanted} == wanted


@pytest.mark.parametrize("name", names())
def test_every_row_says_in_a_comment_where_its_number_comes_from(name):
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    for block in text.split("\n\n"):
        if block.lstrip("# ").startswith("[criteria.") or "\n[criteria." in block:
            assert block.startswith("# "), block.splitlines()[0]


@pytest.mark.parametrize("name", names())
def test_a_preset_asks_at_least_twenty_things_by_reason_and_loosens_nothing_nobody_may_waive(name):
    policy = preset(name)
    assert len(policy.thresholds) >= 20
    assert {row.reason for row in policy.thresholds} >= {Reason.LAW, Reason.CONTRACT, Reason.CHOICE}
    assert not [row.criterion for row in policy.thresholds if row.waivable_by and not CRITERIA[row.criterion].waivable]
    assert not [row.criterion for row in policy.thresholds if row.reason is Reason.LAW and row.waivable_by]
    assert policy.revetting_months == 36


def test_the_dutch_preset_reads_no_list_of_the_us_and_asks_nothing_about_crime():
    keys = {row.criterion for row in preset("EAP-NL").thresholds}
    assert not keys & {"not_excluded", "exclusion_checked", "exclusion_monthly", "npi_valid"}


def test_every_register_a_preset_accepts_is_one_a_pack_knows():
    from licensure.packs import packs

    registers = {code for name in names() for row in preset(name).thresholds for code in row.limit.get("registers", ())}
    assert registers <= set(packs().registers)
    assert len(registers) >= 5


def test_a_name_that_is_not_shipped_names_those_that_are():
    with pytest.raises(LookupError, match="no preset NCQA. There are: DOT-SAP, EAP-NL, EAP-UK, EAP-basic-US, EASNA-high, NCQA-2025"):
        preset("NCQA")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "cannot be read"),
        ('policies = "none"', "expected a list with at least one version"),
        ("policies = []", "expected a list with at least one version"),
        ("policies = [1]", "expected a table of names and values, found 1"),
        ('name = "x"\ncriteria = 5', "expected one table per criterion"),
        ('name = "x"\n[criteria]\neap_years = 5', "expected one table per criterion"),
        ('name = "x"\n[criteria.shoe_size]\nseverity = "blocks"', "there is no criterion shoe_size"),
    ],
)
def test_a_file_that_is_no_policy_is_refused_in_words(tmp_path, text, message):
    path = tmp_path / "policy.toml"
    path.write_text(text)
    with pytest.raises(Unreadable, match=message):
        read(path)


def test_a_file_may_hold_several_versions(tmp_path):
    path = tmp_path / "policy.toml"
    row = '[policies.criteria.eap_years]\nseverity = "review"\nlimit = {{ years = {} }}\n'
    path.write_text(
        '[[policies]]\nname = "x"\nversion = 1\n' + row.format(
            1) + '[[policies]]\nname = "x"\nversion = 2\neffective_from = 2026-11-24\n' + row.format(2)
    )
    one, two = read(path)
    assert (one.version, two.version, str(two.effective_from)) == (1, 2, "2026-11-24")
    assert [policy.threshold("eap_years").limit["years"] for policy in (one, two)] == [1, 2]


def test_what_says_no_version_is_the_first_and_in_force_ever_since(tmp_path):
    assert (preset("EAP-NL").version, preset("EAP-NL").effective_from) == (1, date.min)
    path = tmp_path / "policy.toml"
    path.write_text('name = "x"\n[criteria.eap_years]\nseverity = "review"\nlimit = { years = 1 }\n')
    (found,) = read(path)
    assert (found.version, found.effective_from) == (1, date.min)


def test_the_presets_are_plain_toml():
    for name in names():
        assert tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")) == parse(FOLDER / f"{name}.toml")
