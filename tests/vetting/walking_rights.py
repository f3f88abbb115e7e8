"""A random walk over adverse actions and appeals: two people, days, panels, hearings, holds, and people who take no part."""

from datetime import timedelta

from licensure.queries import verifiers_of
from network.access import Role
from network.models import Grant, Hold, Parameter, Participation, Person
from network.queries.people import same_persons
from network.transitions import perform
from tests.network.cast import staff
from tests.vetting.story import Story
from tests.vetting.wandering import Wander
from vetting.facts.appeals import HOLDS_BACK, PANEL
from vetting.models import AdverseAction, Appeal, AppealSeat, Application, ConflictOfInterest, Decision
from vetting.models.actions import ActionKind
from vetting.narrowing import NARROWED
from vetting.workflow import acting, appealing, deciding, interests, reviewing

MOVES = (
    "proposes", "notices", "finals", "lifts", "stays", "reinstates", "drops", "suspends", "files", "takes_in", "extends", "appoints",
    "votes", "votes", "withdraws", "days", "weeks", "without_an_appeal", "is_denied", "an_action_appealed", "a_denial_appealed",
    "heard_first", "ends_and_comes_back", "recused_later", "a_panel_changes", "about_herself", "nonsense", "on_the_last_day",
)
KINDS = tuple(kind for kind in ActionKind.values if kind != "summary_suspension")
INSIDE = ("Wren Halloway", "Juniper Vale", "Sorrel Finch", "Ash Tanager", "Linden Marrow")
WHY = "Three complaints, all upheld."
OUTCOMES = ("uphold", "overturn", "modify")
FILE, OF_DECISION = ("application_id", "vetting.application"), ("decision_id", "vetting.decision")
OF_ACTION = ("action_id", "vetting.adverseaction")


