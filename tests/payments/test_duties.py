"""Who may not do what after what: every row in both orders, what a change voids, limits, and an office of two."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.money import Money
from payments.duties import (
    BARS,
    NOT_FOR_ONESELF,
    SUBJECTS,
    Act,
    Band,
    Bar,
    Barred,
    Done,
    Subject,
    approvals_needed,
    approvers,
    barred,
    over_limit,
    standing,
)

# written by hand, not read from the module: act, the earlier acts that bar it, those of them that bar only while they stand
TABLE = {
    "approve_line": ({"enter_line", "change_line", "resolve_line", "propose_waiver"}, {"approve_line"}),
    "change_line": (set(), {"approve_line"}),
    "resolve_line": (set(), {"approve_line"}),
    "propose_waiver": (set(), {"approve_line", "confirm_waiver"}),
    "confirm_waiver": ({"propose_waiver", "enter_line"}, set()),
    "decide_dispute": ({"decline_line"}, set()),
    "decline_line": (set(), {"decide_dispute"}),
    "make_batch": (set(), {"approve_batch"}),
    "approve_batch": ({"make_batch"}, {"approve_batch"}),
    "release_batch": ({"make_batch"}, set()),
    "call_back": ({"request_account"}, set()),
    "confirm_account": ({"request_account"}, set()),
    "confirm_write_off": ({"propose_write_off"}, set()),
    "propose_write_off": (set(), {"confirm_write_off"}),
    "enter_line": (set(), set()),
    "request_account": (set(), set()),
}


def done(*acts: tuple[str, str], subject="7") -> tuple[Done, ...]:
    return tuple(Done(Act(act), person, subject, order) for order, (act, person) in enumerate(acts))


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("earlier", list(Act))
def test_each_act_after_each_other_by_the_same_person(act, earlier):
    always, while_standing = TABLE[act]
    found = barred(act, "kim", "7", done((earlier, "kim")))
    wanted = earlier in always | while_standing
    assert [(item.code, item.by.act) for item in found] == ([("earlier_act", earlier)] if wanted else [])
    assert barred(act, "lee", "7", done((earlier, "kim"))) == ()
    assert barred(act, "kim", "8", done((earlier, "kim"))) == ()


def test_every_pair_that_gives_four_eyes_bars_in_both_orders():
    pairs = {(bar.act, bar.earlier) for bar in BARS}
    first_by_nature = {Act.ENTER_LINE, Act.REQUEST_ACCOUNT}  # nothing can come before them
    one_way = {(act, earlier) for act, earlier in pairs if (earlier, act) not in pairs and earlier not in first_by_nature}
    assert one_way == {(Act.RELEASE_BATCH, Act.MAKE_BATCH)}  # a released batch is made no more


@pytest.mark.parametrize(
    ("acts", "act", "barred_again"),
    [
        ([("approve_line", "kim"), ("change_line", "lee")], "change_line", False),
        ([("approve_line", "kim"), ("change_line", "lee")], "approve_line", False),
        ([("approve_line", "kim"), ("change_line", "lee")], "resolve_line", False),
        ([("approve_line", "kim"), ("change_line", "lee")], "propose_waiver", False),
        ([("propose_waiver", "kim"), ("change_line", "lee")], "approve_line", True),
        ([("approve_batch", "kim"), ("make_batch", "lee")], "make_batch", False),
        ([("confirm_write_off", "kim"), ("propose_write_off", "lee")], "propose_write_off", False),
        ([("enter_line", "kim"), ("approve_line", "lee"), ("change_line", "kim")], "approve_line", True),
        ([("resolve_line", "kim"), ("change_line", "lee")], "approve_line", True),
        ([("approve_batch", "kim")], "approve_batch", True),
        ([("approve_batch", "kim"), ("make_batch", "lee")], "approve_batch", False),
        ([("make_batch", "kim"), ("make_batch", "lee")], "release_batch", True),
        ([("confirm_waiver", "kim"), ("propose_waiver", "lee")], "propose_waiver", False),
        ([("decide_dispute", "kim"), ("decline_line", "lee")], "decline_line", False),
    ],
)
def test_what_was_voided_bars_no_more_and_what_was_entered_bars_for_ever(acts, act, barred_again):
    assert bool(barred(Act(act), "kim", "7", done(*acts))) is barred_again


@pytest.mark.parametrize(
    ("change", "voided", "kept"),
    [
        (
            "change_line", {"approve_line", "confirm_waiver", "propose_waiver"},
            {"enter_line", "resolve_line", "decline_line", "decide_dispute"},
        ),
        ("resolve_line", {"approve_line"}, {"confirm_waiver", "propose_waiver", "enter_line"}),
        ("propose_waiver", {"approve_line", "confirm_waiver"}, {"enter_line", "resolve_line"}),
        ("decline_line", {"approve_line", "confirm_waiver", "decide_dispute"}, {"enter_line", "propose_waiver"}),
        ("decide_dispute", {"approve_line"}, {"decline_line"}),
        ("make_batch", {"approve_batch"}, {"release_batch"}),
        ("request_account", {"call_back", "confirm_account"}, {"request_account"}),
        ("propose_write_off", {"confirm_write_off"}, {"propose_write_off"}),
        ("approve_line", set(), {"approve_line", "change_line"}),
    ],
)
def test_a_change_voids_what_was_approved_before_it(change, voided, kept):
    for act in voided | kept:
        still = [item.act for item in standing(done((act, "kim"), (change, "lee")))]
        assert (act in still[:-1]) is (act in kept), act
        assert len(standing((*done((act, "kim")), replace(done((change, "lee"))[0], subject="8", order=1)))) == 2


def test_only_approvals_that_stand_count_and_each_person_once():
    acts = done(*[(f"{act}_batch", who) for act, who in zip(["approve", "make", "approve", "approve", "approve"], "kmlkl", strict=True)])
    assert approvers(Act.APPROVE_BATCH, "7", reversed(acts)) == ("l", "k")
    assert approvers(Act.APPROVE_BATCH, "7", acts[:2]) == ()
    assert approvers(Act.APPROVE_BATCH, "8", acts) == approvers(Act.APPROVE_LINE, "7", acts) == ()


@pytest.mark.parametrize("act", list(Act))
def test_nobody_judges_what_pays_them(act):
    harmless = {"enter_line", "decline_line", "request_account"}
    assert (Barred("own_money") in barred(act, "kim", "7", (), pays=["lee", "kim"])) is (act not in harmless)
    assert barred(act, "kim", "7", (), pays=["lee"]) == ()
    assert (act in NOT_FOR_ONESELF) is (act not in harmless)


def test_both_reasons_are_said_at_once():
    found = barred(Act.APPROVE_LINE, "kim", "7", done(("enter_line", "kim"), ("resolve_line", "kim")), pays=["kim"])
    assert [(item.code, item.by and item.by.act) for item in found] == [
        ("earlier_act", "enter_line"), ("earlier_act", "resolve_line"), ("own_money", None),
    ]  # fmt: skip


def usd(minor):
    return Money(minor, "USD")


BANDS = (Band(None, 3), Band(usd(100_000), 1), Band(usd(500_000), 2))


@pytest.mark.parametrize(
    ("total", "needed"), [(0, 1), (99_999, 1), (100_000, 1), (100_001, 2), (499_999, 2), (500_000, 2), (500_001, 3), (10**9, 3)]
)
def test_larger_amounts_take_more_people(total, needed):
    assert approvals_needed(usd(total), BANDS) == needed


def test_without_bands_one_approves_and_an_amount_no_band_takes_is_nobodys():
    assert approvals_needed(usd(10**9), ()) == approvals_needed(usd(1), (Band(None, 0),)) == 1
    assert approvals_needed(usd(0), (Band(usd(5), 2), Band(usd(0), 1))) == 1
    with pytest.raises(ValueError, match="No band"):
        approvals_needed(usd(2), (Band(usd(1), 1),))


@pytest.mark.parametrize(
    ("amount", "limits", "code"),
    [
        (10**9, None, None), (99, [usd(100)], None), (100, [usd(100)], None), (101, [usd(100)], "over_limit"),
        (1, [], "limit_unknown"), (1, [Money(100, "EUR")], "limit_unknown"), (101, [Money(1, "EUR"), usd(101)], None),
    ],
)  # fmt: skip
def test_a_person_approves_up_to_her_limit(amount, limits, code):
    found = over_limit(usd(amount), limits)
    assert [item.code for item in found] == ([code] if code else [])
    assert [item.limit for item in found] == ([usd(100)] if code == "over_limit" else [None] if code else [])


def test_an_office_of_two_works():
    """Kim enters and makes, Lee approves and releases; then an account, a waiver, a dispute and a write-off."""
    stories = {
        Subject.LINE: ["enter_line kim", "resolve_line kim", "propose_waiver kim", "confirm_waiver lee", "approve_line lee",
                       "change_line kim", "approve_line lee", "decline_line kim", "decide_dispute lee", "approve_line lee"],
        Subject.BATCH: ["make_batch kim", "approve_batch lee", "release_batch lee"],
        Subject.ACCOUNT: ["request_account kim", "call_back lee", "confirm_account lee"],
        Subject.RECOVERY: ["propose_write_off kim", "confirm_write_off lee"],
    }  # fmt: skip
    for subject, story in stories.items():
        acts: tuple[Done, ...] = ()
        for order, step in enumerate(story):
            act, person = step.split()
            assert SUBJECTS[Act(act)] is subject
            assert barred(Act(act), person, "7", acts) == (), step
            acts = (*acts, Done(Act(act), person, "7", order))


LATER = [act for act in Act if act is not Act.ENTER_LINE]
STEP = st.tuples(st.sampled_from(LATER), st.sampled_from(["kim", "lee", "max"]))


@given(st.sampled_from(["kim", "lee", "max"]), st.lists(STEP, max_size=30))
def test_however_people_try_nobody_approves_what_they_entered_or_releases_what_they_made(author, steps):
    acts = (Done(Act.ENTER_LINE, author, "7", 0),)
    for order, (act, person) in enumerate(steps, start=1):
        if not barred(act, person, "7", acts):
            acts = (*acts, Done(act, person, "7", order))
    entered = {item.person for item in acts if item.act in (Act.ENTER_LINE, Act.CHANGE_LINE, Act.RESOLVE_LINE)}
    assert not entered & set(approvers(Act.APPROVE_LINE, "7", acts))
    for released in (item for item in acts if item.act is Act.RELEASE_BATCH):
        assert released.person not in {item.person for item in acts if item.act is Act.MAKE_BATCH and item.order < released.order}


def test_a_bar_says_what_it_bars():
    assert Bar(Act.APPROVE_LINE, Act.ENTER_LINE) in BARS and len(set(BARS)) == len(BARS) == sum(len(a | b) for a, b in TABLE.values())
