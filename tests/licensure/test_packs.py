"""Every pack is well formed, complete in its tiers, and honest about where its facts come from."""

import re
from dataclasses import replace
from datetime import date

import pytest

from licensure import packs as module
from licensure.catalog import Holds, Level, Mechanism, Register, Renewal, titles_in
from licensure.packs import PackError, packs
from tests.licensure import later_states, other_countries

JURISDICTIONS = (
    "US-TX US-IL US-OH US-CO US-MA US-CA US-AZ US-NY NL BE GB DE CA-ON AU US CA "
    "US-AL US-AK US-AR US-CT US-DE US-FL US-GA US-HI US-ID US-IN US-IA US-KS US-KY US-LA US-ME US-MD US-MI US-MN "
    "US-MS US-MO"
).split() + later_states.JURISDICTIONS + other_countries.JURISDICTIONS

# jurisdiction, title, practice level (domain 3.3 and its traps)
TIERS = """
US-TX LPC independent | US-TX LPC-Associate supervised | US-TX LMSW supervised | US-TX LCSW independent
US-TX LMFT independent | US-TX LMFT-Associate supervised | US-TX LP independent | US-TX PLP provisional
US-TX LPA supervised | US-TX LPA-IP independent | US-TX LCDC independent | US-TX LBSW supervised
US-TX Licensed Psychologist, temporary license supervised
US-IL LPC supervised | US-IL LCPC independent | US-IL LSW supervised | US-IL LCSW independent
US-IL LMFT independent | US-IL ALMFT supervised | US-IL LCP independent | US-IL Prescribing Psychologist title_only
US-OH LPC supervised | US-OH LPCC independent | US-OH LPCC-S independent | US-OH LISW independent
US-OH LISW-S independent | US-OH LSW supervised | US-OH IMFT independent | US-OH MFT supervised
US-OH CT provisional | US-OH SWT provisional | US-OH MFT-T provisional | US-OH SWA title_only | US-OH PSY independent
US-OH Licensed Independent School Psychologist title_only | US-OH CDCA supervised | US-OH CDCA-P provisional
US-CO LPC independent | US-CO LPCC provisional | US-CO LCSW independent | US-CO LSW supervised | US-CO SWC provisional
US-CO LMFT independent | US-CO MFTC provisional | US-CO PSY independent | US-CO PSYC provisional
US-CO LPP provisional | US-CO SWP provisional | US-CO MFP provisional | US-CO PSP provisional
US-CO LAC independent | US-CO CAS supervised | US-CO ADDC provisional | US-CO UP title_only
US-MA LMHC independent | US-MA LICSW independent | US-MA LCSW supervised | US-MA LSW supervised | US-MA LSWA supervised
US-MA LMFT independent | US-MA HSP independent | US-MA PSY supervised | US-MA LRC title_only
US-MA LADC I independent | US-MA LADC III supervised
US-CA LMFT independent | US-CA AMFT supervised | US-CA LCSW independent | US-CA ASW supervised
US-CA LPCC independent | US-CA APCC supervised | US-CA PSY independent | US-CA PSB supervised
US-AZ LPC independent | US-AZ LAC supervised | US-AZ LCSW independent | US-AZ LMSW supervised | US-AZ LBSW supervised
US-AZ LMFT independent | US-AZ LAMFT supervised | US-AZ LIAC independent | US-AZ LAAC supervised | US-AZ LAT supervised
US-AZ LISAC independent | US-AZ LASAC supervised | US-AZ PSY independent
US-AZ Supervised Temporary License provisional | US-AZ AzBBHE temporary license provisional
US-NY LMHC independent | US-NY MHC-LP provisional | US-NY LCSW independent | US-NY LMSW supervised
US-NY LMFT independent | US-NY MFT-LP provisional | US-NY LP independent | US-NY LCAT independent
US-NY PSY independent | US-NY CASAC supervised | US-NY CASAC-P provisional | US-NY LCSW-LP provisional
NL GZ independent | NL Psychotherapeut independent | NL KP independent | NL Psychiater independent | NL OG independent
NL Psycholoog NIP voluntary | NL Maatschappelijk werker voluntary | NL Psycholoog (SKJ) title_only
NL Pedagoog (SKJ) title_only | NL Postmaster-psycholoog (SKJ) title_only
BE COMPSY title_only | BE VISUM title_only | BE ERKENNING independent | BE Psychotherapeut title_only
BE Kandidaat-klinisch psycholoog provisional
GB Practitioner psychologist independent | GB MBACP voluntary | GB MBACP (Accred) voluntary | GB UKCP voluntary
GB Individual member BACP title_only | GB Social worker independent | GB Arts therapist independent
DE PP independent | DE KJP independent | DE PiA provisional | DE HeilprG title_only
DE Berufserlaubnis Psychotherapie provisional
CA-ON RP independent | CA-ON RP (Qualifying) supervised | CA-ON RP (Inactive) title_only | CA-ON RSW independent
CA-ON C.Psych. independent | CA-ON CCC voluntary
CA-ON RP (clinical supervision required) supervised | CA-ON Psychologist (Inactive) title_only
CA-ON Psychologist (Supervised Practice) supervised | CA-ON Psychologist (Interim Autonomous Practice) independent
CA-ON RSW (Retired) title_only | CA-ON RSSW (Inactive) title_only
AU Psychologist independent | AU Provisional psychologist provisional | AU PACFA clinical member voluntary
AU Psychologist (non-practising registration) title_only | AU AMHSW voluntary
AU Registered social worker (South Australia) independent
US-AL LPC independent | US-AL ALC supervised | US-AL LICSW independent | US-AL PIP title_only | US-AL LMSW supervised
US-AL LBSW supervised | US-AL LMFT independent | US-AL MFT Associate supervised | US-AL Psychologist independent
US-AL Psychological Technician supervised
US-AK LPC independent | US-AK LCSW independent | US-AK LMSW supervised | US-AK LBSW title_only | US-AK LMFT independent
US-AK Marital Therapy Associate supervised | US-AK Psychologist independent | US-AK Psychological Associate supervised
US-AR LPC independent | US-AR LAC supervised | US-AR LCSW independent | US-AR LMSW supervised | US-AR LSW supervised
US-AR Provisional Licensed Social Worker provisional | US-AR LMFT independent | US-AR LAMFT supervised
US-AR Psychologist, provisional license provisional | US-AR LPE supervised | US-AR LPE-I independent
US-AR LADAC independent | US-AR LAADAC supervised | US-AR CADAT supervised
US-CT LPC independent | US-CT LPCA supervised | US-CT LCSW independent | US-CT LMSW supervised | US-CT LMFT independent
US-CT LMFTA supervised | US-CT LADC independent | US-CT CADC supervised
US-DE LPCMH independent | US-DE LACMH supervised | US-DE LCSW independent | US-DE LMSW supervised
US-DE LBSW supervised | US-DE LMFT independent | US-DE LAMFT supervised | US-DE Psychologist independent
US-DE Psychological Assistant supervised | US-DE LCDP independent
US-FL LMHC independent | US-FL RMHCI supervised | US-FL LCSW independent | US-FL ISW supervised | US-FL CMSW title_only
US-FL LMFT independent | US-FL IMT supervised | US-FL PY independent | US-FL Provisional Psychologist provisional
US-FL School Psychologist title_only | US-FL Provisional Mental Health Counselor provisional
US-GA LPC independent | US-GA LAPC supervised | US-GA LCSW independent | US-GA LMSW supervised | US-GA LMFT independent
US-GA LAMFT supervised | US-GA Psychologist independent
US-HI LMHC independent | US-HI AMHC provisional | US-HI LCSW independent | US-HI LSW supervised | US-HI LBSW supervised
US-HI LMFT independent | US-HI AMFT provisional | US-HI CSAC supervised
US-ID LCPC independent | US-ID LPC independent | US-ID Registered Counselor Intern provisional | US-ID LCSW independent
US-ID LMSW supervised | US-ID LBSW supervised | US-ID LMFT independent | US-ID LAMFT supervised
US-ID Service Extender supervised
US-IN LMHC independent | US-IN LMHCA supervised | US-IN LCSW independent | US-IN LSW supervised | US-IN LBSW supervised
US-IN LMFT independent | US-IN LMFTA supervised | US-IN HSPP independent | US-IN Psychologist supervised
US-IN LCAC independent | US-IN LCACA supervised | US-IN LAC supervised | US-IN LACA supervised
US-IA LMHC independent | US-IA TLMHC provisional | US-IA LISW independent | US-IA LMSW supervised | US-IA LBSW supervised
US-IA LMFT independent | US-IA TLMFT provisional | US-IA Psychologist, provisional license provisional
US-KS LCPC independent | US-KS LPC supervised | US-KS LSCSW independent | US-KS LMSW supervised | US-KS LBSW supervised
US-KS LCMFT independent | US-KS LMFT supervised | US-KS LP independent | US-KS LCP independent | US-KS LMLP supervised
US-KS TLPC provisional | US-KS TLMSW provisional | US-KS TLMFT provisional | US-KS LCAC independent | US-KS LMAC supervised
US-KS LAC supervised | US-KS Community-based Professional Counselor supervised
US-KY LPCC independent | US-KY LPCA supervised | US-KY LCSW independent | US-KY CSW supervised | US-KY LSW supervised
US-KY LMFT independent | US-KY MFTA supervised | US-KY LP independent | US-KY LPP independent | US-KY LPA supervised
US-KY Certified Psychologist supervised | US-KY Certified Psychologist with Autonomous Functioning independent
US-KY LCADC independent | US-KY LCADCA supervised | US-KY CADC supervised | US-KY CADCA II supervised
US-LA LPC independent | US-LA PLPC provisional | US-LA LCSW independent | US-LA LMSW supervised | US-LA CSW provisional
US-LA RSW supervised | US-LA LMFT independent | US-LA PLMFT provisional | US-LA PLP provisional | US-LA LSSP title_only
US-LA LAC independent | US-LA CAC supervised | US-LA RAC supervised | US-LA CIT provisional
US-ME LCPC independent | US-ME LPC independent | US-ME LCPC-C provisional | US-ME Licensed Pastoral Counselor independent
US-ME LCSW independent | US-ME CSW-IP independent | US-ME LMSW-CC supervised | US-ME LMSW title_only | US-ME LSW title_only
US-ME LMFT independent | US-ME LMFT-C provisional | US-ME Psychological Examiner supervised | US-ME RC title_only
US-ME LADC independent | US-ME CADC supervised
US-MD LCPC independent | US-MD LGPC supervised | US-MD LCSW-C independent | US-MD LCSW supervised | US-MD LMSW supervised
US-MD LBSW supervised | US-MD LCMFT independent | US-MD LGMFT supervised | US-MD Psychology Associate supervised
US-MD LCADC independent | US-MD LGADC supervised | US-MD CAC-AD supervised | US-MD CPC-AD supervised
US-MI LPC independent | US-MI LLPC supervised | US-MI LMSW independent | US-MI LMSW-Macro title_only
US-MI LLMSW supervised | US-MI LBSW supervised | US-MI LMFT independent | US-MI LLMFT supervised | US-MI LP independent
US-MI LLP supervised | US-MI TLLP provisional | US-MI DLLP provisional | US-MI SST title_only
US-MI Limited Social Service Technician title_only
US-MN LPCC independent | US-MN LPC supervised | US-MN LICSW independent | US-MN LISW supervised | US-MN LGSW supervised
US-MN LSW title_only | US-MN LMFT independent | US-MN LAMFT supervised | US-MN LP independent | US-MN LPP supervised
US-MN LADC independent | US-MN ADC-T provisional
US-MS LPC independent | US-MS P-LPC provisional | US-MS LCSW independent | US-MS LMSW supervised | US-MS LSW supervised
US-MS LMFT independent | US-MS LMFTA supervised | US-MS Psychologist independent
US-MO LPC independent | US-MO PLPC provisional | US-MO LCSW independent | US-MO LMSW supervised | US-MO LAMSW supervised
US-MO LBSW supervised | US-MO LMFT independent | US-MO PLMFT provisional | US-MO SMFT provisional
US-MO Psychologist independent | US-MO Psychologist, provisional license provisional
"""
ROWS = later_states.rows(TIERS + later_states.TIERS + other_countries.TIERS)


