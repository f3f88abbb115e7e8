"""Concerns: those of the network, those about one therapist, a new one, and one with what is done about it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action, can
from network.attempts import attempt, sent, status_of
from network.models import Concern
from network.queries.recused import refuse_recused_from_her
from network.routes import page
from network.views_standing import find as find_participation
from network.workflow import concerns as workflow
from vetting.forms.concerns import CloseForm, ConcernForm, WhyForm
from vetting.pages.concerns import SHOWN, STEPS, concern_page, concerns_page, of_one
from vetting.queries.committee import closed_therapists

ALL = ("organization", "participation__practitioner__person", "recorded_by", "acknowledged_by", "closed_by")
FORMS = {"take_up": None, "close": CloseForm, "reopen": WhyForm, "strike": WhyForm}


def _visible(request):
    return Concern.objects.visible_to(request.actor).select_related(*ALL)


@page(Action.SEE_CONCERN)
def concerns(request):
    """Those that wait for somebody, and those that are closed, newest first; none about whom the reader takes no part in judging."""
    visible = _visible(request).exclude(participation__practitioner__in=closed_therapists(request.organization, request.actor))
    before, closed = request.GET.get("before", ""), visible.over().order_by("-pk")
    if before.isascii() and before.isdecimal() and len(before) < 16:
        closed = closed.filter(pk__lt=int(before))
    found = list(closed[: SHOWN + 1])
    shown = concerns_page(
        list(visible.waiting()), found[:SHOWN], len(found) > SHOWN, organization=request.organization, actor=request.actor,
        on=clock.today(request.organization.zone),
    )
    return render(request, "vetting/concerns.html", {"page": shown})


@page(Action.SEE_CONCERN)
def concerns_of(request, reference):
    """Those about one therapist."""
    row = find_participation(request, reference)
    refuse_recused_from_her(row, request.actor)
    rows = _visible(request).filter(participation=row)
    shown = of_one(row, list(rows), actor=request.actor, on=clock.today(request.organization.zone))
    return render(request, "vetting/concerns.html", {"page": shown})


@page(Action.LOG_CONCERN)
def concern_new(request, reference):
    """Record a concern; also by who may not read the others."""
    row, on = find_participation(request, reference), clock.today(request.organization.zone)
    form, refused = ConcernForm(sent(request), participation=row, on=on, initial={"received_on": on}), ()
    if form.is_valid():
        with attempt(request, "concern.log", reference=reference) as tried:
            logged = workflow.log(row, actor=request.actor, at=clock.now(), **form.cleaned_data)
        if not tried.refusals:
            messages.success(request, _("Recorded. A colleague takes it up."))
            here = {"organization": request.organization.slug}
            closed = row.practitioner_id in closed_therapists(request.organization, request.actor)
            if can(request.actor, Action.SEE_CONCERN, logged) and not closed:
                return redirect("concern", pk=logged.pk, **here)
            return redirect("standing_of", reference=reference, **here)
        refused = tried.refusals
    context = {"participation": row, "form": form, "refusals": refused}
    return render(request, "vetting/concern_new.html", context, status=status_of(form, refused))


@page(Action.SEE_CONCERN)
def concern(request, pk):
    """One concern; each step is posted here under its name."""
    row, do, refused = _find(request, pk), request.POST.get("do", ""), ()
    on = clock.today(request.organization.zone)
    forms = {
        name: kind(request.POST if name == do else None, participation=row.participation, on=on, auto_id=f"{name}_%s")
        for name, kind in FORMS.items() if kind
    }
    form = forms.get(do) if request.method == "POST" else None
    if request.method == "POST" and do in STEPS and (form is None or form.is_valid()):
        with attempt(request, f"concern.{do}", pk=pk) as tried:
            getattr(workflow, do)(row, actor=request.actor, at=clock.now(), **(form.cleaned_data if form else {}))
        if not tried.refusals:
            messages.success(request, _("Recorded."))
            return redirect("concern", organization=request.organization.slug, pk=pk)
        refused = tried.refusals
    shown = concern_page(_find(request, pk), actor=request.actor, at=clock.now(), on=on)
    context = {"page": shown, "steps": [(step, forms.get(step.name)) for step in shown.steps], "refusals": refused}
    return render(request, "vetting/concern.html", context, status=status_of(form, refused))


def _find(request, pk) -> Concern:
    found = get_object_or_404(_visible(request), pk=pk)
    refuse_recused_from_her(found.participation, request.actor)
    return found
