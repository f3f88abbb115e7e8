"""Appeals, for the staff: all of them, and one with its days, its people and what they said."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from network import clock
from network.access import Action
from network.attempts import attempt, status_of
from network.queries.recused import refuse_recused_from_her
from network.routes import page
from vetting.forms.appeals import ExtendForm, PanelForm, TakeInForm, VoteForm
from vetting.models import Appeal
from vetting.pages.appeals import appeal_page, appeals_page
from vetting.queries.appeals import ALL, appeals_of, sitters
from vetting.queries.committee import closed_therapists
from vetting.queries.reading import reads_peers
from vetting.queries.unsaid import has_not_said
from vetting.views.file import refuse_recused
from vetting.workflow import appealing

DONE = {  # form → its workflow and what to say then
    "take_in": (appealing.take_in, _("Recorded. A letter confirms it to the therapist.")),
    "extend": (appealing.extend, _("Extended, with your reason.")),
    "appoint": (appealing.appoint, _("Named.")),
    "vote": (appealing.vote, _("Recorded, with your reasons.")),
}


@page(Action.SEE_FILE)
def appeals(request):
    """Appeals that wait, by their day, and those that are settled."""
    on = clock.today(request.organization.zone)
    closed = closed_therapists(request.organization, request.actor)
    rows = list(appeals_of(request.organization))
    shown = appeals_page(rows, organization=request.organization, on=on, actor=request.actor, closed=closed)
    return render(request, "vetting/appeals.html", {"page": shown})


@page(Action.SEE_FILE)
def appeal(request, pk):
    """One appeal; each of its forms is posted here under its name."""
    row, do = find(request, pk), request.POST.get("do", "")
    forms, refused = forms_of(request, row), ()
    form = forms.get(do) if request.method == "POST" else None
    if form is not None and form.is_valid():
        call, words = DONE[do]
        with attempt(request, f"appeal.{do}", pk=pk) as tried:
            call(row, actor=request.actor, at=clock.now(), **said(do, form))
        if not tried.refusals:
            messages.success(request, words)
            return redirect("appeal", organization=request.organization.slug, pk=pk)
        refused = tried.refusals
    return draw(request, find(request, pk), forms, form, refused)


def find(request, pk) -> Appeal:
    """An appeal of this organization; a stranger's is 404. Closed to whoever takes no part in the file, or about her."""
    found = get_object_or_404(Appeal.objects.visible_to(request.actor).select_related(*ALL), pk=pk)
    if found.decision:
        refuse_recused(found.decision.application, request.actor)
    refuse_recused_from_her(found.participation, request.actor)
    return found


def forms_of(request, row) -> dict:
    """Its four forms; only the one that was posted is bound."""
    sent = {request.POST.get("do"): request.POST} if request.method == "POST" else {}
    people = sitters(row, on=clock.today(row.organization.zone))
    named = [str(seat.person_id) for seat in row.seats.all()]
    panel = {"panel": named, "hearing_on": row.hearing_on, "hearing_where": row.hearing_where}
    return {
        "take_in": TakeInForm(sent.get("take_in")), "extend": ExtendForm(sent.get("extend")),
        "appoint": PanelForm(sent.get("appoint"), sitters=people, initial=panel),
        "vote": VoteForm(sent.get("vote"), dated=bool(row.decision)),
    }


def said(do, form) -> dict:
    """What the workflow takes of a form."""
    names = {"vote": ("outcome", "reason", "terms")}.get(do, tuple(form.fields))
    return {name: form.cleaned_data[name] for name in names}


def draw(request, row, forms, form, refused):
    """The page; 422 with form errors, 409 with refusals."""
    at, on = clock.now(), clock.today(row.organization.zone)
    reads = reads_peers(request.actor, request.organization, on)
    shown = appeal_page(
        row, actor=request.actor, at=at, on=on, sitters=sitters(row, on=on), reads=reads, unsaid=has_not_said(row, request.actor)
    )
    context = {"page": shown, "steps": [(step, forms[step.name]) for step in shown.steps], "refusals": refused}
    return render(request, "vetting/appeal.html", context, status=status_of(form, refused))
