"""What a therapist does: open, consent, sign, answer, withdraw."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from network import jobs
from network.access import Action, require
from network.events import canonical, record
from network.models import Organization
from network.transitions import Refusal, Refused, perform
from network.workflow import standing
from django.utils.translation import gettext_lazy as _

from vetting.facts.policies import policy_binding
from vetting.facts.snapshot import snapshot_of
from vetting.models import Application, Attestation, InformationRequest


@dataclass(frozen=True, slots=True)
class Signature:
    """The name she typed and the instant she last proved who she is."""

    name: str
    reauthenticated_at: datetime
    text: str = ""


def day_of(organization, at):
    """The organization's calendar day at `at`."""
    return at.astimezone(ZoneInfo(organization.zone)).date()


def open_application(*, organization, practitioner, actor, at, kind="initial", jurisdictions=(), services=("counseling",)):
    """Start an application as a draft, and her participation with it. Returns the open one when there is one."""
    require(actor, Action.APPLY if actor.practitioner_id else Action.INVITE_THERAPIST, practitioner if actor.practitioner_id else None)
    if not organization.accepts_applications and kind == "initial":
        raise Refused([Refusal("closed", _("%(name)s takes no applications now.") % {"name": organization.name})])
    with transaction.atomic():
        Organization.objects.select_for_update().get(pk=organization.pk)
        participation = standing.take_part(organization=organization, practitioner=practitioner, actor=actor, at=at)
        mine = Application.objects.within(organization)
        current = mine.filter(participation=participation, kind=kind, state__in=["draft", "submitted", "checking", "in_review"])
        if current.exists():
            return current.get()
        application = Application(
            organization=organization,
            reference=f"{organization.prefix}-{mine.count() + 1:04d}",
            practitioner=practitioner,
            participation=participation,
            kind=kind,
            jurisdictions=list(jurisdictions),
            services=list(services),
            opened_at=at,
            state_since=at,
        )
        application.save()
        record(application, "application.opened", actor=actor, at=at, after={"kind": kind})
    return application


def read_rights(application, *, actor, at):
    """Note that the notice of rights was shown to her."""
    return _note(application, "application.rights_read", actor=actor, at=at, rights_read_at=at)


def choose(application, *, jurisdictions, services, actor, at):
    """Where and for what she wants to work for this organization; only while it is a draft."""
    if application.state != "draft":
        raise Refused([Refusal("wrong_state", _("This application is already submitted."))])
    return _note(application, "application.chosen", actor=actor, at=at, jurisdictions=list(jurisdictions), services=list(services))


def consent(application, *, actor, at):
    """She agrees that this organization sees what it asks for."""
    with transaction.atomic():
        event = _note(application, "consent.given", actor=actor, at=at, consented_at=at, consent_withdrawn_at=None)
        standing.share(participation=application.participation, actor=actor, at=at)
    return event


def withdraw_consent(application, *, actor, at):
    """No new sharing from now on; what was decided stays on record."""
    event = _note(application, "consent.withdrawn", actor=actor, at=at, consent_withdrawn_at=at)
    standing.stop_sharing(participation=application.participation, actor=actor, at=at)
    return event


def _note(application, action, *, actor, at, **fields):
    """Set plain fields of her own application and record it; no state changes."""
    require(actor, Action.APPLY, application)
    with transaction.atomic():
        for name, value in fields.items():
            setattr(application, name, value)
        application.save(update_fields=list(fields))
        return record(application, action, actor=actor, at=at, after={name: str(value) for name, value in fields.items()})


def submit(application, *, signature, missing, actor, at):
    """Attest and submit. `missing` are the sections still to do (words). Raises Refused with every reason."""
    on = day_of(application.organization, at)
    snapshot = snapshot_of(application)
    policy = policy_binding(application.organization, on)
    with transaction.atomic():
        perform(
            application, "submit", actor=actor, at=at, signature=signature, missing=tuple(missing),
            policy=policy, on=on, snapshot=snapshot,
        )
        attestation = Attestation(
            practitioner=application.practitioner,
            application=application,
            text=signature.text,
            signed_name=signature.name,
            signed_at=at,
            reauthenticated_at=signature.reauthenticated_at,
            snapshot_sha256=hashlib.sha256(canonical(snapshot).encode()).hexdigest(),
        )
        attestation.save()
        jobs.enqueue("vetting.acknowledge", key=f"acknowledge:{application.reference}", reference=application.reference)
    return attestation


def withdraw(application, *, actor, at, reason=""):
    """Take the application back."""
    return perform(application, "withdraw", actor=actor, at=at, note=reason)


def answer(request: InformationRequest, *, text, document=None, actor, at):
    """She answers what was asked; from then on it is the organization's turn again."""
    require(actor, Action.APPLY, request.application)
    if request.answered_at or request.closed_at:
        raise Refused([Refusal("already_answered", _("This question is already answered."))])
    if not text.strip() and document is None:
        raise Refused([Refusal("empty_answer", _("The answer is empty."), _("Write an answer or add a file."))])
    with transaction.atomic():
        request.answered_at, request.answer, request.document = at, text, document
        request.save()
        return record(request, "information.answered", actor=actor, at=at, after={"answer": text})
