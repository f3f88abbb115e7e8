"""From which day to which evidence covers, on stand-ins: the day before, on and after each of its own days; pure."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace as Row

import pytest

from licensure.catalog import Extension, Renewal
from licensure.facts import corrected, covers
from licensure.facts.corrected import Touched, unsupported
from licensure.facts.covers import asked_on, asked_under, covers_from, last_good_day_of, shortened
from licensure.holdings import Held
from licensure.packs import SERVICES, packs
from licensure.rules import MODES
from licensure.rules import Basis as Judged
from network.dates import Span
from network.money import Money
from network.standing import Basis
from network.standing_stored import basis_stored
from tests.licensure.test_screening_read import stored

LISW = replace(packs().types["US-OH:lisw"], renewal=Renewal.ROLLING, valid_from=None, valid_to=None, extensions=())
FIRST, LOOKED, ENDS = date(2016, 3, 1), date(2027, 1, 9), date(2027, 12, 31)
DAY = timedelta(days=1)


def held(first=FIRST, last=ENDS, looked=LOOKED, key="license:1", kind=LISW, **more) -> Held:
    return Held(key, kind, first, last, verified_as_of=looked, **more)


# ── On which day it is judged ────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("first", "last", "looked", "day"),
    [
        (FIRST, ENDS, LOOKED, LOOKED), (LOOKED + DAY, ENDS, LOOKED, LOOKED + DAY), (FIRST, LOOKED - DAY, LOOKED, LOOKED - DAY),
        (FIRST, LOOKED, LOOKED, LOOKED), (LOOKED + DAY, LOOKED, LOOKED, None), (ENDS, ENDS, LOOKED, ENDS), (None, ENDS, None, None),
        (None, None, LOOKED, LOOKED), (None, None, None, None), (FIRST, None, None, FIRST), (FIRST, None, LOOKED, LOOKED),
        (None, FIRST, LOOKED, FIRST),
    ],
)  # fmt: skip
def test_a_license_is_judged_on_the_sources_day_or_the_nearest_good_one(first, last, looked, day):
    assert asked_on(held(first, last, looked)) == day


@pytest.mark.parametrize(
    ("first", "last", "day"),
    [
        (FIRST, ENDS, LOOKED), (LOOKED + DAY, ENDS, LOOKED + DAY), (FIRST, LOOKED - DAY, LOOKED - DAY), (FIRST, FIRST, FIRST),
        (FIRST - DAY, FIRST - DAY, None), (ENDS, None, ENDS), (ENDS + DAY, None, None), (None, ENDS, LOOKED), (ENDS, FIRST, None),
    ],
)  # fmt: skip
def test_a_license_under_supervision_is_judged_where_both_are_good(first, last, day):
    hers, theirs = held(), held(first, last, key="supervision:2")
    assert asked_under(hers, theirs) == day
    assert asked_under(theirs, hers) == day


def test_each_license_is_judged_on_its_own_day_and_within_each_supervision_of_it(monkeypatch):
    one, other = held(key="supervision:1", looked=LOOKED + DAY), held(key="supervision:2", looked=LOOKED + 2 * DAY)
    mine = held(supervisors=(one, other))
    assert list(covers._days(mine, "license:1")) == [(LOOKED, ""), (LOOKED + DAY, "supervision:1"), (LOOKED + 2 * DAY, "supervision:2")]
    assert list(covers._days(mine, "supervision:2")) == [(LOOKED + 2 * DAY, "supervision:2")]
    assert list(covers._days(mine, "license:9")) == []


@pytest.mark.parametrize(
    ("first", "last", "begins"),
    [(FIRST, ENDS, FIRST), (None, ENDS, LOOKED), (None, FIRST, FIRST), (None, None, LOOKED), (ENDS, FIRST, FIRST)],
)
def test_a_basis_whose_beginning_nobody_knows_begins_on_the_day_it_was_judged_for(first, last, begins):
    assert covers._first(Row(first=first, last=last), LOOKED) == begins


def test_a_compact_is_asked_everywhere_and_other_licenses_at_home():
    places = {"US-OH": 1, "US-TX": 2, "US-UT": 3}
    found = Row(places=places)
    home = held(kind=replace(LISW, compact=""))
    asked = list(covers._questions([home], found))
    assert asked == [("US-OH", service, mode, "US-OH") for service in SERVICES for mode in MODES]
    wide = held(kind=replace(LISW, compact="psypact", jurisdiction="US-UT"))
    assert {(place, where) for place, _, _, where in covers._questions([home, wide], found)} == {
        ("US-OH", "US-OH"), ("US-TX", "US-OH"), ("US-TX", "US-TX"), ("US-UT", "US-OH"), ("US-UT", "US-UT"),
    }  # fmt: skip
    assert list(covers._questions([held(kind=replace(LISW, jurisdiction="US-XX"))], found)) == []


def test_what_a_cover_rests_on_beside_its_days_is_said():
    late = Extension(ENDS, ENDS, ENDS + 30 * DAY, "https://board.example/", "", "extension:7")
    extended = held(kind=replace(LISW, extensions=(late,)))
    assert covers._extended_by([held(key="license:9"), extended], [Row(key="license:1")]) == "extension:7"
    assert covers._extended_by([extended], [Row(key="license:9")]) == ""
    assert covers._extended_by([held()], [Row(key="license:1")]) == ""
    assert (covers._ruled(Row(rule=1)), covers._ruled(Row(rule=None))) == ("rule:1", "")


# ── How long it counts ───────────────────────────────────────────────────────


def check(element="license", state="verified", as_of=LOOKED, good_through=ENDS, item="license:1", evidence=None, **values) -> Row:
    return Row(
        pk=5, element=element, state=state, as_of=as_of, good_through=good_through, item=item, values=values, evidence=evidence,
        organization=Row(zone="America/New_York"), practitioner="wren", rule=None,
    )  # fmt: skip


@pytest.fixture
def house(monkeypatch):
    """Her participation, what she holds, and the covers that are recorded."""
    found = Row(participation="hers", holdings={}, covers=[])
    monkeypatch.setattr(covers, "participation_of", lambda verification: found.participation)
    monkeypatch.setattr(covers, "holdings", lambda *about: found.holdings)
    rows = stored()
    rows.objects.current = lambda: Row(filter=lambda **wanted: found.covers)
    monkeypatch.setattr(covers, "Cover", rows)
    return found


@pytest.mark.parametrize(
    ("told", "last"),
    [
        ({}, date(2028, 6, 30)), ({"state": "obtained"}, ENDS), ({"item": "license:9"}, ENDS), ({"element": "insurance"}, ENDS),
        ({"item": "supervision:2"}, date(2027, 5, 31)), ({"status": "active"}, date(2028, 6, 30)), ({"status": "revoked"}, LOOKED - DAY),
        ({"status": "revoked", "status_since": "2026-12-01"}, date(2026, 11, 30)), ({"status": "revoked", "as_of": None}, None),
        ({"element": "insurance", "status": "revoked"}, ENDS), ({"encumbered": True}, date(2028, 6, 30)),
        ({"status": "probation"}, date(2028, 6, 30)), ({"element": "supervision", "encumbered": True}, LOOKED - DAY),
        ({"element": "supervision", "status": "probation"}, LOOKED - DAY), ({"element": "supervision"}, date(2028, 6, 30)),
        ({"element": "register", "status": "lapsed"}, LOOKED - DAY), ({"element": "insurance", "encumbered": True}, ENDS),
    ],
)  # fmt: skip
def test_the_last_good_day_is_the_packs_the_sources_or_the_day_before_what_stops_her(house, told, last):
    supervisor = held(last=date(2027, 5, 31), key="supervision:2")
    house.holdings = {"license:1": held(last=date(2028, 6, 30), supervisors=(supervisor,))}
    assert last_good_day_of(check(**told)) == last


def cover(*bases, key="cover:1") -> Row:
    spans = [Basis(name, Span(FIRST, last, "UTC")) for name, last in bases]
    return Row(key=key, bases=[basis_stored(each) for each in spans])


def ends_of(found) -> list:
    return [each.bases and {one.key: one.span.last for one in each.bases} for each in found]


@pytest.mark.parametrize(
    ("reaches", "good_through", "ends"),
    [
        (ENDS, ENDS, []), (ENDS + DAY, ENDS, [ENDS]), (None, ENDS, [ENDS]), (ENDS - DAY, ENDS, []), (ENDS, None, []),
        (ENDS, FIRST, [FIRST]), (ENDS, FIRST - DAY, [None]),
    ],
)  # fmt: skip
def test_a_cover_that_reaches_further_than_its_source_says_ends_there(house, reaches, good_through, ends):
    house.covers = [cover(("license:1", reaches), ("license:2", None)), cover(("license:2", None))]
    found = shortened(check("insurance", good_through=good_through))
    assert [each and {one: each[one] for one in ("license:1", "license:2")} for each in ends_of(found)] == [
        day and {"license:1": day, "license:2": None} for day in ends
    ]
    assert shortened(check("insurance", good_through=good_through), kept={"cover:1"}) == []
    assert shortened(check("insurance", good_through=good_through, item="")) == []
    house.participation = None
    assert shortened(check("insurance", good_through=good_through)) == []


@pytest.mark.parametrize(
    ("told", "ended"),
    [
        ({}, []), ({"encumbered": True}, [LOOKED - DAY]), ({"status": "probation"}, [LOOKED - DAY]),
        ({"status": "conditional"}, [LOOKED - DAY]),
        ({"status": "probation", "status_since": "2026-12-01"}, [date(2026, 11, 30)]), ({"status": "active"}, []),
        ({"encumbered": True, "as_of": None}, []), ({"element": "insurance", "encumbered": True}, []),
    ],
)  # fmt: skip
def test_discipline_takes_the_compact_and_leaves_the_license_itself(house, told, ended):
    house.holdings = {"license:1": held(), "license:2": held(key="license:2", kind=replace(LISW, compact="psypact"))}
    house.covers = [cover(("license:1", ENDS)), cover(("license:1", ENDS), ("license:2", ENDS), key="cover:2")]
    found = shortened(check(**told))
    assert [(each.cover.key, each.bases[0].span.last) for each in found] == [("cover:2", day) for day in ended]
    del house.holdings["license:1"]
    alone = shortened(check(**told, good_through=None))
    assert [(each.cover.key, each.bases[0].span.last) for each in alone] == [("cover:2", day) for day in ended]


# ── Which covers it gives ────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("under", "bases", "given"),
    [
        ("", ["license:1"], True), ("", ["license:1", "supervision:1"], False), ("supervision:1", ["license:1", "supervision:1"], True),
        ("supervision:1", ["license:1"], False), ("supervision:1", ["license:1", "supervision:2"], False),
    ],
)  # fmt: skip
def test_a_cover_is_given_on_the_day_it_was_asked_for_and_on_no_other_supervision(monkeypatch, under, bases, given):
    mine = held(supervisors=(held(key="supervision:1"), held(key="supervision:2")))
    found, asked = {"bases": [Row(key=key) for key in bases]}, []
    monkeypatch.setattr(covers, "held_through_moves", lambda *about: [mine])
    monkeypatch.setattr(covers, "_days", lambda one, item: [(None, under), (LOOKED, under), (LOOKED, under)])
    monkeypatch.setattr(covers, "_on", lambda check, mine, day, on: asked.append(day) or [found])
    assert list(covers._authority(check(), LOOKED)) == ([found] if given else [])
    assert asked == [LOOKED]


ALONE, TOGETHER = ("license:1",), ("license:1", "license:2")


@pytest.mark.parametrize(
    ("ways", "given"),
    [
        ([("US-OH", "US-OH", ALONE, MODES)], [("US-OH", None, None)]), ([("US-OH", "US-TX", ALONE, MODES)], [("US-OH", None, None)]),
        ([("US-OH", "US-OH", TOGETHER, MODES[:2])], [("US-OH", set(MODES[:2]), None)]),
        ([("US-OH", "US-TX", TOGETHER, MODES)], [("US-OH", None, {"US-TX"})]),
        ([("US-OH", "US-OH", TOGETHER, MODES), ("US-OH", "US-TX", TOGETHER, MODES)], [("US-OH", None, None)]),
        ([("US-OH", "US-OH", TOGETHER, MODES[:1]), ("US-OH", "US-TX", TOGETHER, MODES[:1])], [("US-OH", set(MODES[:1]), None)]),
        (
            [("US-OH", "US-OH", TOGETHER, MODES[:1]), ("US-OH", "US-TX", TOGETHER, MODES[:2])],
            [("US-OH", set(MODES[:1]), None), ("US-OH", set(MODES[:2]), {"US-TX"})],
        ),
    ],
)  # fmt: skip
def test_where_she_must_sit_is_said_only_of_two_licenses_together_and_of_what_is_not_given_anyway(monkeypatch, ways, given):
    way = {keys: Row(bases=tuple(Judged(key, FIRST, ENDS, "UTC") for key in keys)) for keys in (ALONE, TOGETHER)}
    asked = [(place, "counseling", mode, where, way[keys]) for place, where, keys, modes in ways for mode in modes]
    monkeypatch.setattr(covers, "_ways", lambda *about: asked)
    found = list(covers._on(check(), [held()], LOOKED, LOOKED))
    assert [(each["jurisdiction"], each["modes"], each["practitioner_in"]) for each in found] == given
    assert {(basis.span.first, basis.span.last) for each in found for basis in each["bases"]} == {(FIRST, ENDS)}


# ── Insurance ────────────────────────────────────────────────────────────────


def policy(**changes) -> Row:
    told = {"key": "credential:3", "covers_from": FIRST, "covers_through": ENDS, "currency": "USD", "per_claim": 100, "aggregate": None}
    return Row(**{**told, **changes})


@pytest.mark.parametrize(
    ("row", "told", "days"),
    [
        (policy(), {}, (FIRST, LOOKED)), (policy(), {"good_through": None}, (FIRST, ENDS)), (policy(covers_from=None), {}, None),
        (policy(currency=""), {}, None), (None, {}, None), (None, {"good_through": None}, None),
        (policy(covers_from=LOOKED), {}, (LOOKED, LOOKED)),
        (policy(covers_from=LOOKED + DAY), {}, None), (policy(covers_through=None), {"good_through": None}, (FIRST, None)),
    ],
)  # fmt: skip
def test_a_policy_covers_its_own_days_as_far_as_its_source_says(house, row, told, days):
    found = covers_from(check("insurance", evidence=row, **{"good_through": LOOKED, **told}), on=LOOKED)
    assert [(basis.span.first, basis.span.last) for each in found for basis in each["bases"]] == ([days] if days else [])
    assert [each["participation"] for each in found] == (["hers"] if days else [])


@pytest.mark.parametrize(
    ("said", "amounts"),
    [
        ({}, {"per_claim": 100}), ({"per_claim": 90, "aggregate": 300}, {"per_claim": 90, "aggregate": 300}),
        ({"per_claim": 0}, {"per_claim": 0}),
    ],
)  # fmt: skip
def test_the_amounts_are_the_sources_and_else_hers(house, said, amounts):
    (found,) = covers_from(check("insurance", evidence=policy(), **said), on=LOOKED)
    assert found["amounts"] == {name: Money(value, "USD") for name, value in amounts.items()}
    assert (found["verification"], found["bases"][0].span.zone) == ("verification:5", "America/New_York")


@pytest.mark.parametrize("told", [{"state": "obtained"}, {"element": "identity"}])
def test_what_is_not_verified_or_no_evidence_of_this_kind_gives_nothing(house, told):
    assert covers_from(check(**{"element": "insurance", "evidence": policy(), **told}), on=LOOKED) == []
    house.participation = None
    assert covers_from(check("insurance", evidence=policy()), on=LOOKED) == []


# ── What falls with a corrected row ──────────────────────────────────────────


@pytest.mark.parametrize(
    ("keys", "place", "kept", "falls"),
    [
        ({"license:1"}, "", set(), ["cover:1", "cover:2"]), ({"license:2"}, "", set(), ["cover:2"]), (set(), "", set(), []),
        ({"license:1"}, "", {"cover:1"}, ["cover:2"]), (set(), "US-OH", set(), ["cover:1"]), ({"license:1"}, "US-TX", set(), ["cover:2"]),
    ],
)  # fmt: skip
def test_a_cover_falls_in_which_the_corrected_row_takes_part_and_which_is_given_no_longer(monkeypatch, house, keys, place, kept, falls):
    one, two = cover(("license:1", ENDS)), cover(("license:1", ENDS), ("license:2", ENDS), key="cover:2")
    one.jurisdiction, two.jurisdiction = "US-OH", "US-TX"
    rows = stored()
    rows.objects.current = lambda: Row(filter=lambda **wanted: [one, two])
    monkeypatch.setattr(corrected, "Cover", rows)
    monkeypatch.setattr(corrected, "participation_of", lambda verification: house.participation)
    concerned = Touched((), frozenset(keys), place)
    assert [each.key for each in unsupported(check(), concerned, kept=kept)] == falls
    house.participation = None
    assert unsupported(check(), concerned, kept=kept) == []
