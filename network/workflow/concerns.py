"""The concern log: recorded by whoever hears it, taken up by a named person, closed with a finding. No text of it names a client."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network import news
from network.access import Action, require
from network.events import record
from network.facts.parameters import in_force
from network.guards import today
from network.guards_concerns import mentioned, refusal_of
from network.models import Concern, Membership, Participation, Task
from network.transitions import Refusal, Refused, locked, perform

ACKNOWLEDGE_DAYS, CLOSE_DAYS = "concerns.acknowledge_days", "concerns.close_days"  # the organization's parameters
DEFAULT = {ACKNOWLEDGE_DAYS: 5, CLOSE_DAYS: 30}  # domain 2.7.3
ACKNOWLEDGE, LOOK_INTO = "acknowledge_concern", "look_into_concern"  # kinds of task
ONE_DAY = timedelta(days=1)
CLOSE = {"substantiated": "substantiate", "not_substantiated": "not_substantiate", "referred_on": "refer_on"}


def log(participation: Participation, *, kind, severity, channel, received_on: date, text, actor, at) -> Concern:
    """Record what was said, as it came and without who said it. Raises Refused with every piece that may tell who a client is."""
    require(actor, Action.LOG_CONCERN, participation)
    on, organization = today(participation, at), participation.organization
    with locked(participation):
        if unmet := list(_may_log(participation, received_on, text, on)):
            raise Refused(unmet)
        days = {key: _days(organization, key, on) for key in DEFAULT}
        row = Concern(
            organization=organization, participation=participation, kind=kind, severity=severity, channel=channel, received_on=received_on,
            text=text.strip(), state_since=at, recorded_by_id=actor.person_id, recorded_at=at,
            acknowledge_by=received_on + days[ACKNOWLEDGE_DAYS] * ONE_DAY, close_by=received_on + days[CLOSE_DAYS] * ONE_DAY,
        )
        row.save()
        record(row, "concern.logged", actor=actor, at=at, after={"kind": kind, "severity": severity, "received_on": received_on})
        _task(row, ACKNOWLEDGE, row.acknowledge_by, at=at)
        _tell(row)
    return row


def _may_log(participation, received_on, text, on):
    if not text.strip():
        yield Refusal("no_text", _("Nobody has said what the concern is."), _("Write what was said, without who said it."))
    if received_on > on:
        yield Refusal("received_in_future", _("The day it was received has not come yet."), _("Choose today or an earlier day."))
    for field, piece in mentioned(participation, on, text=text):
        yield refusal_of(piece, field)


def _days(organization, key: str, on: date) -> int:
    found = in_force(organization, key, on=on)
    return DEFAULT[key] if found is None else found


def take_up(concern: Concern, *, actor, at):
    """Answer for it from now on: it is hers to close by its day. Raises Refused."""
    with locked(concern):
        event = perform(concern, "take_up", actor=actor, at=at, on=today(concern, at))
        done(concern, ACKNOWLEDGE, actor=actor, at=at)
        _task(concern, LOOK_INTO, concern.close_by, at=at, owner=actor)
    return event


def close(concern: Concern, *, outcome, finding, closing_note="", actor, at):
    """Say what was found: substantiated, not_substantiated, or referred_on (with to whom). Raises Refused."""
    given = {"finding": finding.strip(), "closing_note": closing_note.strip()}
    with locked(concern):
        event = perform(concern, CLOSE[outcome], actor=actor, at=at, on=today(concern, at), **given)
        done(concern, LOOK_INTO, actor=actor, at=at)
        _tell(concern)
    return event


def reopen(concern: Concern, *, reason, actor, at):
    """Something new is known: it is looked into again, by whoever opened it. Raises Refused."""
    with locked(concern):
        event = perform(concern, "reopen", actor=actor, at=at, note=reason, reason=reason)
        on = today(concern, at)
        _task(concern, LOOK_INTO, on + _days(concern.organization, CLOSE_DAYS, on) * ONE_DAY, at=at, owner=actor, again=str(event.pk))
        _tell(concern)
    return event


def strike(concern: Concern, *, reason, actor, at):
    """It should never have been recorded: it counts nowhere. Raises Refused."""
    with locked(concern):
        event = perform(concern, "strike", actor=actor, at=at, note=reason, reason=reason, on=today(concern, at))
        done(concern, ACKNOWLEDGE, LOOK_INTO, actor=actor, at=at)
        _tell(concern)
    return event


def _tell(concern) -> None:
    news.publish("concern.changed", participation_id=concern.participation_id, organization_id=concern.organization_id)


def _task(concern, kind, due_on, *, at, owner=None, again="") -> None:
    seats = Membership.objects.within(concern.organization).current()
    seat = seats.filter(person=owner.person_id).first() if owner else None
    Task(
        organization=concern.organization, key=":".join(filter(None, (kind, str(concern.pk), again))), kind=kind,
        about=concern.practitioner.reference, facts={"concern": concern.pk}, role="network_manager", owner=seat, due_on=due_on,
        escalates_on=due_on + ONE_DAY, created_at=at,
    ).save()


def done(concern, *kinds, actor, at) -> None:
    """Its tasks of these kinds are done."""
    with transaction.atomic():
        for kind in kinds:
            tasks = Task.objects.within(concern.organization).open().filter(kind=kind, facts__concern=concern.pk)
            tasks.update(done_at=at, done_by_id=actor.person_id)