def test_every_jurisdiction_has_its_pack_with_a_zone():
    assert set(packs().places) == set(JURISDICTIONS)
    assert packs().place("US-AZ").zone == "America/Phoenix"
    assert packs().place("US-AZ").parent == "US"


@pytest.mark.parametrize("row", ROWS)
def test_every_issued_tier_stands_at_its_level(row):
    place, rest = row.split(" ", 1)
    title, level = rest.rsplit(" ", 1)
    assert packs().title(place, title).level == level


@pytest.mark.parametrize(
    "word", ["candidate", "associate", "trainee", "intern", "limited permit", "qualifying", "provisional"]
)
def test_words_of_training_never_name_an_independent_level(word):
    excepted = {"US-TX:lpa-independent", "CA-ON:psychological-associate"}
    for kind in packs().types.values():
        if re.search(rf"\b{word}\b", kind.title, re.IGNORECASE) and kind.key not in excepted:
            assert kind.level in (Level.SUPERVISED, Level.PROVISIONAL), kind.key


def test_lp_is_a_psychologist_in_texas_and_a_psychoanalyst_in_new_york():
    assert packs().title("US-TX", "LP").profession == "psychologist"
    assert packs().title("US-NY", "LP").title == "Licensed Psychoanalyst"


def test_a_title_is_found_by_key_name_or_abbreviation_in_any_letter_case():
    keys = {
        packs().title("US-IL", words).key for words in ("LCPC", "lcpc", " Licensed clinical  professional counselor ")
    }
    assert keys == {"US-IL:lcpc"}
    assert packs().title("US-IL", "US-IL:LCPC").key == "US-IL:lcpc"


