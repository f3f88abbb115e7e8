"""One check: verify it, say that the source differs or cannot be asked, or do without it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from licensure.models import Verification
from licensure.workflow import verifications
from network import clock, documents
from network.access import Action
from network.routes import page
from network.transitions import Refused
from vetting.forms.verification import ReasonForm, VerifyForm
from vetting.models import Application
from vetting.pages.file import current

DO = {
    "verify": verifications.verify, "flag": verifications.flag,
    "mark_unavailable": verifications.mark_unavailable, "waive": verifications.waive,
}


def form_for(do, check, data=None, files=None):
    """The form of one way to close a check."""
    return VerifyForm(data, files, check=check) if do == "verify" else ReasonForm(data)


@page(Action.SEE_FILE)
def verification(request, pk):
    """The form for `?do=`, and what comes of it."""
    check = get_object_or_404(Verification.objects.visible_to(request.actor).select_related("organization", "practitioner__person"), pk=pk)
    do = request.GET.get("do", "verify")
    do = do if do in DO else "verify"
    form = form_for(do, check, request.POST or None, request.FILES or None)
    refused = ()
    if request.method == "POST" and form.is_valid():
        try:
            close(request, check, do, form)
        except (Refused, documents.Unusable) as problem:
            refused = problem.refusals
        else:
            messages.success(request, _("%(label)s: saved.") % {"label": check.label or check.get_element_display()})
            return redirect("file", organization=request.organization.slug, reference=check.file)
    return draw(request, check, do, form, refused)


def draw(request, check, do, form, refused):
    """The page; 422 with form errors, 409 with refusals."""
    application = Application.objects.visible_to(request.actor).select_related("organization", "practitioner__person").get(reference=check.file)
    at, on = clock.now(), clock.today(request.organization.zone)
    status = 409 if refused else (422 if form.is_bound and form.errors else 200)
    context = {
        "application": application, "check": check, "do": do, "form": form, "refusals": refused,
        "current": current(application, check, request.actor, at, on),
    }
    return render(request, "vetting/verification.html", context, status=status)


def close(request, check, do, form):
    """One workflow call; an uploaded artefact is kept first."""
    at, actor = clock.now(), request.actor
    if do != "verify":
        return DO[do](check, actor=actor, at=at, comment=form.cleaned_data["comment"])
    answer = form.answer()
    if upload := form.cleaned_data["artefact"]:
        answer["artefact"] = documents.store(check, kind="artefact", upload=upload, filename=upload.name, actor=actor, at=at)
    return verifications.verify(check, actor=actor, at=at, **answer)
