"""Policies: versions, one version in sentences, drafting, rules, the first day, sending, and the second person's word."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import clock
from network.access import Action
from network.attempts import attempt, status_of
from network.events import timeline
from network.models import Panel
from network.routes import page
from vetting import rules, words
from vetting.forms.clocks import ClocksForm
from vetting.forms.governance import GovernanceForm
from vetting.forms.meetings import CommitteeForm
from vetting.forms.panels import PanelForm, PanelRuleForm
from vetting.forms.policies import AddRuleForm, DraftForm, PolicyDayForm, RuleForm, SendForm, SettleForm
from vetting.forms.rollouts import RolloutForm
from vetting.models import Policy
from vetting.pages.panels import panel_part
from vetting.pages.policies import policy_page, versions_page
from vetting.pages.policy_rules import rule_shown
from vetting.pages.rollouts import rollout_part
from vetting.queries.policies import compared_with, panel_rules, rules_of, usual_first_day, versions
from vetting.queries.rollouts import cures_of, reaching, rolled
from vetting.workflow import policies as workflow
from vetting.workflow.rollouts import choose


@page(Action.SEE_POLICY, audited=True)
def policies(request):
    """Every version with its status, and where the next one may start."""
    return list_versions(request, None)


def list_versions(request, form, *, status=200, **extra):
    """Draw the list; with the draft form to mend."""
    found = versions(request.actor, clock.today(request.organization.zone))
    shown = versions_page(found, organization=request.organization, actor=request.actor)
    form = form or DraftForm(policies=[version.policy for version in found])
    return render(request, "vetting/policies.html", {"page": shown, "form": form, **extra}, status=status)


@page(Action.WRITE_POLICY)
@require_POST
def draft(request):
    """Start the next version from a preset or from any earlier version."""
    mine = Policy.objects.visible_to(request.actor).order_by("-version")
    form = DraftForm(request.POST, policies=mine)
    if not form.is_valid():
        return list_versions(request, form, status=422)
    first = usual_first_day(clock.today(request.organization.zone))
    source = form.source()
    common = {"note": form.cleaned_data["note"], "effective_from": first, "actor": request.actor, "at": clock.now()}
    if isinstance(source, Policy):
        made = workflow.draft_from(source, **common)
    else:
        made = workflow.draft_from_preset(organization=request.organization, preset=source, **common)
    return redirect("policy", organization=request.organization.slug, version=made.version)


def find(request, version) -> Policy:
    """One version this reader may reach; 404 otherwise."""
    rows = Policy.objects.visible_to(request.actor).select_related("organization", "author", "approver")
    return get_object_or_404(rows, version=version)


@page(Action.SEE_POLICY, audited=True)
def policy(request, version):
    """One version as sentences."""
    return show(request, find(request, version))


def show(request, row, *, status=200, **extra):
    """Draw one version; also after a refusal or with a form to mend."""
    at, on = clock.now(), clock.today(request.organization.zone)
    everything = list(Policy.objects.visible_to(request.actor))
    against, mine = compared_with(row, on), rules_of(row)
    before = rules_of(against) if against else {}
    rows, named = rolled(row, on), list(Panel.objects.visible_to(request.actor).order_by("name"))
    panels = panel_part(
        row, panel_rules(row), panel_rules(against) if against else (), mine, panels=named, writable=may_choose(row, request.actor)
    )
    rollout = rollout_part(row, rows, cures_of(row), may_choose=may_choose(row, request.actor))
    shown = policy_page(
        row, row.status(on, everything), mine, before, against=against, actor=request.actor, at=at, events=timeline(row)[:20]
    )
    forms = {
        "day_form": PolicyDayForm(initial={"effective_from": row.effective_from}), "send_form": SendForm(),
        "add_form": AddRuleForm(asked=mine), "clocks_form": ClocksForm(given=row.clocks, country=request.organization.country),
        "committee_form": CommitteeForm(given=row.committee), "governance_form": GovernanceForm(given=row.governance),
        "settle_form": SettleForm(initial={"seen": shown.seen}),
        "panel_form": PanelForm(), "panel_rule_form": PanelRuleForm(panels=named),
        "rollout_form": RolloutForm(keys=dict.fromkeys(each.criterion for each in rows)), **extra,
    }
    context = {"page": shown, "rollout": rollout, "panels": panels, "policy": row, "zone": request.organization.zone, **forms}
    return render(request, "vetting/policy.html", context, status=status)


def may_choose(row, actor) -> bool:
    """Whether this reader may say when the version reaches people."""
    return not workflow.closed(row) and Action.WRITE_POLICY in actor.actions


def act(request, version, action, call, said):
    """Do one thing with a version, then show it again; a refusal keeps its place on the page."""
    with attempt(request, action, version=version) as tried:
        call(find(request, version))
    if tried.refusals:
        return show(request, find(request, version), status=409, refusals=tried.refusals)
    messages.success(request, said)
    return redirect("policy", organization=request.organization.slug, version=version)


@page(Action.WRITE_POLICY)
@require_POST
def set_day(request, version):
    """From which day a draft counts."""
    form, at = PolicyDayForm(request.POST), clock.now()
    if not form.is_valid():
        return show(request, find(request, version), status=422, day_form=form, form=form)
    day = form.cleaned_data["effective_from"]
    return act(
        request, version, "policy.day", lambda row: workflow.set_day(row, effective_from=day, actor=request.actor, at=at),
        _("The first day is set."),
    )


@page(Action.WRITE_POLICY)
@require_POST
def set_clocks(request, version):
    """How many days a draft gives."""
    row = find(request, version)
    form = ClocksForm(request.POST, given=row.clocks, country=request.organization.country)
    return set_many(request, row, "clocks", form, lambda **who: workflow.set_clocks(row, form.clocks(), **who), _("The days are set."))


@page(Action.WRITE_POLICY)
@require_POST
def set_rollout(request, version):
    """When a rule of a draft reaches a class of person."""
    row = find(request, version)
    form = RolloutForm(request.POST, keys=reaching(row, clock.today(request.organization.zone)))
    if not form.is_valid():
        return show(request, row, status=422, rollout_form=form, form=form)
    given, at = form.cleaned_data, clock.now()
    return act(
        request, version, "policy.rollout", lambda policy: choose(policy, actor=request.actor, at=at, **given),
        _("It is set when the rule reaches them."),
    )


@page(Action.WRITE_POLICY)
@require_POST
def set_committee(request, version):
    """How the committee of a draft decides."""
    row = find(request, version)
    form, said = CommitteeForm(request.POST, given=row.committee), _("How the committee decides is set.")
    return set_many(request, row, "committee", form, lambda **who: workflow.set_committee(row, form.cleaned_data, **who), said)


@page(Action.WRITE_POLICY)
@require_POST
def set_governance(request, version):
    """How vetting is governed by a draft."""
    row = find(request, version)
    form, said = GovernanceForm(request.POST, given=row.governance), _("How vetting is governed is set.")
    return set_many(request, row, "governance", form, lambda **who: workflow.set_governance(row, form.cleaned_data, **who), said)


def set_many(request, row, name, form, call, said):
    """Set every value of one form of a draft; what the form or the workflow refuses stands beside its field."""
    here = {f"{name}_form": form, "form": form}
    if not form.is_valid():
        return show(request, row, status=422, **here)
    with attempt(request, f"policy.{name}", version=row.version) as tried:
        call(actor=request.actor, at=clock.now())
    if not tried.refusals:
        messages.success(request, said)
        return redirect("policy", organization=request.organization.slug, version=row.version)
    loose = form.refuse(tried.refusals)
    return show(request, find(request, row.version), status=status_of(form, loose), refusals=loose, **here)


@page(Action.WRITE_POLICY)
@require_POST
def send(request, version):
    """Hand a draft to the second person."""
    form, at = SendForm(request.POST), clock.now()
    note = form.cleaned_data["note"] if form.is_valid() else ""
    return act(
        request, version, "policy.send", lambda row: workflow.send_for_approval(row, note=note, actor=request.actor, at=at),
        _("Sent. Someone else approves it now."),
    )


@page(Action.APPROVE_POLICY)
@require_POST
def settle(request, version):
    """The second person approves, or says what has to change."""
    form, at = SettleForm(request.POST), clock.now()
    if not form.is_valid():
        return show(request, find(request, version), status=422, settle_form=form, form=form)
    given = form.cleaned_data
    common = {"seen": given["seen"], "actor": request.actor, "at": at}
    if given["do"] == "approve":
        said = _("Approved. It counts from its first day.")
        return act(request, version, "policy.approve", lambda row: workflow.approve(row, note=given["reason"], **common), said)
    said = _("Not approved. The author reads your reason.")
    return act(request, version, "policy.reject", lambda row: workflow.reject(row, reason=given["reason"], **common), said)


@page(Action.WRITE_POLICY)
def choose_rule(request, version):
    """Go to the form of the rule to add."""
    row = find(request, version)
    form = AddRuleForm(request.GET, asked=rules_of(row))
    if not form.is_valid():
        return show(request, row, status=422, add_form=form, form=form)
    return redirect("policy_rule", organization=request.organization.slug, version=version, criterion=form.cleaned_data["criterion"])


@page(Action.WRITE_POLICY)
def policy_rule(request, version, criterion):
    """One rule of a draft: its numbers, its weight, or out with it; of any other version only to read, and why."""
    row, known = find(request, version), rules.CRITERIA.get(criterion)
    if known is None:
        raise Http404
    stored = rules_of(row).get(criterion)
    posted = request.POST if request.method == "POST" and "drop" not in request.POST else None
    form = RuleForm(posted, criterion=known, row=stored, currency=request.organization.currency)
    refused = ()
    if request.method == "POST" and (posted is None or form.is_valid()):
        with attempt(request, "policy.rule", version=version) as tried:
            change(row, criterion, form if posted is not None else None, actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, _("%(title)s: saved.") % {"title": words.title(criterion)})
            return redirect("policy", organization=request.organization.slug, version=version)
        refused = form.refuse(tried.refusals) if posted is not None else tried.refusals
    context = {
        "policy": row, "title": words.title(criterion), "stored": stored, "form": form, "refusals": refused,
        "closed": workflow.closed(row), "rule": rule_shown(criterion, stored),
    }
    return render(request, "vetting/policy_rule.html", context, status=status_of(form, refused))


def change(row, criterion, form, *, actor, at):
    """One workflow call: put the numbers, or drop the rule when there is no form. Raises Refused."""
    if form is None:
        return workflow.drop_threshold(row, criterion, actor=actor, at=at)
    return workflow.set_threshold(row, form.threshold(), actor=actor, at=at)
