"""What a letter says of limits within which she works: those of one grant, and those that stand whatever else changes."""

from django.utils.translation import pgettext_lazy

from network.formats import listed
from vetting.facts.actions import narrowed
from vetting.narrowing import keys_of, together

NARROWED = {
    "no_minors": pgettext_lazy("letter", "no clients under 18"), "video_only": pgettext_lazy("letter", "by video only"),
}


def limits_told(limits: dict) -> str:
    """The limits of a grant, in words: no minors, by video only."""
    return listed([str(NARROWED[key]) for key in keys_of(limits)])


def still_told(participation, *limits: dict) -> str:
    """These limits and all that narrows her work until somebody lifts it or an appeal undoes it, in words; empty for none."""
    return limits_told(together(*limits, *(each.limits for each in narrowed(participation))))
