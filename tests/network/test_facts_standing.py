"""Rows of standing as they are stored become the rows it is computed from: what is empty there means all."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Row

import pytest

from network.dates import Span
from network.facts import standing as facts
from network.models import Participation
from network.standing import AcceptanceKind, Basis, CoverKind, HoldReason, Limits, Use
from tests.network import cast

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
FIRST, LAST, ZONE = date(2026, 3, 1), date(2028, 2, 29), "America/New_York"
SPAN = Span(FIRST, LAST, ZONE)
OWN = {"key": "k1", "revision": 2, "recorded_at": AT, "void": True, "source": "verification:7"}
WHEN = {"first": FIRST, "last": LAST, "zone": ZONE}


def own(row):
    return {name: getattr(row, name) for name in OWN}


def test_an_acceptance_keeps_its_kind_and_days():
    row = facts.acceptance(Row(kind="referral", **WHEN, **OWN))
    assert (row.kind, row.span, own(row)) == (AcceptanceKind.REFERRAL, SPAN, OWN)


GRANT = {
    "service": "counseling", "jurisdictions": ["US-OH"], "every_panel": False, "panel": Row(code="EAP"), "granted": True,
    "limits": {"modes": ["video"], "age_bands": ["adult"]}, "requires": ["authority"], "minimums": {}, "serve_until": LAST,
    "decided_at": AT, "decision": "decision:3",
}


def test_a_grant_says_what_it_is_limited_to():
    row = facts.grant(Row(**GRANT, **WHEN, **OWN))
    assert (row.service, row.jurisdictions, row.panel, row.granted) == ("counseling", frozenset({"US-OH"}), "EAP", True)
    assert row.limits == Limits(frozenset({"video"}), frozenset({"adult"})) and row.requires == frozenset({CoverKind.AUTHORITY})
    assert (row.serve_until, row.decided_at, row.decision, row.span, own(row)) == (LAST, AT, "decision:3", SPAN, OWN)


@pytest.mark.parametrize(("every_panel", "panel", "read"), [
    (True, None, None), (True, Row(code="EAP"), None), (False, None, ""), (False, Row(code="EAP"), "EAP"),
])
def test_what_a_grant_leaves_empty_is_everything_and_a_panel_is_one_every_or_none(every_panel, panel, read):
    fields = {**GRANT, "service": "", "jurisdictions": None, "limits": {}, "every_panel": every_panel, "panel": panel}
    row = facts.grant(Row(**fields, **WHEN, **OWN))
    assert (row.service, row.jurisdictions, row.limits, row.panel) == (None, None, Limits(), read)


SCOPE = {"jurisdiction": "US-OH", "service": "counseling"}


@pytest.mark.parametrize(("scope", "read"), [(SCOPE, tuple(SCOPE.values())), (dict.fromkeys(SCOPE, ""), (None, None))])
def test_a_cover_is_for_a_place_and_a_service_or_for_all(scope, read):
    basis = {"key": "b1", "first": "2026-03-01", "last": None, "zone": ZONE}
    stored = Row(kind="authority", bases=[basis], modes=["video"], practitioner_in=None, amounts={}, **scope, **OWN)
    row = facts.cover(stored)
    assert ((row.jurisdiction, row.service), row.modes, row.practitioner_in) == (read, frozenset({"video"}), None)
    assert (row.kind, row.bases, own(row)) == (CoverKind.AUTHORITY, (Basis("b1", Span(FIRST, None, ZONE)),), OWN)


STOP = {**SCOPE, "mode": "video", "age_band": "adult", "basis": "b1"}


@pytest.mark.parametrize(("scope", "read"), [(STOP, tuple(STOP.values())), (dict.fromkeys(STOP, ""), (None,) * 5)])
def test_a_hold_stops_what_it_names_or_everything(scope, read):
    row = facts.hold(Row(reason="leave", stops=["offer"], **scope, **WHEN, **OWN))
    assert tuple(getattr(row, name) for name in STOP) == read
    assert (row.reason, row.stops, row.span, own(row)) == (HoldReason.LEAVE, frozenset({Use.OFFER}), SPAN, OWN)


@pytest.mark.django_db
def test_whoever_has_no_rows_has_none_of_each_kind(django_assert_num_queries):
    harbor, (who, _herself) = cast.organization(), cast.therapist()
    taking = Participation.objects.create(organization=harbor, practitioner=who, began_at=AT, state_since=AT)
    with django_assert_num_queries(4):
        stored = facts.stored_rows(taking)
    assert stored == ([], [], [], [])
    rows = facts.rows_of(taking)
    assert (rows.acceptances, rows.grants, rows.covers, rows.holds) == ((), (), (), ())
