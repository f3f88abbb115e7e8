"""The words for what a service needs: an expression as a reader reads it."""

from django.utils.translation import gettext_lazy as _

from licensure.catalog import AllOf, Holds, HoldsVoluntary, Supervised
from licensure.packs import packs


def title_words(key: str) -> str:
    """A title as people know it: by its abbreviation."""
    kind = packs().types.get(key)
    return kind.abbreviation or kind.title if kind else key


def needed(node, inside: bool = False) -> str:
    """An expression as a reader reads it: "one of LPC, LCSW"; in brackets inside another."""
    if isinstance(node, Holds):
        return title_words(node.title)
    if isinstance(node, HoldsVoluntary):
        return str(_("a voluntary register your policy accepts"))
    if isinstance(node, Supervised):
        said = {"what": needed(node.what, inside=True), "supervisor": needed(node.by, inside=True)}
        return str(_("%(what)s supervised by %(supervisor)s") % said)
    if len(node.parts) == 1:
        return needed(node.parts[0], inside)
    words = _("all of %(parts)s") if isinstance(node, AllOf) else _("one of %(parts)s")
    said = words % {"parts": ", ".join(needed(part, inside=True) for part in node.parts)}
    return f"({said})" if inside else said
