"""Finance's queue of lines, and one line: what stands against it, and what may be done."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, status_of
from network.keyed import place_of
from network.routes import page
from payments.facts.lines import ALL
from payments.forms.sessions import MoveForm, QuestionForm, ReasonForm, WaitForm
from payments.models import InvoiceLine
from payments.pages.lines import line_page, lines_page
from payments.queries.lines import VIEWS, queue
from payments.queries.stops import named_stops_of
from payments.workflow import asking, checking, expecting, holding, waiving

FORMS = {
    **dict.fromkeys(("decline", "overturn", "uphold", "correct", "waive", "refuse"), ReasonForm),
    "ask": QuestionForm, "hold": WaitForm, "move": MoveForm,
}
PLAIN = {"approve": checking.approve, "confirm": waiving.confirm, "take_back": asking.withdraw, "let_go": holding.let_go}
WITH_FORM = {
    "decline": checking.decline, "correct": checking.correct, "refuse": waiving.refuse, "move": expecting.move_expected,
}
OF_A_STOP = {"waive": waiving.propose, "ask": asking.ask, "hold": holding.hold}
OPEN = ("submitted", "matched", "exception", "approved", "disputed")


@page(Action.SEE_PAYMENTS)
def lines(request):
    """The lines of one view."""
    view = request.GET.get("view", "")
    shown = queue(request.actor, view if view in VIEWS else VIEWS[0], on=clock.today(request.organization.zone), place=place_of(request))
    return render(
        request, "payments/lines.html", {"page": lines_page(shown, organization=request.organization, actor=request.actor)}
    )


@page(Action.SEE_PAYMENTS)
def line(request, pk):
    """One line; each act is posted here under its name. `?fix=` names the button of a stop: its form comes first."""
    row, do, refused = _find(request, pk), request.POST.get("do", ""), ()
    forms = {name: form(request.POST if name == do else None, auto_id=f"{name}_%s") for name, form in FORMS.items()}
    form = forms.get(do)
    if do in PLAIN or (form is not None and form.is_valid()):
        with attempt(request, f"line.{do}", pk=pk) as tried:
            _act(request, row, do, form)
        if not tried.refusals:
            messages.success(request, _("Recorded."))
            return redirect("line", organization=request.organization.slug, pk=pk)
        refused = form.refuse(tried.refusals) if form is not None else tried.refusals
    return _shown(request, _find(request, pk), forms, form, refused)


def _shown(request, row, forms, form, refused):
    found = named_stops_of(row, on=clock.today(request.organization.zone)) if row.state in OPEN else ()
    name, _colon, key = request.GET.get("fix", "").partition(":")
    if request.method == "POST":
        name, key = request.POST.get("do", ""), request.POST.get("key", "")
    known = {stop.key for stop in found}
    chosen = (name if name in FORMS else "", key if key in known else "")
    shown = line_page(row, found, chosen=chosen, actor=request.actor, at=clock.now())
    context = {"page": shown, "acts": [(act, forms.get(act.name)) for act in shown.acts], "forms": forms, "refusals": refused}
    return render(request, "payments/line.html", context, status=status_of(form, refused))


def _act(request, row, do, form):
    """The one workflow call of a post."""
    by = {"actor": request.actor, "at": clock.now()}
    if do in PLAIN:
        PLAIN[do](row, **by)
    elif do in OF_A_STOP:
        OF_A_STOP[do](row, key=request.POST.get("key", ""), **form.cleaned_data, **by)
    elif do in WITH_FORM:
        WITH_FORM[do](row, **form.cleaned_data, **by)
    else:
        checking.decide_dispute(row, paid=do == "overturn", **form.cleaned_data, **by)


def _find(request, pk) -> InvoiceLine:
    return get_object_or_404(InvoiceLine.objects.visible_to(request.actor).select_related(*ALL), pk=pk)
