"""One file: checklist, and what moves it on."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from licensure.queries import open_hits, verifications
from network import clock
from network.access import Action, Forbidden
from network.attempts import attempt
from network.identity import MEETINGS, asked
from network.routes import page
from vetting.facts.answering import office_of
from vetting.facts.policies import policy_binding
from vetting.forms.file import AssignForm, RequestForm
from vetting.forms.item import JoinedForm, MeetingForm, NoteForm, ReturnForm, SeenForm
from vetting.forms.referees import AskRefereeForm
from vetting.models import Application, InformationRequest
from vetting.pages.file import file_page
from vetting.queries.answering import answered
from vetting.queries.committee import closed_to
from vetting.queries.reading import is_peer_review, not_a_reader, readable_assessment, readable_checks, reads_peers
from vetting.queries.waiting import waiting
from vetting.queries.windows import windows
from vetting.workflow import checking
from vetting.workflow.correspondence import language_for


def find(request, reference) -> Application:
    """The application this reader may reach; 404 otherwise. Closed to a committee member who takes no part in it."""
    rows = Application.objects.visible_to(request.actor).select_related("organization", "practitioner__person", "participation", "assignee")
    found = get_object_or_404(rows, reference=reference)
    refuse_recused(found, request.actor)
    return found


def refuse_recused(application, actor):
    """Raise Forbidden, in words, for whoever has said or was told to take no part in a file."""
    if closed_to(application, actor):
        raise Forbidden(_("You take no part in this file, so it is closed to you. The other members decide it."))


def refuse_non_reader(request, check=None):
    """Raise Forbidden, in words, for whom the policy keeps peer review from; of a check only where it holds any."""
    on = clock.today(request.organization.zone)
    if (check is None or is_peer_review(check)) and not reads_peers(request.actor, request.organization, on):
        raise Forbidden(not_a_reader())


def show(request, application, *, status=200, item=None, ask=None, assign=None, **extra):
    """Draw the file page with the check `item` selected; also after a refusal, with the reasons above it."""
    at, on, organization = clock.now(), clock.today(request.organization.zone), request.organization
    checks = verifications(application.reference).select_related("verified_by", "waived_by", "met_by", "organization", "artefact")
    checks, now = readable_checks(checks, request.actor, organization, on), waiting(application, on=on)
    shown = file_page(
        application, checks, now, readable_assessment(checking.evaluate(application, on=on), checks, request.actor, organization, on),
        actor=request.actor, at=at, on=on, windows=windows(organization, on), item=item or request.GET.get("item"),
        language=language_for(application),
        hits=open_hits(organization, application.practitioner).select_related("entry__exclusion_list"),
        policy=policy_binding(organization, on),
        answered=answered(application, office_of(organization, on), on=on, now=now),
    )
    initial = {"item": shown.current.check.pk if shown.current else ""}
    forms = {
        "ask": ask or RequestForm(checks=checks, initial=initial),
        "assign": assign or AssignForm(organization=organization, on=on, initial={"person": application.assignee_id}),
        "seeing": SeenForm(), "returning": ReturnForm(), "noting": NoteForm(),
        "meeting": MeetingForm(ways=asked(organization, on=on) or MEETINGS), "joining": JoinedForm(),
        "asking": AskRefereeForm(initial=referee_of(shown.current.check if shown.current else None, organization)),
    }
    context = {"page": shown, "application": application, "may_go_on": Action.VERIFY in request.actor.actions, **forms, **extra}
    return render(request, "vetting/file.html", context, status=status)


def referee_of(check, organization) -> dict:
    """Whom she named for a reference, as the form to ask them begins."""
    row = check.evidence if check is not None and check.element == "reference" else None
    contact = row.issuer if row is not None and "@" in row.issuer else ""
    return {"name": row.title if row is not None else "", "address": contact, "language": organization.language}


@page(Action.SEE_FILE, audited=True)
def file(request, reference):
    """Checklist left; attested, document and source right."""
    return show(request, find(request, reference))


def act(request, reference, call, said):
    """Do one thing with a file, then show it again; a refusal keeps its place on the page, with the reasons."""
    application = find(request, reference)
    with attempt(request, request.resolver_match.url_name, reference=reference) as tried:
        call(application)
    if tried.refusals:
        return show(request, find(request, reference), status=409, refusals=tried.refusals)
    messages.success(request, said)
    return redirect("file", organization=request.organization.slug, reference=reference)


@page(Action.BEGIN_CHECKS)
@require_POST
def begin_checks(request, reference):
    """Take the file on."""
    at, said = clock.now(), _("The checks are open. The file is yours.")
    return act(request, reference, lambda row: checking.begin_checks(row, actor=request.actor, at=at), said)


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
    at, said = clock.now(), _("Judged. The findings are kept in the file.")
    return act(request, reference, lambda row: checking.assess(row, actor=request.actor, at=at), said)


@page(Action.ASSIGN)
@require_POST
def assign(request, reference):
    """Give the file an owner."""
    on = clock.today(request.organization.zone)
    form = AssignForm(request.POST, organization=request.organization, on=on)
    if not form.is_valid():
        return show(request, find(request, reference), status=422, assign=form, form=form)
    at, person = clock.now(), form.colleague()
    said = _("%(name)s has this file now.") % {"name": person.full_name}
    return act(request, reference, lambda row: checking.assign(row, person=person, actor=request.actor, at=at), said)


@page(Action.REQUEST_INFORMATION)
@require_POST
def request_information(request, reference):
    """Ask the therapist for one thing back."""
    application = find(request, reference)
    form = RequestForm(request.POST, checks=verifications(reference))
    if not form.is_valid():
        return show(request, application, status=422, ask=form, form=form)
    at, asked = clock.now(), form.asked()
    said = _("Asked. The therapist gets a mail and a letter.")
    return act(request, reference, lambda row: checking.request_information(row, actor=request.actor, at=at, **asked), said)


@page(Action.REQUEST_INFORMATION)
@require_POST
def close_request(request, reference, pk):
    """An answer was read, or a question needs none any more."""
    application = find(request, reference)
    rows = InformationRequest.objects.visible_to(request.actor).filter(application=application)
    asked, at = get_object_or_404(rows, pk=pk), clock.now()
    said = _("Closed. It is our turn again.")
    why = _("The answer was read.") if asked.answered_at else _("No answer is needed any more.")
    return act(request, reference, lambda row: checking.close_request(asked, actor=request.actor, at=at, reason=why), said)
