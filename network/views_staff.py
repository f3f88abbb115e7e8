"""Who works for an organization: the list, one colleague, and inviting one. For administrators."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network import clock
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.forms_people import AuditForm, ColleagueForm, LastDayForm, RolesForm
from network.models import Invitation, Membership
from network.pages_people import audit_of, look_rows, staff_page
from network.queries.accounts import in_force
from network.queries.staff import looks, members, open_invitations
from network.routes import page
from network.workflow import invitations
from network.workflow.staff import audit_refusals, change_roles, end_membership, end_refusals, role_refusals, set_audit


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
    form = ColleagueForm(sent(request), initial={"language": request.organization.language})
    return send(
        request, form, lambda said: invitations.invite_colleague(organization=request.organization, **form.asked(), **said),
        template="network/invite_colleague.html", back="staff",
    )


def _member(request, pk):
    rows = Membership.objects.visible_to(request.actor).select_related("person", "user", "organization")
    return get_object_or_404(rows, pk=pk)


def _show(request, row, *, status=200, refused=(), roles=None, last_day=None, audit=None):
    at = clock.now()
    shown = {
        "member": row, "works": in_force(row, at), "refusals": refused,
        "roles_form": roles or RolesForm(initial={"roles": row.roles}), "last_day_form": last_day or LastDayForm(),
        "audit_form": audit or AuditForm(initial=audit_of(row)), "no_audit": audit_refusals(row, actor=request.actor, at=at),
        "looks": look_rows(looks(row), row.organization) if row.audits else (),
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
    form, back = RolesForm(request.POST), reverse("member", kwargs={"organization": request.organization.slug, "pk": pk})
    return _change(request, pk, change_roles, back, _("The roles are saved. They count from the next click."), roles=form)


@page(Action.MANAGE_STAFF)
@require_POST
def member_audit(request, pk):
    """Say which files an auditor reads, and until when."""
    form, back = AuditForm(request.POST), reverse("member", kwargs={"organization": request.organization.slug, "pk": pk})
    return _change(request, pk, set_audit, back, _("The audit is saved. It counts from the next click."), audit=form)


@page(Action.MANAGE_STAFF)
@require_POST
def member_end(request, pk):
    """End her work here."""
    form, back = LastDayForm(request.POST), reverse("staff", kwargs={"organization": request.organization.slug})
    return _change(request, pk, end_membership, back, _("The last day is saved."), last_day=form)


def _change(request, pk, call, back, said, **named):
    """Do what one of her forms says; or her page again, with what to mend or with why not."""
    row, (form,) = _member(request, pk), named.values()
    if not form.is_valid():
        return _show(request, row, status=422, **named)
    with attempt(request, request.resolver_match.url_name, pk=pk) as tried:
        call(row, **form.cleaned_data, actor=request.actor, at=clock.now())
    if tried.refusals:
        return _show(request, _member(request, pk), status=409, refused=tried.refusals)
    messages.success(request, said)
    return redirect(back)


@page(Action.MANAGE_STAFF)
@require_POST
def staff_invitation(request, pk):
    """Send a colleague's invitation again, or withdraw it."""
    return again_or_withdraw(request, pk, [Invitation.Kind.STAFF], "staff")


def send(request, form, call, *, template, back, **context):
    """Send the invitation a form asks for, then the list; or the form again, with what to mend or with why not."""
    refused = ()
    if form.is_valid():
        with attempt(request, request.resolver_match.url_name) as tried:
            row = call({"actor": request.actor, "at": clock.now()})
            messages.success(request, _("The invitation to %(address)s is on its way.") % {"address": row.address})
        if not tried.refusals:
            return redirect(back, organization=request.organization.slug)
        refused = tried.refusals
    return render(request, template, {"form": form, "refusals": refused, **context}, status=status_of(form, refused))


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
