"""Packs become rows; an edit survives the next load and a contradiction is reported, never decided."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from licensure.models import LicenseType, Register
from licensure.packs import packs
from licensure.workflow.packs import Conflict, edit, load
from network.access import system
from network.events import timeline
from network.models import Jurisdiction

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ACTOR = system("load_packs")


def changed(**values):
    """The packs with one title said differently."""
    found = packs()
    kind = replace(found.types["US-IL:lpc"], **values)
    return replace(found, types=found.types | {"US-IL:lpc": kind})


def test_loading_writes_places_registers_and_titles():
    done = load(actor=ACTOR, at=AT)
    assert (done.updated, done.unchanged, done.conflicts) == (0, 0, ())
    assert LicenseType.objects.count() == len(packs().types)
    assert Register.objects.count() == len(packs().registers)
    row = LicenseType.objects.get(pk="US-IL:lpc")
    assert (row.level, row.jurisdiction_id, row.register_id, row.unconfirmed) == (
        "supervised",
        "US-IL",
        "US-IL:idfpr",
        False,
    )
    assert LicenseType.objects.get(pk="US-IL:attorney").unconfirmed
    assert Jurisdiction.objects.get(pk="US-IL").parent_id == "US"


def test_loading_again_changes_nothing():
    first = load(actor=ACTOR, at=AT)
    again = load(actor=ACTOR, at=AT)
    assert (again.created, again.updated, again.unchanged) == (0, 0, first.created)


def test_a_row_nobody_edited_follows_its_pack():
    load(actor=ACTOR, at=AT)
    assert load(actor=ACTOR, at=AT, source=changed(renewal_months=36)).updated == 1
    row = LicenseType.objects.get(pk="US-IL:lpc")
    assert row.renewal_months == 36
    assert [event.action for event in timeline(row)] == ["load_reference"]


def test_an_edit_survives_the_next_load_and_is_on_record():
    load(actor=ACTOR, at=AT)
    row = LicenseType.objects.get(pk="US-IL:lpc")
    edit(row, actor=ACTOR, at=AT, reason="The board's page of today", source="https://board.example", confidence="high")
    done = load(actor=ACTOR, at=AT, source=changed(renewal_months=36))
    row.refresh_from_db()
    assert (row.source, row.renewal_months, row.edited_at, done.conflicts) == ("https://board.example", 36, AT, ())
    assert "edit_reference" in [event.action for event in timeline(row)]


def test_a_pack_that_contradicts_an_edit_is_reported_once_and_the_edit_stays():
    load(actor=ACTOR, at=AT)
    row = LicenseType.objects.get(pk="US-IL:lpc")
    edit(row, actor=ACTOR, at=AT, reason="Read it myself", renewal_months=12)
    done = load(actor=ACTOR, at=AT, source=changed(renewal_months=36))
    row.refresh_from_db()
    assert done.conflicts == (Conflict("US-IL:lpc", "renewal_months", 12, 36),)
    assert row.renewal_months == 12
    assert load(actor=ACTOR, at=AT, source=changed(renewal_months=36)).conflicts == ()


def test_days_survive_the_comparison():
    load(actor=ACTOR, at=AT)
    row = LicenseType.objects.get(pk="US-AZ:lisac")
    edit(row, actor=ACTOR, at=AT, reason="Read it myself", valid_to=date(2024, 12, 31))
    load(actor=ACTOR, at=AT)
    row.refresh_from_db()
    assert row.valid_to == date(2024, 12, 31)


@pytest.mark.parametrize(("reason", "changes"), [(" ", {"title": "X"}), ("Why", {"key": "X"}), ("Why", {"loaded": {}})])
def test_an_edit_needs_a_reason_and_a_fact(reason, changes):
    load(actor=ACTOR, at=AT)
    with pytest.raises(ValueError, match="reason|Not a fact"):
        edit(LicenseType.objects.first(), actor=ACTOR, at=AT, reason=reason, **changes)


def test_the_command_says_what_it_did():
    out = StringIO()
    call_command("load_packs", stdout=out)
    assert "0 updated, 0 unchanged." in out.getvalue()