def test_compact_authority_is_found_with_the_state_it_is_said_with():
    found = packs().title("US-TX", "apit")
    assert (found.key, found.zone, found.mechanism) == ("US:apit", "America/Chicago", Mechanism.TELE)


@pytest.mark.parametrize(
    ("place", "title", "said"),
    [
        ("US-ZZ", "LPC", "Unknown jurisdiction"),
        ("US-IL", "LMHC", "Unknown title"),
        ("NL", "psycholoog", "Unknown title"),
    ],
)
def test_what_no_pack_knows_is_a_clear_error(place, title, said):
    with pytest.raises(PackError, match=said):
        packs().title(place, title)


def test_an_unknown_service_is_an_error_and_an_unrecorded_one_has_no_expression():
    with pytest.raises(PackError, match="Unknown service"):
        packs().requirement("US-IL", "massage")
    assert packs().requirement("US-IL", "financial").expression is None


def test_no_two_titles_of_a_jurisdiction_share_a_name():
    for place in packs().places:
        names = [(each.key, name) for each in packs().titles(place) for name in (each.title, each.abbreviation) if name]
        for key, name in names:
            assert packs().title(key.split(":")[0], name).key == key


def test_every_statement_has_a_source_a_day_not_in_the_future_and_a_confidence():
    facts = [
        each.fact for each in (*packs().types.values(), *packs().registers.values(), *packs().requirements.values())
    ]
    for fact in facts:
        assert fact.known
        assert fact.checked_on <= date(2026, 11, 27)
        assert fact.confidence in ("high", "medium", "low")
        assert fact.source != "general knowledge" or fact.confidence == "low"


