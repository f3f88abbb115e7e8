"""The right to appeal that every adverse decision gives: written down with the decision, in its own transaction."""

from vetting.facts.appeals import APPEALED, appeal_terms
from vetting.models import AdverseAction, Appeal, Decision

ABOUT_SOMEBODY_IN = ("renewal", "for_cause")


def open_right(decision: Decision, *, at) -> Appeal | None:
    """The right to appeal a decision, from the day it is made; None where there is none.

    Its last day is a day of the organization's calendar, counted by the policy of the decision's day; it stays, whatever
    the policy says later.
    """
    if decision.outcome not in APPEALED:
        return None
    terms, application = appeal_terms(decision.organization, decision.decided_on), decision.application
    row = Appeal(
        organization=decision.organization, decision=decision, participation=application.participation,
        state_since=at, until=terms.until(decision.decided_on),
        holds_back="denial" in terms.held and decision.basis == "administrative" and application.kind in ABOUT_SOMEBODY_IN,
    )
    row.save()
    return row


def open_right_against(action: AdverseAction, *, at) -> Appeal:
    """The right to appeal an action, from the day she is told of it."""
    terms = appeal_terms(action.organization, action.noticed_on)
    row = Appeal(
        organization=action.organization, action=action, participation=action.participation, state_since=at,
        until=terms.until(action.noticed_on), holds_back=action.kind in terms.held,
    )
    row.save()
    return row
