"""What the packs' statements rest on: who read which page, and how sure that makes them."""

import tomllib

import pytest

from licensure import packs as module
from licensure.catalog import Renewal
from licensure.models import Register
from licensure.packs import packs
from tests.licensure import later_states, other_countries
from tests.licensure.test_authority import ask, codes


def test_a_renewal_rule_and_a_pattern_have_facts_of_their_own():
    for kind in packs().types.values():
        assert kind.renewal_fact.known or kind.renewal_fact.note, kind.key
        assert kind.pattern_fact.known, kind.key
    associate = packs().title("US-TX", "LMFT-Associate")
    assert (associate.renewal, associate.renewal_months, associate.renewal_fact.confidence) == (Renewal.ONCE, 60, "high")
    assert associate.pattern_fact.unconfirmed


def test_a_renewal_rule_that_was_filled_in_alike_for_many_states_is_unknown():
    filled_in = [kind for kind in packs().types.values() if kind.renewal_fact.note and not kind.renewal_fact.known]
    assert {kind.profession for kind in filled_in} == {"lawyer", "psychiatrist"}
    us = (kind for kind in packs().types.values() if kind.jurisdiction.startswith("US-"))
    concerned = [kind for kind in us if kind.profession in ("lawyer", "psychiatrist")]
    assert len(concerned) > 50 and all(kind in filled_in or kind.renewal_fact.known for kind in concerned), "unknown, or read since"
    for kind in concerned:
        if kind.renewal_months is None:
            assert not kind.renewal_fact.unconfirmed, kind.key


# Where the board's or the law's own words about the level were read; a copy of the law on somebody else's page is medium.
READ = {
    "US-TX:lpc-associate": "high",
    "US-TX:lmsw": "high",
    "US-IL:lpc": "medium",
    "US-OH:lpc": "high",
    "US-TX:lpc": "high",
    "US-TX:lmft": "low",
    "US-TX:lp-temporary": "medium",
    "CA-ON:psychologist": "high",
    "CA-ON:psychologist-academic": "low",
    "US-MA:lcsw": "high",
    "US-MA:ladc-ii": "medium",
    "US-CA:amft": "medium",
    "US-AZ:lat": "medium",
    "US-AZ:lac": "low",
    "US-NY:lmsw": "high",
    "US-NY:casac": "medium",
    "US-CO:lcsw": "low",
    "NL:gz-psycholoog": "medium",
    "BE:erkenning": "high",
    "GB:psychologist": "medium",
    "DE:psychotherapeut": "medium",
    "CA-ON:rp-qualifying": "high",
    "AU:psychologist": "high",
    "AU:social-worker-sa": "low",
    "US-AL:alc": "medium",
    "US-AL:lmft": "low",
    "US-AK:mft-associate": "medium",
    "US-AK:lmsw": "low",
    "US-AR:lac": "medium",
    "US-AR:psychologist-provisional": "high",
    "US-CT:lmsw": "medium",
    "US-CT:lpca": "low",
    "US-MS:p-lpc": "high",
    "US-MS:lmft": "medium",
    "US-MO:lmsw": "medium",
    "US-MO:lpc": "medium",
    "US-ME:lcpc": "high",
    "US-ME:lmsw-cc": "high",
    "US-MD:lgpc": "high",
    "US-MD:lcsw-c": "high",
    "US-MI:llmsw": "medium",
    "US-MI:llp": "medium",
    "US-MI:llmft": "low",
    "US-MN:lisw": "medium",
    "US-MN:lpcc": "low",
    "US-MN:lamft": "medium",
    "US-IN:lsw": "medium",
    "US-KS:lpc": "low",
    "US-KS:lcpc": "medium",
    "US-KY:lpcc": "medium",
    "US-KY:lpp": "medium",
    "US-LA:lcsw": "high",
    "US-LA:plpc": "high",
    "US-LA:lac": "medium",
    "US-ID:lamft": "medium",
    "US-ID:lbsw": "low",
    "US-IN:lmhca": "medium",
    "US-IN:hspp": "low",
    "US-IA:tlmhc": "medium",
    "US-IA:lisw": "medium",
    "US-DE:lacmh": "high",
    "US-DE:lpcmh": "medium",
    "US-DE:lmsw": "low",
    "US-FL:rcswi": "high",
    "US-FL:psychologist": "medium",
    "US-FL:psychologist-provisional": "high",
    "US-KS:lcmft": "medium",
    "US-GA:lmsw": "medium",
    "US-HI:lmhc": "low",
} | dict(row.split(" ") for row in later_states.rows(later_states.READ + other_countries.READ))


@pytest.mark.parametrize(("key", "confidence"), READ.items())
def test_a_level_is_as_sure_as_the_page_that_was_read(key, confidence):
    assert packs().types[key].fact.confidence == confidence


def test_an_answer_is_unconfirmed_unless_both_the_license_and_the_rule_of_the_state_were_read():
    assert codes(ask(["US-TX:LPC"], "US-TX")) == []
    assert codes(ask(["US-TX:LMFT"], "US-TX")) == ["unconfirmed"]
    assert codes(ask(["US-OH:LPCC"], "US-OH")) == ["unconfirmed"]


@pytest.mark.parametrize("path", sorted(module.FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_whatever_is_surer_than_low_quotes_what_was_read(path):
    for name, fact in tomllib.loads(path.read_text(encoding="utf-8")).get("facts", {}).items():
        if fact.get("confidence") in (None, "low"):
            continue
        assert fact["source"] != "general knowledge", name
        assert len(fact.get("note", "")) > 20, name


@pytest.mark.parametrize("path", sorted(module.FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_a_source_fits_where_it_is_kept(path):
    longest = Register._meta.get_field("source").max_length
    facts = tomllib.loads(path.read_text(encoding="utf-8")).get("facts", {})
    assert [name for name, fact in facts.items() if len(fact.get("source", "")) > longest] == []
