"""Deciding a file, vacating an approval."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from licensure.queries import verifications
from network import clock
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.events import timeline
from network.routes import page
from vetting.facts.policies import policy_binding
from vetting.forms.decision import DecisionForm, VacateForm
from vetting.pages.decision import SHOWN_EVENTS, decision_page
from vetting.pages.timeline import names_of
from vetting.queries.decision import options
from vetting.queries.judging import open_proposal
from vetting.queries.reading import readable_assessment, readable_events
from vetting.queries.waiting import waiting
from vetting.views import taking_part
from vetting.views.file import find
from vetting.views.kept import letters_about
from vetting.workflow import agenda, checking, deciding
from vetting.workflow.provisional import grant_provisional
from vetting.workflow.reviewing import unless_open

PROPOSALS = {
    "propose_approve": {"outcome": "approved"}, "propose_deny": {"outcome": "denied", "basis": "administrative"},
    "propose_deny_quality": {"outcome": "denied", "basis": "quality"},
}
DENIALS = {"deny": "administrative", "deny_quality": "quality"}


@page(Action.SEE_FILE, audited=True)
def decision(request, reference):
    """Findings, who did what, and the outcomes with the reasons why not."""
    application = find(request, reference)
    answer = taking_part.answered(request, application)
    if answer is not None:
        return answer.response or draw(request, find(request, reference), None, answer.refusals, answer)
    form = DecisionForm(request.POST) if request.method == "POST" else None
    refused = ()
    if form is not None and form.is_valid():
        with attempt(request, f"decision.{form.cleaned_data['do']}", reference=reference) as tried:
            messages.success(request, decide(application, form.cleaned_data, actor=request.actor, at=clock.now()))
        if not tried.refusals:
            return redirect("decision", organization=request.organization.slug, reference=reference)
        refused = tried.refusals
    return draw(request, find(request, reference), form, refused)


def draw(request, application, form, refused, answer=None):
    """The page; 422 with form errors, 409 with refusals: then the file is read again and the typed reason stays."""
    at, on = clock.now(), clock.today(application.organization.zone)
    chosen, checks = options(application, actor=request.actor, at=at), verifications(application.reference)
    readable = readable_assessment(chosen.assessment, checks, request.actor, application.organization, on)
    decisions = list(application.decisions.select_related("decided_by", "second_by", "appeal", "agenda_item__meeting"))
    told = readable_events(timeline(application), application, request.actor, on)
    shown = decision_page(
        application, waiting(application, on=on), replace(chosen, assessment=readable), actor=request.actor, on=on, decisions=decisions,
        policy=policy_binding(request.organization, on), events=told[:SHOWN_EVENTS],
        letters=letters_about(request, application.reference), names=names_of(checks),
        review=unless_open(application.participation, request.actor) if application.state == "approved" else (),
    )
    status = status_of(answer.form if answer else form, refused)
    if refused or form is None:
        form = DecisionForm(initial={"seen": chosen.seen, "reason": form.data.get("reason") if form is not None else ""})
    context = {"page": shown, "application": application, "form": form, "refusals": refused, "zone": application.organization.zone}
    context |= taking_part.shown(request, application, answer)
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
        "provisional": (grant_provisional, _("Approved provisionally. The letter goes out now.")),
        "agenda": (put_on_agenda, _("On the agenda of the next meeting.")),
        "not_accept": (deciding.not_accept, _("Closed as not accepted. The letter goes out now.")),
    }[do]
    call(application, **said)
    return words


def put_on_agenda(application, *, reason, actor, at, seen):
    """Send the file to the committee; what was seen of it does not matter for that."""
    return agenda.put_on_agenda(application, reason=reason, actor=actor, at=at)


def recorded(request, reference):
    """Say so, on the decision page."""
    messages.success(request, _("Recorded."))
    return redirect("decision", organization=request.organization.slug, reference=reference)


@page(Action.SEE_FILE)
def vacate(request, reference):
    """Undo a wrong approval: the first person proposes, the second confirms."""
    application, at = find(request, reference), clock.now()
    form, refused = VacateForm(sent(request)), ()
    proposal = open_proposal(application, "vacated")
    mine = proposal is not None and proposal.proposed_by_id == request.actor.person_id
    if form.is_valid():
        given = {"reason": form.cleaned_data["reason"], "actor": request.actor, "at": at}
        with attempt(request, "vacate", reference=reference) as tried:
            if proposal is None:
                deciding.propose(application, outcome="vacated", **given)
            else:
                deciding.vacate(application, **given)
        if not tried.refusals:
            return recorded(request, reference)
        refused = tried.refusals
    context = {"application": application, "form": form, "proposal": proposal, "mine": mine, "refusals": refused}
    return render(request, "vetting/vacate.html", context, status=status_of(form, refused))
