"""The words around the form of each way to close a check."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Tells:
    """What a way to close a check means, the words on its button, and the button's kind."""

    text: str
    button: str
    kind: str = "primary"


TELLS = {
    "verify": Tells(
        _("Say what the source answered. It stays as you write it; a later check can replace it, nobody can edit it."), _("Verify")
    ),
    "ask": Tells(_("Note that the source was asked. It is the source’s turn until it answers."), _("Note that it was asked")),
    "flag": Tells(
        _("Say what the source says otherwise. The file cannot be decided until it is cleared up."), _("Record the difference")
    ),
    "mark_unavailable": Tells(_("A source that cannot be asked is not a source that says no."), _("Record as unavailable")),
    "waive": Tells(_("A waiver needs a reason and stays in the file."), _("Waive"), "stop"),
    "replace": Tells(_("The check that was made stays readable. A new one opens in its place."), _("Open a new check")),
}
