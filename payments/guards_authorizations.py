"""When an authorization may be changed."""

from django.utils.translation import gettext_lazy as _

from network.transitions import Refusal


def given_reason(row, *, actor, at, reason="", **inputs):
    """What is taken back or widened says why."""
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})
