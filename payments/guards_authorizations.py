"""When an authorization may be changed."""

from django.utils.translation import gettext_lazy as _

from network.duties import bars
from network.queries.people import same_persons
from network.transitions import Refusal


def given_reason(row, *, actor, at, reason="", **inputs):
    """What is taken back or widened says why."""
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})


@bars("payments", "grant or decline more units", "ask for them", code="same_person")
def another_asked(row, *, actor, at, **inputs):
    """Nobody grants herself more units, under any account."""
    if row.asked_by_id in same_persons(actor.person_id):
        yield Refusal("same_person", _("You asked for this yourself."), _("A colleague answers it."))


def has_outcome(row, *, actor, at, outcome="", **inputs):
    """The closing form says how it ended."""
    if not outcome:
        yield Refusal("no_outcome", _("No outcome is chosen."), _("Choose how it ended."), {"field": "outcome"})


def said_once(row, *, actor, at, **inputs):
    """It is said once; what was said stays."""
    if row.outcome:
        yield Refusal("closed_already", _("You have said how this case ended."), _("Ask the organization if it was an error."))
