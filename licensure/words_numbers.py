"""How the usual number of a title is said to a reader: "PSY + 10 digits" for `PSY\\d{10}`; what may be left out is in brackets."""

import re

from django.utils.translation import gettext, ngettext

DIGITS = re.compile(r"\\d(?:\{(?P<least>\d+)(?:,(?P<most>\d+))?\}|(?P<more>\+))")
CHOICE = re.compile(r"\[(?P<letters>\w+)\]")
OPTIONAL = re.compile(r"(?:\((?P<inside>[^()]+)\)|(?P<sign>[\w-]))\?")
LETTERS = re.compile(r"\[A-Z\](?:\{(?P<least>\d+)(?:,(?P<most>\d+))?\})?")
TEXT = re.compile(r"[A-Z0-9|/-]+?(?=[\w-]\?|[\\(\[]|$)")


def number_words(pattern: str) -> str:
    """A pattern of letters, digits and parts that may be left out, in words; any other pattern as it is written."""
    said, at = [], 0
    while at < len(pattern):
        piece = next(filter(None, (kind.match(pattern, at) for kind in (DIGITS, LETTERS, CHOICE, OPTIONAL, TEXT))), None)
        if piece is None:
            return pattern
        said.append(WORDS[piece.re](piece))
        at = piece.end()
    return " + ".join(said)


def _digits(piece) -> str:
    if piece["more"]:
        return gettext("one or more digits")
    least, most = int(piece["least"]), int(piece["most"] or piece["least"])
    if least != most:
        return gettext("%(least)d to %(most)d digits") % {"least": least, "most": most}
    return ngettext("%(count)d digit", "%(count)d digits", least) % {"count": least}


def _letters(piece) -> str:
    least = int(piece["least"] or 1)
    most = int(piece["most"] or least)
    if least != most:
        return gettext("%(least)d to %(most)d letters") % {"least": least, "most": most}
    return ngettext("%(count)d letter", "%(count)d letters", least) % {"count": least}


WORDS = {
    DIGITS: _digits,
    LETTERS: _letters,
    CHOICE: lambda piece: "/".join(piece["letters"]),
    OPTIONAL: lambda piece: f"[{number_words(piece['inside']) if piece['inside'] else piece['sign']}]",
    TEXT: lambda piece: piece[0].replace("|", "/"),
}
