"""Guards of the machine of alerts: whom one is about, and that a dismissal says why."""

from django.utils.translation import gettext_lazy as _

from network.transitions import Refusal
from vetting.guards import not_own_file

__all__ = ["not_own_file", "says_why"]


def says_why(alert, *, actor, at, reason="", **inputs):
    """Nothing is dismissed without a note."""
    if not str(reason).strip():
        yield Refusal("no_note", _("A note is missing."), _("Say why nothing needs to be done."))
