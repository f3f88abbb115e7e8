"""What counts only under supervision: by whom, where the organization allows it, and on which days. Tables by hand, and laws."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensure.catalog import AllOf, AnyOf, Fact, Holds, HoldsVoluntary, Requirement, Supervised
from licensure.corrections import Correction, corrected
from licensure.expressions import from_letters, in_letters
from licensure.holdings import Status
from licensure.packs import packs
from licensure.rules import Reason, authority
from licensure.words import reason_words
from licensure.words_needed import needed
from network.dates import Day
from tests.licensure.supervisors import MAY_SUPERVISE, ROWS
from tests.licensure.test_authority import BOARD, LAST, ON, ask, codes, hold

DAY = timedelta(days=1)
LPC = packs().title("US-AR", "LPC")


def of(text):
    """The service a title of the tables works in."""
    return "addiction" if text == "US-WA:SUDPT" else "counseling"


def supervised(text, *supervisors, **values):
    """A license under these supervisors; each a text of its own state or ready made."""
    place = text.split(":")[0]
    theirs = tuple(hold(f"{place}:{each}") if isinstance(each, str) else each for each in supervisors)
    return hold(text, supervisors=theirs, **values)


def may(held, place="US-AR", **more):
    """The rules' answer where the organization allows supervision."""
    return ask([held], place, supervision=True, **more)


# ── By whom, as the boards say ───────────────────────────────────────────────


@pytest.mark.parametrize(("text", "names"), ROWS)
def test_a_title_counts_under_each_of_those_the_board_names_and_under_nobody_else(text, names):
    place = text.split(":")[0]
    assert all(may(supervised(text, name), place, service=of(text)).ok for name in names.split(", "))
    assert codes(may(supervised(text), place, service=of(text))) == ["supervisor_missing"]
    assert codes(may(supervised(text, hold("US-TX:LMFT")), place, service=of(text))) == ["supervisor_not_named"]


def test_the_packs_name_supervisors_for_these_titles_and_no_others():
    found, said = packs(), set()
    for (place, _service), need in found.requirements.items():
        said |= {(place, node.what.title) for node in getattr(need.expression, "parts", ()) if isinstance(node, Supervised)}
    assert said == {(text.split(":")[0], found.title(*text.split(":", 1)).key) for text in MAY_SUPERVISE}


def test_who_may_supervise_rests_on_a_fact_with_a_source_and_the_words_that_were_read():
    for need in packs().requirements.values():
        for node in getattr(need.expression, "parts", ()):
            if isinstance(node, Supervised):
                assert node.fact.known and not node.fact.unconfirmed and "supervis" in node.fact.note, node


@pytest.mark.parametrize("text", MAY_SUPERVISE)
def test_where_supervision_is_not_allowed_no_supervisor_helps_and_only_that_is_said(text):
    place = text.split(":")[0]
    held = supervised(text, *MAY_SUPERVISE[text])
    assert codes(ask([held], place, service=of(text))) == ["supervision_not_allowed"]


def test_the_answer_names_her_license_and_the_supervision_and_says_under_supervision():
    answer = may(supervised("US-AR:LAC", "LPC"))
    assert [basis.key for basis in answer.alternatives[0].bases] == ["US-AR:LAC", "US-AR:LPC"]
    assert codes(answer) == ["unconfirmed", "supervised"]


def test_her_own_independent_license_needs_no_supervisor_and_goes_first():
    answer = ask([supervised("US-AR:LAC", "LPC"), hold("US-AR:LMFT")], "US-AR", supervision=True)
    assert [basis.key for basis in answer.alternatives[0].bases] == ["US-AR:LMFT"]


# ── When: the day before, the day, the day after ─────────────────────────────

DAYS = [(-1, True), (0, True), (1, False)]


@pytest.mark.parametrize(("offset", "ok"), DAYS)
def test_supervision_counts_through_its_last_day(offset, ok):
    answer = may(supervised("US-AR:LAC", hold("US-AR:LPC", last=ON)), on=ON + offset * DAY)
    assert answer.ok is ok
    assert ok or answer.reasons == (Reason("supervision_ended", "US-AR:LPC", ON.isoformat()),)
    assert not ok or answer.until == ON


