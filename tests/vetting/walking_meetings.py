"""A random walk over a committee: meetings live and by a day, votes, interests, terms, tabled questions, seats that come and go."""

from datetime import timedelta

from network.access import Role
from network.models import Parameter, Person
from network.queries.people import same_persons
from network.transitions import Refused, perform
from tests.network.cast import staff
from tests.vetting.story import Story
from tests.vetting.wandering import Wander
from vetting.committee import PARAMETER
from vetting.models import (
    AgendaItem,
    Application,
    CommitteeMember,
    ConflictOfInterest,
    Decision,
    InformationRequest,
    Meeting,
    Minutes,
    Vote,
)
from vetting.models.meetings import Choice
from vetting.terms import Asked, Terms
from vetting.workflow import agenda, applying, checking, clean, deciding, interests, meetings, motions, policies, voting

MOVES = (
    "plans", "cancels", "opens", "closes", "signs", "corrects", "votes", "votes", "all_vote", "carries", "table", "votes_again", "notes",
    "sets_terms", "strikes", "discusses", "puts_on", "declares", "recuses", "dismisses", "says_involved", "appoints", "ends_seat",
    "evidence", "comes_in", "signs_clean", "days", "a_whole_meeting", "late_recusal", "by_a_day", "put_off_twice", "decides_alone",
    "switched_off", "news_comes", "on_terms", "clean_block", "verifier_sits", "somebody_known",
)
FORM = ("application_id", "vetting.application")
PLACES = ("Tidewater Clinic", "Lark House")
LIMIT, CLEAN = 13, 5  # files in one walk, and how many of them at most are clean


class Chambers(Story):
    """Harbor with a committee that meets, also by a day."""

    def _policy(self, preset, whole):
        draft = policies.draft_from_preset(
            organization=self.organization, preset=preset, effective_from=self.day(60), actor=self.maya, at=self.start
        )
        draft.criteria.exclude(criterion__in={"license_in_force", "license_verified", "license_unrestricted", "hits_adjudicated"}).delete()
        policies.set_committee(draft, {"meetings": True, "asynchronous": True, "deferrals_most": 1}, actor=self.maya, at=self.start)
        perform(draft, "send_for_approval", actor=self.maya, at=self.start)  # leaves out what the law asks, which the workflow refuses
        policies.approve(draft, actor=self.ines, at=self.start)
        return draft


