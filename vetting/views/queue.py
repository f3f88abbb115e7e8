"""The work queue."""

from django.shortcuts import render

from network import clock
from network.access import Action
from network.routes import page
from vetting.forms.queue import QueueFilters
from vetting.pages.queue import queue_page
from vetting.queries.queue import BY_KEY, items


@page(Action.SEE_QUEUE)
def queue(request):
    """One saved view; an unknown one shows everything."""
    form = QueueFilters(request.GET or None)
    kept = QueueFilters(request.GET).kept()
    on = clock.today(request.organization.zone)
    found = items(request.actor, on=on, search=kept.get("q", ""), state=kept.get("state", ""), kind=kept.get("kind", ""))
    view = BY_KEY.get(request.GET.get("view"), BY_KEY["all"])
    number = request.GET.get("page", "")
    shown = queue_page(
        found, view, organization=request.organization, person=request.actor.person_id, on=on,
        page=int(number) if number.isdecimal() and len(number) < 6 else 0, filters=kept,
    )
    return render(request, "vetting/queue.html", {"page": shown, "filters": form})