@pytest.mark.parametrize(("offset", "ok"), [(-1, False), (0, True), (1, True)])
def test_supervision_counts_from_its_first_day(offset, ok):
    answer = may(supervised("US-AR:LAC", hold("US-AR:LPC", first=ON)), on=ON + offset * DAY)
    assert answer.ok is ok
    assert ok or codes(answer) == ["supervision_not_yet"]


@pytest.mark.parametrize(("offset", "ok"), DAYS)
def test_her_own_license_ends_it_too(offset, ok):
    assert may(supervised("US-AR:LAC", "LPC", last=ON), on=ON + offset * DAY).ok is ok


def test_the_next_supervisor_takes_over_on_the_day_after():
    first, second = hold("US-AR:LPC", last=ON), replace(hold("US-AR:LPC", first=ON + DAY), key="second")
    held = supervised("US-AR:LAC", first, second)
    assert [may(held, on=ON + n * DAY).ok for n in (-1, 0, 1, 2)] == [True] * 4
    gap = supervised("US-AR:LAC", first, replace(second, first=ON + 2 * DAY))
    assert [may(gap, on=ON + n * DAY).ok for n in (0, 1, 2)] == [True, False, True]


# ── What keeps a supervisor from counting ────────────────────────────────────

SPOILED = [
    ({"verified_as_of": None}, ["supervision_unverified"]),
    ({"status": Status.SUSPENDED}, ["status_suspended", "supervisor_not_live"]),
    ({"status": Status.PENDING}, ["status_pending", "supervisor_not_live"]),
    ({"last": None}, ["expiry_unknown", "supervisor_not_live"]),
    ({"encumbered": True}, ["supervisor_encumbered"]),
    ({"status": Status.PROBATION}, ["supervisor_encumbered"]),
    ({"type": replace(LPC, fact=Fact())}, ["fact_unknown", "supervisor_not_live"]),
]


@pytest.mark.parametrize(("values", "said"), SPOILED, ids=[str(list(values)) for values, _said in SPOILED])
def test_a_supervisor_who_does_not_count_is_a_no_with_its_reason(values, said):
    answer = may(supervised("US-AR:LAC", replace(hold("US-AR:LPC"), **values)))
    assert (answer.ok, codes(answer)) == (False, said)


def test_of_two_supervisors_one_who_counts_is_enough():
    bad = replace(hold("US-AR:LPC", status=Status.REVOKED), key="bad")
    assert may(supervised("US-AR:LAC", bad, "LPC")).ok


# ── Expressions ──────────────────────────────────────────────────────────────


def need(expression, **values):
    return Requirement("US-AR", "counseling", "America/Chicago", True, expression, BOARD, **{"supervision": True, **values})


def answer(expression, held, **values):
    return authority(need(expression, **values), held, client_in="US-AR", practitioner_in=None, mode="video", when=Day(ON))


def test_of_two_needed_together_each_asks_its_own_supervisor():
    both = AllOf((Supervised(Holds("US-AR:lac"), Holds("US-AR:lpc")), Supervised(Holds("US-AR:lamft"), Holds("US-AR:lmft"))))
    mine = [supervised("US-AR:LAC", "LPC"), supervised("US-AR:LAMFT", "LMFT")]
    assert len(answer(both, mine).alternatives[0].bases) == 4
    assert codes(answer(both, [mine[0], supervised("US-AR:LAMFT", "LPC")])) == ["supervisor_not_named"]


def test_of_what_is_held_in_part_only_what_is_missing_is_said():
    pair = Supervised(AllOf((Holds("US-AR:lac"), Holds("US-AR:lamft"))), Holds("US-AR:lpc"))
    assert "supervisor_missing" not in codes(answer(pair, [hold("US-AR:LAC")]))
    assert "supervisor_missing" in codes(answer(pair, [hold("US-AR:LAC"), hold("US-AR:LAMFT")]))


def test_one_supervisor_of_both_is_named_once():
    both = Supervised(AllOf((Holds("US-AR:lac"), Holds("US-AR:lamft"))), Holds("US-AR:lpc"))
    one = hold("US-AR:LPC")
    found = answer(both, [supervised("US-AR:LAC", one), supervised("US-AR:LAMFT", one)])
    assert [basis.key for basis in found.alternatives[0].bases] == ["US-AR:LAC", "US-AR:LAMFT", "US-AR:LPC"]


