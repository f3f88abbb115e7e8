"""Mail that did not arrive: the list, and saying what was done about one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from network import clock
from network.access import Action
from network.attempts import attempt
from network.keyed import place_of
from network.models import Task
from network.pages_undelivered import undelivered_page
from network.queries.undelivered import KINDS, open_ones
from network.routes import page
from network.workflow import undelivered as workflow


@page(Action.SEE_QUEUE)
@require_GET
def undelivered(request):
    """Everything open."""
    return show(request)


def show(request, *, status=200, refusals=()):
    """Draw the list; also after a refusal."""
    organization = request.organization
    found, count = open_ones(organization, place_of(request))
    shown = undelivered_page(found, count, organization, on=clock.today(organization.zone), actor=request.actor)
    return render(request, "network/undelivered.html", {"page": shown, "refusals": refusals}, status=status)


@page(Action.REQUEST_INFORMATION)
@require_POST
def undelivered_one(request, pk):
    """Somebody saw to it."""
    task = get_object_or_404(Task.objects.within(request.organization).filter(kind__in=KINDS), pk=pk)
    with attempt(request, "undelivered.settle", pk=pk) as tried:
        workflow.settle(task, reason=request.POST.get("reason", ""), actor=request.actor, at=clock.now())
    if tried.refusals:
        return show(request, status=409, refusals=tried.refusals)
    messages.success(request, _("Closed, with what you did."))
    return redirect("undelivered", organization=request.organization.slug)
