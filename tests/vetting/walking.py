"""The walk over files: several people and a moving clock over the machines of application, check, hit and participation.

Most moves are what somebody sensible would do next, by whoever may; the others are anything, by anybody.
"""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from licensure.models import Hit, Verification
from licensure.workflow import verifications
from network.access import Role, system
from network.models import Grant, Parameter, Participation, Person
from network.transitions import perform
from network.workflow import standing
from network.workflow.people import register_practitioner
from tests.network.cast import staff
from tests.vetting.looking import Looking
from tests.vetting.rounds import NEWCOMERS, ROUNDS, Rounds
from tests.vetting.scenes import WHY
from tests.vetting.story import Story, right_of
from tests.vetting.wandering import Wander
from vetting.facts.sections import sections_of
from vetting.models import Application, Decision, InformationRequest, Proposal
from vetting.workflow import appealing, applying, checking, deciding, lapsing, moving_in, renewing
from vetting.workflow.provisional import grant_provisional

NAMES = {"Wren Halloway": 100, "Juniper Vale": 20, "Sorrel Finch": 100, "Ash Tanager": 20, "Linden Marrow": 100}  # insured for, millions
OPEN = ("draft", "submitted", "checking", "in_review")
FILE = ("application_id", "vetting.application")
NEXT = {
    "draft": ("rights", "consent", "submit", "choose", "withdraw", "lapse", "not_accept"),
    "submitted": ("begin", "begin", "not_accept", "withdraw"),
    "checking": ("check", "check", "check", "question", "reply", "judge", "refer", "provisional", "lapse"),
    "in_review": ("approve", "deny", "deny_quality", "propose", "propose_denial", "defer", "check", "tangle"),
    "approved": ("terms", "vacate", "propose_vacate", "renew", "notice", "resign", "end", "check", "activate"),
    "denied": ("appeal", "overturn", "open", "judge"),
}
STRAIGHT = {  # what brings a file on
    "draft": ("sign",), "submitted": ("begin",), "checking": ("finish", "check", "refer", "refer", "judge", "judge", "reply"),
    "in_review": ("propose", "propose_denial", "approve", "approve", "deny", "deny_quality", "tangle"),
    "approved": ("terms", "propose_vacate", "vacate", "renew", "notice", "resign", "end"),
    "denied": ("appeal", "overturn", "overturn", "open"),
}


