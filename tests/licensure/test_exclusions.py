"""A confirmed exclusion: its own organization acts the same day, the others are asked about the row and told nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from licensure.models import Hit, Screening
from licensure.workflow import adjudication
from licensure.workflow.exclusions import raise_elsewhere
from licensure.workflow.screening import screen_practitioner
from network.access import Role, system
from network.events import timeline
from network.models import Event, Hold, Job, Letter, Message
from network.workflow.participation import take_part
from tests.licensure.list_files import row
from tests.licensure.test_adjudication import WHY, load
from tests.network.cast import organization, staff, therapist
from tests.world import work

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 11, 3, 3, tzinfo=UTC)  # still the second in New York


@pytest.fixture
def summit():
    return organization("summit")


@pytest.fixture
def wren(harbor, summit):
    her = therapist()[0]
    for where in (harbor, summit):
        take_part(organization=where, practitioner=her, actor=staff(where, "Tom Wetherby"), at=LATE)
    return her


@pytest.fixture
def crew(harbor):
    """Who judges, and one colleague of each other kind."""
    staff(harbor, "Priya Fenwick", Role.FINANCE)
    staff(harbor, "Alden Brook", Role.ADMIN)
    return staff(harbor, "Maya Lindenwood", Role.VERIFIER), staff(harbor, "Ines Calloway", Role.DIRECTOR)


def confirmed(where, who, crew) -> Hit:
    """Screened, found and confirmed by two people."""
    load(row(), row(LASTNAME="ASH"))
    screen_practitioner(organization=where, practitioner=who, actor=system("nightly", where), at=LATE)
    hit = Hit.objects.within(where).get()
    adjudication.propose_confirm(hit, reason=WHY, actor=crew[0], at=LATE)
    adjudication.confirm(hit, reason="Same license number.", actor=crew[1], at=LATE)
    return hit


def test_the_day_of_knowledge_is_kept_and_the_hold_begins_on_it(harbor, wren, crew):
    hit = confirmed(harbor, wren, crew)
    hit.refresh_from_db()
    assert hit.known_on == date(2026, 11, 2)
    assert Hold.objects.within(harbor).get().first == hit.known_on
    known = next(event for event in timeline(hit) if event.action == "exclusion.known")
    assert known.payload.values["after"] == {"known_on": "2026-11-02", "holds": hit.hold_refs}


def test_everyone_who_must_act_is_told_once_and_without_a_name(harbor, summit, wren, crew):
    confirmed(harbor, wren, crew)
    work()
    mails = Message.objects.within(harbor).filter(template="exclusion_confirmed")
    assert sorted(mails.values_list("address", flat=True)) == ["brook@harbor.example", "calloway@harbor.example", "wetherby@harbor.example"]
    assert all("Halloway" not in mail.body and "/harbor/matches/" in mail.body for mail in mails)
    assert not Message.objects.within(summit).exists()


def test_another_organization_gets_the_hit_and_not_the_judgment(harbor, summit, wren, crew):
    hit = confirmed(harbor, wren, crew)
    assert not Hit.objects.within(summit).exists()
    work()
    theirs = Hit.objects.within(summit).get()
    assert (theirs.state, theirs.entry_id, theirs.reason, theirs.proposed_by_id, theirs.known_on) == ("open", hit.entry_id, "", None, None)
    assert not Hold.objects.within(summit).exists()
    assert not Letter.objects.within(summit).exists()
    assert Screening.objects.within(summit).get().by_label == "screening"
    said = str([event.payload.values for event in Event.objects.filter(scope=f"organization:{summit.pk}").select_related("payload")])
    assert "hit.raised" in str([event.action for event in Event.objects.filter(scope=f"organization:{summit.pk}")])
    assert "Harbor" not in said
    assert WHY not in said


def test_an_organization_that_judged_the_row_already_is_left_alone(harbor, summit, wren, crew):
    hit = confirmed(harbor, wren, crew)
    assert raise_elsewhere(hit, at=LATE) == 1
    assert raise_elsewhere(hit, at=LATE + timedelta(hours=1)) == 0
    assert Screening.objects.within(summit).count() == 1


def test_where_she_takes_no_part_nobody_is_asked(harbor, crew):
    elsewhere = organization("noord")
    hit = confirmed(harbor, therapist()[0], crew)
    work()
    assert (raise_elsewhere(hit, at=LATE), Hit.objects.within(elsewhere).exists()) == (0, False)


def test_the_change_is_published_so_that_she_is_told_and_nothing_is_released(harbor, wren, crew):
    hit = confirmed(harbor, wren, crew)
    (hold,) = Hold.objects.within(harbor)
    assert hold.reason == "exclusion" and set(hold.stops) == {"offer", "session", "release"} and hold.source == f"hit:{hit.pk}"
    assert Job.objects.filter(name="vetting.tell_standing").exists(), "her letter with cause, date, effect and rights"
    assert Job.objects.filter(name="licensure.follow_exclusion").count() == 1
