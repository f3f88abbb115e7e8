"""The evidence page of a file: the worksheet at its decision, and what was changed after it was verified."""

from datetime import date

import pytest

from licensure.models import License
from licensure.workflow import evidence, verifications
from network.models import Event
from tests.shared import shared
from tests.vetting.pages import get, sign_in, text
from tests.vetting.staff_world import World
from vetting.queries.changes import changes
from vetting.queries.samples import sheet_of

pytestmark = pytest.mark.django_db


_world, world = shared(World)


def license_check(world, file):
    return world.checks(file).get(element="license")


def checked_anew(world, file, *, to, why):
    """The license is checked once more, with another last day."""
    old = license_check(world, file)
    verifications.renew(old, actor=world.tom, at=world.at(4), on=world.day(4))
    new = license_check(world, file)
    world.verify(new, ago=3, actor=world.maya, good_through=to, comment=why)
    return old


def test_who_changed_an_expiry_date_when_from_what_and_why(client, world):
    file = world.checked()
    old = checked_anew(world, file, to=date(2031, 1, 31), why="The board mended its entry.")
    sign_in(client, world.maya)
    page = get(client, "file_evidence", world, reference=file.reference)
    (row,) = [row for row in page.context["page"].changes if row.field == "Good through"]
    event = Event.objects.filter(action="verification.verify").order_by("-sequence").first()
    assert (row.after, row.who, row.why) == ("31 Jan 2031", "Maya Lindenwood", "The board mended its entry.")
    assert row.before.endswith(str(old.good_through.year)) and row.number == f"#{event.sequence}" and row.at == world.at(3)
    shown = text(page)
    assert all(words in shown for words in ("Changed after it was verified", "31 Jan 2031", "Maya Lindenwood", "mended its entry"))


def test_what_she_corrects_herself_after_it_was_verified_is_told_field_by_field(world):
    file = world.checked()
    mine = License.objects.of(file.practitioner).get()
    evidence.add_license(
        practitioner=file.practitioner, replaces=mine, jurisdiction_id="US-OH", license_type="US-OH:lisw", number=mine.number,
        issued_on=mine.issued_on, expires_on=date(2030, 5, 31), actor=file.herself, at=world.at(1),
    )
    (change,) = changes(file)
    assert (change.field, change.before, change.after) == ("expires_on", mine.expires_on.isoformat(), "2030-05-31")
    assert (change.event.who, change.event.action) == ("Wren Halloway", "license.added")


def test_what_she_takes_out_after_it_was_verified_is_told_field_by_field(client, world):
    file = world.checked()
    mine = License.objects.of(file.practitioner).get()
    event = evidence.retire(mine, actor=file.herself, at=world.at(1))
    found = {change.field: (change.before, change.after) for change in changes(file)}
    assert found["expires_on"] == (mine.expires_on.isoformat(), None) and found["number"] == (mine.number, None)
    assert {change.event.pk for change in changes(file)} == {event.pk} and all(before for before, _after in found.values())
    sign_in(client, world.maya)
    page = get(client, "file_evidence", world, reference=file.reference)
    (row,) = [row for row in page.context["page"].changes if row.before == mine.number]
    assert (row.after, row.who, row.number) == ("nothing", "Wren Halloway", f"#{event.sequence}")


def test_one_taken_out_and_another_added_later_are_no_correction(world):
    file = world.checked()
    mine = License.objects.of(file.practitioner).get()
    values = {"jurisdiction_id": "US-OH", "license_type": "US-OH:lisw", "issued_on": mine.issued_on, "expires_on": date(2030, 5, 31)}
    evidence.retire(mine, actor=file.herself, at=world.at(2))
    evidence.add_license(practitioner=file.practitioner, number="I.7777777", actor=file.herself, at=world.at(1), **values)
    assert {(change.field, change.after) for change in changes(file)} >= {("number", None), ("expires_on", None)}
    assert {change.event.action for change in changes(file)} == {"license.retired"}


