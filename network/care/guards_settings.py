"""When a change of how calls are handled may be confirmed: by another person, in time."""

from django.utils.translation import gettext_lazy as _

from network.duties import bars
from network.queries.people import same_persons
from network.transitions import Refusal
from payments.guards_changes import first_day_ahead, gives_reason

__all__ = ["another_proposed_it", "first_day_ahead", "gives_reason"]


@bars("care", "confirm how calls are handled and what is kept of them", "propose it", code="same_person")
def another_proposed_it(row, *, actor, at, **inputs):
    """Who proposed the change does not confirm it, under any account."""
    if row.proposed_by_id in same_persons(actor.person_id):
        yield Refusal("same_person", _("You proposed this yourself."), _("A colleague confirms it."))
