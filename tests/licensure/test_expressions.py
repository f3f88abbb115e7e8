"""A requirement in one line: what lets a voluntary register in, and what is no requirement; pure."""

import pytest

from licensure.expressions import from_letters, lets_voluntary_in

VOLUNTARY = [
    ("voluntary", True), ("any(A:b, voluntary)", True), ("all(A:b, any(A:c, voluntary))", True), ("A:b", False), ("any(A:b, A:c)", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lets"), VOLUNTARY)
def test_a_voluntary_register_is_let_in_where_the_line_says_so(text, lets):
    assert lets_voluntary_in(from_letters(text)) is lets


WRONG = [
    ("", "is written as"), (" \n", "is written as"), ("A:b(A:c)", "follows the end"), ("A:b A:c", "follows the end"),
    ("any(A:b) A:c", "follows the end"), ("any(A:b", "not closed"), ("any(A:b,", "not closed"), ("any(", "not closed"),
    ("any(A:b A:c)", "not closed"), (")", "expected instead of '\\)'"), ("all(,A:b)", "expected instead of ','"),
    ("any()", "expected instead of '\\)'"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_line_that_is_no_requirement_is_refused_in_words(text, said):
    with pytest.raises(ValueError, match=said):
        from_letters(text)
