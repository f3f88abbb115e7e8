"""Alerts of the network, what people do about one, and the calendar months covered."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock, links
from network.access import Action
from network.attempts import attempt, status_of
from network.models import Practitioner
from network.queries.recused import refuse_recused_from_her
from network.routes import page
from network.spreadsheets import TYPE, as_csv
from network.views_documents import sandboxed
from vetting.forms.monitoring import DismissForm, DoneForm
from vetting.models import Alert
from vetting.pages.coverage import coverage_file, coverage_page, coverage_table
from vetting.pages.monitoring import STEPS, alert_page, alerts_page
from vetting.queries.committee import closed_therapists
from vetting.queries.monitoring import VIEWS, alerts_of, coverage_report
from vetting.workflow import monitoring as watching

FORMS = {"finish": DoneForm, "dismiss": DismissForm}


@page(Action.SEE_FILE)
def alerts(request):
    """One saved view of alerts, of everybody or of one therapist."""
    view = next((each for each in VIEWS if each.key == request.GET.get("view")), VIEWS[0])
    on, who = clock.today(request.organization.zone), request.GET.get("who", "")
    given = request.GET.get("after", "")
    after = int(given) if given.isascii() and given.isdecimal() and len(given) < 12 else None
    person = get_object_or_404(Practitioner.objects.visible_to(request.actor).distinct(), reference=who).person if who else None
    closed = closed_therapists(request.organization, request.actor)
    found = alerts_of(request.actor, view, on=on, after=after, who=who, closed=closed)
    name = person.full_name if person else ""
    shown = alerts_page(found, view, organization=request.organization, on=on, who=who, name=name, after=after)
    return render(request, "vetting/alerts.html", {"page": shown})


def _find(request, pk) -> Alert:
    rows = Alert.objects.visible_to(request.actor).select_related("organization", "participation__practitioner__person", "taken_by")
    found = get_object_or_404(rows, pk=pk)
    refuse_recused_from_her(found.participation, request.actor)
    return found


@page(Action.SEE_FILE)
def alert(request, pk):
    """One alert; each step is posted here under its name."""
    row, do, refused = _find(request, pk), request.POST.get("do", ""), ()
    forms = {name: kind(request.POST if name == do else None) for name, kind in FORMS.items()}
    form = forms.get(do)
    if request.method == "POST" and do in STEPS and (form is None or form.is_valid()):
        with attempt(request, f"alert.{do}", pk=pk) as tried:
            getattr(watching, do)(row, actor=request.actor, at=clock.now(), **(form.cleaned_data if form else {}))
        if not tried.refusals:
            messages.success(request, _("Recorded."))
            return redirect("alert", organization=request.organization.slug, pk=pk)
        refused = tried.refusals
    shown = alert_page(_find(request, pk), actor=request.actor, at=clock.now())
    context = {"page": shown, "steps": [(step, forms.get(step.name)) for step in shown.steps], "refusals": refused}
    return render(request, "vetting/alert.html", context, status=status_of(form, refused))


@page(Action.SEE_FILE)
def monitoring(request):
    """Therapist by check by calendar month, gaps first."""
    report = coverage_report(request.organization, actor=request.actor, on=clock.today(request.organization.zone))
    return render(request, "vetting/monitoring.html", {"page": coverage_page(report, request.organization)})


@page(Action.SEE_FILE)
def monitoring_csv(request):
    """The same for a spreadsheet, every line of it."""
    on = clock.today(request.organization.zone)
    content = as_csv(coverage_table(coverage_report(request.organization, actor=request.actor, on=on)))
    return sandboxed(content, TYPE, links.disposition(coverage_file(request.organization, on)))
