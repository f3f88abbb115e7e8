"""What counted once and is too old: a window's last day, the day after, and what never grows old."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.vetting.invented import day, wren
from vetting import growing_old, rules
from vetting.findings import Outcome, Policy, Severity, Threshold
from vetting.growing_old import Old, grown_old

SIGNED = day("2026-07-27")
LAST = SIGNED + timedelta(days=120)
DAY = timedelta(days=1)
WINDOW = Threshold("attestation_signed", Severity.BLOCKS, {"days": 120})


def old(facts, on, row=WINDOW):
    """What is too old on a day under a policy of one rule."""
    return grown_old(rules.findings((Policy("Invented", 1, day("2026-01-01"), (row,), 36),), facts, on=on), facts, on=on)


@pytest.mark.parametrize(("on", "found"), [
    (LAST - DAY, ()), (LAST, ()), (LAST + DAY, (Old("attestation_signed", LAST),)), (LAST + 400 * DAY, (Old("attestation_signed", LAST),)),
])
def test_a_window_is_old_the_day_after_its_last_and_says_which_that_was(on, found):
    assert old(wren(attested_on=SIGNED), on) == found


def test_what_nobody_answered_or_only_was_noted_is_not_old():
    assert old(wren(attested_on=None), LAST + DAY) == ()
    assert old(wren(attested_on=SIGNED), LAST + DAY, replace(WINDOW, severity=Severity.NOTE)) == ()
    assert old(wren(attested_on=SIGNED), LAST + DAY, replace(WINDOW, severity=Severity.REVIEW)) != ()


@pytest.mark.parametrize("change", [{"outcome": Outcome.MET}, {"outcome": Outcome.NOT_MET}, {"waiver": "waiver:3"}])
def test_what_is_met_or_not_met_or_waived_is_not_old(change):
    facts, on = wren(attested_on=SIGNED), LAST + DAY
    (finding,) = rules.findings((Policy("Invented", 1, day("2026-01-01"), (WINDOW,), 36),), facts, on=on)
    assert grown_old([finding], facts, on=on) and not grown_old([replace(finding, **change)], facts, on=on)


class Rule:
    """A rule that turns on two days, and is met on the days said."""

    def __init__(self, *met):
        self.met = met

    def turns(self, facts, limit):
        return [SIGNED, LAST + DAY]

    def outcome(self, facts, limit, on):
        return SimpleNamespace(outcome=Outcome.MET if on in self.met else Outcome.UNKNOWN)


@pytest.mark.parametrize(("met", "on", "last"), [
    ((LAST,), LAST + DAY, LAST), ((LAST,), LAST, None),  # the turn after it is still to come
    ((SIGNED - DAY, LAST), LAST + DAY, LAST), ((SIGNED - DAY,), LAST + DAY, SIGNED - DAY), ((), LAST + DAY, None),
])
def test_only_a_day_that_is_over_and_on_which_it_was_met_is_a_last_one(monkeypatch, met, on, last):
    monkeypatch.setitem(growing_old.CRITERIA, "invented", Rule(*met))
    assert growing_old.last_day(SimpleNamespace(criterion="invented", required={}), None, on) == last
