"""What is kept together on a page or a letter, and where a long word may part.

A date never breaks before its month or its year. The longest Dutch words are wider than a phone in a title, and not every
browser knows where Dutch words part: those get a soft hyphen at their joint.

Only what is shown is touched, at the very end: texts that are stored, mailed, compared or read by machines keep plain
spaces. Tags with their attributes stay as they are, and so does what somebody typed into a box.
"""

import re

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join

from network.formats import NBSP

MONTHS = (
    "Jan(?:uary|uari)?", "Feb(?:ruary|ruari)?", "Mar(?:ch)?", "Mrt", "Maart", "Apr(?:il)?", "May", "Mei", "June?", "Juni", "July?", "Juli",
    "Aug(?:ust|ustus)?", "Sept?(?:ember)?", "O[ck]t(?:ober)?", "Nov(?:ember)?", "Dec(?:ember)?",
)
LEFT_ALONE = r"<(script|style|textarea)\b.*?</\1>|<[^>]*>"
DATE = rf"\b([0-9]{{1,2}}) ({'|'.join(MONTHS)})\b(?: ([0-9]{{4}})\b)?"
JOINTS = (
    "aansprakelijkheids|verzekering", "beroeps|aansprakelijkheid", "betalings|voorwaarden", "deskundigheids|bevordering",
    "verslavings|therapeut",
)
LONG = r"\b({})({})".format(*("|".join(dict.fromkeys(part)) for part in zip(*(word.split("|") for word in JOINTS), strict=True)))
SOFT_HYPHEN = "\u00ad"
FOUND = re.compile(f"{LEFT_ALONE}|{DATE}|{LONG}", re.IGNORECASE | re.DOTALL)


def keep_together(html: str) -> str:
    """The page with no-break spaces inside its dates and soft hyphens inside its longest words."""
    return FOUND.sub(_joined, html)


def _joined(found: re.Match) -> str:
    _tag, number, month, year, head, tail = found.groups()
    if head:
        return f"{head}{SOFT_HYPHEN}{tail}"
    return NBSP.join(part for part in (number, month, year) if part) if number else found.group()


ADDRESS = re.compile(rf"{LEFT_ALONE}|((?:https?://|[\w.+-]+@)[^\s<>\"']*[\w/])", re.IGNORECASE | re.DOTALL)


def addresses_whole(html: str) -> str:
    """A letter in which no hyphen is put into an address, where it would be read as a part of it; it still breaks where it must."""
    return ADDRESS.sub(lambda found: f'<span class="address-line">{found.group()}</span>' if found[2] else found.group(), html)


class KeepTogether:
    """Lays out the dates of every page, just before it is sent."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """The view's answer; files, streams and what machines read pass as they are."""
        answer = self.get_response(request)
        if not answer.streaming and answer.headers.get("Content-Type", "").startswith("text/html"):
            answer.content = keep_together(answer.content.decode(answer.charset)).encode(answer.charset)
        return answer


# not what is a piece of an address, which breaks where it may
REFERENCE = re.compile(r"(?<![\w/.:-])(?:(?:[A-Z]{1,5}-)?[0-9]+(?:-[0-9]+)+|[A-Z]{1,5}-[0-9]+)(?![\w/-])")


def whole(value):
    """`{{ pair.value|whole }}`: numbers and references, such as HB-0042 and 149-010274, break at no hyphen; what is drawn stays."""
    if not isinstance(value, str | Promise) or hasattr(value, "__html__"):
        return value
    text, parts, at = str(value), [], 0
    for found in REFERENCE.finditer(text):
        parts += [text[at : found.start()], format_html('<span class="whole">{}</span>', found.group())]
        at = found.end()
    return format_html_join("", "{}", ((part,) for part in (*parts, text[at:])))
