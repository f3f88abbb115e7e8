"""How somebody is met and shown to hold her account: on stand-ins, without a database."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Row

import pytest

from network import guards_identity as guards
from network import identity

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)  # on the hour: a new code begins
TICK = timedelta(microseconds=1)
WREN, OTIS = Row(pk=7), Row(pk=8)


def codes(refusals) -> list[str]:
    return [each.code for each in refusals]


@pytest.mark.parametrize(("asked", "way", "refused"), [
    (("video",), "video", False), (("video",), "in_person", True), (("in_person",), "video", True),
    ((), "video", False), ((), "in_person", False), ((), "letter", True), (("video",), "letter", True),
])
def test_she_is_met_in_a_way_the_organization_names_or_where_it_names_none_in_any(monkeypatch, asked, way, refused):
    monkeypatch.setattr(identity, "asked_at", lambda organization, at: asked)
    assert codes(guards.accepted_way(Row(), way, AT)) == ["other_way"] * refused


@pytest.mark.parametrize(("users", "refused"), [([WREN], False), ([OTIS, WREN], False), ([OTIS], True), ([], True)])
def test_the_code_is_one_that_an_account_of_hers_shows(users, refused):
    assert codes(guards.shown_code(users, identity.code(WREN, AT), AT)) == ["wrong_code"] * refused


@pytest.mark.parametrize(("later", "hers"), [
    (-TICK, False), (timedelta(0), True), (identity.STEP - TICK, True), (identity.STEP, True), (2 * identity.STEP - TICK, True),
    (2 * identity.STEP, False), (3 * identity.STEP, False),
])
def test_a_code_is_taken_while_it_is_shown_and_one_step_longer(later, hers):
    assert identity.is_hers(WREN, identity.code(WREN, AT), AT + later) is hers


def test_a_code_is_six_digits_shown_for_ten_minutes_until_the_next():
    shown = identity.code(WREN, AT)
    assert len(shown) == 6 and shown.isdigit() and identity.is_hers(WREN, f" {shown[:3]} {shown[3:]} ", AT)
    assert identity.code(WREN, AT + timedelta(minutes=10) - TICK) == shown != identity.code(WREN, AT + timedelta(minutes=10))
    assert identity.until(AT) == identity.until(AT + timedelta(minutes=4)) == AT + timedelta(minutes=10)
    assert not identity.is_hers(WREN, "", AT) and not identity.is_hers(WREN, shown[:5], AT)
