"""Tasks that wait for somebody, and who answers for what."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.keyed import place_of
from network.models import Participation, Task
from network.queries.recused import refuse_recused_from_her
from network.routes import page
from vetting.facts.answering import office_of
from vetting.forms.answering import DesksForm
from vetting.forms.concerns import CameOfItForm
from vetting.pages.tasks import look_page, named, tasks_page
from vetting.queries.answering import times_named
from vetting.queries.tasks import tasks_of
from vetting.workflow import between, escalating


@page(Action.SEE_QUEUE)
def tasks(request):
    """Open tasks by day: the reader's, her roles', others'."""
    on = clock.today(request.organization.zone)
    found = tasks_of(request.actor, request.organization, place_of(request))
    shown = tasks_page(found, organization=request.organization, actor=request.actor, on=on)
    return render(request, "vetting/tasks.html", {"page": shown})


@page(Action.SEE_QUEUE)
def task(request, pk):
    """One look between two vettings, and what came of it."""
    row = get_object_or_404(Task.objects.within(request.organization).select_related("organization"), pk=pk, kind=between.KIND)
    rows = Participation.objects.visible_to(request.actor).select_related("practitioner__person")
    her, on = get_object_or_404(rows, pk=row.facts["look"]), clock.today(request.organization.zone)
    refuse_recused_from_her(her, request.actor)
    form, refused = CameOfItForm(sent(request), participation=her, on=on), ()
    if form.is_valid():
        with attempt(request, "task.settle", pk=pk) as tried:
            between.settle(row, actor=request.actor, at=clock.now(), **form.cleaned_data)
        if not tried.refusals:
            messages.success(request, _("Recorded."))
            return redirect("tasks", organization=request.organization.slug)
        refused = tried.refusals
    context = {"page": look_page(row, her, request.actor), "form": form, "refusals": refused}
    return render(request, "vetting/task.html", context, status=status_of(form, refused))


@page(Action.NAME_DESKS)
def desks(request):
    """Name who answers at which desk from today on."""
    organization = request.organization
    form = DesksForm(sent(request), office=office_of(organization, clock.today(organization.zone)))
    if form.is_valid():
        escalating.name_desks(organization, form.chosen(), actor=request.actor, at=clock.now())
        messages.success(request, _("It counts from today."))
        return redirect("tasks", organization=organization.slug)
    context = {"form": form, "entries": named(times_named(organization)), "zone": organization.zone}
    return render(request, "vetting/desks.html", context, status=status_of(form))
