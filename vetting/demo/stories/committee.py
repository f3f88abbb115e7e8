"""Harbor's committee: who sits on it, a meeting that was held and signed, and one to come with its agenda."""

from network.models import Person
from vetting.models import Meeting
from vetting.workflow import agenda, interests, meetings, voting

CONDUCT = "A recent finding of the board about a crossed boundary."
VOTES = (
    ("committee", "The finding is recent, and the account of it plays it down."), ("second", "Three years are too short for this."),
    ("director", "I would look at it again in two years."),
)


def stories(scene):
    """The seats, the meeting held, the meeting to come."""
    return [seats(scene), held(scene), coming(scene)]


def seats(scene):
    """Three members, two of whom lead."""
    crew = scene.crew
    at = yield scene.ago(409, 16)
    for actor, chair in ((crew.committee, True), (crew.second, True), (crew.director, False)):
        seat = meetings.appoint(
            organization=crew.organization, person=Person.objects.get(pk=actor.person_id), starts_on=scene.day(409), chair=chair,
            actor=crew.director, at=at,
        )
        if actor is crew.director:
            said = {"employer": ["Lantern Quay Clinic"], "phone": ["+1 555 0199"]}
            interests.say_involved(seat, said, actor=crew.director, at=at)


def held(scene):
    """A denial for conduct: three votes, one outcome, minutes signed four days later."""
    crew = scene.crew
    at = yield scene.ago(95, 16)
    meeting = agenda.plan_meeting(
        organization=crew.organization, on=scene.day(84), place="Lantern Quay, second floor", actor=crew.manager, at=at
    )
    at = yield scene.ago(84, 15)
    meetings.open_meeting(meeting, actor=crew.committee, at=at)
    item = meeting.items.get(kind="discussion", application__practitioner__person__family_name="Blackwater")
    for minute, (who, why) in enumerate(VOTES, 10):
        at = yield scene.ago(84, 15, minute)
        voting.cast(item, choice="denied_quality", reason=why, actor=getattr(crew, who), at=at)
    at = yield scene.ago(84, 15, 20)
    voting.note(
        item, discussion="The board's order of last year was read. Its author had referred nobody.", actor=crew.manager, at=at
    )
    voting.carry(item, reason=CONDUCT, actor=crew.committee, at=at)
    at = yield scene.ago(84, 15, 40)
    for left in meeting.items.filter(kind="discussion", state="open"):
        voting.table(left, reason="No time was left today.", actor=crew.committee, at=at)
    meetings.close_meeting(meeting, actor=crew.committee, at=at)
    at = yield scene.ago(80, 16)
    meetings.sign_minutes(Meeting.objects.within(crew.organization).get(pk=meeting.pk), actor=crew.committee, at=at)


def coming(scene):
    """Next week's meeting; its agenda filled itself."""
    at = yield scene.ago(10, 16)
    agenda.plan_meeting(
        organization=scene.crew.organization, on=scene.day(-6), place="Lantern Quay, second floor", actor=scene.crew.manager, at=at
    )
