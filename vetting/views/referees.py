"""Referees: staff send the link; whoever it reaches answers a short form without an account."""

from allauth.core.internal import ratelimit
from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from network import clock
from network.access import Action, Forbidden
from network.links import language_behind
from network.routes import PUBLIC, page
from network.transitions import Refused
from network.views_errors import too_often
from vetting.forms.referees import AskRefereeForm, RefereeForm
from vetting.pages.check import label
from vetting.views.file import find, show
from vetting.views.item import act, check_of
from vetting.workflow import referees

PACE = {"referee": "20/m/ip"}  # tries of links from one address


@page(Action.OBTAIN)
@require_POST
def ask(request, pk):
    """Send a referee the link to the form."""
    check, at, form = check_of(request, pk), clock.now(), AskRefereeForm(request.POST)
    if check.element != "reference":
        raise Http404
    if not form.is_valid():
        return show(request, find(request, check.file), status=422, item=check.pk, form=form, asking=form)
    said, given = _("%(label)s: the referee was asked by mail.") % {"label": label(check)}, form.cleaned_data
    return act(request, check, "ask", lambda: referees.ask_referee(check, actor=request.actor, at=at, **given), said, stay=True)


@page(PUBLIC)
@never_cache
@require_http_methods(["GET", "POST"])
def referee(request, token):
    """The page behind the link in a referee's mail, in the mail's language unless another one was chosen on it."""
    if not ratelimit.consume(request, app="vetting", action="referee", config=PACE, limit_get=True):
        return too_often(request)
    at = clock.now()
    row = referees.open_request(token, at=at)
    if row is None:
        return render(request, "vetting/referee_gone.html", status=404)
    if referees.speaks_of_herself(row, getattr(request.user, "person_id", None)):
        raise Forbidden(_("This link asks somebody else about you. Only they can answer; leave it to them."))
    with translation.override(language_behind(request, row.language)):
        return _answer(request, row, at)


def _answer(request, row, at):
    shown = {"row": row, "therapist": row.verification.practitioner.person.full_name, "place": row.organization.name}
    if request.POST.get("do") == "decline":
        return _done(request, shown, lambda: referees.decline(row, at=at), declined=True)
    form = RefereeForm(request.POST or None, year=at.year, initial={"signed": ""})
    if not form.is_valid():
        return render(request, "vetting/referee.html", {**shown, "form": form}, status=422 if form.is_bound else 200)
    return _done(request, shown, lambda: referees.answer(row, said=form.said(), at=at), declined=False)


def _done(request, shown, call, *, declined):
    try:
        call()
    except Refused:  # answered in another window meanwhile
        return render(request, "vetting/referee_gone.html", status=404)
    return render(request, "vetting/referee_done.html", {**shown, "declined": declined})