class RightsWalk(Wander):
    """Five therapists inside, some denied; directors who propose, agree, sit on panels, and one who is a therapist here herself."""

    MOVES = MOVES
    WATCHED = (AdverseAction, Appeal, AppealSeat, Application, Decision, ConflictOfInterest, Grant, Hold)
    CARRIED = {
        "vetting.decision": (FILE,), "vetting.appeal": (OF_DECISION, OF_ACTION), "vetting.appealseat": (("appeal_id", "vetting.appeal"),),
    }

    def __init__(self):
        super().__init__(Story())
        world = self.world
        hired = ("Hester Appleyard", "Basil Thorn", "Clover Quill")
        self.hester, self.basil, self.clover = (staff(self.organization, name, Role.DIRECTOR) for name in hired)
        self.twin = staff(self.organization, "Ines Calloway-Two", Role.DIRECTOR)
        self.link(world.ines.person_id, self.twin.person_id, world.una)
        self.herself = staff(self.organization, "Linden Marrow-Staff", Role.DIRECTOR)
        self.inside, self.hers = [], {}
        for who in INSIDE:
            self.inside.append(self.enters(who))
        her = self.inside[-1].practitioner.person_id
        self.link(self.herself.person_id, her, world.una)
        self.deciders = (world.ines, world.petra, world.odell, self.hester, self.basil, self.clover)
        self.everybody = (*self.deciders, self.twin, self.herself, world.tom, world.maya)
        self.says(HOLDS_BACK, ["termination_without_cause", "termination_for_cause", "non_renewal", "denial"])
        self.to_deny = [self.world.in_review(f"Hazel Thorn{chr(97 + number)}", ago=55) for number in range(5)]
        self.hers |= {file.practitioner_id: file.herself for file in self.to_deny}
        self.looks_now()

    def says(self, key, value):
        """What the organization's policy says since before the walk."""
        Parameter(
            organization=self.organization, key=key, value=value, effective_from=self.world.day(59),
            author_id=self.world.maya.person_id, approver_id=self.world.ines.person_id,
        ).save()

    def sets_out(self):
        """Appeals are settled by one person, or by three."""
        self.says(PANEL, self.random.choice((3, 1)))

    def enters(self, name) -> Participation:
        """Approved by Ines, and inside; of Sorrel, Clover said before that she takes no part."""
        world, file = self.world, None
        if name == "Sorrel Finch":
            file = world.in_review(name, ago=55)
            interests.take_no_part(file, reason="My sister-in-law.", actor=self.clover, at=world.at(48))
            deciding.approve(file, actor=world.ines, at=world.at(47))
            for kind in ("referral", "payment"):
                acting.standing.accept_terms(participation=file.participation, kind=kind, actor=file.herself, at=world.at(46))
        file = file or world.active(name, ago=55)
        found = Participation.objects.within(self.organization).get(pk=file.participation_id)
        self.hers[found.practitioner_id] = file.herself
        return found

    # ── Who, and what ────────────────────────────────────────────────────────

    def who(self, *sensible):
        return self.random.choice(sensible or self.deciders) if self.chance(0.85) else self.random.choice(self.everybody)

    def given(self, actor):
        return {"actor": actor, "at": self.at}

    def her(self, appeal):
        return self.hers[appeal.practitioner.pk] if self.chance(0.9) else self.random.choice(self.everybody)

    def one_inside(self):
        """Somebody, as the table has her now."""
        return Participation.objects.within(self.organization).get(pk=self.random.choice(self.inside).pk)

    def action(self, **which):
        found = self.one(AdverseAction, **which) if self.chance(0.85) else None
        return found or self.one(AdverseAction)

    def appeal(self, **which):
        found = self.one(Appeal, **which) if self.chance(0.9) else None
        return found or self.one(Appeal)

    def people(self, *actors):
        return [Person.objects.get(pk=actor.person_id) for actor in actors]

    # ── Actions ──────────────────────────────────────────────────────────────

    def proposes(self):
        kind = self.random.choice(KINDS)
        limits = NARROWED["no_minors"] if (kind == "restriction") == self.chance(0.9) else None
        self.attempt(
            acting.propose, self.one_inside(), kind=kind, reason=self.said(), limits=limits,
            **self.given(self.who(self.world.maya, self.world.ines, self.world.petra)),
        )

    def suspends(self):
        reviewer = self.random.choice((None, None, *self.people(self.world.petra, self.world.tom, self.world.ines)))
        self.attempt(
            acting.suspend, self.one_inside(), reason=self.said(), reviewer=reviewer, **self.given(self.who(self.world.ines, self.clover))
        )

    def notices(self):
        if row := self.action(state="proposed"):
            days = self.random.choice((0, 1, 30, 31))
            self.attempt(acting.notice, row, effective_on=self.day(days), **self.given(self.who()))

    def finals(self):
        if row := self.action(state="noticed"):
            self.attempt(acting.make_final, row, **self.given(self.who()))

    def lifts(self):
        if row := self.action(kind="summary_suspension", state="final"):
            self.attempt(acting.lift, row, reason=self.said(), **self.given(self.who()))

    def stays(self):
        """Its review is held by whom chance sends, and by another who decides."""
        if row := self.action(kind="summary_suspension", state="final"):
            self.at += timedelta(days=self.random.choice((0, 1, 13)))
            for actor in (self.who(), self.random.choice(self.deciders)):
                self.attempt(acting.let_stand, row, reason=self.said(), **self.given(actor))

    def reinstates(self):
        if row := self.action(state="final"):
            self.attempt(acting.reinstate, row, reason=self.said(), **self.given(self.who()))

    def drops(self):
        if row := self.action(state="proposed"):
            self.attempt(acting.drop, row, reason=self.said(), **self.given(self.who()))

    # ── Appeals ──────────────────────────────────────────────────────────────

    def files(self):
        if row := self.appeal(state="open"):
            self.attempt(appealing.ask, row, grounds=self.said(), hearing=self.chance(0.3), **self.given(self.her(row)))

    def takes_in(self):
        if row := self.appeal(state="open"):
            on = self.day(self.random.choice((0, 0, -1, 1, -400)))
            self.attempt(appealing.take_in, row, received_on=on, grounds=self.said(), **self.given(self.who(self.world.maya)))

    def extends(self):
        if row := self.appeal(state="open"):
            until = self.random.choice((row.until, self.today)) + timedelta(days=self.random.choice((-3, 0, 10)))
            self.attempt(appealing.extend, row, until=until, reason=self.said(), **self.given(self.who(self.world.ines)))

    def appoints(self):
        if row := self.appeal(state="received"):
            panel = self.people(*self.random.sample(self.deciders, self.random.choice((0, 1, 2, 3))))
            hearing = self.random.choice((None, None, self.day(3), self.day(35)))
            self.attempt(
                appealing.appoint, row, panel=panel, hearing_on=hearing, hearing_where=self.random.choice(("Quay room", " ")),
                **self.given(self.who(self.world.maya)),
            )

    def votes(self):
        if row := self.appeal(state="received"):
            outcome = self.random.choice(OUTCOMES)
            terms = {"limits": NARROWED["video_only"]} if outcome == "modify" and self.chance(0.6) else {}
            seated = [actor for actor in self.deciders if row.seats.filter(person_id=actor.person_id).exists()]
            self.attempt(appealing.vote, row, outcome=outcome, terms=terms, reason=self.said(), **self.given(self.who(*seated)))

    def withdraws(self):
        if row := self.appeal(state="received"):
            self.attempt(appealing.withdraw, row, **self.given(self.her(row)))

    def days(self):
        self.at += timedelta(days=self.random.choice((1, 2, 5)))

    def weeks(self):
        self.at += timedelta(days=self.random.choice((14, 31)))

    # ── Scenes ───────────────────────────────────────────────────────────────

    def outcome(self, of) -> str:
        """What becomes of an appeal, mostly what seldom did."""
        return self.pick(tuple(f"{of} {outcome}" for outcome in OUTCOMES)).partition(" ")[2]

    def settle(self, appeal, outcome, terms=None):
        """People who took no part are named, as many as the policy asks, and say the same."""
        free = [actor for actor in self.deciders if not same_persons(actor.person_id) & self.parts_in(appeal)]
        if len(free) < 3:
            return
        panel = self.random.sample(free, 3)
        self.tried(appealing.appoint, appeal, panel=self.people(*panel), actor=self.world.maya)
        if outcome == "modify":  # no day belongs to an action, nor one after the usual one to a denial
            far = {"due_on": self.day(4000).isoformat()}
            self.tried(appealing.vote, appeal, outcome=outcome, terms=far, reason="Read again.", actor=panel[0])
        for actor in panel:
            self.tried(appealing.vote, appeal, outcome=outcome, terms=terms or {}, reason="Read again.", actor=actor)

    def right_against(self, row):
        return Appeal.objects.within(self.organization).filter(action=row).first()

    def told(self, kind, her=None, days=31):
        """An action two people agree on, so many days ahead."""
        limits = NARROWED["no_minors"] if kind == "restriction" else None
        her = her or self.one_inside()
        if not self.tried(acting.propose, her, kind=kind, reason=WHY, limits=limits, actor=self.world.petra):
            return None
        row = self.rows_of(AdverseAction)[-1]
        for actor, ahead in ((self.world.petra, days), (self.world.ines, -1), (self.world.ines, 3), (self.world.ines, days)):
            self.tried(acting.notice, row, effective_on=self.day(ahead), actor=actor)
        return row if row.state == "noticed" else None

    def an_action_appealed(self):
        """Told, appealed in time, not final meanwhile, settled."""
        if (row := self.told(self.random.choice(KINDS))) is None:
            return
        self.tried(acting.make_final, row, actor=self.world.ines)
        appeal = self.right_against(row)
        for on, grounds in ((self.day(1), "No."), (self.day(-400), "No."), (self.today, " ")):
            self.tried(appealing.take_in, appeal, received_on=on, grounds=grounds, actor=self.world.maya)
        self.tried(appealing.take_in, appeal, received_on=self.today, grounds="Two were about somebody else.", actor=self.world.maya)
        self.tried(acting.make_final, row, actor=self.world.ines)
        self.at += timedelta(days=self.random.choice((1, 20)))
        outcome = self.outcome("action")
        self.settle(appeal, outcome, {"limits": NARROWED["video_only"]} if outcome == "modify" else {})

    def is_denied(self):
        """Another file denied for quality, by two."""
        if not self.to_deny:
            return None
        file = self.to_deny.pop(0)
        self.tried(deciding.propose, file, outcome="denied", basis="quality", reason=WHY, actor=self.world.odell)
        self.tried(deciding.deny, file, basis="quality", reason=WHY, actor=self.world.ines)
        return file

    def a_denial_appealed(self):
        """Appealed, settled by people who took no part; who denied it is not named and does not settle it."""
        file = self.is_denied()
        appeal = Appeal.objects.within(self.organization).filter(decision__application=file).first() if file else None
        if appeal is None:
            return
        self.tried(appealing.ask, appeal, grounds="I was insured all along.", actor=self.hers[file.practitioner_id])
        for actor in (self.world.ines, self.twin, self.world.odell):
            self.tried(appealing.appoint, appeal, panel=self.people(actor, self.hester, self.basil), actor=self.world.maya)
        self.tried(interests.take_no_part, file, reason="My neighbor.", actor=self.basil)
        self.tried(appealing.appoint, appeal, panel=self.people(self.basil, self.hester, self.clover), actor=self.world.maya)
        self.tried(appealing.vote, appeal, outcome="uphold", reason="It stands.", actor=self.world.petra)  # not named
        self.tried(perform, appeal, "uphold", on=self.today, reason="It stands.", votes=1, seats=3, actor=self.hester)
        outcome = self.outcome("denial")
        self.settle(appeal, outcome, {"limits": NARROWED["no_minors"]} if outcome == "modify" else {})

    def heard_first(self):
        """She asked to be heard: told a month ahead and where, and settled on that day."""
        if (row := self.told(self.random.choice(KINDS[:3]))) is None:
            return
        appeal = self.right_against(row)
        asked = {"received_on": self.today, "grounds": "No.", "hearing": True}
        self.tried(appealing.take_in, appeal, **asked, actor=self.world.maya)
        panel = self.people(self.hester, self.basil, self.world.odell)
        self.tried(appealing.appoint, appeal, panel=panel, actor=self.world.maya)
        self.tried(appealing.vote, appeal, outcome="uphold", reason="No.", actor=self.hester)
        for on, where in ((self.day(29), "Quay room"), (self.day(31), " "), (self.day(31), "Quay room")):
            self.tried(appealing.appoint, appeal, panel=panel, hearing_on=on, hearing_where=where, actor=self.world.maya)
        self.tried(appealing.vote, appeal, outcome="uphold", reason="No.", actor=self.hester)
        self.at += timedelta(days=31)
        for actor in (self.hester, self.basil):
            self.tried(appealing.vote, appeal, outcome="modify", reason="In part.", actor=actor)
            self.tried(appealing.vote, appeal, outcome="uphold", reason="Heard.", actor=actor)

    def ends_and_comes_back(self):
        """Final after the days to appeal; taken back within thirty days, and not on the thirty-first."""
        if (row := self.told(self.random.choice(("non_renewal", "termination_without_cause")), days=40)) is None:
            return
        self.at += timedelta(days=41)
        self.tried(acting.make_final, row, actor=self.world.ines)
        for step in (acting.lift, acting.drop):
            self.tried(step, row, reason="Cured.", actor=self.world.ines)
        self.at += timedelta(days=self.random.choice((10, 29, 31)))
        self.tried(acting.reinstate, row, reason="Cured.", actor=self.world.petra)

    def recused_later(self):
        """Who proposed takes no part since; another proposes. Meanwhile a review for cause is open, in which that is said."""
        her = self.one_inside()
        if not self.tried(acting.propose, her, kind="non_renewal", reason=WHY, actor=self.hester):
            return
        row = self.rows_of(AdverseAction)[-1]
        said = {"reason": "Complaints.", "told": "Complaints.", "by": self.people(self.world.ines)[0], "at": self.at}
        self.attempt(reviewing.open_review, participation=her, actor=self.world.ines, **said)
        file = Application.objects.within(self.organization).filter(participation=her, kind="for_cause").order_by("-pk").first()
        if file is None or not self.tried(interests.take_no_part, file, reason="My cousin.", actor=self.hester):
            return
        self.tried(acting.notice, row, effective_on=self.day(31), actor=self.world.ines)
        self.tried(acting.drop, row, reason="Not mine to say.", actor=self.hester)
        self.tried(acting.drop, row, reason="Proposed by somebody who takes no part.", actor=self.world.ines)

    def a_panel_changes(self):
        """Others are named; who said something already keeps the seat."""
        if (row := self.one(Appeal, state="received")) is None:
            return
        for names in ((self.hester, self.basil, self.clover), (self.world.petra, self.clover, self.world.odell)):
            self.tried(appealing.appoint, row, panel=self.people(*names), actor=self.world.maya)
            self.tried(appealing.vote, row, outcome=self.random.choice(OUTCOMES[:2]), reason="So.", actor=self.random.choice(names))

    def about_herself(self):
        """A director who is a therapist here is kept from everything about herself."""
        her = Participation.objects.within(self.organization).get(pk=self.inside[-1].pk)
        if self.tried(acting.propose, her, kind="non_renewal", reason=WHY, actor=self.world.petra):
            row = self.rows_of(AdverseAction)[-1]
            self.tried(acting.notice, row, effective_on=self.day(31), actor=self.herself)
            self.tried(acting.drop, row, reason="No.", actor=self.herself)
        self.tried(acting.suspend, her, reason="Herself.", actor=self.herself)
        for appeal in self.rows_of(Appeal, participation=her, state="received")[:1]:
            self.tried(appealing.appoint, appeal, panel=self.people(self.herself, self.hester, self.basil), actor=self.world.maya)

    def without_an_appeal(self):
        """An action is upheld, overturned or modified by an appeal alone."""
        if row := self.one(AdverseAction, state__in=("noticed", "final")):
            self.tried(perform, row, self.random.choice(OUTCOMES), actor=self.world.ines)

    def nonsense(self):
        """What nobody can have meant."""
        her = self.one_inside()
        for given in ({"kind": "restriction"}, {"kind": "non_renewal", "limits": NARROWED["no_minors"]}):
            self.tried(acting.propose, her, reason=WHY, actor=self.world.petra, **given)
        self.tried(acting.suspend, her, reason=WHY, reviewer=self.people(self.world.tom)[0], actor=self.clover)
        for _time in range(2):
            self.tried(acting.propose, her, kind="termination_for_cause", reason=WHY, actor=self.world.petra)
        if self.tried(acting.propose, her, kind="summary_suspension", reason=WHY, actor=self.world.petra):
            row = self.rows_of(AdverseAction)[-1]
            self.tried(acting.notice, row, effective_on=self.day(40), actor=self.world.ines)
            self.tried(acting.drop, row, reason="Another way.", actor=self.world.ines)
        if row := self.one(AdverseAction, state="proposed"):
            self.tried(acting.reinstate, row, reason=WHY, actor=self.world.ines)
        if row := self.one(AdverseAction, kind="summary_suspension", state="final"):
            self.tried(acting.reinstate, row, reason=WHY, actor=self.world.ines)
        denied = Decision.objects.within(self.organization).filter(outcome="denied").first()
        if denied is not None:
            self.tried(acting.propose, denied.application.participation, kind="non_renewal", reason=WHY, actor=self.world.petra)
        if row := self.one(Appeal, state="open"):
            self.tried(appealing.extend, row, until=row.until, reason="None.", actor=self.world.ines)

    def on_the_last_day(self):
        """In time on the last day, too late on the day after; a director may give more days, also then."""
        if (row := self.told("non_renewal", days=60)) is None:
            return
        appeal = self.right_against(row)
        self.at += timedelta(days=(appeal.until - self.today).days + self.random.choice((1, 0, 1)))
        if not self.tried(appealing.ask, appeal, grounds="No.", actor=self.hers[row.practitioner.pk]):
            self.at += timedelta(days=2)
            over = self.day(-1)
            self.tried(appealing.extend, appeal, until=over, reason="She was ill.", actor=self.world.ines)
            for until in (appeal.until, over if over > appeal.until else appeal.until, self.day(5)):
                self.tried(appealing.extend, appeal, until=until, reason="She was ill.", actor=self.world.ines)
            self.at += timedelta(days=3)
            self.tried(appealing.extend, appeal, until=self.day(-1), reason="Ill.", actor=self.world.ines)
            self.tried(appealing.ask, appeal, grounds="No.", actor=self.hers[row.practitioner.pk])

    # ── What is looked at ────────────────────────────────────────────────────

    def parts_in(self, appeal) -> set[int]:
        """Whoever had a part in what is appealed, or takes none in the file, or is whom it is about: read from the rows alone."""
        closed = {appeal.participation.practitioner.person_id}
        files = [appeal.decision.application] if appeal.decision else []
        if appeal.action:
            closed |= {appeal.action.proposed_by_id, appeal.action.noticed_by_id}
        for file in files:
            closed |= {appeal.decision.decided_by_id, appeal.decision.second_by_id}
            closed |= set(file.proposals.values_list("proposed_by", flat=True)) | verifiers_of(file.reference)
        rows = ConflictOfInterest.objects.within(self.organization).filter(
            application__participation=appeal.participation_id, state="recused"
        )
        closed |= set(rows.values_list("person", flat=True))
        return set().union(*(same_persons(each) for each in closed - {None}))

    def names(self, name, rows):
        """A row of standing that gave way to a later one of the same key is told with that one."""
        found, label = super().names(name, rows), name.partition(":")[0]
        if label in ("network.grant", "network.hold"):
            found |= {each for each, row in rows.items() if each.startswith(f"{label}:") and row["key"] == rows[name]["key"]}
        return found

    def look(self, changed, before, now):
        """Two people, days that came, people who took no part, and nothing back-dated."""
        for name in changed:
            label, old, new = name.partition(":")[0], before.get(name), now.get(name)
            if label == "vetting.adverseaction" and old and old["state"] != new["state"]:
                self.an_action_moved(AdverseAction.objects.within(self.organization).get(pk=new["id"]), old["state"])
            if label == "vetting.appeal" and old and old["state"] != new["state"]:
                self.an_appeal_moved(Appeal.objects.within(self.organization).get(pk=new["id"]), old)
            if label == "vetting.appealseat" and old and new and old["outcome"] != new["outcome"]:
                appeal = Appeal.objects.within(self.organization).get(pk=new["appeal_id"])
                assert not same_persons(new["person_id"]) & self.parts_in(appeal)
            if label in ("network.grant", "network.hold") and old is None and new["revision"] == 1:
                assert new["first"] >= self.today, f"{name} is back-dated"
            if label == "vetting.decision":
                assert old is None and new["decided_on"] == self.today and new["assessment_id"]

    def an_action_moved(self, row, was):
        if row.state == "noticed":
            assert not same_persons(row.proposed_by_id) & same_persons(row.noticed_by_id)
        if row.state == "final" and was == "noticed":
            assert row.effective_on <= self.today and row.appeal.state != "received"
            assert row.appeal.state != "open" or row.appeal.until < self.today
        if row.state == "reinstated":
            assert (self.today - row.effective_on).days <= 30
        if row.state in ("upheld", "overturned", "modified"):
            assert row.appeal.state == row.state

    def an_appeal_moved(self, row, old):
        if row.state == "received":
            assert row.received_on <= old["until"] and row.grounds.strip()
        if row.state in ("upheld", "overturned", "modified"):
            step = {"upheld": "uphold", "overturned": "overturn", "modified": "modify"}[row.state]
            seats = list(row.seats.all())
            agree = {seat.person_id for seat in seats if seat.outcome == step and seat.terms == row.terms}
            agree -= self.parts_in(row)
            assert row.settled_by_id in agree and 2 * len(agree) > len(seats)
            assert row.hearing_on is None or row.hearing_on <= self.today
