"""People as rows of columns, and the JSON they come in, at their edges; pure."""

import json
from datetime import date

import pytest

from licensure.sources.answers import Remark, Response, Unavailable
from licensure.sources.columned import Columned, merged
from licensure.sources.json_answers import parsed, rows_of

TODAY = date(2026, 11, 26)
COLUMNS = {
    "number": ["license", "old_license"], "status": ["status", "standing"], "full_name": ["name", "printed_name"], "last": ["expires"],
    "city": ["city"], "title": ["title"], "discipline": ["action"], "case": ["case"],
}  # fmt: skip
ROW = {"license": "LPC-1", "status": "Active", "name": "Wren Halloway", "title": "LPC"}


def portal(**changes) -> Columned:
    """An invented state's portal."""
    told = {"element": "license", "jurisdiction": "US-OH", "channel": "open_data", "zone": "America/New_York", "terms": {}, "needs": ()}
    told |= {"columns": COLUMNS, "words": {"active": "active", "active / clear": "active"}, "remarks": {"none": ("no",)}}
    return Columned(**{**dict.fromkeys(("key", "name", "url", "page"), ""), **told, **changes})


def chosen(*rows, **query) -> list[str]:
    return [each.number for each in portal().chosen(rows, query, TODAY)]


@pytest.mark.parametrize(
    ("habits", "typed", "forms"),
    [
        ({}, "0012", ["0012"]), ({}, " a-12 ", ["A-12", "A12"]), ({}, "---", []), ({"hyphen": 1}, "a12", ["A12", "A-12"]),
        ({"hyphen": 2}, "-", []), ({"pad": 4}, "12", ["12", "0012"]), ({"pad": 4}, "0012", ["0012", "12"]), ({"pad": 2}, "000", ["000"]),
        ({"pad": 4}, "A12", ["A12"]), ({"letters": True}, "a.012", ["A.012", "A012", "012"]), ({"letters": True}, "12", ["12"]),
        ({"letters": True}, "B.A.12", ["B.A.12", "BA12", "A12", "12"]), ({"letters": True}, "30.12", ["30.12", "3012"]),
        ({"letters": True, "pad": 4}, "A.12", ["A.12", "A12", "12", "0012"]),
    ],
)  # fmt: skip
def test_a_number_is_written_in_the_ways_its_portal_may(habits, typed, forms):
    assert portal(**habits).written(typed) == forms


def test_a_name_chooses_among_licenses_and_one_nobody_has_chooses_nobody_away():
    rows = [ROW, {**ROW, "license": "LPC-2", "name": "Bronte Ashenfell"}]
    assert chosen(*rows, family_name="Halloway") == ["LPC-1"]
    assert chosen(*rows, family_name="Elm") == ["LPC-1", "LPC-2"]
    assert chosen(*rows, number="lpc 2", family_name="Elm") == ["LPC-2"]
    assert chosen(*rows, number="LPC-3", family_name="Halloway") == []
    assert chosen(*rows, number="LPC-1", title="LMFT") == []
    assert chosen({**ROW, "old_license": "77"}, number="77") == ["LPC-1"]


@pytest.mark.parametrize(
    ("typed", "shown", "same"),
    [
        ("LPC.0012", "LPC.0012", True), ("LPC.0012", "0012", True), ("0012", "LPC.0012", True), ("LPC12", "LPC.0012", True),
        ("LH60", "MHC.LH.60", True), ("MHC.LH.60", "LH60", True), ("LPC.0012", "LPCC.0012", False), ("LPC.0012", "CSW.0012", False),
        ("LPC.0012", "LPC.00123", False), ("LPC.0012", "LPC.10012", False), ("LPC", "LPC", True), ("LPC.0", "CSW.0", False),
    ],
)  # fmt: skip
def test_the_letters_before_a_number_need_not_stand_on_both_sides_but_must_not_differ(typed, shown, same):
    assert bool(portal(letters=True).chosen([{**ROW, "license": shown}], {"number": typed}, TODAY)) is same


def test_a_number_written_as_it_was_typed_comes_before_one_that_is_merely_alike():
    rows = [{**ROW, "license": "0012", "name": "Bronte Ashenfell", "title": "Dentist"}, {**ROW, "license": "LPC.0012"}]
    found = portal(letters=True).chosen(rows, {"number": "LPC.0012"}, TODAY)
    assert [each.number for each in found] == ["LPC.0012"]
    bare = portal(letters=True).chosen([rows[0], {**ROW, "license": "12"}], {"number": "LPC.0012", "family_name": "Halloway"}, TODAY)
    assert [each.names for each in bare] == [("Wren Halloway",)]


@pytest.mark.parametrize(
    ("without", "named"), [("license", "license"), ("status", "status"), ("name", "name"), (("license", "status"), "license, status")]
)
def test_a_row_without_number_status_or_name_is_of_another_shape_and_their_first_columns_are_named(without, named):
    row = {name: value for name, value in ROW.items() if name not in (without if isinstance(without, tuple) else (without,))}
    with pytest.raises(Unavailable) as failed:
        portal().record({**row, "title": "LPC"}, TODAY)
    assert (failed.value.reason, failed.value.detail) == ("schema", named)


def test_nothing_more_is_said_of_a_record_than_its_row_says():
    assert dict(portal().record(ROW, TODAY).more) == {}
    more = portal().record({**ROW, "old_license": "77", "city": "Port Elm"}, TODAY).more
    assert dict(more) == {"numbers": "LPC-1; 77", "place": "Port Elm"}


def test_rows_of_one_license_are_one_of_the_earliest_end_and_no_status_where_they_disagree():
    ends = [{**ROW, "expires": day} for day in ("", "2027-03-31", "2026-12-31")]
    (one,) = merged([portal().record(row, TODAY) for row in ends])
    assert (one.last, one.status, one.remarks) == (date(2026, 12, 31), "active", ())
    assert merged([portal().record(ROW, TODAY)] * 2)[0].last is None
    other = {**ROW, "status": "Active", "standing": "Clear", "action": "Reprimand", "case": "7"}
    (split,) = merged([portal().record(row, TODAY) for row in (ROW, other)])
    assert (split.status, split.status_word) == ("", "Active / Active / Clear")
    twice = merged([portal().record(row, TODAY) for row in (other, {**other, "action": "No"}, other)])
    assert [(each.status, each.remarks) for each in twice] == [("active", (Remark("discipline", "Reprimand; 7"),))]


# ── JSON ─────────────────────────────────────────────────────────────────────


def answered(body: bytes, status=200, content_type="application/json") -> Response:
    return Response(status, {"content-type": content_type}, body)


def failure(*about, **more) -> tuple[str, str]:
    with pytest.raises(Unavailable) as failed:
        rows_of(answered(*about, **more))
    return failed.value.reason, failed.value.detail


@pytest.mark.parametrize(("body", "content_type"), [(b"[]", "text/html"), (b"<?xml version='1.0'?><a/>", "application/json")])
def test_a_page_is_none_by_its_type_or_by_how_it_begins(body, content_type):
    assert failure(body, content_type=content_type) == ("page", body.decode())
    assert parsed(answered(b"[]")) == []


def test_of_a_page_eighty_signs_are_told_and_of_a_fault_two_hundred():
    assert failure(b"<" + b"x" * 100) == ("page", "<" + "x" * 79)
    assert failure(json.dumps({"message": "m" * 300}).encode(), status=500) == ("http_status", "500 " + "m" * 200)
    assert failure(b"oops", status=404) == ("http_status", "404")
    assert failure(b'{"errorCode": "", "code": 7}') == ("fault", "7")
