"""A pseudo-locale: every marked text comes back between ⟦ and ⟧, so that what was never marked stands out.

Both languages are replaced by it in memory. A text is only marked when the Dutch catalogs (ours, Django's, allauth's) have
it: an English sentence of a library that would reach a Dutch page stands out as well. Values put into a sentence stay
outside the marks and are judged by themselves.
"""

import re
from contextlib import contextmanager
from gettext import GNUTranslations
from html.parser import HTMLParser
from pathlib import Path

from django.utils.translation import trans_real

from network.templatetags import queue_cells

OPEN, CLOSE = "⟦", "⟧"
APART = re.compile(r"(%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]*>)")  # values and tags, which stay outside
with (Path(__file__).parent.parent / "locale" / "nl" / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
    OURS = GNUTranslations(compiled)._catalog
LETTERS = re.compile(r"[^\W\d_]")


def mark(text: str) -> str:
    """`⟦Ask ⟧%(name)s⟦ first.⟧`"""
    pieces = APART.split(text)
    return "".join(
        piece if number % 2 or not LETTERS.search(piece) else f"{OPEN}{piece}{CLOSE}" for number, piece in enumerate(pieces)
    )


class Marked:
    """Stands in for a language's translations; everything but the words is that language's."""

    def __init__(self, language: str):
        self.real, self.dutch = trans_real.DjangoTranslation(language), trans_real.DjangoTranslation("nl")._catalog
        self.borrowed: dict[str, str] = {}  # what a library has in Dutch and we do not: as marked → its Dutch

    def __getattr__(self, name):
        return getattr(self.real, name)

    def gettext(self, message: str) -> str:
        """Marked when Dutch has it; without its context, which only translators read."""
        shown = message.rpartition(trans_real.CONTEXT_SEPARATOR)[2]
        if not (known := self.dutch.get(message)):
            return shown
        if message not in OURS:
            self.borrowed[mark(shown)] = known
        return mark(shown)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The form for the number, marked when Dutch has the pair."""
        shown = (singular if number == 1 else plural).rpartition(trans_real.CONTEXT_SEPARATOR)[2]
        known = (singular, 0) in self.dutch or (singular, 1) in self.dutch
        return mark(shown) if known else shown


@contextmanager
def pseudo():
    """Speak the pseudo-locale, whatever language is asked for."""
    kept, default = dict(trans_real._translations), trans_real._default
    queue_cells._drawn.cache_clear()  # marks drawn before, in words that are not marked
    trans_real._translations.update({language: Marked(language) for language in ("en", "nl")})
    trans_real._default = trans_real._translations["en"]
    trans_real.activate("nl")
    try:
        yield trans_real._translations
    finally:
        trans_real._translations.clear()
        trans_real._translations.update(kept)
        trans_real._default = default
        queue_cells._drawn.cache_clear()
        trans_real.deactivate()


# ── Reading a page ───────────────────────────────────────────────────────────
SAID_IN = {"title", "aria-label", "placeholder", "alt", "aria-description", "aria-roledescription", "label"}
SILENT = {"script", "style"}


class Reader(HTMLParser):
    """Collects what a page says: (where, text) of text nodes and speaking attributes, and its links and forms."""

    def __init__(self):
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self.links: list[str] = []
        self.forms: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        """Attributes that are read out, and where the page leads."""
        found = dict(attrs)
        self.silent += tag in SILENT
        self.said += [(f"{tag} {name}", value) for name, value in attrs if name in SAID_IN and value]
        if tag == "input" and found.get("type") in ("submit", "button", "reset"):
            self.said.append((tag, found.get("value") or ""))
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        if tag == "form":
            posts = (found.get("method") or "").lower() == "post"
            (self.forms if posts else self.links).append(found.get("action") or "")

    def handle_endtag(self, tag):
        """Leave a script."""
        self.silent -= tag in SILENT

    def handle_data(self, data):
        """A text node."""
        if not self.silent and data.strip():
            self.said.append(("text", data))


WHOLE = re.compile(r'<span class="whole">([^<]*)</span>')  # a number kept on one line, which ends no sentence


def read(page: str) -> Reader:
    """A page as a reader finds it."""
    reader = Reader()
    reader.feed(WHOLE.sub(r"\1", page))
    reader.close()
    return reader


# ── Judging it ───────────────────────────────────────────────────────────────
# what no language translates: addresses, numbers and references, fingerprints, codes of places and currencies, file types
ANYWHERE = re.compile(
    r"%\(\w+\)[sd]|\{\w+\}|https?://\S+|[\w.+-]+@[\w.-]+|[\w.-]*\.(?:pdf|png|jpg|jpeg|csv|txt|html)\b|\b(?=\w*\d)[\w-]+|\b[0-9a-f]{4}\b"
    r"|\b[A-Z]{2}-[A-Z]{2,3}\b|\b[A-Z]{2,4}\b|\b[KM]B\b|\bGoodstanding\b|\bmanage\.py \w+\b|\bSHA-256\b|\b[A-Z]\w+/[A-Z]\w+\b"
)
ADDRESS = re.compile(r"https?://\S+")
FILE = re.compile(r"\b[\w.-]+\.(?:pdf|png|jpg|jpeg|csv|txt|html)\b")
WORD = re.compile(r"[^\W\d_]{2,}")
KEY = re.compile(r"^[a-z][a-z0-9_.:/-]*$")  # a machine's key is never data a person wrote


def outside(text: str) -> str:
    """The text without what stands between marks (a mark that was cut off reaches to the end)."""
    kept, depth = [], 0
    for letter in text:
        if letter == OPEN:
            depth += 1
        elif letter == CLOSE:
            depth = max(0, depth - 1)
            kept.append(" ")
        elif not depth:
            kept.append(letter)
    return "".join(kept)


class Data:
    """What people and files of the world brought in: names, titles, sources, reasons, as they wrote them.

    `keys` are words of a machine that are shown as they are, such as the columns of a file.
    """

    def __init__(self, values, keys=()):
        found = {" ".join(str(value).split()) for value in values if isinstance(value, str)}
        kept = {value for value in found if len(value) > 1 and not KEY.match(value) and OPEN not in value}
        self.whole = kept
        parts = sorted({*keys, *(value for value in kept if len(value) > 2)}, key=len, reverse=True)
        self.part = re.compile("|".join(rf"(?<!\w){re.escape(value)}(?!\w)" for value in parts) or r"(?!)")
        self.judged: dict[str, str] = {}

    def unmarked(self, text: str) -> str:
        """What is left of a text that is neither marked nor data; empty when all is well."""
        if text not in self.judged:
            self.judged[text] = self._left(text)
        return self.judged[text]

    def _left(self, text: str) -> str:
        rest = " ".join(outside(text).replace("\u00ad", "").split())  # where a long word may part, also one of the data
        if not WORD.search(rest) or rest in self.whole:
            return ""
        # a value may hold an address or be the beginning of one, and a file's name may hold a value
        for begun in (rest, ADDRESS.sub(" ", rest), FILE.sub(" ", rest)):
            left = ANYWHERE.sub(" ", self.part.sub(" ", begun))
            if not WORD.search(left):
                return ""
        return " ".join(left.split())
