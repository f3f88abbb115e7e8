"""Approving on terms, the terms of a vote, and the conditions of approvals."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.routes import page
from vetting.forms.terms import SettleForm, TermsForm
from vetting.models import Condition
from vetting.pages.terms import STEPS, condition_page, conditions_page, of_decision, of_item
from vetting.queries.committee import closed_files
from vetting.queries.decision import on_terms
from vetting.terms import load
from vetting.views.agenda_item import find as find_item
from vetting.views.file import find, refuse_recused
from vetting.workflow import conditions as workflow
from vetting.workflow import deciding, motions

ALL = ("organization", "decision__application__practitioner__person", "watcher", "settled_by")


def _form(request, terms):
    fixed = {"organization": request.organization, "on": clock.today(request.organization.zone)}
    given = sent(request)
    return TermsForm(**fixed, initial=TermsForm.filled(terms)) if given is None else TermsForm(given, **fixed)


@page(Action.DECIDE)
def decision_terms(request, reference):
    """Approve one file for a shorter time or with conditions; what takes two people is proposed first."""
    application, at = find(request, reference), clock.now()
    ways = on_terms(application, actor=request.actor, at=at)
    form, refused = _form(request, load(ways.proposal.terms) if ways.proposal else None), ()
    if form.is_valid():
        terms = form.terms()
        given = {"reason": terms.why, "terms": terms, "actor": request.actor, "at": at}
        with attempt(request, "decision.approve", reference=reference) as tried:
            if ways.propose:
                deciding.propose(application, outcome="approved", **given)
            else:
                deciding.approve(application, **given)
        if not tried.refusals:
            said = _("Proposed. Another person confirms it.") if ways.propose else _("Approved. The letter goes out now.")
            messages.success(request, said)
            return redirect("decision", organization=request.organization.slug, reference=reference)
        refused = tried.refusals
    shown = of_decision(application, ways.proposal, ways.unmet, two=ways.propose)
    return render(request, "vetting/terms.html", {"page": shown, "form": form, "refusals": refused}, status=status_of(form, refused))


@page(Action.SEE_FILE)
def item_terms(request, pk):
    """Write down the terms of a vote, or take them back."""
    item = find_item(request, pk)
    clear = request.POST.get("do") == "clear"
    form, refused = _form(request, load(item.terms)), ()
    if clear or form.is_valid():
        with attempt(request, "agenda.terms", pk=pk) as tried:
            motions.set_terms(item, None if clear else form.terms(), actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, _("Recorded."))
            return redirect("agenda_item", organization=request.organization.slug, pk=pk)
        refused = tried.refusals
    shown = of_item(item, voted=item.votes.filter(round=item.round).exists())
    return render(request, "vetting/terms.html", {"page": shown, "form": form, "refusals": refused}, status=status_of(form, refused))


@page(Action.SEE_FILE)
def conditions(request):
    """Those to be met, by day, and those that are settled."""
    rows = Condition.objects.within(request.organization).select_related(*ALL)
    closed, on = closed_files(request.organization, request.actor), clock.today(request.organization.zone)
    shown = conditions_page(list(rows), request.organization, on, request.actor, closed=closed)
    return render(request, "vetting/conditions.html", {"page": shown})


@page(Action.SEE_FILE)
def condition(request, pk):
    """One condition; each step is posted here under its name."""
    row, do, refused = _find(request, pk), request.POST.get("do", ""), ()
    forms = {name: SettleForm(request.POST if name == do else None, auto_id=f"{name}_%s") for name in STEPS}
    form = forms.get(do)
    if form is not None and form.is_valid():
        with attempt(request, f"condition.{do}", pk=pk) as tried:
            getattr(workflow, do)(row, actor=request.actor, at=clock.now(), **form.cleaned_data)
        if not tried.refusals:
            messages.success(request, _("Recorded."))
            return redirect("condition", organization=request.organization.slug, pk=pk)
        refused = tried.refusals
    shown = condition_page(_find(request, pk), actor=request.actor, at=clock.now(), on=clock.today(request.organization.zone))
    context = {"page": shown, "steps": [(step, forms[step.name]) for step in shown.steps], "refusals": refused}
    return render(request, "vetting/condition.html", context, status=status_of(form, refused))


def _find(request, pk) -> Condition:
    found = get_object_or_404(Condition.objects.visible_to(request.actor).select_related(*ALL), pk=pk)
    refuse_recused(found.decision.application, request.actor)
    return found
