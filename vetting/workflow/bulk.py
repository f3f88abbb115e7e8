"""One act on many files: what it would do to each, asked for now, carried out a moment later, undone before that.

Nothing is decided here: each file goes through the same workflow as by itself, with its own event and its own refusals.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network import jobs
from network.access import Action, Forbidden, actor_for, require, system
from network.events import canonical, record
from network.models import Membership
from network.transitions import Refusal, Refused, locked
from vetting.facts.committee import settings_of
from vetting.models import Application, BulkAct, Meeting
from vetting.models.bulk import ACTIONS
from vetting.queries.committee import closed_to
from vetting.queries.judging import day_of
from vetting.workflow import agenda, checking, correspondence, reminding

SECONDS = 10  # how long it waits, so that it can still be undone


@dataclass(frozen=True, slots=True)
class Line:
    """What the act would do to one file: the mail it would send, the meeting it would go to, or why the file is left out."""

    application: Application
    refusals: tuple[Refusal, ...] = ()
    mail: correspondence.Drafted | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One kind of act: who may do it, why not to this file, how it is done, what it mails, which meeting the file goes to.

    Each takes the chosen inputs.
    """

    action: Action
    unmet: Callable
    do: Callable
    mail: Callable
    meeting: Callable


def _colleague(application, inputs, on):
    """The colleague who is to have the files, as long as she works here on the organization's day `on`."""
    rows = Membership.objects.within(application.organization).current(on).select_related("person")
    found = rows.filter(person=inputs["person"]).first()
    if found is None:
        raise Refused([Refusal("no_colleague", _("This colleague does not work here any more."), _("Choose another one."))])
    return found.person


def _not_assigned(application, inputs, actor, on):
    return checking.may_not_have(application, _colleague(application, inputs, on))


def _assign(application, inputs, *, actor, at, on):
    checking.assign(application, person=_colleague(application, inputs, on), actor=actor, at=at)


def _nothing(application, inputs, on):
    return None


def _not_asked(application, inputs, actor, on):
    return checking.may_not_ask(application, inputs["message"], date.fromisoformat(inputs["due_on"]), on)


def _request(application, inputs, *, actor, at, on):
    due_on = date.fromisoformat(inputs["due_on"])
    checking.request_information(application, message=inputs["message"], due_on=due_on, actor=actor, at=at)


def _asking_mail(application, inputs, on):
    until = date.fromisoformat(inputs["due_on"])
    return correspondence.drafted(application, "information_request", reference=application.reference, until=until)


def _not_reminded(application, inputs, actor, on):
    return reminding.may_not_remind(application, on)


def _reminding_mail(application, inputs, on):
    reminder = reminding.reminder_of(application)
    return correspondence.drafted(application, reminder.template, **reminder.context)


def _remind(application, inputs, *, actor, at, on):
    reminding.remind_now(application, actor=actor, at=at)


def _meeting(application, inputs, on) -> Meeting:
    """The meeting that was chosen, as long as its agenda takes more; where there was none to choose, it says which kind of none."""
    organization = application.organization
    if not settings_of(organization, on)["meetings"]:
        message = _("This organization does not decide in meetings.")
        raise Refused([Refusal("no_meetings", message, _("A policy in force switches meetings on first."))])
    if not inputs:
        raise Refused([Refusal("no_meeting", _("No meeting is planned."), _("Plan one first."))])
    found = Meeting.objects.within(organization).upcoming(on).filter(pk=inputs["meeting"]).first()
    if found is None:
        message = _("This meeting has begun, or does not take place.")
        raise Refused([Refusal("no_meeting", message, _("Choose another meeting."))])
    return found


def _not_placed(application, inputs, actor, on):
    return agenda.may_not_place(application, _meeting(application, inputs, on), reason=inputs["reason"], actor=actor)


def _place(application, inputs, *, actor, at, on):
    meeting = _meeting(application, inputs, on)
    agenda.put_on_agenda(application, meeting=meeting, reason=inputs["reason"], actor=actor, at=at)


WAYS = {
    "assign": Way(ACTIONS["assign"], _not_assigned, _assign, _nothing, _nothing),
    "request": Way(ACTIONS["request"], _not_asked, _request, _asking_mail, _nothing),
    "remind": Way(ACTIONS["remind"], _not_reminded, _remind, _reminding_mail, _nothing),
    "agenda": Way(ACTIONS["agenda"], _not_placed, _place, _nothing, _meeting),
}


