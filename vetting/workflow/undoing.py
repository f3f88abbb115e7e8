"""What undoes an approval: two people vacate it when it was wrong. What undoes a denial is an appeal (`vetting.workflow.appealing`)."""

from network.access import system
from network.transitions import locked, perform
from vetting.facts.due import IN_BETWEEN, rests_on_nothing
from vetting.models import Application, Decision
from vetting.models.application import OPEN
from vetting.queries.judging import open_proposal
from vetting.workflow.outcomes import send, take_grants, write_decision


def vacate(application: Application, *, reason, actor, at, seen=None) -> Decision:
    """Undo a wrong approval: two people; the grant is replaced from today, and she is written to.

    What is open and rests on it ends with it. A first application is open to her again, beside her right to appeal.
    """
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
        _end_what_rested_on_it(application, at=at)
        send(decision)
    return decision


def _end_what_rested_on_it(application, *, at) -> None:
    rows = Application.objects.within(application.organization).filter(
        participation=application.participation_id, state__in=OPEN, kind__in=("renewal", *IN_BETWEEN)
    )
    for row in filter(rests_on_nothing, rows.order_by("pk")):
        with locked(row):
            perform(row, "lapse", actor=system("vacated", application.organization), at=at, note=application.reference)
