"""What a therapist does: open, consent, sign, answer, withdraw."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network import jobs
from network.access import Action, require
from network.events import canonical, record
from network.models import Grant, Organization, Participation
from network.transitions import Refusal, Refused, locked, perform
from network.workflow import standing
from vetting.facts import sections
from vetting.facts.policies import policy_binding
from vetting.facts.snapshot import snapshot_of
from vetting.models import Application, Attestation, InformationRequest, State
from vetting.models.application import OPEN
from vetting.queries.judging import day_of
from vetting.workflow import provisional_end
from vetting.workflow.telling import tell_voters

BY_THERAPIST = ("initial", "addition", "reinstatement", "renewal")
INSIDE = ("active", "leaving")


@dataclass(frozen=True, slots=True)
class Signature:
    """The name she typed and the instant (on the same clock as `at`) she last proved who she is."""

    name: str
    reauthenticated_at: datetime
    text: str = ""


def open_application(*, organization, practitioner, actor, at, kind="initial", jurisdictions=(), services=("counseling",)):
    """Start an application as a draft, and her participation with it. Returns the open one when there is one.

    By the therapist herself, or by staff who may invite. Raises Refused.
    """
    staff = not actor.practitioner_id
    require(actor, Action.INVITE_THERAPIST if staff else Action.APPLY, organization if staff else practitioner)
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        participation = Participation.objects.within(organization).filter(practitioner=practitioner).first()
        current = open_one(participation, kind)
        if current:
            return current
        if unmet := list(_may_open(organization, participation, kind, staff, day_of(organization, at))):
            raise Refused(unmet)
        if kind in ("initial", "reinstatement"):
            participation = standing.take_part(organization=organization, practitioner=practitioner, actor=actor, at=at)
        return begin(participation, kind=kind, jurisdictions=jurisdictions, services=services, actor=actor, at=at)


def open_one(participation, kind) -> Application | None:
    """The open application of a kind, if there is one."""
    if participation is None:
        return None
    rows = Application.objects.within(participation.organization)
    return rows.filter(participation=participation, kind=kind, state__in=OPEN).first()


def begin(participation, *, kind, jurisdictions, services, actor, at, offers=None) -> Application:
    """Write down a new draft with its reference; the caller holds the organization's row."""
    organization = participation.organization
    application = Application(
        organization=organization,
        reference=f"{organization.prefix}-{Application.objects.within(organization).count() + 1:04d}",
        practitioner=participation.practitioner,
        participation=participation,
        kind=kind,
        jurisdictions=list(jurisdictions),
        services=list(services),
        offers=offers or {},
        opened_at=at,
        state_since=at,
    )
    application.save()
    record(application, "application.opened", actor=actor, at=at, after={"kind": kind})
    if kind in ("initial", "reinstatement"):
        _ask_for_letter("vetting.write_rights", f"rights:{application.reference}", application)
    return application


def _may_open(organization, participation, kind, staff, on):
    inside = participation is not None and participation.state in INSIDE
    if kind == "initial" and not organization.accepts_applications:
        yield Refusal("closed", _("%(name)s takes no applications now.") % {"name": organization.name})
    if kind == "initial" and inside and not _let_go(participation, on):
        yield Refusal("already_in", _("The therapist already takes part in this network."), _("Ask for another place or service instead."))
    if kind in ("renewal", "addition", "for_cause") and not inside:
        yield Refusal("not_in", _("The therapist does not take part in this network."), _("Begin a first application."))
    if kind not in BY_THERAPIST and not staff:
        yield Refusal("not_hers_to_open", _("A review for cause is opened by the organization."))


def _let_go(participation, on) -> bool:
    """Whether a denial, an action or a vacated approval took all she was granted by day `on`, and nothing was granted since."""
    rows = Grant.objects.within(participation.organization).current().filter(participation=participation, first__lte=on)
    last = rows.order_by("decided_at", "pk").last()
    return last is not None and not last.granted and last.jurisdictions is None and not last.service


def read_rights(application, *, actor, at):
    """Note that the notice of rights was shown to her. Said again, the first day stays. Returns the event, or None."""
    return _note(application, "application.rights_read", actor=actor, at=at, stands=_has_read, rights_read_at=at)


def choose(application, *, jurisdictions, services, offers=None, actor, at):
    """Where, for what and with what she wants to work for this organization; only while it is a draft."""
    with transaction.atomic():
        return _note(
            application, "application.chosen", actor=actor, at=at, draft=True,
            jurisdictions=list(jurisdictions), services=list(services), offers=offers if offers is not None else application.offers,
        )


