"""What stands in her way, as a letter puts it to her: a pause, an inquiry, a lapse and an end are told apart (domain 6, L14)."""

from datetime import date

import pytest
from django.utils import translation

from network.standing import BY_CLOCK, HoldReason, reason
from network.words_letter import HELD, PERSON_ENDS, written
from vetting.facts.changes import Answer, change_context

SHOW = {"license", "insurance", "evidence", "sanction", "exclusion"}  # what ends on evidence that somebody shows
FIRST, LAST = date(2026, 11, 24), date(2026, 12, 24)


def held(why, last=None):
    return reason("held", why=str(why), since=FIRST, last=last, source="", row="h:1")


@pytest.mark.parametrize("why", HoldReason)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_only_what_evidence_solves_asks_for_evidence(why, language):
    with translation.override(language):
        said = written(held(why))
        assert (said.cure == str(PERSON_ENDS)) == (str(why) in SHOW) and (str(why) in HELD) == (str(why) not in SHOW)
        assert {"en": "24 Nov 2026", "nl": "24 nov 2026"}[language] in said.message


@pytest.mark.parametrize("why", sorted([*BY_CLOCK, HoldReason.PAUSE]))
@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_the_clock_ends_names_both_days_and_the_end_of_her_part_does_not_say_that_it_ends_by_itself(why, language):
    with translation.override(language):
        said = written(held(why, LAST))
        assert all(day in said.message for day in {"en": ("24 Nov 2026", "24 Dec 2026"), "nl": ("24 nov 2026", "24 dec 2026")}[language])
    if why == "notice" and language == "en":
        assert "does not begin again by itself" in said.message and "ends by itself after" not in said.cure
    if why == "pause" and language == "en":
        assert said.message == "You asked for a pause from 24 Nov 2026 through 24 Dec 2026."
        assert said.cure == "Write to us when you want new clients again. You need send nothing else."


@pytest.mark.parametrize(("told", "ends"), [
    ([held("pause")], False), ([held("leave", LAST)], False), ([held("license")], False), ([held("notice", LAST)], True),
    ([held("license"), held("notice", LAST)], True),
    ([reason("denied", since=FIRST, decision="decision:1")], True), ([reason("vetting_overdue", due=FIRST, decision="x")], False),
])
def test_a_pause_lasts_and_an_end_is_an_end(told, ends):
    assert change_context(Answer(False, True, tuple(told)), FIRST)["ends"] is ends
