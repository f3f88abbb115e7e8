"""The documented rule as a table: one answer that is verified, and everything about it that stops the rule. No database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from licensure.by_rule import FRESH_DAYS, RULE, VERSION, Obtained, rule_verifies
from licensure.comparing import Stated
from licensure.words_rule import STOPS, by_rule, stop_words

TODAY = date(2026, 11, 26)
DAY = timedelta(days=1)
HERS = Stated(
    (("Wren", "Halloway"), ("Wren", "van Pike")), "LPC.0012345", date(1984, 5, 2), date(2015, 3, 2), date(2027, 8, 31),
    titles=("Licensed Professional Counselor", "LPC"), others=("Licensed Clinical Social Worker", "LCSW"),
)
THEIRS = Stated((("", "Wren Halloway"),), "LPC.0012345", None, date(2015, 3, 2), date(2027, 8, 31), titles=("LPC",))
GOOD = Obtained(THEIRS, allowed=True, fetched=True, shows_discipline=True, entries=1, as_of=TODAY, status="active")


def stops(*, hers=HERS, said=None, off=False, back=False, **changes):
    theirs = replace(GOOD, stated=replace(THEIRS, **(said or {})), **changes)
    return rule_verifies(hers, theirs, on=TODAY, switched_on=not off, taken_back=back).stops


def test_an_answer_that_leaves_nothing_to_judge_is_verified_by_rule_one_version_one():
    ruling = rule_verifies(HERS, GOOD, on=TODAY, switched_on=True)
    assert (ruling.yes, ruling.off, ruling.stops, ruling.rule, ruling.version) == (True, False, (), 1, 1)
    assert (RULE, VERSION, FRESH_DAYS) == (1, 1, 30), "what a rule means never changes under its number and version"


@pytest.mark.parametrize(
    "said",
    [
        {"names": (("", "Halloway, Wren A."),)}, {"names": (("", "Somebody Else"), ("", "Wren van Pike"))}, {"number": "0012345"},
        {"titles": ("Professional Counselor Licensed",)}, {"born": date(1984, 5, 2)}, {"first": None}, {"last": TODAY},
    ],
)
def test_another_writing_of_the_same_and_silence_about_her_first_day_do_not_stop_it(said):
    hers = replace(HERS, last=None) if "last" in said else HERS
    assert stops(hers=hers, said=said) == ()


DEVIATING = [
    ({"names": (("", "Wren Pike"),)}, ("differs_name",)), ({"names": (("", "W. Halloway-Pike"),)}, ("differs_name",)),
    ({"number": "LPC.0012346"}, ("differs_number",)), ({"titles": ("LCSW",)}, ("differs_title",)),
    ({"titles": ("LPC Associate",)}, ("differs_title",)), ({"born": date(1984, 5, 3)}, ("differs_born",)),
    ({"first": date(2015, 3, 3)}, ("differs_first",)), ({"last": date(2027, 8, 30)}, ("differs_last",)),
    ({"last": TODAY - DAY}, ("differs_last", "ended")), ({"last": None}, ("unsaid_last",)), ({"names": ()}, ("unsaid_names",)),
    ({"number": ""}, ("unsaid_number",)), ({"titles": ()}, ("unsaid_titles",)),
    ({"number": "1", "titles": ("LCSW",)}, ("differs_number", "differs_title")),
]


@pytest.mark.parametrize(("said", "expected"), DEVIATING)
def test_each_field_that_differs_or_is_not_stated_stops_it_by_name(said, expected):
    assert stops(said=said) == expected


@pytest.mark.parametrize(
    ("lacks", "expected"),
    [
        ({"names": ()}, ("unsaid_names",)), ({"number": ""}, ("unsaid_number",)), ({"titles": (), "others": ()}, ("unsaid_titles",)),
        ({"last": None}, ()), ({"born": None, "first": None}, ()),
    ],
)
def test_what_she_does_not_state_agrees_with_nothing(lacks, expected):
    assert stops(hers=replace(HERS, **lacks)) == expected


def test_a_license_without_an_end_on_both_sides_and_one_that_has_ended_on_both():
    assert stops(hers=replace(HERS, last=None), said={"last": None}) == ()
    assert stops(hers=replace(HERS, last=TODAY - DAY), said={"last": TODAY - DAY}) == ("ended",)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"off": True}, ("switched_off",)), ({"back": True}, ("taken_back",)), ({"allowed": False}, ("source",)),
        ({"fetched": False}, ("not_fetched",)), ({"shows_discipline": False}, ("silent",)),
        ({"entries": 0}, ("nobody",)), ({"entries": 2}, ("several",)),
        ({"status": ""}, ("unknown_status",)), ({"status": "unknown"}, ("unknown_status",)), ({"status": "lapsed"}, ("not_active",)),
        ({"status": "pending"}, ("not_active",)), ({"status": "Active"}, ("not_active",)), ({"against": True}, ("against",)),
        ({"as_of": None}, ("stale",)), ({"as_of": TODAY + DAY}, ("stale",)),
        ({"as_of": TODAY - 29 * DAY}, ()), ({"as_of": TODAY - 30 * DAY}, ()), ({"as_of": TODAY - 31 * DAY}, ("stale",)),
    ],
)
def test_the_switch_the_source_the_day_the_number_of_entries_the_status_and_what_is_shown_against_her(changes, expected):
    assert stops(**changes) == expected


def test_everything_that_stops_it_is_named_at_once():
    found = stops(off=True, back=True, allowed=False, as_of=None, status="revoked", against=True, said={"number": "9"})
    assert found == ("switched_off", "taken_back", "source", "stale", "differs_number", "not_active", "against")


def test_every_stop_has_words_and_a_foreign_code_is_told_as_it_is():
    seen = {code for _said, codes in DEVIATING for code in codes}
    seen |= {"switched_off", "taken_back", "source", "not_fetched", "silent", "stale", "nobody", "several", "unknown_status"}
    seen |= {"not_active", "against"}
    assert seen == set(STOPS)
    assert stop_words("stale") == "the source’s own day is not recent" and stop_words("no_as_of") == "no as of"
    assert by_rule(1, 2) == "by rule 1, version 2, not by a person"