def consent(application, *, actor, at):
    """She agrees that this organization sees what it asks for: from her signature on, at once when she signed or moved in.

    Said again while it stands, nothing changes: the day on which she agreed stays. Returns the event, or None.
    """
    with transaction.atomic():
        event = _note(application, "consent.given", actor=actor, at=at, stands=_agrees, consented_at=at, consent_withdrawn_at=None)
        if application.submitted_at is not None or application.state == State.APPROVED:
            standing.share(participation=application.participation, actor=actor, at=at)
    return event


def confirm(application, *, sections_seen, actor, at):
    """She looked at these sections of her re-vetting again: what stands there is right. Raises Refused where there is nothing yet."""
    on = day_of(application.organization, at).isoformat()
    there = {section.key: section for section in sections.sections_of(application)}
    if application.kind != "renewal" or not all(key in there and there[key].filled for key in sections_seen):
        raise Refused([Refusal("nothing_to_confirm", _("There is nothing to confirm here yet."), _("Fill it in first."))])
    seen = {**application.confirmed, **dict.fromkeys(sections_seen, on)}
    return _note(application, "application.confirmed", actor=actor, at=at, draft=True, confirmed=seen)


def withdraw_consent(application, *, actor, at):
    """No new sharing from now on; what was decided stays on record. Said again, the first day stays. Returns the event, or None."""
    with transaction.atomic():
        event = _note(application, "consent.withdrawn", actor=actor, at=at, stands=_declined, consent_withdrawn_at=at)
        standing.stop_sharing(participation=application.participation, actor=actor, at=at)
    return event


def _has_read(application) -> bool:
    return application.rights_read_at is not None


def _agrees(application) -> bool:
    return application.consented_at is not None and application.consent_withdrawn_at is None


def _declined(application) -> bool:
    return application.consent_withdrawn_at is not None


def _note(application, action, *, actor, at, draft=False, stands=None, **fields):
    """Set plain fields of her own application on its locked row and record it; no state changes.

    What she said already is told once: the same fields, or what `stands` in the locked row.
    """
    require(actor, Action.APPLY, application)
    with locked(application):
        if draft and application.state != State.DRAFT:
            raise Refused([Refusal("wrong_state", _("This application is already submitted."))])
        if stands(application) if stands else all(getattr(application, name) == value for name, value in fields.items()):
            return None
        for name, value in fields.items():
            setattr(application, name, value)
        application.save(update_fields=list(fields))
        return record(application, action, actor=actor, at=at, after={name: str(value) for name, value in fields.items()})


def submit(application, *, signature, actor, at, missing=()):
    """Attest and submit; pins the policy of that day and keeps the consented copy. Raises Refused with every reason.

    Sections still to do are found here; `missing` may name more, in words.
    """
    on = day_of(application.organization, at)
    with locked(application):
        snapshot = snapshot_of(application)
        undone = dict.fromkeys([*sections.missing(application), *map(str, missing)])
        perform(
            application, "submit", actor=actor, at=at, signature=signature, missing=tuple(undone),
            policy=policy_binding(application.organization, on), on=on, snapshot=snapshot,
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
        standing.share(participation=application.participation, actor=actor, at=at)
        _ask_for_letter("vetting.acknowledge", f"acknowledge:{application.reference}", application)
    return attestation


def withdraw(application, *, actor, at, reason=""):
    """Take the application back; a letter confirms it, and what it gave provisionally ends today."""
    with locked(application):
        event = perform(application, "withdraw", actor=actor, at=at, note=reason)
        provisional_end.end_with(application, actor=actor, at=at)
        _ask_for_letter("vetting.tell_closed", f"withdrawn:{application.reference}", application)
    return event


def _ask_for_letter(job, key, application):
    jobs.enqueue(job, key=key, organization=application.organization, reference=application.reference)


def answer(request: InformationRequest, *, text, document=None, actor, at):
    """She answers what was asked; from then on it is the organization's turn again."""
    require(actor, Action.APPLY, request.application)
    if not text.strip() and document is None:
        raise Refused([Refusal("empty_answer", _("The answer is empty."), _("Write an answer or add a file."))])
    with transaction.atomic():
        lock_request(request)
        if request.answered_at or request.closed_at:
            raise Refused([Refusal("already_answered", _("This question is already answered."))])
        if request.application.state not in OPEN:
            raise Refused([Refusal("wrong_state", _("This application is closed."))])
        request.answered_at, request.answer, request.document = at, text, document
        request.save()
        event = record(request, "information.answered", actor=actor, at=at, after={"answer": text})
        tell_voters(request.organization, at=at)
    return event


def lock_request(request: InformationRequest) -> None:
    """Read a question again, locked to the end of the transaction: two people never answer or close it at once."""
    request.refresh_from_db(from_queryset=InformationRequest.objects.within(request.organization).select_for_update())
