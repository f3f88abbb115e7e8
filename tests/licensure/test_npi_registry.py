"""One result of the NPI registry: from when a number counts, when it stopped, and what is no result; pure."""

from datetime import date

import pytest

from tests.licensure.registers import rows
from tests.licensure.test_open_data import npi

STOPPED = ("inactive", date(2020, 3, 5), date(2020, 3, 4))
GOES_ON = ("active", None, None)


@pytest.mark.parametrize(
    ("ended", "again", "expected"),
    [
        (None, None, GOES_ON), ("2020-03-05", None, STOPPED), ("2020-03-05", "2020-03-04", STOPPED),
        ("2020-03-05", "2020-03-05", GOES_ON), ("2020-03-05", "2020-03-06", GOES_ON),
    ],
)  # fmt: skip
def test_a_number_counts_through_the_day_before_it_was_deactivated_unless_it_came_back(ended, again, expected):
    days = {name: day for name, day in (("deactivation_date", ended), ("reactivation_date", again)) if day}
    record = npi(rows.npi(**days)).record
    assert (record.status, record.status_since, record.last) == expected


@pytest.mark.parametrize(("ended", "reason"), [(None, "schema"), ("2020-03-05", "")])
def test_the_day_it_was_given_out_is_missing_only_where_it_was_taken_back(ended, reason):
    answer = npi(rows.npi(enumeration_date=None, **({"deactivation_date": ended} if ended else {})))
    assert answer.reason == reason
    assert reason or answer.record.first is None


@pytest.mark.parametrize(("ended", "reason"), [(None, "schema"), ("2020-03-05", "")])
def test_only_of_a_deactivated_number_the_name_may_be_missing_and_it_is_inactive_not_unavailable(ended, reason):
    bare = {"first_name": None, "last_name": None, **({"deactivation_date": ended, "status": "D"} if ended else {})}
    answer = npi({**rows.npi(**bare), "other_names": []})
    assert answer.reason == reason
    assert reason or (answer.record.status, answer.record.names, answer.record.last) == ("inactive", (), date(2020, 3, 4))


@pytest.mark.parametrize("name", ["number", "enumeration_type", "basic"])
def test_a_result_without_its_number_kind_or_person_is_another_schema(name):
    assert npi({**rows.npi(), name: None}).reason == "schema"


def test_what_is_no_name_is_passed_over_and_what_is_not_said_is_not_kept():
    record = npi({**rows.npi(last_updated=None), "other_names": ["x", {"first_name": "WREN", "last_name": "ELM"}], "taxonomies": []}).record
    assert record.names == ("WREN HALLOWAY", "WREN ELM")
    assert record.more == {"kind": "person"}
