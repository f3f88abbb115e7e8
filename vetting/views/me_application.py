"""One application of hers: its hub or tracker, her rights, where and for what, what they see, check, withdraw, answer."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network import clock
from network.attempts import attempt, sent, status_of
from network.routes import THERAPIST, page
from vetting.facts.offers import offers_asked
from vetting.facts.statements import RIGHTS
from vetting.forms.me import AnswerForm, WhereForm, WithdrawalForm
from vetting.models import InformationRequest
from vetting.pages.me_check import parts, shown
from vetting.pages.me_home import SOON
from vetting.pages.me_items import back
from vetting.pages.me_requests import request_page
from vetting.pages.me_status import places_of, status_page
from vetting.pages.me_tasks import tasks_page
from vetting.queries import mine
from vetting.queries.appeals import right_to_appeal
from vetting.queries.hub import hub_of
from vetting.views.me_found import application_of, practitioner_of
from vetting.views.me_papers import her_papers, judged
from vetting.workflow import applying
from vetting.workflow.profile import answer_request


@page(THERAPIST)
def application(request, reference):
    """The hub while it is a draft, rights first; the tracker from then on."""
    row = application_of(request, reference)
    at = clock.now()
    if row.state != "draft":
        (found,) = mine.applications(request.actor, at=at, reference=reference)
        return render(request, "me/status.html", {"page": status_page(found, right_to_appeal(request.actor, reference))})
    if row.rights_read_at is None:
        return redirect("my_rights", reference=reference)
    if row.kind == "renewal":
        return redirect("my_changes", reference=reference)
    hub = hub_of(row, on=mine.day_in(row.organization, at), soon=timedelta(days=SOON))
    return render(request, "me/application.html", {"page": tasks_page(hub), "application": row})


@page(THERAPIST)
def rights(request, reference):
    """The notice of rights; reading it is noted, and it stays readable."""
    row = application_of(request, reference)
    if request.method == "POST":
        if row.rights_read_at is None:
            applying.read_rights(row, actor=request.actor, at=clock.now())
        return redirect("my_application", reference=reference)
    return render(request, "me/rights.html", {"application": row, "rights": RIGHTS})


@page(THERAPIST)
def where(request, reference):
    """Where her clients will be, and for what they come."""
    row = application_of(request, reference)
    given = {"jurisdictions": row.jurisdictions, "services": row.services, **row.offers}
    asked = offers_asked(row.organization)
    form = WhereForm(sent(request), initial=given, places=places_of(row, practitioner_of(request)), asked=asked)
    refused = ()
    if form.is_valid():
        with attempt(request, "application.choose", reference=reference) as tried:
            applying.choose(row, actor=request.actor, at=clock.now(), **form.values())
        if not tried.refusals:
            messages.success(request, _("Saved."))
            return redirect("my_application", reference=reference)
        refused = tried.refusals
    context = {"application": row, "form": form, "back": back(row), "refusals": refused}
    return render(request, "me/where.html", context, status=status_of(form, refused))


@page(THERAPIST)
def sharing(request, reference):
    """What the organization will see; she agrees, or takes it back."""
    row = application_of(request, reference)
    if request.method == "POST":
        agreed = request.POST.get("do") == "agree"
        (applying.consent if agreed else applying.withdraw_consent)(row, actor=request.actor, at=clock.now())
        messages.success(request, what_they_see(row, agreed))
        return redirect("my_application" if agreed else "my_sharing", reference=reference)
    on = mine.day_in(row.organization, clock.now())
    hub = hub_of(row, on=on)
    seen = shown(row, hub.sections, hub.profile, hub.questions, on=on)
    return render(request, "me/sharing.html", {"application": row, "seen": seen, "back": back(row)})


def what_they_see(application, agreed) -> str:
    """What agreeing, or taking it back, means from now on."""
    name = {"name": application.organization.name}
    if not agreed:
        return _("%(name)s sees nothing new of you from now on.") % name
    if application.submitted_at is None:
        return _("%(name)s sees your profile once you sign and send it.") % name
    return _("%(name)s sees your profile from now on.") % name


@page(THERAPIST)
def check(request, reference):
    """Everything she is about to sign; a section that is not done sends her back to it."""
    row = application_of(request, reference)
    on = mine.day_in(row.organization, clock.now())
    hub = hub_of(row, on=on)
    if row.state != "draft" or hub.waiting:
        return redirect("my_application", reference=reference)
    found = parts(row, hub.sections, hub.profile, hub.questions, on=on)
    return render(request, "me/check.html", {"application": row, "parts": found, "back": back(row)})


@page(THERAPIST)
def withdrawal(request, reference):
    """Take the application back; 409 with the reason when it is closed already."""
    row = application_of(request, reference)
    form = WithdrawalForm(sent(request))
    refused = ()
    if form.is_valid():
        with attempt(request, "application.withdraw", reference=reference) as tried:
            applying.withdraw(row, actor=request.actor, at=clock.now(), reason=form.cleaned_data["reason"])
        if not tried.refusals:
            messages.success(request, _("You took your application to %(name)s back.") % {"name": row.organization.name})
            return redirect("me")
        refused = tried.refusals
    context = {"application": row, "form": form, "back": back(row), "refusals": refused}
    return render(request, "me/withdrawal.html", context, status=status_of(form, refused))


@page(THERAPIST)
def request_for_information(request, pk):
    """One question of an organization, and her answer: words, a file, or both."""
    rows = InformationRequest.objects.visible_to(request.actor).select_related("application__organization", "asked_by", "document")
    asked = get_object_or_404(rows, pk=pk)
    on = mine.day_in(asked.application.organization, clock.now())
    papers = her_papers(request, AnswerForm.PAPERS, "answer", on=on)
    form = AnswerForm(papers.data)
    if form.is_bound and judged(form, papers, only_looking="look" in request.POST):
        reply(request, asked, form, papers.documents.get("file"))
        messages.success(request, _("Sent. %(name)s has it now.") % {"name": asked.application.organization.name})
        return redirect("me")
    context = {"page": request_page(asked, on=on), "form": form, "paper": papers.seen.get("file")}
    return render(request, "me/request.html", context, status=status_of(form if form.is_bound else None))


def reply(request, asked, form, paper) -> None:
    """One workflow call. Raises Refused when it was answered already."""
    data = form.cleaned_data
    answer_request(asked, text=data["text"], paper=paper, note=data["note"], actor=request.actor, at=clock.now())
