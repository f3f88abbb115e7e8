"""A board's file comes in: kept as evidence, mapped once by a person, then read by that mapping until its columns change.

A file that cannot be used is kept too, with why; the one in use stays in use. What is loaded answers `look_up`: obtained,
never verified.
"""

from contextlib import contextmanager, suppress
from datetime import date

from django.db import transaction

from licensure.facts.board_files import columns_of, in_use, remembered
from licensure.models import BoardFile, BoardMapping, BoardRow
from licensure.policy import known
from licensure.sources import ListUnavailable
from licensure.sources.board_files import BoardColumns, BoardSheet, Kind
from licensure.sources.board_proposal import look_at
from network.access import Action, require
from network.documents import keep_own
from network.documents_read import open_bytes
from network.events import record
from network.models import Organization
from network.workflow.revising import day_of

DOCUMENT = "board_file"
KEPT = 100  # odd rows named
PART = 2_000  # rows written at a time
WORKBOOK = "application/octet-stream"  # nothing a browser opens; the name of its own type is longer than the column


def bring(
    *, organization: Organization, register: str, kind, content: bytes, filename: str, as_of: date, titles=(), actor, at
) -> BoardFile:
    """Keep a file of the board `register` as of its day; load it when a mapping is remembered, else it waits for one.

    `titles`: keys of the titles it covers where it is not all the board issues.

    The file in use brought again with its day changes nothing. Raises ListUnavailable after keeping the file with the reason:
    future, or what makes it unusable. Raises ValueError for a register no pack knows.
    """
    require(actor, Action.OBTAIN, organization)
    check_board(register, titles)
    document = keep_own(
        owner=organization, kind=DOCUMENT, content=content, content_type=WORKBOOK if content.startswith(b"PK") else "text/csv",
        filename=filename, actor=actor, at=at,
    )
    current = in_use(organization, register, Kind(kind), titles)
    if current and (current.sha256, current.as_of) == (document.sha256, as_of):
        return current
    file = BoardFile(
        organization=organization, register=register, kind=Kind(kind), titles=sorted(titles), document=document, sha256=document.sha256,
        as_of=as_of, brought_at=at, brought_by=actor.label,
    )
    with transaction.atomic():
        file.save()
        record(file, "board_file.brought", actor=actor, at=at, after={"board": register, "kind": str(kind), "as_of": as_of},
               document={"reference": str(document.reference), "sha256": document.sha256})  # fmt: skip
    with _refusing(file, actor, at):
        if as_of > day_of(organization, at):
            raise ListUnavailable("future", as_of.isoformat())
        if mapping := remembered(organization, register, kind):
            return _load_as_remembered(file, mapping, content, actor, at)
        file.columns = list(look_at(content).columns)
        file.save(update_fields=["columns"])
    return file


def _load_as_remembered(file, mapping, content, actor, at) -> BoardFile:
    """Load it; where columns are gone, those it has now are kept with it, so that they can be mapped anew."""
    try:
        return _load(file, mapping, content, actor, at)
    except ListUnavailable as error:
        if error.code == "unmapped":
            with suppress(ListUnavailable):  # then it holds no table at all, and the first reason stays
                file.columns = list(look_at(content).columns)
        raise


def check_board(register: str, titles) -> None:
    """Raise ValueError for a register no pack knows, and for titles it does not issue."""
    found = known()
    if register not in found.registers:
        raise ValueError(f"Unknown register {register!r}.")
    if strange := [key for key in titles if key not in found.types or found.types[key].register != register]:
        raise ValueError(f"{register} issues no {', '.join(strange)}.")


def map_columns(file: BoardFile, columns: BoardColumns, *, actor, at) -> BoardFile:
    """Say what a waiting file's columns mean, remember that for the board's next files, and load it. Raises ListUnavailable."""
    require(actor, Action.OBTAIN, file)
    content = open_bytes(file.document)
    columns.read(content)  # a mapping that does not read the file it was made for is not remembered
    with transaction.atomic():
        mapping = _remember(file, columns, actor, at)
    with _refusing(file, actor, at):
        return _load(file, mapping, content, actor, at)


def _remember(file, columns: BoardColumns, actor, at) -> BoardMapping:
    wanted = {"fields": dict(columns.fields), "words": dict(columns.words), "date_formats": list(columns.date_formats)}
    last = remembered(file.organization, file.register, file.kind)
    if last and all(getattr(last, name) == value for name, value in wanted.items()):
        return last
    mapping = BoardMapping.objects.create(
        organization=file.organization, register=file.register, kind=file.kind, set_at=at, set_by=actor.label, **wanted
    )
    record(mapping, "board_file.mapped", actor=actor, at=at, after={"board": file.register, **wanted})
    return mapping


@contextmanager
def _refusing(file: BoardFile, actor, at):
    """Around reading a file: why it was refused is kept with it, and goes on to whoever asked."""
    try:
        yield
    except ListUnavailable as error:
        file.loaded_at, file.refused, file.detail, file.row = None, error.code, error.detail[:500], error.row
        with transaction.atomic():
            file.save()
            record(file, "board_file.refused", actor=actor, at=at, after={"board": file.register, "code": error.code})
        raise


def _load(file: BoardFile, mapping: BoardMapping, content: bytes, actor, at) -> BoardFile:
    columns = columns_of(mapping)
    sheet = columns.read(content)
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=file.organization_id)  # two files of one board come in one by one
        current = in_use(file.organization, file.register, file.kind, file.titles)
        _check(file, sheet, current)
        file.mapping, file.loaded_at, file.columns, file.rows = mapping, at, list(sheet.columns), len(sheet.rows)
        file.odd, file.refused, file.detail, file.row = len(sheet.odd), "", "", None
        file.odd_rows = [{"row": odd.row, "code": odd.code, "column": odd.column, "value": odd.value[:80]} for odd in sheet.odd[:KEPT]]
        mapped = {word.casefold() for word in columns.words}
        file.words = {word: count for word, count in sheet.words.items() if word.casefold() not in mapped}
        file.save()
        _write(file, sheet)
        if current:
            BoardRow.objects.within(file.organization).filter(file=current).delete()
        told = {"board": file.register, "as_of": file.as_of, "rows": file.rows, "odd": file.odd, "sha256": file.sha256}
        record(file, "board_file.loaded", actor=actor, at=at, after=told)
    return file


def _check(file: BoardFile, sheet: BoardSheet, current: BoardFile | None) -> None:
    """Refuse what cannot be a newer whole file of the same board."""
    if current is None:
        return
    if file.as_of < current.as_of:
        raise ListUnavailable("older", current.as_of.isoformat())
    if len(sheet.rows) * 2 <= current.rows:
        raise ListUnavailable("shrunken", f"{len(sheet.rows)} < {current.rows}")
    rows = BoardRow.objects.within(file.organization).filter(file=current)
    before = set(rows.values_list("number", "family").iterator())
    shared = sum(1 for row in {(row.number, row.family) for row in sheet.rows} if row in before)
    if shared * 2 < len(before):
        raise ListUnavailable("other_board", f"{shared} / {len(before)}")


def _write(file: BoardFile, sheet: BoardSheet) -> None:
    for first in range(0, len(sheet.rows), PART):
        BoardRow.objects.within(file.organization).bulk_create([
            BoardRow(organization=file.organization, file=file, row=row.row, number=row.number, family=row.family, cells=dict(row.cells))
            for row in sheet.rows[first : first + PART]
        ])
