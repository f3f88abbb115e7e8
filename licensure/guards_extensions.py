"""Guards of extensions: two people by person, nobody about herself, a reason (`guards.says_why`) where something stops counting."""

from django.utils.translation import gettext_lazy as _

from network.duties import bars
from network.queries.people import same_persons
from network.transitions import Refusal


@bars("evidence", "confirm that a board extends licenses", "enter it", code="same_person")
def another_entered_it(extension, *, actor, at, **inputs):
    """A license is waived by nobody: who lets one count longer is another person than who entered it."""
    if extension.entered_by_id in same_persons(actor.person_id):
        yield Refusal("same_person", _("You entered this yourself."), _("Another person reads the announcement and confirms it."))


def not_her_own_license(extension, *, actor, at, **inputs):
    """Nobody extends the license she holds herself, under any account."""
    if extension.license_id and extension.license.practitioner.person_id in same_persons(actor.person_id):
        yield Refusal("own_file", _("This license is yours."), _("A colleague confirms it."))
