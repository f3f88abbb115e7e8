"""Terms and rates: every version, writing one, publishing one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.parts import Link
from network.routes import page
from payments.forms.terms import RatesForm, TermsDraftForm
from payments.models import FeeSchedule, Terms
from payments.pages.terms import url_of, version_page, versions_page
from payments.queries import terms as queries
from payments.workflow import terms as workflow

KINDS = ("referral", "payment")


@page(Action.SEE_PAYMENTS)
def terms_and_rates(request):
    """Every version of both texts and of the rates."""
    organization = request.organization
    shown = versions_page(
        queries.texts(organization), queries.schedules(organization), organization=organization, actor=request.actor,
        on=clock.today(organization.zone),
    )
    return render(request, "payments/terms.html", {"page": shown})


@page(Action.WRITE_TERMS)
def draft_terms(request, kind):
    """Write a new version of one text, beginning with the newest."""
    if kind not in KINDS:
        raise Http404
    newest = next((row for row in queries.texts(request.organization) if row.kind == kind), None)
    form = TermsDraftForm(sent(request), initial={"text": newest.text if newest else ""})
    title = _("Write referral terms") if kind == "referral" else _("Write payment terms")
    return _draft(request, form, title, lambda given: workflow.draft_terms(
        organization=request.organization, kind=kind, **form.cleaned_data, **given))


@page(Action.WRITE_TERMS)
def draft_rates(request):
    """Write a new fee schedule, beginning with the newest."""
    newest = next(iter(queries.schedules(request.organization)), None)
    filled = RatesForm.filled(newest) | {"effective_from": None, "note": ""} if newest else None
    form = RatesForm(sent(request), initial=filled, currency=request.organization.currency)
    return _draft(request, form, _("Write rates"), lambda given: workflow.draft_schedule(
        organization=request.organization, **form.given(), **given))


def _draft(request, form, title, write):
    refused = ()
    if form.is_valid():
        with attempt(request, "terms.draft") as tried:
            row = write({"actor": request.actor, "at": clock.now()})
        if not tried.refusals:
            messages.success(request, _("Kept as a draft. Another person publishes it."))
            return redirect(url_of(row))
        refused = form.refuse(tried.refusals)
    back = Link(_("Terms and rates"), reverse("terms_and_rates", kwargs={"organization": request.organization.slug}))
    context = {"title": title, "crumbs": (back,), "button": _("Keep the draft"), "text": "", "form": form, "refusals": refused}
    return render(request, "payments/draft.html", context, status=status_of(form, refused))


@page(Action.SEE_PAYMENTS)
def terms_version(request, pk):
    """One version of a text; a draft is written on, published and withdrawn here."""
    row = _find(request, Terms, pk)
    form = TermsDraftForm(_changes(request), initial=TermsDraftForm.filled(row))
    return _version(request, row, form, lambda given: workflow.change_terms(row, **form.cleaned_data, **given))


@page(Action.SEE_PAYMENTS)
def rates_version(request, pk):
    """One fee schedule; a draft is written on, published and withdrawn here."""
    row = _find(request, FeeSchedule, pk)
    form = RatesForm(_changes(request), initial=RatesForm.filled(row), currency=request.organization.currency)
    return _version(request, row, form, lambda given: workflow.change_schedule(row, **form.given(), **given))


def _find(request, model, pk):
    rows = model.objects.visible_to(request.actor).select_related("organization", "drafted_by", "settled_by")
    return get_object_or_404(rows, pk=pk)


def _changes(request):
    return request.POST if request.POST.get("do") == "change" else None


def _version(request, row, form, change):
    acts, do, refused = {"publish": workflow.publish, "withdraw": workflow.withdraw}, request.POST.get("do", ""), ()
    given = {"actor": request.actor, "at": clock.now()}
    if do in acts or form.is_valid():
        with attempt(request, f"terms.{do}", pk=row.pk) as tried:
            acts[do](row, **given) if do in acts else change(given)
        if not tried.refusals:
            messages.success(request, _("Published. Therapists are told.") if do == "publish" else _("Recorded."))
            return redirect(url_of(row))
        refused = tried.refusals
    found = _find(request, type(row), row.pk)
    gone = queries.left_out(found) if isinstance(found, FeeSchedule) else ()
    shown = version_page(found, gone, actor=request.actor, at=clock.now())
    return render(request, "payments/version.html", {"page": shown, "form": form, "refusals": refused}, status=status_of(form, refused))
