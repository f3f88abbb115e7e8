"""The list of clean files to sign in one act."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.formats import day, listed
from vetting.pages.heading import url_of
from vetting.words_values import place_label


@dataclass(frozen=True, slots=True)
class Line:
    """One clean file: who, what, since when it waits, what the reader has seen of it."""

    reference: str
    name: str
    url: str
    text: str
    seen: int


@dataclass(frozen=True, slots=True)
class Refusals:
    """One file that was not signed, and why."""

    name: str
    url: str
    refusals: tuple


@dataclass(frozen=True, slots=True)
class CleanPage:
    """Everything `vetting/clean.html` shows."""

    title: str
    lines: tuple[Line, ...]
    refused: tuple[Refusals, ...]
    signed: str
    left_out: tuple[Refusals, ...]


def clean_page(files, seen, *, result, zone, left_out=()) -> CleanPage:
    """The clean files that wait; `result` is what came of the signature just given, or None.

    `left_out` are files that were chosen and cannot be signed here, each with every reason.
    """
    refused = result.refused if result else ()
    count = len(result.decisions) if result else 0
    said = ngettext(
        "%(count)s file is approved, by a decision of its own.", "%(count)s files are approved, each by a decision of its own.", count
    )
    waits = ngettext("%(count)s clean file waits for a signature", "%(count)s clean files wait for a signature", len(files))
    return CleanPage(
        title=waits % {"count": len(files)},
        lines=tuple(_line(row, seen.get(row.reference, 0), zone) for row in files),
        refused=tuple(Refusals(_name(row), url_of("decision", row), reasons) for row, reasons in refused),
        signed=said % {"count": count} if count else "",
        left_out=tuple(Refusals(_name(row), url_of("file", row), reasons) for row, reasons in left_out),
    )


def _name(row) -> str:
    return f"{row.practitioner.person.full_name} · {row.reference}"


def _line(row, seen, zone) -> Line:
    since = _("handed over %(day)s") % {"day": day(row.state_since, zone)}
    text = " · ".join([str(row.get_kind_display()), listed(map(place_label, row.jurisdictions)), since])
    return Line(row.reference, _name(row), url_of("decision", row), text, seen)
