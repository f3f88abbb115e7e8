"""What only she can sign, having just shown who she is: the statement under an application, and the terms."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.attempts import attempt, sent, status_of
from network.facts.terms import new_rates, offered, rates, unaccepted
from network.routes import THERAPIST, page
from network.transitions import Refusal
from vetting.facts.statements import TERMS, TERMS_VERSION, Terms, attestation
from vetting.forms.me import SignatureForm, TermsForm
from vetting.pages.me_items import back
from vetting.queries import mine
from vetting.queries.hub import hub_of
from vetting.views.me_found import application_of, ask_proof, practitioner_of, proved_at
from vetting.workflow import applying
from vetting.workflow.profile import accept_both


@page(THERAPIST)
def signature(request, reference):
    """The exact statement and her typed name; she shows who she is first."""
    row = application_of(request, reference)
    proved = proved_at(request)
    if row.state == "draft" and proved is None:
        return ask_proof(request)
    form = SignatureForm(sent(request), full_name=row.practitioner.person.full_name)
    refused = ()
    if form.is_valid():
        with attempt(request, "application.submit", reference=reference) as tried:
            sign(request, row, form.cleaned_data["name"], proved)
        if not tried.refusals:
            messages.success(request, _("Signed and sent. %(name)s has it now.") % {"name": row.organization.name})
            return redirect("my_application", reference=reference)
        refused = tried.refusals
    context = {"application": row, "form": form, "statement": attestation(row.organization), "back": back(row), "refusals": refused}
    return render(request, "me/signature.html", context, status=status_of(form, refused))


def sign(request, row, name, proved):
    """One workflow call, with everything that is still missing."""
    at = clock.now()
    hub = hub_of(row, on=mine.day_in(row.organization, at))
    signed = applying.Signature(name=name, reauthenticated_at=proved or row.opened_at, text=attestation(row.organization))
    applying.submit(row, signature=signed, missing=[section.label for section in hub.waiting], actor=request.actor, at=at)


@page(THERAPIST)
def terms(request, slug):
    """Both sets of terms of one organization, to read, and once she is approved to accept."""
    at, her = clock.now(), practitioner_of(request)
    standing = next((row for row in mine.standings(her, at=at) if row.organization.slug == slug), None)
    if standing is None:
        raise Http404
    texts, new, fees = signed_texts(standing.organization), unaccepted(standing.participation), new_rates(standing.participation)
    form, refusals, proof = TermsForm(sent(request)), not_yet(standing, new or fees), ask_proof(request)
    if proved_at(request) is not None:
        proof = None
    elif request.method == "POST" and not refusals:
        return proof
    if request.method == "POST" and form.is_valid() and not refusals:
        accept_both(standing.participation, version=TERMS_VERSION, actor=request.actor, at=at)
        messages.success(request, _("Accepted. You are in the network of %(name)s.") % {"name": standing.organization.name})
        return redirect("me")
    status = status_of(form, refusals if form.is_bound else ())
    context = {"standing": standing, "terms": texts, "new": new, "new_rates": fees, "form": form, "refusals": refusals}
    context["proof"] = proof.url if proof else ""
    context["rates"] = rates(standing.organization, clock.today(standing.organization.zone))
    return render(request, "me/terms.html", context, status=status)


def signed_texts(organization) -> tuple[Terms, ...]:
    """Both texts as she signs them: those the organization published, else those that come with the system."""
    own = {text.kind: text for text in offered(organization)}
    return tuple(
        replace(terms, rules=own[terms.kind].rules, version=own[terms.kind].version, language=own[terms.kind].language,
                first=own[terms.kind].first, note=own[terms.kind].note) if terms.kind in own else terms
        for terms in TERMS
    )


def not_yet(standing, new=()) -> tuple[Refusal, ...]:
    """Why she cannot accept now: not approved yet, or accepted already. `new`: texts or rates that were published since."""
    if standing.approved_until is None:
        return (Refusal("not_approved", _("You are not approved yet."), _("You accept the terms after the decision.")),)
    if not standing.terms_open and not new:
        return (Refusal("accepted", _("You have accepted these terms."), _("They stay readable here.")),)
    return ()
