"""What each setting of care is called, what it does, why it has a floor, and its values in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from network.care.clocks import URGENCIES
from network.care.models.calls import Urgency
from network.care.parameters import APPOINTMENT, KEEP, MINIMUM, OFFERS, RESPOND, SETTINGS
from network.formats import listed, number

WORDS = {
    OFFERS: (_("Whom a referral is offered to"), _("One after the other, or all on the list at once: the first to accept has it.")),
    RESPOND: (
        _("Hours to answer"), _("How long a therapist may take to answer an offer before it goes to the next in line."),
    ),
    APPOINTMENT: (
        _("Working days to the first appointment"),
        _("What a client is promised. Without an appointment by that day a task for intake opens."),
    ),
    MINIMUM: (
        _("People behind a number"),
        _(
            "How many people stand behind a number an employer reads. Fewer than five is never possible: colleagues could guess who "
            "asked for help. Years that were told stay as they were told."
        ),
    ),
    KEEP: (
        _("How long calls are kept"),
        _(
            "Days after the last of a call and its referrals was over. Then what the caller said is emptied for good; the call stays "
            "counted. Less than a year is never possible: sessions are counted by 12 months. More than ten years is not needed for "
            "anything here, and what is not needed is not kept."
        ),
    ),
}
CHOICES = {
    "one": _("To one after the other"), "all": _("To all on the list at once"), "either": _("As whoever takes the call chooses"),
}


def name_of(key: str) -> str:
    """What a setting is called."""
    return str(WORDS[key][0])


def help_of(key: str) -> str:
    """What it does, and why its bounds are where they are."""
    return str(WORDS[key][1])


def said(key: str, value) -> str:
    """A value in words."""
    setting = SETTINGS[key]
    if setting.ways:
        return str(CHOICES[value])
    if not setting.by_urgency:
        return counted(setting.unit, value)
    names = dict(Urgency.choices)
    return listed([f"{counted(setting.unit, value[urgency])} ({names[urgency]})" for urgency in URGENCIES])


def counted(unit: str, count: int) -> str:
    """So many of a unit."""
    words = {
        "hours": ngettext("%(n)s hour", "%(n)s hours", count), "days": ngettext("%(n)s day", "%(n)s days", count),
        "working_days": ngettext("%(n)s working day", "%(n)s working days", count),
        "people": ngettext("%(n)s person", "%(n)s people", count),
    }
    return words[unit] % {"n": number(count)}
