"""A committee for tests: Harbor with meetings switched on, five seats, and files that go to it."""

from datetime import timedelta

from network.access import Role
from tests import world as worlds
from tests.network.cast import staff
from vetting.models import Application
from vetting.workflow import agenda, meetings, voting

STORY = {"license_action": "A reprimand in 2019 about late notes."}
WHY = "Read and weighed."


class Sitting:
    """Harbor, its committee of five (Odell and Thea lead), and what happens at an instant that moves on."""

    def __init__(self, **settings):
        self.world = worlds.build("harbor", committee={"meetings": True, **settings})
        self.harbor, self.at = self.world.harbor, self.world.at
        for key in ("maya", "tom", "ines", "thea", "odell"):
            setattr(self, key, self.world.actors[key])
        self.ivo = staff(self.harbor, "Ivo Saltmarsh", Role.COMMITTEE)
        self.nell = staff(self.harbor, "Nell Harrowgate", Role.COMMITTEE)
        self.members = (self.odell, self.thea, self.ines, self.ivo, self.nell)
        self.seats = [
            meetings.appoint(
                organization=self.harbor, person=self.person(actor), starts_on=self.day(), chair=actor in (self.odell, self.thea),
                actor=self.ines, at=self.at,
            )
            for actor in self.members
        ]

    def person(self, actor):
        return self.world.user(actor).person

    def day(self, ago=0):
        return self.world.day(self.harbor, ago)

    def later(self, **more):
        self.at += timedelta(**(more or {"minutes": 5}))
        return self.at

    def case(self, who=None, **faults) -> Application:
        """A file whose answers send it to the committee."""
        return worlds.in_review(self.world, self.harbor, who, yes=STORY, **faults)

    def clean(self) -> Application:
        return worlds.in_review(self.world, self.harbor)

    def meeting(self, *, kind="live", on=None, opened=False):
        meeting = agenda.plan_meeting(
            organization=self.harbor, on=on or self.day(), kind=kind, place="Quay room", actor=self.maya, at=self.at
        )
        if opened:
            meetings.open_meeting(meeting, actor=self.odell, at=self.later())
        return meeting

    def item(self, meeting, application):
        return meeting.items.get(application=application)

    def vote(self, item, choice, *members, reason=WHY):
        return [voting.cast(item, choice=choice, reason=reason, actor=actor, at=self.later()) for actor in members]

    def carry(self, item, actor=None, reason=WHY):
        return voting.carry(item, reason=reason, actor=actor or self.odell, at=self.later())
