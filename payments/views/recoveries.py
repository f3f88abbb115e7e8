"""Recoveries for finance."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, status_of
from network.keyed import place_of
from network.routes import page
from payments.forms.ledger import RepaidForm
from payments.forms.sessions import ReasonForm
from payments.models import LineRecovery
from payments.pages.recoveries import recoveries_page, recovery_page
from payments.queries.recoveries import WITH
from payments.queries.recoveries import recoveries as every
from payments.workflow import recovering

FORMS = {"repay": RepaidForm, "propose_write_off": ReasonForm, "refuse_write_off": ReasonForm}
NAMES = {"repay": "repay", "propose_write_off": "propose", "confirm_write_off": "confirm", "refuse_write_off": "refuse"}


@page(Action.SEE_PAYMENTS)
def recoveries(request):
    """What is to come back, and what came."""
    shown = recoveries_page(every(request.actor, place_of(request)), organization=request.organization, actor=request.actor)
    return render(request, "payments/recoveries.html", {"page": shown})


@page(Action.SEE_PAYMENTS)
def recovery(request, pk):
    """One recovery; each act is posted here under its name."""
    row, do, refused = _find(request, pk), request.POST.get("do", ""), ()
    forms = {name: form(request.POST if name == do else None, auto_id=f"{name}_%s") for name, form in FORMS.items()}
    form = forms.get(do)
    if do in NAMES and (form is None or form.is_valid()):
        with attempt(request, f"recovery.{NAMES[do]}", pk=pk) as tried:
            _act(request, row, do, form)
        if not tried.refusals:
            messages.success(request, _("Recorded."))
            return redirect("line_recovery", organization=request.organization.slug, pk=pk)
        refused = tried.refusals
    shown = recovery_page(_find(request, pk), actor=request.actor, at=clock.now())
    context = {"page": shown, "acts": [(act, forms.get(act.name)) for act in shown.acts], "forms": forms, "refusals": refused}
    return render(request, "payments/recovery.html", context, status=status_of(form, refused))


def _act(request, row, do, form):
    """The one workflow call of a post."""
    by = {"actor": request.actor, "at": clock.now()}
    if do == "repay":
        recovering.repay(row, minor=form.minor, **by)
    else:
        getattr(recovering, do)(row, **(form.cleaned_data if form else {}), **by)


def _find(request, pk) -> LineRecovery:
    return get_object_or_404(LineRecovery.objects.visible_to(request.actor).select_related(*WITH), pk=pk)
