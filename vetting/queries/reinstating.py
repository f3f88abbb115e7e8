"""Whether what somebody was approved on is fresh enough to take her back (domain 1.1 number 14, 5.4 N9)."""

from vetting.facts.actions import ENDS
from vetting.facts.rollouts import newest_approval
from vetting.growing_old import Old, grown_old
from vetting.guards_actions import within_thirty_days
from vetting.models import AdverseAction
from vetting.queries.judging import day_of, judge


def old_by_now(action: AdverseAction, *, at) -> tuple[Old, ...]:
    """What is too old for a decision at `at`; nothing where the action cannot be undone by reinstatement anyway."""
    if action.kind not in ENDS or action.state not in ("final", "upheld") or list(within_thirty_days(action, actor=None, at=at)):
        return ()
    on, approval = day_of(action.organization, at), newest_approval(action.participation)
    if approval is None:
        return ()
    judged = judge(approval, on=on)
    return grown_old(judged.assessment.findings, judged.facts, on=on)
