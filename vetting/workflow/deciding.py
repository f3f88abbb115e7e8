"""What directors and committees do: approve, deny, not accept, vacate; each a named person's immutable decision."""

from django.db import transaction

from network import jobs, news
from network.access import Action, require
from network.dates import plus_months
from network.events import record
from network.transitions import perform
from network.workflow import standing
from vetting.facts.grants import grant_terms
from vetting.facts.policies import policies_of, revetting_months
from vetting.models import Appeal, Application, Decision, Proposal
from vetting.facts.collect import collect
from vetting import rules
from vetting.workflow.applying import day_of
from vetting.workflow.checking import keep

APPEAL_DAYS = 30  # NCQA CR 6; an organization's own window is a Parameter


def judged_today(application, *, at):
    """Today's facts and assessment, for a decision that must rest on today's evidence."""
    on = day_of(application.organization, at)
    facts, policies = collect(application, on=on), policies_of(application.organization)
    return facts, policies, rules.evaluate(policies, facts, on=on)


def open_proposal(application, outcome=None):
    """The proposal waiting for a second person: made after the last decision; None when there is none."""
    last = application.decisions.order_by("-pk").first()
    rows = application.proposals.all()
    if last:
        rows = rows.filter(proposed_at__gt=last.decided_at)
    if outcome:
        rows = rows.filter(outcome=outcome)
    return rows.order_by("-pk").first()


def propose(application: Application, *, outcome, reason, actor, at):
    """The first of two people says what a file should become."""
    require(actor, Action.VACATE if outcome == "vacated" else Action.DECIDE, application)
    with transaction.atomic():
        row = Proposal(
            organization=application.organization, application=application, outcome=outcome, reason=reason,
            proposed_by_id=actor.person_id, proposed_at=at,
        )
        row.save()
        record(row, "decision.proposed", actor=actor, at=at, after={"outcome": outcome}, reason=reason)
    return row


def approve(application: Application, *, actor, at, reason="", seen=None) -> Decision:
    """Approve on today's evidence; the grant starts today, never earlier. Raises Refused with every reason."""
    facts, policies, assessment = judged_today(application, at=at)
    proposal = open_proposal(application)
    with transaction.atomic():
        perform(
            application, "approve", actor=actor, at=at, note=reason, seen=seen,
            assessment=assessment, outcome="approved", proposal=proposal,
        )
        kept = keep(application, assessment, facts, policies, at=at)
        due_on = plus_months(kept.on, revetting_months(application.organization, kept.on))
        decision = _decide(application, "approved", kept, actor=actor, at=at, reason=reason, proposal=proposal, due_on=due_on)
        _grant(application, decision, due_on, actor=actor, at=at)
        application.next_due_on = due_on
        application.save(update_fields=["next_due_on"])
        jobs.enqueue("vetting.send_decision", key=f"letter:{decision.key}", id=decision.pk)
        news.publish("participation.granted", participation=application.participation_id, decision=decision.key)
    return decision


def deny(application: Application, *, basis, reason, reasons=(), actor, at, seen=None) -> Decision:
    """Deny with reasons; administrative by one director, quality or conduct by two people."""
    facts, policies, assessment = judged_today(application, at=at)
    proposal = open_proposal(application)
    with transaction.atomic():
        perform(
            application, "deny", actor=actor, at=at, note=reason, seen=seen, reason=reason,
            assessment=assessment, outcome="denied", basis=basis, proposal=proposal,
        )
        kept = keep(application, assessment, facts, policies, at=at)
        unmet = reasons or [finding.criterion for finding in assessment.findings if finding.outcome == "not_met"]
        decision = _decide(
            application, "denied", kept, actor=actor, at=at, reason=reason, proposal=proposal, basis=basis, reasons=list(unmet)
        )
        standing.decline(participation=application.participation, decision=decision.key, on=kept.on, actor=actor, at=at)
        jobs.enqueue("vetting.send_decision", key=f"letter:{decision.key}", id=decision.pk)
    return decision


