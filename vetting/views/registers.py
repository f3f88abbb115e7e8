"""Registers that software asks: how they fare, and having one asked about one check."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from licensure.facts.questions import obstacles, question_of
from licensure.models import Verification
from licensure.queries.registers import askable, fares
from licensure.workflow import look_ups
from network import clock
from network.access import Action
from network.attempts import attempt
from network.routes import page
from vetting.pages.guide import guide_of
from vetting.pages.registers import asking, registers_page
from vetting.views.file import find


@page(Action.SEE_FILE)
@require_GET
def registers(request):
    """Every register with its state in words, and the checks one of them could answer."""
    checks = askable(request.organization)
    shown = registers_page(fares(checks), checks, request.organization, request.actor)
    return render(request, "vetting/registers.html", {"page": shown})


@page(Action.OBTAIN)
def look_up(request, pk):
    """What would be asked; a post has it asked, or says why not (409)."""
    rows = Verification.objects.visible_to(request.actor).select_related("organization", "practitioner__person")
    check, refused = get_object_or_404(rows, pk=pk), ()
    find(request, check.file)  # closed to whoever takes no part in it
    if request.method == "POST":
        with attempt(request, "verification.look_up", pk=pk) as tried:
            look_ups.ask_register(check, actor=request.actor, at=clock.now())
        if not tried.refusals:
            messages.success(request, _("The register is being asked. Its answer appears here."))
            return redirect("file", organization=request.organization.slug, reference=check.file)
        refused = tried.refusals
    context = {
        "check": check, "page": asking(check, question_of(check)), "refusals": refused, "off": refused or obstacles(check),
        "guide": guide_of(check),
    }
    return render(request, "vetting/look_up.html", context, status=409 if refused else 200)
