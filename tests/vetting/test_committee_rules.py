"""Quorum and majority by hand, each number just below, at and just above; which interests a machine sees."""

import pytest

from vetting.committee import Resolution, in_full, majority_of, problems, quorum_of, tally
from vetting.interests import folded, shared

REST = {
    "clean_by_director": False, "clean_batch": 0, "meeting_days": 0, "packet_names": True, "deferrals_most": 3,
    "between_concerns": 3, "between_months": 12, "concerns_open_review": False, "claims_open_review": False,
    "licenses_open_addition": False, "services_open_addition": False,
}


@pytest.mark.parametrize(
    "members, least, quorum",
    [(1, 2, 2), (2, 2, 2), (3, 2, 2), (4, 2, 3), (5, 2, 3), (6, 2, 4), (7, 2, 4), (5, 3, 3), (5, 4, 4), (3, 4, 4), (12, 2, 7), (13, 2, 7)],
)
def test_a_quorum_is_more_than_half_of_the_members_and_never_fewer_than_the_least(members, least, quorum):
    assert quorum_of(members, least) == quorum


@pytest.mark.parametrize("eligible, needed", [(0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (7, 4)])
def test_an_outcome_needs_more_than_half_of_those_who_may_vote(eligible, needed):
    assert majority_of(eligible) == needed


def counted(members, recused, *choices, least=2):
    """The vote of members 1…n, of whom the last `recused` take no part, the first ones voting these choices."""
    everybody = range(1, members + 1)
    return tally(everybody, list(everybody)[members - recused:], dict(enumerate(choices, 1)), least=least)


YES, NO, QUALITY, NONE = "approved", "denied", "denied_quality", "abstain"


@pytest.mark.parametrize(
    "members, recused, choices, quorate, carried",
    [
        (5, 0, (YES, YES), False, ""),  # two of a quorum of three
        (5, 0, (YES, YES, YES), True, YES),
        (5, 0, (YES, YES, YES, NO), True, YES),
        (5, 0, (YES, YES, NO, NO), True, ""),  # two are no majority of five
        (5, 0, (YES, YES, NONE), True, ""),  # an abstention makes the quorum, and no outcome
        (5, 0, (NONE, NONE, NONE, NONE, NONE), True, ""),
        (5, 0, (NO, QUALITY, QUALITY, QUALITY), True, QUALITY),
        (5, 0, (NO, NO, QUALITY, QUALITY), True, ""),  # two grounds are two outcomes
        (5, 1, (YES, YES, NO), True, ""),  # four may vote: three are needed
        (5, 1, (YES, YES, YES), True, YES),
        (5, 2, (YES, YES), False, ""),  # three may vote, two say yes, but three must take part
        (5, 2, (YES, YES, NO), True, YES),
        (5, 3, (YES, YES), False, ""),  # two of five never are a quorum
        (4, 0, (YES, YES), False, ""), (4, 0, (YES, YES, NO), True, ""), (4, 0, (YES, YES, YES), True, YES),
        (4, 1, (YES, YES, NO), True, YES),
        (3, 1, (YES, YES), True, YES), (3, 1, (YES,), False, ""), (3, 1, (YES, NO), True, ""),
        (2, 0, (YES, YES), True, YES), (2, 0, (YES,), False, ""), (2, 1, (YES,), False, ""),
        (1, 0, (YES,), False, ""),  # nobody decides alone
        (0, 0, (), False, ""),
    ],
)
def test_what_carries(members, recused, choices, quorate, carried):
    found = counted(members, recused, *choices)
    assert (found.quorate, found.carried) == (quorate, carried)


def test_the_least_may_be_higher_than_half():
    assert not counted(5, 0, YES, YES, YES, least=4).quorate and counted(5, 0, YES, YES, YES, YES, least=4).carried == YES


def test_votes_of_strangers_and_of_those_who_take_no_part_are_not_counted():
    found = tally([1, 2, 3], [3], {1: YES, 3: YES, 9: YES})
    assert (found.members, found.eligible, found.voted, found.counts, found.carried) == (3, 2, 1, ((YES, 1),), "")
    assert found.count(YES) == 1 and found.count(NO) == 0


@pytest.mark.parametrize(
    "choice, outcome, basis",
    [("approved", "approved", ""), ("denied", "denied", "administrative"), ("denied_quality", "denied", "quality"), ("", "", "")],
)
def test_a_choice_is_an_outcome_with_its_basis(choice, outcome, basis):
    resolution = Resolution(1, "HB-1", choice)
    assert (resolution.outcome, resolution.basis) == (outcome, basis)


@pytest.mark.parametrize(
    "given, found",
    [
        ({}, []), ({"meetings": True, "asynchronous": True}, []), ({"asynchronous": True}, [("asynchronous", "needs_meetings")]),
        ({"meetings": 1}, [("meetings", "wrong_type")]), ({"quorum_least": True}, [("quorum_least", "wrong_type")]),
        ({"quorum_least": 1}, [("quorum_least", "too_low")]), ({"quorum_least": 2}, []), ({"quorum_least": 15}, []),
        ({"quorum_least": 16}, [("quorum_least", "too_high")]), ({"chairs": 1}, [("chairs", "unknown")]),
    ],
)
def test_nonsense_in_the_settings_has_a_name(given, found):
    assert problems(given) == found


def test_what_a_version_does_not_say_is_off():
    assert in_full({}) == {"meetings": False, "asynchronous": False, "quorum_least": 2, **REST}
    assert in_full({"meetings": True})["meetings"] is True


@pytest.mark.parametrize(
    "kind, one, other",
    [
        ("employer", "Harbor Light Clinic, Inc.", "harbor light clinic"), ("employer", "De Vuurtoren B.V.", "Vuurtoren BV"),
        ("phone", "+1 (555) 010-0101", "1 555 0100101"), ("referee", "Thea Merrow", "théa  MERROW"),
        ("referee", "Thea@Harbor.example", "thea@harbor.example"),
    ],
)
def test_one_thing_written_two_ways_folds_to_one_spelling(kind, one, other):
    assert folded(kind, one) == folded(kind, other) != ""


@pytest.mark.parametrize("kind, one, other", [("employer", "Harbor Clinic", "Harbor Light Clinic"), ("phone", "555 0101", "555 0102")])
def test_two_things_stay_two(kind, one, other):
    assert folded(kind, one) != folded(kind, other)


def test_only_what_both_have_is_shared():
    assert shared({"employer": ["a", "b"], "referee": ["c"]}, {"employer": ["b"], "referee": ["d"], "phone": []}) == ("employer",)
    assert shared({}, {"employer": ["b"]}) == ()
