"""What reviewers do between submission and decision: open the checks, ask for one thing back, assess, refer."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from licensure.workflow.look_ups import ask_what_can_be_asked
from licensure.workflow.screening import screen_practitioner
from licensure.workflow.verifications import obtain, open_verification
from network import jobs
from network.access import Action, require
from network.events import record, serialize
from network.models import Person
from network.queries.people import same_persons
from network.transitions import Refusal, Refused, locked, perform
from vetting import codec, rules
from vetting.facts.clocks import clocks_of
from vetting.facts.policies import policies_of
from vetting.facts.requirements import requirements_of
from vetting.models import Application, AssessmentRecord, InformationRequest
from vetting.monitoring import kept_elements
from vetting.queries.committee import recused_from
from vetting.queries.judging import Judged, day_of, judge
from vetting.workflow.agenda import fill_next
from vetting.workflow.applying import lock_request
from vetting.workflow.interests import propose_interests

COVERING = ("license", "register", "supervision", "insurance")


def begin_checks(application: Application, *, actor, at, assignee: Person | None = None):
    """Take the file on: one verification per requirement of the organization's policy, and her names on every list."""
    with locked(application):
        event = perform(application, "begin_checks", actor=actor, at=at, assignee=assignee.pk if assignee else None)
        open_required(application, actor=actor, at=at)
        screen(application, actor=actor, at=at)
    return event


def open_required(application: Application, *, actor, at):
    """Open the verifications that are required and not there yet; safe to call again after she added something.

    In a file that was approved only what gives cover, or is kept while she is in the network, is looked at again; the rest waits for
    the next vetting.
    """
    on, kept = day_of(application.organization, at), kept_elements(policies_of(application.organization))
    opened = [
        open_verification(
            organization=application.organization, practitioner=application.practitioner, file=application.reference,
            element=requirement.element, item=requirement.item, label=requirement.label, actor=actor, at=at, on=on,
        )
        for requirement in requirements_of(application)
        if application.is_open or requirement.element in COVERING or requirement.element in kept
    ]
    ask_what_can_be_asked(opened, actor=actor, at=at)
    return opened


def screen(application: Application, *, actor, at):
    """Look for her on every list in use, and keep the lists' own fingerprint as what the check of the lists obtained."""
    done = screen_practitioner(
        organization=application.organization, practitioner=application.practitioner, actor=actor, at=at
    )
    check = application_check(application, "exclusion_list")
    if done and check is not None and check.state in ("required", "requested"):
        oldest = min(done, key=lambda row: row.version.as_of)
        files = [
            {"list": row.version.exclusion_list_id, "as_of": row.version.as_of.isoformat(), "sha256": row.version.sha256}
            for row in done
        ]
        obtain(
            check, method="file", source=_lists_of(done),
            query=", ".join(done[0].terms["names"])[:300], as_of=oldest.version.as_of, values={"files": files},
            artefact_sha256=oldest.version.sha256, actor=actor, at=at,
        )
    return done


def _lists_of(screenings) -> str:
    """The lists that were searched, by name, as many as a source's name holds whole."""
    names = [str(row.version.exclusion_list) for row in screenings]
    while len(", ".join(names)) > 200:
        names.pop()
    return ", ".join(names)


def application_check(application, element, item=""):
    """The current check of one element of the file; None when none is open or done."""
    rows = application.practitioner.verifications.within(application.organization)
    return rows.filter(file=application.reference, element=element, item=item).exclude(state="superseded").first()


def assign(application: Application, *, person, actor, at):
    """Give the file an owner, who is not the person it is about."""
    require(actor, Action.ASSIGN, application)
    if unmet := list(may_not_have(application, person)):
        raise Refused(unmet)
    with locked(application):
        application.assignee = person
        application.save(update_fields=["assignee"])
        return record(application, "application.assigned", actor=actor, at=at, after={"assignee": person.full_name})


def may_not_have(application: Application, person):
    """Why a colleague may not have the file."""
    if application.practitioner.person_id in same_persons(person.pk):
        yield Refusal("own_file", _("This file is about the person you chose."), _("Choose a colleague."))
    if recused_from(application) & same_persons(person.pk):
        yield Refusal("chosen_recused", _("The colleague you chose takes no part in this file."), _("Choose another one."))


def request_information(application: Application, *, message, actor, at, **about):
    """Ask the therapist for one thing; she gets a letter and a mail, other checks go on. `about` as in `ask`."""
    require(actor, Action.REQUEST_INFORMATION, application)
    return ask(application, message=message, actor=actor, at=at, **about)


