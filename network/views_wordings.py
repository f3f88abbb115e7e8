"""An organization's own words in its letters: what is written, choosing a letter, writing the next version."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.forms_wordings import ChoiceForm, WordingForm
from network.pages_wordings import wordings_page
from network.queries.wordings import wordings
from network.routes import page
from network.workflow.wordings import write_wording


@page(Action.WRITE_POLICY)
def letter_texts(request):
    """Choose a letter and a language by the address; write the next version by a post to the same."""
    organization, today = request.organization, clock.today(request.organization.zone)
    choice = ChoiceForm(request.GET if "kind" in request.GET else None, organization=organization)
    chosen = (choice.cleaned_data["kind"], choice.cleaned_data["language"]) if choice.is_valid() else ()
    rows, refused = wordings(organization), ()
    last = next((row for row in rows if (row.kind, row.language) == chosen), None)
    form = WordingForm(sent(request), initial={"text": last.text if last else "", "effective_from": today})
    if chosen and form.is_valid():
        with attempt(request, "lettertext.write") as tried:
            given = {"kind": chosen[0], "language": chosen[1], **form.cleaned_data}
            write_wording(organization=organization, actor=request.actor, at=clock.now(), **given)
        if not tried.refusals:
            messages.success(request, _("Written. Letters from that day say so."))
            query = urlencode({"kind": chosen[0], "language": chosen[1]})
            return redirect(f"{reverse('letter_texts', args=(organization.slug,))}?{query}")
        refused = tried.refusals
    shown = wordings_page(rows, organization, chosen, on=today, actor=request.actor)
    context = {"page": shown, "choice": choice, "form": form, "refusals": refused}
    return render(request, "network/wordings.html", context, status=status_of(form if request.method == "POST" else None, refused))
