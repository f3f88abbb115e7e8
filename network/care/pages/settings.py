"""What was set about calls, day by day, for the page on which it is set."""

from django.utils.translation import gettext as _

from network.care.facts.settings import OFFERS, RESPOND
from network.care.models.calls import Urgency
from network.formats import day, listed
from network.parts import Pair


def history(rows) -> tuple[Pair, ...]:
    """Each value with the day it counts from and who set it."""
    return tuple(Pair(_("from %(day)s") % {"day": day(row.effective_from)}, f"{_said(row)} ({row.author.full_name})") for row in rows)


def _said(row) -> str:
    if row.key == OFFERS:
        how = {
            "one": _("to one after the other"), "all": _("to all on the list at once"), "either": _("as whoever takes the call chooses"),
        }
        return _("A referral is offered %(how)s") % {"how": how[row.value]}
    words = _("Hours to answer: %(said)s") if row.key == RESPOND else _("Working days to the first appointment: %(said)s")
    names = dict(Urgency.choices)
    return words % {"said": listed([f"{names[urgency]} {number}" for urgency, number in row.value.items()])}
