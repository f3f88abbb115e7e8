"""What `manage.py doctor` looks at for payments: the ledger, added up again."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from network.doctor import BAD, GOOD, Finding
from network.models import Organization
from payments import ledger_triggers
from payments.facts.ledger import added_again, kept_sums, unbalanced


def ledger_holds(at: datetime) -> Iterator[Finding]:
    """Every posting balances, the kept sums are those of the entries, and the database refuses anything else."""
    if lost := ledger_triggers.missing(connection):
        mend = lambda: ledger_triggers.install(connection)  # noqa: E731
        message = f"The database would take postings that do not balance: {', '.join(lost)} missing."
        yield Finding("ledger", BAD, message, "manage.py doctor --mend", mend)
    faults = [fault for organization in Organization.objects.order_by("slug") for fault in _faults(organization)]
    for fault in faults:
        yield Finding("ledger", BAD, fault, "docs/ledger.md, “When it does not add up”.")
    if not faults:
        yield Finding("ledger", GOOD, "Every posting balances, and every balance is the sum of its postings.")


def _faults(organization) -> Iterator[str]:
    wrong = unbalanced(organization)
    if wrong:
        yield f"{organization.slug}: {len(wrong)} postings do not balance, the first is {wrong[0]}."
    kept, added = kept_sums(organization), added_again(organization)
    for key in sorted({*kept, *added}):
        if kept.get(key, 0) != added.get(key, 0):
            period, account, currency = key
            yield f"{organization.slug}: {account} in {period} is kept as {kept.get(key, 0)} and adds up to {added.get(key, 0)} {currency}."
