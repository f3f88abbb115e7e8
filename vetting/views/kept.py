"""What a file keeps: everything that happened to it, every document, every letter."""

from django.shortcuts import render

from licensure.queries import verifications
from network import clock
from network.access import Action
from network.events import timeline
from network.models import Letter
from network.routes import page
from vetting.facts.profile import profile_of
from vetting.pages.kept import kept_page
from vetting.pages.timeline import WHO, entries, names_of
from vetting.queries.reading import readable_checks, readable_events
from vetting.queries.waiting import waiting
from vetting.views.file import find


@page(Action.SEE_FILE, audited=True)
def file_timeline(request, reference):
    """Everything that happened to the file, newest first; `?who=` people, the therapist or the system."""
    application, who = find(request, reference), request.GET.get("who", "")
    on = clock.today(application.organization.zone)
    checks = readable_checks(verifications(reference), request.actor, application.organization, on)
    shown = kept_page(application, waiting(application, on=on), checks, actor=request.actor, on=on, name="file_timeline")
    told = entries(readable_events(timeline(application), application, request.actor, on), who=who, names=names_of(checks))
    context = {"page": shown, "entries": told, "who": who if who in WHO else "", "zone": application.organization.zone}
    return render(request, "vetting/timeline.html", context)


@page(Action.SEE_FILE, audited=True)
def file_documents(request, reference):
    """Every document kept for the file, and every letter that went out."""
    application = find(request, reference)
    on = clock.today(application.organization.zone)
    checks = readable_checks(verifications(reference).select_related("artefact"), request.actor, application.organization, on)
    profile = profile_of(application.practitioner)
    shown = kept_page(
        application, waiting(application, on=on), checks, actor=request.actor, on=on, name="file_documents",
        hers=(*profile.licenses, *profile.credentials), letters=letters_about(request, reference),
    )
    return render(request, "vetting/documents.html", {"page": shown})


def letters_about(request, reference):
    """The letters of a file that this reader may reach, newest first."""
    return Letter.objects.visible_to(request.actor).filter(about=reference).select_related("document").order_by("-pk")
