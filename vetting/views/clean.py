"""Signing a list of clean files in one act."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import row_number
from network.routes import note_refusal, page
from vetting.pages.clean import clean_page
from vetting.queries.clean import clean_files, seen_of
from vetting.queries.committee import closed_files
from vetting.workflow.clean import sign_clean


@page(Action.DECIDE)
def clean_list(request):
    """The clean files that wait, and what came of signing the chosen ones; 409 when one of them was refused."""
    chosen, result = set(request.POST.getlist("file")), None
    closed = closed_files(request.organization, request.actor)
    if request.method == "POST":
        files = [row for row in clean_files(request.actor) if row.reference in chosen]
        seen = {row.reference: row_number(request.POST.get(f"seen-{row.reference}", "")) for row in files}
        result = sign_clean(files, actor=request.actor, at=clock.now(), seen=seen)
        for row, reasons in result.refused:
            note_refusal(request, "decision.approve", [reason.code for reason in reasons], {"reference": row.reference})
    left = [row for row in clean_files(request.actor) if row.pk not in closed]
    shown = clean_page(left, seen_of(left), result=result, zone=request.organization.zone)
    if result and not result.refused:
        messages.success(request, shown.signed or _("No file was chosen."))
        return redirect("clean_list", organization=request.organization.slug)
    return render(request, "vetting/clean.html", {"page": shown}, status=409 if result else 200)
