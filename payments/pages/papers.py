"""What the papers about money say: a credit note, and a year's statement of one payee. Nothing here is stored: rows are written once."""

import tomllib
from pathlib import Path

from django.utils.translation import gettext, pgettext

from network.formats import amount, day
from network.money import Money
from payments.models import PostingEvent

MENTIONS = tomllib.loads((Path(__file__).parents[1] / "self_billing.toml").read_text())  # what the law wants said, by country


def mention_of(organization) -> str:
    """What the law of its country wants a bill to say that its receiver wrote; empty where nothing is known."""
    return MENTIONS.get(organization.country, {}).get("mention", "")


def credit_note(row) -> dict:
    """One credit note, with the number of the invoice it changes (Directive 2006/112/EC, art. 219)."""
    session = row.line.session
    return {
        **_head(row.organization, row.payee.name, row.day, row.number),
        "subject": pgettext("letter", "Credit note %(number)s") % {"number": row.number}, "payee": row.payee.name,
        "tax_id": row.payee.vat_number or row.payee.masked_tax, "invoice": row.invoice.number,
        "invoice_day": day(row.invoice.sent_at, row.organization.zone), "line": row.line.reference, "session_day": session.day,
        "why": str(row.get_why_display()), "net": Money(row.minor, row.currency), "vat": Money(row.vat_minor, row.currency),
        "total": row.total, "mention": mention_of(row.organization),
    }


def statement(organization, payees, year: int, payments, *, on) -> dict:
    """A year's payments to these payees of one person, in order, with what came back, to their total."""
    rows = [
        {"day": item.day, "what": str(PostingEvent(item.event).label), "reference": item.source, "amount": item.amount} for item in payments
    ]
    sums: dict[str, int] = {}
    for item in payments:
        sums[item.amount.currency] = sums.get(item.amount.currency, 0) + item.amount.minor
    totals = [amount(minor, currency) for currency, minor in sorted(sums.items())] or [amount(0, organization.currency)]
    return {
        **_head(organization, payees[0].name, on, f"{payees[0].series}-{year}"),
        "subject": pgettext("letter", "What %(organization)s paid you in %(year)s") % {"organization": organization.name, "year": year},
        "rows": rows, "totals": totals, "year": year, "tax_id": payees[0].masked_tax or gettext("no tax number"),
    }


def _head(organization, recipient, on, reference) -> dict:
    names = ("name", "letterhead", "country", "reply_to")
    return {"organization": {name: getattr(organization, name) for name in names}, "recipient": recipient, "on": on, "reference": reference}
