"""What a file keeps, as rows: documents of hers, answers of sources, letters."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from licensure.facts.licenses import kind_of
from licensure.models import License
from network.models.documents import ScanState
from network.parts import Link, Pair
from vetting.pages.check import document_url, label
from vetting.pages.heading import facts, ready, subtitle, tabs, to_decide, url_of


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept file: its name, what it is of, who brought it, when, and where to open it."""

    name: str
    about: str
    origin: str
    at: datetime
    size: int
    sha256: str
    url: str


@dataclass(frozen=True, slots=True)
class KeptPage:
    """Everything `vetting/timeline.html` and `vetting/documents.html` show beside their lists."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    facts: tuple[Pair, ...]
    links: tuple[Link, ...]
    tabs: tuple[Link, ...]
    documents: tuple[Kept, ...]
    letters: tuple[Kept, ...]


def kept_page(application, waiting, checks, *, actor, on, name, hers=(), letters=()) -> KeptPage:
    """Build the page of one tab."""
    return KeptPage(
        title=application.practitioner.person.full_name,
        text=subtitle(application),
        crumbs=(Link(_("Queue"), url_of("queue", application)),),
        facts=facts(application, waiting, on),
        links=to_decide(application, actor),
        tabs=tabs(application, name, ready(list(checks))),
        documents=tuple(documents(application, checks, hers)),
        letters=tuple(letter_rows(application.organization, letters)),
    )


def documents(application, checks, hers) -> list[Kept]:
    """What she uploaded and what sources answered, newest first."""
    origin = _("uploaded by the therapist")
    found = [_row(application, row.document, _about(row, application.organization), origin) for row in hers if row.document]
    found += [_row(application, row.artefact, label(row), _("from the source")) for row in checks if row.artefact]
    return sorted(found, key=lambda row: row.at, reverse=True)


def _about(row, organization) -> str:
    return f"{kind_of(row, organization).title} {row.number}" if isinstance(row, License) else str(row)


def _row(application, document, about, origin) -> Kept:
    url = document_url(application.organization, document)
    if document.scan_state != ScanState.CLEAN:
        url, origin = "", f"{origin} · {document.get_scan_state_display()}"
    return Kept(document.filename, about, origin, document.uploaded_at, document.size, document.sha256, url)


def letter_rows(organization, letters) -> list[Kept]:
    """Letters that were issued, and those being written."""
    rows = []
    for letter in letters:
        document = letter.document
        rows.append(
            Kept(
                letter.subject or LETTERS().get(letter.kind, letter.kind), LETTERS().get(letter.kind, letter.kind),
                str(letter.get_state_display()), letter.issued_at or letter.requested_at, document.size if document else 0,
                document.sha256 if document else "", document_url(organization, document) if document else "",
            )
        )
    return rows


def LETTERS():  # noqa: N802 - a constant that needs the reader's language
    """Kinds of letters in words."""
    return {
        "approval": _("Approval"), "denial": _("Denial"), "not_accepted": _("Not accepted"),
        "information_request": _("Request for information"), "appeal": _("Appeal"),
        "vacated": _("Approval undone"), "standing_changed": _("Change in participation"), "review_opened": _("Review opened"),
        "appeal_received": _("Appeal received"), "hearing_notice": _("Hearing"), "appeal_settled": _("Appeal settled"),
        "suspension": _("Summary suspension"), "restricted": _("Restriction"), "termination": _("Termination"),
        "action_undone": _("Action undone"), "rights": _("Notice of rights"), "receipt": _("Receipt of application"),
        "reminder": _("Reminder"), "discrepancy": _("Notice of a difference"), "closed": _("Application closed"),
        "conditional": _("Approval with conditions"), "provisional": _("Provisional approval"), "renewal": _("Notice of re-vetting"),
        "expiry": _("Evidence that ends"), "resignation": _("Resignation"), "leave": _("Confirmation of leave"),
        "recovery_opened": _("Payment claimed back"), "recovery_closed": _("Claim closed"),
        "overpaid": _("Payment claimed back"), "overpaid_closed": _("Claim closed"),
    }
