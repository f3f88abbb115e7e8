"""What reviewers do between submission and decision: open the checks, ask for one thing back, assess, refer."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from licensure.workflow.screening import screen_practitioner
from licensure.workflow.verifications import open_verification
from network import jobs
from network.access import Action, require
from network.events import record
from network.transitions import Refusal, Refused, perform
from vetting import codec, rules
from vetting.facts.collect import collect
from vetting.facts.policies import policies_of
from vetting.facts.requirements import requirements_of
from vetting.models import Application, AssessmentRecord, InformationRequest
from vetting.workflow.applying import day_of

ANSWER_DAYS = 14  # default of domain 8.1 number 47


def begin_checks(application: Application, *, actor, at, assignee=None):
    """Take the file on and open one verification per requirement of the organization's policy."""
    with transaction.atomic():
        event = perform(application, "begin_checks", actor=actor, at=at, assignee=assignee.pk if assignee else None)
        open_required(application, actor=actor, at=at)
        screen_practitioner(organization=application.organization, practitioner=application.practitioner, actor=actor, at=at)
    return event


def open_required(application: Application, *, actor, at):
    """Open the verifications that are required and not there yet; safe to call again after she added something."""
    on = day_of(application.organization, at)
    for requirement in requirements_of(application):
        open_verification(
            organization=application.organization, practitioner=application.practitioner, file=application.reference,
            element=requirement.element, item=requirement.item, label=requirement.label, actor=actor, at=at, on=on,
        )


def assign(application: Application, *, person, actor, at):
    """Give the file an owner."""
    require(actor, Action.ASSIGN, application)
    with transaction.atomic():
        application.assignee = person
        application.save(update_fields=["assignee"])
        return record(application, "application.assigned", actor=actor, at=at, after={"assignee": person.full_name})


def request_information(application: Application, *, message, element="", item="", due_on=None, actor, at):
    """Ask the therapist for one thing; she gets a letter and a mail, other checks go on."""
    require(actor, Action.REQUEST_INFORMATION, application)
    on = day_of(application.organization, at)
    due_on = due_on or on + timedelta(days=ANSWER_DAYS)
    if not application.is_open or application.state == "draft":
        raise Refused([Refusal("wrong_state", _("This file is not open."))])
    if not message.strip():
        raise Refused([Refusal("empty_message", _("The question is empty."), _("Say what is needed and why."))])
    if due_on <= on:
        raise Refused([Refusal("due_in_past", _("The day to answer by has passed."), _("Choose a later day."))])
    with transaction.atomic():
        request = InformationRequest(
            organization=application.organization, application=application, element=element, item=item,
            message=message, asked_at=at, asked_by_id=actor.person_id, due_on=due_on,
        )
        request.save()
        record(request, "information.requested", actor=actor, at=at, after={"message": message, "due_on": due_on})
        jobs.enqueue("vetting.send_information_request", key=f"information:{request.pk}", id=request.pk)
    return request


def close_request(request: InformationRequest, *, actor, at, reason):
    """Close a question that no longer needs an answer."""
    require(actor, Action.REQUEST_INFORMATION, request.application)
    with transaction.atomic():
        request.closed_at = at
        request.save(update_fields=["closed_at"])
        return record(request, "information.closed", actor=actor, at=at, reason=reason)


def evaluate(application: Application, *, on) -> rules.Assessment:
    """Judge the file as it is on the organization's day `on`; stores nothing."""
    return rules.evaluate(policies_of(application.organization), collect(application, on=on), on=on)


def assess(application: Application, *, actor, at) -> AssessmentRecord:
    """Judge the file and keep the judgment with the facts it saw."""
    require(actor, Action.ASSESS, application)
    on = day_of(application.organization, at)
    facts = collect(application, on=on)
    policies = policies_of(application.organization)
    assessment = rules.evaluate(policies, facts, on=on)
    with transaction.atomic():
        row = keep(application, assessment, facts, policies, at=at)
        record(row, "application.assessed", actor=actor, at=at, after={"route": assessment.route, "next_change": assessment.next_change})
    return row


def keep(application, assessment, facts, policies, *, at) -> AssessmentRecord:
    """Write the assessment down, replayable."""
    row = AssessmentRecord(
        organization=application.organization,
        application=application,
        on=assessment.on,
        recorded_at=at,
        facts=codec.dump_facts(facts),
        policies=[codec.dump_policy(policy) for policy in policies],
        findings=[codec.dump_finding(finding) for finding in assessment.findings],
        route=assessment.route,
        next_change=assessment.next_change,
    )
    row.save()
    return row


def refer(application: Application, *, actor, at):
    """Every check is closed: hand the file to whoever must decide."""
    on = day_of(application.organization, at)
    with transaction.atomic():
        event = perform(application, "refer", actor=actor, at=at, assessment=evaluate(application, on=on))
        assess(application, actor=actor, at=at)
    return event


def defer(application: Application, *, reason, actor, at, seen=None):
    """Send the file back to checking, with the question."""
    return perform(application, "defer", actor=actor, at=at, note=reason, reason=reason, seen=seen)
