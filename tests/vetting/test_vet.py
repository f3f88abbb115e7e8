"""`manage.py vet`: what a policy says of a roster, every fault by row and column, and nothing decided or half-saved."""

import csv
import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from licensure.models import Credential, License, LicenseType, Register
from licensure.sources.oig_leie import SOURCE
from licensure.workflow.lists import load_list
from network import clock
from network.access import Forbidden, Role, system
from network.events import verify
from network.models import Event, Jurisdiction, Participation, Practitioner, PractitionerName
from network.transitions import perform
from network.workflow.people import add_name
from tests import loaded
from tests.licensure.list_files import leie, row
from tests.network.cast import NOON, organization, staff
from tests.shared import shared
from vetting.models import Application, Decision, RosterEntry
from vetting.resources import COLUMNS
from vetting.workflow import policies

pytestmark = pytest.mark.django_db
ON = "2026-11-24"
GOOD = {
    "reference": "A-1", "given_name": "Wren", "family_name": "Halloway", "former_names": "", "date_of_birth": "1984-05-02",
    "npi": "1234567893", "license_jurisdiction": "US-OH", "license_title": "LISW", "license_number": "I.1234567",
    "license_issued_on": "2016-03-01", "license_expires_on": "2027-03-31", "degree": "MSW", "degree_on": "2015-06-01",
    "eap_years": "3", "liability_per_claim": "1,000,000", "liability_aggregate": "3000000.00", "liability_currency": "USD",
    "liability_expires_on": "2027-06-30",
}


def with_a_policy():
    """An organization with the basic US policy in force, and a list with one invented name."""
    where = organization()
    maya = staff(where, "Maya Lindenwood", Role.NETWORK_MANAGER)
    ines = staff(where, "Ines Calloway", Role.DIRECTOR)
    draft = policies.draft_from_preset(
        organization=where, preset="EAP-basic-US", effective_from=date(2026, 11, 2), actor=maya, at=NOON
    )
    policies.send_for_approval(draft, actor=maya, at=NOON)
    policies.approve(draft, actor=ines, at=NOON)
    load_list(
        source=SOURCE, content=leie(row(LASTNAME="ASHENFELL", FIRSTNAME="BRONTE"), row(LASTNAME="ELM", FIRSTNAME="TILDA")),
        filename="UPDATED.csv", as_of=date(2026, 11, 10), actor=system("test"), at=datetime(2026, 11, 12, tzinfo=UTC),
    )
    return where


_harbor, harbor = shared(with_a_policy, "_harbor")


@pytest.fixture
def places():
    """The jurisdictions and titles of the packs, as rows."""
    loaded.packs()


