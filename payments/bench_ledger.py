"""Benchmark of balances: the same balance of a ledger of n entries and of one a tenth of its size, both in the database at once.

The reference adds up the entries themselves. Both ways must give the same sum. What is written is rolled back.
"""

from datetime import UTC, datetime
from statistics import median

from django.db import connection, transaction

from network.bench import Timing, timed
from network.models import Organization
from payments.facts.ledger import added_again, balance, kept_sums
from payments.models import LedgerPeriod

MOST = 1.2  # times the cost for ten times the entries
JUDGED = 100_000  # from how many entries on
MONTHS = 24
ASKED = 200  # balances of each, in turn
MADE = datetime(2026, 1, 1, tzinfo=UTC)

POSTINGS = """INSERT INTO payments_ledgerposting
(organization_id, period_id, event, day, booked_on, source, sequence, subject, width, at)
WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n < %s)
SELECT p.organization_id, p.id, 'accrued', p.first, p.first, 'line:' || n, 1, '', 2, p.made FROM counted
JOIN (SELECT id, organization_id, first, CAST(%s AS {instant}) AS made, row_number() OVER (ORDER BY first) - 1 AS place
FROM payments_ledgerperiod WHERE organization_id = %s) p ON p.place = n %% {months}"""
ENTRIES = """INSERT INTO payments_ledgerentry (organization_id, posting_id, position, account, currency, minor)
SELECT p.organization_id, p.id, s.position, s.account, 'USD', s.sign * (100 + p.id %% 9000) FROM payments_ledgerposting p
CROSS JOIN (SELECT 1 AS position, 'care' AS account, 1 AS sign UNION ALL SELECT 2, 'accrued', -1) s
WHERE p.organization_id = %s ORDER BY p.id, s.position"""
SUMS = """INSERT INTO payments_ledgerbalance (organization_id, period_id, account, currency, minor)
SELECT e.organization_id, p.period_id, e.account, e.currency, sum(e.minor) FROM payments_ledgerentry e
JOIN payments_ledgerposting p ON p.id = e.posting_id WHERE e.organization_id = %s GROUP BY 1, 2, 3, 4"""


def ledger(n: int = 1_000_000, seed: int = 1) -> Timing:
    """Balances of a ledger of n entries against one of n / 10."""
    with transaction.atomic():
        large, small = _filled(n, "bench-large", "BL"), _filled(max(2, n // 10), "bench-small", "BS")
        if kept_sums(large) != added_again(large):
            raise AssertionError("The kept sums are not those of the entries.")
        spent = {"large": [], "small": []}
        for _ in range(ASKED):
            spent["small"].append(timed(balance, small, "care", "USD")[1])
            spent["large"].append(timed(balance, large, "care", "USD")[1])
        _, reference = timed(added_again, large)
        transaction.set_rollback(True)
    one, tenth = median(spent["large"]), median(spent["small"])
    more = {"milliseconds": round(one * 1000, 3), "of a tenth": round(tenth * 1000, 3), "growth": round(one / tenth, 2)}
    slow = "" if one <= MOST * tenth or n < JUDGED else f"{one / tenth:.2f} times the cost of a tenth; at most {MOST} is wished."
    return Timing(1, one, 1, reference, more, slow)


def _filled(n: int, slug: str, prefix: str) -> Organization:
    """An organization with n entries, two of each posting, over two years of periods."""
    row = Organization(slug=slug, name=slug.title(), country="US", zone="America/New_York", currency="USD", prefix=prefix)
    row.save()
    for month in range(MONTHS):
        first = MADE.date().replace(year=2024 + month // 12, month=month % 12 + 1)
        LedgerPeriod(organization=row, key=f"{first:%Y-%m}", first=first, last=first.replace(day=28)).save()
    instant = "timestamp with time zone" if connection.vendor == "postgresql" else "text"
    with connection.cursor() as cursor:
        cursor.execute(POSTINGS.format(instant=instant, months=MONTHS), [n // 2 - 1, MADE.replace(tzinfo=None).isoformat(" "), row.pk])
        cursor.execute(ENTRIES, [row.pk])
        cursor.execute(SUMS, [row.pk])
    return row
