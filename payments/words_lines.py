"""What a line says to the therapist: where it is, when it is paid, or why it waits and what to do."""

from django.utils.translation import gettext as _

from network.formats import day
from payments import words_stops
from payments.models import InvoiceLine
from payments.queries.stops import named_stops_of


def status(line: InvoiceLine) -> str:
    """Where it is, with its date."""
    said = {
        "draft": _("Not sent in yet"), "withdrawn": _("Taken back"), "submitted": _("Sent in, being checked"),
        "matched": _("Checked, waits for approval"), "exception": _("Something has to be looked at"), "approved": _("Approved"),
        "declined": _("Declined"), "disputed": _("You disputed it; another person decides"),
    }[line.state]
    if line.state in ("submitted", "matched", "approved") and line.expected_on:
        return _("%(status)s. Expected on %(day)s.") % {"status": said, "day": day(line.expected_on)}
    return f"{said}."


def reasons(line: InvoiceLine, *, on) -> tuple[words_stops.SaidStop, ...]:
    """What stands against it, in the reader's language; nothing once it is settled."""
    if line.state not in ("exception", "disputed"):
        return ()
    return tuple(words_stops.said(stop) for stop in named_stops_of(line, on=on))


def why_no_line(why: str) -> str:
    """Why a reported session made no line."""
    return {
        "no_payee": _("Say first who is paid for your sessions; then it comes on the invoice by itself."),
        "no_rate": _("No rate is published for that day yet; it comes on the invoice when there is one."),
        "not_paid": _("By the terms this pays nothing."),
    }.get(why, "")
