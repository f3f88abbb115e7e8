"""Boards that run late or extend licenses: entering an announcement, and a second person's word on it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from licensure.models import Extension, LicenseType, Verification
from licensure.workflow import extensions as workflow
from network import clock
from network.access import Action
from network.attempts import attempt, row_number, sent, status_of
from network.routes import page
from vetting.forms.extensions import ExtensionForm, WhyForm
from vetting.pages.extensions import extensions_page

REASONED = {"decline": workflow.decline, "end": workflow.end}


def check_asked(request) -> Verification | None:
    """The check that the address names; 404 when it is none of ours, or its license has no last day."""
    number = request.GET.get("check", "")
    if not number:
        return None
    rows = Verification.objects.visible_to(request.actor).select_related("organization")
    check = get_object_or_404(rows, pk=row_number(number), element="license")
    if check.evidence is None or check.evidence.expires_on is None:
        raise Http404
    return check


@page(Action.EXTEND_LICENSE)
def extensions(request):
    """Every announcement, and the form for a new one: for a title, or for the one license of `?check=`."""
    check, act = check_asked(request), request.POST.get("act", "")
    license = check.evidence if check else None
    form = ExtensionForm(None if act else sent(request), license=license, country=request.organization.country)
    why, tried = WhyForm(request.POST if act in REASONED else None), None
    if act == "confirm" or (why if act else form).is_valid():
        with attempt(request, "extension.change", act=act or "enter") as tried:
            _apply(request, act, form, why)
        if not tried.refusals:
            messages.success(request, _said(act))
            return redirect(request.path)
    refusals = tried.refusals if tried else ()
    rows = Extension.objects.visible_to(request.actor).select_related(
        "organization", "license_type", "license__practitioner__person", "entered_by", "settled_by"
    )
    asked = (act, number) if (number := row_number(request.POST.get("number", ""))) else ("", 0)
    shown = extensions_page(
        rows, check=check, organization=request.organization, actor=request.actor, at=clock.now(), asked=asked
    )
    context = {"page": shown, "form": form, "why": why, "refusals": refusals}
    return render(request, "vetting/extensions.html", context, status=status_of(why if act in REASONED else form, refusals))


def _apply(request, act, form, why):
    """The one workflow call the post asks for."""
    common = {"actor": request.actor, "at": clock.now()}
    if not act:
        given = form.given()
        title = get_object_or_404(LicenseType, pk=given.pop("license_type_id"))
        workflow.extend(organization=request.organization, license_type=title, **given, **common)
        return
    number = request.POST.get("number", "")
    row = get_object_or_404(Extension.objects.visible_to(request.actor), pk=row_number(number))
    if act in REASONED:
        REASONED[act](row, why=why.cleaned_data["why"], **common)
    else:
        workflow.confirm(row, **common)


def _said(act) -> str:
    return {
        "confirm": _("It counts from now on."), "decline": _("It does not count."), "end": _("It counts no longer."),
    }.get(act, _("Entered. It counts once a colleague has confirmed it."))
