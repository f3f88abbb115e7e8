"""About whom a reader takes no part in what is decided: an upper app knows, `settings.TAKING_NO_PART` names its function."""

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from network.access import Forbidden


def closed_therapists(organization, actor) -> set[int]:
    """The practitioners whose matters here are closed to this reader."""
    return import_string(settings.TAKING_NO_PART)(organization, actor)


def refuse_recused_from_her(row, actor) -> None:
    """Raise Forbidden, in words, for whoever takes no part in what is decided about the therapist of this row of an organization."""
    if row.practitioner_id in closed_therapists(row.organization, actor):
        raise Forbidden(_("You take no part in what is decided about this therapist, so it is closed to you. Other colleagues decide it."))
