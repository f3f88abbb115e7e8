"""What a line says to the therapist: where it is, when it is paid, or why it waits and what to do."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.formats import day
from payments import words_held, words_stops
from payments.models import InvoiceLine
from payments.queries.stops import named_stops_of
from payments.words_batches import bank_reason

STOPPED = ("matched", "exception")
AHEAD = ("submitted", "matched", "approved", "in_batch", "sent")


def status(line: InvoiceLine, *, on=None) -> str:
    """Where it is, with its date; where it is held, why and what she can do. `on`: the organization's day, that says what is late."""
    if waits := held_back(line):
        return waits
    said = {
        "draft": _("Not sent in yet"), "withdrawn": _("Taken back"), "submitted": _("Sent in, being checked"),
        "matched": _("Checked, waits for approval"), "approved": _("Approved"),
        "in_batch": _("Approved, in a batch"), "sent": _("Sent to the bank"), "paid": _("Paid"),
        "declined": _("Declined"), "disputed": _("You disputed it; another person decides"),
    }[line.state]
    if line.state == "paid" and (paid_on := _paid_on(line)):
        return _("Paid on %(day)s.") % {"day": day(paid_on)}
    if line.state == "approved" and (reason := _came_back(line)):
        return _("The bank sent it back: %(reason)s. It is paid again with a next payment.") % {"reason": reason}
    if line.state in AHEAD and line.expected_on and on is not None and line.expected_on < on:
        words = _("%(status)s. It was expected on %(day)s and is late. Nothing is needed from you; the organization can say why.")
        return words % {"status": said, "day": day(line.expected_on)}
    if line.state in AHEAD and line.expected_on:
        return _("%(status)s. Expected on %(day)s.") % {"status": said, "day": day(line.expected_on)}
    return f"{said}."


def held_back(line: InvoiceLine) -> str:
    """What keeps it from going on and what to do; nothing where it goes on. What she was asked, then a day, then its stops."""
    if line.state not in STOPPED:
        return ""
    if any(row.state == "asked" for row in line.questions.all()):
        return _("Held: you were asked about it. Answer on its page; the days until then do not count toward the day of payment.")
    waits = next((row for row in line.waits.all() if row.ended_at is None), None)
    if waits is not None and waits.until is not None:
        return _("Held until %(day)s. Nothing is needed from you; then it goes on by itself.") % {"day": day(waits.until)}
    return words_held.held(line.stops) if line.state == "exception" else ""


def _paid_on(line: InvoiceLine):
    """The day the bank booked the payment it is in."""
    return next((entry.instruction.paid_on for entry in line.entries.all() if entry.live and entry.instruction), None)


def _came_back(line: InvoiceLine) -> str:
    """Why the payment it was in came back, when that is the last thing that became of it."""
    last = max(line.entries.all(), key=lambda entry: entry.pk, default=None)
    return bank_reason(last.instruction.reason) if last is not None and last.why == ["came_back"] else ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stands against it: the rule, what is so, and what she can do."""

    rule: str
    message: str
    do: str


def reasons(line: InvoiceLine, *, on) -> tuple[Reason, ...]:
    """What stands against it, in the reader's language; nothing once it is settled."""
    if line.state not in ("exception", "disputed"):
        return ()
    found = [(stop, words_stops.said(stop)) for stop in named_stops_of(line, on=on)]
    return tuple(Reason(said.rule, said.message, words_held.what_to_do(stop.key)) for stop, said in found)


def why_no_line(why: str) -> str:
    """Why a reported session made no line."""
    return {
        "no_payee": _("Say first who is paid for your sessions; then it comes on the invoice by itself."),
        "no_rate": _("No rate is published for that day yet; it comes on the invoice when there is one."),
        "not_paid": _("By the terms this pays nothing."),
    }.get(why, "")
