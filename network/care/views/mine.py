"""A therapist's own referrals: her list, one offer, her answer, the first appointment."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import clock
from network.attempts import attempt
from network.care.facts.fees import fee_of
from network.care.forms.referrals import AppointmentForm, DeclineForm
from network.care.pages.availability import availability_card
from network.care.pages.mine import my_referrals, offer_page
from network.care.queries.availability import participations_of, said_by
from network.care.queries.referrals import offers_of
from network.care.workflow import answering
from network.routes import THERAPIST, page


@page(THERAPIST)
def referrals(request):
    """Who waits for her answer, her clients, and her availability."""
    said = said_by(request.actor)
    cards = [
        availability_card(row, said.get(row.pk), on=clock.today(row.organization.zone)) for row in participations_of(request.actor)
    ]
    return render(request, "me/referrals.html", {"page": my_referrals(list(offers_of(request.actor)[:200]), cards)})


def find(request, pk):
    """An offer that went out to her."""
    return get_object_or_404(offers_of(request.actor), pk=pk)


@page(THERAPIST)
def offer(request, pk):
    """One offer."""
    return show(request, find(request, pk))


def show(request, row, *, decline=None, appointment=None, refusals=(), status=200):
    """Draw its page; also after a refusal or with a form to mend."""
    fee = fee_of(row, on=clock.today(row.organization.zone))
    context = {
        "page": offer_page(row, at=clock.now(), fee=fee),
        "decline": decline or DeclineForm(), "appointment": appointment or AppointmentForm(),
        "refusals": refusals,
    }
    return render(request, "me/offer.html", context, status=status)


@page(THERAPIST)
@require_POST
def accept(request, pk):
    """She takes the client."""
    row = find(request, pk)
    with attempt(request, "offer.accept", offer=str(pk)) as tried:
        answering.accept(offer=row, actor=request.actor, at=clock.now())
    if tried.refusals:
        return show(request, find(request, pk), refusals=tried.refusals, status=409)
    messages.success(request, _("The client is yours. Here is how to reach them."))
    return redirect("my_offer", pk=pk)


@page(THERAPIST)
@require_POST
def decline(request, pk):
    """She does not."""
    row, form = find(request, pk), DeclineForm(request.POST)
    if not form.is_valid():
        return show(request, row, decline=form, status=422)
    with attempt(request, "offer.decline", offer=str(pk)) as tried:
        answering.decline(offer=row, reason=form.cleaned_data["reason"], actor=request.actor, at=clock.now())
    if tried.refusals:
        return show(request, find(request, pk), refusals=tried.refusals, status=409)
    messages.success(request, _("Declined. Thank you for answering."))
    return redirect("my_referrals")


@page(THERAPIST)
@require_POST
def arrange(request, pk):
    """The first appointment."""
    row, form = find(request, pk), AppointmentForm(request.POST)
    if not form.is_valid():
        return show(request, row, appointment=form, status=422)
    with attempt(request, "referral.arrange", offer=str(pk)) as tried:
        answering.arrange(referral=row.referral, day=form.cleaned_data["day"], actor=request.actor, at=clock.now())
    if tried.refusals:
        loose = form.refuse(tried.refusals)
        return show(request, find(request, pk), appointment=form, refusals=loose, status=409 if loose else 422)
    messages.success(request, _("Saved."))
    return redirect("my_offer", pk=pk)
