"""Taking in a file of the bank."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network import clock
from network.access import Action
from network.attempts import attempt, status_of
from network.routes import page
from payments.forms.batches import AnswerForm
from payments.pages.answers import answers_page
from payments.queries import batches as queries
from payments.workflow.answers import take


@page(Action.TAKE_ANSWER)
def answers(request):
    """What was taken, and a form for one more."""
    form, refused = AnswerForm(*((request.POST, request.FILES) if request.method == "POST" else ())), ()
    if form.is_valid():
        with attempt(request, "answer.take") as tried:
            taken = take(form.cleaned_data["file"], organization=request.organization, actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, _said(taken))
            return redirect("answers", organization=request.organization.slug)
        refused = tried.refusals
    shown = answers_page(
        queries.answers(request.actor), queries.tasks(request.organization), organization=request.organization, actor=request.actor
    )
    return render(request, "payments/answers.html", {"page": shown, "form": form, "refusals": refused}, status=status_of(form, refused))


def _said(taken) -> str:
    if taken.again:
        return _("This file was taken before. Nothing changed.")
    words = ngettext("Taken: %(count)s payment changed.", "Taken: %(count)s payments changed.", taken.changed)
    return words % {"count": taken.changed}
