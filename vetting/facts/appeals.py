"""What an organization says about appeals on one day: how many people settle one, and what an appeal in time holds back."""

from dataclasses import dataclass
from datetime import date

from network.facts.parameters import in_force
from network.models import Grant
from network.workdays import CALENDAR, last_day
from vetting.facts.clocks import clocks_of

APPEALED = ("denied", "vacated")  # not accepting is administrative: no appeal by default
PANEL = "vetting.appeal_panel"  # domain 8.1 number 50 and 5.6: how many people settle an appeal
HOLDS_BACK = "vetting.appeal_holds_back"  # domain 8.1 number 50 and 5.6: a list of what is in `HELD_BACK`
COUNTED = "vetting.appeal_calendar"  # number 50: one of `network.workdays.WAYS`, for her days to appeal; ours are calendar days
HELD_BACK = ("denial", "non_renewal", "restriction", "termination_without_cause", "termination_for_cause")
NEVER = ("denial_quality", "vacated", "summary_suspension")  # what protects clients is never held back


def is_held_back(appeal, on: date) -> bool:
    """Whether what is appealed, or may still be, has no effect: the policy says so, and nothing of it counts on day `on`."""
    rows = Grant.objects.within(appeal.organization).current().filter(participation=appeal.participation_id, decision=appeal.subject.key)
    rows = rows.filter(first__lte=on) if appeal.state == "open" else rows
    return appeal.holds_back and not rows.exists()


@dataclass(frozen=True, slots=True)
class AppealTerms:
    """`days` to ask counted by `way`, `settle` days to answer, `notice` days before a hearing, `panel` people, `held` kinds held back."""

    days: int
    settle: int
    notice: int
    panel: int
    held: tuple[str, ...]
    way: str = CALENDAR
    country: str = ""

    def until(self, decided_on: date) -> date:
        """The last day to ask; it counts."""
        return last_day(decided_on, self.days, way=self.way, country=self.country)


def appeal_terms(organization, on: date) -> AppealTerms:
    """What counts on the organization's day `on`, from its dated parameters."""
    clocks = clocks_of(organization, on)
    held = in_force(organization, HOLDS_BACK, on=on) or ()
    return AppealTerms(
        days=clocks["appeal_days"], settle=clocks["appeal_settle_days"], notice=clocks["hearing_days"],
        panel=int(in_force(organization, PANEL, on=on) or 1), held=tuple(kind for kind in held if kind in HELD_BACK),
        way=in_force(organization, COUNTED, on=on) or CALENDAR, country=organization.country,
    )