def preview(kind, applications, *, inputs, actor, at) -> list[Line]:
    """What the act would do to each file as things stand; writes nothing."""
    return [_line(WAYS[kind], application, inputs, actor, day_of(application.organization, at)) for application in applications]


def _line(way, application, inputs, actor, on) -> Line:
    require(actor, way.action, application)
    if recused := _recused(application, actor):
        return Line(application, recused)
    try:
        unmet = tuple(way.unmet(application, inputs, actor, on))
    except Refused as refused:
        unmet = refused.refusals
    if unmet:
        return Line(application, unmet)
    return Line(application, mail=way.mail(application, inputs, on), meeting=way.meeting(application, inputs, on))


def _recused(application, actor) -> tuple[Refusal, ...]:
    """A file is as closed among many as by itself: whoever takes no part in it asks, reminds and gives away nothing."""
    if not closed_to(application, actor):
        return ()
    return (Refusal("recused", _("You take no part in this file."), _("Somebody else does this.")),)


def fingerprint(kind, applications, inputs) -> str:
    """Stands for what was shown: the same files, the same choices."""
    said = canonical([kind, [row.reference for row in applications], inputs])
    return hashlib.sha256(said.encode()).hexdigest()


def ask(kind, applications, *, inputs, actor, at, leaves_at) -> BulkAct:
    """Ask for the act; it is carried out from `leaves_at` (real time) on. Raises Refused when no file at all can be done."""
    lines = preview(kind, applications, inputs=inputs, actor=actor, at=at)
    if not any(not line.refusals for line in lines):
        raise Refused([Refusal("nothing_left", _("None of these files can be done."), _("Choose others."))])
    with transaction.atomic():
        organization = applications[0].organization
        act = BulkAct(
            organization=organization, kind=kind, files=[row.reference for row in applications], inputs=inputs,
            asked_by_id=actor.user_id, asked_at=at, leaves_at=leaves_at,
        )
        act.save()
        record(act, "bulk.asked", actor=actor, at=at, after={"kind": kind, "files": act.files})
        jobs.enqueue("vetting.act_in_bulk", key=f"bulk:{act.pk}", run_after=leaves_at, organization=organization, id=act.pk)
    return act


def leaves_at(now):
    """When what is asked for at `now` (real time) is carried out."""
    return now + timedelta(seconds=SECONDS)


def undo(act: BulkAct, *, actor, at):
    """Take it back before anything was done. Raises Refused afterwards."""
    require(actor, WAYS[act.kind].action, act)
    with locked(act):
        if not act.waits:
            message = _("This was carried out already.") if act.done_at else _("This was undone already.")
            raise Refused([Refusal("done_already", message, _("Each file shows what was done to it."))])
        act.undone_at, act.inputs = at, _kept(act.inputs)
        act.save(update_fields=["undone_at", "inputs"])
        record(act, "bulk.undone", actor=actor, at=at)


def carry_out(*, act_id, at):
    """Do what was asked, unless it was undone or done; as the person who asked, by what she may do now."""
    act = BulkAct.objects.everywhere(reason="a job loads its row by id").select_related("organization", "asked_by").get(pk=act_id)
    with locked(act):
        if not act.waits:
            return
        on = day_of(act.organization, at)
        actor = actor_for(act.asked_by, act.organization, on=on)
        rows = Application.objects.within(act.organization).filter(reference__in=act.files)
        for application in rows.select_related("organization", "practitioner__person", "participation").order_by("reference"):
            act.outcome[application.reference] = _done(WAYS[act.kind], application, act.inputs, actor, at, on)
        act.done_at, act.inputs = at, _kept(act.inputs)
        act.save(update_fields=["done_at", "inputs", "outcome"])
        who = actor or system("bulk", act.organization)
        record(act, "bulk.done", actor=who, at=at, after={"outcome": act.outcome})


def _done(way, application, inputs, actor, at, on) -> list[str]:
    """Why the file was left out, by codes; none when it was done."""
    if actor is None:
        return ["not_allowed"]
    try:
        with transaction.atomic():
            if recused := _recused(application, actor):
                raise Refused(recused)
            way.do(application, inputs, actor=actor, at=at, on=on)
    except Refused as refused:
        return refused.codes
    except Forbidden:
        return ["not_allowed"]
    return []


def _kept(inputs) -> dict:
    """What stays of the inputs: a question, or a reason, now stands in each file that has it."""
    return {name: value for name, value in inputs.items() if name not in ("message", "reason")}
