"""Whether a row asks less than a floor: in number, in weight, or in who may waive it; pure."""

import pytest

from vetting.findings import Severity, Threshold
from vetting.limits import loosened
from vetting.rules import CRITERIA

NOTE, REVIEW, BLOCKS = Severity.NOTE, Severity.REVIEW, Severity.BLOCKS


def row(years=5, severity=REVIEW, waivable_by=""):
    return Threshold("years_since_degree", severity, {"years": years}, waivable_by=waivable_by)


@pytest.mark.parametrize(
    ("floor", "given", "less"),
    [
        (row(), row(), False),
        (row(), row(4), True),
        (row(), row(6), False),
        (row(severity=BLOCKS), row(severity=REVIEW), True),
        (row(severity=REVIEW), row(severity=NOTE), True),
        (row(severity=REVIEW), row(severity=BLOCKS), False),
        (row(severity=NOTE), row(severity=NOTE), False),
        (row(), row(waivable_by="director"), True),
        (row(waivable_by="director"), row(waivable_by="director"), False),
        (row(waivable_by="director"), row(waivable_by="committee"), False),
        (row(waivable_by="director"), row(), False),
        (row(severity=REVIEW), row(6, BLOCKS, "director"), True),
        (row(severity=NOTE), row(4, BLOCKS), True),
    ],
)
def test_a_row_is_loosened_by_its_number_its_weight_or_a_waiver(floor, given, less):
    assert loosened(CRITERIA["years_since_degree"], floor, given) is less
