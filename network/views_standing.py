"""Was she in good standing on that day, and why; her holds; the end of her agreement."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import clock
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.dates import At, Span
from network.forms_standing import CorrectForm, EndForm, HoldForm, NoticeForm, SearchForm, VoidForm, WhenForm
from network.keyed import place_of
from network.models import Hold, Practitioner
from network.pages_roster import roster_page
from network.pages_standing import standing_page
from network.pages_standing_rows import span
from network.queries.recused import closed_therapists, refuse_recused_from_her
from network.queries.roster import roster
from network.queries.standing import answer, participation_of
from network.routes import page
from network.workflow import holds, participation

FORMS = {"correct": CorrectForm, "end": EndForm, "void": VoidForm}


@page(Action.SEE_STANDING)
def standing(request):
    """The organization's therapists, with today's answer."""
    form = SearchForm(request.GET)
    search = form.cleaned_data["q"] if form.is_valid() else ""
    on = clock.today(request.organization.zone)
    found, total = roster(request.organization, At(clock.now()), search=search, place=place_of(request))
    shown = roster_page(
        found, total, organization=request.organization, on=on, search=search, actor=request.actor,
        closed=closed_therapists(request.organization, request.actor),
    )
    return render(request, "network/standing_list.html", {"page": shown, "filters": form})


def find(request, reference):
    """Her participation in this organization; a stranger's is not found."""
    rows = Practitioner.objects.visible_to(request.actor).select_related("person").distinct()
    row = participation_of(get_object_or_404(rows, reference=reference), request.organization)
    if row is None:
        raise Http404
    return row


def find_to_act(request, reference):
    """The same, for an act: whoever takes no part in what is decided about her does none."""
    row = find(request, reference)
    refuse_recused_from_her(row, request.actor)
    return row


@page(Action.SEE_STANDING)
def standing_of(request, reference):
    """One therapist on one day, as known now or then."""
    return show(request, find(request, reference))


def show(request, row, *, status=200, hold=None, **extra):
    """Draw her page; also after a refusal or with a form to mend."""
    zone, today = request.organization.zone, clock.today(request.organization.zone)
    asked = any(name.startswith(("on_", "known_")) for name in request.GET)
    when = WhenForm(request.GET if asked else None, initial={"on": today})
    good = asked and when.is_valid()
    found = answer(
        row.practitioner, request.organization, when.cleaned_data["on"] if good else today, when.known_at(zone) if good else None,
        now=None if good else clock.now(),
    )
    current = Hold.objects.within(request.organization).current().filter(participation=row).order_by("-first", "-pk")
    closed = row.practitioner_id in closed_therapists(request.organization, request.actor)
    shown = standing_page(found, row, current, actor=request.actor, today=today, closed=closed)
    context = {"page": shown, "when": when, "hold": hold or HoldForm(initial={"first": today}), "participation": row, **extra}
    context.setdefault("form", when)
    return render(request, "network/standing.html", context, status=422 if asked and not good else status)


@page(Action.HOLD)
@require_POST
def open_hold(request, reference):
    """Stop something from a day on."""
    row, form = find_to_act(request, reference), HoldForm(request.POST)
    if not form.is_valid():
        return show(request, row, status=422, hold=form, form=form)
    with attempt(request, "hold.open", reference=reference) as tried:
        start(row, form.hold(), actor=request.actor, at=clock.now())
    if tried.refusals:
        return show(request, row, status=409, hold=form, refusals=tried.refusals)
    messages.success(request, _("The hold is open."))
    return redirect("standing_of", organization=request.organization.slug, reference=reference)


def start(row, given, *, actor, at):
    """One workflow call: leave with its last day ends by the clock, any other hold by a person. Raises Refused."""
    if given["reason"] == "leave" and given["last"]:
        kept = {name: given[name] for name in ("first", "last", "comment")}
        return holds.start_leave(participation=row, actor=actor, at=at, **kept)
    return holds.open_hold(participation=row, actor=actor, at=at, **given)


@page(Action.HOLD)
def hold(request, reference, key):
    """Correct the days of a hold, end it, or void it; `?do=` says which."""
    row = find_to_act(request, reference)
    current = get_object_or_404(Hold.objects.within(request.organization).current(), participation=row, key=key)
    do = request.GET.get("do") if request.GET.get("do") in FORMS else "end"
    form = FORMS[do](sent(request), initial={"first": current.first, "last": current.last})
    refused = ()
    if form.is_valid():
        with attempt(request, f"hold.{do}", reference=reference) as tried:
            revise(current, do, form.cleaned_data, actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, _("The hold is revised. Every answer moves by itself."))
            return redirect("standing_of", organization=request.organization.slug, reference=reference)
        refused = tried.refusals
    context = {
        "participation": row, "hold": current, "days": span(current.first, current.last), "do": do, "form": form, "refusals": refused,
    }
    return render(request, "network/hold.html", context, status=status_of(form, refused))


def revise(current, do, given, *, actor, at):
    """One workflow call. Raises Refused."""
    common = {"hold": current, "reason": given["reason"], "actor": actor, "at": at}
    if do == "correct":
        return holds.correct_hold(span=Span(given["first"], given["last"], current.zone), **common)
    if do == "end":
        return holds.end_hold(last=given["last"], **common)
    return holds.void_hold(**common)


@page(Action.END_PARTICIPATION)
def notice(request, reference):
    """End the agreement; confirmed by typing her name."""
    row = find_to_act(request, reference)
    form = NoticeForm(sent(request), whose=row.practitioner.person.full_name)
    refused = ()
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("last_day", "reason")}
        with attempt(request, "notice", reference=reference) as tried:
            participation.give_notice(participation=row, actor=request.actor, at=clock.now(), **given)
        if not tried.refusals:
            messages.success(request, _("Notice is given. No new clients from today."))
            return redirect("standing_of", organization=request.organization.slug, reference=reference)
        refused = tried.refusals
    context = {"participation": row, "form": form, "refusals": refused}
    return render(request, "network/notice.html", context, status=status_of(form, refused))
