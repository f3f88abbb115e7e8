"""Good standing, by table: each span end at -1, 0 and +1, each kind of cover, each zone, each scope of a hold."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from network.dates import At, Day, Span
from network.money import Money
from network.standing import (
    Acceptance,
    Basis,
    Cover,
    CoverKind,
    Grant,
    HoldReason,
    Limits,
    Use,
    clear,
    governing,
    in_scope,
    lies_within,
)
from tests.network.standing_cases import (
    BOARD,
    DECIDED,
    DUE,
    FIRST,
    LICENSE,
    MILLION,
    NEED,
    ON,
    POLICY,
    ROWS,
    SERVE,
    THREE,
    ZONE,
    codes,
    hold,
    need,
    with_cover,
    with_grant,
)

SESSION, RELEASE = need(use=Use.SESSION), need(use=Use.RELEASE)


def around(day: date) -> list[Day]:
    """The day before, the day, the day after."""
    return [Day(day + timedelta(days=n)) for n in (-1, 0, 1)]


@pytest.mark.parametrize("use", list(Use))
def test_a_granted_covered_therapist_with_both_terms_is_clear_for_everything(use):
    assert codes(ROWS, need(use=use)) == ()


# ── terms ────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("use", [Use.OFFER, Use.SESSION])
@pytest.mark.parametrize("missing", [0, 1])
def test_both_sets_of_terms_are_needed(use, missing):
    rows = replace(ROWS, acceptances=(ROWS.acceptances[1 - missing],))
    assert codes(rows, need(use=use)) == ("terms_not_accepted",)


def test_terms_count_from_the_day_they_were_accepted():
    assert [codes(ROWS, SESSION, when) for when in around(date(2026, 1, 12))] == [("terms_not_yet_accepted",), (), ()]


def test_terms_count_through_their_last_day():
    ended = Acceptance("payment", Span(date(2026, 1, 12), date(2026, 3, 3), ZONE))
    rows = replace(ROWS, acceptances=(ROWS.acceptances[0], ended))
    assert [codes(rows, NEED, when) for when in around(date(2026, 3, 3))] == [(), (), ("terms_ended",)]


def test_terms_that_ended_and_were_accepted_again_later_say_when_they_ended():
    pair = (
        Acceptance("payment", Span(date(2026, 1, 12), date(2026, 2, 1))),
        Acceptance("payment", Span(date(2026, 1, 12), date(2026, 2, 15))),
        Acceptance("payment", Span(date(2026, 4, 1))),
        Acceptance("payment", Span(date(2026, 5, 1))),
    )
    (found,) = replace(ROWS, acceptances=(ROWS.acceptances[0], *pair)).clear(NEED, ON).reasons
    assert (found.code, found["kind"], found["last"]) == ("terms_ended", "payment", date(2026, 2, 15))
    (found,) = replace(ROWS, acceptances=(ROWS.acceptances[0], *pair[2:])).clear(NEED, ON).reasons
    assert (found.code, found["first"]) == ("terms_not_yet_accepted", date(2026, 4, 1))


def test_terms_that_will_begin_and_end_have_not_ended():
    coming = Acceptance("payment", Span(date(2026, 4, 1), date(2026, 4, 30)))
    assert codes(replace(ROWS, acceptances=(ROWS.acceptances[0], coming))) == ("terms_not_yet_accepted",)


# ── grants ───────────────────────────────────────────────────────────────────
def test_a_grant_counts_from_its_first_day():
    rows = replace(ROWS, acceptances=tuple(replace(row, span=Span(date(2025, 1, 1))) for row in ROWS.acceptances))
    assert [codes(rows, NEED, when) for when in around(FIRST)] == [("grant_not_started",), (), ()]


@pytest.mark.parametrize(
    ("asked", "last", "code"), [(NEED, DUE, "vetting_overdue"), (SESSION, SERVE, "service_ended")]
)
def test_past_the_due_date_offers_stop_and_sessions_go_on_until_served(asked, last, code):
    covers = tuple(replace(row, bases=(Basis("x", Span(FIRST)),)) for row in ROWS.covers)
    rows = replace(ROWS, covers=covers)
    assert [codes(rows, asked, when) for when in around(last)] == [(), (), (code,)]


def test_without_a_served_until_day_sessions_stop_with_the_grant():
    rows = with_grant(span=Span(FIRST, date(2026, 3, 3), ZONE), serve_until=None)
    assert [codes(rows, SESSION, when) for when in around(date(2026, 3, 3))] == [(), (), ("service_ended",)]


@pytest.mark.parametrize(("span", "serve"), [(Span(FIRST), SERVE), (Span(FIRST, DUE), DUE - timedelta(days=1))])
def test_a_served_until_day_before_the_due_date_or_without_one_is_refused(span, serve):
    with pytest.raises(ValueError, match="serve_until"):
        Grant(span, serve_until=serve)


def test_a_served_until_day_equal_to_the_due_date_is_allowed():
    assert Grant(Span(FIRST, DUE), serve_until=DUE).service_span() == Span(FIRST, DUE)


@pytest.mark.parametrize(
    "asked",
    [need(service="couples"), need(client_in="US-IN"), need(client_in="NL"), need(panel="steel"), need(client_in="US")],
)
def test_a_grant_is_for_its_service_place_and_panel(asked):
    assert "not_granted" in codes(ROWS, asked)


def test_a_grant_for_all_services_places_and_panels_is_for_any():
    rows = with_grant(service=None, jurisdictions=None, panel=None)
    asked = need(service="couples", panel="steel")
    assert codes(rows, asked) == ()
    assert rows.grants[0].concerns(need(client_in="NL"))


def test_a_grant_for_a_panel_is_not_for_the_network_itself():
    assert codes(with_grant(panel="steel"), need(panel="steel")) == ()
    assert codes(with_grant(panel="steel"), NEED) == ("not_granted",)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Limits(modes=frozenset({"video"})), ("mode_not_granted",)),
        (Limits(modes=frozenset({"in_person"})), ()),
        (Limits(age_bands=frozenset({"child"})), ("age_band_not_granted",)),
        (Limits(age_bands=frozenset({"adult"})), ()),
        (Limits(modes=frozenset(), age_bands=frozenset()), ("age_band_not_granted", "mode_not_granted")),
    ],
)
def test_a_grant_may_be_limited_in_mode_and_age(limits, expected):
    assert codes(with_grant(limits=limits)) == expected


DENIAL = Grant(
    Span(date(2026, 3, 3), None, ZONE), granted=False, panel=None, key="g2", decision="D-2",
    decided_at=DECIDED + timedelta(days=30),
)


def test_a_later_denial_replaces_the_grant_from_its_first_day():
    rows = replace(ROWS, grants=(*ROWS.grants, DENIAL))
    assert [codes(rows, SESSION, when) for when in around(date(2026, 3, 3))] == [(), ("denied",), ("denied",)]


def test_an_earlier_denial_is_replaced_by_a_later_grant():
    earlier = replace(DENIAL, span=Span(date(2026, 1, 1), None, ZONE), decided_at=DECIDED - timedelta(days=1))
    assert codes(replace(ROWS, grants=(earlier, *ROWS.grants))) == ()


def test_a_denial_elsewhere_does_not_matter():
    elsewhere = replace(DENIAL, jurisdictions=frozenset({"US-IN"}))
    assert codes(replace(ROWS, grants=(*ROWS.grants, elsewhere))) == ()


def test_on_a_tie_the_denial_counts():
    tied = replace(DENIAL, decided_at=DECIDED, key="a-key-before-g1")
    assert codes(replace(ROWS, grants=(*ROWS.grants, tied))) == ("denied",)


def test_a_later_grant_that_ended_does_not_bring_the_earlier_one_back():
    short = replace(ROWS.grants[0], span=Span(date(2026, 2, 1), date(2026, 3, 2), ZONE), serve_until=None)
    short = replace(short, key="g3", decided_at=DECIDED + timedelta(seconds=1))
    assert codes(replace(ROWS, grants=(*ROWS.grants, short))) == ("vetting_overdue",)


def test_what_governs_is_the_last_decided_of_those_that_began():
    future = replace(DENIAL, span=Span(date(2026, 3, 4), None, ZONE))
    undated = replace(ROWS.grants[0], decided_at=None, key="z")
    assert governing((undated, *ROWS.grants, future), NEED, ON) == ROWS.grants[0]
    assert governing((future,), NEED, ON) is None
    assert codes(replace(ROWS, grants=(future,))) == ("not_granted",)


def test_the_reason_names_the_next_grant():
    days = (date(2026, 5, 1), date(2026, 4, 1))
    coming = tuple(replace(ROWS.grants[0], span=Span(day), serve_until=None) for day in days)
    (found,) = replace(ROWS, grants=coming).clear(NEED, ON).reasons
    assert (found.code, found["first"]) == ("grant_not_started", date(2026, 4, 1))


# ── covers ───────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("asked", [NEED, SESSION])
def test_every_required_kind_of_cover_is_needed(index, asked):
    rows = replace(ROWS, covers=(ROWS.covers[1 - index],))
    (found,) = rows.clear(asked, ON).reasons
    assert (found.code, found["kind"]) == ("cover_missing", str(ROWS.covers[index].kind))


def test_a_kind_the_grant_does_not_require_is_not_asked():
    rows = with_grant(requires=frozenset({CoverKind.AUTHORITY}))
    assert codes(replace(rows, covers=ROWS.covers[:1])) == ()
    assert codes(replace(with_grant(requires=frozenset()), covers=())) == ()


@pytest.mark.parametrize(("index", "last"), [(0, LICENSE.span.last), (1, POLICY.span.last)])
def test_a_cover_counts_through_its_last_day(index, last):
    other = with_cover(1 - index, bases=(Basis("x", Span(FIRST)),))
    assert [codes(other, SESSION, when) for when in around(last)] == [(), (), ("cover_lapsed",)]


@pytest.mark.parametrize("index", [0, 1])
def test_a_cover_counts_from_its_first_day(index):
    rows = with_cover(index, bases=(Basis("x", Span(date(2026, 3, 3), None, ZONE)),))
    assert [codes(rows, SESSION, when) for when in around(date(2026, 3, 3))] == [("cover_not_started",), (), ()]


def test_a_compact_privilege_needs_the_home_license_and_the_privilege():
    home = Basis("license:1", Span(date(2020, 1, 1), date(2026, 3, 3), BOARD))
    privilege = Basis("privilege:2", Span(date(2026, 3, 3), date(2026, 8, 1), BOARD))
    rows = with_cover(0, bases=(home, privilege))
    assert [codes(rows, SESSION, when) for when in around(date(2026, 3, 3))] == [
        ("cover_not_started",), (), ("cover_lapsed",),
    ]
    (found,) = rows.clear(SESSION, Day(date(2026, 9, 1))).reasons
    assert (found["basis"], found["last"]) == ("license:1", date(2026, 3, 3))


def test_of_several_bases_still_to_begin_the_last_one_counts():
    bases = tuple(Basis(f"b{day}", Span(date(2026, 4, day))) for day in (1, 9, 5))
    (found,) = with_cover(0, bases=bases).clear(NEED, ON).reasons
    assert (found["basis"], found["first"]) == ("b9", date(2026, 4, 9))


def test_a_basis_that_has_begun_in_its_own_zone_is_not_the_one_waited_for():
    bases = Basis("z", Span(date(2026, 3, 3), None, "Pacific/Auckland")), Basis("a", Span(date(2026, 3, 3), None, BOARD))
    (found,) = with_cover(0, bases=bases).clear(NEED, At(datetime(2026, 3, 3, 3, tzinfo=UTC))).reasons
    assert (found["basis"], found["first"]) == ("a", date(2026, 3, 3))


def test_alternatives_are_alternatives():
    lapsed = replace(ROWS.covers[0], bases=(Basis("old", Span(date(2020, 1, 1), date(2021, 1, 1))),), key="c0")
    assert codes(replace(ROWS, covers=(lapsed, *ROWS.covers))) == ()


def test_a_gap_names_the_last_that_lapsed_and_the_next_that_begins():
    days = [(date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 1, 1), date(2026, 2, 28))]
    days += [(date(2026, 5, 1), None), (date(2026, 4, 1), None)]
    policies = tuple(
        replace(ROWS.covers[1], bases=(Basis(f"p{n}", Span(first, last)),), key=f"p{n}")
        for n, (first, last) in enumerate(days)
    )
    lapsed, coming = replace(ROWS, covers=(ROWS.covers[0], *policies)).clear(NEED, ON).reasons
    assert (lapsed.code, lapsed["basis"], lapsed["last"]) == ("cover_lapsed", "p1", date(2026, 2, 28))
    assert (coming.code, coming["basis"], coming["first"]) == ("cover_not_started", "p3", date(2026, 4, 1))


def test_a_renewed_policy_verified_late_covers_the_days_it_says():
    renewed = replace(ROWS.covers[1], bases=(Basis("p2", Span(date(2027, 1, 1), date(2027, 12, 31), ZONE)),), key="c3")
    gap = replace(renewed, bases=(Basis("p2", Span(date(2027, 1, 2), date(2027, 12, 31), ZONE)),))
    first = Day(date(2027, 1, 1))
    assert codes(ROWS, SESSION, first) == ("cover_lapsed",)
    assert codes(replace(ROWS, covers=(*ROWS.covers, renewed)), SESSION, first) == ()
    assert codes(replace(ROWS, covers=(*ROWS.covers, gap)), SESSION, first) == ("cover_lapsed", "cover_not_started")


@pytest.mark.parametrize(
    ("index", "changes", "asked", "expected"),
    [
        (0, {"jurisdiction": "US-IN"}, {}, ("cover_missing",)),
        (0, {"jurisdiction": "US"}, {}, ()),
        (0, {"jurisdiction": "US-I"}, {}, ("cover_missing",)),
        (0, {"jurisdiction": None}, {}, ()),
        (0, {"service": "couples"}, {}, ("cover_missing",)),
        (0, {"service": "counseling"}, {}, ()),
        (0, {"modes": frozenset({"video"})}, {}, ("cover_missing",)),
        (0, {"modes": frozenset({"video"})}, {"mode": "video"}, ()),
        (0, {}, {"practitioner_in": "US-IN"}, ("cover_missing",)),
        (0, {"practitioner_in": frozenset({"US-IN", "US-IL"})}, {"practitioner_in": "US-IN"}, ()),
        (0, {"practitioner_in": frozenset({"US"})}, {"practitioner_in": "US-IN"}, ()),
        (0, {"practitioner_in": None}, {"practitioner_in": "NL"}, ()),
        (0, {"practitioner_in": frozenset()}, {}, ("cover_missing",)),
    ],
)
def test_a_cover_is_for_its_place_service_and_mode(index, changes, asked, expected):
    assert codes(with_cover(index, **changes), need(**asked)) == expected


@pytest.mark.parametrize(
    ("per_claim", "aggregate", "expected"),
    [
        (Money(99_999_999, "USD"), THREE, ("amount_too_low",)),
        (MILLION, THREE, ()),
        (Money(100_000_001, "USD"), THREE, ()),
        (Money(89_999_999, "EUR"), THREE, ("amount_too_low",)),
        (Money(90_000_000, "EUR"), THREE, ()),
        (Money(100_000_000, "GBP"), THREE, ("amount_in_other_currency",)),
        (MILLION, Money(299_999_999, "USD"), ("amount_too_low",)),
        (MILLION, None, ("amount_unknown",)),
        (Money(1, "USD"), Money(1, "USD"), ("amount_too_low", "amount_too_low")),
    ],
)
def test_insurance_reaches_the_minimum_the_grant_was_decided_on(per_claim, aggregate, expected):
    amounts = [("per_claim", per_claim), ("aggregate", aggregate)]
    rows = with_cover(1, amounts=tuple(pair for pair in amounts if pair[1]))
    assert codes(rows) == expected


@pytest.mark.parametrize(("has", "code", "needs"), [
    (None, "amount_unknown", MILLION), (Money(1, "GBP"), "amount_in_other_currency", MILLION),
    (Money(1, "USD"), "amount_too_low", MILLION), (Money(1, "EUR"), "amount_too_low", Money(90_000_000, "EUR")),
])
def test_the_reason_names_what_is_needed_in_her_currency_or_else_in_the_first(has, code, needs):
    amounts = (("aggregate", THREE), *([("per_claim", has)] if has else []))
    (found,) = with_cover(1, amounts=amounts).clear(NEED, ON).reasons
    assert (found.code, found["name"], found["needs"]) == (code, "per_claim", needs)


def test_one_policy_large_enough_beside_a_small_one_is_enough():
    small = replace(ROWS.covers[1], amounts=(("per_claim", Money(1, "USD")), ("aggregate", THREE)), key="c3")
    assert codes(replace(ROWS, covers=(small, *ROWS.covers))) == ()


def test_a_grant_without_minimums_asks_for_any_insurance():
    assert codes(replace(with_grant(minimums=()), covers=with_cover(1, amounts=()).covers)) == ()


def test_a_cover_rests_on_something():
    with pytest.raises(ValueError, match="basis"):
        Cover(CoverKind.AUTHORITY, ())


# ── zones ────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("zone", "place", "last_instant"),
    [
        ("America/Chicago", "US-IL", datetime(2026, 7, 1, 5, tzinfo=UTC)),
        ("America/Los_Angeles", "US-CA", datetime(2026, 7, 1, 7, tzinfo=UTC)),
        ("Europe/Amsterdam", "NL", datetime(2026, 6, 30, 22, tzinfo=UTC)),
    ],
)
def test_a_license_is_valid_through_the_end_of_its_day_in_its_boards_zone(zone, place, last_instant):
    basis = Basis("license:1", Span(date(2020, 1, 1), date(2026, 6, 30), zone))
    license = Cover("authority", (basis,), place, key="c1")
    anywhere = replace(ROWS.covers[1], jurisdiction=None)
    rows = replace(with_grant(jurisdictions=None), covers=(license, anywhere))
    asked = need(client_in=place, practitioner_in=place)
    tick = timedelta(microseconds=1)
    assert codes(rows, asked, At(last_instant - tick)) == ()
    assert codes(rows, asked, At(last_instant)) == ("cover_lapsed",)
    assert codes(rows, replace(asked, use=Use.SESSION), Day(date(2026, 6, 30))) == ()
    assert codes(rows, replace(asked, use=Use.SESSION), Day(date(2026, 7, 1))) == ("cover_lapsed",)


def test_one_instant_falls_on_two_days_for_two_rows():
    # 04:30 UTC on 1 July is 1 July in New York (the organization) and 30 June in Chicago (the board)
    when = At(datetime(2026, 7, 1, 4, 30, tzinfo=UTC))
    rows = with_cover(0, bases=(Basis("license:1", Span(date(2020, 1, 1), date(2026, 6, 30), BOARD)),))
    assert codes(rows, NEED, when) == ()
    starting = with_cover(0, bases=(Basis("license:1", Span(date(2026, 7, 1), None, BOARD)),))
    assert codes(starting, NEED, when) == ("cover_not_started",)
    from_first = hold(first=date(2026, 7, 1))
    assert codes(replace(rows, holds=(from_first,)), NEED, when) == ("held",)


# ── holds ────────────────────────────────────────────────────────────────────
def test_a_hold_stops_from_its_first_through_its_last_day():
    rows = replace(ROWS, holds=(hold(first=date(2026, 3, 3), last=date(2026, 3, 5)),))
    days = [Day(date(2026, 3, day)) for day in (2, 3, 4, 5, 6)]
    assert [codes(rows, NEED, when) for when in days] == [(), ("held",), ("held",), ("held",), ()]


@pytest.mark.parametrize("stops", [("offer",), ("session",), ("release",), ("offer", "session"), tuple(Use)])
@pytest.mark.parametrize("use", list(Use))
def test_a_hold_stops_the_uses_it_names(stops, use):
    assert bool(codes(replace(ROWS, holds=(hold(stops=stops),)), need(use=use))) is (use in stops)


SCOPES = [
    ({"jurisdiction": "US-IL"}, True), ({"jurisdiction": "US"}, True), ({"jurisdiction": "US-IN"}, False),
    ({"jurisdiction": "NL"}, False), ({"service": "counseling"}, True), ({"service": "couples"}, False),
    ({"mode": "in_person"}, True), ({"mode": "video"}, False), ({"age_band": "adult"}, True),
    ({"age_band": "child"}, False), ({"service": "counseling", "mode": "video"}, False), ({}, True),
]


@pytest.mark.parametrize(("scope", "stopped"), SCOPES)
@pytest.mark.parametrize("use", list(Use))
def test_a_hold_stops_only_in_its_scope(scope, stopped, use):
    assert bool(codes(replace(ROWS, holds=(hold(stops=tuple(Use), **scope),)), need(use=use))) is stopped


def test_a_hold_on_a_basis_stops_only_what_rests_on_it():
    held = replace(ROWS, holds=(hold("license", stops=("offer", "session"), basis="license:1"),))
    (found,) = held.clear(NEED, ON).reasons
    assert (found.code, found["basis"], found["why"]) == ("cover_held", "license:1", "license")
    other = replace(ROWS.covers[0], bases=(Basis("license:2", Span(date(2020, 1, 1))),), key="c9")
    assert codes(replace(held, covers=(*held.covers, other))) == ()
    assert codes(replace(ROWS, holds=(hold(basis="license:7"),))) == ()
    assert codes(held, need(use=Use.RELEASE)) == ()


def test_a_hold_on_a_basis_stops_only_in_its_scope_and_days():
    assert codes(replace(ROWS, holds=(hold(basis="license:1", mode="video"),))) == ()
    assert codes(replace(ROWS, holds=(hold(basis="license:1", first=date(2026, 3, 4)),))) == ()


def test_a_hold_on_a_basis_cannot_stop_a_release():
    with pytest.raises(ValueError, match="release"):
        hold(stops=("release",), basis="license:1")


def test_a_hold_stops_something():
    with pytest.raises(ValueError, match="at least one"):
        hold(stops=())


@pytest.mark.parametrize("reason", list(HoldReason))
@pytest.mark.parametrize(("last", "ahead"), [(2, False), (3, False), (4, True)])
def test_only_leave_and_notice_may_end_by_the_clock(reason, last, ahead):
    recorded = datetime(2026, 3, 4, 4, 59, tzinfo=UTC)  # still 3 March in New York
    fields = {"last": date(2026, 3, last), "recorded_at": recorded}
    if ahead and reason not in (HoldReason.LEAVE, HoldReason.NOTICE):
        with pytest.raises(ValueError, match="ends only when a person"):
            hold(reason, **fields)
    else:
        assert hold(reason, **fields).ends_by_itself is ahead


def test_release_asks_nothing_but_the_holds_that_stop_it():
    nothing = replace(ROWS, acceptances=(), grants=(), covers=())
    assert codes(nothing, RELEASE) == ()
    assert codes(replace(nothing, holds=(hold("exclusion", stops=tuple(Use)),)), RELEASE) == ("held",)
    assert codes(replace(nothing, holds=(hold("license", stops=("offer", "session")),)), RELEASE) == ()


def test_every_reason_is_given_at_once_in_a_fixed_order():
    rows = replace(ROWS, acceptances=(), covers=(), holds=(hold(), hold("pause", key="h2")))
    expected = ("cover_missing", "cover_missing", "held", "held", "terms_not_accepted", "terms_not_accepted")
    assert codes(rows) == expected


def test_the_same_reason_twice_is_said_once():
    assert codes(replace(ROWS, holds=(hold(), hold()))) == ("held",)


# ── places ───────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("place", "scope", "expected"),
    [
        ("US-IL", "US-IL", True), ("US-IL", "US", True), ("US", "US-IL", False), ("US-IL", "US-I", False),
        ("NL", "US", False),
    ],
)
def test_a_place_lies_within_itself_and_its_country(place, scope, expected):
    assert lies_within(place, scope) is expected


def test_no_scope_means_everywhere_and_an_empty_one_nowhere():
    assert in_scope("NL", None)
    assert not in_scope("NL", ())


def test_clear_takes_the_rows_one_kind_at_a_time():
    assert clear(ROWS.acceptances, ROWS.grants, ROWS.covers, ROWS.holds, NEED, ON).ok
