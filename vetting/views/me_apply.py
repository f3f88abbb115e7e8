"""Choosing an organization to apply to. What she filled in once goes with her."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.attempts import attempt
from network.models import Organization
from network.routes import THERAPIST, page
from vetting.facts.sections import lacking
from vetting.pages.me_lists import choices
from vetting.queries import mine
from vetting.views.me_found import practitioner_of
from vetting.workflow import applying


@page(THERAPIST)
def apply(request):
    """The organizations that take applications; a post opens one."""
    refused = ()
    if request.method == "POST":
        organization = get_object_or_404(Organization, slug=request.POST.get("organization", ""))
        with attempt(request, "application.open", organization=organization.slug) as tried:
            opened = applying.open_application(
                organization=organization, practitioner=practitioner_of(request), actor=request.actor, at=clock.now()
            )
        if not tried.refusals:
            messages.success(request, _("Your application to %(name)s is open. Nothing is sent yet.") % {"name": organization.name})
            return redirect("my_application", reference=opened.reference)
        refused = tried.refusals
    rows = list(Organization.objects.filter(accepts_applications=True))
    wanting = lacking(practitioner_of(request), rows)
    shown = choices(rows, mine.applications(request.actor, at=clock.now()), wanting)
    return render(request, "me/apply.html", {"choices": shown, "refusals": refused}, status=409 if refused else 200)
