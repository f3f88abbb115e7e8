"""Finance's queue of lines, and one line: what stands against it, and what may be done."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, status_of
from network.routes import page
from payments.facts.lines import ALL
from payments.forms.sessions import ReasonForm
from payments.models import InvoiceLine
from payments.pages.lines import line_page, lines_page
from payments.queries.lines import VIEWS, queue
from payments.queries.stops import stops_of
from payments.workflow import checking, waiving

ASK_WHY = ("decline", "overturn", "uphold", "correct", "waive", "refuse")
PLAIN = ("approve", "confirm")
OPEN = ("submitted", "matched", "exception", "approved", "disputed")


@page(Action.SEE_PAYMENTS)
def lines(request):
    """The lines of one state."""
    view = request.GET.get("view", "")
    shown = queue(request.actor, view if view in VIEWS else VIEWS[0])
    return render(
        request, "payments/lines.html", {"page": lines_page(shown, organization=request.organization, actor=request.actor)}
    )


@page(Action.SEE_PAYMENTS)
def line(request, pk):
    """One line; each act is posted here under its name."""
    row, do, refused = _find(request, pk), request.POST.get("do", ""), ()
    forms = {name: ReasonForm(request.POST if name == do else None, auto_id=f"{name}_%s") for name in ASK_WHY}
    form = forms.get(do)
    if do in PLAIN or (form is not None and form.is_valid()):
        with attempt(request, f"line.{do}", pk=pk) as tried:
            _act(request, row, do, form)
        if not tried.refusals:
            messages.success(request, _("Recorded."))
            return redirect("line", organization=request.organization.slug, pk=pk)
        refused = tried.refusals
    row = _find(request, pk)
    found = stops_of(row, on=clock.today(request.organization.zone)) if row.state in OPEN else ()
    shown = line_page(row, found, actor=request.actor, at=clock.now())
    context = {"page": shown, "acts": [(act, forms.get(act.name)) for act in shown.acts], "forms": forms, "refusals": refused}
    return render(request, "payments/line.html", context, status=status_of(form, refused))


def _act(request, row, do, form):
    """The one workflow call of a post."""
    by = {"actor": request.actor, "at": clock.now()}
    if do in PLAIN:
        (checking.approve if do == "approve" else waiving.confirm)(row, **by)
    elif do == "waive":
        waiving.propose(row, key=request.POST.get("key", ""), **form.cleaned_data, **by)
    elif do == "refuse":
        waiving.refuse(row, **form.cleaned_data, **by)
    elif do in ("overturn", "uphold"):
        checking.decide_dispute(row, paid=do == "overturn", **form.cleaned_data, **by)
    else:
        getattr(checking, do)(row, **form.cleaned_data, **by)


def _find(request, pk) -> InvoiceLine:
    return get_object_or_404(InvoiceLine.objects.visible_to(request.actor).select_related(*ALL), pk=pk)
