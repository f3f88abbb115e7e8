"""Settings about money: all of them, and one, which is proposed by one person and confirmed by another."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, status_of
from network.routes import page
from payments.forms.settings import RefuseChangeForm, SettingForm
from payments.models import SettingChange
from payments.pages.settings import key_of, setting_page, settings_page
from payments.parameters import SETTINGS
from payments.queries import settings as queries
from payments.workflow import settings as workflow


@page(Action.SEE_PAYMENTS)
def money_settings(request):
    """Every setting with what counts today."""
    organization = request.organization
    found = queries.standings(organization, on=clock.today(organization.zone))
    return render(request, "payments/settings.html", {"page": settings_page(found, organization=organization, actor=request.actor)})


@page(Action.SEE_PAYMENTS)
def money_setting(request, slug):
    """One setting; a change is proposed, confirmed and refused here."""
    organization, do, key = request.organization, request.POST.get("do", ""), key_of(slug)
    person, form, refused = _person(organization, key), None, ()
    forms = {
        "propose": SettingForm(request.POST if do == "propose" else None, key=key, currency=organization.currency),
        "refuse": RefuseChangeForm(request.POST if do == "refuse" else None, auto_id="refuse_%s"),
    }
    form = forms.get(do)
    if do == "confirm" or (form is not None and form.is_valid()):
        with attempt(request, f"setting.{do}", key=key) as tried:
            _act(request, key, do, form)
        if not tried.refusals:
            messages.success(request, _said(do))
            return redirect("money_setting", organization=organization.slug, slug=slug)
        refused = form.refuse(tried.refusals) if form is not None else tried.refusals
    rows, changes = queries.history(organization, key)
    shown = setting_page(key, person, rows, changes, organization=organization, actor=request.actor, at=clock.now())
    context = {"page": shown, "forms": forms, "refusals": refused}
    return render(request, "payments/setting.html", context, status=status_of(form, refused))


def _person(organization, key) -> str:
    """Whose limit it is; nobody's for a rule. Raises Http404 for what cannot be set."""
    if key in SETTINGS:
        return ""
    names = queries.approvers_of(organization, on=clock.today(organization.zone))
    if key not in names:
        raise Http404
    return names[key]


def _act(request, key, do, form):
    by = {"actor": request.actor, "at": clock.now()}
    if do == "propose":
        workflow.propose(request.organization, key=key, **form.cleaned_data, **by)
        return
    rows = SettingChange.objects.visible_to(request.actor).filter(key=key, state="proposed").select_related("organization")
    row = get_object_or_404(rows)
    if do == "confirm":
        workflow.confirm(row, **by)
    else:
        workflow.refuse(row, **form.cleaned_data, **by)


def _said(do) -> str:
    return {
        "propose": _("Proposed. It counts once another person confirms it."), "confirm": _("Confirmed."),
        "refuse": _("Refused. It stays as it was."),
    }[do]
