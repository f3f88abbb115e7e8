"""A file of evidence: what it holds, and taking it."""

from django.shortcuts import render

from network import clock, links
from network.access import Action
from network.routes import page
from network.views_documents import sandboxed
from vetting.packing import pack_file
from vetting.pages.evidence import evidence_page
from vetting.queries.changes import changes
from vetting.queries.reading import readable_changes
from vetting.queries.samples import sheet_of
from vetting.queries.waiting import waiting
from vetting.views.file import find


@page(Action.TAKE_EVIDENCE, audited=True)
def file_evidence(request, reference):
    """The worksheet, what was changed after it was verified, and the pack; posted, the pack itself."""
    application = find(request, reference)
    if request.method == "POST":
        taken = pack_file(application, actor=request.actor, at=clock.now())
        return sandboxed(taken.content, "application/zip", links.disposition(taken.filename))
    on = clock.today(request.organization.zone)
    sheet, changed = sheet_of(application), readable_changes(changes(application), application, request.actor, on)
    shown = evidence_page(application, waiting(application, on=on), sheet, changed, on=on)
    return render(request, "vetting/evidence.html", {"page": shown, "zone": request.organization.zone})
