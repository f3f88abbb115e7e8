"""The evidence page of a file: the worksheet at its decision, and what was changed after it was verified."""

from datetime import date

import pytest

from licensure.models import Credential, License
from licensure.workflow import evidence, verifications
from network.documents import keep_own
from network.events import record
from network.models import Event, PractitionerName
from network.workflow import people
from tests.network.files import pdf
from tests.shared import shared
from tests.vetting.pages import get, sign_in, text
from tests.vetting.staff_world import World
from vetting.queries.changes import changes
from vetting.queries.samples import sheet_of
from vetting.workflow import profile

pytestmark = pytest.mark.django_db


_world, world = shared(World)
_file, file = shared(lambda world: world.checked(), "_file")


def license_check(world, file):
    return world.checks(file).get(element="license")


def checked_anew(world, file, *, to, why):
    """The license is checked once more, with another last day."""
    old = license_check(world, file)
    verifications.renew(old, actor=world.tom, at=world.at(4), on=world.day(4))
    new = license_check(world, file)
    world.verify(new, ago=3, actor=world.maya, good_through=to, comment=why)
    return old


def test_who_changed_an_expiry_date_when_from_what_and_why(client, world, file):
    old = checked_anew(world, file, to=date(2031, 1, 31), why="The board mended its entry.")
    sign_in(client, world.maya)
    page = get(client, "file_evidence", world, reference=file.reference)
    (row,) = [row for row in page.context["page"].changes if row.field == "Good through"]
    event = Event.objects.filter(action="verification.verify").order_by("-sequence").first()
    assert (row.after, row.who, row.why) == ("31 Jan 2031", "Maya Lindenwood", "The board mended its entry.")
    assert row.before.endswith(str(old.good_through.year)) and row.number == f"#{event.sequence}" and row.at == world.at(3)
    shown = text(page)
    assert all(words in shown for words in ("Changed after it was verified", "31 Jan 2031", "Maya Lindenwood", "mended its entry"))


def test_what_she_corrects_herself_after_it_was_verified_is_told_field_by_field(world, file):
    mine = License.objects.of(file.practitioner).get()
    evidence.add_license(
        practitioner=file.practitioner, replaces=mine, jurisdiction_id="US-OH", license_type="US-OH:lisw", number=mine.number,
        issued_on=mine.issued_on, expires_on=date(2030, 5, 31), actor=file.herself, at=world.at(1),
    )
    (change,) = changes(file)
    assert (change.field, change.before, change.after) == ("expires_on", mine.expires_on.isoformat(), "2030-05-31")
    assert (change.event.who, change.event.action) == ("Wren Halloway", "license.added")


def test_what_she_takes_out_after_it_was_verified_is_told_field_by_field(client, world, file):
    mine = License.objects.of(file.practitioner).get()
    event = evidence.retire(mine, actor=file.herself, at=world.at(1))
    found = {change.field: (change.before, change.after) for change in changes(file)}
    assert found["expires_on"] == (mine.expires_on.isoformat(), None) and found["number"] == (mine.number, None)
    assert {change.event.pk for change in changes(file)} == {event.pk} and all(before for before, _after in found.values())
    sign_in(client, world.maya)
    page = get(client, "file_evidence", world, reference=file.reference)
    (row,) = [row for row in page.context["page"].changes if row.before == mine.number]
    assert (row.after, row.who, row.number) == ("nothing", "Wren Halloway", f"#{event.sequence}")


def test_one_taken_out_and_another_added_later_are_no_correction(world, file):
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


def received(world, file, name, ago):
    """A paper she sends, not yet hung on anything."""
    paper = keep_own(
        owner=file.practitioner, kind="insurance", content=pdf() + name.encode(), content_type="application/pdf", filename=name,
        actor=file.herself, at=world.at(ago),
    )
    paper.sent = False
    paper.save()
    return paper


def sent_anew(world, file, ago, note=""):
    """The certificate of her policy once more, and nothing else differs. Returns the policy as it was, and the paper."""
    mine = Credential.objects.of(file.practitioner).get(kind="insurance", retired_at=None)
    paper = received(world, file, "clearer.pdf", ago)
    values = {"kind": "insurance"} | {name: getattr(mine, name) for name in (
        "title", "issuer", "number", "named_person", "covers_from", "covers_through", "per_claim", "aggregate", "currency",
    )}
    profile.write_entry(
        "insurance", practitioner=file.practitioner, values=values, paper=paper, note=note, replaces=mine, actor=file.herself,
        at=world.at(ago),
    )
    return mine, paper


