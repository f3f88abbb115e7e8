"""What a policy says of the committee and what comes of it: who signs clean files, how often it meets, packets without names."""

from datetime import timedelta

import pytest
from django.urls import reverse

from network.models import Parameter
from tests.pdf_text import text_of
from tests.vetting.pages import sign_in, text
from tests.vetting.sitting import Sitting
from vetting.pages.meetings import committee_page
from vetting.queries.committee import committee_on, meet_by
from vetting.workflow import meetings, voting
from vetting.workflow.clean import sign_clean

pytestmark = pytest.mark.django_db


def signed(here, files, actor):
    found = sign_clean(files, actor=actor, at=here.later())
    return len(found.decisions), [refusal.code for _file, reasons in found.refused for refusal in reasons]


def say(here, **settings):
    """The policy in force says this of the committee."""
    rows = Parameter.objects.within(here.harbor).filter(key="vetting.committee")
    rows.update(value={**rows.get().value, **settings})


def test_clean_files_are_signed_by_whom_and_as_many_at_once_as_the_policy_says():
    here = Sitting()
    files = [here.clean(), here.clean(), here.clean()]
    assert signed(here, files[:1], here.ivo) == (1, [])
    say(here, clean_by_director=True, clean_batch=1)
    assert signed(here, files[1:], here.ivo) == (0, ["director_signs", "director_signs", "batch_full"])
    assert signed(here, files[1:], here.ines) == (1, ["batch_full"])
    assert signed(here, files[2:], here.ines) == (1, [])


def due(here, on):
    return meet_by(here.harbor, committee_on(here.harbor, on), on)


def test_the_next_meeting_is_due_in_the_committees_rhythm_and_overdue_is_said(client):
    here = Sitting()
    today = here.day()
    assert due(here, today) is None
    say(here, meeting_days=30)
    assert due(here, today) == today + timedelta(days=30)
    here.meeting(on=today + timedelta(days=31))
    assert due(here, today) == today + timedelta(days=30)
    sign_in(client, here.maya)
    page = client.get(reverse("committee", kwargs={"organization": "harbor"}))
    assert "To meet again by" in text(page) and page.context["forms"]["plan"].initial["on"] == today + timedelta(days=30)
    here.meeting(on=today + timedelta(days=30))
    assert due(here, today) is None


def test_after_a_meeting_the_rhythm_counts_from_its_day_and_a_passed_day_is_said():
    here = Sitting(meeting_days=30)
    here.case()
    meeting = here.meeting(opened=True)
    voting.table(meeting.items.get(), reason="No quorum.", actor=here.odell, at=here.later())
    meetings.close_meeting(meeting, actor=here.odell, at=here.later())
    assert due(here, here.day(-40)) == here.day(-30)
    facts = committee_page(
        here.harbor, [], [], committee=committee_on(here.harbor, here.day(-40)), actor=here.maya, mine=None, waiting=0,
        on=here.day(-40), due=here.day(-30),
    ).facts
    assert facts[1].value.endswith(", passed")


@pytest.mark.parametrize("names", [True, False])
def test_a_packet_names_the_therapists_or_leaves_their_names_out(client, names):
    here = Sitting(packet_names=names)
    case, clean = here.case(), here.clean()
    meeting = here.meeting(opened=True)
    sign_in(client, here.nell)
    said = " ".join(text_of(client.get(reverse("packet", kwargs={"organization": "harbor", "pk": meeting.pk})).content).split())
    for file in (case, clean):
        assert file.reference in said
        assert (file.practitioner.person.family_name in said) is names
