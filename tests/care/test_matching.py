"""The pure order, distances and spells, held against a second, plain way of saying the same."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import acos, atan2, cos, degrees, radians, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.care.clocks import CONFIRM_DAYS, is_stale, working_days_after
from network.care.eligibility import Terms, Used, fits, judge, normal_number
from network.care.grid import EARTH_KM, around, cell, distance_km
from network.care.matching import Against, Candidate, Wish, against, chosen, widened, within
from network.care.place_names import city_key, postcode_keys
from network.care.spells import spells
from network.dates import At, Span
from network.standing import (
    Acceptance,
    AcceptanceKind,
    Basis,
    Cover,
    CoverKind,
    Grant,
    Hold,
    HoldReason,
    Need,
    Rows,
    Use,
)

NOW, TODAY = datetime(2026, 3, 2, 17, tzinfo=UTC), date(2026, 3, 2)
HERE = (41.0, -89.0)
WISH = Wish("counseling", "US-IL", HERE, NOW, TODAY, mode="in_person", max_km=30)
ADA = Candidate(
    key=1, service="counseling", language="en", mode="in_person", jurisdiction="US-IL", practitioner_in="US-IL", place="Alder", point=HERE,
    clear_from=NOW, clear_until=None, taking=True, room=1, load=0, gender="woman", hours=frozenset({"evening"}), next_opening=None,
    confirmed_on=TODAY,
)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    "candidate, wish, reason",
    [
        ({}, {}, None),
        ({"service": "legal"}, {}, Against.NOT_AVAILABLE),
        ({"clear_from": NOW + SECOND}, {}, Against.NOT_AVAILABLE),
        ({"clear_until": NOW}, {}, Against.NOT_AVAILABLE),
        ({"clear_until": NOW + SECOND}, {}, None),
        ({"mode": "video"}, {}, Against.MODE),
        ({"mode": "video"}, {"mode": "video"}, None),
        ({"mode": "video"}, {"mode": "video", "jurisdiction": "US-NY"}, Against.NOT_LICENSED),
        ({"mode": "video", "jurisdiction": "US"}, {"mode": "video"}, None),
        ({"jurisdiction": "US-NY"}, {}, None),
        ({}, {"language": "nl"}, Against.LANGUAGE),
        ({}, {"gender": "man"}, Against.GENDER),
        ({"gender": ""}, {"gender": "man"}, Against.GENDER),
        ({}, {"hours": "weekend"}, Against.HOURS),
        ({"taking": False}, {}, Against.NO_ROOM),
        ({"room": 0}, {}, Against.NO_ROOM),
        ({"away": True}, {}, Against.NO_ROOM),
        ({"point": (41.26, -89.0)}, {}, None),  # 28.9 km
        ({"point": (41.28, -89.0)}, {}, Against.DISTANCE),  # 31.1 km
        ({}, {"point": None}, Against.DISTANCE),
    ],
)
def test_the_first_thing_that_stands_against_her(candidate, wish, reason):
    assert against(replace(ADA, **candidate), replace(WISH, **wish)) == reason


@pytest.mark.parametrize(
    "first, second",
    [
        ({}, {"confirmed_on": TODAY - timedelta(days=CONFIRM_DAYS + 1)}),
        ({"load": 9}, {"point": (41.05, -89.0), "load": 0}),  # 5.56 km: another step
        ({"load": 0, "point": (41.04, -89.0)}, {"load": 1}),  # 4.4 km: the same step, so the work is shared
        ({"next_opening": date(2026, 3, 4)}, {"next_opening": date(2026, 3, 5)}),
        ({"next_opening": date(2026, 3, 4)}, {"next_opening": None}),
        ({"point": (41.01, -89.0)}, {"point": (41.02, -89.0)}),
    ],
)
def test_who_comes_first(first, second):
    one, other = replace(ADA, key=2, **first), replace(ADA, key=1, **second)
    assert [row.key for row in chosen([other, one], WISH)] == [2, 1]


def test_one_therapist_stands_there_once_with_her_nearer_place():
    rows = [replace(ADA, place="far", point=(41.1, -89.0)), ADA, replace(ADA, key=2, point=(41.05, -89.0))]
    assert [(row.key, row.place) for row in chosen(rows, WISH)] == [(1, "Alder"), (2, "Alder")]


def test_widening_drops_one_wish_at_a_time():
    wish = replace(WISH, language="nl", gender="man", max_km=150)
    assert [(str(reason), wider.max_km, wider.mode, wider.language, wider.gender) for reason, wider in widened(wish)] == [
        ("distance", 200, "in_person", "nl", "man"), ("mode", 150, "any", "nl", "man"), ("language", 150, "in_person", "", "man"),
        ("gender", 150, "in_person", "nl", ""),
    ]
    assert widened(replace(WISH, mode="video", point=None)) == ((Against.MODE, replace(WISH, mode="any", point=None)),)


@pytest.mark.parametrize("place, around_it", [("US-IL", ("US-IL", "US")), ("NL", ("NL",)), ("", ())])
def test_a_place_lies_in_its_country(place, around_it):
    assert within(place) == around_it


POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@settings(max_examples=600, deadline=None)
@given(POINTS, st.floats(0, 360), st.floats(0, 1), st.floats(1, 400))
def test_no_point_of_a_circle_lies_outside_its_cells(center, bearing, share, km):
    """Poles and the antimeridian included: a point at that bearing and distance is in one of the cells."""
    lat, turn, way = radians(center[0]), radians(bearing), share * km / EARTH_KM
    to_lat = sin(lat) * cos(way) + cos(lat) * sin(way) * cos(turn)
    to_lat = degrees(acos(max(-1, min(1, to_lat))))
    there_lat = 90 - to_lat
    east = sin(turn) * sin(way) * cos(lat)
    there_lon = center[1] + degrees(atan2(east, cos(way) - sin(lat) * sin(radians(there_lat))))
    there_lon = (there_lon + 180) % 360 - 180
    (low, high), strips = around(center, km + 0.001)
    band, strip = cell(there_lat, there_lon)
    assert low <= band <= high
    assert any(first <= strip <= last for first, last in strips)


@given(POINTS, POINTS)
def test_distances_agree_with_the_law_of_cosines(one, other):
    lat, far = radians(one[0]), radians(other[0])
    cosine = sin(lat) * sin(far) + cos(lat) * cos(far) * cos(radians(other[1] - one[1]))
    plain = EARTH_KM * acos(max(-1.0, min(1.0, cosine)))
    assert distance_km(one, other) == pytest.approx(plain, abs=0.5)
    assert distance_km(one, other) == pytest.approx(distance_km(other, one))


def test_a_tenth_of_a_degree_of_latitude_is_eleven_kilometers():
    assert round(distance_km((41.0, -89.0), (41.1, -89.0)), 4) == 11.1195
    assert round(distance_km((0.0, 179.9), (0.0, -179.9)), 3) == 22.239


# ── Spells ───────────────────────────────────────────────────────────────────
BOARD = "America/Chicago"
LICENSE = Basis("license", Span(date(2026, 1, 1), date(2026, 6, 30), BOARD))
TERMS = tuple(Acceptance(kind=kind, span=Span(date(2026, 1, 1))) for kind in AcceptanceKind)
GRANT = Grant(
    span=Span(date(2026, 2, 1), date(2028, 12, 31), BOARD), service="counseling", jurisdictions=frozenset({"US-IL"}), panel="",
    granted=True, requires=frozenset({CoverKind.AUTHORITY}), decided_at=datetime(2026, 2, 1, tzinfo=UTC), decision="D-1",
)
COVER = Cover(kind=CoverKind.AUTHORITY, bases=(LICENSE,), jurisdiction="US-IL")
NEED = Need("counseling", "US-IL", "US-IL", "video", Use.OFFER)


def test_spells_begin_and_end_at_midnight_where_the_board_sits():
    hold = Hold(key="h", span=Span(date(2026, 4, 1), date(2026, 4, 10), BOARD), reason=HoldReason.COMPLAINT, stops=frozenset({Use.OFFER}))
    found = spells(Rows(TERMS, (GRANT,), (COVER,), (hold,)), NEED, datetime(2026, 1, 15, tzinfo=UTC))
    assert found == (
        (datetime(2026, 2, 1, 6, tzinfo=UTC), datetime(2026, 4, 1, 5, tzinfo=UTC)),  # winter, then summer time
        (datetime(2026, 4, 11, 5, tzinfo=UTC), datetime(2026, 7, 1, 5, tzinfo=UTC)),
    )


def test_without_an_end_a_spell_never_ends():
    cover = replace(COVER, bases=(Basis("license", Span(date(2026, 1, 1), None, BOARD)),))
    grant = replace(GRANT, span=Span(date(2026, 2, 1), None, BOARD))
    assert spells(Rows(TERMS, (grant,), (cover,)), NEED, NOW) == ((NOW, None),)
    assert spells(Rows(TERMS, (grant,), ()), NEED, NOW) == ()


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(DAYS, st.integers(0, 60)), max_size=4), DAYS, st.integers(0, 23))
def test_at_any_instant_the_spells_say_what_standing_says(held, day, hour):
    holds = tuple(
        Hold(
            key=str(number), span=Span(first, first + timedelta(days=length), BOARD), reason=HoldReason.COMPLAINT,
            stops=frozenset({Use.OFFER}),
        )
        for number, (first, length) in enumerate(held)
    )
    rows, start = Rows(TERMS, (GRANT,), (COVER,), holds), datetime(2026, 1, 1, tzinfo=UTC)
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    inside = any(first <= at and (last is None or at < last) for first, last in spells(rows, NEED, start))
    assert inside == rows.clear(NEED, At(at)).ok


# ── Clocks and coverage ──────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "day, count, then",
    [
        (date(2026, 3, 2), 0, date(2026, 3, 2)), (date(2026, 3, 2), 2, date(2026, 3, 4)), (date(2026, 3, 5), 2, date(2026, 3, 9)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)), (date(2026, 3, 7), 1, date(2026, 3, 9)), (date(2026, 3, 2), 5, date(2026, 3, 9)),
    ],
)
def test_working_days_skip_the_weekend(day, count, then):
    assert working_days_after(day, count) == then


@pytest.mark.parametrize("days, stale", [(CONFIRM_DAYS - 1, False), (CONFIRM_DAYS, False), (CONFIRM_DAYS + 1, True)])
def test_after_a_month_it_is_stale(days, stale):
    assert is_stale(TODAY - timedelta(days=days), TODAY) is stale


FIVE = Terms(5, "issue", frozenset({"counseling", "couples"}), household=False)


@pytest.mark.parametrize(
    "terms, asked, used, code, left",
    [
        (None, {}, (), "no_contract", 0),
        (FIVE, {}, (), "covered", 5),
        (FIVE, {"relation": "partner"}, (), "not_household", 0),
        (replace(FIVE, household=True), {"relation": "partner"}, (), "covered", 5),
        (FIVE, {"service": "legal"}, (), "not_this_service", 0),
        (replace(FIVE, services=frozenset()), {"service": "legal"}, (), "covered", 5),
        (FIVE, {}, (("counseling", TODAY, 4),), "covered", 1),
        (FIVE, {}, (("counseling", TODAY, 5),), "used_up", 0),
        (FIVE, {}, (("counseling", TODAY, 6),), "used_up", 0),
        (FIVE, {}, (("couples", TODAY, 5),), "covered", 5),  # another issue
        (FIVE, {}, (("counseling", date(2025, 3, 3), 5),), "used_up", 0),  # 12 months are not over
        (FIVE, {}, (("counseling", date(2025, 3, 2), 5),), "covered", 5),
        (replace(FIVE, per="rolling"), {}, (("couples", date(2025, 3, 3), 3),), "covered", 2),
        (replace(FIVE, per="year"), {}, (("couples", date(2026, 1, 1), 3),), "covered", 2),
        (replace(FIVE, per="year"), {}, (("couples", date(2025, 12, 31), 3),), "covered", 5),
    ],
)
def test_who_is_covered_and_with_how_many_sessions(terms, asked, used, code, left):
    given = {"relation": "employee", "service": "counseling", **asked}
    verdict = judge(terms, used=tuple(Used(*row) for row in used), on=TODAY, **given)
    assert (verdict.code, verdict.left) == (code, left)


@pytest.mark.parametrize(
    "typed, pattern, ok",
    [
        ("a-12 345", "@#####", True), ("a12345", "@#####", True), ("a1234", "@#####", False), ("a123456", "@#####", False),
        ("112345", "@#####", False), ("anything", "", True), ("", "", False), ("- .", "", False),
        ("WS-17", "WS##", True), ("WX17", "WS##", False),
    ],
)
def test_a_number_has_the_format_of_its_contract(typed, pattern, ok):
    assert fits(normal_number(typed), pattern) is ok


@pytest.mark.parametrize(
    "typed, country, keys",
    [
        ("9712 ab", "NL", ["9712AB", "9712"]), ("9712", "NL", ["9712"]), ("60614-1234", "US", ["606141234", "60614"]),
        ("M1 1AA", "GB", ["M11AA", "M1"]), ("SW1A 1AA", "GB", ["SW1A1AA", "SW1A"]), ("M9", "GB", ["M9"]),
        ("m5v 2t6", "CA", ["M5V2T6", "M5V"]),
        ("Groningen", "NL", []), ("1000", "BE", ["1000"]),
    ],
)
def test_a_postcode_is_known_by_its_outer_part(typed, country, keys):
    assert postcode_keys(typed, country) == keys


def test_a_town_is_found_without_accents():
    assert city_key("  Liège ") == "liege" and city_key("'s-Hertogenbosch") == "s hertogenbosch"
