"""A paper she just chose: its first page as a reviewer will see it, and what the coach says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import coach_words, formats
from network.coach_words import TOLD
from network.documents_read import held
from network.formats import amount, day
from network.models.documents import Document, ScanState
from network.parts import Coach
from network.transitions import Refusal


@dataclass(frozen=True, slots=True)
class Says:
    """What the paper seems to say of one field: a suggestion beside the picture, and what its button fills in."""

    field: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """What `me/paper.html` shows. `picture` is empty when there is nothing that may be shown."""

    files: tuple[Coach, ...]
    picture: str = ""
    alt: str = ""
    says: tuple[Says, ...] = ()


def unusable(name: str, refusals: Sequence[Refusal]) -> PaperSeen:
    """A file that cannot be kept: what is wrong, and what to do."""
    rows = [(row.facts.get("name", name), row) for row in refusals]
    return PaperSeen(tuple(Coach("stop", _("We cannot use this"), named, str(row.message), str(row.cure)) for named, row in rows))


def paper_seen(document: Document) -> PaperSeen:
    """A paper that is kept: usable as it is, or to be looked at again."""
    files = [_remarked(document, remark) for remark in document.remarks if remark["code"] != "says"]
    if document.scan_state == ScanState.QUARANTINED:
        return unusable(document.filename, [held(document)])
    if document.scan_state != ScanState.CLEAN:
        return PaperSeen((being_checked(document), *files))
    if not coach_words.weighty(document.remarks):
        files.insert(0, Coach("good", _("Usable"), document.filename, coach_words.summary(document.pages or 1)))
    url = page_url(document)
    return PaperSeen(tuple(files), url, _("First page of %(name)s") % {"name": document.filename}, _says(document))


def not_shown(document: Document) -> PaperSeen | None:
    """What to say of a kept paper that nobody may open: it is being checked, or was set aside. None when it opens."""
    return None if document.scan_state == ScanState.CLEAN else paper_seen(document)


def page_url(document, number: int = 1) -> str:
    """Where its owner sees a page of it."""
    named = {"reference": document.reference, "number": number}
    if document.organization is None:
        return reverse("own-document-page", kwargs=named)
    return reverse("staff-document-page", kwargs={**named, "organization": document.organization.slug})


def _remarked(document, remark) -> Coach:
    wrong, why, do = coach_words.said(remark)
    kind, word = ("good", _("Noted")) if remark["code"] in TOLD else ("warn", _("Please look again"))
    return Coach(kind, word, document.filename, f"{wrong} {why}", do)


LABELS = {
    "number": gettext_lazy("Number"), "issued_on": gettext_lazy("First day"), "covers_from": gettext_lazy("First day"),
    "expires_on": gettext_lazy("Last day"), "covers_through": gettext_lazy("Last day"), "per_claim": gettext_lazy("Amount per claim"),
    "aggregate": gettext_lazy("Amount per year"), "currency": gettext_lazy("Currency"),
}


def _says(document) -> tuple[Says, ...]:
    found = {remark["field"]: remark["value"] for remark in document.remarks if remark["code"] == "says"}
    return tuple(Says(name, str(LABELS[name]), _shown(name, value, found.get("currency", ""))) for name, value in found.items())


def _shown(name, value, currency) -> str:
    if name in ("per_claim", "aggregate"):
        return amount(int(value), currency, cents=False) if currency else formats.number(int(value) / 100, 0)
    return day(date.fromisoformat(value)) if name.endswith(("_on", "_from", "_through")) else value


def being_checked(document) -> Coach:
    """A paper the virus scanner has not seen yet."""
    return Coach(
        "good", _("Being checked"), document.filename,
        _("We have it. It is shown to nobody until the virus scanner has looked at it; you need not wait."),
    )
