"""Rows of lists that may be a payee: one person says it is another, a second one agrees."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, row_number, status_of
from network.routes import page
from payments.facts.paying import matches_of
from payments.forms.sessions import ReasonForm
from payments.models import Payee, PayeeMatch
from payments.pages.matches import matches_page
from payments.workflow import matching


@page(Action.SEE_ACCOUNT)
def payee_matches(request, pk):
    """What may be the payee; each act is posted here under its name."""
    row = get_object_or_404(Payee.objects.visible_to(request.actor).select_related("organization"), pk=pk)
    do, refused = request.POST.get("do", ""), ()
    form = ReasonForm(request.POST if do in ("propose", "refuse") else None)
    if do == "clear" or (form.is_bound and form.is_valid()):
        with attempt(request, f"match.{do}", pk=pk) as tried:
            _act(request, row, do, form)
        if not tried.refusals:
            messages.success(request, _("Recorded."))
            return redirect("payee_matches", organization=request.organization.slug, pk=pk)
        refused = tried.refusals
    rows = list(row.matches.select_related("proposed_by", "settled_by", "organization", "payee"))
    shown = matches_page(row, matches_of(row), rows, actor=request.actor, at=clock.now())
    context = {"page": shown, "form": form, "refusals": refused}
    return render(request, "payments/matches.html", context, status=status_of(form if form.is_bound else None, refused))


def _act(request, row, do, form):
    by = {"actor": request.actor, "at": clock.now()}
    if do == "propose":
        matching.propose(row, key=request.POST.get("key", "")[:120], **form.cleaned_data, **by)
        return
    number = request.POST.get("match", "")
    rows = PayeeMatch.objects.visible_to(request.actor).filter(payee=row).select_related("organization", "payee__organization")
    found = get_object_or_404(rows, pk=row_number(number))
    if do == "clear":
        matching.clear(found, **by)
    else:
        matching.refuse(found, **form.cleaned_data, **by)
