"""Which VAT counts, for finance: proposed by one person, confirmed by another."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, row_number, status_of
from network.routes import page
from payments.forms.payees import GeneralVatForm, RefuseForm
from payments.models import VatChange
from payments.pages.vat import vat_page
from payments.queries import payees as queries
from payments.workflow import taxes


@page(Action.SEE_ACCOUNT)
def vat_positions(request):
    """What counts for every payee is proposed here; what waits, of a payee too, is confirmed and refused."""
    do, refused = request.POST.get("do", ""), ()
    forms = {
        "propose": GeneralVatForm(request.POST if do == "propose" else None, auto_id="propose_%s"),
        "refuse": RefuseForm(request.POST if do == "refuse" else None, auto_id="refuse_%s"),
    }
    form = forms.get(do)
    if do == "confirm" or (form is not None and form.is_valid()):
        with attempt(request, f"vat.{do}") as tried:
            _act(request, do, form)
        if not tried.refusals:
            messages.success(request, _said(do))
            return redirect("vat_positions", organization=request.organization.slug)
        refused = form.refuse(tried.refusals) if form is not None else tried.refusals
    shown = vat_page(
        queries.general_positions(request.organization), queries.vat_changes(request.organization), organization=request.organization,
        actor=request.actor, at=clock.now(),
    )
    context = {"page": shown, "forms": forms, "refusals": refused}
    return render(request, "payments/vat.html", context, status=status_of(form, refused))


def _act(request, do, form) -> None:
    """The one workflow call of a post."""
    by = {"actor": request.actor, "at": clock.now()}
    if do == "propose":
        taxes.propose_position(request.organization, **form.cleaned_data, **by)
        return
    number = request.POST.get("change", "")
    rows = VatChange.objects.visible_to(request.actor).filter(state="proposed").select_related("organization", "payee")
    row = get_object_or_404(rows, pk=row_number(number))
    if do == "confirm":
        taxes.confirm(row, **by)
    else:
        taxes.refuse(row, **form.cleaned_data, **by)


def _said(do) -> str:
    return {
        "propose": _("Proposed. It counts once another person confirms it."), "confirm": _("Confirmed."),
        "refuse": _("Refused. It stays as it was."),
    }[do]
