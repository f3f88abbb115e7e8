"""Why somebody is looked at between two vettings, in words that name no client."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vetting.between import Kind
from vetting.words_values import code, place_label


def reason(kind: str, *, count: int = 1, where: str = "") -> str:
    """The sentence that stands in the file and with the task."""
    if kind == Kind.CONCERNS:
        return ngettext(
            "%(count)s concern calls for a look before the next vetting.",
            "%(count)s concerns call for a look before the next vetting.", count,
        ) % {"count": count}
    if kind == Kind.CLAIM:
        return _("A malpractice claim was reported since the last vetting.")
    if kind == Kind.LICENSE:
        return _("A license for %(place)s was added since the last vetting.") % {"place": place_label(where)}
    return _("A certificate for %(service)s was added since the last vetting.") % {"service": code(where)}
