"""How far screening has come, on stand-ins: which lists were checked, and which of that a person verified afterwards; pure."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Row

import pytest

from licensure.facts import screening
from licensure.facts.screening import CheckedList, ListHit, checked_lists, list_hits

WREN = Row(pk=1)
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = date(2026, 10, 10)


class Rows(list):
    """Stored rows, whatever they are asked by."""

    def same(self, *about, **wanted):
        """Themselves."""
        return self

    within = filter = select_related = order_by = same


def stored(*rows) -> Row:
    return Row(objects=Rows(rows))


@pytest.mark.parametrize(
    ("check", "reviewed"),
    [
        (None, [False, False, False]), (Row(state="verified", verified_at=NOON), [True, True, False]),
        (Row(state="obtained", verified_at=NOON), [False, False, False]), (Row(state="verified", verified_at=None), [False, False, False]),
    ],
)  # fmt: skip
def test_a_list_is_reviewed_that_was_checked_before_a_person_verified_it(monkeypatch, check, reviewed):
    version = Row(exclusion_list_id="oig-leie", as_of=DAY)
    rows = [Row(pk=place, version=version, at=at, practitioner_id=1) for place, at in enumerate((NOON - MINUTE, NOON, NOON + MINUTE))]
    monkeypatch.setattr(screening, "Screening", stored(*rows))
    assert checked_lists("harbor", WREN, check) == tuple(
        CheckedList("oig-leie", DAY, each, f"screening:{place}", rows[place].at) for place, each in enumerate(reviewed)
    )


def test_every_hit_is_told_as_it_stands(monkeypatch):
    hit = Row(pk=7, entry=Row(exclusion_list_id="oig-leie"), band="possible", state="cleared", raised_on=DAY, practitioner_id=1)
    monkeypatch.setattr(screening, "Hit", stored(hit))
    assert list_hits("harbor", WREN) == (ListHit("oig-leie", "possible", "cleared", DAY, "hit:7"),)
