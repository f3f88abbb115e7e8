"""Available and payable in words, apart from any database: in whole, in part, and which of the two stops money."""

from datetime import date

import pytest

from network.pages_standing_answers import available, payable
from network.queries.standing import Answer, Standing
from network.standing import Clearance, Need, Use
from network.words_standing import Said, source_words

DAY = date(2026, 3, 3)


def standing(**stopped):
    """Standing for counseling by video and on the phone; `offer`, `session`, `release` name the modes that are stopped."""
    answers = []
    for use in Use:
        for mode in ("video", "phone"):
            no = mode in stopped.get(use.value, ())
            why = (Said(use.value, f"{use.value} stopped.", ""),) if no else ()
            answers.append(Answer(Need("counseling", "US-OH", "US-OH", mode, use), Clearance(not no), None, why))
    return Standing("P-1", "Wren Halloway", "Harbor", DAY, None, "active", tuple(answers), (), ())


BOTH = ("video", "phone")


@pytest.mark.parametrize(
    ("stopped", "word", "because"),
    [
        ({}, "yes", "because sessions of that day count and no hold stops money."),
        ({"offer": BOTH}, "yes", "because sessions of that day count and no hold stops money."),
        ({"session": ("phone",)}, "yes", "but not for: Counseling, Ohio, by phone."),
        ({"release": ("phone",)}, "yes", "but not for: Counseling, Ohio, by phone."),
        ({"session": BOTH}, "no", "because sessions of that day do not count."),
        ({"release": BOTH}, "no", "because a hold stops money on that day."),
        ({"session": BOTH, "release": BOTH}, "no", "because sessions of that day do not count, and a hold stops money."),
        ({"session": ("phone",), "release": ("video",)}, "no", "because a hold stops money on that day."),
    ],
)
def test_payable_says_which_of_the_two_stops_money(stopped, word, because):
    found = payable(standing(**stopped), knows_why=False)
    assert (found.label, found.tag.word, found.because) == ("Payable on 3 Mar 2026", word, because)


def test_the_reasons_are_added_for_who_may_know_them():
    found = payable(standing(offer=BOTH, session=BOTH, release=BOTH), knows_why=True)
    assert found.because.endswith("and a hold stops money. session stopped. release stopped.")
    assert "offer stopped" not in found.because, "what stops new clients says nothing of money"


@pytest.mark.parametrize(
    ("stopped", "knows_why", "word", "because"),
    [
        ((), False, "yes", "because approval, terms and evidence cover that day and no hold stops new clients."),
        (("video",), False, "yes", "but not for: Counseling, Ohio, by video."),
        (BOTH, True, "no", "because new clients are stopped on that day. offer stopped."),
        (BOTH, False, "no", "because new clients are stopped on that day. Who reads files here can say why."),
    ],
)
def test_available_asks_of_new_clients_alone(stopped, knows_why, word, because):
    found = available(standing(offer=stopped, session=(), release=()), knows_why=knows_why)
    assert (found.label, found.tag.word, found.because) == ("Available on 3 Mar 2026", word, because)


@pytest.mark.parametrize(
    ("source", "words"),
    [("complaint", "after a complaint"), ("board", "told by the board"), ("verification:12", "check 12"), ("Minutes 7", "Minutes 7"),
     ("action:3", "action 3"), ("appeal:4", "appeal 4")],
)
def test_a_source_reads_as_words_and_a_persons_own_stay(source, words):
    assert source_words(source) == words
