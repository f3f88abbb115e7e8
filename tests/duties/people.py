"""The rows of accounts, evidence, records and standing."""

from datetime import date, timedelta

from licensure.models import Hit, LicenseType
from licensure.waivers import WAIVABLE_BY
from licensure.workflow import adjudication, extensions, verifications
from licensure.workflow.screening import screen_practitioner
from network import identity
from network.access import Role, system
from network.dates import Span
from network.models import Claim, Parameter, Participation, Person, User
from network.workflow import erasing, holds, recoveries
from network.workflow.accepting import accept_anew
from network.workflow.claims import confirm_claim, note_meeting
from network.workflow.invitations import invite_owner
from network.workflow.people import register_practitioner
from network.workflow.same_person import clear_same_person, confirm_same_person, suspect_same_person
from network.workflow.standing import take_part
from tests.duties.driving import Drive, drives
from tests.duties.money import OfHouses
from tests.licensure.list_files import row as listed_row
from tests.licensure.test_adjudication import OTHER, load
from tests.licensure.test_covers import AT as TODAY
from tests.licensure.test_covers import World as Licensed
from tests.licensure.test_extensions import EXTENSION
from tests.network.front_door import PASSWORD
from tests.vetting.staff_world import World
from vetting.workflow import applying

WHY = "So it was."


@drives("accounts", "confirm or clear that two accounts are one person", "say it")
class ConfirmsHerLink(OfHouses):
    first, then = Role.VERIFIER, Role.DIRECTOR
    also = ("clears",)

    def prepare(self):
        house = self.house
        self.two = [Person.objects.get(pk=actor.person_id) for actor in (house.maya, house.tom)]

    def earlier(self, actor):
        one, other = self.two
        self.thing = suspect_same_person(one=one, other=other, reason=WHY, actor=actor, **self.by)

    def act(self, actor):
        confirm_same_person(self.thing, actor=actor, **self.by)

    def clears(self, actor):
        clear_same_person(self.thing, reason=WHY, actor=actor, **self.by)


@drives("accounts", "confirm or clear that two accounts are one person", "say it")
class ClearsHerLink(ConfirmsHerLink):
    also = ("confirms",)

    def act(self, actor):
        self.clears(actor)

    def confirms(self, actor):
        confirm_same_person(self.thing, actor=actor, **self.by)


class OfClaims(OfHouses):
    first, then = Role.NETWORK_MANAGER, Role.ADMIN
    number = "149.020001"

    def prepare(self):
        house = self.house
        self.profile = register_practitioner(
            given_name="Corin", family_name="Applewhite", date_of_birth=date(1975, 1, 2), imported_by=self.organization, actor=house.maya,
            **self.by,
        )
        take_part(organization=self.organization, practitioner=self.profile, actor=house.maya, **self.by)

    def claimed(self, actor):
        address = f"corin{self.next()}@mail.example"
        self.profile.refresh_from_db()
        invitation = invite_owner(practitioner=self.profile, organization=self.organization, address=address, actor=actor, **self.by)
        accept_anew(invitation, password=PASSWORD, number=self.number, given_name="Corin", family_name="Applewhite", **self.by)
        self.thing = Claim.objects.within(self.organization).latest("pk")

    def act(self, actor):
        confirm_claim(self.thing, how=WHY, actor=actor, **self.by)


@drives("accounts", "confirm that a profile reached its owner", "invite her")
class ConfirmsWhomSheInvited(OfClaims):
    def earlier(self, actor):
        self.claimed(actor)


@drives("accounts", "confirm that a profile reached its owner", "meet her")
class ConfirmsWhomSheMet(OfClaims):
    step = "meet"

    def prepare(self):
        super().prepare()
        Parameter(
            organization=self.organization, key=identity.PARAMETER, value=["video"], effective_from=self.house.day(-1),
            author_id=self.house.maya.person_id, approver_id=self.house.ines.person_id,
        ).save()

    def earlier(self, actor):
        self.claimed(self.house.maya)
        self.again(actor)

    def again(self, actor):
        code = identity.code(self.thing.user, self.house.at())
        note_meeting(self.thing, way="video", document="passport", on=self.house.day(), code=code, actor=actor, **self.by)


@drives("accounts", "let a colleague back in", "vouch for that colleague before")
class VouchesTwice(OfHouses):
    first, then, step = Role.ADMIN, Role.DIRECTOR, "vouch"

    def prepare(self):
        user = User.objects.get(pk=self.house.tom.user_id)
        self.thing = recoveries.ask(user=user, organization=self.organization, note="My phone is gone.", **self.by)

    def earlier(self, actor):
        recoveries.confirm(self.thing, how=WHY, actor=actor, **self.by)

    act = earlier