def test_lifelong_titles_say_when_to_look_again_and_only_they_do():
    for kind in packs().types.values():
        assert bool(kind.reverify_months) == (kind.renewal is Renewal.LIFELONG), kind.key


def test_a_number_of_another_shape_warns_and_never_refuses():
    kind = packs().title("US-CA", "PSY")
    assert [kind.looks_unusual(text) for text in ("PSY12345", "psy 12345", "12345", "X-1")] == [
        False,
        False,
        False,
        True,
    ]
    assert not packs().title("US-OH", "LICDC").looks_unusual("anything at all")


def test_a_successor_takes_over_the_day_after():
    old = packs().title("US-AZ", "LISAC")
    new = packs().types[old.successor]
    assert (old.valid_to, new.key, new.valid_from) == (date(2024, 9, 13), "US-AZ:liac", date(2024, 9, 14))


def test_a_class_that_was_abolished_goes_over_into_the_general_one():
    old = packs().title("CA-ON", "Registered Social Worker (Provisional)")
    assert (old.valid_to, old.successor) == (date(2017, 12, 31), "CA-ON:rsw")


def test_every_practicing_title_answers_some_requirement_and_titles_alone_answer_none():
    named = {title for each in packs().requirements.values() for title in titles_in(each.expression)}
    for kind in packs().types.values():
        practicing = kind.level in (Level.INDEPENDENT, Level.SUPERVISED, Level.PROVISIONAL) and not kind.compact
        assert not practicing or kind.key in named, kind.key