def not_accept(application: Application, *, reason, actor, at, seen=None) -> Decision:
    """Close a file as not accepted: administrative, before any check."""
    with transaction.atomic():
        perform(application, "not_accept", actor=actor, at=at, note=reason, reason=reason, seen=seen)
        decision = _decide(application, "not_accepted", None, actor=actor, at=at, reason=reason, basis="administrative")
        standing.decline(
            participation=application.participation, decision=decision.key,
            on=day_of(application.organization, at), actor=actor, at=at,
        )
        jobs.enqueue("vetting.send_decision", key=f"letter:{decision.key}", id=decision.pk)
    return decision


def vacate(application: Application, *, reason, actor, at, seen=None) -> Decision:
    """Undo a wrong approval: two people; the grant is replaced from today."""
    proposal = open_proposal(application, "vacated")
    on = day_of(application.organization, at)
    with transaction.atomic():
        perform(application, "vacate", actor=actor, at=at, note=reason, reason=reason, seen=seen, outcome="vacated", proposal=proposal)
        decision = _decide(application, "vacated", None, actor=actor, at=at, reason=reason, proposal=proposal)
        standing.record_denial(participation=application.participation, decision=decision.key, on=on, actor=actor, at=at)
    return decision


def record_appeal(decision: Decision, *, received_on, grounds, actor, at) -> Appeal:
    """Write down an appeal as it came in."""
    require(actor, Action.RECORD_APPEAL, decision)
    with transaction.atomic():
        appeal = Appeal(
            organization=decision.organization, decision=decision, received_on=received_on, grounds=grounds,
            recorded_by_id=actor.person_id, recorded_at=at,
            in_time=(received_on - decision.decided_on).days <= APPEAL_DAYS,
        )
        appeal.save()
        record(appeal, "appeal.recorded", actor=actor, at=at, after={"received_on": received_on, "in_time": appeal.in_time})
    return appeal


def overturn(application: Application, *, reason, actor, at, seen=None) -> Decision:
    """An appeal changed the outcome: approved on today's evidence by someone who took no part."""
    facts, policies, assessment = judged_today(application, at=at)
    with transaction.atomic():
        perform(application, "overturn", actor=actor, at=at, note=reason, seen=seen)
        kept = keep(application, assessment, facts, policies, at=at)
        due_on = plus_months(kept.on, revetting_months(application.organization, kept.on))
        decision = _decide(application, "approved", kept, actor=actor, at=at, reason=reason, due_on=due_on)
        _grant(application, decision, due_on, actor=actor, at=at)
        jobs.enqueue("vetting.send_decision", key=f"letter:{decision.key}", id=decision.pk)
    return decision


def _decide(application, outcome, kept, *, actor, at, reason, proposal=None, basis="", reasons=(), due_on=None, **extra):
    decision = Decision(
        organization=application.organization,
        application=application,
        outcome=outcome,
        basis=basis,
        assessment=kept,
        decided_at=at,
        decided_on=day_of(application.organization, at),
        decided_by_id=actor.person_id,
        second_by_id=proposal.proposed_by_id if proposal and proposal.proposed_by_id != actor.person_id else None,
        reason=reason,
        reasons=list(reasons),
        due_on=due_on,
        **extra,
    )
    decision.save()
    after = {"outcome": outcome, "basis": basis, "due_on": due_on}
    record(decision, "decision.made", actor=actor, at=at, after=after, reason=reason)
    return decision


def _grant(application, decision, due_on, *, actor, at):
    """Write the grant: for the places and services asked, with the kinds of cover and minimums it was decided on."""
    terms = grant_terms(application, decision.decided_on)
    standing.admit(participation=application.participation, decision=decision.key, actor=actor, at=at)
    for service in application.services:
        standing.record_grant(
            participation=application.participation, service=service, jurisdictions=tuple(application.jurisdictions),
            first=decision.decided_on, last=due_on, serve_until=terms.serve_until(due_on), requires=terms.requires,
            minimums=terms.minimums, decision=decision.key, actor=actor, at=at,
        )