@drives("standing", "end a hold, where two people end one", "open it")
class EndsHerHold(OfHouses):
    first, then = Role.NETWORK_MANAGER, Role.DIRECTOR
    also = ("void", "shorten")

    def prepare(self):
        Parameter(
            organization=self.organization, key=holds.TWO_END_HOLD, value=True, effective_from=self.house.day(-9),
            author_id=self.house.maya.person_id, approver_id=self.house.ines.person_id,
        ).save()

    def earlier(self, actor):
        given = {"reason": "license", "first": self.house.day(-2), "comment": WHY}
        self.thing = holds.open_hold(participation=self.house.participation, **given, actor=actor, **self.by)

    def act(self, actor):
        holds.end_hold(hold=self.thing, last=self.house.day(-1), reason=WHY, actor=actor, **self.by)

    def void(self, actor):
        holds.void_hold(hold=self.thing, reason=WHY, actor=actor, **self.by)

    def shorten(self, actor):
        span = Span(self.house.day(-1), None, self.organization.zone)
        holds.correct_hold(hold=self.thing, span=span, reason=WHY, actor=actor, **self.by)


@drives("records", "carry out an erasure", "propose it")
class ErasesWhatSheProposed(Drive):
    world = World
    first, then = Role.NETWORK_MANAGER, Role.DIRECTOR

    def prepare(self):
        file = self.house.submitted()
        applying.withdraw(file, actor=file.herself, at=self.house.now, reason="Moving away.")
        self.row = Participation.objects.within(self.organization).get(pk=file.participation_id)

        self.later = self.house.now + timedelta(days=4000)  # no duty to keep it runs any more

    def earlier(self, actor):
        self.thing = erasing.propose(self.row, basis="request", reason=WHY, actor=actor, at=self.later)

    def act(self, actor):
        erasing.carry_out(self.thing, actor=actor, at=self.later)


# ── Evidence ─────────────────────────────────────────────────────────────────


class OfEvidence(Drive):
    world = Licensed
    first, then = Role.VERIFIER, Role.NETWORK_MANAGER

    def check(self, element):
        """A check of one element."""
        return verifications.open_verification(
            organization=self.organization, practitioner=self.house.wren, file="HA-0001", element=element, label=element,
            actor=self.house.tom, at=TODAY, on=TODAY.date(),
        )


@drives("evidence", "confirm that a board extends licenses", "enter it")
class ConfirmsHerExtension(OfEvidence):
    def earlier(self, actor):
        kind = LicenseType.objects.get(pk="US-OH:lisw")
        self.thing = extensions.extend(organization=self.organization, license_type=kind, **EXTENSION, reason=WHY, actor=actor, at=TODAY)

    def act(self, actor):
        extensions.confirm(self.thing, actor=actor, at=TODAY)


@drives("evidence", "confirm who a therapist is", "meet her")
class VerifiesWhomSheMet(OfEvidence):
    step, act_step = "meet", "verify"

    def prepare(self):
        self.thing = self.check("identity")

    def earlier(self, actor):
        wren = self.house.wren
        verifications.meet(
            self.thing, method="video", source="Ohio", as_of=TODAY.date(), sighting={"document": "passport", "number_end": "4471"},
            values={"names": [wren.person.full_name]}, code=identity.code(wren.person.users.get(), TODAY), actor=actor, at=TODAY,
        )

    def act(self, actor):
        verifications.verify(self.thing, comment="I joined the call.", actor=actor, at=TODAY)


@drives("evidence", "do without a requirement, where two people agree on it", "propose it")
class WaivesWhatSheProposed(OfEvidence):
    first = then = Role.DIRECTOR
    also = ("sign",)

    def prepare(self):
        Parameter(
            organization=self.organization, key=WAIVABLE_BY, value={"education": "committee"}, effective_from=TODAY.date(),
            author_id=self.house.ines.person_id,
        ).save()
        self.thing = self.check("education")

    def earlier(self, actor):
        verifications.propose_waiver(self.thing, comment=WHY, actor=actor, at=TODAY)

    def act(self, actor):
        verifications.waive(self.thing, comment=WHY, actor=actor, at=TODAY)

    def sign(self, actor):
        verifications.sign_waiver(self.thing, comment=WHY, actor=actor, at=TODAY)


@drives("evidence", "settle a list match", "propose it")
class ClearsHerMatch(OfEvidence):
    first, then, step, act_step = Role.VERIFIER, Role.DIRECTOR, "propose_clear", "clear"

    def prepare(self):
        load(listed_row(), listed_row(LASTNAME="ASH"))
        screen_practitioner(
            organization=self.organization, practitioner=self.house.wren, actor=system("nightly", self.organization), at=TODAY
        )
        self.thing = Hit.objects.within(self.organization).get()

    def earlier(self, actor):
        adjudication.propose_clear(self.thing, differing=OTHER, reason=WHY, actor=actor, at=TODAY)

    def act(self, actor):
        adjudication.clear(self.thing, reason=WHY, actor=actor, at=TODAY)

    def back(self):
        adjudication.reopen(self.thing, reason=WHY, actor=self.lee, at=TODAY)


@drives("evidence", "settle a list match", "propose it")
class ConfirmsHerMatch(ClearsHerMatch):
    step, act_step = "propose_confirm", "confirm"

    def earlier(self, actor):
        adjudication.propose_confirm(self.thing, reason=WHY, actor=actor, at=TODAY)

    def act(self, actor):
        adjudication.confirm(self.thing, reason=WHY, actor=actor, at=TODAY)

