"""The number of every row of a roster is that of the line it ends in, however many lines its cells go over."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensure.roster_files import table

cells = st.text(st.sampled_from("ab \n\r,;\"é\u2028\x85\x0b"), max_size=6)
rows = st.lists(st.lists(cells, min_size=2, max_size=3), min_size=1, max_size=12)


def numbered(content: str, size: int) -> list[tuple[int, list[str]]]:
    """The rows as the product reads them."""
    parts = table(io.BytesIO(content.encode()), size).parts
    return [each for lines, some in parts for each in zip(lines, some, strict=True)]


def one_by_one(content: str) -> list[tuple[int, list[str]]]:
    """The same, asking the reader after each row where it stands."""
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    next(reader)
    return [(reader.line_num, row) for row in reader]


@given(rows, st.sampled_from(["\n", "\r\n", "\r"]), st.integers(1, 5))
def test_rows_are_numbered_by_lines_whatever_a_cell_holds(written, end, size):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([["given_name", "family_name", "x"], *written])
    assert numbered(out.getvalue(), size) == one_by_one(out.getvalue())


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("a,b\nc,d\n", [2, 3]), ("a,b\n\nc,d", [2, 3, 4]), ('"a\nz",b\nc,d\n', [3, 4]), ('a,"b\r\n\r\nz"\nc,d\n', [4, 5]),
        ('a,b\n"c\rz",d\ne,f\n', [2, 4, 5]), ("", []),
    ],
)  # fmt: skip
def test_a_row_has_the_number_of_its_last_line_and_the_header_is_the_first(body, lines):
    for size in (1, 2, 9):
        assert [line for line, _ in numbered(f"given_name,family_name\n{body}", size)] == lines
