"""What the upload coach sees: readable or not, sent before or not. Warnings, never judgments: she may send it anyway.

A remark is a small dict that JSON keeps (`code`, `page`, and what its words name), so that it is said in the language of
whoever reads it. What makes a file unusable is refused earlier, by `network.inspection`.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import coach_text, reading
from network.formats import day, language
from network.models import Document
from network.renderings import Drawn
from network.uploads import Taken

BLURRED = 0.05  # see `rendering_child.sharpness`: a drawn page has 1 and more, a sharp photo 0.3, one nobody can read 0.02
DARK = 105  # of 255: the brightest twentieth of the picture
SMALL = 1000  # pixels of the longer side of a photo: a page has some 60 lines of 12 pixels
ALIKE = 12  # of 1,024 comparisons may differ between a picture and a copy of it that was saved again
LOOKED_THROUGH = 200  # papers of hers that are compared

WORDS = {
    "blurred": (
        gettext_lazy("Page %(page)s is blurred."),
        gettext_lazy("A reviewer has to read every date and number on it, and would ask you for it again."),
        gettext_lazy("Lay the page flat, hold still, and tap the text on the screen before you take the photo."),
    ),
    "dark": (
        gettext_lazy("Page %(page)s is too dark."),
        gettext_lazy("Small print cannot be read in it."),
        gettext_lazy("Take the photo again in daylight, or with a lamp beside the page."),
    ),
    "small": (
        gettext_lazy("Page %(page)s is a very small picture."),
        gettext_lazy("Small print cannot be read in it."),
        gettext_lazy("Take the photo yourself instead of sending a preview or a picture of a screen."),
    ),
    "blank": (
        gettext_lazy("Page %(page)s shows nothing."),
        gettext_lazy("There is nothing on it a reviewer could read."),
        gettext_lazy("Turn the page over and take the photo again."),
    ),
    "turned": (
        gettext_lazy("Page %(page)s lies on its side or upside down."),
        gettext_lazy("A reviewer reads it beside the register, and cannot turn it there."),
        gettext_lazy("Hold your phone the way the text runs and take the photo again."),
    ),
    "other_kind": (
        gettext_lazy("This looks like another kind of paper."),
        gettext_lazy("It does not prove what is asked here."),
        gettext_lazy("Look whether you chose the right file."),
    ),
    "other_name": (
        gettext_lazy("We do not find your family name on it."),
        gettext_lazy("A paper in somebody else’s name does not count for you."),
        gettext_lazy("Choose the one in your name. If it is in a former name, add that name to your profile."),
    ),
    "passed": (
        gettext_lazy("The last day we find on it is %(day)s, and that has passed."),
        gettext_lazy("Without one that runs now, no clients may be sent to you."),
        gettext_lazy("Send the one that runs now."),
    ),
    "same_file": (
        gettext_lazy("You sent this file before: %(name)s, on %(day)s."),
        gettext_lazy("A reviewer who looks for the new paper finds the old one again."),
        gettext_lazy("Choose the newest paper. Send it again only if it belongs here too."),
    ),
    "same_picture": (
        gettext_lazy("This looks like a picture you sent before: %(name)s, on %(day)s."),
        gettext_lazy("A reviewer who looks for the new paper finds the old one again."),
        gettext_lazy("Choose the newest paper. Send it again only if it belongs here too."),
    ),
}


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
    return "blurred" if page.sharp < BLURRED else ""


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


def look(taken: Taken, practitioner, *, kind: str, names: Iterable[str], on: date) -> list[dict]:
    """Everything the coach remarks on a paper of the `kind` of hers, whose family names are `names`; `on` is her today.

    What the words say is looked at only where they can be read.
    """
    earlier = Document.objects.of(practitioner).filter(sent=True).order_by("-uploaded_at")[:LOOKED_THROUGH]
    found = readable(taken.drawn)
    if not found:
        text, turned = reading.read(taken.drawn, language=language())
        found = [{"code": "turned", "page": turned}] if turned else []
        found += coach_text.against(text, kind=kind, names=names, on=on)
    return found + sent_before(taken, earlier)


def said(remark: dict) -> tuple[str, str, str]:
    """A remark in the reader's language: what is wrong, why it matters, what to do."""
    values = {**remark, "day": day(date.fromisoformat(remark["day"])) if "day" in remark else ""}
    return tuple(str(words) % values for words in WORDS[remark["code"]])


def summary(pages: int) -> str:
    """What is said of a paper nothing is wrong with."""
    return _("Easy to read.") if pages == 1 else _("%(count)s pages, easy to read.") % {"count": pages}
