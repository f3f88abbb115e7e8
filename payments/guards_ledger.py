"""When a period of the ledger may be closed: each guard yields what is unmet and what would make it possible."""

from django.utils.translation import gettext_lazy as _

from network.formats import day
from network.guards import today
from network.transitions import Refusal


def gives_reason(row, *, actor, at, reason="", **inputs):
    """One person closes it; why is on record with her name."""
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})


def is_over(period, *, actor, at, **inputs):
    """A period that still runs takes postings of its own days."""
    if period.last >= today(period, at):
        words = _("This period runs through %(day)s.") % {"day": day(period.last)}
        yield Refusal("period_runs", words, _("Close it on a later day."))


def earlier_closed(period, *, actor, at, **inputs):
    """They close in order: what comes late always has the next open one to go to."""
    rows = type(period).objects.within(period.organization).filter(state="open", first__lt=period.first)
    earliest = rows.order_by("first").first()
    if earliest is not None:
        words = _("An earlier period is still open: %(key)s.") % {"key": earliest.key}
        yield Refusal("earlier_open", words, _("Close that one first."))
