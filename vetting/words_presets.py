"""What each preset is based on, and how sure, in words: a preset is a beginning, and its numbers are somebody's to check."""

from collections import Counter

from django.utils.translation import gettext_lazy, ngettext

from network.formats import listed
from vetting import presets, words

BASIS = {
    "DOT-SAP": gettext_lazy(
        "Substance abuse professionals after 49 CFR 40.281: a listed profession, the qualification with its examination, and "
        "twelve hours of professional development every three years, around what a US program usually asks."
    ),
    "EAP-NL": gettext_lazy(
        "A Dutch program: a statutory registration or an accepted voluntary register, a certificate of conduct that is seen and "
        "never kept, and no question on crime."
    ),
    "EAP-UK": gettext_lazy(
        "A British program: a statutory registration, or an accredited voluntary register with 450 hours and a supervisor, "
        "supervision every month, and a DBS certificate in place of questions on crime."
    ),
    "EAP-basic-US": gettext_lazy(
        "What most US programs ask of an affiliate: an independent license, one year of EAP work, $1M and $3M of cover."
    ),
    "EASNA-high": gettext_lazy(
        "The purchaser’s guide of EASNA: five years after the master’s degree, three years of EAP work, $1M and $3M of cover, "
        "everything verified at its source."
    ),
    "NCQA-2025": gettext_lazy(
        "NCQA’s credentialing standards since July 2025: 120 days for everything that ages, monthly monitoring, vetting again "
        "within 36 months. Votes by mail and verification by rule are off; switched on, they do not conform."
    ),
}
RESTS = {
    "source": lambda count: ngettext("%(count)s rule rests on a source", "%(count)s rules rest on a source", count),
    "known": lambda count: ngettext("%(count)s on general knowledge", "%(count)s on general knowledge", count),
    "usual": lambda count: ngettext("%(count)s on what is usual", "%(count)s on what is usual", count),
    "guess": lambda count: ngettext("%(count)s is a guess to check", "%(count)s are guesses to check", count),
}


def basis(name: str) -> str:
    """What a preset is based on; "" for one that is not shipped."""
    return str(BASIS.get(name, ""))


def how_sure(name: str) -> str:
    """How many of its rules rest on what."""
    counted = Counter(presets.sure(name).values())
    return listed([RESTS[kind](counted[kind]) % {"count": counted[kind]} for kind in presets.SURE if counted[kind] or kind == "source"])


def guesses(name: str) -> str:
    """The rules whose numbers are guesses, by name: the ones to look at first."""
    return listed([words.title(key) for key, kind in presets.sure(name).items() if kind == "guess"])