def test_another_paper_in_place_of_a_verified_one_is_told_with_both_versions_and_her_note(client, world, file):
    mine, paper = sent_anew(world, file, 1, note="The first scan was cut off.")
    (change,) = changes(file)
    old = mine.document
    assert (change.field, change.event.action, change.event.at) == ("document", "credential.added", world.at(1))
    assert change.before == f"certificate.pdf, v1, SHA-256 {old.sha256[:12]}…"
    assert change.after == f"clearer.pdf, v2, SHA-256 {paper.sha256[:12]}…" and paper.sha256 != old.sha256
    sign_in(client, world.maya)
    (row,) = get(client, "file_evidence", world, reference=file.reference).context["page"].changes
    assert (row.what, row.field, row.who, row.why) == (
        "Professional liability", "Document", "Wren Halloway", "The first scan was cut off.",
    )


def test_another_paper_before_anybody_verified_it_is_no_change_and_the_same_paper_carried_over_neither(world):
    file = world.checking()
    sent_anew(world, file, 11)
    assert changes(file) == []
    for check in world.checks(file):
        world.verify(check, ago=10)
    mine = Credential.objects.of(file.practitioner).get(kind="insurance", retired_at=None)
    evidence.add_credential(
        practitioner=file.practitioner, replaces=mine, kind="insurance", per_claim=200_000_000, title=mine.title, issuer=mine.issuer,
        number=mine.number, named_person=mine.named_person, covers_from=mine.covers_from, covers_through=mine.covers_through,
        aggregate=mine.aggregate, currency=mine.currency, actor=file.herself, at=world.at(1),
    )
    assert [change.field for change in changes(file)] == ["per_claim"]


def test_a_paper_hung_on_an_entry_as_it_stands_is_told(world, file):
    mine = Credential.objects.of(file.practitioner).get(kind="insurance")
    paper = keep_own(
        owner=file.practitioner, kind="insurance", content=pdf(), content_type="application/pdf", filename="second.pdf",
        actor=file.herself, at=world.at(1),
    )
    evidence.attach(mine, paper, actor=file.herself, at=world.at(1))
    (change,) = changes(file)
    assert (change.field, change.before.partition(",")[0], change.after.partition(",")[0]) == ("document", "certificate.pdf", "second.pdf")


def test_a_name_changed_after_somebody_checked_who_she_is_is_told_and_one_before_is_not(client, world):
    file = world.checking()
    people.change_profile(file.practitioner, person={"prefix": "van"}, actor=file.herself, at=world.at(12))
    for check in world.checks(file):
        world.verify(check, ago=10)
    assert world.checks(file).filter(element="identity", state="verified").exists() and changes(file) == []
    people.change_profile(file.practitioner, person={"family_name": "Pike"}, phone="555", actor=file.herself, at=world.at(3))
    added = people.add_name(file.practitioner, given_name="Wren", family_name="Ash", kind="partner", actor=file.herself, at=world.at(2))
    people.remove_name(added, actor=file.herself, at=world.at(1))
    assert [(change.about, change.field, change.before, change.after) for change in changes(file)] == [
        ("identity", "name", "Wren Ash", None), ("identity", "name", None, "Wren Ash"), ("identity", "family_name", "Halloway", "Pike"),
    ]
    assert PractitionerName.objects.of(file.practitioner).count() == 2
    sign_in(client, world.maya)
    shown = get(client, "file_evidence", world, reference=file.reference)
    first, *_others, last = shown.context["page"].changes
    assert (first.what, first.field, first.before, first.after) == ("Identity", "Other name", "Wren Ash", "nothing")
    assert (last.field, last.before, last.after, last.at) == ("Family name", "Halloway", "Pike", world.at(3))
    assert (last.who, last.why) == ("Wren Halloway", "No reason given: therapists are not asked for one.") and last.number.startswith("#")


def test_the_name_of_whoever_took_a_checked_profile_over_is_told(world):
    file = world.checked()
    name = {"given_name": "Wren", "prefix": "", "date_of_birth": date(1984, 5, 2)}
    before, after = {"person": 1, "family_name": "Halloway", **name}, {"person": 2, "family_name": "Pike", "claim": 3, **name}
    # as network.workflow.claims tells it; tests/network/test_claims.py holds its words
    record(file.practitioner, "practitioner.claimed", actor=file.herself, at=world.at(1), before=before, after=after)
    assert [(change.about, change.field, change.before, change.after) for change in changes(file)] == [
        ("identity", "family_name", "Halloway", "Pike"),
    ]


@pytest.mark.parametrize(("act", "state", "words"), [
    (verifications.flag, "discrepant", "Differs"), (verifications.mark_unavailable, "unavailable", "Source unavailable"),
])
def test_a_check_done_anew_that_is_not_verified_again_says_so(client, world, file, act, state, words):
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


def test_a_check_done_anew_with_the_same_answer_shows_only_what_differs(world, file):
    old = license_check(world, file)
    verifications.renew(old, actor=world.tom, at=world.at(4), on=world.day(4))
    world.verify(license_check(world, file), ago=3, good_through=old.good_through, as_of=old.as_of)
    assert changes(file) == []


def test_an_untouched_file_says_that_nothing_was_changed_and_an_undecided_one_has_no_worksheet(client, world, file):
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