def test_a_supervisor_may_have_to_hold_two_licenses_and_then_both_are_bases():
    two = Supervised(Holds("US-AR:lac"), AllOf((Holds("US-AR:lpc"), Holds("US-AR:lmft"))))
    assert codes(answer(two, [supervised("US-AR:LAC", "LPC")])) == ["supervisor_not_named"]
    assert len(answer(two, [supervised("US-AR:LAC", "LPC", "LMFT")]).alternatives[0].bases) == 3


def test_a_supervisor_in_a_voluntary_register_counts_where_the_policy_accepts_it():
    node = Supervised(Holds("US-AR:lac"), HoldsVoluntary())
    held = [supervised("US-AR:LAC", hold("NL:Psycholoog NIP"))]
    assert answer(node, held, accepted_registers=frozenset({"NL:nip"})).ok
    assert codes(answer(node, held)) == ["supervisor_not_named"]


@pytest.mark.parametrize(
    ("fact", "ok", "said"),
    [
        (None, True, ["supervised"]), (BOARD, True, ["supervised"]), (Fact(), False, ["fact_unknown"]),
        (Fact(ON, "general knowledge", "low"), True, ["unconfirmed", "supervised"]),
    ],
)
def test_who_may_supervise_counts_as_far_as_its_fact_goes(fact, ok, said):
    found = answer(Supervised(Holds("US-AR:lac"), Holds("US-AR:lpc"), fact), [supervised("US-AR:LAC", "LPC")])
    assert (found.ok, codes(found)) == (ok, said)


def test_an_independent_title_that_needs_supervision_here_says_so_and_needs_the_permission():
    node = Supervised(Holds("US-AR:lmft"), Holds("US-AR:lpc"))
    held = [supervised("US-AR:LMFT", "LPC")]
    assert "supervised" in codes(answer(node, held))
    assert codes(answer(node, held, supervision=False)) == ["supervision_not_allowed"]


LETTERS = [
    "supervised(US-AR:lac, by US-AR:lpc)",
    "any(US-AR:lpc, supervised(any(US-AR:lac, US-AR:lamft), by all(US-AR:lpc, US-AR:lmft)), voluntary)",
    "supervised(US-AR:lac, by voluntary)",
]


@pytest.mark.parametrize("text", LETTERS)
def test_an_expression_is_written_in_letters_and_read_back(text):
    assert in_letters(from_letters(text)) == text


WRONG = [
    "supervised(A:b)", "supervised(A:b, A:c)", "supervised(A:b, by)", "supervised(A:b, by A:c", "supervised(A:b, by A:c, A:d)",
    "supervised(, by A:c)", "supervised(", "supervised()", "supervised(A:b by A:c)", "any(supervised(A:b, by A:c)",
]  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_supervision_that_does_not_say_by_whom_is_refused_in_words(text):
    with pytest.raises(ValueError, match="Supervision is written as|bracket is not closed|key is expected"):
        from_letters(text)


def test_a_correction_of_who_may_supervise_counts_with_its_own_fact():
    said = Correction("requirement", "US-AR:counseling", "expression", "supervised(US-AR:lac, by US-AR:lmft)", BOARD)
    asked = corrected(packs(), [said]).requirement("US-AR", "counseling", supervision=True)
    held = supervised("US-AR:LAC", "LMFT")
    assert authority(asked, [held], client_in="US-AR", practitioner_in=None, mode="video", when=Day(ON)).ok
    assert codes(may(held)) == ["supervisor_not_named"]


# ── Laws ─────────────────────────────────────────────────────────────────────

POOL = ("US-AR:LPC", "US-AR:LMFT", "US-AR:PSY", "US-TX:LPC")


@st.composite
def some_supervisors(draw):
    """Supervisors of any kind, days, status and proof."""
    found = []
    for number in range(draw(st.integers(0, 3))):
        text = draw(st.sampled_from(POOL))
        first = draw(st.none() | st.integers(-3, 3))
        values = {
            "first": None if first is None else ON + first * DAY,
            "last": draw(st.sampled_from([ON + n * DAY for n in range(-3, 4)] + [None, LAST])),
            "status": draw(st.sampled_from(list(Status))),
            "encumbered": draw(st.booleans()),
            "verified_as_of": draw(st.sampled_from([ON, None])),
        }
        found.append(replace(hold(text, **values), key=f"s{number}"))
    return tuple(found)


