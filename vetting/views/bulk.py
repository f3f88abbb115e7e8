"""Something done with many files of the queue: chosen, shown word for word, asked for, and for a moment undone."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from network import clock
from network.access import Action, require
from network.attempts import attempt, sent
from network.routes import page
from vetting.forms.bulk import bulk_form
from vetting.forms.queue import QueueFilters
from vetting.models import Application, BulkAct
from vetting.models.bulk import MOST
from vetting.pages.bulk import act_page, made_page
from vetting.pages.queue import SIGN
from vetting.queries.committee import closed_files
from vetting.queries.queue import lenses_of, references
from vetting.views.queue import chosen
from vetting.workflow import bulk, keeping
from vetting.workflow.checking import answer_by


@page(Action.SEE_QUEUE)
def act_in_bulk(request):
    """What would be done to each chosen file; asked for with the page's button, once everything was shown."""
    kind, at, on = request.POST.get("do") or request.GET.get("do", ""), clock.now(), clock.today(request.organization.zone)
    if kind == SIGN:
        require(request.actor, Action.DECIDE, request.organization)
        ticked = urlencode([("row", row.reference) for row in files(request, on)])
        return redirect(f"{reverse('clean_list', args=[request.organization.slug])}?{ticked}")
    if kind not in bulk.WAYS:
        return redirect("queue", organization=request.organization.slug)
    require(request.actor, bulk.WAYS[kind].action, request.organization)
    rows, refused = files(request, on), ()
    form = bulk_form(kind, sent(request), organization=request.organization, on=on, answer_by=answer_by(request.organization, on))
    lines = seen(kind, rows, form, request.actor, at)
    seal = bulk.fingerprint(kind, rows, form.inputs()) if lines else ""
    if lines and "go" in request.POST and request.POST.get("seen") == seal:  # nothing leaves that was not shown
        with attempt(request, f"bulk.{kind}") as tried:
            act = bulk.ask(
                kind, rows, inputs=form.inputs(), actor=request.actor, at=at, leaves_at=bulk.leaves_at(timezone.now())
            )
        if not tried.refusals:
            return redirect("acted_in_bulk", organization=request.organization.slug, pk=act.pk)
        refused = tried.refusals
    shown = act_page(kind, rows, lines, form, organization=request.organization, seen=seal)
    status = 409 if refused else 422 if request.method == "POST" and form.errors else 200
    return render(request, "vetting/bulk.html", {"page": shown, "form": form, "refusals": refused}, status=status)


def files(request, on) -> list[Application]:
    """The files with a tick, or all of the view; those this reader may reach, in the order of their references."""
    rows = Application.objects.visible_to(request.actor).select_related(
        "organization", "practitioner__person", "participation", "assignee"
    )
    named = request.POST.getlist("row") or request.GET.getlist("row")
    if request.GET.get("all"):
        keeping.catch_up(request.organization, at=clock.now())
        kept, lenses = QueueFilters(request.GET.dict()).kept(), lenses_of(request.actor, request.organization)
        view, closed = chosen(request, lenses).key, closed_files(request.organization, request.actor)
        named = references(request.actor, request.organization, on=on, lenses=lenses, view=view, most=MOST, closed=closed, **kept)
    return list(rows.filter(reference__in=named[: MOST]).order_by("reference"))


def seen(kind, rows, form, actor, at):
    """What would be done, once everything needed for it was chosen; None before."""
    if form.is_bound and form.is_valid():
        return bulk.preview(kind, rows, inputs=form.inputs(), actor=actor, at=at)
    return None


@page(Action.SEE_QUEUE)
def acted_in_bulk(request, pk):
    """What was asked for: undone with a post as long as nothing was done, then what came of each file."""
    act = get_object_or_404(BulkAct.objects.visible_to(request.actor).select_related("organization", "asked_by__person"), pk=pk)
    if request.user.pk != act.asked_by_id and bulk.WAYS[act.kind].action not in request.actor.actions:
        raise Http404
    refused = ()
    if request.method == "POST":
        with attempt(request, "bulk.undo", pk=pk) as tried:
            bulk.undo(act, actor=request.actor, at=clock.now())
        if not tried.refusals:
            return redirect("acted_in_bulk", organization=request.organization.slug, pk=pk)
        refused = tried.refusals
        act = get_object_or_404(BulkAct.objects.visible_to(request.actor).select_related("organization", "asked_by__person"), pk=pk)
    rows = Application.objects.within(act.organization).filter(reference__in=act.files).select_related("practitioner__person")
    shown = made_page(act, list(rows.order_by("reference")), organization=request.organization)
    return render(request, "vetting/bulk_made.html", {"page": shown, "refusals": refused}, status=409 if refused else 200)
