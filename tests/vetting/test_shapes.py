"""What the criteria share: which state of evidence is enough, which proof counts, and the first day it is too old."""

from types import SimpleNamespace as Row

import pytest

import vetting.criteria.shapes as shapes
from tests.vetting.invented import day
from vetting.evidence import Proof, State

ORDER = ("attested", "obtained", "verified")


@pytest.mark.parametrize("floor", ORDER)
def test_evidence_is_enough_from_its_floor_on(floor):
    assert [shapes.reaches(State(state), floor) for state in ORDER] == [ORDER.index(state) >= ORDER.index(floor) for state in ORDER]
    assert not any(shapes.reaches(state, floor) for state in State if state not in ORDER)


def test_a_window_is_at_least_a_day():
    assert (shapes.days_field().minimum, shapes.days_field().maximum, shapes.days_field(90).maximum) == (1, 1095, 90)


def test_the_newest_verified_proof_counts_then_the_newest_then_her_word():
    rows = [Proof("npi", State(state), ref=ref) for state, ref in (("verified", "1"), ("verified", "2"), ("obtained", "3"))]

    def chosen(*proofs):
        return shapes.proof_for(Row(proofs_of=lambda element: proofs), "npi")

    assert [chosen(*rows).ref, chosen(rows[2], Proof("npi", State.OBTAINED, ref="4")).ref] == ["2", "4"]
    assert chosen() == Proof("npi")


def test_a_proof_turns_the_day_after_its_last_good_day_and_without_a_day_never():
    assert shapes.days_turns([Proof("npi", as_of=day("2026-01-01")), Proof("npi")], 30) == [day("2026-02-01")]
