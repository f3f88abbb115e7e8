"""Who answers for a step, by which day, and to whom a day that passes goes: hand-written tables, without a database."""

from datetime import date

import pytest

from vetting.answering import Days, Office, Seat, answers, at_desk, by_day, escalates_to, lead, passed
from vetting.turns import Turn

MAYA, INES, TOM, ODELL, PETRA = range(1, 6)
SEATS = (
    Seat(MAYA, "Maya", frozenset({"network_manager"})), Seat(TOM, "Tom", frozenset({"verifier"})),
    Seat(INES, "Ines", frozenset({"director"})), Seat(ODELL, "Odell", frozenset({"committee"})),
    Seat(PETRA, "Petra", frozenset({"director"})),
)
CHECK, DECIDE = Turn("ours", "reviewer", "check"), Turn("ours", "director", "decide")
COMMITTEE, HERS = Turn("ours", "committee", "decide"), Turn("theirs", "therapist", "answer")
SOURCE, NOBODY = Turn("source", "source", "wait"), Turn("nobody", "nobody", "none")


def office(seats=SEATS, **named):
    return Office(seats, named)


def who(seat):
    return seat and seat.person


@pytest.mark.parametrize(("turn", "assignee", "named", "expected"), [
    (CHECK, TOM, {}, TOM), (HERS, TOM, {}, TOM), (SOURCE, TOM, {}, TOM),  # whoever has it
    (CHECK, None, {"reviewer": TOM}, TOM), (CHECK, None, {}, MAYA), (CHECK, None, {"lead": INES}, INES),
    (CHECK, 99, {}, MAYA), (CHECK, 99, {"reviewer": TOM}, TOM),  # who left answers for nothing
    (DECIDE, TOM, {"director": PETRA}, PETRA), (DECIDE, TOM, {}, MAYA), (DECIDE, INES, {"director": PETRA}, INES),
    (COMMITTEE, TOM, {"committee": ODELL}, ODELL), (COMMITTEE, None, {}, MAYA), (COMMITTEE, ODELL, {}, ODELL),
    (CHECK, None, {"reviewer": ODELL}, MAYA),  # the named one has no such role any more
    (HERS, None, {}, MAYA), (NOBODY, TOM, {}, None),
])
def test_whoever_has_it_else_who_was_named_else_who_leads(turn, assignee, named, expected):
    assert who(answers(turn, assignee, office(**named))) == expected


def test_who_is_closed_answers_for_nothing():
    assert who(answers(CHECK, TOM, office(reviewer=TOM), closed={TOM})) == MAYA
    assert who(answers(CHECK, None, office(), closed={MAYA})) == INES


@pytest.mark.parametrize(("owner", "named", "expected"), [
    (TOM, {}, INES), (MAYA, {}, INES), (INES, {}, PETRA), (TOM, {"escalation": MAYA}, MAYA), (MAYA, {"escalation": MAYA}, INES),
    (TOM, {"escalation": ODELL}, INES), (TOM, {"escalation": 99}, INES), (None, {}, INES),
])
def test_a_day_that_passed_goes_to_another_person(owner, named, expected):
    place = office(**named)
    assert who(escalates_to(place.seat(owner), place)) == expected


def test_in_the_smallest_office_somebody_still_hears_of_it():
    alone = office((SEATS[0],))
    assert who(answers(DECIDE, None, alone)) == MAYA and who(escalates_to(alone.seat(MAYA), alone)) == MAYA
    two = office(SEATS[:2])
    assert who(escalates_to(two.seat(MAYA), two)) == MAYA, "a verifier hears of no days"
    assert who(escalates_to(two.seat(TOM), two)) == MAYA
    assert lead(office(())) is None and at_desk(office(()), "lead") is None


def test_the_therapist_herself_never_hears_of_her_own_file():
    assert who(escalates_to(SEATS[1], office(), closed={INES})) == PETRA


DAYS = Days(date(2026, 1, 1), date(2026, 3, 1), lapse_days=180, answer_days=14)
ON = date(2026, 4, 1)


@pytest.mark.parametrize(("turn", "known", "asked", "expected"), [
    (CHECK, ON, (), ON), (Turn("theirs", "therapist", "submit"), None, (), date(2026, 6, 30)),
    (Turn("theirs", "therapist", "submit"), ON, (), ON), (SOURCE, None, (date(2026, 3, 9), date(2026, 3, 8)), date(2026, 3, 29)),
    (SOURCE, None, (), date(2026, 3, 22)), (Turn("theirs", "therapist", "accept_terms"), None, (), date(2026, 3, 15)),
    (NOBODY, None, (), None),
])
def test_whatever_waits_has_a_day(turn, known, asked, expected):
    assert by_day(turn, known, DAYS, asked) == expected


@pytest.mark.parametrize(("day", "over"), [(date(2026, 3, 31), True), (ON, False), (date(2026, 4, 2), False), (None, False)])
def test_its_last_day_still_counts(day, over):
    assert passed(day, ON) is over
