"""One check: verify it, ask its source, say that the source differs or cannot be asked, do without it, or check it again."""

from django.db import transaction
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from licensure.compared import answered
from licensure.comparing import AMOUNTS, OF_CLAIMS
from licensure.models import Verification
from licensure.workflow import verifications
from network import clock
from network.access import Action
from network.attempts import attempt, status_of
from network.routes import page
from vetting.forms.verification import AskForm, ReasonForm, RenewForm, VerifyForm
from vetting.forms.verification_claims import claims_form
from vetting.pages.check import current, label
from vetting.pages.differs import differing as differing_rows
from vetting.pages.guide import guide_of
from vetting.pages.item import lead
from vetting.pages.verification import TELLS
from vetting.queries.windows import windows
from vetting.views.file import find, refuse_non_reader
from vetting.views.item import onward
from vetting.views.me_papers import brought, judged
from vetting.workflow import differing
from vetting.workflow import papers as papers_in

REASONED = {"mark_unavailable": verifications.mark_unavailable, "waive": verifications.sign_waiver}


def form_for(do, check, data=None):
    """The form of one way to close a check."""
    if do == "verify":
        form = claims_form(check) if check.element == "claims" else VerifyForm
        return form(data, check=check, initial=initial_of(check))
    return {"ask": AskForm, "replace": RenewForm}.get(do, ReasonForm)(data)


def initial_of(check) -> dict:
    """What is known of the answer already. What an unreviewed answer says of her stands there to be read, not her own word."""
    names = ("method", "source", "as_of", "good_through")
    found = {name: value for name in names if (value := getattr(check, name))} if check.state == "obtained" else {}
    theirs = answered(check)
    shown = {"shown_name": theirs.names[0][1] if theirs.names else "", "shown_number": theirs.number}
    shown |= {"shown_title": theirs.titles[0]} if theirs.titles else {}
    names = ("status", "encumbered", *AMOUNTS, *OF_CLAIMS)
    said = {name: check.values[name] for name in names if name in check.values}
    searched = check.query or getattr(check.evidence, "number", "") or check.practitioner.person.full_name
    return {"query": searched, **found, **shown, **said}


@page(Action.SEE_FILE, audited=True)
def verification(request, pk):
    """The form for `?do=`, and what comes of it: 422 with what to mend, 409 with why not."""
    rows = Verification.objects.visible_to(request.actor).select_related("organization", "practitioner__person")
    check = get_object_or_404(rows, pk=pk)
    find(request, check.file)  # closed to whoever takes no part in it, also for a post
    refuse_non_reader(request, check)
    do = request.GET.get("do") if request.GET.get("do") in TELLS else "verify"
    papers = artefacts(request, check, do)
    form, refused = form_for(do, check, papers.data), ()
    if form.is_bound and judged(form, papers, only_looking="look" in request.POST):
        with attempt(request, f"verification.{do}", pk=pk) as tried:
            close(request, check, do, form, papers.documents.get("artefact"))
        if not tried.refusals:
            return onward(request, check, _("%(label)s: saved.") % {"label": label(check)})
        refused = tried.refusals
    return draw(request, pk, do, form, refused, papers.seen.get("artefact"))


def artefacts(request, check, do):
    """The page of the source a post brought along, looked at as a therapist's paper is."""

    def receive(files, *, at):
        return papers_in.receive_artefact(files, check=check, actor=request.actor, at=at)

    names = VerifyForm.PAPERS if do == "verify" else ()
    return brought(request, names, receive=receive, find=lambda reference: papers_in.find_artefact(check, reference))


def draw(request, pk, do, form, refused, paper=None):
    """The page; 422 with form errors, 409 with refusals. The check is read again: a refused step leaves nothing behind."""
    rows = Verification.objects.visible_to(request.actor).select_related("practitioner__person", "organization")
    check = get_object_or_404(rows, pk=pk)
    application = find(request, check.file)
    at, on = clock.now(), clock.today(request.organization.zone)
    shown = current(application, check, actor=request.actor, at=at, on=on, windows=windows(request.organization, on))
    rows = differing_rows(check)
    context = {
        "application": application, "check": check, "do": do, "form": form, "refusals": refused, "current": shown,
        "differs": rows, "lead": lead(rows, check), "tells": TELLS[do], "guide": guide_of(check) if do == "verify" else None,
        "paper": paper, "off": next((act for act in shown.refused if act.name == do), None),
    }
    return render(request, "vetting/verification.html", context, status=status_of(form if form.is_bound else None, refused))


def close(request, check, do, form, artefact) -> None:
    """One workflow call. What was looked at becomes the artefact in the same transaction. Raises Refused."""
    at, actor = clock.now(), request.actor
    if do == "replace":
        verifications.renew(check, actor=actor, at=at, on=clock.today(request.organization.zone))
    elif do == "ask":
        verifications.ask_source(check, actor=actor, at=at, **form.cleaned_data)
    elif do == "flag":
        differing.report(find(request, check.file), check, comment=form.cleaned_data["comment"], actor=actor, at=at)
    elif do in REASONED:
        REASONED[do](check, actor=actor, at=at, comment=form.cleaned_data["comment"])
    else:
        with transaction.atomic():
            kept = papers_in.send(artefact, note=form.cleaned_data["artefact_note"], actor=actor, at=at) if artefact else None
            verifications.verify(check, actor=actor, at=at, **form.answer(), artefact=kept)
