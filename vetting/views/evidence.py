"""A file of evidence: what it holds, and taking it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import attempt, status_of
from network.routes import page
from vetting.pages.evidence import evidence_page
from vetting.queries.changes import changes
from vetting.queries.reading import opens_pack, readable_changes
from vetting.queries.samples import packs_of, sheet_of
from vetting.queries.waiting import waiting
from vetting.views.file import find
from vetting.workflow import packs


@page(Action.TAKE_EVIDENCE, audited=True)
def file_evidence(request, reference):
    """The worksheet, what was changed after it was verified, and the packs; posted, another is asked for: a job makes it."""
    application, refused = find(request, reference), ()
    if request.method == "POST":
        with attempt(request, "evidence.ask") as tried:
            packs.ask(application, actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, _("The file of evidence is being made. Read this page again in a minute."))
            return redirect("file_evidence", organization=request.organization.slug, reference=reference)
        refused = tried.refusals
    on = clock.today(request.organization.zone)
    sheet, changed = sheet_of(application), readable_changes(changes(application), application, request.actor, on)
    asked = [(each, opens_pack(each, request.actor, request.organization, on)) for each in packs_of(application, request.actor)]
    shown = evidence_page(application, waiting(application, on=on), sheet, changed, asked, on=on)
    context = {"page": shown, "refusals": refused, "zone": request.organization.zone}
    return render(request, "vetting/evidence.html", context, status=status_of(None, refused))
