"""What directors and committees do: propose, approve, deny, not accept; each a named person's immutable decision."""

from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import last_sequence, record, serialize
from network.transitions import Changed, Refusal, Refused, locked, perform, refusals
from vetting.guards import asks_two, takes_two
from vetting.models import Application, Decision, Proposal
from vetting.queries.judging import day_of, judge, open_proposal
from vetting.rules import CRITERIA
from vetting.workflow import conditions, provisional_end
from vetting.workflow.checking import keep
from vetting.workflow.outcomes import due_after, refuse_her, send, take_on, write_decision
from vetting.workflow.undoing import vacate

__all__ = ["approve", "deny", "not_accept", "open_proposal", "propose", "vacate"]

STEPS = {"approved": "approve", "denied": "deny", "vacated": "vacate"}
LEFT_TO_THE_SECOND = {"second_person", "same_person", "disagree", "proposer_verified"}


def propose(application: Application, *, outcome, reason, actor, at, basis="", seen=None, terms=None) -> Proposal:
    """The first of two people says what a file should become. Raises Refused with what would refuse the decision itself.

    `basis` of a denial: administrative or quality; left empty it is whichever the second person says. `terms` of an approval.
    """
    require(actor, Action.VACATE if outcome == "vacated" else Action.DECIDE, application)
    with locked(application):
        serialize(application)
        if seen is not None and last_sequence(application) > seen:
            raise Changed()
        judged = None if outcome == "vacated" else judge(application, on=day_of(application.organization, at))
        if unmet := _may_propose(application, outcome, reason, basis, judged, terms, actor=actor, at=at):
            raise Refused(unmet)
        row = Proposal(
            organization=application.organization, application=application, outcome=outcome, basis=basis, reason=reason,
            proposed_by_id=actor.person_id, proposed_at=at, assessment=keep(application, judged, at=at) if judged else None,
            terms=terms.stored() if terms else None,
        )
        row.save()
        after = {"outcome": outcome, "basis": basis, **({"terms": row.terms} if terms else {})}
        record(row, "decision.proposed", actor=actor, at=at, after=after, reason=reason)
    return row


def _may_propose(application, outcome, reason, basis, judged, terms, *, actor, at) -> list[Refusal]:
    assessment = judged.assessment if judged else None
    weighed = basis or ("quality" if outcome == "denied" else "")
    unmet = refusals(
        application, STEPS[outcome], actor=actor, at=at, reason=reason, outcome=outcome, assessment=assessment,
        basis=weighed, proposal=None, terms=terms, full_due=due_after(application, day_of(application.organization, at)),
    )
    unmet = [refusal for refusal in unmet if refusal.code not in LEFT_TO_THE_SECOND]
    if not unmet and not reason.strip():
        unmet.append(Refusal("no_reason", _("A reason is missing."), _("Say why in one or two sentences.")))
    if not unmet and not takes_two(outcome, weighed, assessment) and not asks_two(application, outcome, at):
        unmet.append(Refusal("one_decides", _("This file needs no second person."), _("Decide it yourself.")))
    return unmet


def second_of(application, outcome, basis, assessment, proposal, at):
    """The first person, where two were needed; a proposal nobody needed is no signature."""
    two = proposal and (takes_two(outcome, basis, assessment) or asks_two(application, outcome, at))
    return proposal.proposed_by_id if two else None


def resolved_by(resolution) -> dict:
    """The meeting a decision names, where a committee resolved it."""
    return {"agenda_item_id": resolution.item} if resolution else {}


def approve(application: Application, *, actor, at, reason="", seen=None, resolution=None, terms=None) -> Decision:
    """Approve on today's evidence; the grant starts today, never earlier. Raises Refused with every reason, or Changed.

    `terms` shorten the time or ask for something by a day. `resolution` is what a committee resolved, where it did; its
    terms are those it voted on.
    """
    on, terms = day_of(application.organization, at), resolution.terms if resolution else terms
    with locked(application):
        serialize(application)  # nothing is recorded between this judgment and its decision
        judged, proposal, full_due = judge(application, on=on), open_proposal(application), due_after(application, on)
        due_on = terms.due_on if terms and terms.due_on else full_due
        perform(
            application, "approve", actor=actor, at=at, note=reason, seen=seen, assessment=judged.assessment, outcome="approved",
            proposal=proposal, due_on=due_on, resolution=resolution, terms=terms, full_due=full_due,
        )
        kept = keep(application, judged, at=at)
        second = None if resolution else second_of(application, "approved", "", judged.assessment, proposal, at)
        decision = write_decision(
            application, "approved", kept, actor=actor, at=at, reason=reason, second=second, due_on=due_on,
            terms=terms.stored() if terms else None, **resolved_by(resolution),
        )
        conditions.write(decision, terms, actor=actor, at=at)
        take_on(application, decision, judged.facts, due_on, actor=actor, at=at)
        provisional_end.over(application, actor=actor, at=at)
        send(decision)
    return decision


def deny(application: Application, *, basis, reason, reasons=(), actor, at, seen=None, resolution=None) -> Decision:
    """Deny with reasons; administrative by one director, quality or conduct by a committee, or by two people without one."""
    with locked(application):
        serialize(application)
        judged, proposal = judge(application, on=day_of(application.organization, at)), open_proposal(application)
        perform(
            application, "deny", actor=actor, at=at, note=reason, seen=seen, reason=reason,
            assessment=judged.assessment, outcome="denied", basis=basis, proposal=proposal, resolution=resolution,
        )
        second = None if resolution else second_of(application, "denied", basis, judged.assessment, proposal, at)
        unmet = [finding.criterion for finding in judged.assessment.findings if finding.outcome == "not_met"]
        decision = write_decision(
            application, "denied", keep(application, judged, at=at), actor=actor, at=at, reason=reason, basis=basis,
            second=second, reasons=reasons or unmet, **resolved_by(resolution),
        )
        refuse_her(application, decision, actor=actor, at=at)
        provisional_end.over(application, actor=actor, at=at)
        send(decision)
    return decision


def minimums_unmet(judged) -> list[str]:
    """The rules of eligibility that her own word does not meet; what is only unknown yet is none of them."""
    findings = judged.assessment.findings if judged else ()
    return [each.criterion for each in findings if each.outcome == "not_met" and CRITERIA[each.criterion].family == "eligibility"]


def not_accept(application: Application, *, reason, actor, at, seen=None) -> Decision:
    """Close a file as not accepted: administrative, before any check. The letter names the minimums she does not meet."""
    with locked(application):
        judged = judge(application, on=day_of(application.organization, at)) if application.submitted_at else None
        perform(application, "not_accept", actor=actor, at=at, note=reason, reason=reason, seen=seen)
        decision = write_decision(
            application, "not_accepted", keep(application, judged, at=at) if judged else None, actor=actor, at=at, reason=reason,
            basis="administrative", reasons=minimums_unmet(judged),
        )
        refuse_her(application, decision, actor=actor, at=at)
        send(decision)
    return decision
