"""One session claimed twice: the same again and what looks like it, each a row; and that the later one always stops."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.duplicates import transposed
from payments.lines import History
from payments.rates import Rate, Unit, Version
from payments.rules import stops
from tests.payments.claimed import AUTHORIZATION, CLEAR, DAY, LINE, SCHEDULE, TODAY, codes, earlier, found, rules, usd

OPEN = rules(most_a_day=None, deadline_days=None)
ROOMY = replace(AUTHORIZATION, allowances=(replace(AUTHORIZATION.allowances[0], units=99),))


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({}, None),
        ({"session": "s1"}, "duplicate"),
        ({"session": "s1", "subject": "k9", "practitioner": "ben", "branch": "west"}, "duplicate"),
        ({"day": DAY, "number": "S-1043"}, "duplicate"),
        ({"day": DAY, "number": "S-2000"}, "duplicate_other_number"),
        ({"day": DAY, "number": "S-2000", "authorization": "A-6"}, "duplicate_other_number"),
        ({"day": DAY, "number": "S-2000", "branch": "west"}, "duplicate_other_branch"),
        ({"day": DAY, "number": "S-1043", "branch": "west"}, "duplicate_other_branch"),
        ({"day": DAY, "number": "S-2000", "subject": "k2"}, None),
        ({"day": DAY, "number": "S-2000", "practitioner": "ben"}, None),
        ({"day": DAY, "number": "S-2000", "code": "EAP2"}, None),
        ({"day": DAY, "number": "S-1034"}, "duplicate_transposed"),
        ({"day": DAY - timedelta(days=5), "number": "S-1034"}, "duplicate_transposed"),
        ({"day": DAY - timedelta(days=6), "number": "S-1034"}, "duplicate_transposed"),
        ({"day": DAY - timedelta(days=7), "number": "S-1034"}, None),
        ({"day": DAY + timedelta(days=6), "number": "S-1034"}, "duplicate_transposed"),
        ({"day": DAY + timedelta(days=7), "number": "S-1034"}, None),
        ({"day": DAY - timedelta(days=1), "number": "S-1034", "net": usd(8499)}, None),
        ({"day": DAY - timedelta(days=1), "number": "S-1034", "code": "EAP2"}, "duplicate_transposed"),
        ({"day": DAY, "number": "S-1034", "subject": "k2"}, None),
    ],
)
def test_two_lines_and_what_is_said_of_the_later(other, code):
    items = found(LINE, ROOMY, CLEAR, OPEN, earlier(**other))
    assert [(item.code, item.other) for item in items] == ([(code, "L0")] if code else [])


@pytest.mark.parametrize(
    ("mine", "others", "split"),
    [(4000, 4500, True), (4000, 4499, True), (4000, 4501, False), (1, 8500, False), (8500, 1, False), (4250, 4250, True)],
)
def test_two_parts_that_make_one_session_are_one(mine, others, split):
    claimed = replace(LINE, net=usd(mine))
    items = found(claimed, ROOMY, CLEAR, OPEN, earlier(day=DAY, net=usd(others), number="S-2"))
    assert [item.code for item in items if item.code.startswith("duplicate")] == [
        "duplicate_split" if split else "duplicate_other_number"
    ]


def test_without_a_rate_or_in_another_currency_nobody_can_say_split():
    other = earlier(day=DAY, net=replace(usd(4000), currency="EUR"), number="S-2")
    assert "duplicate_other_number" in codes(replace(LINE, net=usd(4000)), ROOMY, CLEAR, OPEN, other)
    bare = replace(OPEN, versions=(Version("v", DAY, None, (Rate("EAP2", Unit.SESSION, usd(1)),)),))
    halves = earlier(day=DAY, net=usd(4000), number="S-2")
    assert "duplicate_other_number" in codes(replace(LINE, net=usd(4000)), ROOMY, CLEAR, bare, halves)
    assert "duplicate_other_number" in codes(replace(LINE, net=usd(4000)), ROOMY, CLEAR, replace(OPEN, versions=()), halves)


def test_lines_of_a_job_are_compared_within_it():
    job = replace(LINE, subject=None)
    same = earlier(day=DAY, subject=None, number="S-2")
    assert codes(job, ROOMY, CLEAR, OPEN, same) == ["duplicate_other_number"]
    assert codes(job, ROOMY, CLEAR, OPEN, replace(same, authorization="A-6")) == []
    assert codes(LINE, ROOMY, CLEAR, OPEN, replace(same, authorization="k1")) == []


def test_what_is_surely_the_same_need_not_be_called_alike():
    sure, alike = earlier(session="s1"), earlier(key="L8", order=6, session="s8", day=DAY, number="S-2")
    items = found(LINE, ROOMY, CLEAR, OPEN, alike, sure)
    assert [(item.code, item.other) for item in items] == [("duplicate", "L0")]


def test_every_line_it_resembles_is_named_the_surer_first():
    branch = earlier(key="L3", order=3, session="s3", day=DAY, number="S-3", branch="west")
    number = earlier(key="L4", order=4, session="s4", day=DAY, number="S-4")
    items = found(LINE, ROOMY, CLEAR, OPEN, branch, number)
    assert [(i.code, i.other, i.claimed, i.expected) for i in items] == [
        ("duplicate_other_number", "L4", "S-1043", "S-4"), ("duplicate_other_branch", "L3", "S-1043", "S-3"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("1043", "1034", True), ("1043", "1403", True), ("0143", "1043", True), ("1043", "1043", False), ("1043", "1340", False),
        ("1043", "1033", False), ("1043", "10430", False), ("1043", "4013", False), ("12", "21", True), ("11", "11", False),
        ("", "", False),        ("2143", "1234", False), ("ab", "cd", False), ("ab", "bd", False), ("ab", "ca", False),
    ],
)  # fmt: skip
def test_two_neighboring_digits_changed_places(one, two, expected):
    assert transposed(one, two) is transposed(two, one) is expected


SESSION = st.builds(
    replace,
    st.just(LINE),
    session=st.sampled_from(["s1", "s2", "s3"]),
    number=st.sampled_from(["S-12", "S-21", "S-3"]),
    subject=st.sampled_from(["k1", "k2", None]),
    practitioner=st.sampled_from(["anna", "ben"]),
    branch=st.sampled_from(["east", "west"]),
    day=st.integers(0, 9).map(lambda n: DAY - timedelta(days=n)),
    net=st.sampled_from([4000, 8500]).map(usd),
)


@given(st.lists(SESSION, min_size=2, max_size=6), st.randoms())
def test_of_all_lines_for_one_session_exactly_the_first_goes_through(drawn, chance):
    lines = [replace(item, key=f"L{n}", order=n) for n, item in enumerate(drawn)]
    shuffled = chance.sample(lines, len(lines))
    twice = {}
    for item in lines:
        answer = stops(item, ROOMY, CLEAR, SCHEDULE, History(tuple(shuffled)), on=TODAY)
        assert answer == stops(item, ROOMY, CLEAR, SCHEDULE, History(tuple(lines)), on=TODAY)
        twice[item.key] = any(stop.code == "duplicate" for stop in answer)
    for session in {item.session for item in lines}:
        first, *rest = [item for item in lines if item.session == session]
        assert all(twice[item.key] for item in rest)
        others = [item for item in lines[: lines.index(first)] if item.number == first.number]
        assert not twice[first.key] or others


@given(SESSION, SESSION)
def test_whoever_comes_later_stops_whichever_it_is(one, two):
    first, second = replace(one, key="A", order=1), replace(two, key="B", order=2)
    said = [stop for stop in stops(second, ROOMY, CLEAR, SCHEDULE, History((first,)), on=TODAY) if stop.other == "A"]
    swapped = replace(one, key="A", order=3)
    back = [stop for stop in stops(swapped, ROOMY, CLEAR, SCHEDULE, History((second,)), on=TODAY) if stop.other == "B"]
    assert [stop.code for stop in said] == [stop.code for stop in back]
    before = stops(first, ROOMY, CLEAR, SCHEDULE, History((second,)), on=TODAY)
    assert [stop for stop in before if stop.code.startswith("duplicate")] == []
