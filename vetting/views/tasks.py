"""Tasks that wait for somebody, and who answers for what."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import sent, status_of
from network.routes import page
from vetting.facts.answering import office_of
from vetting.forms.answering import DesksForm
from vetting.pages.tasks import tasks_page
from vetting.queries.tasks import tasks_of
from vetting.workflow import escalating


@page(Action.SEE_QUEUE)
def tasks(request):
    """Open tasks by day: the reader's, her roles', others'."""
    on = clock.today(request.organization.zone)
    shown = tasks_page(tasks_of(request.actor, request.organization), organization=request.organization, actor=request.actor, on=on)
    return render(request, "vetting/tasks.html", {"page": shown})


@page(Action.NAME_DESKS)
def desks(request):
    """Name who answers at which desk from today on."""
    organization = request.organization
    form = DesksForm(sent(request), office=office_of(organization, clock.today(organization.zone)))
    if form.is_valid():
        escalating.name_desks(organization, form.chosen(), actor=request.actor, at=clock.now())
        messages.success(request, _("It counts from today."))
        return redirect("tasks", organization=organization.slug)
    return render(request, "vetting/desks.html", {"form": form}, status=status_of(form))
