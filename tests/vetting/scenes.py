"""Scenes of a random walk: short chains of sensible moves towards what chance alone reaches once in a hundred walks."""

from datetime import timedelta

from licensure.models import Hit
from licensure.workflow import adjudication, verifications
from licensure.workflow.screening import screen_practitioner
from network.models import Person, PractitionerName
from network.transitions import perform
from network.workflow import standing
from tests.vetting.story import right_of
from vetting.models import InformationRequest
from vetting.workflow import appealing, applying, checking, deciding, lapsing, renewing

WHY = "Seen and discussed."
SCENES = {  # by the state a file is in
    "draft": ("lapses_too_early", "signs_and_waits", "renamed"),
    "submitted": ("is_prepared", "renamed"),
    "checking": ("waives", "is_prepared", "renamed", "sees_no_original"),
    "in_review": ("two_disagree", "wins_an_appeal", "leaves_meanwhile", "approves"),
    "approved": ("renews", "leaves_meanwhile", "is_vacated"),
    "denied": ("wins_an_appeal", "renamed"),
}


class Scenes:
    """Mixed into a walk. Each scene takes the file at hand; a refusal on the way is counted and ends nothing."""

    def scene(self, file) -> str | None:
        """The scene for this file, mostly one that was seldom played."""
        names = SCENES.get(file.state)
        return self.pick(names) if names else None

    def now_in(self, file):
        """The file's state, read again."""
        file.refresh_from_db()
        return file.state

    # ── On the way to a decision ─────────────────────────────────────────────

    def is_prepared(self, file, **says):
        """Signed, taken on, every check verified, every match judged, every question closed, handed over."""
        world = self.world
        if self.now_in(file) == "draft":
            self.attempt(self.sign, file)
        if self.now_in(file) == "submitted":
            self.tried(checking.begin_checks, file, actor=world.tom)
        self.matches_judged(file)
        for asked in InformationRequest.objects.within(world.organization).filter(application=file, closed_at=None):
            self.tried(checking.close_request, asked, reason=WHY, actor=world.tom)
        if self.now_in(file) == "checking":
            self.everything_verified(file, **says)
            self.tried(checking.refer, file, actor=world.tom)
        return self.now_in(file) == "in_review"

    def everything_verified(self, file, **says):
        """Each check asked again when it says something else, and verified by Tom; `says` is what the board says."""
        for one in self.world.checks(file):
            if one.state in ("verified", "waived", "discrepant"):
                if one.state == "discrepant" or one.element != "license" and self.random.random() < 0.7:
                    continue
                one = self.must(verifications.renew, one, actor=self.world.tom, at=self.at, on=self.today)
            good = self._good(one)
            if one.element == "license":
                good["values"] = {**good["values"], **says}
            self.tried(verifications.verify, one, actor=self.world.tom, **good)

    def matches_judged(self, file):
        """Two people clear what is open about her."""
        for hit in Hit.objects.within(self.world.organization).filter(practitioner=file.practitioner_id):
            if hit.state in ("open", "inconclusive"):
                self.tried(adjudication.propose_clear, hit, differing=("license_number",), reason=WHY, actor=self.world.maya)
            if hit.state == "proposed_cleared":
                self.tried(adjudication.clear, hit, reason=WHY, actor=self.world.ines)

    def signs_and_waits(self, file):
        """Signed, then nobody looks at it for weeks."""
        self.attempt(self.sign, file)
        self.leap()
        self.tried(lapsing.lapse, file, actor=self.clockwork)

    def lapses_too_early(self, file):
        """The schedule comes by while the draft is young."""
        self.tried(lapsing.lapse, file, actor=self.clockwork, days=4000)

    def waives(self, file):
        """A director does without the sight of an identity, and asks to do without a license."""
        for element in ("license", "identity"):
            one = self.world.checks(file).filter(element=element).first()
            if one and one.state in ("verified", "waived"):
                one = self.must(verifications.renew, one, actor=self.world.tom, at=self.at, on=self.today)
            if one:
                self.tried(verifications.waive, one, comment=WHY, actor=self.world.ines)

    def sees_no_original(self, file):
        """An original was written down, but it is said that a letter answered; or nothing was written down."""
        one = self.world.checks(file).filter(element="identity").first()
        if one and one.is_open:
            for wrong in ({"method": "letter"}, {"method": "seen", "sighting": None}, {"method": ""}):
                self.tried(verifications.verify, one, actor=self.world.tom, **{**self._good(one), **wrong})

    # ── Decisions ────────────────────────────────────────────────────────────

    def approves(self, file):
        """Two people, if two are needed."""
        self.tried(deciding.propose, file, outcome="approved", reason=WHY, actor=self.world.petra)
        self.tried(deciding.approve, file, actor=self.world.ines)

    def two_disagree(self, file):
        """The board shows a restriction: one person would approve, the other denies."""
        self.tried(checking.defer, file, reason=WHY, actor=self.world.ines)
        if self.is_prepared(file, encumbered=True):
            self.tried(deciding.propose, file, outcome="approved", reason=WHY, actor=self.world.petra)
            self.tried(deciding.deny, file, basis="quality", reason=WHY, actor=self.world.ines)

    def wins_an_appeal(self, file):
        """Denied by two, appealed, and approved by a third on evidence of the day; who denied it may not."""
        world = self.world
        if file.state == "in_review":
            self.tried(checking.defer, file, reason=WHY, actor=world.ines)
            self.is_prepared(file)
            self.tried(deciding.propose, file, outcome="denied", basis="quality", reason=WHY, actor=world.odell)
            self.tried(deciding.deny, file, basis="quality", reason=WHY, actor=world.ines)
        self.tried(perform, file, "overturn", assessment=None, actor=world.petra)
        right = right_of(file)
        if file.state != "denied" or right is None:
            return
        self.tried(appealing.take_in, right, received_on=self.today, grounds="No.", actor=world.maya)
        for actor in (world.ines, world.petra, world.odell, self.aside):
            self.tried(appealing.appoint, right, panel=[Person.objects.get(pk=actor.person_id)], actor=world.maya)
            if self.tried(appealing.vote, right, outcome="overturn", reason=WHY, actor=actor):
                return

    def leaves_meanwhile(self, file):
        """She is to leave, and somebody decides all the same; then her last day passes."""
        where = file.participation
        self.tried(standing.give_notice, participation=where, last_day=self.today + timedelta(days=9), actor=self.world.maya)
        self.tried(deciding.approve, file, actor=self.world.ines)
        if self.random.random() < 0.5:
            self.at += timedelta(days=11)
        where.refresh_from_db()
        if where.state == "leaving":
            self.tried(standing.end_left, participation=where, actor=self.clockwork)

    def renews(self, file):
        """Her agreement begins, the next vetting opens, and somebody wants to close it without a decision."""
        for kind in ("referral", "payment"):
            self.tried(standing.accept_terms, participation=file.participation, kind=kind, actor=self.her(file))
        file = self.world.fresh(file)
        if file.participation.state == "active":
            new = self.must(renewing.open_renewal, file, actor=self.clockwork, at=self.at)
            self.tried(deciding.not_accept, new, reason=WHY, actor=self.world.maya)
            if new.pk not in {known.pk for known in self.files}:
                self.files.append(new)

    def is_vacated(self, file):
        """Two directors undo an approval; she applies again."""
        self.tried(deciding.propose, file, outcome="vacated", reason=WHY, actor=self.world.petra)
        self.tried(deciding.vacate, file, reason=WHY, actor=self.world.ines)
        self.tried(
            applying.open_application, organization=self.world.organization, practitioner=file.practitioner,
            jurisdictions=["US-OH"], actor=self.her(file),
        )

    def renamed(self, file):
        """What two people cleared is asked again when she takes another name."""
        self.attempt(self.screen, file)
        self.matches_judged(file)
        PractitionerName(practitioner=file.practitioner, given_name="Wren", family_name=f"Oak{self.at:%j%H%M}").save()
        self.tried(screen_practitioner, organization=self.world.organization, practitioner=file.practitioner, actor=self.clockwork)