@given(some_supervisors(), some_supervisors(), st.integers(-3, 3))
def test_another_supervisor_never_takes_authority_away(theirs, more, offset):
    others = (replace(one, key=f"+{one.key}") for one in more)
    fewer, all_of_them = supervised("US-AR:LAC", *theirs), supervised("US-AR:LAC", *theirs, *others)
    before, after = may(fewer, on=ON + offset * DAY), may(all_of_them, on=ON + offset * DAY)
    assert not before.ok or after.ok
    assert not before.ok or before.until is None or after.until >= before.until


@given(some_supervisors(), st.integers(-3, 3))
def test_a_yes_rests_on_a_supervisor_who_was_verified_is_live_and_whom_the_board_names(theirs, offset):
    on = ON + offset * DAY
    found = may(supervised("US-AR:LAC", *theirs), on=on)
    good = [
        one for one in theirs
        if one.type.key == "US-AR:lpc" and one.verified_as_of and one.status is Status.ACTIVE and not one.encumbered
        and one.last and one.last >= on and (one.first is None or one.first <= on)
    ]
    assert found.ok is bool(good)
    assert not found.ok or {way.bases[1].key for way in found.alternatives} == {one.key for one in good}


@given(some_supervisors(), st.integers(-3, 3))
def test_the_end_of_supervision_ends_it_the_day_after(theirs, offset):
    found = may(supervised("US-AR:LAC", *theirs), on=ON + offset * DAY)
    if found.ok and found.until < LAST:
        through = [may(supervised("US-AR:LAC", *theirs), on=found.until + n * DAY).ok for n in (0, 1)]
        begins = any(one.first == found.until + DAY for one in theirs)
        assert through[0] and (begins or not through[1])


@given(some_supervisors(), st.integers(-3, 3))
def test_where_it_is_not_allowed_nobody_practices_under_supervision(theirs, offset):
    assert not ask([supervised("US-AR:LAC", *theirs)], "US-AR", on=ON + offset * DAY).ok


@given(st.recursive(
    st.sampled_from(["A:b", "A:c", "voluntary"]).map(from_letters),
    lambda inner: st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts)))
    | st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts)))
    | st.tuples(inner, inner).map(lambda two: Supervised(*two)),
    max_leaves=8,
))
def test_every_expression_survives_its_letters(node):
    assert from_letters(in_letters(node)) == node


# ── Words ────────────────────────────────────────────────────────────────────


def test_what_is_needed_reads_as_a_sentence():
    assert needed(from_letters("any(US-AR:lpc, supervised(US-AR:lac, by any(US-AR:lpc, US-AR:lmft)))")) == (
        "one of LPC, LAC supervised by (one of LPC, LMFT)"
    )


def test_a_missing_supervisor_is_said_with_whoever_may_be_one_and_what_to_do():
    said = reason_words(Reason("supervisor_missing", "license:12", "any(US-AR:lpc, US-AR:lmft)"))
    assert "license:12" in said and "one of LPC, LMFT" in said and "verify it" in said


# ── Small print ──────────────────────────────────────────────────────────────


def test_two_expressions_that_ask_the_same_are_equal_whatever_they_rest_on():
    assert Supervised(Holds("a"), Holds("b"), Fact(ON, "a statute", "high")) == Supervised(Holds("a"), Holds("b"))


@pytest.mark.parametrize(
    "text", ["supervised(US-AR:lac, US-AR:lpc)", "supervised(US-AR:lac, by", "supervised(US-AR:lac by US-AR:lpc)", "supervised(US-AR:lac)"]
)
def test_supervision_without_by_or_without_whom_says_how_it_is_written(text):
    with pytest.raises(ValueError, match="Supervision is written as"):
        from_letters(text)


def test_by_and_one_sign_more_is_read_as_whom_it_names():
    assert from_letters("supervised(a, by b)") == Supervised(Holds("a"), Holds("b"))
    with pytest.raises(ValueError, match="bracket is not closed|key is expected"):
        from_letters("supervised(a, by b")


def test_a_license_that_is_missing_is_not_said_to_lack_a_supervisor():
    assert "supervisor_missing" not in codes(ask([], "US-AR", supervision=True))
    texas = codes(ask([hold("US-TX:LPC")], "US-AR", supervision=True))
    assert texas and "supervisor_missing" not in texas
