"""A paper she just chose: its first page as a reviewer will see it, and what the coach says of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network import coach
from network.inspection import refusal
from network.models.documents import Document, ScanState
from network.parts import Coach
from network.transitions import Refusal


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """What `me/paper.html` shows. `picture` is empty when there is nothing that may be shown."""

    files: tuple[Coach, ...]
    picture: str = ""
    alt: str = ""


def unusable(name: str, refusals: Sequence[Refusal]) -> PaperSeen:
    """A file that cannot be kept: what is wrong, and what to do."""
    return PaperSeen(tuple(Coach("stop", _("We cannot use this"), name, str(row.message), str(row.cure)) for row in refusals))


def paper_seen(document: Document) -> PaperSeen:
    """A paper that is kept: usable as it is, or to be looked at again."""
    files = [_remarked(document, remark) for remark in document.remarks]
    if document.scan_state == ScanState.QUARANTINED:
        return unusable(document.filename, [refusal("infected")])
    if document.scan_state != ScanState.CLEAN:
        return PaperSeen((being_checked(document), *files))
    good = Coach("good", _("Usable"), document.filename, coach.summary(document.pages or 1))
    url = reverse("own-document-page", kwargs={"reference": document.reference, "number": 1})
    return PaperSeen(tuple(files) or (good,), url, _("First page of %(name)s") % {"name": document.filename})


def _remarked(document, remark) -> Coach:
    wrong, why, do = coach.said(remark)
    return Coach("warn", _("Please look again"), document.filename, f"{wrong} {why}", do)


def being_checked(document) -> Coach:
    """A paper the virus scanner has not seen yet."""
    return Coach(
        "good", _("Being checked"), document.filename,
        _("We have it. It is shown to nobody until the virus scanner has looked at it; you need not wait."),
    )
