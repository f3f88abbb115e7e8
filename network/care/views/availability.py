"""A therapist's availability: one page per organization, one tap to confirm."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import clock
from network.attempts import attempt, sent, status_of
from network.care.forms.availability import AvailabilityForm, AwayForm, initial_of
from network.care.models import Availability, Away
from network.care.pages.availability import availability_card
from network.care.queries.availability import participations_of
from network.care.workflow import availability as workflow
from network.routes import THERAPIST, page


def find(request, slug):
    """Her participation in the organization and what she said there, or None."""
    row = get_object_or_404(participations_of(request.actor), organization__slug=slug)
    return row, Availability.objects.visible_to(request.actor).filter(participation=row).first()


def show(request, participation, said, form, *, away=None, refusals=(), status=200):
    """Draw the page; also after a refusal or with a form to mend."""
    today = clock.today(participation.organization.zone)
    coming = Away.objects.visible_to(request.actor).filter(availability=said, last__gte=today) if said else ()
    context = {
        "card": availability_card(participation, said, on=today), "participation": participation, "said": said, "form": form,
        "away": away or AwayForm(initial={"away_first": today}), "coming": coming, "refusals": refusals,
    }
    return render(request, "me/availability.html", context, status=status)


@page(THERAPIST)
def availability(request, slug):
    """When, where and how; a post saves and confirms it."""
    participation, said = find(request, slug)
    form = AvailabilityForm(sent(request), initial=initial_of(said), country=participation.organization.country)
    if not form.is_valid():
        return show(request, participation, said, form, status=status_of(form))
    with attempt(request, "availability.say", organization=slug) as tried:
        workflow.say(participation=participation, said=form.said(), actor=request.actor, at=clock.now())
    if tried.refusals:
        loose = form.refuse(tried.refusals)
        return show(request, participation, said, form, refusals=loose, status=409 if loose else 422)
    messages.success(request, _("Saved and confirmed. We ask again in a month."))
    return redirect("my_availability", slug=slug)


@page(THERAPIST)
@require_POST
def confirm(request, slug):
    """One tap: nothing changed."""
    _participation, said = find(request, slug)
    if said is None:
        return redirect("my_availability", slug=slug)
    workflow.confirm(availability=said, actor=request.actor, at=clock.now())
    messages.success(request, _("Confirmed. We ask again in a month."))
    return redirect("my_referrals")


@page(THERAPIST)
@require_POST
def away(request, slug):
    """Days away, or back from them."""
    participation, said = find(request, slug)
    if said is None:
        return redirect("my_availability", slug=slug)
    if back := request.POST.get("back", ""):
        rows = Away.objects.visible_to(request.actor).filter(availability=said).select_related("availability__participation")
        row = get_object_or_404(rows, pk=int(back) if back.isascii() and back.isdecimal() and len(back) < 16 else 0)
        workflow.come_back(away=row, actor=request.actor, at=clock.now())
        return redirect("my_availability", slug=slug)
    form, fresh = AwayForm(request.POST), AvailabilityForm(initial=initial_of(said), country=participation.organization.country)
    if not form.is_valid():
        return show(request, participation, said, fresh, away=form, status=422)
    given = {"first": form.cleaned_data["away_first"], "last": form.cleaned_data["away_last"]}
    with attempt(request, "availability.away", organization=slug) as tried:
        workflow.go_away(availability=said, actor=request.actor, at=clock.now(), **given)
    if tried.refusals:
        form.refuse(tried.refusals)
        return show(request, participation, said, fresh, away=form, status=422)
    messages.success(request, _("Saved. It ends by itself."))
    return redirect("my_availability", slug=slug)
