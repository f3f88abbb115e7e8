"""List matches, and what two people make of one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from licensure.workflow import adjudication
from network import clock
from network.access import Action
from network.attempts import attempt, status_of
from network.events import timeline
from network.models import PractitionerName
from network.queries.recused import refuse_recused_from_her
from network.routes import page
from vetting.forms.match import MatchForm
from vetting.models import Application
from vetting.pages.match import match_page, matches_page
from vetting.queries.committee import closed_therapists
from vetting.queries.matches import BY_KEY, hits_of, licenses_of
from vetting.queries.matches import matches as find_matches
from vetting.views.queue import page_number


@page(Action.SEE_FILE)
def matches(request):
    """One view of the list matches; an unknown one shows what is to judge."""
    view, number = BY_KEY.get(request.GET.get("view"), BY_KEY["open"]), page_number(request)
    closed = closed_therapists(request.organization, request.actor)
    found, total, counts = find_matches(request.actor, view, page=number, closed=closed)
    shown = matches_page(found, total, counts, view, organization=request.organization, page=number, actor=request.actor)
    return render(request, "vetting/matches.html", {"page": shown})


@page(Action.SEE_FILE)
def match(request, pk):
    """The list row beside her identifiers, and each person's word with its reason."""
    hit = get_object_or_404(hits_of(request.actor), pk=pk)
    refuse_recused_from_her(hit, request.actor)
    form = MatchForm(request.POST, state=hit.state) if request.method == "POST" else None
    refused = ()
    if form is not None and form.is_valid():
        do = form.cleaned_data["do"]
        with attempt(request, f"match.{do}", pk=pk) as tried:
            getattr(adjudication, do)(hit, actor=request.actor, at=clock.now(), **form.said())
        if not tried.refusals:
            messages.success(request, _("Recorded, with your reason."))
            return redirect("match", organization=request.organization.slug, pk=pk)
        refused = tried.refusals
    return draw(request, pk, form, refused)


def initial_of(hit, shown, form) -> dict:
    """What the form says before anybody writes: what differs by the comparison. After a refusal, what was typed."""
    differing = [each["identifier"] for each in hit.reasons if each["verdict"] == "differs"]
    if form is None:
        return {"seen": shown.seen, "differing": differing}
    return {"seen": shown.seen, "reason": form.data.get("reason"), "differing": form.data.getlist("differing")}


def draw(request, pk, form, refused):
    """The page; 422 with form errors, 409 with refusals: then the match is read again and the typed reason stays."""
    hit = get_object_or_404(hits_of(request.actor), pk=pk)
    names = [hit.practitioner.person, *PractitionerName.objects.within(request.organization).filter(practitioner=hit.practitioner)]
    files = Application.objects.visible_to(request.actor).filter(practitioner=hit.practitioner).order_by("-pk")
    told = {"names": names, "licenses": licenses_of(hit), "events": timeline(hit), "files": files}
    shown = match_page(hit, actor=request.actor, at=clock.now(), **told)
    status = status_of(form, refused)
    if refused or form is None:
        form = MatchForm(state=hit.state, initial=initial_of(hit, shown, form))
    context = {"page": shown, "form": form, "refusals": refused, "zone": request.organization.zone}
    return render(request, "vetting/match.html", context, status=status)
