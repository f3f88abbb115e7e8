"""What one cell of a roster says, and what it may not say; pure."""

import pytest

from vetting.roster_cells import Amount, Months, Place, column

SOUND = [
    (Amount, "1000000", 100_000_000), (Amount, "1,000,000.05", 100_000_005), (Amount, "0.01", 1),
    (Months, "0", 0), (Months, "3", 36), (Months, "2.5", 30), (Months, "0.09", 1), (Months, "0.08", 0), (Months, "60", 720),
    (Place, "NL", "NL"), (Place, "us-oh", "US-OH"), (Place, "US-GU", "US-GU"),
]  # fmt: skip
WRONG = [
    (Months, "x"), (Months, "-0.5"), (Months, "60.01"), (Months, "NaN"), (Place, "OH"), (Place, "US-ZZ"), (Place, "XX"), (Amount, "-1"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "said"), SOUND)
def test_a_cell_is_read_to_the_cent_and_to_the_whole_month(kind, text, said):
    assert kind().clean(text) == said


@pytest.mark.parametrize(("kind", "text"), WRONG)
def test_a_cell_that_says_nothing_sound_is_named(kind, text):
    with pytest.raises(ValueError, match=text):
        kind().clean(text)


@pytest.mark.parametrize(("text", "said"), [("", None), ("5", 500)])
def test_an_empty_cell_says_nothing(text, said):
    assert column("liability", Amount()).clean({"liability": text}) == said


def test_a_column_is_kept_under_its_own_name_unless_another_is_given():
    assert column("a", Amount()).attribute == "a"
    assert (column("a", Amount(), "b").attribute, column("a", Amount(), "b").column_name) == ("b", "a")
