"""Saying on the page of a decision whether one takes part in a file."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from network import clock
from network.attempts import attempt, row_number
from vetting.forms.meetings import ReasonForm
from vetting.pages.interests import taking_part
from vetting.queries.committee import committee_on
from vetting.workflow import interests

FORMS = {"declare": ReasonForm, "dismiss": ReasonForm, "recuse": None}


@dataclass(frozen=True, slots=True)
class Answer:
    """What was sent, and what came of it: the form with its errors, the refusals, or where to go."""

    form: object = None
    refusals: tuple = ()
    response: object = None


def answered(request, application) -> Answer | None:
    """Carry out what was said of taking part; None when nothing was."""
    do, number = request.POST.get("do", ""), request.POST.get("number", "")
    if do not in FORMS:
        return None
    form = FORMS[do](request.POST, auto_id=f"{do}{number}_%s") if FORMS[do] else None
    if form is not None and not form.is_valid():
        return Answer(form)
    with attempt(request, f"interest.{do}", reference=application.reference) as tried:
        said, gone = _say(request, application, do, form, number)
    if tried.refusals:
        return Answer(form, tuple(tried.refusals))
    messages.success(request, said)
    here = {"organization": request.organization.slug}
    return Answer(response=redirect("queue", **here) if gone else redirect("decision", **here, reference=application.reference))


def _say(request, application, do, form, number) -> tuple[str, bool]:
    """One workflow call; what to say then, and whether the file is closed to the reader now. Raises Refused."""
    who = {"actor": request.actor, "at": clock.now()}
    if do == "declare":
        interests.take_no_part(application, reason=form.cleaned_data["reason"], **who)
        return _("You take no part in this file. It is closed to you from now on."), True
    row = get_object_or_404(application.conflicts.all(), pk=row_number(number))
    if do == "recuse":
        interests.recuse(row, **who)
        return _("This member takes no part in the file."), row.person_id == request.actor.person_id
    interests.dismiss(row, reason=form.cleaned_data["reason"], **who)
    return _("This member takes part."), False


def shown(request, application, answer: Answer | None) -> dict:
    """What the template of the interests takes; what was typed stays in the form it was typed in."""
    at, on = clock.now(), clock.today(request.organization.zone)
    do, number, form = request.POST.get("do", ""), request.POST.get("number", ""), answer.form if answer else None
    found = taking_part(application, committee=committee_on(request.organization, on), actor=request.actor, at=at)
    pairs = [
        (row, form if form and do == "dismiss" and number == str(row.number) else ReasonForm(auto_id=f"dismiss{row.number}_%s"))
        for row in found.connections
    ]
    declare = form if form and do == "declare" else ReasonForm(auto_id="declare_%s")
    return {"interests": found, "connections": pairs, "forms": {"declare": declare}, "do": do, "number": number}
