"""Whoever takes no part in one file of a therapist reads nothing that was decided about her before, nor why she is held or listed."""

import pytest

from licensure.models import Hit
from licensure.workflow.screening import screen_practitioner
from network.access import Role, system
from network.models import Participation, Person, PersonLink, Task
from network.workflow import holds
from tests.licensure.list_files import row
from tests.network.cast import staff
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import listed
from tests.vetting.story import Story, refused
from vetting.guards_interests import takes_part
from vetting.models import ConflictOfInterest
from vetting.queries.committee import closed_files, closed_therapists
from vetting.queries.reading import why_closed
from vetting.workflow import deciding, interests
from vetting.workflow.keeping import catch_up
from vetting.workflow.reviewing import open_review

pytestmark = pytest.mark.django_db
WHY = "We share a practice."
COMMENT = "A call from Larkfield about a missed appointment."
EVERYTHING = (Role.NETWORK_MANAGER, Role.VERIFIER, Role.DIRECTOR, Role.COMMITTEE)


class Closed(Story):
    """A therapist approved once, held, perhaps on a list, and under review; Robin, who may do everything, takes no part in the review."""

    def __init__(self):
        super().__init__()
        self.robin = staff(self.organization, "Robin Reed", *EVERYTHING)
        self.earlier = self.active("Wren Halloway", ago=20)
        self.her = Participation.objects.within(self.organization).get(pk=self.earlier.participation_id)
        listed(
            row(LASTNAME="HALLOWAY", FIRSTNAME="WREN", DOB="19840502", STATE="OH", EXCLDATE="20190320", EXCLTYPE="1128a1"), at=self.at(2)
        )
        screen_practitioner(organization=self.organization, practitioner=self.her.practitioner, actor=system("test"), at=self.at(1))
        self.hit = Hit.objects.within(self.organization).get()
        self.hold = holds.open_hold(
            participation=self.her, reason="complaint", first=self.day(1), actor=self.maya, at=self.at(1), comment=COMMENT,
        )
        self.review = open_review(participation=self.her, reason="Two complaints in one month.", actor=self.maya, at=self.at(1))
        for about in (self.her.practitioner.reference, self.earlier.reference):
            Task(
                organization=self.organization, key=f"mail:{about}", kind="mail_undelivered", role="network_manager", due_on=self.day(),
                about=about, created_at=self.now,
            ).save()
        catch_up(self.organization, at=self.now)

    def recuse(self):
        return interests.take_no_part(self.review, reason=WHY, actor=self.robin, at=self.now)


_world, world = shared(Closed)


@pytest.fixture
def robin(client, world):
    """Her browser, before she says anything."""
    sign_in(client, world.robin)
    return client


def page(client, world, name, **about):
    return get(client, name, world, **about)


# ── Earlier files ────────────────────────────────────────────────────────────


def test_the_decided_files_of_the_therapist_close_with_the_open_one_and_so_do_their_documents(robin, world):
    decision, document = world.earlier.decisions.get(), world.checks(world.earlier).exclude(artefact=None).first().artefact
    addresses = ("file", "decision", "file_timeline", "file_documents", "file_evidence", "file_screening", "review", "vacate")
    about = {"reference": world.earlier.reference}
    assert [page(robin, world, name, **about).status_code for name in addresses[:6]] == [200] * 6
    assert why_closed(document, world.robin, world.now) == ""
    world.recuse()
    assert [page(robin, world, name, **about).status_code for name in addresses] == [403] * 8
    assert "You take no part in this file" in page(robin, world, "file", **about).content.decode()
    assert why_closed(document, world.robin, world.now) == "It belongs to a file in which you take no part."
    assert closed_files(world.organization, world.robin) == {world.earlier.pk, world.review.pk}
    assert closed_files(world.organization, world.ines) == set()
    said = {"reason": WHY, "at": world.now}
    assert "recused" in refused(deciding.vacate, world.earlier, actor=world.robin, **said)
    assert decision.pk == world.earlier.decisions.get().pk


def test_what_she_only_verified_and_where_it_was_said_that_she_takes_part_stay_open(world):
    row = world.recuse()
    ConflictOfInterest.objects.within(world.organization).filter(pk=row.pk).update(kinds=["verified"])
    assert closed_files(world.organization, world.robin) == {world.review.pk}
    assert closed_therapists(world.organization, world.robin) == set()
    ConflictOfInterest.objects.within(world.organization).filter(pk=row.pk).update(kinds=["employer"])
    ConflictOfInterest(
        organization=world.organization, application=world.earlier, person_id=world.robin.person_id, kinds=["employer"],
        state="dismissed", found_at=world.at(9),
    ).save()
    assert closed_files(world.organization, world.robin) == {world.review.pk}
    assert refused(deciding.vacate, world.earlier, reason=WHY, actor=world.robin, at=world.now) == ["second_person"]


