"""What she writes down about herself is told to the audit trail as it was and as it is, and never what only she may erase."""

from datetime import UTC, date, datetime, timedelta

import pytest

from licensure.claims import NARRATIVE
from licensure.models import Credential, License, Position
from licensure.workflow import evidence
from network.access import Forbidden
from network.events import timeline
from tests import loaded
from tests.network.cast import therapist

AT = datetime(2027, 1, 9, 18, tzinfo=UTC)
LATER = AT + timedelta(days=1)
SINCE, UNTIL = date(2016, 3, 1), date(2019, 2, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def wren():
    loaded.packs()
    return therapist()


def told(row, place=0) -> dict:
    """What an event about the row says, the newest first."""
    return timeline(row)[place].payload.values


def position(wren, row=None, at=AT, **fields) -> Position:
    who, herself = wren
    given = {"kind": "work", "role": "Counselor", "employer": "Lantern House", "first_month": SINCE}
    return evidence.write_position(practitioner=who, actor=herself, at=at, position=row, **({} if row else given), **fields)


def test_a_stretch_of_work_is_told_as_it_is_and_when_it_changes_as_it_was(wren):
    row = position(wren)
    assert "before" not in told(row)
    assert told(row)["after"]["employer"] == "Lantern House"
    position(wren, row, LATER, employer="Oakmoor Clinic", last_month=UNTIL)
    said = told(row)
    assert (said["before"]["employer"], said["before"]["last_month"]) == ("Lantern House", None)
    assert (said["after"]["employer"], said["after"]["last_month"]) == ("Oakmoor Clinic", "2019-02-01")
    assert {"id", "practitioner", "document", "retired_at"}.isdisjoint(said["after"])


def test_what_is_taken_out_of_her_work_history_is_told_as_it_was(wren):
    row = position(wren)
    key = row.pk
    evidence.remove_position(row, actor=wren[1], at=LATER)
    assert not Position.objects.of(wren[0]).exists()
    row.pk = key
    assert (timeline(row)[0].action, told(row)["before"]["employer"]) == ("position.removed", "Lantern House")


def test_a_corrected_license_takes_the_place_of_the_old_one_which_stays_as_it_was_checked(wren):
    who, herself = wren
    given = {"jurisdiction_id": "US-OH", "license_type": "US-OH:lisw", "issued_on": SINCE, "expires_on": date(2027, 12, 31)}
    old = evidence.add_license(practitioner=who, number="I.1", actor=herself, at=AT, **given)
    assert old.retired_at is None
    new = evidence.add_license(practitioner=who, number="I.2", actor=herself, at=LATER, replaces=old, **given)
    assert {row.number: row.retired_at for row in License.objects.of(who)} == {"I.1": LATER, "I.2": None}
    assert [event.action for event in timeline(old)] == ["license.retired", "license.added"]
    assert (told(old)["before"]["number"], told(new)["after"]["number"]) == ("I.1", "I.2")


def test_what_she_tells_of_a_claim_stays_in_the_row_and_the_rest_is_told(wren):
    who, herself = wren
    detail = {NARRATIVE: "A client fell.", "outcome": "dismissed"}
    row = evidence.add_credential(
        practitioner=who, kind="claim", title="Claim", issued_on=UNTIL, detail=detail, actor=herself, at=AT
    )
    assert told(row)["after"]["detail"] == {"outcome": "dismissed"}
    assert Credential.objects.of(who).get().detail == detail
    plain = evidence.add_credential(practitioner=who, kind="degree", title="Social work", issued_on=SINCE, actor=herself, at=AT)
    assert told(plain)["after"]["detail"] == plain.detail


def test_nobody_else_writes_in_her_profile(wren):
    row, (_, bronte) = position(wren), therapist("Bronte Ashenfell", "T-2")
    for act in (
        lambda: position((wren[0], bronte), row, employer="Elsewhere"), lambda: evidence.remove_position(row, actor=bronte, at=AT),
        lambda: evidence.add_license(practitioner=wren[0], actor=bronte, at=AT, number="I.1"),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            act()
    assert Position.objects.of(wren[0]).get().employer == "Lantern House"
