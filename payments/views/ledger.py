"""The ledger, its export, and the numbers of the organization's bookkeeping."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from network import clock, links
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.parts import Link
from network.routes import page
from network.spreadsheets import TYPE, as_csv
from network.views_documents import sandboxed
from payments.forms.ledger import CloseForm, MappingForm
from payments.models import LedgerPeriod
from payments.pages.ledger import export_table, ledger_page
from payments.queries import ledger as queries
from payments.workflow import mapping, posting


@page(Action.SEE_PAYMENTS)
def ledger(request):
    """One period, or what was posted for one row; a period is closed here."""
    before, key = request.GET.get("before", ""), request.GET.get("period", "")
    below = int(before) if before.isdecimal() and len(before) < 16 else None
    form, refused = CloseForm(sent(request)), ()
    shown = queries.shown(request.organization, key=key, of=request.GET.get("of", "")[:80], before=below)
    if key and shown.period is None:
        raise Http404
    if form.is_valid() and shown.period is not None:
        with attempt(request, "period.close", period=shown.period.key) as tried:
            posting.close(shown.period, **form.cleaned_data, actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, _("Closed. What comes late goes to the next period."))
            return redirect(f"{reverse('ledger', kwargs={'organization': request.organization.slug})}?period={shown.period.key}")
        refused = tried.refusals
    context = {"page": ledger_page(shown, organization=request.organization, actor=request.actor, at=clock.now())}
    return render(request, "payments/ledger.html", {**context, "form": form, "refusals": refused}, status=status_of(form, refused))


@page(Action.SEE_PAYMENTS)
def ledger_csv(request):
    """One period for the bookkeeping."""
    rows = LedgerPeriod.objects.visible_to(request.actor)
    period = get_object_or_404(rows, key=request.GET.get("period", ""))
    content = as_csv(export_table(queries.export(request.organization, period), queries.mapped(request.organization)))
    return sandboxed(content, TYPE, links.disposition(f"{request.organization.slug}-ledger-{period.key}.csv", inline=False))


@page(Action.KEEP_LEDGER)
def bookkeeping(request):
    """The numbers under which accounts are exported."""
    form, refused = MappingForm(sent(request), codes=queries.mapped(request.organization)), ()
    if form.is_valid():
        with attempt(request, "mapping.keep") as tried:
            mapping.keep(organization=request.organization, codes=form.cleaned_data, actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, _("Recorded."))
            return redirect("ledger", organization=request.organization.slug)
        refused = tried.refusals
    back = Link(_("Ledger"), reverse("ledger", kwargs={"organization": request.organization.slug}))
    text = _("The export names each account by these numbers. Without one it names ours alone.")
    context = {"title": _("Numbers of the bookkeeping"), "crumbs": (back,), "button": _("Keep them"), "text": text}
    return render(request, "payments/draft.html", {**context, "form": form, "refusals": refused}, status=status_of(form, refused))
