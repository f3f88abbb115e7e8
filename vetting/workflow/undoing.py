"""What undoes an approval: two people vacate it when it was wrong. What undoes a denial is an appeal (`vetting.workflow.appealing`)."""

from network.transitions import locked, perform
from vetting.models import Application, Decision
from vetting.queries.judging import open_proposal
from vetting.workflow.outcomes import send, take_grants, write_decision


def vacate(application: Application, *, reason, actor, at, seen=None) -> Decision:
    """Undo a wrong approval: two people; the grant is replaced from today, and she is written to."""
    with locked(application):
        proposal = open_proposal(application, "vacated")
        perform(
            application, "vacate", actor=actor, at=at, note=reason, reason=reason, seen=seen, outcome="vacated",
            proposal=proposal,
        )
        decision = write_decision(
            application, "vacated", None, actor=actor, at=at, reason=reason, second=proposal.proposed_by_id
        )
        take_grants(application, decision, actor=actor, at=at)
        send(decision)
    return decision
