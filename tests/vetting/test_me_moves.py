"""A therapist states that she moved her home, sees it, and takes it back; a check shows what rests on a home license."""

from datetime import UTC, date, datetime, timedelta

import pytest

from licensure.models import HomeMove, License
from tests.shared import shared
from tests.vetting.hers import as_her, get, on, post
from tests.vetting.pages import sign_in, text
from tests.vetting.staff_world import World
from vetting.pages.me_moves import moved_rows

pytestmark = pytest.mark.django_db
MOVED = {"left": "US-OH", "reached": "US-IN", **on("moved_on", date(2026, 12, 1))}


_world, world = shared(World)


_hers, hers = shared(lambda world: world.therapist(), "_hers")


@pytest.fixture
def wren(hers, client):
    who, actor = hers
    as_her(client, actor)
    return who


def test_she_states_a_move_and_takes_it_back(client, wren):
    assert "Your home state" in text(get(client, "my_profile"))
    offered = text(get(client, "my_moves"))
    assert "Arizona" in offered and not [place for place in ("Ontario", "Scotland", "Dubai") if place in offered]
    assert post(client, "my_moves", MOVED).status_code == 302
    row = HomeMove.objects.of(wren).get()
    assert (row.left_id, row.reached_id, row.moved_on) == ("US-OH", "US-IN", date(2026, 12, 1))
    assert "From Ohio to Indiana" in text(get(client, "my_moves"))
    assert [moved_rows([row], on=date(2026, 12, 1) + timedelta(days))[0].note for days in (-1, 0, 1)] == [
        "From 1 Dec 2026 on", "Since 1 Dec 2026", "Since 1 Dec 2026",
    ]
    assert post(client, "my_moves", MOVED).status_code == 409
    assert post(client, "my_moves", {"back": row.pk}).status_code == 302
    assert "From Ohio" not in text(get(client, "my_moves"))


def test_without_a_license_where_a_compact_counts_nobody_is_asked_for_a_home_state(client, wren):
    License.objects.of(wren).update(retired_at=datetime(2026, 11, 1, tzinfo=UTC))
    assert "Your home state" not in text(get(client, "my_profile"))


@pytest.mark.parametrize(("given", "status"), [({"left": ""}, 422), ({"reached": "XX"}, 422), ({"reached": "US-OH"}, 409)])
def test_without_two_states_and_a_day_nothing_is_stated(client, wren, given, status):
    assert post(client, "my_moves", {**MOVED, **given}).status_code == status
    assert not HomeMove.objects.of(wren).exists()


def test_another_therapists_move_is_not_hers_to_take_back_and_staff_have_no_such_page(client, world, wren):
    post(client, "my_moves", MOVED)
    row = HomeMove.objects.of(wren).get()
    sign_in(client, world.maya)
    assert get(client, "my_moves").status_code in (403, 404)
    assert post(client, "my_moves", {"back": row.pk}).status_code in (403, 404)
    assert HomeMove.objects.of(wren).get().withdrawn_at is None
