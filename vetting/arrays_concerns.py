"""Rules over columns: what was said about her and found to be so. Each is its namesake in `criteria.concerns`."""

import numpy as np

from vetting.arrays import NOT_MET, Asked, met, plus_months
from vetting.evidence import SEVERITIES


def _within(asked, floor: str) -> np.ndarray:
    """How many of each file's concerns are of the last months and weigh at least `floor`."""
    rows = asked.rows("concerns")
    day = asked.day(rows)
    here = (rows.severity >= SEVERITIES.index(floor)) & (rows.on <= day) & (day <= plus_months(rows.on, asked.limit["months"]))
    return np.bincount(rows.of[here], minlength=asked.n)


def concerns_count(asked: Asked):
    """concerns_count"""
    return met(_within(asked, asked.limit["from_severity"]) <= asked.limit["most"], NOT_MET)


def concerns_serious(asked: Asked):
    """concerns_serious"""
    return met(_within(asked, "serious") == 0, NOT_MET)


RULES = {"concerns_count": concerns_count, "concerns_serious": concerns_serious}