def test_a_stretch_written_anew_after_her_history_was_verified_is_told_and_one_before_is_not(world):
    file = world.checking()
    stretch = {"employer": "Harbor Clinic", "role": "Counselor", "first_month": date(2020, 1, 1), "last_month": date(2021, 1, 1)}
    position = evidence.write_position(practitioner=file.practitioner, actor=file.herself, at=world.at(9), **stretch)
    check = verifications.open_verification(
        organization=world.organization, practitioner=file.practitioner, file=file.reference, element="work_history", actor=world.tom,
        at=world.at(8), on=world.day(8),
    )
    world.verify(check, ago=5)
    before = changes(file)
    evidence.write_position(
        practitioner=file.practitioner, position=position, last_month=date(2022, 6, 1), actor=file.herself, at=world.at(1)
    )
    (change,) = [change for change in changes(file) if change not in before]
    assert (change.about, change.field, change.before, change.after) == ("work_history", "last_month", "2021-01-01", "2022-06-01")
    assert before == []
    evidence.remove_position(position, actor=file.herself, at=world.now)
    assert ("employer", "Harbor Clinic", None) in {(change.field, change.before, change.after) for change in changes(file)}


@pytest.mark.parametrize(("act", "state", "words"), [
    (verifications.flag, "discrepant", "Differs"), (verifications.mark_unavailable, "unavailable", "Source unavailable"),
])
def test_a_check_done_anew_that_is_not_verified_again_says_so(client, world, act, state, words):
    file = world.checked()
    verifications.renew(license_check(world, file), actor=world.tom, at=world.at(4), on=world.day(4))
    act(license_check(world, file), comment="The board has no entry any more.", actor=world.tom, at=world.at(3))
    (change,) = [change for change in changes(file) if change.field == "state"]
    assert (change.before, change.after, change.why, change.event.who) == (
        "verified", state, "The board has no entry any more.", "Tom Wetherby",
    )
    sign_in(client, world.maya)
    rows = get(client, "file_evidence", world, reference=file.reference).context["page"].changes
    assert [(row.field, row.before, row.after) for row in rows if row.field == "State"] == [("State", "Verified", words)]


def test_what_she_corrects_before_anybody_verified_it_is_no_change(world):
    file = world.checking()
    mine = License.objects.of(file.practitioner).get()
    evidence.add_license(
        practitioner=file.practitioner, replaces=mine, jurisdiction_id="US-OH", license_type="US-OH:lisw", number=mine.number,
        issued_on=mine.issued_on, expires_on=date(2030, 5, 31), actor=file.herself, at=world.at(1),
    )
    assert changes(file) == []


def test_a_check_done_anew_with_the_same_answer_shows_only_what_differs(world):
    file = world.checked()
    old = license_check(world, file)
    verifications.renew(old, actor=world.tom, at=world.at(4), on=world.day(4))
    world.verify(license_check(world, file), ago=3, good_through=old.good_through, as_of=old.as_of)
    assert changes(file) == []


def test_an_untouched_file_says_that_nothing_was_changed_and_an_undecided_one_has_no_worksheet(client, world):
    file = world.checked()
    sign_in(client, world.maya)
    page = get(client, "file_evidence", world, reference=file.reference)
    assert page.context["page"].rows == () and "Not decided yet" in text(page) and "Nothing was changed" in text(page)


def test_the_worksheet_judges_each_element_on_the_day_of_the_decision(client, world):
    file = world.approved()
    sheet = sheet_of(file)
    rows = {line.evidence.element: line for line in sheet.lines}
    assert rows["license"].window == 120 and rows["license"].days == (sheet.decision.decided_on - rows["license"].evidence.as_of).days
    assert {line.verdict for line in sheet.lines} == {"met"} and rows["license"].evidence.who == "Tom Wetherby"
    assert rows["attestation"].window == 180 and rows["attestation"].evidence.who == "Wren Halloway"
    sign_in(client, world.maya)
    page = get(client, "file_evidence", world, reference=file.reference)
    shown = {row.what: row for row in page.context["page"].rows}
    assert shown["Signed statement"].days.endswith("of 180") and "Met" in text(page)


def test_what_was_checked_anew_later_leaves_the_worksheet_as_it_was(world):
    file = world.approved()
    before = sheet_of(file).lines
    checked_anew(world, file, to=date(2031, 1, 31), why="A later look.")
    assert sheet_of(file).lines[0].evidence.as_of == before[0].evidence.as_of
    assert [line.verdict for line in sheet_of(file).lines] == [line.verdict for line in before]


def test_a_longer_file_takes_no_more_queries(client, world, django_assert_max_num_queries):
    file = world.approved()
    sign_in(client, world.maya)
    with django_assert_max_num_queries(60) as few:
        get(client, "file_evidence", world, reference=file.reference)
    checked_anew(world, file, to=date(2031, 1, 31), why="A later look.")
    with django_assert_max_num_queries(len(few.captured_queries)):
        get(client, "file_evidence", world, reference=file.reference)
