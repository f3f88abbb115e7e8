"""How a file is judged on one day, who proposed what about it, and when it was decided."""

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from vetting import rules
from vetting.evidence import Facts
from vetting.facts.collect import collect
from vetting.facts.once import asked
from vetting.facts.policies import policies_of
from vetting.facts.rollouts import OWN_WAY, held_policies, interim_policies
from vetting.models import Application, Proposal

OUTCOMES = {"in_review": ("approved", "denied"), "approved": ("vacated",)}  # what may be proposed in a state


@dataclass(frozen=True, slots=True)
class Judged:
    """The facts of a file on one day, every version of the policy, and what the rules say."""

    facts: Facts
    policies: tuple[rules.Policy, ...]
    assessment: rules.Assessment


def day_of(organization, at) -> date:
    """The organization's calendar day at `at`."""
    return at.astimezone(ZoneInfo(organization.zone)).date()


def judge(application: Application, *, on: date) -> Judged:
    """The file as it is on the organization's day `on`, as for a decision of that day. Stores nothing."""
    facts, policies = collect(application, on=on), policies_for(application)
    return Judged(facts, policies, rules.evaluate(policies, facts, on=on))


def policies_for(application: Application) -> tuple[rules.Policy, ...]:
    """Every version of the organization's policy, without what a file of its kind does not ask.

    A file between two vettings is asked what she keeps by as it was when she was decided on.
    """
    known = interim_policies(application) if application.kind in OWN_WAY else policies_of(application.organization)
    return asked_of(known, application.kind)


def asked_of(policies, kind: str) -> tuple[rules.Policy, ...]:
    """These versions without what a file of this kind does not ask."""
    return tuple(replace(policy, thresholds=tuple(asked(policy.thresholds, kind))) for policy in policies)


def judge_again(application: Application, *, on: date) -> Judged:
    """The file on a later day: what bound on its decision stays as it was then, and a later version reaches her as it is rolled out."""
    since = decided_on(application)
    facts, policies = collect(application, on=on, decided_on=since), policies_for(application)
    if since and application.state == "approved" and application.kind not in OWN_WAY:
        policies = asked_of(held_policies(application, since), application.kind)
    return Judged(facts, policies, rules.evaluate(policies, facts, on=on))


def decided_on(application: Application) -> date | None:
    """The day of the last approval or denial; None while nothing is decided."""
    rows = application.decisions.filter(outcome__in=("approved", "denied")).order_by("-pk")
    return rows.values_list("decided_on", flat=True).first()


def open_proposal(application: Application, outcome: str = "") -> Proposal | None:
    """The newest proposal that waits for a second person: made in this state, since it began."""
    rows = application.proposals.filter(
        outcome__in=[outcome] if outcome else OUTCOMES.get(application.state, ()), proposed_at__gte=application.state_since
    )
    return rows.select_related("proposed_by").order_by("-pk").first()
