"""How long a therapist's record is kept: legal holds, and erasure by two people."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from network import clock
from network.access import Action
from network.attempts import attempt
from network.forms_keeping import CarryOutForm, DropForm, LiftForm, PlaceForm, ProposeForm
from network.models import Erasure, LegalHold
from network.pages_keeping import keeping_page, kept_page
from network.routes import page
from network.views_standing import find_to_act
from network.workflow import erasing

FORMS = {"place": PlaceForm, "lift": LiftForm, "propose": ProposeForm, "drop": DropForm, "carry-out": CarryOutForm}
DONE = {
    "place": _("The record is held."), "lift": _("The hold is lifted."), "propose": _("The erasure waits for a second person."),
    "drop": _("Nothing is erased."), "carry-out": _("The record is erased."),
}


@page(Action.SEE_KEPT)
def kept(request):
    """What is about to be erased here, what is held, and what was erased last."""
    return render(request, "network/kept.html", {"page": kept_page(request.organization)})


@page(Action.SEE_KEPT)
def keeping(request, reference):
    """One therapist's record: until when, what holds it, who erases it."""
    return show(request, find_to_act(request, reference))


def show(request, row, *, status=200, **sent):
    """Draw the page; also after a refusal or with a form to mend, which comes as `sent` by its name."""
    at, today = clock.now(), clock.today(request.organization.zone)
    shown = keeping_page(row, actor=request.actor, at=at, today=today)
    refused = sent.pop("refusals", ())
    forms = {name.replace("-", "_"): sent.get(name) or blank(name, row) for name in FORMS}
    form = next(iter(sent.values()), None)
    context = {"page": shown, "participation": row, "refusals": refused, "forms": forms, "form": form}
    return render(request, "network/keeping.html", context, status=status)


def blank(name, row, data=None):
    """One form of the page; confirming asks for her name."""
    more = {"whose": row.practitioner.person.full_name} if name == "carry-out" else {}
    return FORMS[name](data, prefix=name, **more)


@page(Action.SEE_KEPT)
@require_POST
def keep(request, reference, do):
    """One act on the record; who may do it is the workflow's to say."""
    row = find_to_act(request, reference)
    if do not in FORMS:
        raise Http404
    form = blank(do, row, request.POST)
    if not form.is_valid():
        return show(request, row, status=422, **{do: form})
    with attempt(request, f"keep.{do}", reference=reference) as tried:
        act(row, do, form.cleaned_data, actor=request.actor, at=clock.now())
    if tried.refusals:
        return show(request, row, status=409, refusals=tried.refusals, **{do: form})
    messages.success(request, DONE[do])
    return redirect("keeping", organization=request.organization.slug, reference=reference)


def act(row, do, given, *, actor, at):
    """One workflow call. Raises Refused and Forbidden."""
    by = {"actor": actor, "at": at}
    if do == "place":
        return erasing.place(row, reason=given["reason"], review_on=given["review_on"], **by)
    if do == "lift":
        holds = LegalHold.objects.within(row.organization).filter(practitioner=row.practitioner)
        return erasing.lift(get_object_or_404(holds, pk=given["hold"]), reason=given["reason"], **by)
    if do == "propose":
        return erasing.propose(row, basis=given["basis"], reason=given["reason"], **by)
    waiting = get_object_or_404(Erasure.objects.within(row.organization), practitioner=row.practitioner, state="proposed")
    if do == "drop":
        return erasing.drop(waiting, reason=given["reason"], **by)
    return erasing.carry_out(waiting, **by)
