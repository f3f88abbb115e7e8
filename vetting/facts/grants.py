"""What a grant asks for: the kinds of cover and the minimum amounts it was decided on."""

from dataclasses import dataclass
from datetime import date, timedelta

from vetting.clocks import DEFAULTS
from vetting.facts.clocks import clocks_of
from vetting.facts.policies import policy_binding, pure_policy


@dataclass(frozen=True, slots=True)
class GrantTerms:
    """`requires` names kinds of cover; `minimums` maps `per_claim` and `aggregate` to {currency: minor units}.

    `late_days` after the due day sessions on earlier authorizations still count, and a late re-vetting is accepted.
    """

    requires: tuple[str, ...]
    minimums: dict
    late_days: int = DEFAULTS["late_days"]

    def serve_until(self, due_on: date) -> date:
        """Sessions on earlier authorizations stay payable until this day: nobody is punished for our lateness."""
        return due_on + timedelta(days=self.late_days)


def grant_terms(application, on) -> GrantTerms:
    """Terms of a grant decided on day `on`, from the policy in force."""
    policy = pure_policy(policy_binding(application.organization, on))
    minimums = {}
    for name, criterion in (("per_claim", "insurance_per_claim"), ("aggregate", "insurance_aggregate")):
        row = policy.threshold(criterion)
        if row is not None:
            minimums[name] = dict(row.limit["minimum"])
    requires = ("authority", "insurance") if minimums else ("authority",)
    return GrantTerms(requires, minimums, clocks_of(application.organization, on)["late_days"])
