"""What `load_list` takes when it is told how columns are called, and when it is told no day; pure, on stand-ins."""

import hashlib
import os
from datetime import UTC, date, datetime
from types import SimpleNamespace as Row

import pytest

from licensure import list_options
from licensure.sources import ListUnavailable

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def options(*mapped):
    return {"mapped": list(mapped), "date_format": ["%d.%m.%Y"], "family_first": True}


def test_a_mapping_names_our_fields_and_their_columns():
    found = list_options.columns_of(options("family_name=Surname", "given_name= First = name"))
    assert (found.fields, found.date_formats, found.family_first) == (
        {"family_name": "Surname", "given_name": " First = name"}, ("%d.%m.%Y",), True,
    )  # fmt: skip
    assert list_options.columns_of(options()) is None


@pytest.mark.parametrize("wrong", ["family_name=", "family_name= ", "family_name"])
def test_a_field_without_a_column_is_no_mapping(wrong):
    with pytest.raises(ListUnavailable) as refused:
        list_options.columns_of(options("given_name=First", wrong))
    assert (refused.value.code, refused.value.detail) == ("mapping", "family_name")


@pytest.fixture
def file(tmp_path):
    """A file last written on 20 November."""

    def written(name, day):
        path = tmp_path / name
        path.write_bytes(name.encode())
        at = datetime(2026, 11, day, 12, tzinfo=UTC).timestamp()
        os.utime(path, (at, at))
        return path

    return written


@pytest.mark.parametrize(
    ("days", "in_use", "day"),
    [
        ([20], None, 20), ([22, 20], None, 20), ([30], None, 24),  # the oldest, never ahead of the clock
        ([20], "0", 5), ([20], "other", 20), ([22, 20], "0", 20),
    ],
)  # fmt: skip
def test_the_day_is_the_oldest_files_or_the_one_noted_when_this_very_file_is_in_use(monkeypatch, file, days, in_use, day):
    current = in_use and Row(sha256=hashlib.sha256(in_use.encode()).hexdigest(), as_of=date(2026, 11, 5))
    rows = Row(filter=lambda **given: Row(first=lambda: current))
    monkeypatch.setattr(list_options, "ListVersion", Row(objects=rows))
    files = [file(str(place), day) for place, day in enumerate(days)]
    assert list_options.file_day("x", files, [path.read_bytes() for path in files], NOON) == date(2026, 11, day)
