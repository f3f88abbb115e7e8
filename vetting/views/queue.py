"""The work queue."""

from django.shortcuts import redirect, render

from network import clock
from network.access import Action
from network.routes import page
from vetting.forms.queue import QueueFilters
from vetting.pages.queue import queue_page
from vetting.queries.queue import BY_KEY, find, titles


@page(Action.SEE_QUEUE, audited=True)
def queue(request):
    """One saved view; an unknown one is the reader's own first view. An auditor's is the list of the files of her audit."""
    if request.actor.audits:
        return redirect("audited_files", organization=request.organization.slug)
    on, view, number = clock.today(request.organization.zone), chosen(request), page_number(request)
    form = QueueFilters({**request.GET.dict(), "view": view.key})
    kept = form.kept()
    found = find(
        request.actor, request.organization, on=on, view=view, page=number, search=kept.get("q", ""),
        state=kept.get("state", ""), kind=kept.get("kind", ""),
    )
    shown = queue_page(
        found, view, organization=request.organization, on=on, page=number, filters=kept,
        titles=titles(request.organization, [item.application for item in found.items]),
        actions=request.actor.actions,
    )
    return render(request, "vetting/queue.html", {"page": shown, "filters": form})


def chosen(request):
    """The view in the address; who decides and checks nothing herself starts at what is ready for decision."""
    decides = Action.DECIDE in request.actor.actions and Action.VERIFY not in request.actor.actions
    return BY_KEY.get(request.GET.get("view"), BY_KEY["decision" if decides else "open"])


def page_number(request) -> int:
    """The page in the address; nonsense is the first."""
    number = request.GET.get("page", "")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0
