"""Her re-vetting: what changed since the last one, on one page."""

from datetime import timedelta

from django.shortcuts import redirect, render

from network import clock
from network.attempts import attempt
from network.routes import THERAPIST, page
from vetting.facts.due import due_of
from vetting.pages.me_home import SOON
from vetting.pages.me_renewal import renewal_page, to_confirm
from vetting.queries import mine
from vetting.queries.hub import hub_of
from vetting.views.me_found import application_of
from vetting.workflow import applying


@page(THERAPIST)
def changes(request, reference):
    """Everything she told before; a post says that one section, or all the rest, is still right."""
    row = application_of(request, reference)
    if row.kind != "renewal" or row.state != "draft" or row.rights_read_at is None:
        return redirect("my_application", reference=reference)
    on, refused = mine.day_in(row.organization, clock.now()), ()
    if request.method == "POST":
        with attempt(request, "application.confirm", reference=reference) as tried:
            confirm(request, row, on)
        if not tried.refusals:
            return redirect("my_changes", reference=reference)
        refused = tried.refusals
    shown = renewal_page(hub_of(row, on=on, soon=timedelta(days=SOON)), due_of(row), on=on)
    context = {"page": shown, "application": row, "refusals": refused}
    return render(request, "me/renewal.html", context, status=409 if refused else 200)


def confirm(request, row, on) -> None:
    """One workflow call. Raises Refused where there is nothing to confirm."""
    key = request.POST.get("section", "")
    seen = [key] if key else to_confirm(hub_of(row, on=on), on)
    applying.confirm(row, sections_seen=seen, actor=request.actor, at=clock.now())
