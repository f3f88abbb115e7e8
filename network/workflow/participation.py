"""Taking part in an organization's network, and leaving it. States are contractual; the rest is derived."""

from django.db import transaction

from network import news
from network.access import Action, require, system
from network.dates import ONE_DAY
from network.events import record
from network.models import Acceptance, Grant, Hold, Participation
from network.standing import STOPS, HoldReason
from network.transitions import locked, perform, refusals
from network.workflow.revising import changed, day_of, require_any, revise, write

EVERYTHING = {"granted": False, "service": "", "jurisdictions": None, "every_panel": True}


def take_part(*, organization, practitioner, actor, at) -> Participation:
    """Her participation in the organization; begun now when there is none, begun again when she was declined or left."""
    subject = practitioner if actor.practitioner_id else organization
    require_any(actor, (Action.INVITE_THERAPIST, Action.RECORD_NETWORK, Action.IMPORT_ROSTER, Action.APPLY), subject)
    with transaction.atomic():
        row = Participation.objects.within(organization).filter(practitioner=practitioner).first()
        if row is None:
            row = Participation(organization=organization, practitioner=practitioner, began_at=at, state_since=at)
            row.save()
            record(row, "participation.began", actor=actor, at=at, after={"state": row.state})
        elif row.state in ("declined", "ended"):
            again = "apply_again" if Action.APPLY in actor.actions else "invite_again"
            perform(row, again, actor=actor, at=at)
    return row


def share(*, participation, actor, at):
    """She lets the organization see what it asks for."""
    return _sharing(participation, True, actor=actor, at=at)


def stop_sharing(*, participation, actor, at):
    """From now on the organization sees nothing new of her; what was decided stays on record."""
    return _sharing(participation, False, actor=actor, at=at)


def _sharing(participation, shared, *, actor, at):
    require_any(actor, (Action.APPLY, Action.RECORD_NETWORK, Action.IMPORT_ROSTER), participation)
    with locked(participation):
        if participation.shared == shared:
            return None
        before, participation.shared = participation.shared, shared
        participation.save(update_fields=["shared"])
        after = {"shared": shared}
        return record(participation, "participation.sharing", actor=actor, at=at, before={"shared": before}, after=after)


def admit(*, participation, decision, actor, at):
    """A decision admits her. She becomes active once a grant is recorded and both sets of terms are accepted."""
    require_any(actor, (Action.DECIDE, Action.RECORD_NETWORK), participation)
    with locked(participation):
        if participation.state in ("declined", "ended"):
            perform(participation, "readmit", actor=actor, at=at)
        before, participation.decision = participation.decision, decision
        participation.save(update_fields=["decision"])
        after = {"decision": decision}
        record(participation, "participation.admitted", actor=actor, at=at, before={"decision": before}, after=after)
        changed(participation)
    return participation


def activate_when_ready(participation, *, at) -> None:
    """Onboarding becomes active by itself when the last of grant and terms is there; otherwise nothing happens."""
    clockwork = system("standing", participation.organization)
    if participation.state == "onboarding" and not refusals(participation, "activate", actor=clockwork, at=at):
        perform(participation, "activate", actor=clockwork, at=at)


def decline(*, participation, decision, on, actor, at):
    """She is not admitted: onboarding becomes declined. Somebody already in keeps her state, and loses her grants."""
    with transaction.atomic():
        if participation.state == "onboarding":
            name = "deny" if Action.DECIDE in actor.actions else "decline"
            perform(participation, name, actor=actor, at=at, decision=decision)
        deny_everything(participation=participation, decision=decision, on=on, actor=actor, at=at)


def deny_everything(*, participation, decision, on, actor, at, **scope) -> Grant:
    """A denial from day `on`: replaces every grant in every place and panel, or those in `scope`."""
    return write(
        Grant, "grant.denied", participation=participation, actor=actor, at=at, first=on,
        zone=participation.organization.zone, decision=decision, decided_at=at, **{**EVERYTHING, **scope},
    )


def give_notice(*, participation, last_day, reason="", actor, at):
    """The organization ends the agreement: no offers from today, sessions through the last day."""
    return _leave(participation, "give_notice", last_day=last_day, reason=reason, actor=actor, at=at)


def resign(*, participation, last_day, reason="", actor, at):
    """She ends the agreement herself: no offers from today, sessions through the last day."""
    require(actor, Action.OWN_PROFILE, participation)
    return _leave(participation, "resign", last_day=last_day, reason=reason, actor=actor, at=at)


def _leave(participation, name, *, last_day, reason, actor, at):
    """The step, a hold on offers, and the end of terms and grants after the last day: no job is needed for any of it."""
    organization = participation.organization
    said = {"actor": actor, "at": at, "why": reason}
    common = {"participation": participation, "zone": organization.zone, **said}
    with transaction.atomic():
        event = perform(participation, name, actor=actor, at=at, note=reason, last_day=last_day)
        write(
            Hold, "hold.opened", first=day_of(organization, at), last=last_day, reason=HoldReason.NOTICE,
            stops=sorted(STOPS[HoldReason.NOTICE]), source=name, **common,
        )
        write(
            Grant, "grant.ended", first=last_day + ONE_DAY, decision=f"{name}:{participation.pk}", decided_at=at,
            **common, **EVERYTHING,
        )
        for row in Acceptance.objects.within(organization).current().filter(participation=participation, last=None):
            revise(row, "terms.ended", last=max(last_day, row.first), **said)
        news.publish("participation.leaving", participation_id=participation.pk, step=name)
    return event


def end_left(*, participation, actor, at):
    """The agreed last day has passed: leaving becomes ended. The rows already say so; this is the contract's state."""
    return perform(participation, "end", actor=actor, at=at)