@pytest.fixture
def roster(tmp_path):
    """A roster file of these rows; a row is `GOOD` with some cells changed."""

    def write(*rows, columns=tuple(GOOD)):
        path = tmp_path / "roster.csv"
        with path.open("w", newline="") as out:
            writer = csv.DictWriter(out, columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows({**GOOD, **cells} for cells in rows)
        return path

    return write


def run(path, *arguments, slug="harbor", on=ON):
    """The lines printed and what was said beside them."""
    out, err = StringIO(), StringIO()
    call_command("vet", str(path), "--organization", slug, "--on", on, *arguments, stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue()


def vetted(path, *arguments, **options):
    """The lines as objects."""
    return [json.loads(line) for line in run(path, "--json", *arguments, **options)[0]]


def outcomes(line):
    """Outcome by criterion."""
    return {each["criterion"]: each["outcome"] for each in line["findings"]}


def failure(path, *arguments, **options):
    """The message of a run that ends with status 1."""
    with pytest.raises(CommandError) as caught:
        run(path, *arguments, **options)
    assert caught.value.returncode == 1
    return str(caught.value)


def test_a_row_is_told_in_the_shape_that_was_promised(harbor, roster):
    (line,) = vetted(roster({}))
    assert list(line) == ["row", "reference", "route", "as_if_verified", "findings", "screening"]
    assert (line["row"], line["reference"], line["as_if_verified"], line["screening"]) == (2, "A-1", False, [])
    years = next(each for each in line["findings"] if each["criterion"] == "eap_years")
    assert years == {
        "criterion": "eap_years", "outcome": "met", "severity": "review",
        "observed": {"months": 36, "state": "attested"}, "required": {"years": 1, "evidence": "attested"},
    }


def test_claims_are_known_and_verifications_are_not_so_no_row_is_clean(harbor, roster):
    (line,) = vetted(roster({}))
    found = outcomes(line)
    assert line["route"] == "incomplete"
    claimed = ("accepted_profession", "accepted_jurisdiction", "degree_level", "practice_level", "years_since_license", "npi_valid")
    assert {found[key] for key in claimed} == {"met"}
    proved = ("license_verified", "license_in_force", "insurance_in_force", "exclusion_checked", "not_excluded", "identity_seen")
    assert {found[key] for key in proved} == {"unknown"}


def test_not_even_a_policy_that_asks_for_no_proof_finds_a_roster_clean(harbor, roster):
    harbor_policy = policies.draft_from_preset(
        organization=harbor, preset="EAP-basic-US", effective_from=date(2026, 11, 3),
        actor=staff(harbor, "Odell Marsh", Role.NETWORK_MANAGER), at=NOON,
    )
    harbor_policy.criteria.exclude(criterion="degree_level").delete()
    # it leaves out what the law asks, which the workflow refuses
    perform(harbor_policy, "send_for_approval", actor=staff(harbor, "Una Ledgerwood", Role.NETWORK_MANAGER), at=NOON)
    policies.approve(harbor_policy, actor=staff(harbor, "Basil Fernsby", Role.DIRECTOR), at=NOON)
    (line,) = vetted(roster({}))
    assert outcomes(line)["degree_level"] == "met"
    assert line["route"] == "incomplete"
    assert vetted(roster({}), "--as-if-verified")[0]["route"] == "clean"


def test_as_if_verified_says_where_each_file_would_go_and_marks_every_line(harbor, roster):
    path = roster(
        {}, {"reference": "A-2", "eap_years": "0.5"}, {"reference": "A-3", "liability_per_claim": "500000"},
        {"reference": "A-4", "degree": ""}, {"reference": "A-5", "license_expires_on": "2026-11-23"},
    )
    lines = vetted(path, "--as-if-verified")
    assert {line["as_if_verified"] for line in lines} == {True}
    assert [line["route"] for line in lines] == ["clean", "director", "not_eligible", "incomplete", "incomplete"]
    text, _ = run(path, "--as-if-verified")
    assert sum("as if verified" in line for line in text) == 5


def test_a_listed_person_is_found_and_left_to_two_people(harbor, roster):
    path = roster({"given_name": "Bronte", "family_name": "Ashenfell", "npi": ""}, {"former_names": "Elm, Tilda", "npi": ""})
    first, second = vetted(path, "--as-if-verified")
    (found,) = first["screening"]
    assert (found["list"], found["band"], found["entry"]["family_name"]) == ("oig-leie", "possible", "ASHENFELL")
    assert {each["identifier"] for each in found["reasons"]} >= {"family_name", "given_name", "npi"}
    assert second["screening"][0]["entry"]["family_name"] == "ELM"
    assert (first["route"], outcomes(first)["hits_adjudicated"]) == ("incomplete", "unknown")
    assert Application.objects.within(harbor).count() == Decision.objects.within(harbor).count() == 0


@pytest.mark.parametrize(
    ("column", "criterion", "plain", "verified"),
    [
        ("degree", "degree_level", "unknown", "unknown"),
        ("license_title", "practice_level", "unknown", "unknown"),
        ("license_jurisdiction", "accepted_jurisdiction", "unknown", "unknown"),
        ("license_expires_on", "license_in_force", "unknown", "unknown"),
        ("license_issued_on", "years_since_license", "unknown", "unknown"),
        ("eap_years", "eap_years", "unknown", "unknown"),
        ("liability_per_claim", "insurance_per_claim", "unknown", "unknown"),
        ("liability_aggregate", "insurance_aggregate", "unknown", "unknown"),
        ("liability_currency", "insurance_per_claim", "unknown", "unknown"),
        ("liability_expires_on", "insurance_in_force", "unknown", "unknown"),
        ("npi", "npi_valid", "unknown", "unknown"),
    ],
)
def test_what_a_roster_leaves_out_is_unknown_whether_a_cell_or_a_column(harbor, roster, column, criterion, plain, verified):
    cells = {column: ""} if column != "license_jurisdiction" else {column: "", "license_title": ""}
    (blank,) = vetted(roster(cells))
    assert outcomes(blank)[criterion] == plain
    (assumed,) = vetted(roster(cells), "--as-if-verified")
    assert (outcomes(assumed)[criterion], assumed["route"]) == (verified, "incomplete")
    kept = [name for name in GOOD if name not in cells]
    (line,) = vetted(roster({}, columns=kept))
    assert outcomes(line)[criterion] == plain


def test_extra_and_missing_columns_are_reported(harbor, roster):
    _, said = run(roster({"shoe_size": "9"}, columns=["given_name", "family_name", "shoe_size"]))
    assert "Not looked at: shoe_size." in said
    assert "so unknown: reference, former_names" in said
    assert set(GOOD) == set(COLUMNS)


FAULTS = [
    ({"date_of_birth": "02/05/1984"}, "date_of_birth", "is not a date"),
    ({"npi": "1234567890"}, "npi", "is not an NPI"),
    ({"license_jurisdiction": "US-ZZ", "license_title": ""}, "license_jurisdiction", "no jurisdiction we know"),
    ({"license_title": "Wizard"}, "license_title", "Unknown title"),
    ({"license_issued_on": "2016-02-30"}, "license_issued_on", "is not a date"),
    ({"license_expires_on": "20270331"}, "license_expires_on", "is not a date"),
    ({"degree": "diploma"}, "degree", "no degree we know"),
    ({"degree_on": "soon"}, "degree_on", "is not a date"),
    ({"eap_years": "three"}, "eap_years", "not a number of years"),
    ({"eap_years": "-1"}, "eap_years", "not a number of years"),
    ({"eap_years": "61"}, "eap_years", "not a number of years"),
    ({"liability_per_claim": "1M"}, "liability_per_claim", "is not an amount"),
    ({"liability_aggregate": "1,00"}, "liability_aggregate", "is not an amount"),
    ({"liability_currency": "DOLLAR"}, "liability_currency", "is not a currency"),
    ({"liability_expires_on": "2027"}, "liability_expires_on", "is not a date"),
    ({"family_name": ""}, "family_name", "is empty"),
]


@pytest.mark.parametrize(("cells", "column", "message"), FAULTS)
def test_every_fault_is_named_by_row_and_column_and_the_others_are_vetted(harbor, roster, tmp_path, cells, column, message):
    errors = tmp_path / "errors.csv"
    path = roster({}, {"reference": "A-2", **cells})
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command(
            "vet", str(path), "--organization", "harbor", "--on", ON, "--json", "--errors", str(errors), stdout=out, stderr=StringIO()
        )
    assert caught.value.returncode == 1
    assert f"Row 3, column {column}:" in str(caught.value)
    with errors.open() as written:
        (fault,) = csv.DictReader(written)
    assert (fault["row"], fault["column"]) == ("3", column)
    assert message in fault["message"]
    assert [json.loads(line)["reference"] for line in out.getvalue().splitlines()] == ["A-1"]


def test_every_fault_of_a_row_is_told_at_once(harbor, roster):
    told = failure(roster({"degree": "diploma", "eap_years": "many"}))
    assert "column degree" in told and "column eap_years" in told


@pytest.mark.parametrize("content", [b"", b"given_name\nWren\n", b"\xff\xfe\x00", b"given_name,family_name\n",
    b'given_name,family_name\n"Wren,Ash\n'])
def test_a_file_that_is_no_roster_is_refused(harbor, tmp_path, content):
    path, errors = tmp_path / "roster.csv", tmp_path / "errors.csv"
    path.write_bytes(content)
    assert failure(path, "--errors", str(errors)).startswith("Row ")
    assert len(errors.read_text().splitlines()) > 1


def test_a_file_without_faults_leaves_an_empty_list_of_errors(harbor, roster, tmp_path):
    run(roster({}), "--errors", str(tmp_path / "errors.csv"))
    assert (tmp_path / "errors.csv").read_text().splitlines() == ["row,column,message"]


def test_bad_input_is_told_in_words(harbor, roster, tmp_path):
    path = roster({})
    assert "no organization 'haven'. There are: harbor" in failure(path, slug="haven")
    assert "'tomorrow' is not a day" in failure(path, on="tomorrow")
    assert "no approved policy in force on 2026-11-01" in failure(path, on="2026-11-01")
    assert "No such file" in failure(tmp_path / "nowhere.csv")
    organization("summit")
    assert "Summit has no approved policy" in failure(path, slug="summit")


def test_a_list_nobody_loaded_is_said_and_excludes_nobody(harbor, roster, monkeypatch):
    monkeypatch.setattr("vetting.queries.rosters.versions_in_use", list)
    lines, said = run(roster({}), "--json")
    assert "nobody was screened" in said
    assert outcomes(json.loads(lines[0]))["not_excluded"] == "unknown"


def test_without_save_nothing_is_written(harbor, roster):
    before = Event.objects.count()
    run(roster({}))
    assert (Practitioner.objects.within(harbor).count(), Event.objects.count()) == (0, before)


def test_a_reader_gets_a_line_per_person_and_one_per_criterion(harbor, roster):
    lines, _ = run(roster({}))
    assert lines[0] == "2 A-1 Wren Halloway · not complete"
    assert "    Years of EAP work: Met · 3 years, the therapist’s word · at least 1 year of EAP work" in lines
    assert lines[-1].endswith("Nobody was decided.")


# ── Saving ───────────────────────────────────────────────────────────────────
def test_saving_makes_a_practitioner_nobody_has_claimed_with_what_she_holds_as_attested(harbor, places, roster):
    run(roster({"former_names": "Pike"}), "--save")
    wren = Practitioner.objects.within(harbor).select_related("person").get()
    assert (wren.person.full_name, wren.npi, wren.profession) == ("Wren Halloway", "1234567893", "social_worker")
    assert (wren.claimed_at, wren.imported_by) == (None, harbor)
    assert PractitionerName.objects.of(wren).get().family_name == "Pike"
    held = License.objects.of(wren).get()
    assert (held.jurisdiction_id, held.license_type, held.number, held.expires_on) == ("US-OH", "US-OH:lisw", "I.1234567",
        date(2027, 3, 31))
    degree = Credential.objects.of(wren).get(kind="degree")
    assert (degree.code, degree.issued_on) == ("master", date(2015, 6, 1))
    insured = Credential.objects.of(wren).get(kind="insurance")
    assert (insured.per_claim, insured.aggregate, insured.currency) == (100_000_000, 300_000_000, "USD")
    assert Participation.objects.within(harbor).get(practitioner=wren).state == "onboarding"
    assert Application.objects.within(harbor).count() == 0
    assert verify(f"organization:{harbor.pk}") is None


def test_saving_the_same_file_twice_changes_nothing(harbor, places, roster):
    path = roster({}, {"reference": "", "given_name": "Maya", "npi": "1679576722"}, {"reference": "", "given_name": "Ida", "npi": ""})
    run(path, "--save")
    counts = (Practitioner.objects.within(harbor).count(), RosterEntry.objects.within(harbor).count(), Event.objects.count())
    _, said = run(path, "--save")
    assert "0 new, 0 changed, 3 as before" in said
    assert (Practitioner.objects.within(harbor).count(), RosterEntry.objects.within(harbor).count(), Event.objects.count()) == counts
    assert counts[:2] == (3, 3)


def test_a_changed_row_replaces_what_it_said_before(harbor, places, roster):
    run(roster({}), "--save")
    _, said = run(roster({"license_expires_on": "2029-03-31", "former_names": "Pike"}), "--save")
    wren = Practitioner.objects.within(harbor).get()
    assert "0 new, 1 changed" in said
    assert [row.expires_on for row in License.objects.of(wren).filter(retired_at=None)] == [date(2029, 3, 31)]
    assert License.objects.of(wren).count() == 2
    assert Credential.objects.of(wren).count() == 2


def test_a_profile_she_claimed_is_left_alone(harbor, places, roster):
    run(roster({}), "--save")
    wren = Practitioner.objects.within(harbor).get()
    wren.claimed_at = clock.now()
    wren.save()
    _, said = run(roster({"license_expires_on": "2029-03-31"}), "--save")
    assert "1 claimed by the therapist and left alone" in said
    assert License.objects.of(wren).get().expires_on == date(2027, 3, 31)
    with pytest.raises(Forbidden):
        add_name(wren, given_name="Wren", family_name="Ash", actor=system("vet", harbor), at=NOON)


def test_another_organization_cannot_write_into_a_profile_it_did_not_import(harbor, places, roster):
    run(roster({}), "--save")
    wren = Practitioner.objects.within(harbor).get()
    with pytest.raises(Forbidden):
        add_name(wren, given_name="Wren", family_name="Ash", actor=system("vet", organization("summit")), at=NOON)


def test_one_faulty_row_saves_none(harbor, places, roster):
    assert "Nothing was saved." in failure(roster({}, {"reference": "A-2", "degree": "diploma"}), "--save")
    assert Practitioner.objects.within(harbor).count() == 0


def test_a_row_that_cannot_be_saved_undoes_the_others(harbor, places, roster):
    register = Register.objects.filter(jurisdiction_id="NL")
    LicenseType.objects.filter(jurisdiction_id="NL").delete()
    register.delete()
    Jurisdiction.objects.filter(code="NL").delete()
    dutch = {"reference": "A-2", "license_jurisdiction": "NL", "license_title": "Gz-psycholoog"}
    assert "Run manage.py load_packs" in failure(roster({}, dutch), "--save")
    assert Practitioner.objects.within(harbor).count() == RosterEntry.objects.within(harbor).count() == 0


def test_two_organizations_import_the_same_person_without_seeing_each_other(harbor, places, roster):
    summit = organization("summit")
    maya = staff(summit, "Ansel Reedmace", Role.NETWORK_MANAGER)
    draft = policies.draft_from_preset(organization=summit, preset="EASNA-high", effective_from=date(2026, 11, 2), actor=maya, at=NOON)
    policies.send_for_approval(draft, actor=maya, at=NOON)
    policies.approve(draft, actor=staff(summit, "Merle Oakhollow", Role.DIRECTOR), at=NOON)
    run(roster({}), "--save")
    run(roster({}), "--save", slug="summit")
    assert Practitioner.objects.within(harbor).get() != Practitioner.objects.within(summit).get()


def test_an_expert_policy_asks_more_of_the_same_row(harbor, places, roster):
    (line,) = vetted(roster({"eap_years": "0.9"}))
    assert outcomes(line)["eap_years"] == "not_met"
    assert line["route"] == "incomplete"
