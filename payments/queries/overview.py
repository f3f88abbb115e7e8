"""What waits for somebody in payments."""

from dataclasses import dataclass, field
from datetime import date

from payments.facts.terms import schedule_on
from payments.models import FeeSchedule, Terms
from payments.queries.batches import tasks, waiting
from payments.queries.lines import waiting_lines
from payments.queries.payees import vat_changes, waiting_accounts


@dataclass(frozen=True, slots=True)
class Waits:
    """Counts of what waits, and since when the present rates count; None without any."""

    drafts: int
    accounts: int
    lines: dict[str, int]
    rates_from: date | None
    batches: dict[str, int] = field(default_factory=dict)
    bank: int = 0
    vat: int = 0


def waits(organization, *, on: date) -> Waits:
    """Read once for the overview."""
    drafts = sum(model.objects.within(organization).filter(state="draft").count() for model in (Terms, FeeSchedule))
    schedule = schedule_on(organization, on)
    rates_from = schedule.effective_from if schedule else None
    lines = waiting_lines(organization, on=on)
    bank, vat = len(tasks(organization)), len(vat_changes(organization))
    return Waits(drafts, waiting_accounts(organization), lines, rates_from, waiting(organization), bank, vat)
