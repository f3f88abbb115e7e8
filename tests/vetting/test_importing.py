"""What becomes of one row of a roster: a practitioner nobody has claimed, written once, changed by a later row, left alone once hers."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace as Row

import pytest

from licensure.models import Credential, License
from licensure.screening import Name, Person
from network.access import Forbidden, Role
from network.events import timeline
from network.models import Participation, PractitionerName
from network.transitions import Refused
from tests import loaded
from tests.network.cast import organization, staff
from vetting.claims import Claims
from vetting.models import RosterEntry
from vetting.roster_keys import key_from, key_of
from vetting.workflow.importing import fingerprint, import_person

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
LISW = Row(key="US-OH:lisw", profession="social_worker")
WREN = Claims(row=2, person=Person((Name("Wren", "Halloway"),), date(1984, 5, 2), "1234567893"))
LICENSED = replace(
    WREN, license_jurisdiction="US-OH", license_title=LISW, license_number="I.1", license_issued_on=date(2016, 3, 1),
    license_expires_on=date(2027, 3, 31),
)


@pytest.fixture
def harbor():
    loaded.packs()
    return organization()


@pytest.fixture
def bring(harbor):
    """Import one row, as the network manager."""
    maya = staff(harbor, "Maya Lindenwood", Role.NETWORK_MANAGER)
    return lambda claims: import_person(claims, organization=harbor, actor=maya, at=AT)


def held(model, who, **fields):
    return list(model.objects.of(who).filter(retired_at=None, **fields).order_by("pk"))


@pytest.mark.parametrize(("cells", "key"), [
    (("A-1", "1234567893", "Wren Halloway", "1984-05-02"), "reference:A-1"), (("", "1234567893", "Wren", ""), "npi:1234567893"),
    (("", "", "Wren HALLOWAY", "1984-05-02"), "name:wren halloway:1984-05-02"),
    (("x" * 300, "", "", ""), f"reference:{'x' * 190}"), (("", "", "w" * 300, ""), f"name:{'w' * 195}"),
])
def test_a_key_is_the_first_that_tells_her_apart_and_fits_its_column(cells, key):
    assert key_from(*cells) == key


def test_without_a_number_she_is_known_by_her_name_and_birth_date_if_it_is_given():
    nameless = replace(WREN, person=replace(WREN.person, npi=""))
    assert key_of(nameless) == "name:wren halloway:1984-05-02"
    assert key_of(replace(nameless, person=Person((Name("Wren", "Halloway"),)))) == "name:wren halloway:"
    assert key_of(replace(WREN, reference="A-1")) == "reference:A-1"


def test_a_row_says_the_same_wherever_it_stands_and_another_thing_when_a_cell_differs():
    assert fingerprint(WREN) == fingerprint(replace(WREN, row=9)) != fingerprint(replace(WREN, degree="master"))
    assert fingerprint(LICENSED) == fingerprint(replace(LICENSED)) != fingerprint(replace(LICENSED, license_title=Row(key="US-OH:isw")))


def test_a_new_row_is_somebody_onboarding_and_seen_by_her_importer_on_record(harbor, bring):
    made = bring(replace(LICENSED, person=replace(WREN.person, names=(Name("Wren", "Halloway"), Name("Wren", "Pike")))))
    who = made.practitioner
    assert (made.outcome, str(who.person), who.npi, who.profession) == ("created", "Wren Halloway", "1234567893", "social_worker")
    assert (who.claimed_at, who.imported_by) == (None, harbor)
    assert [str(name) for name in PractitionerName.objects.of(who)] == ["Wren Pike"]
    taking = Participation.objects.within(harbor).get(practitioner=who)
    assert (taking.state, taking.shared) == ("onboarding", True)
    entry = RosterEntry.objects.within(harbor).get()
    assert (entry.key, entry.saved_at) == ("npi:1234567893", AT) and timeline(entry)[0].action == "roster.created"


def test_the_same_row_again_is_unchanged_and_another_changes_what_it_said_before(harbor, bring):
    who = bring(replace(LICENSED, person=replace(WREN.person, names=(Name("Wren", "Halloway"), Name("Wren", "Pike"))))).practitioner
    entry = RosterEntry.objects.within(harbor).get()
    again = replace(LICENSED, row=7, person=replace(WREN.person, names=(Name("Wren", "Halloway"), Name("Wren", "Pike"))))
    assert bring(again).outcome == "unchanged" and len(timeline(entry)) == 1
    later = bring(replace(again, license_expires_on=date(2029, 3, 31)))
    assert (later.outcome, later.practitioner) == ("changed", who) and timeline(entry)[0].action == "roster.changed"
    assert [row.expires_on for row in held(License, who)] == [date(2029, 3, 31)] and License.objects.of(who).count() == 2
    assert PractitionerName.objects.of(who).count() == 1 and RosterEntry.objects.within(harbor).count() == 1


def test_a_profile_she_claimed_is_left_alone(harbor, bring):
    who = bring(LICENSED).practitioner
    who.claimed_at = AT
    who.save()
    assert bring(LICENSED).outcome == "unchanged"
    assert bring(replace(LICENSED, license_number="I.2")).outcome == "claimed"
    assert [row.number for row in held(License, who)] == ["I.1"]


@pytest.mark.parametrize("fields", [{}, {"license_title": LISW, "license_jurisdiction": "US-OH"}, {"license_number": "I.1"}])
def test_a_license_needs_its_title_and_its_number(bring, fields):
    who = bring(replace(WREN, **fields)).practitioner
    assert held(License, who) == [] and who.profession == ("social_worker" if "license_title" in fields else "")


def test_a_profession_no_rule_knows_is_left_open(bring):
    assert bring(replace(LICENSED, license_title=Row(key="US-OH:lisw", profession="wizard"))).practitioner.profession == ""


def test_a_title_of_a_place_that_is_not_loaded_is_refused_and_nothing_is_kept(harbor, bring):
    with pytest.raises(Refused) as caught:
        bring(replace(LICENSED, license_jurisdiction="US-ZZ"))
    assert caught.value.codes == ["packs_not_loaded"] and not RosterEntry.objects.within(harbor).exists()
    assert bring(replace(WREN, license_jurisdiction="US-ZZ")).outcome == "created"


def test_a_degree_and_a_policy_are_written_when_the_row_names_them_and_once(bring):
    said = replace(WREN, degree="master", degree_on=date(2015, 6, 1), liability_expires_on=date(2027, 6, 30))
    who = bring(said).practitioner
    (degree,), (insured,) = held(Credential, who, kind="degree"), held(Credential, who, kind="insurance")
    assert (degree.code, degree.issued_on) == ("master", date(2015, 6, 1))
    assert (insured.covers_through, insured.per_claim, insured.currency) == (date(2027, 6, 30), None, "")
    bring(replace(said, eap_months=12))
    assert (held(Credential, who, kind="degree"), held(Credential, who, kind="insurance")) == ([degree], [insured])
    bring(replace(said, liability_per_claim=100, liability_currency="USD"))
    (newer,) = held(Credential, who, kind="insurance")
    assert (newer.per_claim, newer.currency) == (100, "USD") and Credential.objects.of(who).count() == 3
    bring(replace(WREN, degree="doctor"))
    assert [row.code for row in held(Credential, who, kind="degree")] == ["doctor"] and held(Credential, who, kind="insurance") == [newer]
    assert held(Credential, bring(replace(WREN, reference="A-2")).practitioner) == []


def test_only_who_may_import_rosters_does(harbor):
    with pytest.raises(Forbidden):
        import_person(WREN, organization=harbor, actor=staff(harbor, "Tom Wetherby", Role.VERIFIER), at=AT)
