"""Panels: named, and made stricter rule by rule in a draft."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import clock
from network.access import Action
from network.attempts import attempt, status_of
from network.models import Panel
from network.routes import page
from vetting import rules, words
from vetting.forms.panels import PanelForm, PanelRuleForm
from vetting.forms.policies import RuleForm
from vetting.pages.policy_rules import rule_shown
from vetting.queries.policies import rules_of
from vetting.views.policies import find, show
from vetting.workflow import panels as workflow
from vetting.workflow.policies import closed


@page(Action.WRITE_POLICY)
@require_POST
def add_panel(request, version):
    """Name a panel, then choose what it asks."""
    row, form = find(request, version), PanelForm(request.POST)
    if not form.is_valid():
        return show(request, row, status=422, panel_form=form, form=form)
    with attempt(request, "policy.panel", version=version) as tried:
        workflow.add_panel(organization=request.organization, name=form.cleaned_data["name"], actor=request.actor, at=clock.now())
    if tried.refusals:
        return show(request, row, status=409, refusals=tried.refusals)
    messages.success(request, _("The panel is there. Choose what it asks beyond everybody."))
    return redirect("policy", organization=request.organization.slug, version=version)


@page(Action.WRITE_POLICY)
def choose_panel_rule(request, version):
    """Go to the form of the panel's rule."""
    row = find(request, version)
    form = PanelRuleForm(request.GET, panels=panels_of(request))
    if not form.is_valid():
        return show(request, row, status=422, panel_rule_form=form, form=form)
    given = form.cleaned_data
    return redirect(
        "policy_panel_rule", organization=request.organization.slug, version=version, panel=given["panel"], criterion=given["criterion"]
    )


def panels_of(request):
    """The organization's panels, by name."""
    return Panel.objects.visible_to(request.actor).order_by("name")


@page(Action.WRITE_POLICY)
def policy_panel_rule(request, version, panel, criterion):
    """One rule of one panel in a draft; what everybody is asked is where it starts."""
    row, known = find(request, version), rules.CRITERIA.get(criterion)
    if known is None:
        raise Http404
    asks = get_object_or_404(panels_of(request), code=panel)
    stored, everybody = row.panel_criteria.filter(panel=asks, criterion=criterion).first(), rules_of(row).get(criterion)
    posted = request.POST if request.method == "POST" and "drop" not in request.POST else None
    form = RuleForm(posted, criterion=known, row=stored or everybody, currency=request.organization.currency)
    refused = ()
    if request.method == "POST" and (posted is None or form.is_valid()):
        with attempt(request, "policy.panel_rule", version=version) as tried:
            change(row, asks, criterion, form if posted is not None else None, actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, _("%(title)s: saved.") % {"title": words.title(criterion)})
            return redirect("policy", organization=request.organization.slug, version=version)
        refused = form.refuse(tried.refusals) if posted is not None else tried.refusals
    title = _("%(panel)s: %(rule)s") % {"panel": asks.name, "rule": words.title(criterion)}
    context = {
        "policy": row, "title": title, "stored": stored, "form": form, "refusals": refused, "closed": closed(row),
        "rule": rule_shown(criterion, stored),
    }
    return render(request, "vetting/policy_rule.html", context, status=status_of(form, refused))


def change(row, panel, criterion, form, *, actor, at):
    """One workflow call: put the numbers, or drop the rule when there is no form. Raises Refused."""
    if form is None:
        return workflow.drop_panel_threshold(row, panel, criterion, actor=actor, at=at)
    return workflow.set_panel_threshold(row, panel, form.threshold(), actor=actor, at=at)
