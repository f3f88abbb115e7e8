"""Deciding a file, vacating an approval, recording an appeal."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from licensure.queries import verifications
from network import clock
from network.access import Action
from network.events import timeline
from network.routes import note_refusal, page
from network.transitions import Refused
from vetting.facts.policies import policy_binding
from vetting.forms.decision import AppealForm, DecisionForm, VacateForm
from vetting.models import Decision
from vetting.pages.decision import SHOWN_EVENTS, decision_page
from vetting.pages.timeline import names_of
from vetting.queries.decision import options
from vetting.queries.judging import open_proposal
from vetting.queries.waiting import waiting
from vetting.views.file import find
from vetting.views.kept import letters_about
from vetting.workflow import checking, deciding

PROPOSALS = {
    "propose_approve": {"outcome": "approved"}, "propose_deny": {"outcome": "denied", "basis": "administrative"},
    "propose_deny_quality": {"outcome": "denied", "basis": "quality"},
}
ADVERSE = ("denied", "vacated", "not_accepted")
DENIALS = {"deny": "administrative", "deny_quality": "quality"}


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
    return draw(request, find(request, reference), form, refused)


def draw(request, application, form, refused):
    """The page; 422 with form errors, 409 with refusals: then the file is read again and the typed reason stays."""
    at, on = clock.now(), clock.today(application.organization.zone)
    chosen = options(application, actor=request.actor, at=at)
    decisions = list(application.decisions.select_related("decided_by", "second_by", "appeal"))
    shown = decision_page(
        application, waiting(application, on=on), chosen, actor=request.actor, on=on, decisions=decisions,
        policy=policy_binding(request.organization, on), events=timeline(application)[:SHOWN_EVENTS],
        letters=letters_about(request, application.reference), names=names_of(verifications(application.reference)),
    )
    status = 409 if refused else (422 if form is not None and form.errors else 200)
    if refused or form is None:
        form = DecisionForm(initial={"seen": chosen.seen, "reason": form.data.get("reason") if form is not None else ""})
    context = {"page": shown, "application": application, "form": form, "refusals": refused, "zone": application.organization.zone}
    return render(request, "vetting/decision.html", context, status=status)


def decide(application, given, *, actor, at) -> str:
    """One workflow call for what was chosen; what to say then. Raises Refused."""
    do, said = given["do"], {"reason": given["reason"], "seen": given["seen"], "actor": actor, "at": at}
    if do in PROPOSALS:
        deciding.propose(application, **PROPOSALS[do], **said)
        return _("Proposed. Another person confirms it.")
    if do in DENIALS:
        deciding.deny(application, basis=DENIALS[do], **said)
        return _("Denied. The letter with reasons goes out now.")
    call, words = {
        "approve": (deciding.approve, _("Approved. The letter goes out now.")),
        "defer": (checking.defer, _("Sent back to checking.")),
        "not_accept": (deciding.not_accept, _("Closed as not accepted. The letter goes out now.")),
        "overturn": (deciding.overturn, _("Overturned. The letter goes out now.")),
    }[do]
    call(application, **said)
    return words


def attempt(request, action, reference, call):
    """Make a workflow call; the refusals when it is refused, noted outside the chain, else None."""
    try:
        call()
    except Refused as problem:
        note_refusal(request, action, problem.codes, {"reference": reference})
        return problem.refusals
    messages.success(request, _("Recorded."))
    return None


@page(Action.SEE_FILE)
def vacate(request, reference):
    """Undo a wrong approval: the first person proposes, the second confirms."""
    application, at = find(request, reference), clock.now()
    form, refused = VacateForm(request.POST or None), None
    proposal = open_proposal(application, "vacated")
    mine = proposal is not None and proposal.proposed_by_id == request.actor.person_id
    if form.is_valid():
        given = {"reason": form.cleaned_data["reason"], "actor": request.actor, "at": at}
        if proposal is None:
            refused = attempt(request, "vacate", reference, lambda: deciding.propose(application, outcome="vacated", **given))
        else:
            refused = attempt(request, "vacate", reference, lambda: deciding.vacate(application, **given))
        if refused is None:
            return redirect("decision", organization=request.organization.slug, reference=reference)
    context = {"application": application, "form": form, "proposal": proposal, "mine": mine, "refusals": refused}
    return render(request, "vetting/vacate.html", context, status=409 if refused else (422 if form.errors else 200))


@page(Action.RECORD_APPEAL)
def appeal(request, reference):
    """Write down an appeal against the last decision."""
    application = find(request, reference)
    rows = Decision.objects.visible_to(request.actor).filter(application=application, outcome__in=ADVERSE)
    decided = get_object_or_404(rows.order_by("-pk")[:1])
    form, refused = AppealForm(request.POST or None), None
    if form.is_valid():
        refused = attempt(
            request, "appeal", reference,
            lambda: deciding.record_appeal(decided, actor=request.actor, at=clock.now(), **form.cleaned_data),
        )
        if refused is None:
            return redirect("decision", organization=request.organization.slug, reference=reference)
    context = {"application": application, "form": form, "decision": decided, "refusals": refused}
    return render(request, "vetting/appeal.html", context, status=409 if refused else (422 if form.errors else 200))
