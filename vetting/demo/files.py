"""One file of the demo, moved by the people of its organization through the workflow, each act at its own instant."""

from dataclasses import dataclass
from datetime import date, timedelta

from licensure.demo.answers import Desk
from licensure.demo.profiles import Profile, Scribe
from licensure.models import Hit, Verification
from licensure.workflow import adjudication, verifications
from network import identity
from network.access import Actor
from network.demo.dutch import in_language
from network.demo.people import Human, enroll
from network.facts import terms
from network.models import Organization, Person, Practitioner
from network.workflow import standing
from vetting.facts.questions import question_set_of
from vetting.facts.sections import missing, sections_of
from vetting.models import Application, Decision
from vetting.workflow import appealing, applying, checking, deciding, disclosures

JOINED = "I joined the call and compared her face with the passport."
STATEMENT = "Everything I have said here is true and complete, and I will tell you when it changes."


@dataclass(frozen=True, slots=True)
class Crew:
    """Who does what in one organization."""

    organization: Organization
    manager: Actor
    verifier: Actor
    director: Actor
    second: Actor
    committee: Actor


CREWS = {
    "harbor": ("maya", "tom", "ines", "thea", "odell"),
    "summit": ("sorrel", "perrin", "linnea", "bertil", "amos"),
    "noorderlicht": ("hanneke", "bram", "sietse", "tjalling", "liv"),
}


def crew_of(organization, actors) -> Crew:
    """The people of an organization by what they do, from actors by key."""
    return Crew(organization, *(actors[key] for key in CREWS[organization.slug]))


@dataclass(slots=True)
class Therapist:
    """A therapist of the demo with the actor she is and what she holds."""

    human: Human
    practitioner: Practitioner
    herself: Actor
    scribe: Scribe


def arrive(human: Human, profile: Profile, *, at, papers: bool = True) -> Therapist:
    """She gets an account and writes her profile."""
    practitioner, herself = enroll(human, at=at)
    scribe = Scribe(practitioner, herself, human.name, at, papers, human.language)
    scribe.write(profile)
    return Therapist(human, practitioner, herself, scribe)


def _differing(hit) -> tuple[str, ...]:
    """What differs by the comparison, else the license number, which no list has."""
    return tuple(each["identifier"] for each in hit.reasons if each["verdict"] == "differs") or ("license_number",)