class Walk(Rounds, Looking, Wander):
    """One organization, its people, five therapists, and what came of every move."""

    MOVES = ()  # what is done next depends on the file at hand
    WATCHED = (Application, Verification, Hit, Participation, Decision, Proposal, InformationRequest, Grant)
    CARRIED = {"vetting.decision": (FILE,), "vetting.proposal": (FILE,), "vetting.informationrequest": (FILE,)}

    def __init__(self):
        super().__init__(Story(), ago=59)
        world = self.world
        self.clockwork = system("nightly", world.organization)
        twin = staff(world.organization, "Thomas Wetherbee", Role.DIRECTOR)
        herself = staff(world.organization, "Linden Marrow-Staff", Role.DIRECTOR, Role.VERIFIER)
        self.staff = [world.maya, world.tom, world.ines, world.petra, world.odell, world.una, twin, herself]
        self.aside = staff(world.organization, "Hester Appleyard", Role.DIRECTOR)  # decides nothing but appeals
        self.both = replace(world.tom, roles=frozenset({Role.VERIFIER, Role.DIRECTOR}))
        self.therapists = [world.therapist(name, per_claim=millions * 1_000_000) for name, millions in NAMES.items()]
        Parameter(
            organization=world.organization, key="vetting.provisional_days", value=45, effective_from=world.day(59),
            author_id=world.ines.person_id,
        ).save()
        self.link(world.tom.person_id, twin.person_id, world.una)
        self.link(herself.person_id, self.therapists[-1][0].person_id, world.una)
        self.files: list[Application] = []
        self.hand: Application | None = None
        self.listed, self.wanted, self.to_come = 0, [], list(zip(ROUNDS, NEWCOMERS, strict=True))
        self.looks_now()

    def moves_on(self):
        """One move; now and then the story of a newcomer, until all were told, or weeks pass."""
        if self.to_come and self.chance(0.18):
            self.attempt(self.round, self.random.choice(self.to_come))
        elif self.chance(0.02):
            self.leap()
        else:
            self.step()

    def holds(self):
        """Nothing changed beside an act; nobody has two files of a kind open."""
        super().holds()
        rows = [row for name, row in self.rows.items() if name.startswith("vetting.application:") and row["state"] in OPEN]
        assert max(Counter((row["participation_id"], row["kind"]) for row in rows).values(), default=0) <= 1

    def step(self):
        """One move: mostly a sensible one for the file at hand."""
        self.at += timedelta(minutes=self.random.choice((5, 60, 600, 1440)))
        if not self.files or self.random.random() < 0.05:
            name, file = "open", None
        else:
            if self.hand is None or self.random.random() < 0.12:
                self.hand = self.random.choice(self.files[-6:])
            file = Application.objects.within(self.world.organization).get(pk=self.hand.pk)
            name = (self.random.random() < 0.12 and self.scene(file)) or self.choice(file.state)
        if self.attempt(getattr(self, name), file):
            self.moves[name] += 1

    def choice(self, state) -> str:
        """What to do with a file in this state: what brings it on, what somebody might do, or anything."""
        if state not in NEXT:
            return self.pick(("open", "open", "take_over", "judge", "end"))
        kind = self.random.random()
        return self.pick(STRAIGHT[state] if kind < 0.55 else NEXT[state] if kind < 0.9 else MOVES)

    def leap(self, file=None):
        """Weeks pass."""
        self.at += timedelta(days=self.random.choice((14, 40, 130)))

    # ── Who ──────────────────────────────────────────────────────────────────

    def who(self, *sensible):
        """Somebody who may, or now and then anybody."""
        if self.hand and self.hand.practitioner_id == self.therapists[-1][0].pk and self.random.random() < 0.15:
            return self.staff[-1]
        if self.random.random() < 0.12:
            return self.random.choice([*self.staff, self.both, self.clockwork, *(actor for _who, actor in self.therapists)])
        return self.random.choice(sensible)

    @property
    def deciders(self):
        """Those who decide."""
        return self.world.ines, self.world.petra, self.world.odell

    def her(self, file):
        """The therapist's own actor."""
        return next(actor for who, actor in self.therapists if who.pk == file.practitioner_id) if file else self.therapists[0][1]

    def said(self):
        """A reason, or now and then none."""
        return self.random.choice((WHY, WHY, WHY, " "))

    # ── Hers ─────────────────────────────────────────────────────────────────

    def open(self, file):
        who, actor = self.random.choice(self.therapists)
        self.hand = None
        kind = self.random.choice(("initial", "initial", "initial", "addition", "reinstatement", "for_cause"))
        places = self.random.choice((["US-OH"], ["US-OH"], []))
        new = applying.open_application(
            organization=self.world.organization, practitioner=who, kind=kind, jurisdictions=places,
            actor=self.who(actor, self.world.maya), at=self.at,
        )
        if new.pk not in {known.pk for known in self.files}:
            self.files.append(new)

    def rights(self, file):
        applying.read_rights(file, actor=self.who(self.her(file)), at=self.at)

    def consent(self, file):
        act = self.random.choice((applying.consent, applying.consent, applying.consent, applying.withdraw_consent))
        act(file, actor=self.who(self.her(file)), at=self.at)

    def choose(self, file):
        applying.choose(file, jurisdictions=["US-OH"], services=["counseling"], actor=self.who(self.her(file)), at=self.at)

    def submit(self, file):
        """Signed with something amiss, most of the time."""
        her = self.her(file)
        long_ago = self.at - timedelta(minutes=30)
        for name, proved, actor in (("W. H.", long_ago, her), (" ", self.at, her), ("W. H.", self.at, self.who(her))):
            signature = applying.Signature(name, proved, "True.")
            if self.attempt(applying.submit, file, signature=signature, actor=actor, at=self.at):
                return

    def sign(self, file):
        """All she has to do, in one go."""
        self.must(applying.read_rights, file, actor=self.her(file), at=self.at)
        self.must(applying.consent, file, actor=self.her(file), at=self.at)
        self.must(applying.choose, file, jurisdictions=["US-OH"], services=["counseling"], actor=self.her(file), at=self.at)
        if file.kind == "renewal":
            seen = [section.key for section in sections_of(file) if section.filled]
            self.must(applying.confirm, file, sections_seen=seen, actor=self.her(file), at=self.at)
        applying.submit(file, signature=applying.Signature("W. H.", self.at, "True."), actor=self.her(file), at=self.at)

    def withdraw(self, file):
        applying.withdraw(file, actor=self.who(self.her(file)), at=self.at)

    def reply(self, file):
        asked = InformationRequest.objects.within(self.world.organization).filter(application=file, closed_at=None).first()
        if asked is not None and self.random.random() < 0.7:
            applying.answer(asked, text=self.random.choice(("Here.", "")), actor=self.who(self.her(file)), at=self.at)
        elif asked is not None:
            checking.close_request(asked, reason=self.said(), actor=self.who(self.world.tom), at=self.at)

    def terms(self, file):
        for kind in ("referral", "payment"):
            self.must(
                standing.accept_terms, participation=file.participation, kind=kind, actor=self.who(self.her(file)), at=self.at
            )

    def resign(self, file):
        last = self.world.day(0) if self.random.random() < 0.2 else self.today + timedelta(days=20)
        last = self.random.choice((last, self.today - timedelta(days=3)))
        standing.resign(participation=file.participation, last_day=last, actor=self.who(self.her(file)), at=self.at)

    # ── The organization's ───────────────────────────────────────────────────

    def not_accept(self, file):
        deciding.not_accept(file, reason=self.said(), actor=self.who(self.world.maya, self.world.ines), at=self.at)

    def begin(self, file):
        checking.begin_checks(file, actor=self.who(self.world.tom, self.world.maya), at=self.at)

    def question(self, file):
        checking.request_information(file, message="Page two?", actor=self.who(self.world.tom), at=self.at)

    def refer(self, file):
        if self.random.random() < 0.7:
            self.attempt(self.reply, file)
            self.attempt(self.finish, file)
            self.attempt(self.judge, file)
        checking.refer(file, actor=self.who(self.world.tom), at=self.at)

    def defer(self, file):
        checking.defer(file, reason=self.said(), actor=self.who(*self.deciders), at=self.at)

    def approve(self, file):
        if self.random.random() < 0.4:
            self.attempt(self.propose, file)
        seen = self.random.choice((None, None, None, 0))
        deciding.approve(file, actor=self.who(*self.deciders, self.both), at=self.at, reason=WHY, seen=seen)

    def provisional(self, file):
        if self.random.random() < 0.5:
            self.attempt(self.finish, file)
        grant_provisional(file, reason=self.said(), actor=self.who(*self.deciders), at=self.at)

    def deny(self, file):
        deciding.deny(file, basis="administrative", reason=self.said(), actor=self.who(*self.deciders, self.both), at=self.at)

    def deny_quality(self, file):
        if self.random.random() < 0.6:
            self.must(deciding.propose, file, outcome="denied", reason=WHY, actor=self.world.odell, at=self.at)
        deciding.deny(file, basis="quality", reason=self.said(), actor=self.who(*self.deciders), at=self.at)

    def propose(self, file):
        deciding.propose(file, outcome="approved", reason=self.said(), actor=self.who(*self.deciders), at=self.at)

    def propose_denial(self, file):
        deciding.propose(file, outcome="denied", reason=self.said(), actor=self.who(*self.deciders), at=self.at)

    def propose_vacate(self, file):
        deciding.propose(file, outcome="vacated", reason=self.said(), actor=self.who(*self.deciders[:2]), at=self.at)

    def vacate(self, file):
        if self.random.random() < 0.6:
            self.attempt(self.propose_vacate, file)
        deciding.vacate(file, reason=self.said(), actor=self.who(*self.deciders[:2]), at=self.at)

    def appeal(self, file):
        """Asked for by her, or written down by somebody; now and then more days are given first."""
        right = right_of(file)
        if right is None:
            return
        if self.random.random() < 0.3:
            until = self.random.choice((right.until, self.today)) + timedelta(days=self.random.choice((0, 20)))
            self.attempt(appealing.extend, right, until=until, reason=self.said(), actor=self.who(self.world.ines), at=self.at)
        if self.random.random() < 0.4:
            appealing.ask(right, grounds=self.said(), actor=self.who(self.her(file)), at=self.at)
        else:
            on = self.today + timedelta(days=self.random.choice((0, 0, 0, 1, -400)))
            appealing.take_in(right, received_on=on, grounds=self.said(), actor=self.who(self.world.maya), at=self.at)

    def overturn(self, file):
        """Those named settle it, one way or another; a petition may be taken back."""
        if self.random.random() < 0.5:
            self.attempt(self.appeal, file)
        self.attempt(perform, file, "overturn", actor=self.who(*self.deciders), at=self.at, assessment=None)
        right = right_of(file)
        if right is None:
            return
        if self.random.random() < 0.1:
            self.must(appealing.withdraw, right, actor=self.who(self.her(file)), at=self.at)
        named = self.random.sample([*self.deciders, self.aside], self.random.choice((0, 1, 1, 3)))
        people = [Person.objects.get(pk=actor.person_id) for actor in named]
        self.attempt(appealing.appoint, right, panel=people, actor=self.who(self.world.maya), at=self.at)
        for actor in self.random.sample([*self.deciders, self.both, self.aside], 5):
            outcome = self.random.choice(("overturn", "overturn", "uphold", "modify"))
            terms = self.random.choice(({}, {"limits": {"modes": ["video"]}})) if outcome == "modify" else {}
            given = {"outcome": outcome, "terms": terms, "reason": self.said()}
            if self.attempt(appealing.vote, right, actor=actor, at=self.at, **given):
                return

    def lapse(self, file):
        self.attempt(lapsing.lapse, file, actor=self.clockwork, at=self.at, days=20, grace=2)
        self.attempt(self.question, file)
        self.at += timedelta(days=self.random.choice((0, 22)))
        lapsing.lapse(file, actor=self.who(self.clockwork), at=self.at, days=20, grace=2)

    def activate(self, file):
        perform(file.participation, "activate", actor=self.who(self.clockwork), at=self.at)

    def tangle(self, file):
        """Somebody proposes, and then works on the evidence herself; another person decides."""
        self.must(deciding.propose, file, outcome="approved", reason=WHY, actor=self.world.petra, at=self.at)
        check = self.world.check(file, "identity")
        fresh = self.must(verifications.renew, check, actor=self.world.tom, at=self.at, on=self.today)
        verifier = replace(self.world.petra, roles=frozenset({Role.VERIFIER}))
        self.must(verifications.verify, fresh, actor=verifier, at=self.at, **self._good(fresh))
        deciding.approve(file, actor=self.world.ines, at=self.at)

    def finish(self, file):
        """Every open check verified as it should be."""
        for one in self.world.checks(file):
            if one.is_open or one.state == "unavailable":
                self.must(verifications.verify, one, actor=self.world.tom, at=self.at, **self._good(one))

    def renew(self, file):
        if self.random.random() < 0.5:
            self.attempt(self.terms, file)
            file.refresh_from_db()
        if file.state == "approved" and file.participation.state == "active":
            new = self.must(renewing.open_renewal, file, actor=self.clockwork, at=self.at)
            self.attempt(deciding.not_accept, new, reason=WHY, actor=self.world.maya, at=self.at)
            if new.pk not in {known.pk for known in self.files}:
                self.files.append(new)

    def notice(self, file):
        last = self.today + timedelta(days=self.random.choice((-3, 10, 10)))
        standing.give_notice(participation=file.participation, last_day=last, actor=self.who(self.world.maya), at=self.at)

    def end(self, file):
        if self.random.random() < 0.4:
            self.attempt(self.notice, file)
        self.at += timedelta(days=self.random.choice((0, 25)))
        standing.end_left(participation=file.participation, actor=self.who(self.clockwork), at=self.at)

    def take_over(self, file):
        world = self.world
        number = Participation.objects.within(world.organization).count()
        who = self.must(
            register_practitioner, given_name="Fern", family_name=f"Dell{number:03d}", imported_by=world.organization,
            actor=self.clockwork, at=self.at,
        )
        known = {
            "organization": world.organization, "practitioner": who, "jurisdictions": ["US-OH"],
            "terms_on": self.random.choice((None, self.today)), "actor": self.who(world.maya), "at": self.at,
        }
        day, due = self.day(-200), self.day(300)
        for fault in ((None, "Committee", "Minutes"), (self.day(1), "Committee", "Minutes"), (day, "", "Minutes"), (day, "Committee", "")):
            self.attempt(moving_in.take_over, record=moving_in.Original(*fault), due_on=due, **known)
        for late in (self.day(-1), self.day(2000), due):
            self.attempt(moving_in.take_over, record=moving_in.Original(day, "Committee", "Minutes"), due_on=late, **known)


MOVES = (
    "open", "rights", "consent", "choose", "submit", "withdraw", "reply", "terms", "resign", "not_accept", "begin", "question",
    "refer", "defer", "approve", "deny", "deny_quality", "propose", "propose_denial", "propose_vacate", "vacate", "appeal",
    "overturn", "provisional", "lapse", "renew", "notice", "end", "take_over", "check", "judge", "screen", "activate",
)
