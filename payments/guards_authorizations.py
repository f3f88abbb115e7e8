"""When an authorization may be changed."""

from django.utils.translation import gettext_lazy as _

from network.queries.people import same_persons
from network.transitions import Refusal


def given_reason(row, *, actor, at, reason="", **inputs):
    """What is taken back or widened says why."""
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})


def another_asked(row, *, actor, at, **inputs):
    """Nobody grants herself more units, under any account."""
    if row.asked_by_id in same_persons(actor.person_id):
        yield Refusal("same_person", _("You asked for this yourself."), _("A colleague answers it."))
