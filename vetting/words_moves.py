"""The words for what a move of home does to what rests on it. Codes come from `licensure.home_moves`."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensure.home_moves import Move
from network.formats import day
from vetting.words_values import place_label

FATES = {
    Move.NO_LICENSE: gettext_lazy("no license in the new home state: ended on the day before %(day)s"),
    Move.STAYS_EXPIRED: gettext_lazy("expired before the move of %(day)s and stays so"),
    Move.NOT_MOVED: gettext_lazy("encumbered and not moved on %(day)s"),
    Move.NOT_ELIGIBLE: gettext_lazy("the license in the new home state cannot carry it: ended on the day before %(day)s"),
    Move.MOVED_ENCUMBERED: gettext_lazy("rests on an encumbered license since %(day)s and does not count"),
    Move.NOW_AT_HOME: gettext_lazy("for the new home state itself: ended on the day before %(day)s"),
    Move.MOVED: gettext_lazy("rests on the license of the new home state since %(day)s"),
    Move.ENDED: gettext_lazy("ended with the move of home, on the day before %(day)s"),
}


def resting_words(each) -> str:
    """One authority that rests on a home license."""
    said = _("%(title)s, %(place)s") % {"title": each.title, "place": place_label(each.place)} if each.place else each.title
    return f"{said}: {FATES[Move(each.how)] % {'day': day(each.on)}}" if each.how else said
