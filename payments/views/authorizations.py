"""Authorizations: all of them, issuing one by hand, and one with what may be done."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network import clock
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.events import timeline
from network.keyed import place_of
from network.parts import Link
from network.routes import page
from payments.forms.authorizations import CancelForm, ExtendForm, GrantForm, IssueForm
from payments.models import Authorization, ExtensionRequest
from payments.pages.authorizations import authorization_page, authorizations_page
from payments.queries.authorizations import ALL, asked_for, newest
from payments.workflow import authorizing, extending


@page(Action.ISSUE_AUTHORIZATION)
def authorizations(request):
    """A page of them, the newest first."""
    on = clock.today(request.organization.zone)
    found, asked = newest(request.actor, place_of(request)), asked_for(request.actor)
    shown = authorizations_page(found, asked, organization=request.organization, actor=request.actor, on=on)
    return render(request, "payments/authorizations.html", {"page": shown})


@page(Action.ISSUE_AUTHORIZATION)
def authorize(request):
    """Issue one by hand."""
    form, refused = IssueForm(sent(request), organization=request.organization), ()
    if form.is_valid():
        with attempt(request, "authorization.issue") as tried:
            row = authorizing.authorize(**form.given(), actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, pgettext("units", "Authorized."))
            return redirect("authorization", organization=request.organization.slug, reference=row.reference)
        refused = form.refuse(tried.refusals)
    back = Link(_("Authorizations"), reverse("authorizations", kwargs={"organization": request.organization.slug}))
    context = {"title": _("Authorize sessions"), "crumbs": (back,), "button": _("Authorize"), "form": form, "refusals": refused}
    return render(request, "payments/draft.html", context, status=status_of(form, refused))


@page(Action.ISSUE_AUTHORIZATION)
def authorization(request, reference):
    """One authorization; more units, closing and taking back are posted here under their names."""
    row, do, refused = _find(request, reference), request.POST.get("do", ""), ()
    forms = {"extend": ExtendForm, "cancel": CancelForm, "grant": GrantForm, "decline": CancelForm}
    forms = {name: form(request.POST if do == name else None, auto_id=f"{name}_%s") for name, form in forms.items()}
    if do == "close" or (do in forms and forms[do].is_valid()):
        given = forms[do].cleaned_data if do in forms else {}
        with attempt(request, f"authorization.{do}", reference=reference) as tried:
            _act(row, do, {**given, "actor": request.actor, "at": clock.now()})
        if not tried.refusals:
            messages.success(request, _("Recorded."))
            return redirect("authorization", organization=request.organization.slug, reference=reference)
        refused = tried.refusals
    row = _find(request, reference)
    by = {"actor": request.actor, "at": clock.now(), "on": clock.today(request.organization.zone)}
    shown = authorization_page(row, timeline(row), asked=_asked(row), **by)
    context = {"page": shown, "forms": forms, "refusals": refused}
    return render(request, "payments/authorization.html", context, status=status_of(forms.get(do), refused))


def _asked(row) -> ExtensionRequest | None:
    return row.asked.filter(state="asked").select_related("asked_by", "organization").first()


def _act(row, do, given):
    """The one workflow call of a post."""
    if do in ("grant", "decline"):
        if (asked := _asked(row)) is None:
            raise Http404
        getattr(extending, do)(asked, **given)
    else:
        getattr(authorizing, do)(row, **given)


def _find(request, reference) -> Authorization:
    return get_object_or_404(Authorization.objects.visible_to(request.actor).select_related(*ALL), reference=reference)
