"""Referrals as intake sees them: what is to be done, one referral, its end."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import clock
from network.access import Action
from network.attempts import attempt
from network.care.forms.referrals import CloseForm, EndForm, HeldForm, TransferForm
from network.care.models import Referral
from network.care.pages.referrals import list_page, referral_page
from network.care.queries.calls import had_before, wish_of
from network.care.queries.referrals import VIEWS, counts, referral_file, referrals, tasks
from network.care.queries.shortlist import found
from network.care.views.intake import in_line, now
from network.care.workflow import answering, referring
from network.keyed import place_of
from network.routes import page

ALL = ("organization", "contact__organization", "contact__employer", "contact__contract", "placed_with__practitioner__person")
FORMS = {"withdraw": EndForm, "close": CloseForm, "transfer": TransferForm, "held": HeldForm}
ACTS = {
    "withdraw": referring.withdraw, "close": answering.close, "transfer": answering.transfer, "held": answering.correct_held,
}


def find(request, reference) -> Referral:
    """A referral of this organization."""
    return get_object_or_404(Referral.objects.within(request.organization).select_related(*ALL), reference=reference)


@page(Action.TAKE_CALLS)
def referral_list(request):
    """What is to be done, and the referrals of one view."""
    view = request.GET.get("view") if request.GET.get("view") in VIEWS else "open"
    found = referrals(request.organization, view, place_of(request))
    shown = list_page(request.organization, view, found, counts(request.organization), tasks(request.organization))
    return render(request, "care/referrals.html", {"page": shown})


@page(Action.TAKE_CALLS)
def referral(request, reference):
    """One referral."""
    return show(request, find(request, reference))


def show(request, row, *, refusals=(), forms=None, status=200):
    """Draw its page; also after a refusal or with a form to mend."""
    drawn = {name: kind(prefix=name) for name, kind in FORMS.items()} | (forms or {})
    context = {"page": referral_page(referral_file(row)), "referral": row, "refusals": refusals, **drawn}
    return render(request, "care/referral.html", context, status=status)


@page(Action.TAKE_CALLS)
@require_POST
def act(request, reference, do):
    """Withdraw it, close it, hand the client on, or correct how many sessions were held."""
    row = find(request, reference)
    if do not in FORMS:
        raise Http404
    form = FORMS[do](request.POST, prefix=do)
    if not form.is_valid():
        return show(request, row, forms={do: form, "form": form}, status=422)
    with attempt(request, f"referral.{do}", reference=reference) as tried:
        ACTS[do](referral=row, **form.cleaned_data, **now(request))
    if tried.refusals:
        loose = form.refuse(tried.refusals)
        return show(request, row, refusals=loose, forms={do: form, "form": form}, status=409)
    messages.success(request, _("Done."))
    return redirect("call" if do == "transfer" else "referral", request.organization.slug, _next(row, do))


def _next(row, do) -> str:
    return row.contact.reference if do == "transfer" else row.reference


@page(Action.TAKE_CALLS)
@require_POST
def again(request, reference):
    """Nobody took it: offer it to those who fit now and were not asked."""
    row = find(request, reference)
    wish = wish_of(row.contact, clock.now())
    asked = frozenset(row.offers.values_list("participation_id", flat=True)) | had_before(row.contact)
    line = tuple(in_line(candidate, wish) for candidate in found(request.organization, wish, without=asked))
    with attempt(request, "referral.again", reference=reference) as tried:
        referring.offer_again(referral=row, line=line, to_all="all" in request.POST, **now(request))
    if tried.refusals:
        return show(request, row, refusals=tried.refusals, status=409)
    messages.success(request, _("Offered. No name was given away."))
    return redirect("referral", request.organization.slug, reference)
