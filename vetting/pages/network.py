"""The pages of a network that moves in: what was read from the file, and what became of each row."""

import io
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licensure.roster_files import table
from network.access import Action
from network.dates import ONE_DAY
from network.formats import day, language, listed, number
from network.transitions import Refusal, unless
from vetting.models import MoveIn
from vetting.resources_moving import KNOWN_COLUMNS, NEEDED
from vetting.roster_columns import header_row
from vetting.words_values import place_label

SHOWN = 200
NAMED = 20  # cells
WHO = ("given_name", "family_name")
LANGUAGE = "en"  # what refusals are told in where nobody wrote them in the reader's


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
    late: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """Everything `vetting/network_preview.html` shows."""

    title: str
    text: str
    rows: tuple[Read, ...]
    more: str
    faults: tuple
    extra: str
    undecided: str
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
    late: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Everything `vetting/network_result.html` shows. `again` leads to the page itself while rows wait; `more` counts those not shown."""

    title: str
    text: str
    again: str
    failure: str
    recorded: tuple[Outcome, ...]
    left_out: tuple[Outcome, ...]
    more: str
    more_left: str
    as_file: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One roster in the list of those that came lately."""

    text: str
    at: datetime
    who: str
    url: str


def columns() -> tuple[Column, ...]:
    """The columns a roster may have, for who prepares one."""
    return tuple(Column(name, name in {*WHO, *NEEDED}) for name in KNOWN_COLUMNS)


def preview_page(movers, *, actor, organization, on, late_until) -> PreviewPage:
    """What was read: faults first; without any, what will be recorded. `late_until` by row of those past due on `on`."""
    count, faults = len(movers.rows), len(movers.faults)
    if faults:
        title = ngettext("%(count)s cell to mend", "%(count)s cells to mend", faults) % {"count": faults}
        text = _("Nothing is recorded yet. Mend them in your file and bring it again.")
    else:
        title = ngettext("%(count)s therapist will move in", "%(count)s therapists will move in", count) % {"count": count}
        text = _("Each gets a recorded decision with its original day, its author and the day the next vetting is due.")
    more = max(count - SHOWN, 0)
    rows = sorted(movers.rows, key=lambda mover: not mover.past_due)  # whom somebody decides about is seen
    return PreviewPage(
        title=title, text=text, rows=tuple(_read(mover, on, late_until.get(mover.claims.row)) for mover in rows[:SHOWN]),
        more=ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more} if more else "",
        faults=movers.faults[:SHOWN],
        extra=_("Columns nobody looks at: %(names)s.") % {"names": listed(movers.extra)} if movers.extra else "",
        undecided=_undecided(movers.undecided),
        refused=unless(actor, Action.IMPORT_ROSTER, organization),
        label=ngettext("Record %(count)s therapist", "Record %(count)s therapists", count) % {"count": count},
    )


def _undecided(rows) -> str:
    """Which rows tell of no decision; the first of them by number."""
    if not rows:
        return ""
    more = rows[NAMED:] and (_("and more"),)
    told = {"count": number(len(rows)), "rows": ", ".join([*map(str, rows[:NAMED]), *more])}
    return ngettext(
        "%(count)s row tells of no decision and is left out: %(rows)s.", "%(count)s rows tell of no decision and are left out: %(rows)s.",
        len(rows),
    ) % told


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


def _read(mover, on, until) -> Read:
    claims = mover.claims
    title = claims.license_title.abbreviation or claims.license_title.title if claims.license_title else ""
    held = ", ".join(part for part in (title, place_label(claims.license_jurisdiction or ""), claims.license_number or "") if part)
    return Read(
        claims.row, claims.name, held, day(mover.decided_on), mover.decided_by, day(mover.due_on), mover.document, _late(on, until)
    )


def _late(on, until) -> str:
    """What begins for somebody who is past due; nothing of who is not."""
    if until is None:
        return ""
    if on > until:
        return _("Past due, and too late for a re-vetting since %(day)s: a first application is opened.") % {"day": day(until + ONE_DAY)}
    return _("Past due: a re-vetting is opened, accepted until %(day)s.") % {"day": day(until)}


def move_rows(moves, organization) -> tuple[MoveRow, ...]:
    """The rosters that came lately, the newest first."""
    return tuple(MoveRow(_how_far(move), move.asked_at, move.asked_by.full_name, _url("moved_in", move, organization)) for move in moves)


def _how_far(move) -> str:
    if move.waits:
        return _("%(done)s of %(count)s rows done") % {"done": number(move.done), "count": number(move.count)}
    return _came(move.recorded)


def _came(count) -> str:
    return ngettext("%(count)s therapist moved in", "%(count)s therapists moved in", count) % {"count": number(count)}


def result_page(move, rows, organization, begun) -> ResultPage:
    """How far it is; who moved in, and who was left out with every reason. `begun`: the open file by row of who came past due."""
    done = [row for row in rows if row.settled_at]
    recorded, left = [row for row in done if row.decision_id], [row for row in done if not row.decision_id]
    return ResultPage(
        title=_how_far(move) if move.waits else _came(move.recorded),
        text=_("It goes on by itself. You may leave this page and come back.") if move.waits else _left(move.left_out),
        again=_url("moved_in", move, organization) if move.waits else "",
        failure=str(MoveIn.Failure(move.failure).label) if move.failure else "",
        recorded=tuple(_outcome(row, organization, begun.get(row.number)) for row in recorded[:SHOWN]),
        left_out=tuple(_outcome(row, organization) for row in left[:SHOWN]),
        more=_more(recorded), more_left=_more(left),
        as_file=_url("left_out_rows", move, organization) if not move.waits and any(not row.decision_id for row in rows) else "",
    )


def left_out_table(move, rows):
    """A line per row that was not recorded, as it was written, with the reasons: to be mended and brought again."""
    yield (_("Row"), _("Why"), *move.columns)
    reached = str(MoveIn.Failure(move.failure).label) if move.failure else ""
    for row in rows:
        if row.decision_id is None:
            said = [part for told in _refusals(row) for part in (told.message, told.cure) if part]
            yield (row.number, " ".join(said) or reached, *row.cells)


def _left(count) -> str:
    if not count:
        return _("Nobody was left out.")
    return ngettext("%(count)s was left out, and says why.", "%(count)s were left out, and say why.", count) % {"count": number(count)}


def _more(rows) -> str:
    more = max(len(rows) - SHOWN, 0)
    return ngettext("and %(count)s more", "and %(count)s more", more) % {"count": number(more)} if more else ""


def _url(name, move, organization) -> str:
    return reverse(name, kwargs={"organization": organization.slug, "pk": move.pk})


def _outcome(row, organization, begun=None) -> Outcome:
    url, reference, late = "", "", ""
    if row.decision_id:
        reference = row.decision.application.reference
        url = reverse("decision", kwargs={"organization": organization.slug, "reference": reference})
        if row.decision.due_on and row.decision.due_on < row.decision.decided_on:
            late = _("Past due since %(day)s, so not offered to clients.") % {"day": day(row.decision.due_on + ONE_DAY)}
    if begun:
        words = {"renewal": _("The re-vetting %(reference)s is open."), "initial": _("The first application %(reference)s is open.")}
        late = f"{late} {words[begun.kind] % {'reference': begun.reference}}"
    return Outcome(row.number, row.name, url, reference, _refusals(row), late)


def _refusals(row) -> tuple[Refusal, ...]:
    return tuple(Refusal(told["code"], *told.get(language(), told[LANGUAGE])) for told in row.refusals)
