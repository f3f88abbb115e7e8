"""What an approved version says, as dated parameters: each by the key it is read by, from the version's first day."""

from network.workflow.concerns import ACKNOWLEDGE_DAYS, CLOSE_DAYS
from network.workflow.holds import LEAVE_MONTHS, TWO_END_HOLD
from vetting import codec, committee, governance
from vetting.clocks import BY_KEY, in_full
from vetting.facts import appeals
from vetting.facts.policies import licensure_parameters
from vetting.models import Policy


def parameters_of(policy: Policy) -> dict:
    """Every parameter a version gives, by its key."""
    governed = governance.in_full(policy.governance)
    return {
        **licensure_parameters(policy), **_days(policy), **_for_the_network(in_full(policy.clocks)), **_for_appeals(governed),
        committee.PARAMETER: committee.in_full(policy.committee), governance.PARAMETER: governed, TWO_END_HOLD: governed["two_end_hold"],
    }


def _days(policy: Policy) -> dict:
    """Every number of days the version gives."""
    return {BY_KEY[key].parameter: codec.encode(value) for key, value in in_full(policy.clocks, policy.organization.country).items()}


def _for_the_network(clocks: dict) -> dict:
    """Days the network itself reads, by its own keys."""
    return {
        LEAVE_MONTHS: clocks["leave_months"], ACKNOWLEDGE_DAYS: clocks["concern_acknowledge_days"],
        CLOSE_DAYS: clocks["concern_close_days"],
    }


def _for_appeals(governed: dict) -> dict:
    """Who settles an appeal, how its days are counted, and what an appeal in time holds back."""
    return {
        appeals.PANEL: governed["appeal_panel"], appeals.HOLDS_BACK: governance.held_by_appeal(governed),
        appeals.COUNTED: governed["appeal_calendar"],
    }
