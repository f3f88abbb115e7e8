"""What places and ways of meeting are called on this app's pages.

Names of places stand in the jurisdiction packs, which another app keeps: `settings.PLACE_WORDS` names the function that
knows them, `(code) -> str`, in the reader's language; a code nobody knows comes back as it is.
"""

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from network.models import Mode

WAYS = {Mode.IN_PERSON: _("in person"), Mode.VIDEO: _("by video"), Mode.PHONE: _("by phone")}


def place(code: str) -> str:
    """A jurisdiction by its name, as a label: "Ohio", "Netherlands"."""
    return str(import_string(settings.PLACE_WORDS)(code)) if code else ""


def way(mode: str) -> str:
    """A way of meeting after a service and a place: "Counseling, Ohio, by video"."""
    return str(WAYS.get(mode, mode))
