"""A therapist's start page, her letters, and who sees what of her."""

from django.conf import settings
from django.shortcuts import render
from django.utils.module_loading import import_string

from network import clock
from network.models import Letter
from network.routes import THERAPIST, page
from vetting.pages.me_home import SOON, home_page
from vetting.pages.me_lists import letter_rows, read_entries, sharing_rows
from vetting.queries import mine
from vetting.queries.appeals import rights_of
from vetting.queries.reads import reads
from vetting.queries.rollouts import asked_of_her
from vetting.views.me_found import practitioner_of


@page(THERAPIST)
def home(request):
    """What waits on her, where each application is, her standing."""
    at, her = clock.now(), practitioner_of(request)
    applications, standings = mine.applications(request.actor, at=at), mine.standings(her, at=at)
    on = applications[0].on if applications else standings[0].on if standings else at.date()
    endings = mine.every_ending(her, standings, on=on, days=SOON)
    asked, rights = asked_of_her(request.actor), rights_of(request.actor)
    others = tuple(task for name in settings.HOME for task in import_string(name)(request.actor, at=at))
    shown = home_page(applications, standings, endings, on=on, asked=asked, rights=rights, others=others)
    return render(request, "me/home.html", {"page": shown})


@page(THERAPIST)
def letters(request):
    """Every letter she got, the newest first."""
    rows = Letter.objects.visible_to(request.actor).filter(state=Letter.State.ISSUED).select_related("organization", "document")
    return render(request, "me/letters.html", {"letters": letter_rows(rows.order_by("-issued_at"))})


@page(THERAPIST)
def organizations(request):
    """Which organizations see her profile, and by which consent."""
    at = clock.now()
    her = practitioner_of(request)
    standings, applications = mine.standings(her, at=at), mine.applications(request.actor, at=at)
    context = {"rows": sharing_rows(standings, applications), "reads": read_entries(reads(her))}
    context["zone"] = standings[0].organization.zone if standings else "UTC"
    return render(request, "me/organizations.html", context)
