"""Reads the rows that wait to be taken in, by the rules in force today. Saves nothing."""

from collections.abc import Iterator

from licensure.rosters import person_row
from licensure.words_lists import fault_sentence
from vetting.claims import Claims
from vetting.models import StagedRow
from vetting.resources import COLUMNS, CellFault, read_people

PART = 500


def waiting(organization, *, equivalents=()) -> Iterator[tuple[StagedRow, Claims | None, list[CellFault]]]:
    """Each waiting row with its claims, or with what is wrong by now: the packs or the policy may have changed since."""
    keys = list(StagedRow.objects.within(organization).waiting().order_by("line", "pk").values_list("pk", flat=True))
    for first in range(0, len(keys), PART):
        some = keys[first : first + PART]
        rows = StagedRow.objects.within(organization).in_bulk(some)
        yield from _read([rows[key] for key in some if key in rows], equivalents)


def _read(rows, equivalents):
    """Told apart by their place: rows of two files may have the same line."""
    people, wrong = {}, {}
    for place, row in enumerate(rows):
        people[place], found = person_row(place, dict.fromkeys(COLUMNS, "") | row.cells)
        wrong[place] = [CellFault(row.line, fault.column, fault_sentence(fault)) for fault in found]
    claims, faults = read_people(people.values(), COLUMNS, equivalents=equivalents)
    for fault in faults:
        wrong[fault.row].append(CellFault(rows[fault.row].line, fault.column, fault.message))
    read = {each.row: each for each in claims}
    for place, row in enumerate(rows):
        yield row, None if wrong[place] else read[place], wrong[place]
