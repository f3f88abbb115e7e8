"""The work queue."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.routes import page
from vetting.forms.queue import QueueFilters
from vetting.pages.queue import queue_page
from vetting.queries.committee import closed_files
from vetting.queries.next_file import next_file
from vetting.queries.queue import find, lenses_of
from vetting.queries.walking import MOST
from vetting.workflow import keeping


@page(Action.SEE_QUEUE, audited=True)
def queue(request):
    """One page of a view; an unknown view is the reader's own first one. An auditor's is the list of the files of her audit."""
    if request.actor.audits:
        return redirect("audited_files", organization=request.organization.slug)
    at, on = clock.now(), clock.today(request.organization.zone)
    keeping.catch_up(request.organization, at=at)
    lenses = lenses_of(request.actor, request.organization)
    lens = chosen(request, lenses)
    form = QueueFilters({**request.GET.dict(), "view": lens.key})
    kept = form.kept()
    places = {name: number(request, name) for name in ("after", "before")}
    closed = closed_files(request.organization, request.actor)
    found = find(request.actor, request.organization, on=on, lenses=lenses, view=lens.key, closed=closed, **places, **kept)
    form.offer(found.people)
    shown = queue_page(
        found, lens, organization=request.organization, on=on, first=number(request, "first") or 1, filters=kept,
        actions=request.actor.actions,
    )
    return render(request, "vetting/queue.html", {"page": shown, "filters": form})


@page(Action.SEE_QUEUE)
def following(request, reference):
    """The file to go on with after this one; the queue, with a word, when no other waits."""
    keeping.catch_up(request.organization, at=clock.now())
    here = {"organization": request.organization.slug}
    on, closed = clock.today(request.organization.zone), closed_files(request.organization, request.actor)
    if found := next_file(request.actor, request.organization, reference, on=on, closed=closed):
        return redirect("file", **here, reference=found)
    messages.info(request, _("No other file waits for you."))
    return redirect("queue", **here)


def chosen(request, lenses):
    """The view in the address; who decides and checks nothing herself starts at what is ready for decision."""
    decides = Action.DECIDE in request.actor.actions and Action.VERIFY not in request.actor.actions
    by_key = {lens.key: lens for lens in lenses}
    return by_key.get(request.GET.get("view"), by_key["decision" if decides else "open"])


def number(request, name) -> int | None:
    """A place in the address; nonsense, and what no column holds, is none."""
    text = request.GET.get(name, "")
    sign, digits = text[:1] == "-", text.removeprefix("-")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 19 or int(digits) >= MOST:
        return None
    return int(digits) * (-1 if sign else 1)


def page_number(request) -> int:
    """The page in the address of a list that counts its pages; nonsense is the first."""
    found = request.GET.get("page", "")
    return int(found) if found.isascii() and found.isdecimal() and len(found) < 6 else 0