def test_new_york_massachusetts_and_california_are_in_no_compact_and_only_issuing_states_have_a_day():
    for compact in packs().requirement("US-TX", "counseling").compacts:
        assert not {"US-CA", "US-MA", "US-NY"} & {each.state for each in compact.members}
        if compact.key != "psypact":
            assert all(bool(each.operational_on) == each.issuing for each in compact.members)


def test_where_no_license_exists_the_requirement_says_so():
    assert {place for (place, service), each in packs().requirements.items() if not each.statutory} == {
        *"NL GB GB-ENG GB-WLS GB-SCT GB-NIR DE AU IE CH FR SE NO DK FI PT PL CA-BC CA-AB NZ IN SG JP".split(),
    }


HEAD = """
code = "XX"
name = "Nowhere"
zone = "Europe/Paris"
language = "en"
[facts.f]
checked_on = 2026-01-01
source = "board"
confidence = "high"
"""
REGISTER = """
[[registers]]
key = "r"
name = "R"
kind = "statutory"
url = ""
fact = "f"
"""
TITLE = """
[[license_types]]
key = "t"
title = "T"
profession = "counselor"
level = "independent"
register = "r"
renewal = "rolling"
"""
NEED = '[[requirements]]\nservices = ["counseling"]\nstatutory = true\nfact = "f"\nany_of = ["t"]\n'


def read(tmp_path, text, name="XX.toml"):
    (tmp_path / name).write_text(text)
    return packs(tmp_path)


def test_a_small_pack_reads(tmp_path):
    found = read(tmp_path, HEAD + REGISTER + TITLE + NEED)
    assert isinstance(found.registers["XX:r"], Register)
    assert found.requirement("XX", "counseling").expression.parts == (Holds("XX:t"),)


def test_a_title_that_names_no_fact_is_unknown(tmp_path):
    assert not read(tmp_path, HEAD + REGISTER + TITLE).types["XX:t"].fact.known


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code = ", "XX.toml"),
        (HEAD.replace('"XX"', '"YY"'), "its code is YY"),
        ("surprise = 1\n" + HEAD, "unknown entries"),
        (HEAD + REGISTER + REGISTER, "twice"),
        (HEAD + REGISTER + TITLE + TITLE, "twice"),
        (HEAD + REGISTER + TITLE + NEED + NEED, "twice"),
        (HEAD + TITLE, "unknown register"),
        (HEAD + REGISTER + TITLE + 'successor = "gone"\n', "unknown successor"),
        (HEAD + REGISTER + TITLE + "pattern = '['\n", "does not compile"),
        (HEAD + REGISTER + TITLE + 'check = "mod11"\n', "unknown check digit mod11"),
        (HEAD + REGISTER + TITLE + 'color = "red"\n', "color"),
        (HEAD + REGISTER + TITLE + 'fact = "g"\n', "no fact 'g'"),
        (HEAD + REGISTER + TITLE.replace("rolling", "lifelong"), "re-verification"),
        (HEAD + REGISTER + TITLE + "valid_from = 2020-01-02\nvalid_to = 2020-01-01\n", "ends before"),
        (HEAD + REGISTER + TITLE + 'compact = "none"\n', "compact"),
        (HEAD + REGISTER + TITLE + NEED.replace('["t"]', '["u"]'), "unknown title XX:u"),
        (HEAD + REGISTER + TITLE + NEED.replace('["t"]', "[{ some_of = [] }]"), "some_of"),
        (HEAD + REGISTER + TITLE + NEED.replace("counseling", "massage"), "unknown service"),
        (HEAD.replace("[facts", 'parent = "ZZ"\n[facts'), "unknown parent"),
    ],
)
def test_a_wrong_pack_says_what_is_wrong(tmp_path, text, said):
    with pytest.raises(PackError, match=re.escape(said)):
        read(tmp_path, text)


def test_packs_are_read_from_the_project():
    assert module.FOLDER.is_dir()


def test_a_title_is_named_in_full_with_its_abbreviation_where_it_has_one():
    lac = packs().title("US-AR", "LAC")
    assert lac.named == f"{lac.title} (LAC)"
    assert replace(lac, abbreviation="").named == lac.title
