"""What every walk comes by: short stories of a newcomer each, for steps and refusals that chance alone seldom meets."""

from datetime import timedelta

from licensure.models import Hit, Verification
from licensure.sources.registers import register_for
from licensure.workflow import adjudication, verifications
from licensure.workflow.screening import screen_practitioner
from network.documents import keep_own
from network.transitions import perform
from network.workflow import standing
from tests.network.files import pdf
from tests.sources import source_of
from tests.vetting.rounds_shown import Shown
from tests.vetting.scenes import WHY
from vetting.models import Application
from vetting.workflow import applying, checking, deciding, lapsing, reviewing
from vetting.workflow.provisional import grant_provisional

ROUNDS = (
    "comes_before_the_policy", "has_a_difficult_source", "is_vetted_and_leaves", "divides_two_people", "tangles_a_proposer",
    "stands_on_a_list", "is_not_accepted", "shows_herself", "tells_of_claims", "is_verified_by_rule", "goes_ahead", "falls_short",
)
NEWCOMERS = ("Rowan Ashdown", "Bryony Tarn", "Clover Wickett", "Sedge Marram", "Tansy Holloway-Reed", "Peregrine Stint", "Linden Fallow",
             "Teasel Brook", "Yarrow Cope", "Fennel Birdwhistle", "Campion Reeve", "Burnet Ashby")  # fmt: skip


