"""What every decision leaves behind: its immutable row, and the grant it gives or takes."""

from licensure.queries import verifications
from licensure.workflow.verifications import write_covers
from network import jobs, news
from network.dates import ONE_DAY
from network.events import record
from network.workflow import standing
from vetting.facts.clocks import clocks_of
from vetting.facts.due import IN_BETWEEN, due_of
from vetting.facts.grants import grant_terms
from vetting.facts.policies import revetting_months
from vetting.models import Application, Decision
from vetting.queries.judging import day_of
from vetting.renewals import days_late
from vetting.renewals import due_after as counted_from
from vetting.workflow import monitoring
from vetting.workflow.acted import keep_narrow
from vetting.workflow.panels import write_panels
from vetting.workflow.rights import open_right


def due_after(application: Application, on):
    """The last day before the next vetting is due, for an approval of day `on`."""
    organization = application.organization
    fresh = counted_from(on, months=revetting_months(organization, on), days=clocks_of(organization, on)["revetting_days"])
    if application.kind not in IN_BETWEEN:
        return fresh
    rows = Application.objects.within(organization).filter(
        participation=application.participation_id, state="approved", next_due_on__gte=on
    )
    due = rows.order_by("-next_due_on").values_list("next_due_on", flat=True).first()
    return due or fresh


def write_decision(application, outcome, kept, *, actor, at, reason, second=None, basis="", reasons=(), due_on=None, **extra):
    """The decision as a named person made it; `second` is the other person where two decide."""
    decision = Decision(
        organization=application.organization,
        application=application,
        outcome=outcome,
        basis=basis,
        assessment=kept,
        decided_at=at,
        decided_on=day_of(application.organization, at),
        decided_by_id=actor.person_id,
        second_by_id=second,
        reason=reason,
        reasons=list(reasons),
        due_on=due_on,
        late_by=late_by(application, day_of(application.organization, at)),
        **extra,
    )
    decision.save()
    after = {"outcome": outcome, "basis": basis, "due_on": due_on, "assessment": kept.pk if kept else None}
    after |= {"late_by": decision.late_by} if decision.late_by else {}
    record(decision, "decision.made", actor=actor, at=at, after=after, reason=reason)
    open_right(decision, at=at)
    return decision


def late_by(application, on) -> int | None:
    """How many days past due a re-vetting is decided; 0 in time, None for a file that renews nothing."""
    due = due_of(application)
    return days_late(on, due.on) if due else None


def write_grant(application, decision, due_on, *, actor, at, limits=None, serve_until=None):
    """Write the grant: for the places and services asked, with the kinds of cover and minimums it was decided on.

    Sessions agreed before stay payable through `serve_until`, by default the organization's days after `due_on`.
    """
    terms = grant_terms(application, decision.decided_on)
    participation = application.participation
    standing.admit(participation=participation, decision=decision.key, actor=actor, at=at)
    for service in application.services:
        standing.record_grant(
            participation=participation, service=service, jurisdictions=tuple(application.jurisdictions),
            first=decision.decided_on, last=due_on, serve_until=serve_until or terms.serve_until(due_on), requires=terms.requires,
            minimums=terms.minimums, limits=limits, decision=decision.key, actor=actor, at=at,
        )


def take_on(application, decision, facts, due_on, *, actor, at, limits=None, serve_until=None):
    """What an approval gives: covers of what was verified, the grant, every panel whose rules these facts meet, and the news of it.

    A restriction that stands goes on: only lifting it, or its appeal, ends it.
    """
    for check in verifications(application.reference).filter(state="verified"):
        write_covers(check, at=at)
    write_grant(application, decision, due_on, limits=limits, serve_until=serve_until, actor=actor, at=at)
    write_panels(application, decision, facts, due_on, limits=limits, actor=actor, at=at)
    keep_narrow(application.participation, actor=actor, at=at)
    news.publish("participation.granted", participation_id=application.participation_id, decision=decision.key)
    monitoring.enroll(application.participation, at=at)


def take_grants(application, decision, *, actor, at):
    """An approval is vacated: what it gave ends today; an addition takes only what it had added."""
    fields = {
        "participation": application.participation, "decision": decision.key, "on": decision.decided_on, "actor": actor, "at": at,
    }
    if application.kind != "addition":
        standing.record_denial(**fields)
        return
    for service in application.services:
        standing.record_denial(service=service, jurisdictions=application.jurisdictions, **fields)


def refuse_her(application, decision, *, actor, at, on=None):
    """She is not admitted; whoever is in already loses her grants, but not over an addition.

    From the day of the decision, or `on`; where the policy says that an appeal in time holds it back, from the day after
    the last day to appeal.
    """
    if application.kind != "addition":
        right = getattr(decision, "appeal", None)
        on = on or (right.until + ONE_DAY if right and right.holds_back else decision.decided_on)
        standing.decline(participation=application.participation, decision=decision.key, on=on, actor=actor, at=at)


def send(decision):
    """Ask for the letter, in the decision's own transaction."""
    jobs.enqueue("vetting.send_decision", key=f"letter:{decision.key}", organization=decision.organization, id=decision.pk)
