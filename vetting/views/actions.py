"""Adverse actions: all of them, proposing one, and one with its notice, its review and its end."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.models import Practitioner
from network.queries.recused import refuse_recused_from_her
from network.queries.standing import participation_of
from network.routes import page
from vetting.forms.actions import NoticeForm, ProposeForm, WhyForm
from vetting.models import AdverseAction
from vetting.pages.actions import STEPS, action_page, actions_page
from vetting.queries.committee import closed_therapists
from vetting.queries.reviewers import reviewers
from vetting.workflow import acting

ALL = ("organization", "participation__practitioner__person", "proposed_by", "noticed_by", "reviewer", "appeal")
FORMS = {"notice": NoticeForm, "make_final": None, "lift": WhyForm, "let_stand": WhyForm, "reinstate": WhyForm, "drop": WhyForm}


@page(Action.SEE_FILE)
def actions(request):
    """Those that wait for somebody, and those that are over."""
    rows = AdverseAction.objects.within(request.organization).select_related(*ALL)
    closed, on = closed_therapists(request.organization, request.actor), clock.today(request.organization.zone)
    shown = actions_page(list(rows), request.organization, on, request.actor, closed=closed)
    return render(request, "vetting/adverse_actions.html", {"page": shown})


@page(Action.HOLD)
def propose(request, reference):
    """Propose one; a summary suspension counts at once."""
    rows = Practitioner.objects.visible_to(request.actor).select_related("person").distinct()
    row = participation_of(get_object_or_404(rows, reference=reference), request.organization)
    if row is None:
        raise Http404
    refuse_recused_from_her(row, request.actor)
    may = reviewers(row, actor=request.actor, on=clock.today(request.organization.zone))
    form, refused = ProposeForm(sent(request), reviewers=may), ()
    if form.is_valid():
        with attempt(request, "action.propose", reference=reference) as tried:
            found = start(row, form.cleaned_data, actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, _("Recorded."))
            return redirect("adverse_action", organization=request.organization.slug, pk=found.pk)
        refused = tried.refusals
    context = {"participation": row, "form": form, "refusals": refused}
    return render(request, "vetting/adverse_propose.html", context, status=status_of(form, refused))


def start(participation, given, *, actor, at):
    """One workflow call. Raises Refused."""
    if given["kind"] == "summary_suspension":
        return acting.suspend(participation, reason=given["reason"], reviewer=given["reviewer"], actor=actor, at=at)
    said = {name: given[name] for name in ("kind", "limits", "reason")}
    return acting.propose(participation, actor=actor, at=at, **said)


@page(Action.SEE_FILE)
def action(request, pk):
    """One action; each step is posted here under its name."""
    row, do, refused = find(request, pk), request.POST.get("do", ""), ()
    forms = {name: kind(request.POST if name == do else None) for name, kind in FORMS.items() if kind}
    form = forms.get(do) if request.method == "POST" else None
    if do in STEPS and (form is None or form.is_valid()):
        with attempt(request, f"action.{do}", pk=pk) as tried:
            getattr(acting, do)(row, actor=request.actor, at=clock.now(), **(form.cleaned_data if form else {}))
        if not tried.refusals:
            messages.success(request, _("Recorded."))
            return redirect("adverse_action", organization=request.organization.slug, pk=pk)
        refused = tried.refusals
    shown = action_page(find(request, pk), actor=request.actor, at=clock.now(), on=clock.today(request.organization.zone))
    context = {"page": shown, "steps": [(step, forms.get(step.name)) for step in shown.steps], "refusals": refused}
    return render(request, "vetting/adverse_action.html", context, status=status_of(form, refused))


def find(request, pk) -> AdverseAction:
    """An action of this organization; a stranger's is 404. Closed to whoever takes no part in what is decided about her."""
    found = get_object_or_404(AdverseAction.objects.visible_to(request.actor).select_related(*ALL), pk=pk)
    refuse_recused_from_her(found.participation, request.actor)
    return found
