"""Who works for an organization: the list, one colleague, and inviting one. For administrators."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network import clock
from network.access import Action
from network.forms_people import ColleagueForm, LastDayForm, RolesForm
from network.models import Invitation, Membership
from network.pages_people import staff_page
from network.queries.accounts import in_force
from network.queries.staff import members, open_invitations
from network.routes import note_refusal, page
from network.transitions import Refused
from network.workflow import invitations
from network.workflow.staff import change_roles, end_membership, end_refusals, role_refusals


@page(Action.MANAGE_STAFF)
def staff(request):
    """Everybody who works here, and who is invited."""
    organization, at = request.organization, clock.now()
    waiting = open_invitations(organization, [Invitation.Kind.STAFF])
    shown = staff_page(members(organization, at=at), waiting, organization=organization, actor=request.actor, at=at)
    return render(request, "network/staff.html", {"page": shown})


@page(Action.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
def invite_colleague(request):
    """Whom to invite, and what she may do here."""
    form = ColleagueForm(request.POST or None, initial={"language": request.organization.language})
    refused, status = (), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = invitations.invite_colleague(organization=request.organization, actor=request.actor, at=clock.now(), **form.asked())
            except Refused as error:
                note_refusal(request, "invite_colleague", error.codes, {})
                refused, status = error.refusals, 409
            else:
                messages.success(request, _("The invitation to %(address)s is on its way.") % {"address": row.address})
                return redirect("staff", organization=request.organization.slug)
    return render(request, "network/invite_colleague.html", {"form": form, "refusals": refused}, status=status)


def _member(request, pk):
    rows = Membership.objects.visible_to(request.actor).select_related("person", "user", "organization")
    return get_object_or_404(rows, pk=pk)


def _show(request, row, *, status=200, refused=(), roles=None, last_day=None):
    at = clock.now()
    shown = {
        "member": row, "works": in_force(row, at), "refusals": refused,
        "roles_form": roles or RolesForm(initial={"roles": row.roles}), "last_day_form": last_day or LastDayForm(),
        "no_roles": role_refusals(row, actor=request.actor, at=at), "no_end": end_refusals(row, actor=request.actor, at=at),
    }
    return render(request, "network/member.html", shown, status=status)


@page(Action.MANAGE_STAFF)
def member(request, pk):
    """One colleague: her roles, and the end of her work here."""
    return _show(request, _member(request, pk))


@page(Action.MANAGE_STAFF)
@require_POST
def member_roles(request, pk):
    """Give her exactly these roles."""
    row, form = _member(request, pk), RolesForm(request.POST)
    if not form.is_valid():
        return _show(request, row, status=422, roles=form)
    try:
        change_roles(row, roles=form.cleaned_data["roles"], actor=request.actor, at=clock.now())
    except Refused as refused:
        note_refusal(request, "member_roles", refused.codes, {"pk": pk})
        return _show(request, _member(request, pk), status=409, refused=refused.refusals)
    messages.success(request, _("Her roles are saved. They count from her next click."))
    return redirect("member", organization=request.organization.slug, pk=pk)


@page(Action.MANAGE_STAFF)
@require_POST
def member_end(request, pk):
    """End her work here."""
    row, form = _member(request, pk), LastDayForm(request.POST)
    if not form.is_valid():
        return _show(request, row, status=422, last_day=form)
    try:
        end_membership(row, last_day=form.cleaned_data["last_day"], actor=request.actor, at=clock.now())
    except Refused as refused:
        note_refusal(request, "member_end", refused.codes, {"pk": pk})
        return _show(request, _member(request, pk), status=409, refused=refused.refusals)
    messages.success(request, _("Her last day is saved."))
    return redirect("staff", organization=request.organization.slug)


@page(Action.MANAGE_STAFF)
@require_POST
def staff_invitation(request, pk):
    """Send a colleague's invitation again, or withdraw it."""
    return again_or_withdraw(request, pk, [Invitation.Kind.STAFF], "staff")


def again_or_withdraw(request, pk, kinds, back):
    """What one button of an open invitation does; then the list again."""
    row = get_object_or_404(Invitation.objects.visible_to(request.actor).filter(kind__in=kinds), pk=pk)
    if "withdraw" in request.POST:
        invitations.revoke(row, actor=request.actor, at=clock.now())
        messages.success(request, _("The invitation is withdrawn; its link no longer works."))
    else:
        invitations.resend(row, actor=request.actor, at=clock.now())
        messages.success(request, _("A new link is on its way; the old one no longer works."))
    return redirect(back, organization=request.organization.slug)
