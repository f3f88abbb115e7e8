"""Inviting therapists: to apply, or to take over a profile the organization imported."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network import clock
from network.access import Action
from network.forms_people import InvitationForm, OwnerForm
from network.models import Invitation
from network.pages_people import invited, tabs
from network.queries.staff import open_invitations, unclaimed
from network.routes import note_refusal, page
from network.transitions import Refused
from network.views_staff import again_or_withdraw
from network.workflow import invitations

KINDS = [Invitation.Kind.THERAPIST, Invitation.Kind.CLAIM]


@page(Action.INVITE_THERAPIST)
def invite(request):
    """Therapists who are invited and have not answered, and imported profiles nobody took over."""
    organization, at = request.organization, clock.now()
    rows = list(open_invitations(organization, KINDS))
    asked = {row.practitioner_id for row in rows}
    shown = {
        "tabs": tabs(organization, request.actor, "invite"),
        "invited": [invited(row, organization, at) for row in rows],
        "profiles": [row for row in unclaimed(organization) if row.pk not in asked],
    }
    return render(request, "network/invitations.html", shown)


@page(Action.INVITE_THERAPIST)
@require_http_methods(["GET", "POST"])
def invite_therapist(request):
    """Whom to invite to apply."""
    form = InvitationForm(request.POST or None, initial={"language": request.organization.language})
    return _send(request, form, lambda said: invitations.invite_therapist(organization=request.organization, **form.asked(), **said))


@page(Action.INVITE_THERAPIST)
@require_http_methods(["GET", "POST"])
def invite_owner(request, reference):
    """At which address the therapist is whom an imported profile is about."""
    profile = get_object_or_404(unclaimed(request.organization), reference=reference)
    form = OwnerForm(request.POST or None, initial={"language": request.organization.language, "address": profile.email})
    chosen = {"organization": request.organization, "practitioner": profile}
    return _send(request, form, lambda said: invitations.invite_owner(**chosen, **form.cleaned_data, **said), profile=profile)


def _send(request, form, call, profile=None):
    refused, status = (), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = call({"actor": request.actor, "at": clock.now()})
            except Refused as error:
                note_refusal(request, request.resolver_match.url_name, error.codes, {})
                refused, status = error.refusals, 409
            else:
                messages.success(request, _("The invitation to %(address)s is on its way.") % {"address": row.address})
                return redirect("invite", organization=request.organization.slug)
    return render(request, "network/invite_therapist.html", {"form": form, "refusals": refused, "profile": profile}, status=status)


@page(Action.INVITE_THERAPIST)
@require_POST
def therapist_invitation(request, pk):
    """Send a therapist's invitation again, or withdraw it."""
    return again_or_withdraw(request, pk, KINDS, "invite")
