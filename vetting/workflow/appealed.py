"""What an appeal does: what it holds back while it is open, and what its outcome changes. Nothing is ever back-dated."""

from datetime import date

from network.access import system
from network.events import serialize
from network.models import Grant
from network.transitions import perform
from network.workflow import standing
from vetting.models import Appeal
from vetting.queries.judging import day_of, judge
from vetting.workflow import acted
from vetting.workflow.checking import keep
from vetting.workflow.outcomes import due_after, refuse_her, take_on, write_decision


def written_by(appeal: Appeal) -> list[Grant]:
    """The rows of standing that what is appealed wrote; none while it is held back."""
    rows = Grant.objects.within(appeal.organization).current()
    return list(rows.filter(participation=appeal.participation_id, decision=appeal.subject.key))


def hold_back(appeal: Appeal, *, actor, at) -> None:
    """An appeal in time: what has not begun does not begin until it is settled."""
    _move(appeal, None, why="appealed in time", actor=actor, at=at)


def put_off(appeal: Appeal, first: date, *, actor, at) -> None:
    """More days to appeal: what has not begun begins after them; what begins later anyway keeps its day."""
    _move(appeal, first, why="more days to appeal", actor=actor, at=at)


def _move(appeal, first, *, why, actor, at):
    today, clockwork = day_of(appeal.organization, at), system("appeals", appeal.organization)
    for row in written_by(appeal):
        if row.first > today and (first is None or row.first < first):
            standing.move_coming(grant=row, first=first, reason=why, actor=clockwork, at=at)


def let_stand(appeal: Appeal, *, actor, at) -> None:
    """The decision stands: what was held back takes effect today, never earlier."""
    if appeal.action:
        acted.let_stand(appeal, actor=actor, at=at)
    elif appeal.holds_back and not written_by(appeal):
        on = day_of(appeal.organization, at)
        refuse_her(appeal.decision.application, appeal.decision, on=on, actor=system("appeals", appeal.organization), at=at)


def take_effect(appeal: Appeal, *, actor, at) -> None:
    """The outcome, on today's evidence. Raises Refused when the file cannot be approved today; the vote is undone then."""
    if appeal.action:
        acted.settle(appeal, actor=actor, at=at)
    elif appeal.state == "upheld":
        let_stand(appeal, actor=actor, at=at)
    else:
        approve_after_all(appeal, actor=actor, at=at)


def approve_after_all(appeal: Appeal, *, actor, at):
    """Approved by people who took no part, from today: until the next vetting, or as the modified terms say."""
    application, terms = appeal.decision.application, appeal.terms
    on = day_of(application.organization, at)
    serialize(application)
    judged, due_on = judge(application, on=on), due_after(application, on)
    if terms.get("due_on"):
        due_on = min(due_on, date.fromisoformat(terms["due_on"]))
    perform(
        application, "overturn", actor=actor, at=at, note=appeal.reason, reason=appeal.reason, assessment=judged.assessment,
        due_on=due_on,
    )
    kept = keep(application, judged, at=at)
    decision = write_decision(application, "approved", kept, actor=actor, at=at, reason=appeal.reason, due_on=due_on)
    take_on(application, decision, judged.facts, due_on, limits=terms.get("limits"), actor=actor, at=at)
    return decision
