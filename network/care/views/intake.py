"""A call, from the first word to the list of names; the crisis lines from anywhere in it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import clock
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.care.facts.settings import handling
from network.care.forms.intake import IntakeForm, WishForm, initial_of
from network.care.models import Contact
from network.care.pages.calls import call_page
from network.care.queries.calls import crisis_lines, had_before, languages_of, panels_of, referral_of, wish_of
from network.care.queries.employers import names
from network.care.queries.shortlist import found, shortlist
from network.care.workflow import calls, referring
from network.care.workflow.referring import InLine
from network.routes import page


def find(request, reference) -> Contact:
    """A call of this organization."""
    rows = Contact.objects.within(request.organization).select_related("organization", "employer", "contract", "panel")
    return get_object_or_404(rows, reference=reference)


def unfinished(request) -> Contact | None:
    """The call that was kept half-filled (`?call=`), while it is not finished."""
    reference = request.GET.get("call", "")[:20]
    rows = Contact.objects.within(request.organization).select_related("organization", "employer")
    return rows.filter(reference=reference, outcome="started").first() if reference else None


@page(Action.TAKE_CALLS)
def intake(request):
    """The one page of a call."""
    contact = unfinished(request)
    initial = initial_of(contact) if contact else {"language": request.organization.language}
    form = IntakeForm(sent(request), initial=initial, organization=request.organization, contact=contact)
    if "crisis" in request.POST:
        return keep(request, form, contact)
    refused = ()
    if form.is_valid():
        with attempt(request, "contact.take") as tried:
            row = calls.take_call(organization=request.organization, call=form.call(), contact=contact, **now(request))
        if not tried.refusals:
            return redirect("call", organization=request.organization.slug, reference=row.reference)
        refused = form.refuse(tried.refusals)
    context = {"form": form, "names": names(request.organization), "contact": contact, "refusals": refused}
    return render(request, "care/intake.html", context, status=status_of(form if request.method == "POST" else None, refused))


def now(request) -> dict:
    """Who and when, for a workflow."""
    return {"actor": request.actor, "at": clock.now()}


def keep(request, form, contact):
    """The crisis button: what was typed is kept as it stands, and the lines are shown at once."""
    form.is_valid()
    row = calls.keep_unfinished(organization=request.organization, call=form.call(), contact=contact, crisis=True, **now(request))
    return redirect("call_crisis", organization=request.organization.slug, reference=row.reference)


@page(Action.TAKE_CALLS)
def crisis(request, reference=""):
    """Whom to call now; from a call, with the way back to it."""
    contact = find(request, reference) if reference else None
    back = reverse("intake", kwargs={"organization": request.organization.slug})
    if contact is not None:
        done = contact.outcome != "started"
        back = reverse("call", args=(request.organization.slug, reference)) if done else f"{back}?call={reference}"
    lines = crisis_lines(request.organization, contact.jurisdiction if contact else "")
    return render(request, "care/crisis.html", {"lines": lines, "contact": contact, "back": back})


def wish_form(request, contact, data=None) -> WishForm:
    """What is asked of a therapist, as it stands or as it was sent."""
    return WishForm(data, initial=initial_of(contact), country=request.organization.country, panels=panels_of(request.organization))


@page(Action.TAKE_CALLS)
def call(request, reference):
    """Covered or not, and who fits; a post changes what is asked."""
    contact = find(request, reference)
    form = wish_form(request, contact, sent(request))
    if "crisis" in request.POST:
        return keep_wishes(request, form, contact)
    if form.is_valid():
        calls.wish(contact=contact, wishes=form.wishes(), **now(request))
        return redirect("call", organization=request.organization.slug, reference=reference)
    return show(request, contact, form, status=status_of(form))


def keep_wishes(request, form, contact):
    """The crisis button of a call that is finished: what was changed below is kept as it stands."""
    form.is_valid()
    calls.in_crisis(contact=contact, wishes=form.wishes() if "place" in request.POST else {}, **now(request))
    return redirect("call_crisis", organization=request.organization.slug, reference=contact.reference)


def show(request, contact, form, *, refusals=(), status=200):
    """Draw the page of a call."""
    at, today = clock.now(), clock.today(request.organization.zone)
    verdict, referral = calls.verdict_of(contact, on=today), referral_of(contact)
    looks = verdict.ok and contact.outcome == "covered" and referral is None
    listed = shortlist(request.organization, wish_of(contact, at), without=had_before(contact)) if looks else None
    speaks = languages_of(request.organization, [row.participation for row in listed.shown]) if listed else {}
    offers = handling(request.organization, on=today).offers
    shown = call_page(contact, verdict, listed, offers=offers, referral=referral, speaks=speaks)
    context = {"page": shown, "form": form, "contact": contact, "refusals": refusals}
    return render(request, "care/call.html", context, status=status)


@page(Action.TAKE_CALLS)
@require_POST
def widen(request, reference):
    """One concession: a longer way, or one wish dropped."""
    contact = find(request, reference)
    name, value = next(((key, text) for key, text in request.POST.items() if key in WIDENING), ("", ""))
    if name and (name != "max_km" or (value.isascii() and value.isdecimal() and len(value) < 5 and 0 < int(value) <= 200)):
        calls.wish(contact=contact, wishes={name: int(value) if name == "max_km" else WIDENING[name]}, **now(request))
    return redirect("call", organization=request.organization.slug, reference=reference)


WIDENING = {"max_km": None, "mode": "any", "language": "", "gender": "", "hours": ""}


@page(Action.TAKE_CALLS)
@require_POST
def offer(request, reference):
    """Offer it to the one chosen (the others of the list next in line), or to all."""
    contact, who = find(request, reference), request.POST.get("who", "")
    wish = wish_of(contact, clock.now())
    line = [in_line(candidate, wish) for candidate in found(request.organization, wish, without=had_before(contact))]
    chosen = [place for place in line if who in ("all", str(place.participation_id))]
    ordered = tuple(chosen + [place for place in line if place not in chosen]) if chosen else ()
    with attempt(request, "referral.offer", reference=reference) as tried:
        referral = referring.refer(contact=contact, line=ordered, to_all=who == "all", **now(request))
    if tried.refusals:
        form = wish_form(request, contact)
        return show(request, contact, form, refusals=tried.refusals, status=409)
    messages.success(request, _("Offered. No name was given away."))
    return redirect("referral", organization=request.organization.slug, reference=referral.reference)


def in_line(candidate, wish) -> InLine:
    """Somebody of the list, as a referral remembers her."""
    client_in = candidate.jurisdiction if candidate.mode == "in_person" else wish.jurisdiction
    return InLine(candidate.key, candidate.mode, client_in, candidate.practitioner_in)