def ask(application: Application, *, message, element="", item="", due_on=None, differs=None, actor, at):
    """The same in the name of whoever may by another act, such as a committee that tables a file with a question.

    `differs` is the key of the check whose source says otherwise; then the letter is the notice of a difference.
    """
    on = day_of(application.organization, at)
    due_on = due_on or answer_by(application.organization, on)
    with locked(application):
        if unmet := list(may_not_ask(application, message, due_on, on)):
            raise Refused(unmet)
        request = InformationRequest(
            organization=application.organization, application=application, element=element, item=item,
            message=message, asked_at=at, asked_by_id=actor.person_id, due_on=due_on,
        )
        request.save()
        record(request, "information.requested", actor=actor, at=at, after={"message": message, "due_on": due_on})
        jobs.enqueue(
            "vetting.send_information_request", key=f"information:{request.pk}", organization=application.organization,
            id=request.pk, differs=differs,
        )
    return request


def answer_by(organization, on) -> date:
    """The day by which a question asked on day `on` is to be answered, by the organization's own days."""
    return on + timedelta(days=clocks_of(organization, on)["answer_days"])


def may_not_ask(application, message, due_on, on):
    """Why the therapist cannot be asked this."""
    if not application.is_open or application.state == "draft":
        yield Refusal("wrong_state", _("This file is not open."))
    if not message.strip():
        yield Refusal("empty_message", _("The question is empty."), _("Say what is needed and why."))
    if due_on <= on:
        yield Refusal("due_in_past", _("The day to answer by has passed."), _("Choose a later day."))


def close_request(request: InformationRequest, *, actor, at, reason):
    """Close a question: its answer was read, or it needs none any more."""
    require(actor, Action.REQUEST_INFORMATION, request.application)
    with transaction.atomic():
        lock_request(request)
        if request.closed_at:
            raise Refused([Refusal("already_closed", _("This question is already closed."))])
        if not request.answered_at and not reason.strip():
            message = _("A reason is missing.")
            raise Refused([Refusal("no_reason", message, _("Say why the question needs no answer any more."))])
        request.closed_at = at
        request.save(update_fields=["closed_at"])
        return record(request, "information.closed", actor=actor, at=at, reason=reason)


def evaluate(application: Application, *, on) -> rules.Assessment:
    """Judge the file as it is on the organization's day `on`; stores nothing."""
    return judge(application, on=on).assessment


def assess(application: Application, *, actor, at) -> AssessmentRecord:
    """Judge the file and keep the judgment with the facts it saw."""
    require(actor, Action.ASSESS, application)
    with locked(application):
        serialize(application)
        row = keep(application, judge(application, on=day_of(application.organization, at)), at=at)
        _tell(row, actor=actor, at=at)
    return row


def _tell(row: AssessmentRecord, *, actor, at):
    return record(row, "application.assessed", actor=actor, at=at, after={"route": row.route, "next_change": row.next_change})


def keep(application, judged: Judged, *, at) -> AssessmentRecord:
    """Write the assessment down, replayable."""
    assessment = judged.assessment
    row = AssessmentRecord(
        organization=application.organization,
        application=application,
        on=assessment.on,
        recorded_at=at,
        facts=codec.dump_facts(judged.facts),
        policies=[codec.dump_policy(policy) for policy in judged.policies],
        findings=[codec.dump_finding(finding) for finding in assessment.findings],
        route=assessment.route,
        next_change=assessment.next_change,
    )
    row.save()
    return row


def refer(application: Application, *, actor, at):
    """Every check is closed: hand the file to whoever must decide; the next meeting has it on its agenda."""
    with locked(application):
        serialize(application)
        judged = judge(application, on=day_of(application.organization, at))
        event = perform(application, "refer", actor=actor, at=at, assessment=judged.assessment)
        _tell(keep(application, judged, at=at), actor=actor, at=at)
        propose_interests(application, on=day_of(application.organization, at), actor=actor, at=at)
        fill_next(application.organization, actor=actor, at=at)
    return event


def defer(application: Application, *, reason, actor, at, seen=None):
    """Send the file back to checking, with the question; so often as the policy says, where it could be decided."""
    with locked(application):
        serialize(application)
        today = judge(application, on=day_of(application.organization, at)).assessment
        return perform(application, "defer", actor=actor, at=at, note=reason, reason=reason, assessment=today, seen=seen)
