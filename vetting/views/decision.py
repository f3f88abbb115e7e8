"""Deciding a file, vacating an approval, recording an appeal."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.routes import note_refusal, page
from network.transitions import Refused
from vetting.forms.decision import AppealForm, DecisionForm, VacateForm
from vetting.models import Decision
from vetting.pages.decision import decision_page
from vetting.queries.decision import options
from vetting.queries.waiting import waiting
from vetting.views.file import find
from vetting.workflow import checking, deciding


@page(Action.SEE_FILE)
def decision(request, reference):
    """Findings, who did what, and the outcomes with the reasons why not."""
    application = find(request, reference)
    form = DecisionForm(request.POST) if request.method == "POST" else None
    refused = ()
    if form is not None and form.is_valid():
        try:
            said = decide(application, form.cleaned_data, actor=request.actor, at=clock.now())
        except Refused as problem:
            refused = problem.refusals
            note_refusal(request, f"decision.{form.cleaned_data['do']}", problem.codes, {"reference": reference})
        else:
            messages.success(request, said)
            return redirect("decision", organization=request.organization.slug, reference=reference)
    return draw(request, application, form, refused)


def draw(request, application, form, refused):
    """The page; 422 with form errors, 409 with refusals."""
    at, on = clock.now(), clock.today(application.organization.zone)
    chosen = options(application, actor=request.actor, at=at)
    shown = decision_page(application, waiting(application, on=on), chosen, on=on)
    status = 409 if refused else (422 if form is not None and form.errors else 200)
    if refused or form is None:
        given = form.data if form is not None else {}
        form = DecisionForm(initial={"seen": chosen.seen, "do": given.get("do"), "reason": given.get("reason")})
    context = {"page": shown, "application": application, "form": form, "refusals": refused}
    return render(request, "vetting/decision.html", context, status=status)


def decide(application, given, *, actor, at) -> str:
    """One workflow call for what was chosen; what to say then."""
    do, reason, seen = given["do"], given["reason"], given["seen"]
    if do == "approve":
        deciding.approve(application, actor=actor, at=at, reason=reason, seen=seen)
        return _("Approved. The letter goes out now.")
    if do in ("deny", "deny_quality"):
        basis = "quality" if do == "deny_quality" else "administrative"
        deciding.deny(application, basis=basis, reason=reason, actor=actor, at=at, seen=seen)
        return _("Denied. The letter with reasons goes out now.")
    if do.startswith("propose_"):
        deciding.propose(application, outcome=do.removeprefix("propose_"), reason=reason, actor=actor, at=at)
        return _("Proposed. Another person confirms it.")
    if do == "defer":
        checking.defer(application, reason=reason, actor=actor, at=at, seen=seen)
        return _("Sent back to checking.")
    deciding.not_accept(application, reason=reason, actor=actor, at=at, seen=seen)
    return _("Closed as not accepted. The letter goes out now.")


@page(Action.SEE_FILE)
def vacate(request, reference):
    """Undo a wrong approval: the first person proposes, the second confirms."""
    application = find(request, reference)
    form = VacateForm(request.POST or None)
    at = clock.now()
    proposal = deciding.open_proposal(application, "vacated")
    if form.is_valid():
        if proposal is None:
            deciding.propose(application, outcome="vacated", reason=form.cleaned_data["reason"], actor=request.actor, at=at)
        else:
            deciding.vacate(application, reason=form.cleaned_data["reason"], actor=request.actor, at=at)
        messages.success(request, _("Recorded."))
        return redirect("decision", organization=request.organization.slug, reference=reference)
    context = {"application": application, "form": form, "proposal": proposal}
    return render(request, "vetting/vacate.html", context, status=422 if form.errors else 200)


@page(Action.RECORD_APPEAL)
def appeal(request, reference):
    """Write down an appeal against the last decision."""
    application = find(request, reference)
    decided = get_object_or_404(Decision.objects.visible_to(request.actor).filter(application=application, outcome="denied").order_by("-pk")[:1])
    form = AppealForm(request.POST or None)
    if form.is_valid():
        deciding.record_appeal(decided, actor=request.actor, at=clock.now(), **form.cleaned_data)
        messages.success(request, _("The appeal is recorded."))
        return redirect("decision", organization=request.organization.slug, reference=reference)
    return render(request, "vetting/appeal.html", {"application": application, "form": form, "decision": decided}, status=422 if form.errors else 200)
