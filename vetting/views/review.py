"""Looking again, with a reason, at somebody who is in the network."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.routes import page
from vetting.forms.review import ReviewForm
from vetting.views.file import find
from vetting.workflow.reviewing import open_review


@page(Action.OPEN_REVIEW)
def review(request, reference):
    """Open a review for cause from a file of hers; then its own file is shown."""
    application, form = find(request, reference), ReviewForm(sent(request))
    refused = ()
    if form.is_valid():
        with attempt(request, "review", reference=reference) as tried:
            opened = open_review(
                participation=application.participation, actor=request.actor, at=clock.now(), **form.cleaned_data
            )
        if not tried.refusals:
            messages.success(request, _("The review is open, and the letter goes out now."))
            return redirect("file", organization=request.organization.slug, reference=opened.reference)
        refused = tried.refusals
    context = {"application": application, "form": form, "refusals": refused}
    return render(request, "vetting/review.html", context, status=status_of(form, refused))