class Rounds(Shown):
    """Mixed into a walk, which plays each of them at most once, in an order of its own."""

    def newcomer(self, name, **fields):
        """Somebody new with an open draft of her own."""
        who, actor = self.world.therapist(name, **fields)
        self.therapists.insert(0, (who, actor))
        return self.must(
            applying.open_application, organization=self.world.organization, practitioner=who, jurisdictions=["US-OH"], actor=actor,
            at=self.at,
        )

    def round(self, one):
        """One round, by its newcomer, once in a walk."""
        name, newcomer = one
        self.to_come.remove(one)
        getattr(self, name)(self.newcomer(newcomer, **({"per_claim": 20_000_000} if name == "falls_short" else {})))
        self.moves[name] += 1

    # ── The rounds ───────────────────────────────────────────────────────────

    def comes_before_the_policy(self, file):
        """She signs on the day before any policy is in force; then too early for a lapse, then late, and takes it back."""
        her, before = self.her(file), self.world.start - timedelta(days=1)
        for typed, proved in (("", before), ("R. A.", before - timedelta(minutes=30)), ("R. A.", before)):
            self.attempt(applying.submit, file, signature=applying.Signature(typed, proved, "True."), actor=her, at=before)
        self.tried(lapsing.lapse, file, actor=self.clockwork, days=4000)
        self.tried(perform, file, "open_review", actor=self.world.ines, reason=WHY)  # past the workflow, which begins its own
        self.attempt(self.sign, file)
        self.tried(applying.withdraw, file, actor=her)

    def has_a_difficult_source(self, file):
        """A board that answers in every wrong way first."""
        world = self.world
        herself = self.staff[-1]
        self.link(herself.person_id, file.practitioner.person_id, world.una)
        self.attempt(self.sign, file)
        self.tried(checking.begin_checks, file, actor=world.tom)
        board = world.check(file, "license")
        for element in ("license", "insurance"):  # one by nobody, the other not by this policy
            self.tried(verifications.waive, world.check(file, element), comment=WHY, actor=world.ines)
        self.tried(verifications.ask_source, board, source="The source", actor=world.tom)
        for wrong in (
            {"as_of": None}, {"as_of": self.today + timedelta(days=1)}, {"source": ""}, {"method": ""}, {"method": "letter"},
            {"sighting": None}, {"method": "letter", "sighting": None}, {"good_through": world.day(4000)},
        ):
            source = world.check(file, "identity") if "source" in wrong else board
            self.tried(verifications.verify, source, actor=world.tom, **{**self._good(source), **wrong})
        hers = self.must(keep_own, owner=file.practitioner, kind="licenses", content=pdf(), content_type="application/pdf",
                         filename="license.pdf", actor=self.her(file), at=self.at)  # fmt: skip
        type(board.evidence).objects.of(file.practitioner).filter(pk=board.evidence.pk).update(document=hers)
        for wrong in ({"source": file.practitioner.person.full_name}, {"source": register_for("npi").name}, {"artefact": hers}):
            self.tried(verifications.verify, Verification.objects.within(file.organization).get(pk=board.pk), actor=world.tom,
                       **{**self._good(board), "method": "letter", "sighting": None, **wrong})  # fmt: skip
        page = self.must(keep_own, owner=file.organization, kind="artefact", content=pdf(), content_type="application/pdf",
                         filename="page.pdf", actor=world.tom, at=self.at)  # fmt: skip
        for state in ("pending", "quarantined"):  # nobody has looked at it for viruses yet, or something was found
            type(page).objects.within(file.organization).filter(pk=page.pk).update(scan_state=state)
            page.scan_state = state
            self.tried(
                verifications.verify, board, actor=world.tom, source=source_of(board), as_of=self.today, values={"status": "active"},
                good_through=self.today + timedelta(days=400), method="letter", artefact=page,
            )
        self.tried(verifications.verify, board, actor=herself, **self._good(board))
        another = {**self._good(board), "values": {"status": "active", "number": "999999"}}
        for named in ((), ("number",)):  # a difference nobody named, and one she was never told of
            self.tried(verifications.verify, board, actor=world.tom, named=named, **another)
        for comment in ("", WHY):
            self.tried(verifications.mark_unavailable, board, comment=comment, actor=world.tom)
        self.tried(verifications.obtain, board, actor=self.clockwork, **self._good(board))
        self.tried(verifications.flag, board, comment=WHY, actor=world.tom)
        self.tried(verifications.waive, world.check(file, "identity"), comment=WHY, actor=world.ines)
        self.tried(checking.refer, file, actor=world.tom)

    def is_vetted_and_leaves(self, file):
        """Approved by one, taken on by the schedule when she has agreed, asked for a renewal, gone, and back."""
        world, where = self.world, file.participation
        self.is_prepared(file, encumbered=False)
        self.tried(perform, where, "activate", actor=self.clockwork)
        self.tried(perform, file, "approve", actor=world.ines)  # past the workflow, which would have judged first
        self.tried(deciding.approve, file, actor=self.both)
        self.tried(deciding.deny, file, basis="administrative", reason=WHY, actor=world.ines)
        self.tried(deciding.approve, file, actor=world.ines)
        self.tried(perform, where, "activate", actor=self.clockwork)
        self.renews(file)
        where.refresh_from_db()
        self.is_reviewed(file)
        self.tried(standing.give_notice, participation=where, last_day=self.today - timedelta(days=3), actor=world.maya)
        renewal = Application.objects.within(world.organization).filter(participation=where, kind="renewal").order_by("-pk").first()
        if renewal:
            self.is_prepared(renewal, encumbered=False)
        self.tried(standing.resign, participation=where, last_day=self.today, actor=self.her(file))
        if renewal:
            self.tried(deciding.approve, renewal, actor=world.ines)
        self.tried(standing.end_left, participation=where, actor=self.clockwork)
        self.at += timedelta(days=1)
        self.tried(standing.end_left, participation=where, actor=self.clockwork)
        self.tried(
            applying.open_application, organization=world.organization, practitioner=file.practitioner, kind="reinstatement",
            jurisdictions=["US-OH"], actor=self.her(file),
        )

    def is_reviewed(self, file):
        """A review for cause, which she would rather take back."""
        self.tried(reviewing.open_review, participation=file.participation, reason=WHY, actor=self.world.ines)
        review = Application.objects.within(self.world.organization).filter(participation=file.participation_id, kind="for_cause")
        if found := review.first():
            self.tried(applying.withdraw, found, actor=self.her(file))

    def divides_two_people(self, file):
        """The board shows a restriction: two disagree, deny, and a third overturns it; two others take that back."""
        world = self.world
        self.is_prepared(file, encumbered=True)
        self.tried(deciding.approve, file, actor=world.ines)
        self.tried(deciding.propose, file, outcome="approved", reason=WHY, actor=world.petra)
        self.tried(deciding.approve, file, actor=world.petra)
        self.tried(deciding.deny, file, basis="quality", reason=WHY, actor=world.ines)
        self.tried(deciding.propose, file, outcome="denied", basis="quality", reason=WHY, actor=world.odell)
        self.tried(deciding.deny, file, basis="quality", reason=WHY, actor=world.ines)
        self.tried(perform, file, "overturn", assessment=None, actor=world.petra)
        self.wins_an_appeal(file)
        self.is_vacated(file)

    def tangles_a_proposer(self, file):
        """Who proposed works on the evidence herself, and another person is to confirm it."""
        self.is_prepared(file, encumbered=True)
        self.attempt(self.tangle, file)
        self.tried(checking.defer, file, reason=WHY, actor=self.world.ines)

    def is_not_accepted(self, file):
        """The network takes nobody more: told so without a vetting."""
        self.attempt(self.sign, file)
        self.tried(deciding.not_accept, file, reason=WHY, actor=self.world.maya)
        self.tried(
            applying.open_application, organization=self.world.organization, practitioner=file.practitioner, jurisdictions=["US-OH"],
            actor=self.world.maya,
        )

    def goes_ahead(self, file):
        """In for some weeks before everything is checked: not with a question and a match open, then with neither."""
        world = self.world
        self.is_taken_on(file)
        self.tried(checking.request_information, file, message="Page two?", actor=world.tom)
        self.is_looked_for(file, "goes_ahead")
        self.tried(checking.refer, file, actor=world.tom)
        self.tried(grant_provisional, file, reason=WHY, actor=world.ines)
        self.matches_judged(file)
        self.everything_verified(file, encumbered=False)
        for reason in (" ", WHY, WHY):
            self.tried(grant_provisional, file, reason=reason, actor=world.ines)

    def falls_short(self, file):
        """Insured for less than the policy asks."""
        self.is_prepared(file, encumbered=False)
        self.tried(deciding.propose, file, outcome="approved", reason=WHY, actor=self.world.petra)
        self.tried(deciding.approve, file, actor=self.world.ines)

    def is_looked_for(self, file, name):
        """A list that names her is put in use."""
        given, family = NEWCOMERS[ROUNDS.index(name)].split(" ", 1)
        self.names_on_list(family, given)
        self.tried(screen_practitioner, organization=file.organization, practitioner=file.practitioner, actor=self.clockwork)

    def stands_on_a_list(self, file):
        """Her name is on a list: two people disagree, agree that it is her, look again, and agree that it is not."""
        world, who = self.world, file.practitioner
        self.is_looked_for(file, "stands_on_a_list")
        hit = Hit.objects.within(world.organization).filter(practitioner=who).latest("pk")
        first, second = self.random.sample([world.ines, world.maya], 2)
        for name, actor in (
            ("leave_inconclusive", world.maya), ("propose_confirm", world.maya), ("confirm", world.maya), ("disagree", world.ines),
            ("propose_confirm", first), ("confirm", second), ("reopen", world.maya),
        ):
            self.tried(getattr(adjudication, name), hit, reason=WHY, actor=actor)
        for differing in ((), ("family_name",), ("license_number",)):  # nothing, what is the same, and what tells them apart
            self.tried(adjudication.propose_clear, hit, reason=WHY, differing=differing, actor=world.ines)
        self.tried(adjudication.clear, hit, reason=WHY, actor=world.maya)
        self.renamed(file)
