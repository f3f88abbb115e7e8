"""The rows of vetting: policies, files, actions and appeals."""

from licensure.workflow import verifications
from network.access import Role
from network.dates import ONE_DAY
from network.models import Participation, Person, PersonLink
from tests.duties.driving import Drive, drives
from tests.vetting.story import Story, right_of
from vetting.models import Appeal
from vetting.workflow import acting, appealing, checking, deciding, policies

WHY = "So it was."


class OfStories(Drive):
    world = Story
    first, then = Role.COMMITTEE, Role.DIRECTOR

    @property
    def by(self):
        return {"at": self.house.now}

    def seen(self, check, actor, ago=5):
        """The original was seen: nothing is kept of it but who says so."""
        day = self.house.day(ago)
        verifications.verify(
            check, actor=actor, at=self.house.at(ago), method="seen", source="The original", sighting={"what": "Passport"}, as_of=day,
        )


@drives("vetting", "approve a policy", "write it")
class ApprovesHerPolicy(OfStories):
    first = Role.NETWORK_MANAGER
    also = ("reject",)

    def earlier(self, actor):
        self.thing = policies.draft_from_preset(
            organization=self.organization, preset="EAP-basic-US", effective_from=self.house.day(-5), actor=actor, **self.by
        )

    def bring(self):
        policies.send_for_approval(self.thing, actor=self.house.maya, **self.by)

    def act(self, actor):
        policies.approve(self.thing, actor=actor, **self.by)

    def reject(self, actor):
        policies.reject(self.thing, reason=WHY, actor=actor, **self.by)


@drives("vetting", "decide a file", "verify something of it")
class DecidesWhatSheVerified(OfStories):
    first, step = Role.VERIFIER, "verify"
    also = ("deny",)

    def prepare(self):
        self.thing = self.house.checking()
        self.check = self.house.check(self.thing, "identity")

    def earlier(self, actor):
        self.seen(self.check, actor)

    def bring(self):
        for check in self.house.checks(self.thing).exclude(state="verified"):
            self.house.verify(check)
        checking.refer(self.thing, actor=self.house.tom, at=self.house.at(1))

    def act(self, actor):
        deciding.approve(self.thing, actor=actor, **self.by)

    def deny(self, actor):
        deciding.deny(self.thing, basis="quality", reason=WHY, actor=actor, **self.by)

    def machine(self):
        self.check.refresh_from_db()
        return self.check


@drives("vetting", "decide a file", "verify something of it")
class DecidesWhatSheFlagged(DecidesWhatSheVerified):
    step = "flag"

    def earlier(self, actor):
        verifications.flag(self.check, comment="Another birth date.", actor=actor, at=self.house.at(6))


@drives("vetting", "confirm an outcome two people decide", "propose it")
class ApprovesWhatSheProposed(OfStories):
    def prepare(self):
        self.thing = self.house.for_two()

    def earlier(self, actor):
        deciding.propose(self.thing, outcome="approved", reason=WHY, actor=actor, at=self.house.at(1))

    def act(self, actor):
        deciding.approve(self.thing, actor=actor, **self.by)


@drives("vetting", "confirm an outcome two people decide", "propose it")
class DeniesWhatSheProposed(ApprovesWhatSheProposed):
    def earlier(self, actor):
        deciding.propose(self.thing, outcome="denied", basis="quality", reason=WHY, actor=actor, at=self.house.at(1))

    def act(self, actor):
        deciding.deny(self.thing, basis="quality", reason=WHY, actor=actor, **self.by)


@drives("vetting", "confirm an outcome two people decide", "propose it")
class VacatesWhatSheProposed(ApprovesWhatSheProposed):
    first = Role.DIRECTOR

    def prepare(self):
        self.thing = self.house.active()

    def earlier(self, actor):
        deciding.propose(self.thing, outcome="vacated", reason=WHY, actor=actor, at=self.house.now)

    def act(self, actor):
        deciding.vacate(self.thing, reason=WHY, actor=actor, **self.by)


class OfSomebodyInside(OfStories):
    """A therapist who was approved two months ago."""

    def prepare(self):
        file = self.house.active(ago=60)
        self.row = Participation.objects.within(self.organization).get(pk=file.participation_id)


