"""What the upload coach sees: readable or not, sent before or not. Warnings, never judgments: she may send it anyway.

A remark is a small dict that JSON keeps (`code`, `page`, and what its words name), so that it is said in the language of
whoever reads it. What makes a file unusable is refused earlier, by `network.inspection`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from network import coach_text, reading
from network.coach_values import values
from network.formats import language
from network.models import Document
from network.renderings import Drawn, turned
from network.uploads import Taken

BLURRED = 0.4  # see `rendering_child.sharpness`: a sharp photo has 1.2 and more, one nobody can read at most 0.25
BLURRED_SCAN = 0.15  # of a page we drew: a pale scan is not to be asked for again
SHADED = 0.15  # of what is written on a page lies in a deep shadow
ASKEW = 6  # degrees
DARK = 105  # of 255: the brightest twentieth of the picture
SMALL = 1000  # pixels of the longer side of a photo: a page has some 60 lines of 12 pixels
ALIKE = 12  # of 1,024 comparisons may differ between a picture and a copy of it that was saved again
LOOKED_THROUGH = 200  # papers of hers that are compared

def readable(pages: Sequence[Drawn]) -> list[dict]:
    """What is wrong with pages as pictures: one remark per page, the one that explains the others."""
    found = [(number, _unreadable(page)) for number, page in enumerate(pages, 1)]
    return [{"code": code, "page": number} for number, code in found if code]


def _unreadable(page: Drawn) -> str:
    """Only a photo can be dark, small or blank: a page we drew is as its maker wanted it."""
    if page.across and page.light < DARK:
        return "dark"
    if page.across and page.across < SMALL:
        return "small"
    if page.sharp == 0:
        return "blank" if page.across else ""
    if page.sharp < (BLURRED if page.across else BLURRED_SCAN):
        return "blurred"
    if page.shaded >= SHADED:
        return "shadowed"
    return "tilted" if abs(page.askew) >= ASKEW else ""


def sent_before(taken: Taken, earlier: Iterable[Document]) -> list[dict]:
    """One remark when the same file, or the same picture saved again, is among her earlier papers."""
    sent, looks = {taken.received_sha256, taken.sha256}, [int(page.look, 16) for page in taken.drawn]
    alike = None
    for document in earlier:
        if {document.received_sha256, document.sha256} & sent:
            return [_named("same_file", document)]
        if alike is None and looks and _alike(looks, [row.get("look", "") for row in document.drawn]):
            alike = document
    return [_named("same_picture", alike)] if alike else []


def _alike(looks, others) -> bool:
    """Whether every page looks like the same page of the other. A page that shows next to nothing looks like any other."""
    if len(looks) != len(others) or not all(others) or any(look.bit_count() < 4 * ALIKE for look in looks):
        return False
    return all((look ^ int(other, 16)).bit_count() <= ALIKE for look, other in zip(looks, others, strict=True))


def _named(code, document) -> dict:
    return {"code": code, "name": document.filename, "day": document.uploaded_at.date().isoformat()}


def see(taken: Taken, *, kind: str, names: Iterable[str], on: date, least: Mapping = MappingProxyType({})) -> tuple[Taken, list[dict]]:
    """The upload with its pages upright, and what is remarked on it alone; nothing of hers is compared.

    `kind`: what it is to show; `names`: family names it may be in; `on`: her today; `least`: see `coach_text.against`.
    What the words say is looked at only where they can be read.
    """
    if found := readable(taken.drawn):
        return taken, found
    said = reading.read(taken.drawn, language=language())
    taken, found = upright(taken, said.turns)
    if not said.text.strip() and kind in coach_text.IN_HER_NAME:
        return taken, [*found, {"code": "unread"}]
    found += coach_text.against(said.text, kind=kind, names=names, on=on, least=least)
    return taken, found + [{"code": "says", "field": name, "value": value} for name, value in values(said.text, kind=kind).items()]


def upright(taken: Taken, turns: Mapping[int, int]) -> tuple[Taken, list[dict]]:
    """The upload with pages turned the right way up as they are shown; what was sent stays. And what is said of them."""
    if not turns:
        return taken, []
    drawn = (turned(page, turns[number]) if number in turns else page for number, page in enumerate(taken.drawn, 1))
    return replace(taken, drawn=tuple(drawn)), [{"code": "turned", "page": number} for number in turns]


def look(taken: Taken, practitioner, *, kind: str, names: Iterable[str], on: date, least: Mapping) -> tuple[Taken, list[dict]]:
    """Everything the coach remarks on a paper of hers, and the upload with its pages upright. See `see`."""
    taken, found = see(taken, kind=kind, names=names, on=on, least=least)
    earlier = Document.objects.of(practitioner).filter(sent=True).order_by("-uploaded_at")[:LOOKED_THROUGH]
    return taken, found + sent_before(taken, earlier)


def look_at_artefact(taken: Taken, *, names: Iterable[str]) -> tuple[Taken, list[dict]]:
    """What is remarked on a page a reviewer saw at a source, about somebody of these family `names`; and its pages upright."""
    if found := readable(taken.drawn):
        return taken, found
    said = reading.read(taken.drawn, language=language())
    taken, found = upright(taken, said.turns)
    return taken, found + ([{"code": "other_person"}] if coach_text.somebody_else(said.text, names) else [])
