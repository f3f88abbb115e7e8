"""Packs become rows; a correction survives the next load and a conflict is reported, never decided."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from licensure.catalog import Fact
from licensure.models import Correction, LicenseType, Register
from licensure.packs import packs
from licensure.policy import as_corrected
from licensure.queries.corrections import Conflict
from licensure.workflow.corrections import correct, keep, withdraw
from licensure.workflow.packs import load
from network.access import Forbidden, Role, system
from network.events import timeline
from network.models import Jurisdiction, Organization
from network.transitions import Refused
from tests import loaded
from tests.network.cast import organization, staff

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ACTOR = system("load_packs")
FACT = Fact(AT.date(), "https://board.example", "high", "'renewed every year'")


def changed(**values):
    """The packs with one title said differently."""
    found = packs()
    kind = replace(found.types["US-IL:lpc"], **values)
    return replace(found, types=found.types | {"US-IL:lpc": kind})


@pytest.fixture(autouse=True)
def nothing():
    loaded.nothing()


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
    assert LicenseType.objects.get(pk="NZ:trainee-psychologist").unconfirmed
    assert Jurisdiction.objects.get(pk="US-IL").parent_id == "US"


def test_loading_again_changes_nothing():
    first = load(actor=ACTOR, at=AT)
    again = load(actor=ACTOR, at=AT)
    assert (again.created, again.updated, again.unchanged) == (0, 0, first.created)


def test_the_zone_of_a_place_follows_its_pack_and_no_other_does():
    load(actor=ACTOR, at=AT)
    places = packs().places
    moved = replace(packs(), places=places | {"US-IL": replace(places["US-IL"], zone="America/Denver")})
    for _again in range(2):
        load(actor=ACTOR, at=AT, source=moved)
        zones = dict(Jurisdiction.objects.values_list("pk", "zone"))
        assert (zones["US-IL"], zones["US-TX"], zones["NL"]) == ("America/Denver", places["US-TX"].zone, places["NL"].zone)


def test_a_row_nobody_edited_follows_its_pack():
    load(actor=ACTOR, at=AT)
    assert load(actor=ACTOR, at=AT, source=changed(renewal_months=36)).updated == 1
    row = LicenseType.objects.get(pk="US-IL:lpc")
    assert row.renewal_months == 36
    assert [event.action for event in timeline(row)] == ["load_reference"]


@pytest.fixture
def admin():
    return staff(organization("harbor"), "Corin Ashgrove", Role.ADMIN)


def harbor():
    return Organization.objects.get(slug="harbor")


def counts(source=None):
    """The title as it counts for Harbor."""
    return as_corrected(source or packs(), harbor()).types["US-IL:lpc"]


def months(value, admin, **given):
    """The renewal of the Illinois LPC, corrected."""
    load(actor=ACTOR, at=AT)
    said = {"kind": "title", "subject": "US-IL:lpc", "field": "renewal_months", "fact": FACT, "reason": "The board's page of today"}
    return correct(**{**said, **given}, organization=harbor(), value=value, actor=admin, at=AT)


def test_a_correction_survives_the_next_load_and_is_on_record(admin):
    row = months(12, admin)
    load(actor=ACTOR, at=AT)
    load(actor=ACTOR, at=AT, source=changed(title="Counselor, said anew"))
    kept = counts(changed(title="Counselor, said anew"))
    assert (kept.renewal_months, kept.title) == (12, "Counselor, said anew")
    assert LicenseType.objects.get(pk="US-IL:lpc").renewal_months == 24
    (event,) = timeline(row)
    assert (event.action, event.payload.values["reason"]) == ("reference.corrected", "The board's page of today")
    assert (event.payload.values["before"], event.actor_label) == ({"renewal_months": 24}, admin.label)


def test_a_pack_that_says_otherwise_later_is_reported_at_every_load_until_somebody_settles_it(admin):
    row, later = months(12, admin), changed(renewal_months=36)
    for _ in range(2):
        assert load(actor=ACTOR, at=AT, source=later).conflicts == (Conflict("title", "US-IL:lpc", "renewal_months", 12, 36, "harbor"),)
        assert counts(later).renewal_months == 12
    assert load(actor=ACTOR, at=AT).conflicts == ()
    with pytest.raises(Refused, match="No reason"):
        withdraw(row, reason=" ", actor=admin, at=AT)
    withdraw(row, reason="The pack is right", actor=admin, at=AT)
    load(actor=ACTOR, at=AT, source=later)
    assert LicenseType.objects.get(pk="US-IL:lpc").renewal_months == 36


def test_a_pack_that_comes_round_to_the_correction_is_no_conflict(admin):
    months(12, admin)
    assert load(actor=ACTOR, at=AT, source=changed(renewal_months=12)).conflicts == ()


def test_a_kept_correction_is_a_conflict_no_longer(admin, monkeypatch):
    row, later = months(12, admin), changed(renewal_months=36)
    monkeypatch.setattr("licensure.policy.packs", lambda: later)
    keep(row, reason="Called the board", actor=admin, at=AT)
    assert load(actor=ACTOR, at=AT, source=later).conflicts == ()
    assert [event.action for event in timeline(row)][0] == "reference.kept"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": " "}, "no_reason"),
        ({"fact": Fact(AT.date(), " ", "high")}, "no_source"),
        ({"fact": Fact(None, "https://board.example", "high")}, "no_day"),
        ({"fact": Fact(date(2026, 11, 25), "https://board.example", "high")}, "no_day"),
        ({"field": "valid_to", "value": "not a day"}, "not_a_value"),
        ({"field": "successor", "value": "US-IL:nothing"}, "contradiction"),
        ({"field": "pattern", "value": "("}, "contradiction"),
    ],
)
def test_a_correction_without_reason_source_or_sense_is_refused(admin, given, code):
    given = dict(given)
    with pytest.raises(Refused) as refused:
        months(given.pop("value", 12), admin, **given)
    assert refused.value.codes == [code]
    assert not Correction.objects.within(harbor()).exists()


def test_only_an_administrator_corrects():
    maya = staff(organization("harbor"), "Maya Lindenwood", Role.NETWORK_MANAGER)
    with pytest.raises(Forbidden):
        months(12, maya)


def test_the_command_reports_the_conflict(admin, monkeypatch):
    months(12, admin)
    monkeypatch.setattr("licensure.workflow.packs.packs", lambda: changed(renewal_months=36))
    out = StringIO()
    call_command("load_packs", stdout=out)
    assert "US-IL:lpc renewal_months: corrected to 12, the pack now says 36. (harbor)" in out.getvalue()


def test_the_command_says_what_it_did():
    out = StringIO()
    call_command("load_packs", stdout=out)
    assert "0 updated, 0 unchanged." in out.getvalue()
