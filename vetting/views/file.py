"""One file: checklist, timeline, documents, and what moves it on."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from licensure.queries import open_hits, verifications
from network import clock
from network.access import Action
from network.events import timeline
from network.routes import page
from network.transitions import Refused
from vetting.facts.profile import profile_of
from vetting.forms.file import AssignForm, RequestForm
from vetting.models import Application
from vetting.pages.file import facts, file_page, subtitle, tabs
from vetting.pages.timeline import entries
from vetting.queries.waiting import waiting
from vetting.workflow import checking


def find(request, reference) -> Application:
    """The application this reader may reach; 404 otherwise."""
    rows = Application.objects.visible_to(request.actor).select_related("organization", "practitioner__person", "participation", "assignee")
    return get_object_or_404(rows, reference=reference)


def show(request, application, *, status=200, **extra):
    """Draw the file page; also after a refusal, with the reasons above it."""
    at, on = clock.now(), clock.today(application.organization.zone)
    shown = file_page(
        application, list(verifications(application.reference)), waiting(application, on=on), checking.evaluate(application, on=on),
        actor=request.actor, at=at, on=on, item=request.GET.get("item"), hits=open_hits(application.organization, application.practitioner),
    )
    forms = {"ask": RequestForm(application=application), "assign": AssignForm(organization=application.organization)}
    return render(request, "vetting/file.html", {"page": shown, "application": application, **forms, **extra}, status=status)


@page(Action.SEE_FILE)
def file(request, reference):
    """Checklist left; attested, document and source right."""
    return show(request, find(request, reference))


@page(Action.SEE_FILE)
def file_timeline(request, reference):
    """Everything that happened to the file."""
    application = find(request, reference)
    on = clock.today(application.organization.zone)
    context = {
        "application": application, "title": application.practitioner.person.full_name, "text": subtitle(application),
        "facts": facts(application, waiting(application, on=on), on), "tabs": tabs(application, "file_timeline"),
        "entries": entries(timeline(application)), "zone": application.organization.zone,
    }
    return render(request, "vetting/timeline.html", context)


@page(Action.SEE_FILE)
def file_documents(request, reference):
    """Every document kept for the file."""
    application = find(request, reference)
    on = clock.today(application.organization.zone)
    context = {
        "application": application, "title": application.practitioner.person.full_name, "text": subtitle(application),
        "facts": facts(application, waiting(application, on=on), on), "tabs": tabs(application, "file_documents"),
        "documents": documents_of(application),
    }
    return render(request, "vetting/documents.html", context)


def documents_of(application):
    """The documents on her items and the artefacts of the checks, newest first."""
    from_checks = {row.artefact for row in verifications(application.reference).select_related("artefact") if row.artefact}
    profile = profile_of(application.practitioner)
    hers = {row.document for row in (*profile.licenses, *profile.credentials) if row.document}
    return sorted(from_checks | hers, key=lambda document: document.uploaded_at, reverse=True)


def act(request, reference, call, said):
    """Do one thing with a file, then show it again; a refusal keeps its place on the page, with the reasons."""
    application = find(request, reference)
    try:
        call(application)
    except Refused as refused:
        return show(request, application, status=409, refusals=refused.refusals)
    messages.success(request, said)
    return redirect("file", organization=request.organization.slug, reference=reference)


@page(Action.BEGIN_CHECKS)
@require_POST
def begin_checks(request, reference):
    """Take the file on."""
    at = clock.now()
    return act(request, reference, lambda row: checking.begin_checks(row, actor=request.actor, at=at), _("The checks are open. The file is yours."))


@page(Action.ASSESS)
@require_POST
def refer(request, reference):
    """Hand the file over for decision."""
    at = clock.now()
    return act(request, reference, lambda row: checking.refer(row, actor=request.actor, at=at), _("Handed over for decision."))


@page(Action.ASSESS)
@require_POST
def assess(request, reference):
    """Judge the file as it is and keep the judgment."""
    at = clock.now()
    return act(request, reference, lambda row: checking.assess(row, actor=request.actor, at=at), _("Assessed. The findings are kept."))


@page(Action.ASSIGN)
@require_POST
def assign(request, reference):
    """Give the file an owner."""
    form = AssignForm(request.POST, organization=request.organization)
    if not form.is_valid():
        return show(request, find(request, reference), status=422, assign=form, form=form)
    at, person = clock.now(), form.cleaned_data["person"].person
    said = _("%(name)s has this file now.") % {"name": person.full_name}
    return act(request, reference, lambda row: checking.assign(row, person=person, actor=request.actor, at=at), said)


@page(Action.REQUEST_INFORMATION)
@require_POST
def request_information(request, reference):
    """Ask the therapist for one thing back."""
    application = find(request, reference)
    form = RequestForm(request.POST, application=application)
    if not form.is_valid():
        return show(request, application, status=422, ask=form, form=form)
    at, asked = clock.now(), form.asked()
    said = _("Asked. The therapist gets a mail and a letter.")
    return act(request, reference, lambda row: checking.request_information(row, actor=request.actor, at=at, **asked), said)