@dataclass(slots=True)
class File:
    """An application with everybody who touches it. Every method is one act at the instant `at`."""

    who: Therapist
    crew: Crew
    application: Application = None

    @property
    def organization(self) -> Organization:
        """Whose file it is."""
        return self.crew.organization

    def day(self, at) -> date:
        """The organization's day."""
        return applying.day_of(self.organization, at)

    # ── The therapist ────────────────────────────────────────────────────────
    def open(self, at, *, places, services=("counseling",), kind="initial", read=True):
        """She begins: reads her rights (unless she does not) and says where she wants to work."""
        self.application = applying.open_application(
            organization=self.organization, practitioner=self.who.practitioner, jurisdictions=places, services=services,
            kind=kind, actor=self.who.herself, at=at,
        )
        if read:
            applying.read_rights(self.application, actor=self.who.herself, at=at)
        return self

    def agree(self, at):
        """She agrees that the organization sees what it asks for."""
        applying.consent(self.application, actor=self.who.herself, at=at)

    def confirm(self, at, *, but=()):
        """She looked at every section of her re-vetting again, but those of these keys: what stands there is right."""
        seen = [section.key for section in sections_of(self.application) if section.filled and section.key not in ("sharing", *but)]
        applying.confirm(self.application, sections_seen=seen, actor=self.who.herself, at=at)

    def answer(self, at, yes=None, leave_out=()):
        """She answers the disclosure questions: no, or yes with a story. `yes` maps a question to its story."""
        asked, yes = question_set_of(self.organization), yes or {}
        answers = {
            question.key: {"answer": question.key in yes, "narrative": yes.get(question.key, "")}
            for question in asked.questions if question.key not in leave_out
        }
        disclosures.answer(
            practitioner=self.who.practitioner, question_set=asked.key, answers=answers, actor=self.who.herself, at=at
        )

    def sign(self, at):
        """She signs, having just proved who she is."""
        signature = applying.Signature(self.who.human.name, at, in_language(STATEMENT, self.who.human.language))
        return applying.submit(
            self.application, signature=signature, missing=missing(self.application), actor=self.who.herself, at=at
        )

    def reply(self, at, text, document=None):
        """She answers the newest question that is open."""
        request = self.application.information_requests.filter(answered_at=None, closed_at=None).last()
        return applying.answer(request, text=text, document=document, actor=self.who.herself, at=at)

    def withdraw(self, at, reason=""):
        """She takes it back."""
        return applying.withdraw(self.application, actor=self.who.herself, at=at, reason=reason)

    def accept(self, at, kinds=("referral", "payment")):
        """She accepts the terms."""
        row = self.application.participation
        for kind, version in terms.versions(row.organization).items():
            if kind in kinds:
                standing.accept_terms(participation=row, kind=kind, version=version, actor=self.who.herself, at=at)

    # ── The reviewer ─────────────────────────────────────────────────────────
    def begin(self, at, by=None):
        """The reviewer takes it on; checks are opened, lists are searched."""
        return checking.begin_checks(self.application, actor=by or self.crew.verifier, at=at)

    def ask(self, at, message, *, element="", item="", due_on=None):
        """The reviewer asks her for one thing."""
        return checking.request_information(
            self.application, message=message, element=element, item=item, due_on=due_on, actor=self.crew.verifier, at=at
        )

    def read(self, at):
        """The reviewer has read what she answered."""
        for request in self.application.information_requests.filter(closed_at=None).exclude(answered_at=None):
            checking.close_request(request, reason="", actor=self.crew.verifier, at=at)

    def desk(self, at, by=None, on=None) -> Desk:
        """The reviewer at work on its checks; `on` is the source's own day."""
        return Desk(by or self.crew.verifier, at, on or self.day(at), self.who.scribe.papers)

    def checks(self, *elements):
        """Its checks, those replaced left out; of these elements only when any are named."""
        rows = Verification.objects.within(self.organization).filter(file=self.application.reference).exclude(state="superseded")
        return rows.filter(element__in=elements) if elements else rows

    def verify(self, at, *, but=(), only=(), by=None, on=None, count=None, **changes):
        """Every open check is confirmed by its source, but those of the elements in `but`."""
        desk = self.desk(at, by, on)
        rows = self.checks(*only).exclude(element__in=but).filter(state__in=("required", "requested", "obtained"))
        for check in rows[:count]:
            if check.element == "identity" and identity.asked(self.organization, on=self.day(at)):
                desk.meet(check)
                verifications.verify(check, comment=in_language(JOINED, self.organization.language), actor=self.crew.manager, at=at)
            else:
                desk.verify(check, **changes)

    def hits(self):
        """The list matches raised about her here."""
        return Hit.objects.within(self.organization).filter(practitioner=self.who.practitioner)

    def propose_hit(self, at, same: bool, reason, by=None):
        """The first person says whether it is her."""
        actor = by or self.crew.verifier
        for hit in self.hits().filter(state__in=("open", "inconclusive")):
            if same:
                adjudication.propose_confirm(hit, reason=reason, actor=actor, at=at)
            else:
                adjudication.propose_clear(hit, reason=reason, differing=_differing(hit), actor=actor, at=at)

    def settle_hit(self, at, same: bool, reason, by=None):
        """The second person agrees."""
        act = adjudication.confirm if same else adjudication.clear
        for hit in self.hits().filter(state="proposed_confirmed" if same else "proposed_cleared"):
            act(hit, reason=reason, actor=by or self.crew.manager, at=at)

    def refer(self, at, by=None):
        """Handed to whoever must decide."""
        return checking.refer(self.application, actor=by or self.crew.verifier, at=at)

    # ── Who decides ──────────────────────────────────────────────────────────
    def propose(self, at, outcome, reason, by=None):
        """The first of two people."""
        return deciding.propose(self.application, outcome=outcome, reason=reason, actor=by or self.crew.committee, at=at)

    def approve(self, at, reason="", by=None, terms=None) -> Decision:
        """Approved, on terms where there are some."""
        return deciding.approve(self.application, reason=reason, terms=terms, actor=by or self.crew.director, at=at)

    def deny(self, at, reason, basis="administrative", by=None) -> Decision:
        """Denied."""
        return deciding.deny(self.application, basis=basis, reason=reason, actor=by or self.crew.director, at=at)

    def not_accept(self, at, reason) -> Decision:
        """Closed before any check."""
        return deciding.not_accept(self.application, reason=reason, actor=self.crew.manager, at=at)

    def appeal(self, at, grounds, received_on=None, **given):
        """An appeal came in by letter; whoever took no part is named to settle it."""
        right = self.application.decisions.first().appeal
        appealing.take_in(right, received_on=received_on or self.day(at), grounds=grounds, actor=self.crew.manager, at=at, **given)
        return right

    def settle(self, at, outcome, reason, by=None, **given):
        """Somebody who took no part settles the appeal."""
        right, actor = self.application.decisions.first().appeal, by or self.crew.second
        appealing.appoint(right, panel=[Person.objects.get(pk=actor.person_id)], actor=self.crew.manager, at=at)
        appealing.vote(right, outcome=outcome, reason=reason, actor=actor, at=at, **given)
        self.application.refresh_from_db()
        return right

    def vacate(self, at, reason) -> Decision:
        """A wrong approval, undone by two."""
        deciding.propose(self.application, outcome="vacated", reason=reason, actor=self.crew.director, at=at - timedelta(minutes=5))
        return deciding.vacate(self.application, reason=reason, actor=self.crew.second, at=at)
