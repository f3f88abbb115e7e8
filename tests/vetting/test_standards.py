"""Days and settings below an accreditor's standard are allowed and marked, each at one more and one less than it asks."""

import pytest

from vetting import clocks, committee, governance, standards

SAID = {**clocks.in_full({}), **committee.in_full({}), **governance.in_full({})}
TABLE = [  # setting, what just conforms, what no longer does
    ("letter_days", 30, 31), ("delegate_audit_months", 14, 15), ("sample_each", 30, 29), ("sample_first", 8, 7),
    ("sample_percent", 5, 4), ("sample_most", 50, 49), ("sample_least", 10, 9), ("asynchronous", False, True),
]


@pytest.mark.parametrize(("key", "conforms", "less"), TABLE)
def test_what_a_standard_asks_of_a_setting_is_marked_from_one_less_on(key, conforms, less):
    assert standards.below("NCQA-2025", {**SAID, key: conforms}) == ()
    assert standards.below("NCQA-2025", {**SAID, key: less}) == (key,)
    assert standards.below("EAP-basic-US", {**SAID, key: less}) == ()  # nobody's standard there


def test_every_setting_with_a_standard_is_tried_and_the_defaults_conform():
    asked = {**standards.MOST["NCQA-2025"], **standards.LEAST["NCQA-2025"], **dict.fromkeys(standards.OFF["NCQA-2025"])}
    assert set(asked) == {key for key, *_rest in TABLE} and standards.below("NCQA-2025", SAID) == ()