@drives("vetting", "let a summary suspension stand at its review", "impose it")
class LetsHerSuspensionStand(OfSomebodyInside):
    first = Role.DIRECTOR

    def earlier(self, actor):
        self.thing = acting.suspend(self.row, reason=WHY, actor=actor, **self.by)

    def act(self, actor):
        acting.let_stand(self.thing, reason=WHY, actor=actor, at=self.by["at"] + ONE_DAY)


@drives("vetting", "give notice of an action about a therapist", "propose it")
class GivesNoticeOfHerAction(OfSomebodyInside):
    first = Role.NETWORK_MANAGER

    def earlier(self, actor):
        self.thing = acting.propose(self.row, kind="termination_without_cause", reason=WHY, actor=actor, **self.by)

    def act(self, actor):
        acting.notice(self.thing, effective_on=self.house.day(-30), actor=actor, **self.by)


class OfAppeals(OfStories):
    """A denial that two people said, appealed; whoever takes part in it does so as `earlier`."""

    part = "propose"

    def prepare(self):
        self.file = self.house.in_review()

    def earlier(self, actor):
        proposer, decider = (actor, self.house.ines) if self.part == "propose" else (self.house.odell, actor)
        deciding.propose(self.file, outcome="denied", reason=WHY, actor=proposer, at=self.house.at(2))
        deciding.deny(self.file, basis="quality", reason=WHY, actor=decider, at=self.house.at(1))
        self.appealed(right_of(self.file))

    def appealed(self, right):
        self.thing = right
        appealing.take_in(self.thing, received_on=self.house.day(), grounds="I was insured.", actor=self.house.maya, **self.by)

    def named(self, *actors):
        panel = list(Person.objects.filter(pk__in=[actor.person_id for actor in actors]))
        appealing.appoint(self.thing, panel=panel, actor=self.house.maya, **self.by)

    def act(self, actor):
        self.named(actor)

    def again(self, actor):
        deciding.propose(self.file, outcome="denied", reason=WHY, actor=actor, **self.by)


@drives("vetting", "be named to decide an appeal", "take part in what is appealed")
class NamedAfterProposing(OfAppeals):
    pass


@drives("vetting", "be named to decide an appeal", "take part in what is appealed")
class NamedAfterDeciding(OfAppeals):
    first, part = Role.DIRECTOR, "decide"


@drives("vetting", "be named to decide an appeal", "take part in what is appealed")
class NamedAfterVerifying(OfAppeals):
    first = Role.VERIFIER

    def prepare(self):
        self.file = self.house.checking()
        self.check = self.house.check(self.file, "identity")

    def earlier(self, actor):
        self.seen(self.check, actor)
        for check in self.house.checks(self.file).exclude(state="verified"):
            self.house.verify(check)
        checking.refer(self.file, actor=self.house.tom, at=self.house.at(3))
        super().earlier(self.house.odell)

    def again(self, actor):
        self.seen(self.check, actor, ago=0)


@drives("vetting", "be named to decide an appeal", "take part in what is appealed")
class NamedAfterGivingNotice(OfAppeals):
    first = Role.DIRECTOR

    def prepare(self):
        file = self.house.active(ago=60)
        self.row = Participation.objects.within(self.organization).get(pk=file.participation_id)

    def earlier(self, actor):
        self.action = acting.propose(self.row, kind="termination_without_cause", reason=WHY, actor=self.house.maya, **self.by)
        acting.notice(self.action, effective_on=self.house.day(-30), actor=actor, **self.by)
        self.appealed(Appeal.objects.within(self.organization).get(action=self.action))

    def again(self, actor):
        acting.notice(self.action, effective_on=self.house.day(-30), actor=actor, **self.by)


@drives("vetting", "decide an appeal", "take part in what is appealed")
class DecidesWhatSheTookPartIn(OfAppeals):
    """That the person who was named took part is found out after she was named."""

    def prepare(self):
        super().prepare()
        self.unknown = self.somebody("Kimberly Manifold")

    def bring(self):
        self.named(self.unknown, self.lee, self.house.petra)
        self.found_out()

    def found_out(self):
        given = {"reason": "One person.", "proposed_by_id": self.lee.person_id}
        PersonLink(one_id=self.kim.person_id, other_id=self.unknown.person_id, **given).save()

    def guises(self):
        return super().guises() | {"named under another name": self.unknown}

    def doer(self, guises):
        return self.unknown

    def act(self, actor):
        appealing.vote(self.thing, outcome="uphold", reason="It stands.", actor=actor, **self.by)
