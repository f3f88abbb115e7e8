"""What an organization says about appeals on one day: how many people settle one, and what an appeal in time holds back."""

from dataclasses import dataclass
from datetime import date, timedelta

from network.facts.parameters import in_force
from vetting.facts.clocks import clocks_of

APPEALED = ("denied", "vacated")  # not accepting is administrative: no appeal by default
PANEL = "vetting.appeal_panel"  # domain 8.1 number 50 and 5.6: how many people settle an appeal
HOLDS_BACK = "vetting.appeal_holds_back"  # domain 8.1 number 50 and 5.6: a list of what is in `HELD_BACK`
HELD_BACK = ("denial", "non_renewal", "restriction", "termination_without_cause", "termination_for_cause")
NEVER = ("denial_quality", "vacated", "summary_suspension")  # what protects clients is never held back


@dataclass(frozen=True, slots=True)
class AppealTerms:
    """`days` to ask, `settle` days to answer, `notice` days before a hearing, `panel` people, `held` kinds held back."""

    days: int
    settle: int
    notice: int
    panel: int
    held: tuple[str, ...]

    def until(self, decided_on: date) -> date:
        """The last day to ask; it counts."""
        return decided_on + timedelta(days=self.days)


def appeal_terms(organization, on: date) -> AppealTerms:
    """What counts on the organization's day `on`, from its dated parameters."""
    clocks = clocks_of(organization, on)
    held = in_force(organization, HOLDS_BACK, on=on) or ()
    return AppealTerms(
        days=clocks["appeal_days"], settle=clocks["appeal_settle_days"], notice=clocks["hearing_days"],
        panel=int(in_force(organization, PANEL, on=on) or 1), held=tuple(kind for kind in held if kind in HELD_BACK),
    )
