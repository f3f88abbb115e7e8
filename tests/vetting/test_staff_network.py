"""An existing network moves in by a page: faults by row and column, a preview, and each row on its own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from licensure.models import Hit
from licensure.workflow import adjudication
from network.models import Practitioner
from tests.licensure.list_files import row
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World, listed
from vetting.models import Decision

pytestmark = pytest.mark.django_db
COLUMNS = (
    "reference", "given_name", "family_name", "date_of_birth", "license_jurisdiction", "license_title", "license_number",
    "license_expires_on", "decided_on", "decided_by", "document", "due_on", "terms_on",
)


_world, world = shared(World)


def person(world, number, name="Alma Brightwater", **changes):
    given, family = name.split(" ", 1)
    cells = {
        "reference": f"A{number}", "given_name": given, "family_name": family, "date_of_birth": "1980-02-03",
        "license_jurisdiction": "US-OH", "license_title": "LISW", "license_number": f"I.{number:07d}",
        "license_expires_on": world.day(-700).isoformat(), "decided_on": world.day(300).isoformat(),
        "decided_by": "Committee of Pier EAP", "document": "Minutes 7", "due_on": world.day(-400).isoformat(),
        "terms_on": world.day(290).isoformat(),
    }
    return {**cells, **changes}


def csv(*rows, columns=COLUMNS) -> str:
    return "\n".join([",".join(columns), *(",".join(cells.get(name, "") for name in columns) for cells in rows)])


def bring(client, world, content):
    content = content.encode() if isinstance(content, str) else content
    return post(client, "record_network", world, {"roster": SimpleUploadedFile("network.csv", content, "text/csv")})


def confirm(client, world, content):
    return post(client, "record_network", world, {"text": content})


def recorded(world):
    return Decision.objects.within(world.organization).filter(origin="recorded")


def test_what_was_read_is_shown_and_nothing_is_recorded_before_the_yes(client, world):
    sign_in(client, world.maya)
    answer = bring(client, world, csv(person(world, 1), person(world, 2, "Bruno Castellan")))
    assert answer.status_code == 200 and "2 therapists will move in" in text(answer) and "Committee of Pier EAP" in text(answer)
    assert not recorded(world).exists() and not Practitioner.objects.within(world.organization).exists()


def test_a_yes_records_each_decision_as_one_that_was_made_elsewhere(client, world):
    content = csv(person(world, 1), person(world, 2, "Bruno Castellan", terms_on=""))
    sign_in(client, world.maya)
    bring(client, world, content)
    assert "2 therapists moved in" in text(confirm(client, world, content))
    decisions = {decision.application.practitioner.person.full_name: decision for decision in recorded(world)}
    alma, bruno = decisions["Alma Brightwater"], decisions["Bruno Castellan"]
    assert (alma.original["body"], alma.original["document"], alma.due_on) == ("Committee of Pier EAP", "Minutes 7", world.day(-400))
    assert (alma.application.participation.state, bruno.application.participation.state) == ("active", "onboarding")


def test_doing_it_twice_adds_nothing(client, world):
    content = csv(person(world, 1))
    sign_in(client, world.maya)
    confirm(client, world, content)
    assert "1 therapist moved in" in text(confirm(client, world, content))
    assert recorded(world).count() == 1 and Practitioner.objects.within(world.organization).count() == 1


@pytest.mark.parametrize(
    "changes, column, said",
    [
        ({"decided_on": ""}, "decided_on", "The cell is empty."),
        ({"decided_by": ""}, "decided_by", "The cell is empty."),
        ({"document": ""}, "document", "The cell is empty."),
        ({"due_on": "soon"}, "due_on", "“soon” is not a date"),
        ({"due_on": "2020-01-01"}, "due_on", "The next vetting was due before today."),
        ({"due_on": "2090-01-01"}, "due_on", "A vetting lasts at most 36 months"),
        ({"decided_on": "2090-01-01"}, "decided_on", "The original decision lies in the future."),
        ({"license_jurisdiction": "US-ZZ"}, "license_jurisdiction", "no jurisdiction we know"),
        ({"license_title": "Wizard"}, "license_title", "Wizard"),
        ({"given_name": ""}, "given_name", "The cell is empty."),
    ],
)
def test_a_fault_is_named_by_row_and_column_and_nothing_is_recorded(client, world, changes, column, said):
    content = csv(person(world, 1), person(world, 2, "Bruno Castellan", **changes))
    sign_in(client, world.maya)
    answer = bring(client, world, content)
    page = answer.context["page"]
    assert answer.status_code == 422
    assert any((fault.row, fault.column) == (3, column) and said in str(fault.message) for fault in page.faults), page.faults
    assert confirm(client, world, content).status_code == 422 and not recorded(world).exists()


def test_the_same_therapist_twice_is_a_fault(client, world):
    sign_in(client, world.maya)
    answer = bring(client, world, csv(person(world, 1), person(world, 1)))
    assert answer.status_code == 422 and "The same therapist stands in row 2." in text(answer)


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "empty"),
        (b"\xff\xfe\x00\x01", "UTF-8"),
        (b"shoe_size\n38\n", "The column is missing."),
        (b"x" * 1_000_001, "larger than 1 MB"),
    ],
    ids=["empty", "binary", "columns", "huge"],
)
def test_a_file_that_cannot_be_used_says_why(client, world, content, said):
    sign_in(client, world.maya)
    answer = bring(client, world, content)
    assert answer.status_code == 422 and said in text(answer)


def test_somebody_on_a_list_is_left_out_until_two_people_judged_her(client, world):
    listed(row(LASTNAME="BRIGHTWATER", FIRSTNAME="ALMA", DOB="19800203"), at=world.start)
    content = csv(person(world, 1), person(world, 2, "Bruno Castellan"))
    sign_in(client, world.maya)
    said = text(confirm(client, world, content))
    assert "1 therapist moved in" in said and "1 was left out" in said and "is not judged yet" in said
    hit = Hit.objects.within(world.organization).get()
    adjudication.propose_clear(hit, differing=("license_number",), reason="Another license.", actor=world.tom, at=world.now)
    adjudication.clear(hit, reason="Another license, seen too.", actor=world.ines, at=world.now)
    assert "2 therapists moved in" in text(confirm(client, world, content))
    assert recorded(world).count() == 2


def test_fifty_move_in(client, world):
    names = [f"Person{chr(65 + n // 26)}{chr(97 + n % 26)} Harborling{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(50)]
    content = csv(*(person(world, n, name) for n, name in enumerate(names)))
    sign_in(client, world.maya)
    assert "50 therapists moved in" in text(confirm(client, world, content))


def test_who_may_bring_a_network(client, world):
    for who, status in [("maya", 200), ("ines", 200), ("tom", 403), ("una", 403), ("rosa", 403)]:
        sign_in(client, getattr(world, who))
        assert get(client, "record_network", world).status_code == status, who
    sign_in(client, staff(organization("summit"), "Calder Rimrock"))
    assert get(client, "record_network", world).status_code == 404
