"""Whether an answer may be taken over unread, by one key: only when nothing of it differs or asks to be read."""

from django.utils.translation import gettext_lazy as _

from licensure.compared import differences, needs_reading, unidentified
from network.transitions import Refusal


def unread(verification):
    """Why an answer cannot be taken over by one key; empty when it can."""
    look = _("Open it, look at both and say what you see.")
    if verification.state != "obtained":
        yield Refusal("not_obtained", _("No answer of the source waits here."), look)
        return
    if verification.met_by_id:
        yield Refusal("met", _("A meeting is confirmed in words, by another person."), _("Say how you know who it is."))
    if differences(verification):
        yield Refusal("differs_somewhere", _("The source says otherwise than the therapist does."), look)
    if unidentified(verification):
        yield Refusal("unidentified", _("The answer does not say whose it is: the name or the number is missing."), look)
    if needs_reading(verification):
        yield Refusal("to_read", _("The answer says something about the therapist’s standing that a person must read."), look)
