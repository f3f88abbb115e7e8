"""What is known of jurisdictions: the table, one state and profession in full, and correcting a field."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from licensure.corrections import plain_value
from licensure.coverage import coverage
from licensure.models import Correction
from licensure.packs import PackError
from licensure.policy import known
from licensure.queries.corrections import own_conflicts
from licensure.queries.own_licensing import rules_where_it_serves
from licensure.workflow import corrections
from network import clock
from network.access import Action, can
from network.attempts import attempt, sent, status_of
from network.routes import page
from vetting.forms.jurisdictions import CorrectionForm, PlaceFilter, SettleConflictForm
from vetting.pages.jurisdictions import (
    correctable,
    correction_page,
    correction_url,
    coverage_page,
    jurisdiction_page,
)
from vetting.views.queue import page_number


@page(Action.SEE_REFERENCE)
def jurisdictions(request):
    """Every state and profession with how sure and how old each field is; or those of one place and its parts."""
    found = known(request.organization)
    form = PlaceFilter(request.GET, places=found.places.values())
    asked, number = form.state_asked(), page_number(request)
    shown = coverage_page(
        coverage(found, found.within(asked)), own_conflicts(request.organization, known()), organization=request.organization,
        may_correct=can(request.actor, Action.CORRECT_REFERENCE),
        own=found.organizations.values(), serves=rules_where_it_serves(request.organization), page=number, state=asked,
    )
    return render(request, "vetting/jurisdictions.html", {"page": shown, "filters": form})


@page(Action.SEE_REFERENCE)
def jurisdiction(request, code, profession):
    """One state and profession: every statement with its source, the words quoted and the day."""
    found = known(request.organization)
    if code not in found.places:
        raise Http404
    cells = tuple(cell for cell in coverage(found, [code]) if cell.profession == profession)
    if not cells:
        raise Http404
    shown = jurisdiction_page(
        cells, state=code, profession=profession, organization=request.organization,
        may_correct=can(request.actor, Action.CORRECT_REFERENCE), own=found.organizations.get(code),
    )
    return render(request, "vetting/jurisdiction.html", {"page": shown})


def asked_for(request) -> dict:
    """Which field of which row the address names, with what counts here and for everyone; 404 when there is none."""
    about = {name: request.GET.get(name, "") for name in ("kind", "subject", "field")}
    try:
        return {**about, "now": plain_value(known(request.organization), **about), "pack": plain_value(known(), **about)}
    except (PackError, KeyError) as error:
        raise Http404 from error


@page(Action.CORRECT_REFERENCE)
def correct_reference(request):
    """Correct one field for this organization; or settle that everyone else is told otherwise since."""
    about = asked_for(request)
    names = {name: about[name] for name in ("kind", "subject", "field")}
    row = Correction.objects.within(request.organization).filter(**names, withdrawn_at=None).first()
    settling = request.POST.get("settle", "") if row else ""
    data = sent(request)
    form = CorrectionForm(None if settling else data, kind=about["kind"], field=about["field"], now=about["now"])
    settle_form = SettleConflictForm(data if settling else None)
    tried = None
    if (settle_form if settling else form).is_valid():
        with attempt(request, "reference.correct", subject=about["subject"]) as tried:
            _apply(request, names, row, settling, settle_form if settling else form)
        if not tried.refusals:
            messages.success(request, _("Saved. It counts for your organization from now on, and the next load keeps it."))
            return redirect(correction_url(request.organization, **names))
    refusals = tried.refusals if tried else ()
    conflict = row is not None and about["pack"] not in (row.pack, row.value)
    shown = correction_page(**about, row=row, conflict=conflict, organization=request.organization)
    context = {"page": shown, "form": form, "settle_form": settle_form, "tabs": correctable(**names), "refusals": refusals}
    status = status_of(settle_form if settling else form, refusals)
    return render(request, "vetting/correction.html", context, status=status)


def _apply(request, names, row, settling, form):
    """The one workflow call the post asks for."""
    common = {"actor": request.actor, "at": clock.now()}
    if settling == "keep":
        corrections.keep(row, reason=form.cleaned_data["why"], **common)
    elif settling:
        corrections.withdraw(row, reason=form.cleaned_data["why"], **common)
    else:
        given = {"value": form.value(), "fact": form.fact(), "reason": form.cleaned_data["reason"]}
        corrections.correct(organization=request.organization, **names, **given, **common)
