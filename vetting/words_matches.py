"""A list match in words: which identifiers agree, differ or are unknown, and how."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

IDENTIFIERS = {
    "family_name": gettext_lazy("Family name"), "given_name": gettext_lazy("Given name"), "middle_name": gettext_lazy("Middle name"),
    "date_of_birth": gettext_lazy("Date of birth"), "npi": gettext_lazy("NPI"),
}
SEEN_ELSEWHERE = {  # what a list seldom has, or not as one field: a person compares it
    "license_number": gettext_lazy("License number"), "profession": gettext_lazy("Profession or specialty"),
    "address": gettext_lazy("Place of work or home"), "other": gettext_lazy("Something else, named in the reason"),
}
VERDICTS = {
    "agrees": pgettext_lazy("identifier", "Agrees"), "differs": pgettext_lazy("identifier", "Differs"),
    "unknown": pgettext_lazy("identifier", "Unknown"),
}
TAGS = {"agrees": "warn", "differs": "done", "unknown": "draft"}  # what agrees speaks for her being the one on the list
HOW = {
    "exact": gettext_lazy("letter by letter"), "part": gettext_lazy("one part of a longer name"),
    "second": gettext_lazy("the second given name"), "middle": gettext_lazy("the middle name"),
    "cut": gettext_lazy("cut off where the list cuts names"), "typo": gettext_lazy("but for a slip of the pen"),
    "initial": gettext_lazy("the first letter only"), "nickname": gettext_lazy("a short form of it"),
    "vowels": gettext_lazy("the same but for its vowels"),
    "spelling": gettext_lazy("spelled by ear from another alphabet"),
    "swapped": gettext_lazy("given and family name swapped"),
}
MEANS = {
    "possible": gettext_lazy("Possible: a name alone, or less. Many people share a name."),
    "probable": gettext_lazy("Probable: the name and the day of birth agree."),
    "certain": gettext_lazy("Certain: the NPI agrees."),
}


def verdict(reason) -> str:
    """One identifier's verdict as a word and how: "Agrees, but for a slip of the pen"."""
    word, how = str(VERDICTS[reason["verdict"]]), HOW.get(reason.get("how") or "")
    return _("%(verdict)s, %(how)s") % {"verdict": word, "how": how} if how and reason["verdict"] != "unknown" else word


def differing(clearance) -> list[str]:
    """What was said to differ, in words."""
    names = {**IDENTIFIERS, **SEEN_ELSEWHERE}
    return [str(names[name]) for name in names if name in clearance.get("differing", ())]
