"""Inviting therapists: to apply, or to take over a profile the organization imported."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from network import clock
from network.access import Action
from network.attempts import sent
from network.forms_people import InvitationForm, OwnerForm
from network.models import Invitation
from network.pages_people import invited, tabs
from network.queries.staff import open_invitations, unclaimed
from network.routes import page
from network.views_staff import again_or_withdraw, send
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
    form = InvitationForm(sent(request), initial={"language": request.organization.language})
    return _send(request, form, lambda said: invitations.invite_therapist(organization=request.organization, **form.asked(), **said))


@page(Action.INVITE_THERAPIST)
@require_http_methods(["GET", "POST"])
def invite_owner(request, reference):
    """At which address the therapist is whom an imported profile is about."""
    profile = get_object_or_404(unclaimed(request.organization), reference=reference)
    form = OwnerForm(sent(request), initial={"language": request.organization.language, "address": profile.email})
    chosen = {"organization": request.organization, "practitioner": profile}
    return _send(request, form, lambda said: invitations.invite_owner(**chosen, **form.cleaned_data, **said), profile=profile)


def _send(request, form, call, profile=None):
    return send(request, form, call, template="network/invite_therapist.html", back="invite", profile=profile)


@page(Action.INVITE_THERAPIST)
@require_POST
def therapist_invitation(request, pk):
    """Send a therapist's invitation again, or withdraw it."""
    return again_or_withdraw(request, pk, KINDS, "invite")
