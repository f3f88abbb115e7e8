"""One check: verify it, ask its source, say that the source differs or cannot be asked, do without it, or check it again."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from licensure.models import Verification
from licensure.workflow import verifications
from network import clock, documents
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.routes import page
from network.transitions import Refused
from vetting.forms.verification import AskForm, ReasonForm, RenewForm, VerifyForm
from vetting.pages.check import current, label
from vetting.pages.verification import TELLS
from vetting.queries.windows import windows
from vetting.views.file import find

REASONED = {"flag": verifications.flag, "mark_unavailable": verifications.mark_unavailable, "waive": verifications.sign_waiver}


class BadFile(Exception):
    """The upload cannot be kept; `refusals` say why and how to mend it."""

    def __init__(self, refusals):
        self.refusals = refusals
        super().__init__(str(refusals))


def form_for(do, check, data=None, files=None):
    """The form of one way to close a check."""
    if do == "verify":
        searched = getattr(check.evidence, "number", "") or check.practitioner.person.full_name
        return VerifyForm(data, files, check=check, initial={"query": searched})
    return {"ask": AskForm, "replace": RenewForm}.get(do, ReasonForm)(data)


@page(Action.SEE_FILE)
def verification(request, pk):
    """The form for `?do=`, and what comes of it: 422 with what to mend, 409 with why not."""
    rows = Verification.objects.visible_to(request.actor).select_related("organization", "practitioner__person")
    check = get_object_or_404(rows, pk=pk)
    do = request.GET.get("do") if request.GET.get("do") in TELLS else "verify"
    form, refused = form_for(do, check, sent(request), request.FILES or None), ()
    if form.is_valid():
        with attempt(request, f"verification.{do}", pk=pk) as tried:
            file = close(request, check, do, form)
        if not tried.refusals and not form.errors:
            messages.success(request, _("%(label)s: saved.") % {"label": label(check)})
            return redirect("file", organization=request.organization.slug, reference=file)
        refused = tried.refusals
    return draw(request, pk, do, form, refused)


def draw(request, pk, do, form, refused):
    """The page; 422 with form errors, 409 with refusals. The check is read again: a refused step leaves nothing behind."""
    rows = Verification.objects.visible_to(request.actor).select_related("practitioner__person", "organization")
    check = get_object_or_404(rows, pk=pk)
    application = find(request, check.file)
    at, on = clock.now(), clock.today(request.organization.zone)
    shown = current(application, check, actor=request.actor, at=at, on=on, windows=windows(request.organization, on))
    context = {
        "application": application, "check": check, "do": do, "form": form, "refusals": refused, "current": shown,
        "tells": TELLS[do], "off": next((act for act in shown.refused if act.name == do), None),
    }
    return render(request, "vetting/verification.html", context, status=status_of(form, refused))


def close(request, check, do, form) -> str:
    """One workflow call; the file the check belongs to. An uploaded artefact is kept in the same transaction.

    An artefact that cannot be kept leaves nothing behind, and the form says why. Raises Refused.
    """
    at, actor = clock.now(), request.actor
    if do == "replace":
        return verifications.renew(check, actor=actor, at=at, on=clock.today(request.organization.zone)).file
    if do == "ask":
        verifications.ask_source(check, actor=actor, at=at, **form.cleaned_data)
    elif do in REASONED:
        REASONED[do](check, actor=actor, at=at, comment=form.cleaned_data["comment"])
    else:
        try:
            with transaction.atomic():
                verifications.verify(check, actor=actor, at=at, **form.answer(), artefact=keep(check, form, actor=actor, at=at))
        except BadFile as problem:
            form.bad_file(problem.refusals)
    return check.file


def keep(check, form, *, actor, at):
    """The uploaded page as a document of the organization; None without one. Raises BadFile."""
    upload = form.cleaned_data["artefact"]
    if not upload:
        return None
    try:
        return documents.store(
            owner=check.organization, kind="artefact", content=upload, filename=upload.name, actor=actor, at=at
        )
    except Refused as problem:
        raise BadFile(problem.refusals) from problem
