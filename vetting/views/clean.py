"""Signing a list of clean files in one act."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.access import Action
from network.attempts import row_number
from network.routes import note_refusal, page
from vetting.pages.clean import clean_page
from vetting.queries.clean import clean_files, named_files, seen_of
from vetting.queries.committee import closed_files
from vetting.workflow.clean import sign_clean, why_not


@page(Action.DECIDE)
def clean_list(request):
    """The clean files that wait, or those of the files ticked in the queue; what came of signing them, 409 when one was refused."""
    result, at = None, clock.now()
    closed = closed_files(request.organization, request.actor)
    if request.method == "POST":
        files = named_files(request.actor, dict.fromkeys(request.POST.getlist("file")))
        seen = {row.reference: row_number(request.POST.get(f"seen-{row.reference}", "")) for row in files}
        result = sign_clean(files, actor=request.actor, at=at, seen=seen)
        for row, reasons in result.refused:
            note_refusal(request, "decision.approve", [reason.code for reason in reasons], {"reference": row.reference})
    left, out = ticked(request, at) if request.GET.getlist("row") else (clean_files(request.actor), ())
    left = [row for row in left if row.pk not in closed]
    shown = clean_page(left, seen_of(left), result=result, zone=request.organization.zone, left_out=out)
    if result and not result.refused:
        messages.success(request, shown.signed or _("No file was chosen."))
        return redirect("clean_list", organization=request.organization.slug)
    return render(request, "vetting/clean.html", {"page": shown}, status=409 if result else 200)


def ticked(request, at):
    """The files ticked in the queue: those to sign, and each other one with why not."""
    reasons = {row: why_not(row, actor=request.actor, at=at) for row in named_files(request.actor, request.GET.getlist("row"))}
    return [row for row, found in reasons.items() if not found], [(row, found) for row, found in reasons.items() if found]
