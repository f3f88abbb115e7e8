"""The pages of a network that moves in: what was read from the file, and what became of each row."""

import io
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licensure.roster_files import table
from network.access import Action
from network.formats import day, listed
from network.transitions import unless
from vetting.resources_moving import KNOWN_COLUMNS, NEEDED
from vetting.roster_columns import header_row
from vetting.words_values import place_label

SHOWN = 200
NAMED = 20  # cells
WHO = ("given_name", "family_name")


@dataclass(frozen=True, slots=True)
class Column:
    """A column a roster may have; some are needed in every row."""

    name: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Read:
    """One sound row as it will be recorded."""

    row: int
    name: str
    license: str
    decided: str
    body: str
    due: str
    document: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """Everything `vetting/network_preview.html` shows."""

    title: str
    text: str
    rows: tuple[Read, ...]
    more: str
    faults: tuple
    extra: str
    refused: tuple
    label: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row after it was tried."""

    row: int
    name: str
    url: str
    reference: str
    refusals: tuple


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Everything `vetting/network_result.html` shows."""

    title: str
    text: str
    recorded: tuple[Outcome, ...]
    left_out: tuple[Outcome, ...]


def columns() -> tuple[Column, ...]:
    """The columns a roster may have, for who prepares one."""
    return tuple(Column(name, name in {*WHO, *NEEDED}) for name in KNOWN_COLUMNS)


def preview_page(movers, *, actor, organization) -> PreviewPage:
    """What was read: faults first; without any, what will be recorded."""
    count, faults = len(movers.rows), len(movers.faults)
    if faults:
        title = ngettext("%(count)s cell to mend", "%(count)s cells to mend", faults) % {"count": faults}
        text = _("Nothing is recorded yet. Mend them in your file and bring it again.")
    else:
        title = ngettext("%(count)s therapist will move in", "%(count)s therapists will move in", count) % {"count": count}
        text = _("Each gets a recorded decision with its original day, its author and the day the next vetting is due.")
    more = max(count - SHOWN, 0)
    return PreviewPage(
        title=title, text=text, rows=tuple(_read(mover) for mover in movers.rows[:SHOWN]),
        more=ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more} if more else "",
        faults=movers.faults[:SHOWN],
        extra=_("Columns nobody looks at: %(names)s.") % {"names": listed(movers.extra)} if movers.extra else "",
        refused=unless(actor, Action.IMPORT_ROSTER, organization),
        label=ngettext("Record %(count)s therapist", "Record %(count)s therapists", count) % {"count": count},
    )


def told_of(content, form) -> tuple[str, ...]:
    """What a person should look at in the file that was read, beside its cells: one sentence each."""
    found, row = [], header_row(content)
    if form.western:
        found.append(_("This file is not UTF-8, so its letters were read as Windows-1252. Look whether names with accents are right."))
    if row > 1:
        found.append(_("The header was found in row %(row)s. What stands above it was not read.") % {"row": row})
    if form.formulas:
        more = form.formulas[NAMED:] and (_("and more"),)
        found.append(
            _("A formula without a result was read as empty: %(cells)s. If it has one, open the file in your spreadsheet program, save "
              "it and bring it again.") % {"cells": ", ".join([*form.formulas[:NAMED], *more])}
        )
    return tuple(found)


def later(known) -> str:
    """How many that may be known are not asked about yet; nothing when all are."""
    waiting = len(known.later)
    return ngettext(
        "%(count)s more row like these is not recorded this time. You are asked about it next.",
        "%(count)s more rows like these are not recorded this time. You are asked about them next.", waiting,
    ) % {"count": waiting} if waiting else ""


def fault_table(movers, text):
    """A line per fault, with the row it stands in as it was written."""
    sheet = table(io.BytesIO(text.encode()))
    cells = {number: values for part in sheet.parts for number, values in zip(*part, strict=True)}
    yield (_("Row"), _("Column"), _("What is wrong"), *sheet.columns)
    for fault in movers.faults:
        yield (fault.row, fault.column, fault.message, *cells.get(fault.row, ()))


def _read(mover) -> Read:
    claims = mover.claims
    title = claims.license_title.abbreviation or claims.license_title.title if claims.license_title else ""
    held = ", ".join(part for part in (title, place_label(claims.license_jurisdiction or ""), claims.license_number or "") if part)
    return Read(claims.row, claims.name, held, day(mover.decided_on), mover.decided_by, day(mover.due_on), mover.document)


def result_page(moved, organization) -> ResultPage:
    """Who moved in, and who was left out with every reason."""
    rows = [_outcome(each, organization) for each in moved]
    recorded, left = tuple(row for row in rows if not row.refusals), tuple(row for row in rows if row.refusals)
    title = ngettext("%(count)s therapist moved in", "%(count)s therapists moved in", len(recorded)) % {"count": len(recorded)}
    text = _("Nobody was left out.")
    if left:
        text = ngettext("%(count)s was left out, and says why.", "%(count)s were left out, and say why.", len(left)) % {"count": len(left)}
    return ResultPage(title, text, recorded, left)


def _outcome(moved, organization) -> Outcome:
    url, reference = "", ""
    if moved.decision:
        reference = moved.decision.application.reference
        url = reverse("decision", kwargs={"organization": organization.slug, "reference": reference})
    return Outcome(moved.row, moved.name, url, reference, moved.refusals)
