"""Why one item goes back to the therapist: each reason in a few words for the reviewer, and in a sentence for her."""

from django.utils.translation import gettext_lazy as _

RETURNS = {  # code → what the reviewer picks, what she reads
    "unreadable": (
        _("Cannot be read"), _("Parts of the document you sent cannot be read. Lay it flat, take the photo again and send it here."),
    ),
    "wrong_document": (
        _("Another document"), _("The document you sent is another one than this item asks for. Send the right one here."),
    ),
    "somebody_else": (
        _("In another name"), _("The document you sent is in another name than yours. Send one in your name, or write why it differs."),
    ),
    "number": (
        _("Number not found"), _("The number you gave cannot be found at the register. Check it and correct it in your profile."),
    ),
    "expired": (_("Expired"), _("The document you sent is not valid any more. Send the one that is valid now.")),
    "pages": (_("Pages are missing"), _("Pages are missing from the document you sent. Send all of them.")),
}


def message(code: str, more: str = "") -> str:
    """What she reads, in the active language: the reason's sentence and what the reviewer adds."""
    sentence = str(RETURNS[code][1]) if code in RETURNS else ""
    return "\n".join(part for part in (sentence, more.strip()) if part)
