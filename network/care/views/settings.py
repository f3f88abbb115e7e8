"""How calls are handled and what is kept of them: proposed by one person, confirmed by another; and the crisis lines."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import clock
from network.access import Action, can
from network.attempts import attempt, row_number, status_of
from network.care.forms.employers import LineForm
from network.care.forms.settings import HandlingForm
from network.care.models import CrisisLine, HandlingChange
from network.care.pages.employers import tabs
from network.care.pages.settings import key_of, setting_page, setting_tasks
from network.care.parameters import SETTINGS
from network.care.queries import settings as queries
from network.care.workflow import settings as workflow
from network.routes import page
from payments.forms.settings import RefuseChangeForm


@page(Action.CONFIRM_INTAKE)
def settings(request):
    """Every setting with what counts today, and the crisis lines."""
    return show(request)


def show(request, *, line=None, refusals=(), status=200):
    """Draw the page of settings."""
    found = queries.standings(request.organization, on=clock.today(request.organization.zone))
    context = {
        "tabs": tabs(request.organization, "intake_settings", request.actor), "tasks": setting_tasks(found, request.organization),
        "line": line or LineForm(prefix="line"), "lines": CrisisLine.objects.within(request.organization), "refusals": refusals,
        "may_enter": can(request.actor, Action.SET_INTAKE, request.organization),
    }
    return render(request, "care/settings.html", context, status=status)


@page(Action.CONFIRM_INTAKE)
def setting(request, slug):
    """One setting; a change is proposed, confirmed and refused here."""
    organization, do, key = request.organization, request.POST.get("do", ""), key_of(slug)
    if key not in SETTINGS:
        raise Http404
    forms = {
        "propose": HandlingForm(request.POST if do == "propose" else None, key=key),
        "refuse": RefuseChangeForm(request.POST if do == "refuse" else None, auto_id="refuse_%s"),
    }
    form, refused = forms.get(do), ()
    if do == "confirm" or (form is not None and form.is_valid()):
        with attempt(request, f"handling.{do}", key=key) as tried:
            said = _act(request, key, do, form)
        if not tried.refusals:
            messages.success(request, said)
            return redirect("intake_setting", organization=organization.slug, slug=slug)
        refused = form.refuse(tried.refusals) if form is not None else tried.refusals
    rows, changes = queries.history(organization, key)
    shown = setting_page(key, rows, changes, organization=organization, actor=request.actor, at=clock.now())
    return render(request, "payments/setting.html", {"page": shown, "forms": forms, "refusals": refused}, status=status_of(form, refused))


def _act(request, key, do, form) -> str:
    """The one workflow call of a post; what is said of it."""
    by = {"actor": request.actor, "at": clock.now()}
    if do == "propose":
        workflow.propose(request.organization, key=key, **form.given(), **by)
        return _("Proposed. It counts once another person confirms it.")
    rows = HandlingChange.objects.visible_to(request.actor).filter(key=key, state="proposed").select_related("organization")
    row = get_object_or_404(rows)
    if do == "confirm":
        workflow.confirm(row, **by)
        return _("Confirmed.")
    workflow.refuse(row, **form.cleaned_data, **by)
    return _("Refused. It stays as it was.")


@page(Action.SET_INTAKE)
@require_POST
def crisis_lines(request):
    """One more crisis line, or one less."""
    by = {"actor": request.actor, "at": clock.now()}
    if drop := request.POST.get("drop", ""):
        row = get_object_or_404(CrisisLine.objects.within(request.organization), pk=row_number(drop))
        workflow.drop_line(line=row, **by)
        return redirect("intake_settings", request.organization.slug)
    form = LineForm(request.POST, prefix="line")
    if not form.is_valid():
        return show(request, line=form, status=422)
    with attempt(request, "crisisline.add") as tried:
        workflow.add_line(organization=request.organization, **form.cleaned_data, **by)
    if tried.refusals:
        return show(request, line=form, refusals=form.refuse(tried.refusals), status=422)
    return redirect("intake_settings", request.organization.slug)
