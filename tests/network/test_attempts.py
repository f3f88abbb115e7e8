"""A refused post: what is noted, what the page is told, and by which status it answers. Pure: the routes are stood in for."""

from types import SimpleNamespace as Row

import pytest

from network import attempts
from network.attempts import attempt, row_number, sent, status_of
from network.transitions import Refusal, Refused, raise_unmet

LATE, EARLY = Refusal("late", "Too late.", "Ask again."), Refusal("early", "Too early.", "Wait.")


@pytest.fixture
def noted(monkeypatch):
    found = []
    monkeypatch.setattr(attempts, "note_refusal", lambda *given: found.append(given))
    return found


def test_what_was_done_leaves_no_refusal_and_no_note(noted):
    with attempt("request", "notice", reference="A-1") as tried:
        pass
    assert (tried.refusals, noted) == ((), [])


def test_a_refusal_is_noted_with_its_subject_and_kept_for_the_page(noted):
    with attempt("request", "notice", reference="A-1") as tried:
        raise Refused([LATE, EARLY])
    assert list(tried.refusals) == [LATE, EARLY]
    assert noted == [("request", "notice", ["late", "early"], {"reference": "A-1"})]


def test_an_error_that_is_no_refusal_goes_on(noted):
    with pytest.raises(KeyError), attempt("request", "notice"):
        raise KeyError("x")
    assert noted == []


def test_a_form_was_sent_by_a_post_even_an_empty_one():
    assert sent(Row(method="POST", POST={})) == {}
    assert sent(Row(method="GET", POST={"a": 1})) is None


FORM, FAULTY = Row(errors={}), Row(errors={"day": ["Enter a day."]})


@pytest.mark.parametrize(
    ("form", "refusals", "status"),
    [(None, (), 200), (FORM, (), 200), (FAULTY, (), 422), (None, (LATE,), 409), (FORM, (LATE,), 409), (FAULTY, (LATE,), 409)],
)
def test_refused_is_409_a_faulty_form_422_and_anything_else_200(form, refusals, status):
    assert status_of(form, refusals) == status


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1", 1), ("0", 0), ("", 0), (" 1", 0), ("-1", 0), ("1.0", 0), ("x", 0), ("²", 0), ("١", 0), ("9" * 17, 10**17 - 1), ("9" * 18, 0),
        ("9" * 400, 0),
    ],
)  # fmt: skip
def test_a_rows_number_is_read_of_digits_and_of_anything_else_no_row_has_it(typed, number):
    assert row_number(typed) == number


def test_everything_unmet_is_refused_at_once_and_nothing_where_nothing_is():
    raise_unmet(iter(()))
    with pytest.raises(Refused) as refused:
        raise_unmet(iter([LATE, EARLY]))
    assert refused.value.codes == ["late", "early"]
