"""What waits for somebody in payments."""

from dataclasses import dataclass
from datetime import date

from payments.facts.terms import schedule_on
from payments.models import FeeSchedule, Terms
from payments.queries.lines import waiting_lines
from payments.queries.payees import waiting_accounts


@dataclass(frozen=True, slots=True)
class Waits:
    """Counts of what waits, and since when the present rates count; None without any."""

    drafts: int
    accounts: int
    lines: dict[str, int]
    rates_from: date | None


def waits(organization, *, on: date) -> Waits:
    """Read once for the overview."""
    drafts = sum(model.objects.within(organization).filter(state="draft").count() for model in (Terms, FeeSchedule))
    schedule = schedule_on(organization, on)
    return Waits(drafts, waiting_accounts(organization), waiting_lines(organization, on=on), schedule.effective_from if schedule else None)
