"""An existing network moves in: what somebody decided elsewhere is recorded as that, and never as a decision of ours."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from licensure.workflow.screening import screen_practitioner
from network import news
from network.access import Action, require, system
from network.models import Document, Organization, Practitioner
from network.transitions import Refusal, Refused, locked, perform
from network.workflow import standing
from vetting.models import Application, Decision
from vetting.models.decisions import Origin
from vetting.workflow.applying import begin, open_one
from vetting.workflow.checking import open_required
from vetting.workflow.outcomes import write_decision, write_grant
from vetting.workflow.renewing import open_past_due

TERMS = ("referral", "payment")


@dataclass(frozen=True, slots=True)
class Original:
    """The decision as the record tells it: its day, who made it, and where it is written down."""

    decided_on: date | None
    body: str
    document: str = ""
    sha256: str = ""
    audited_on: date | None = None  # of a delegate: the last day of our last audit of it
    delegated: bool = False

    @property
    def origin(self) -> Origin:
        """A delegate's decision is one that was made for this organization."""
        return Origin.DELEGATED if self.delegated else Origin.RECORDED

    def stored(self, due_on) -> dict:
        """As `Decision.original` keeps it."""
        return {
            "decided_on": self.decided_on.isoformat(), "body": self.body, "document": self.document, "sha256": self.sha256,
            "due_on": due_on.isoformat(), **({"audited_on": self.audited_on.isoformat()} if self.audited_on else {}),
        }


def original(*, decided_on, body, document: Document | None = None, named: str = "", **delegate) -> Original:
    """A record with the document kept here, or `named` as the archive names it. `delegate`: see `Original`."""
    name = named or (document.filename if document else "")
    return Original(decided_on, body, name, document.sha256 if document else "", **delegate)


def take_over(
    *, organization: Organization, practitioner: Practitioner, record: Original, due_on: date, jurisdictions,
    services=("counseling",), terms_on: date | None = None, past_due: bool = False, actor, at,
) -> Decision:
    """Record one therapist of an existing network: admitted, granted from today through the recorded due date.

    `past_due`: a person said that somebody whose due date has passed comes in as that: recorded and without a grant, so
    without offers, and her next vetting begins at once.

    Her names are looked for on every list first. `terms_on`: the first day of the agreement on record, when there is
    one; without it she accepts the terms herself. Checks are opened: she is offered once license and insurance are
    verified here. Recording the same therapist twice returns the first decision. Raises Refused.
    """
    require(actor, Action.RECORD_NETWORK, organization)
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        participation = standing.take_part(organization=organization, practitioner=practitioner, actor=actor, at=at)
        if recorded := recorded_decision(participation):
            return recorded
        begun = open_one(participation, "initial")
        if not participation.shared:
            if not _agreed(begun):
                _refuse_stranger(organization, practitioner)
            standing.share(participation=participation, actor=actor, at=at)
        application = begun or begin(
            participation, kind="initial", jurisdictions=jurisdictions, services=services, actor=actor, at=at
        )
        return _record(application, record, due_on, terms_on, past_due, actor=actor, at=at)


def _agreed(application) -> bool:
    """She began an application here and agreed in it, though she has not signed."""
    return application is not None and application.consented_at is not None and application.consent_withdrawn_at is None


def _refuse_stranger(organization, practitioner):
    """Only who came with this network's own roster: a therapist with a profile of her own agrees herself."""
    if practitioner.claimed_at is not None or practitioner.imported_by_id != organization.pk:
        message = _("This therapist keeps their own profile and has not agreed to share it with you.")
        raise Refused([Refusal("not_imported", message, _("Invite them; the earlier approval can be recorded once they agree."))])


def recorded_decision(participation) -> Decision | None:
    """The decision this therapist moved in with, when she did."""
    rows = Decision.objects.within(participation.organization).filter(application__participation=participation)
    return rows.filter(origin__in=(Origin.RECORDED, Origin.DELEGATED), application__state="approved").first()


def _record(application: Application, record: Original, due_on, terms_on, past_due, *, actor, at) -> Decision:
    clockwork = system("moving in", application.organization)
    with locked(application):
        screen_practitioner(
            organization=application.organization, practitioner=application.practitioner, actor=clockwork, at=at
        )
        perform(application, "take_over", actor=actor, at=at, original=record, due_on=due_on, past_due=past_due)
        decision = write_decision(
            application, "approved", None, actor=actor, at=at, reason="", due_on=due_on, origin=record.origin,
            original=record.stored(due_on),
        )
        if late := due_on < decision.decided_on:
            standing.admit(participation=application.participation, decision=decision.key, actor=actor, at=at)
        else:
            write_grant(application, decision, due_on, actor=actor, at=at)
            open_required(application, actor=clockwork, at=at)
        _accept_terms(application.participation, terms_on, actor=actor, at=at)
        if late:
            open_past_due(application, actor=clockwork, at=at)
        else:
            news.publish("participation.granted", participation_id=application.participation_id, decision=decision.key)
    return decision


def _accept_terms(participation, terms_on, *, actor, at) -> None:
    if terms_on is not None:
        for kind in TERMS:
            standing.accept_terms(participation=participation, kind=kind, origin="recorded", first=terms_on, actor=actor, at=at)