class MeetingWalk(Wander):
    """One committee of five, whose chairs are Odell and Petra; a verifier, a manager, and a member's second account."""

    MOVES = MOVES
    WATCHED = (Meeting, AgendaItem, Vote, Minutes, ConflictOfInterest, CommitteeMember, Application, Decision)
    CARRIED = {"vetting.decision": (FORM,)}
    READING = frozenset({"file.read", "packet.read"})

    def __init__(self):
        super().__init__(Chambers())
        world, hired = self.world, ("Thea Merrow", "Ivo Saltmarsh", "Nell Harrowgate", "Hester Appleyard")
        self.thea, self.ivo, self.nell, self.aside = (staff(self.organization, name, Role.COMMITTEE) for name in hired)
        self.twin = staff(self.organization, "Ivo Saltmarsh-Two", Role.COMMITTEE)
        self.link(self.ivo.person_id, self.twin.person_id, world.una)
        self.verifier = staff(self.organization, "Tom Wetherby-Two", Role.COMMITTEE)
        self.link(world.tom.person_id, self.verifier.person_id, world.una)
        self.members = (world.odell, world.petra, world.ines, self.ivo, self.nell)
        self.chairs = (world.odell, world.petra)
        self.everybody = (*self.members, self.thea, self.aside, self.twin, world.tom, world.maya)
        for actor in self.members:
            meetings.appoint(
                organization=self.organization, person=person(actor), starts_on=self.today, chair=actor in self.chairs,
                actor=world.ines, at=self.at,
            )
        self.number, self.hers = 0, {}
        self.ready = {"case": [self.prepared("case", number) for number in range(LIMIT)]}
        self.ready["clean"] = [self.prepared("clean", LIMIT + number) for number in range(CLEAN)]
        self.looks_now()
        for kind in ("case", "clean", "case", "case"):
            self.newcomer(kind)

    # ── Who, and what ────────────────────────────────────────────────────────

    def chair(self):
        return self.random.choice(self.chairs) if self.chance(0.8) else self.random.choice(self.everybody)

    def member(self):
        return self.random.choice(self.members) if self.chance(0.8) else self.random.choice(self.everybody)

    def item(self, **which):
        """Something on an agenda: mostly what is open in a meeting in session, or now and then any."""
        wanted = {"state": "open", "meeting__state": "open", **which}
        return (self.one(AgendaItem, **wanted) if self.chance(0.85) else None) or self.one(AgendaItem)

    def given(self, actor):
        return {"actor": actor, "at": self.at}

    def prepared(self, kind, number):
        """A file with every check verified; of a case the board shows a restriction. How it came here is no part of a walk."""
        file = self.world.checking(f"Wren Halloway{chr(97 + number)}", ago=48)
        for check in self.world.checks(file):
            if check.element == "license" and kind == "case":
                self.world.verify_license(check, status="active", encumbered=True, ago=43)
            else:
                self.world.verify(check, ago=43)
        self.hers[file.pk] = file.herself
        return file

    def newcomer(self, kind):
        """Another file handed over."""
        ready = self.ready[kind] or self.ready["case"]
        self.number += ready is self.ready["case"]
        file = ready.pop(0)
        checking.refer(file, actor=self.world.tom, at=self.at)
        self.rows, self.last = self.tables(), self.newest()
        return file

    def in_session(self):
        """A meeting in session; one is planned and opened when there is none."""
        found = self.one(Meeting, state="open")
        if found is None:
            self.tried(
                agenda.plan_meeting, organization=self.organization, on=self.today, kind="live", place="Quay room", actor=self.world.maya
            )
            for planned in self.rows_of(Meeting, state="planned"):
                if self.tried(meetings.open_meeting, planned, actor=self.world.odell):
                    return planned
        return found

    def case(self, **which):
        """An open case of a meeting in session, made when there is none."""
        meeting = self.in_session()
        found = self.one(AgendaItem, state="open", meeting__state="open", kind="discussion", application__state="in_review", **which)
        if found is None and meeting is not None and self.number < LIMIT:
            file = self.newcomer("case")
            if self.tried(meetings.close_meeting, meeting, actor=self.world.odell):
                return self.case(**which) if self.in_session() else None
            self.tried(agenda.put_on_agenda, file, reason="Discuss.", actor=self.world.maya)
        return found

    def afresh(self):
        """A new case in a meeting of its own, whatever else is going on: open cases wait for the next one."""
        if self.number >= LIMIT:
            return self.case()
        file = self.newcomer("case")
        for meeting in self.rows_of(Meeting, state="open"):
            for item in meeting.items.filter(state="open", kind="discussion"):
                if not self.tried(voting.table, item, reason="Of time.", actor=self.world.odell):
                    self.tried(voting.table, item, reason="Of time.", actor=self.world.petra)
            self.tried(meetings.close_meeting, meeting, actor=self.world.odell)
        for meeting in self.rows_of(Meeting, state="planned"):
            self.tried(agenda.cancel, meeting, reason="Another day.", actor=self.world.maya)
        self.tried(agenda.plan_meeting, organization=self.organization, on=self.today, place="Quay room", actor=self.world.maya)
        for meeting in self.rows_of(Meeting, state="planned"):
            self.tried(meetings.open_meeting, meeting, actor=self.world.odell)
        return self.one(AgendaItem, application=file, state="open", meeting__state="open")

    # ── Meetings ─────────────────────────────────────────────────────────────

    def plans(self):
        kind, days = self.random.choice(("live", "live", "asynchronous")), self.random.choice((0, 0, 1, 4, -1))
        self.attempt(
            agenda.plan_meeting, organization=self.organization, on=self.day(days), kind=kind, place="Quay room",
            **self.given(self.world.maya if self.chance(0.8) else self.chair()),
        )

    def cancels(self):
        if row := self.one(Meeting, state="planned"):
            self.attempt(agenda.cancel, row, reason=self.said(), **self.given(self.world.maya))

    def opens(self):
        if row := self.one(Meeting, state="planned") or self.one(Meeting):
            self.attempt(meetings.open_meeting, row, **self.given(self.chair()))

    def closes(self):
        if row := self.one(Meeting, state="open") or self.one(Meeting):
            self.attempt(meetings.close_meeting, row, **self.given(self.chair()))

    def signs(self):
        if row := self.one(Meeting, state="closed") or self.one(Meeting):
            seen = self.random.choice((None, None, None, 0))
            self.attempt(meetings.sign_minutes, row, remark=self.said(), seen=seen, **self.given(self.chair()))

    def corrects(self):
        if row := self.one(Meeting, state="signed") or self.one(Meeting):
            self.attempt(meetings.correct_minutes, row, remark=self.said(), **self.given(self.chair()))

    # ── Votes ────────────────────────────────────────────────────────────────

    def votes(self):
        if item := self.item():
            choice = self.random.choice(Choice.values)
            self.attempt(voting.cast, item, choice=choice, reason=self.said(), **self.given(self.member()))

    def all_vote(self, item=None, choice="", count=4):
        """Several members vote the same."""
        item = item or self.case()
        choice = choice or self.random.choice(("approved", "denied_quality", "abstain"))
        for actor in self.random.sample(self.members, count) if item else ():
            self.tried(voting.cast, item, choice=choice, reason="Read and weighed.", actor=actor)

    def carries(self):
        if item := self.item():
            seen = self.random.choice((None, None, None, 0))
            self.attempt(voting.carry, item, reason=self.said(), seen=seen, **self.given(self.chair()))

    def table(self):
        if item := self.item():
            way = self.random.choice(voting.TABLE_WAYS)
            self.attempt(voting.table, item, way=way, reason=self.said(), **self.given(self.chair()))

    def votes_again(self):
        if item := self.item():
            self.attempt(voting.vote_again, item, **self.given(self.chair()))

    def notes(self):
        if item := self.item():
            said = f"Spoken of at {self.at:%H:%M}."
            self.attempt(voting.note, item, discussion=said, **self.given(self.random.choice((self.world.maya, *self.members))))

    def sets_terms(self):
        """None, whole ones, broken ones, the same again."""
        if item := self.item(kind="discussion"):
            asked = Asked("Two sessions of supervision.", self.day(60), self.ivo.person_id)
            terms = self.random.choice((None, Terms("Late notes.", None, (asked,)), Terms("Late notes.", self.day(200)), Terms(" ")))
            actor = self.random.choice((self.world.maya, self.chair(), self.member()))
            for _time in range(2):
                self.attempt(motions.set_terms, item, terms, **self.given(actor))

    # ── The agenda ───────────────────────────────────────────────────────────

    def strikes(self):
        over = self.one(AgendaItem, state="open", meeting__state__in=("closed", "signed")) if self.chance(0.4) else None
        if item := over or self.item(meeting__state__in=("planned", "open")):
            self.attempt(agenda.strike, item, reason=self.said(), **self.given(self.world.maya))

    def discusses(self):
        if item := self.one(AgendaItem, kind="clean", state="open", meeting__state__in=("planned", "open")) or self.item(kind="clean"):
            self.attempt(agenda.discuss, item, reason=self.said(), **self.given(self.random.choice((self.world.maya, *self.members))))

    def puts_on(self):
        file = (self.one(Application, state="in_review") if self.chance(0.7) else None) or self.one(Application)
        self.attempt(agenda.put_on_agenda, file, reason=self.said(), **self.given(self.world.maya))

    def comes_in(self):
        if self.number < 10:
            self.newcomer(self.random.choice(("case", "clean")))

    def evidence(self):
        """The therapist answers a question while members vote; handed over again when it went back."""
        file = self.one(Application, state="in_review")
        if file is None:
            return
        if self.tried(checking.request_information, file, message="Page two?", actor=self.world.tom):
            asked = self.rows_of(InformationRequest, application=file)[-1]
            self.tried(applying.answer, asked, text="Here.", actor=self.hers[file.pk])

    def answered(self, file):
        """Whatever is asked of a file is answered, and it is handed over again."""
        for asked in self.rows_of(InformationRequest, application=file, answered_at=None, closed_at=None):
            self.tried(checking.close_request, asked, reason="Seen otherwise.", actor=self.world.tom)
        self.tried(checking.refer, file, actor=self.world.tom)

    def signs_clean(self):
        files = self.rows_of(Application, state="in_review", route="clean")[:2]
        for file in files:
            self.attempt(self.signed, file, actor=self.random.choice((self.world.ines, self.world.petra)), at=self.at)

    def signed(self, file, *, actor, at):
        """One file of a list; refused, nothing came of it."""
        found = clean.sign_clean([file], actor=actor, at=at)
        if found.refused:
            raise Refused(found.refused[0][1])

    def days(self):
        self.at += timedelta(days=self.random.choice((1, 1, 2)))

    # ── Interests and seats ──────────────────────────────────────────────────

    def declares(self):
        if item := self.item():
            if self.chance(0.5):
                self.attempt(
                    interests.declare, item.application, reason=self.said(), meeting=item.meeting,
                    **self.given(self.random.choice((self.ivo, self.nell, self.aside, self.member()))),
                )
            else:
                self.attempt(interests.take_no_part, item.application, reason=self.said(), **self.given(self.member()))

    def recuses(self):
        if row := self.one(ConflictOfInterest, state="proposed") or self.one(ConflictOfInterest):
            actor = next((each for each in self.everybody if each.person_id == row.person_id), self.world.odell)
            self.attempt(interests.recuse, row, reason=self.said(), **self.given(self.random.choice((actor, self.chair(), self.nell))))

    def dismisses(self):
        if row := self.one(ConflictOfInterest, state="proposed") or self.one(ConflictOfInterest):
            self.attempt(interests.dismiss, row, reason=self.said(), **self.given(self.chair()))

    def says_involved(self):
        if seat := self.one(CommitteeMember):
            said = {"employer": [self.random.choice((*PLACES, ""))], "phone": ["+1 555 0100"]}
            actor = next((each for each in self.everybody if each.person_id == seat.person_id), self.ivo)
            self.attempt_unwatched(interests.say_involved, seat, said, **self.given(self.random.choice((actor, actor, self.nell))))

    def attempt_unwatched(self, act, *args, **kwargs):
        """What is kept as fingerprints is told on the seat, and compared by tests of its own."""
        self.attempt_plainly(act, *args, **kwargs)
        self.rows, self.last = self.tables(), self.newest()

    def appoints(self):
        who = self.random.choice((self.thea, self.aside, self.twin, self.world.tom, self.nell))
        starts = self.day(self.random.choice((0, 2, -1)))
        ends = self.random.choice((None, starts + timedelta(days=6), starts - timedelta(days=1)))
        self.attempt(
            meetings.appoint, organization=self.organization, person=person(who), starts_on=starts, ends_on=ends,
            **self.given(self.world.ines),
        )

    def ends_seat(self):
        """Of somebody who came later; the first five stay, so that the committee goes on."""
        found = [seat for seat in self.rows_of(CommitteeMember) if seat.person_id not in {actor.person_id for actor in self.members}]
        if found:
            self.attempt(
                meetings.end_seat, self.random.choice(found), ends_on=self.day(self.random.choice((0, 0, 3, -2))),
                **self.given(self.world.ines),
            )

    # ── Scenes ───────────────────────────────────────────────────────────────

    def everybody_answers(self, item):
        """Who may have an interest says that she takes no part."""
        for row in item.application.conflicts.filter(state="proposed"):
            actor = next((each for each in self.everybody if each.person_id == row.person_id), self.world.odell)
            self.tried(interests.recuse, row, reason="Said so.", actor=actor)

    def a_whole_meeting(self):
        """Every case resolved by a majority, or tabled for want of one; closed and signed."""
        if self.ready["clean"]:
            self.newcomer("clean")
        if (case := self.afresh()) is None:
            return
        meeting = case.meeting
        for actor in (self.aside, self.thea):
            self.tried(voting.cast, case, choice="approved", reason="", actor=actor)
        for item in list(meeting.items.filter(state="open", kind="discussion").select_related("application")):
            self.everybody_answers(item)
            self.all_vote(item, self.random.choice(("approved", "denied_quality")), count=5)
            for chair in self.chairs:
                if self.tried(voting.carry, item, reason="Discussed.", actor=chair):
                    break
            else:
                for way in ("wait", "defer"):
                    self.tried(voting.table, item, way=way, reason="No majority.", actor=self.world.odell)
        self.tried(meetings.correct_minutes, meeting, remark="Too early.", actor=self.world.petra)
        self.tried(meetings.close_meeting, meeting, actor=self.world.petra)
        for item in meeting.items.filter(state="carried"):
            self.tried(interests.take_no_part, item.application, reason="Too late.", actor=self.thea)
            self.tried(agenda.put_on_agenda, item.application, reason="Again.", actor=self.world.maya)
        for item in meeting.items.filter(state="open"):  # of the clean block: whoever signs it does so without a meeting
            self.tried(agenda.strike, item, reason="Too late.", actor=self.world.maya)
        self.tried(meetings.sign_minutes, meeting, actor=self.world.petra)
        self.tried(meetings.correct_minutes, meeting, remark="A name was wrong.", actor=self.world.petra)

    def clean_block(self):
        """Out of the clean block, to be discussed; then taken off before anybody voted, and not put on again."""
        if self.number >= LIMIT:
            return
        self.tried(agenda.plan_meeting, organization=self.organization, on=self.day(1), actor=self.world.maya)
        file = self.newcomer("clean")
        for item in self.rows_of(AgendaItem, application=file, state="open"):
            self.tried(agenda.discuss, item, reason="Three moves in a year.", actor=self.nell)
            self.tried(agenda.strike, item, reason="Waits for the board.", actor=self.world.maya)
            self.tried(agenda.put_on_agenda, file, reason="After all.", actor=self.world.maya)

    def news_comes(self):
        """The therapist answers after the vote: it carries no more, and the members vote again."""
        if (item := self.afresh()) is None:
            return
        self.all_vote(item, "approved")
        self.tried(voting.vote_again, item, actor=self.world.odell)
        if self.tried(checking.request_information, item.application, message="Page two?", actor=self.world.tom):
            asked = self.rows_of(InformationRequest, application=item.application)[-1]
            self.tried(applying.answer, asked, text="Here.", actor=self.hers[item.application_id])
        for actor in self.chairs:
            self.tried(voting.carry, item, reason="Discussed.", actor=actor)
            self.tried(voting.vote_again, item, actor=actor)
        self.all_vote(item, "approved", count=2)

    def on_terms(self):
        """Terms before the vote, the same again after it, and other ones: then the members vote again."""
        if (item := self.afresh()) is None:
            return
        days = self.random.sample(range(150, 250), 2)
        self.tried(motions.set_terms, item, Terms("Late notes.", self.day(days[0])), actor=self.random.choice((self.ivo, self.nell)))
        self.all_vote(item, "approved", count=2)
        for actor in self.chairs:
            self.tried(motions.set_terms, item, Terms("Late notes.", self.day(days[0])), actor=actor)
            self.tried(motions.set_terms, item, Terms("Late notes.", self.day(days[1])), actor=actor)

    def late_recusal(self):
        """A majority stands; then a voter turns out to be too close, and it stands no more."""
        if (item := self.afresh()) is None:
            return
        self.all_vote(item, "approved", count=3)
        self.tried(agenda.strike, item, reason="Too late.", actor=self.world.maya)
        voted = set(item.votes.filter(round=item.round).values_list("person_id", flat=True))
        voter = next((actor for actor in self.members[2:] if actor.person_id in voted), self.ivo)
        self.tried(interests.declare, item.application, reason="A neighbor.", meeting=item.meeting, actor=voter)
        self.tried(voting.carry, item, reason="Discussed.", actor=self.world.odell)
        self.tried(voting.cast, item, choice="approved", reason="", actor=voter)
        self.tried(deciding.approve, item.application, actor=voter)
        self.tried(voting.note, item, discussion="No.", actor=voter)

    def by_a_day(self):
        """Each votes by a day; nobody does afterwards."""
        if self.number < 10:
            self.newcomer("case")
        for row in self.rows_of(Meeting, state="planned"):
            self.tried(agenda.cancel, row, reason="Another day.", actor=self.world.maya)
        if file := self.one(Application, state="in_review"):
            self.tried(agenda.put_on_agenda, file, reason="Discuss.", actor=self.world.maya)
        self.tried(
            agenda.plan_meeting, organization=self.organization, on=self.day(0), kind="asynchronous", actor=self.world.maya
        )
        meeting = self.one(Meeting, state="planned")
        if meeting is None:
            return
        if self.chance(0.5) and self.tried(meetings.open_meeting, meeting, actor=self.world.odell):
            self.tried(voting.cast, meeting.items.first(), choice="abstain", reason="", actor=self.nell)
        self.at += timedelta(days=1)
        self.tried(meetings.open_meeting, meeting, actor=self.world.odell)
        if item := meeting.items.filter(state="open").first():
            self.tried(voting.cast, item, choice="approved", reason="", actor=self.ivo)

    def put_off_twice(self):
        """Tabled with a question, answered, and tabled again: as often as the policy allows, and no more."""
        for _time in range(2):
            if (item := self.case()) is None:
                return
            for way in ("defer", "ask"):
                self.tried(voting.table, item, way=way, reason="What became of the reprimand?", actor=self.world.odell)
            self.answered(item.application)
            self.tried(voting.table, item, way="wait", reason="Of time.", actor=self.world.odell)
            if meeting := self.one(Meeting, state="open"):
                self.tried(meetings.close_meeting, meeting, actor=self.world.odell)

    def decides_alone(self):
        """One person would decide what is the committee's."""
        if (item := self.case()) is None:
            return
        for act, said in ((deciding.approve, {}), (deciding.deny, {"basis": "quality"})):
            self.tried(act, item.application, reason="I know enough.", actor=self.world.ines, **said)
        self.tried(checking.defer, item.application, reason=self.said(), actor=self.world.ines)
        self.answered(item.application)

    def switched_off(self):
        """For one day the policy holds no meetings, and no votes by a day on another."""
        for said in ({"meetings": False}, {"meetings": True, "asynchronous": False}):
            off = Parameter(
                organization=self.organization, key=PARAMETER, effective_from=self.today, author_id=self.world.maya.person_id,
                approver_id=self.world.ines.person_id, value=said,
            )
            off.save()
            for kind in ("live", "asynchronous"):
                self.tried(
                    agenda.plan_meeting, organization=self.organization, on=self.day(1), kind=kind, actor=self.world.maya
                )
            if row := self.one(Meeting, state="planned"):
                self.tried(meetings.open_meeting, row, actor=self.world.odell)
            off.delete()

    def verifier_sits(self):
        """A member who, under her other account, verified what comes before her: she takes no part, whatever the chair says."""
        self.tried(
            meetings.appoint, organization=self.organization, person=person(self.verifier), starts_on=self.day(2), ends_on=self.day(1),
            actor=self.world.ines,
        )
        self.tried(
            meetings.appoint, organization=self.organization, person=person(self.world.tom), starts_on=self.today, actor=self.world.ines
        )
        seated = self.tried(
            meetings.appoint, organization=self.organization, person=person(self.verifier), starts_on=self.today, actor=self.world.ines
        )
        if seated:  # a second seat beside the first is refused
            self.tried(
                meetings.appoint, organization=self.organization, person=person(self.verifier), starts_on=self.today,
                actor=self.world.ines,
            )
        if seated and (item := self.afresh()) is not None:
            for row in item.application.conflicts.filter(person=self.verifier.person_id):
                self.tried(interests.dismiss, row, reason="Only the insurance.", actor=self.world.odell)
            self.everybody_answers(item)
        for seat in self.rows_of(CommitteeMember, person=self.verifier.person_id):
            self.tried(meetings.end_seat, seat, ends_on=self.today, actor=self.world.ines)
            self.at += timedelta(days=self.random.choice((1, 2, 5, 9)))
            self.tried(meetings.end_seat, seat, ends_on=self.today, actor=self.world.ines)

    def somebody_known(self):
        """A member who works where a therapist worked: asked before she votes, and let in by the chair."""
        seat = self.rows_of(CommitteeMember, person=self.ivo.person_id)[0]
        self.attempt_unwatched(interests.say_involved, seat, {"employer": [PLACES[0]]}, actor=self.ivo, at=self.at)
        if self.number >= LIMIT or self.in_session() is None:
            return
        file = self.newcomer("case")
        if (row := file.conflicts.first()) is None:
            return
        self.tried(deciding.approve, file, actor=self.ivo)
        if item := self.one(AgendaItem, application=file, state="open"):
            self.tried(voting.cast, item, choice="approved", reason="", actor=self.ivo)
            self.all_vote(item, "approved")
            self.tried(voting.carry, item, reason="Discussed.", actor=self.world.odell)
        for actor in (self.twin, self.ivo, self.world.odell):
            self.tried(interests.dismiss, row, reason="A house of two hundred.", actor=actor)
        self.attempt_unwatched(interests.say_involved, seat, {}, actor=self.ivo, at=self.at)

    # ── What is looked at ────────────────────────────────────────────────────

    def names(self, name, rows):
        """How often a file was put off is told by the step of its item."""
        found = super().names(name, rows)
        label, _colon, number = name.partition(":")
        if label == "vetting.application":
            items = [each for each in rows if each.startswith("vetting.agendaitem:")]
            found |= {each for each in items if rows[each]["application_id"] == int(number)}
        return found

    def look(self, changed, before, now):
        """Written once is written once; votes are members'; what carries has its quorum and majority; decisions have their people."""
        for name in changed:
            label, old, new = name.partition(":")[0], before.get(name), now.get(name)
            assert new is not None, f"{name} is gone"
            if label in ("vetting.vote", "vetting.minutes", "vetting.decision"):
                assert old is None, f"{name} was changed"
            if label == "vetting.vote":
                self.a_members_vote(new, now)
            if label == "vetting.agendaitem" and new["state"] == "carried" and old["state"] == "open":
                self.carried_by_enough(new, before)
            if label == "vetting.decision":
                self.decided_by_the_right_people(Decision.objects.within(self.organization).get(pk=new["id"]))

    def sitting_on(self, item, rows):
        """The persons who held a seat on the day the item's meeting was opened, read from the rows alone."""
        on = rows[f"vetting.meeting:{item['meeting_id']}"]["opened_on"]
        seats = [row for name, row in rows.items() if name.startswith("vetting.committeemember:")]
        return {row["person_id"] for row in seats if row["starts_on"] <= on and (row["ends_on"] is None or row["ends_on"] >= on)}

    def interests_in(self, item, rows, *states):
        found = [row for name, row in rows.items() if name.startswith("vetting.conflictofinterest:")]
        return {row["person_id"] for row in found if row["application_id"] == item["application_id"] and row["state"] in states}

    def a_members_vote(self, vote, rows):
        item = rows[f"vetting.agendaitem:{vote['item_id']}"]
        assert item["state"] == "open" and rows[f"vetting.meeting:{item['meeting_id']}"]["state"] == "open"
        assert vote["person_id"] in self.sitting_on(item, rows) - self.interests_in(item, rows, "proposed", "recused")
        assert vote["choice"] in ("approved", "abstain") or vote["reason"].strip()

    def carried_by_enough(self, item, rows):
        members, recused = self.sitting_on(item, rows), self.interests_in(item, rows, "recused")
        votes = [
            row for name, row in rows.items()
            if name.startswith("vetting.vote:") and row["item_id"] == item["id"] and row["round"] == item["round"]
        ]
        counted = {row["person_id"]: row["choice"] for row in votes if row["person_id"] in members - recused}
        assert len(counted) > len(members) / 2 and len(counted) >= 2
        assert sum(choice == item["outcome"] for choice in counted.values()) > len(members - recused) / 2
        assert not self.interests_in(item, rows, "proposed") & members and item["counted"]["members"] == len(members)

    def decided_by_the_right_people(self, decision):
        record, persons = decision.assessment, same_persons(decision.decided_by_id)
        assert record is not None and record.policies and record.facts and record.on == decision.decided_on
        assert self.world.tom.person_id not in persons  # who verified everything here
        recused = ConflictOfInterest.objects.within(self.organization).filter(application=decision.application, state="recused")
        assert not persons & set(recused.values_list("person", flat=True))
        if decision.agenda_item_id:
            item = decision.agenda_item
            assert item.state == "carried" and item.outcome.removesuffix("_quality") == decision.outcome
            assert item.votes.filter(round=item.round, choice=item.outcome).values("person").distinct().count() >= 2
        else:
            assert record.route != "committee" and decision.basis != "quality"


def person(actor) -> Person:
    """The person an actor is."""
    return Person.objects.get(pk=actor.person_id)