def test_of_the_next_file_she_is_asked_anew_and_decides_nothing_before(world):
    row = world.recuse()
    ConflictOfInterest.objects.within(world.organization).filter(pk=row.pk).update(application=world.earlier)
    asked = {"actor": world.robin, "at": world.now}
    assert [refusal.code for refusal in takes_part(world.review, **asked)] == ["interest_open"]
    assert list(takes_part(world.review, actor=world.ines, at=world.now)) == []
    interests.propose_interests(world.review, on=world.day(), actor=world.tom, at=world.now)
    proposed = world.review.conflicts.get()
    assert (proposed.person_id, proposed.state, proposed.kinds) == (world.robin.person_id, "proposed", ["earlier"])
    assert [refusal.code for refusal in takes_part(world.review, **asked)] == ["interest_open"]
    interests.dismiss(proposed, reason="They moved apart.", actor=world.petra, at=world.now)
    assert list(takes_part(world.review, **asked)) == []
    assert closed_files(world.organization, world.robin) == {world.earlier.pk}


# ── Her standing ─────────────────────────────────────────────────────────────


def test_her_standing_says_whether_and_not_why(robin, world):
    here = {"reference": world.her.practitioner.reference}
    assert COMMENT in text(page(robin, world, "standing_of", **here))
    why = page(robin, world, "standing").context["page"].rows[0].cells[-1].value
    world.recuse()
    said = text(page(robin, world, "standing_of", **here))
    assert "is not in good standing today" in said and COMMENT not in said and "complaint" not in said.lower()
    assert "You take no part in what is decided about this therapist" in said
    for closed in ("Open a hold", "Give notice", "Suspend, restrict or end", "What was said about this therapist"):
        assert closed not in said
    assert why and page(robin, world, "standing").context["page"].rows[0].cells[-1].value == "Closed to you"
    sign_in(robin, world.ines)
    assert COMMENT in text(page(robin, world, "standing_of", **here))


def test_she_opens_ends_and_erases_nothing_of_hers(robin, world):
    here = {"reference": world.her.practitioner.reference}
    world.recuse()
    assert post(robin, "open_hold", world, {"reason": "complaint", "first": world.day().isoformat()}, **here).status_code == 403
    assert page(robin, world, "hold", key=world.hold.key, **here).status_code == 403
    assert [page(robin, world, name, **here).status_code for name in ("notice", "keeping")] == [403, 403]
    assert post(robin, "keep", world, {}, do="place", **here).status_code == 403


# ── That a list match exists ─────────────────────────────────────────────────


def test_a_list_of_matches_and_the_queue_do_not_tell_of_a_match(robin, world):
    def counted():
        views = [view for group in queue().context["page"].views for view in group.views]
        return next(view.count for view in views if "view=matches" in view.url)

    def queue(**asked):
        return page(robin, world, "queue", query={"view": "all", **asked})

    assert "1 list match to judge" in text(page(robin, world, "matches")) and counted() == 1
    assert {row.key for row in queue(flag="match").context["page"].rows} == {world.review.reference}
    world.recuse()
    said = text(page(robin, world, "matches"))
    assert "No list match to judge" in said and "Halloway" not in said
    assert queue(flag="match").context["page"].rows == () and counted() == 0
    rows = {row.key: [getattr(cell.value, "word", cell.value) for cell in row.cells] for row in queue().context["page"].rows}
    closed = ["Closed to you", "You take no part in this file.", "", "", "", "", ""]
    assert rows == {world.earlier.reference: closed, world.review.reference: closed}
    assert "Wren Halloway" in text(queue()), "her name stays: whoever searches for her reads that the file is closed"


def test_the_next_file_is_none_that_is_closed(robin, world):
    other = world.submitted("Ida Lanternberg", ago=3)
    type(world.review).objects.within(world.organization).filter(pk=world.review.pk).update(assignee=world.robin.person_id)
    world.recuse()
    assert get(robin, "next_file", world, reference=other.reference).url.endswith("/queue/")


# ── The trail, and tasks ─────────────────────────────────────────────────────


def test_the_audit_trail_keeps_its_numbers_and_says_nothing_of_them(robin, world):
    before = page(robin, world, "audit").context["page"].lines
    assert any(COMMENT in line.note for line in before)
    world.recuse()
    after = page(robin, world, "audit").context["page"].lines
    assert len({line.number for line in after} & {line.number for line in before}) > 40
    assert not any(COMMENT in line.note or line.about in (world.earlier.reference, world.review.reference) for line in after)
    told = {line.act for line in after if line.note.startswith("You take no part")}
    assert told == {"Closed to you"}
    assert page(robin, world, "audit", query={"action": "hold.opened"}).context["page"].lines == ()
    sign_in(robin, world.maya)
    assert any(COMMENT in line.note for line in page(robin, world, "audit").context["page"].lines)


def test_tasks_about_her_are_closed(robin, world):
    assert "A mail did not arrive" in text(page(robin, world, "tasks"))
    world.recuse()
    said = text(page(robin, world, "tasks"))
    assert "A mail did not arrive" not in said and said.count("Closed to you") == 2


def test_a_second_account_of_the_same_person_is_as_closed(world):
    again = staff(world.organization, "Robin Reed-Marsh", *EVERYTHING)
    assert closed_files(world.organization, again) == set()
    low, high = sorted((again.person_id, world.robin.person_id))
    PersonLink.objects.create(one_id=low, other_id=high, reason="Same", proposed_by=Person.objects.get(pk=world.maya.person_id))
    world.recuse()
    assert closed_files(world.organization, again) == {world.earlier.pk, world.review.pk}

