"""What differs between her word and the source, in words: for the reviewer beside the columns, and in the notice to her."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensure.comparing import AMOUNTS
from network.formats import amount, day
from vetting.words_values import code

DIFFERS = {  # field → the head of its line
    "name": gettext_lazy("Name differs"), "number": gettext_lazy("Number differs"), "born": gettext_lazy("Date of birth differs"),
    "title": gettext_lazy("Title differs"),
    "first": gettext_lazy("First day differs"), "last": gettext_lazy("Last day differs"),
    "per_claim": gettext_lazy("Amount per claim differs"), "aggregate": gettext_lazy("Amount per year differs"),
    "paid": gettext_lazy("Amount paid differs"), "reserved": gettext_lazy("Amount reserved differs"),
    "incident_on": gettext_lazy("Day of the incident differs"), "reported_on": gettext_lazy("Day reported differs"),
    "closed_on": gettext_lazy("Day closed differs"), "claim_state": gettext_lazy("State of the claim differs"),
    "currency": gettext_lazy("Currency differs"), "claims": gettext_lazy("Number of claims differs"),
}
HOW = {
    "digit": gettext_lazy("in one place"), "swapped": gettext_lazy("two places swapped"), "extra": gettext_lazy("one sign too many"),
    "missing": gettext_lazy("one sign is missing"),
}


def head(difference) -> str:
    """ "Number differs in one place": which field, and what slip it may be."""
    said, how = str(DIFFERS[difference.field]), HOW.get(difference.how)
    return _("%(what)s, %(how)s") % {"what": said, "how": how} if how else said


def side(difference, value, currency="") -> str:
    """One side's value as a reader writes it."""
    if difference.field in AMOUNTS:
        return amount(value, currency, cents=value % 100 != 0) if currency else str(value)
    if difference.field == "claim_state":
        return code(value)
    return day(value) if isinstance(value, date) else str(value)


def sentence(difference, currency="") -> str:
    """The whole difference in one line: "Number differs, in one place: 123 by her word, 124 at the source"."""
    return _("%(what)s: %(hers)s by the therapist’s word, %(theirs)s at the source") % _said(difference, currency)


def to_her(difference, currency="") -> str:
    """The same line as she reads it."""
    return _("%(what)s: %(hers)s as you wrote it, %(theirs)s at the source") % _said(difference, currency)


def _said(difference, currency):
    hers, theirs = (side(difference, value, currency) for value in (difference.hers, difference.theirs))
    return {"what": head(difference), "hers": hers, "theirs": theirs}


def protected() -> str:
    """In place of a source of which she is told neither who it is nor what it said."""
    return _("a source that is protected")


def notice(found, *, source, comment="", currency="") -> str:
    """The notice of a discrepancy, in the active language: what differs at which source, and her right to correct it.

    NCQA CR 1 A: she may correct erroneous information, and is told what differs.
    """
    lines = [_("We compared what you told us with %(source)s. It does not agree.") % {"source": source or _("the source")}]
    lines += [f"• {to_her(each, currency)}" for each in found]
    lines += [comment.strip()] if comment.strip() else []
    lines.append(_("You have the right to correct this. Change it in your profile, or write here what is right and why."))
    return "\n".join(lines)
