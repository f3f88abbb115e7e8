"""The remittance of one payment: for which therapist and sessions, to the total the bank booked (domain L21)."""

from itertools import groupby

from django.utils import translation
from django.utils.translation import pgettext

from network import documents, letters
from network.access import system
from network.jobs import once
from network.models import Service
from network.money import Money
from network.workflow.revising import day_of
from payments.models import Instruction
from payments.queries.reading import REMITTANCE
from payments.workflow import offsetting

OF_LINE = ("line__participation__practitioner__person", "line__session__authorization", "line__invoice")


def write(row: Instruction, *, at) -> None:
    """Draw it and keep it, once. Raises letters.LetterFailed."""
    if row.state != "paid" or row.remittance_id is not None:
        return
    language = row.organization.language
    pdf = letters.render_pdf("letters/remittance.html", page(row, language), language=language)
    with once(f"remittance:{row.pk}") as first:
        if first:
            row.remittance = documents.keep_own(
                owner=row.organization, kind=REMITTANCE, content=pdf, content_type="application/pdf",
                filename=f"{row.reference}.pdf", actor=system("remittances", row.organization), at=at,
            )
            row.save(update_fields=["remittance"])


def page(row: Instruction, language: str) -> dict:
    """What its template reads. Nothing of it changes after the payment was sent. Raises ValueError for sums that differ."""
    lines = [entry.line for entry in row.entries.select_related(*OF_LINE)]  # also what another payment paid, too
    kept = offsetting.kept_of(row.organization, row.reference)
    if sum(line.total.minor for line in lines) - sum(each.minor for each in kept) != row.minor:
        raise ValueError(f"The lines of {row.reference} are not what was paid.")
    lines.sort(key=lambda line: (line.participation.practitioner.person.full_name, line.session.day, line.pk))
    by_person = groupby(lines, key=lambda line: line.participation.practitioner.person.full_name)
    with translation.override(language):
        groups = [_group(name, list(rows)) for name, rows in by_person]
        subject = pgettext("letter", "What payment %(reference)s is for") % {"reference": row.reference}
    return {
        "organization": {name: getattr(row.organization, name) for name in ("name", "letterhead", "country", "reply_to")},
        "recipient": row.payee.name, "on": row.paid_on or day_of(row.organization, row.state_since), "reference": row.reference,
        "subject": subject, "groups": groups, "total": row.amount, "paid_on": row.paid_on, "account": row.account.masked,
        "batch": row.batch.reference, "kept": [_kept(each) for each in kept],
    }


def _kept(row) -> dict:
    """What was kept for a recovery, as it lowers the payment; what goes back raises it."""
    session = row.recovery.line.session
    return {"reference": row.recovery.reference, "day": session.day, "amount": Money(-row.minor, row.recovery.currency)}


def _group(name: str, lines) -> dict:
    rows = [
        {
            "line": line.reference, "invoice": line.invoice.number, "case": line.session.authorization.reference,
            "day": line.session.day, "service": str(Service(line.session.authorization.service).label), "net": line.net,
            "vat": line.vat, "total": line.total,
        }
        for line in lines
    ]
    return {"name": name, "rows": rows, "total": sum((line.total for line in lines[1:]), lines[0].total)}
