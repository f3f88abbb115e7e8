"""A list of discipline that stands beside a portal: asked about each license, and without it there is no answer."""

import json
from datetime import date

import pytest

from licensure.sources.answers import Answer, Outcome, Record, Remark, Response, Unavailable
from licensure.sources.discipline import LIMIT, with_discipline

TODAY = date(2026, 11, 26)
COLUMNS = {"number": "lic", "text": "what", "first": "from", "last": "to"}
FOUND = Answer(Outcome.FOUND, (Record("M9-1", ("Wren Halloway",)),), raw=b"[1]")
URL = "https://list.example/x"


def asked(answer=FOUND, *, rows=(), fails=None, url=URL):
    """The answer with what the list says, and the address that was asked."""
    seen = []

    def fetch(request):
        seen.append(request.url)
        if fails:
            raise fails
        return Response(200, {"content-type": "application/json"}, rows if isinstance(rows, bytes) else json.dumps(list(rows)).encode())

    return with_discipline(answer, url, COLUMNS, lambda number: (number, number.replace("-", "")), fetch, on=TODAY), seen


def row(**changes):
    return {"lic": "M9-1", "what": "Suspension", "from": "2025-01-02", "to": None, **changes}


@pytest.mark.parametrize(
    ("last", "running"), [(None, True), ("2026-11-25", False), ("2026-11-26", True), ("2026-11-27", True), ("some day", True)]
)
def test_a_measure_runs_through_its_last_day(last, running):
    told, _seen = asked(rows=[row(to=last)])
    ends = date.fromisoformat(last) if last and last.startswith("2026") else None
    assert told.record.remarks == (Remark("discipline", "Suspension", date(2025, 1, 2), ends, running=running),)
    assert told.raw == b'{"licenses": [1], "discipline": ' + json.dumps([row(to=last)]).encode() + b"}"


def test_only_what_is_against_this_license_counts_and_each_once():
    told, _seen = asked(rows=[row(), row(), row(lic="M9-2"), row(lic="M91", what="Fine")])
    assert [each.text for each in told.record.remarks] == ["Suspension", "Fine"], "however its number is written there"


@pytest.mark.parametrize(("url", "begins"), [(URL, f"{URL}?"), (f"{URL}?a=1", f"{URL}?a=1&")])
def test_it_is_asked_about_every_way_its_number_may_be_written(url, begins):
    _told, (address,) = asked(url=url)
    assert address.startswith(begins) and "M9-1" in address and "M91" in address and f"limit={LIMIT}" in address


@pytest.mark.parametrize(("count", "outcome"), [(LIMIT - 1, Outcome.FOUND), (LIMIT, Outcome.UNAVAILABLE), (LIMIT + 1, Outcome.UNAVAILABLE)])
def test_as_many_rows_as_it_gives_at_once_may_not_be_all(count, outcome):
    assert asked(rows=[row()] * count)[0].outcome == outcome


@pytest.mark.parametrize(("changes", "missing"), [({"lic": ""}, "lic"), ({"what": None}, "what"), ({"lic": "", "what": ""}, "lic, what")])
def test_a_row_without_number_or_text_is_of_another_list(changes, missing):
    told, _seen = asked(rows=[row(**changes)])
    assert (told.outcome, told.records, told.reason, told.detail) == (Outcome.UNAVAILABLE, (), "schema", f"{URL}: {missing}")


def test_what_came_is_kept_when_it_is_no_answer_and_nothing_where_nothing_came():
    assert asked(rows=b"<html>")[0].raw == b'{"licenses": [1], "discipline": <html>}'
    told, _seen = asked(fails=Unavailable("slow"))
    assert (told.reason, told.raw) == ("slow", b'{"licenses": [1], "discipline": null}')
    carried = Unavailable("page", response=Response(503, {}, b"closed"))
    assert asked(fails=carried)[0].raw == b'{"licenses": [1], "discipline": closed}'


@pytest.mark.parametrize(("said", "kept"), [(250, 250 + len(URL) + 2), (299, 300)])
def test_what_is_told_of_a_failure_fits_where_it_is_kept(said, kept):
    assert len(asked(fails=Unavailable("page", "x" * said))[0].detail) == kept
