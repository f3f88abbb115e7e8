"""An existing network moves in: bring the roster, see what was read, say yes."""

from django.shortcuts import render

from licensure.rosters import BadRoster
from licensure.words_lists import fault_words
from network import clock
from network.access import Action
from network.attempts import sent, status_of
from network.routes import page
from vetting.forms.network import ConfirmForm, RosterForm
from vetting.pages.network import columns, preview_page, result_page
from vetting.resources_moving import read_movers
from vetting.workflow.moving_rosters import move_in


@page(Action.RECORD_NETWORK)
def record_network(request):
    """The upload; then its preview; then, on a yes, what became of each row."""
    if request.method == "POST" and "text" in request.POST:
        return confirm(request)
    form = RosterForm(sent(request), request.FILES or None)
    if form.is_valid():
        content = form.cleaned_data["roster"]
        try:
            movers = read_movers(content, on=clock.today(request.organization.zone))
        except BadRoster as bad:
            for fault in bad.faults[:20]:
                form.add_error("roster", fault_words(fault))
        else:
            return preview(request, movers, content.decode("utf-8-sig"))
    context = {"form": form, "columns": columns()}
    return render(request, "vetting/network.html", context, status=status_of(form))


def preview(request, movers, text, *, status=200):
    """What was read; with faults nothing can be recorded, and the page says which cells to mend."""
    shown = preview_page(movers, actor=request.actor, organization=request.organization)
    context = {"page": shown, "form": ConfirmForm(initial={"text": text})}
    return render(request, "vetting/network_preview.html", context, status=422 if movers.faults else status)


def confirm(request):
    """Read the same text again and record it; a row that may not come in is named and left out."""
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return render(request, "vetting/network.html", {"form": RosterForm(), "columns": columns()}, status=422)
    try:
        movers = read_movers(form.cleaned_data["text"].encode(), on=clock.today(request.organization.zone))
    except BadRoster:
        return render(request, "vetting/network.html", {"form": RosterForm(), "columns": columns()}, status=422)
    if movers.faults or not movers.rows:
        return preview(request, movers, form.cleaned_data["text"], status=422)
    moved = move_in(movers.rows, organization=request.organization, actor=request.actor, at=clock.now())
    return render(request, "vetting/network_result.html", {"page": result_page(moved, request.organization)})
