"""What undoes a decision: two people vacate a wrong approval, an appeal overturns a denial."""

from django.utils.translation import gettext_lazy as _

from licensure.queries import verifications
from licensure.workflow.verifications import write_covers
from network import news
from network.access import Action, require
from network.events import record, serialize
from network.transitions import Refusal, Refused, locked, perform
from vetting.models import Appeal, Application, Decision
from vetting.queries.judging import day_of, judge, open_proposal
from vetting.workflow.checking import keep
from vetting.workflow.outcomes import due_after, send, take_grants, write_decision, write_grant

APPEAL_DAYS = 30  # NCQA CR 6; an organization's own window is a Parameter
ADVERSE = ("denied", "vacated", "not_accepted")


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


def record_appeal(decision: Decision, *, received_on, grounds, actor, at) -> Appeal:
    """Write down an appeal as it came in; late ones too. Raises Refused."""
    require(actor, Action.RECORD_APPEAL, decision)
    with locked(decision.application):
        if unmet := list(_may_appeal(decision, received_on, at)):
            raise Refused(unmet)
        appeal = Appeal(
            organization=decision.organization, decision=decision, received_on=received_on, grounds=grounds,
            recorded_by_id=actor.person_id, recorded_at=at,
            in_time=(received_on - decision.decided_on).days <= APPEAL_DAYS,
        )
        appeal.save()
        record(appeal, "appeal.recorded", actor=actor, at=at, after={"received_on": received_on, "in_time": appeal.in_time})
    return appeal


def _may_appeal(decision, received_on, at):
    if decision.outcome not in ADVERSE:
        yield Refusal("not_adverse", _("There is nothing to appeal in this decision."))
    if Appeal.objects.within(decision.organization).filter(decision=decision).exists():
        yield Refusal("already_appealed", _("An appeal against this decision is already recorded."))
    if received_on < decision.decided_on:
        yield Refusal("before_decision", _("The appeal came in before the decision."), _("Look at the day again."))
    if received_on > day_of(decision.organization, at):
        yield Refusal("received_in_future", _("The day it came in lies in the future."), _("Look at the day again."))


def overturn(application: Application, *, reason, actor, at, seen=None) -> Decision:
    """An appeal changed the outcome: approved on today's evidence by someone who took no part."""
    on = day_of(application.organization, at)
    with locked(application):
        serialize(application)
        judged, due_on = judge(application, on=on), due_after(application, on)
        perform(
            application, "overturn", actor=actor, at=at, note=reason, reason=reason, seen=seen, assessment=judged.assessment,
            due_on=due_on,
        )
        kept = keep(application, judged, at=at)
        decision = write_decision(application, "approved", kept, actor=actor, at=at, reason=reason, due_on=due_on)
        for check in verifications(application.reference).filter(state="verified"):
            write_covers(check, at=at)
        write_grant(application, decision, due_on, actor=actor, at=at)
        send(decision)
        news.publish("participation.granted", participation_id=application.participation_id, decision=decision.key)
    return decision
