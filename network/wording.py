"""The words an organization adds to a letter: plain text with a few named fields, no logic and no attributes (safety A23)."""

import re
from datetime import date

from django.utils import translation

from network.formats import day_long

FIELDS = ("name", "organization", "reference", "day")  # all that may stand between braces
MARK = re.compile(r"\{([^{}]*)\}")
LONGEST = 2000  # characters; more belongs into an enclosure


def filled(text: str, values: dict) -> str:
    """The text with its fields replaced, in one pass: a value that looks like a field stays as it is."""
    return MARK.sub(lambda found: str(values[found[1]]) if found[1] in FIELDS else found[0], text)


def strange(text: str) -> list[str]:
    """What stands between braces and is no field, in order."""
    return [name for name in MARK.findall(text) if name not in FIELDS]


def day_in(language: str, day: date) -> str:
    """A day as a letter in this language writes it."""
    with translation.override(language):
        return day_long(day)
