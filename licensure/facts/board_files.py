"""Reads the board files an organization brought: the one in use as a register that can be asked, and who stands in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Q

from licensure.catalog import Register
from licensure.models import BoardFile, BoardMapping, BoardRow
from licensure.policy import known
from licensure.sources.answers import Answer, Record, Remark
from licensure.sources.board_files import BoardColumns, Kind, family_key, holds, number_key, number_keys
from licensure.sources.board_files import BoardFile as FileSource
from licensure.sources.columned import plain
from network.documents_read import open_bytes
from network.models import Organization

USABLE_DAYS = 35  # how long a file may say "nobody of this name": domain 4.2, the default age of a monthly file
MOST_MEANT = 200
MOST_SAID = 300  # signs of a row nobody could read


def columns_of(mapping: BoardMapping) -> BoardColumns:
    """A remembered mapping as the reader takes it."""
    return BoardColumns(Kind(mapping.kind), mapping.fields, mapping.words, tuple(mapping.date_formats))


def remembered(organization: Organization, register: str, kind: str) -> BoardMapping | None:
    """The mapping somebody gave last for this board's files of that kind."""
    return BoardMapping.objects.within(organization).filter(register=register, kind=kind).first()


def in_use(organization: Organization, register: str, kind: str, titles: Iterable[str] = ()) -> BoardFile | None:
    """The file that counts for exactly these titles of the board: the newest that was loaded."""
    return next((row for row in _loaded(organization, register, kind) if set(row.titles) == set(titles)), None)


def covering(organization: Organization, register: str, kind: str, title: str) -> BoardFile | None:
    """The newest file in use that covers this title; one for all of the board's titles covers it too."""
    return next((row for row in _loaded(organization, register, kind) if not row.titles or title in row.titles), None)


def _loaded(organization, register, kind):
    rows = BoardFile.objects.within(organization).filter(register=register, kind=kind, loaded_at__isnull=False)
    return rows.select_related("mapping")


def file_source(organization: Organization, register: Register, title: str, *, since: date | None = None) -> FileSource | None:
    """The board's roster in use that covers this title, as a register; None without one.

    `since`: the day she says that she was licensed.
    """
    file = covering(organization, register.key, Kind.ROSTER, title)
    if file is None:
        return None
    place = known().places[register.jurisdiction]
    return columns_of(file.mapping).source(
        key=f"file-{file.pk}", name=register.name, jurisdiction=register.jurisdiction, url="", page=register.url, zone=place.zone,
        registers=(register.key,), as_of=file.as_of, sha256=file.sha256, usable_days=USABLE_DAYS, since=since,
        find=lambda query: [row.cells for row in _meant(organization, file, query)],
        kept_out=lambda: _kept_out(file),
    )


def _kept_out(file: BoardFile) -> Mapping[int, str]:
    """The rows of a file that its reading kept out; read anew, they are kept nowhere else."""
    return columns_of(file.mapping).read(open_bytes(file.document)).kept_out if file.odd else {}


def _meant(organization, file: BoardFile, query) -> list[BoardRow]:
    """The rows with the number asked about, else with the family name."""
    rows = BoardRow.objects.within(organization).filter(file=file).order_by("row")
    if number := query.get("number"):
        return list(rows.filter(number__in=number_keys(number))[:MOST_MEANT])
    return list(rows.filter(family=family_key(query.get("family_name", "")))[:MOST_MEANT])


def with_measures(answer: Answer, organization: Organization, register: str, title: str) -> Answer:
    """The answer with what the board's own list of discipline shows against its records: by number, or by the whole name.

    A name alone may be somebody else's, so its remark names it as what it is about and a person judges.
    """
    file = covering(organization, register, Kind.DISCIPLINE, title) if answer.records else None
    if file is None:
        return answer
    found = [replace(record, remarks=(*record.remarks, *_measures(organization, file, record))) for record in answer.records]
    return replace(answer, records=tuple(found))


def _measures(organization, file: BoardFile, record: Record) -> list[Remark]:
    families = {family_key(word) for name in record.names for word in (*name.split(), name)}
    rows = BoardRow.objects.within(organization).filter(file=file).order_by("row")
    rows = rows.filter(Q(number=number_key(record.number)) | Q(number="", family__in=families))[:MOST_MEANT]
    source = columns_of(file.mapping).source(key="", name="", jurisdiction="", url="", page="", zone="")
    return [*(remark for row in rows if (remark := _measure(source, row, record))), *_unread(file, record)]


def _unread(file: BoardFile, record: Record) -> Iterator[Remark]:
    """Rows of the list that could not be read and may be about her, as they stand there: a person judges them."""
    for said in _kept_out(file).values():
        if holds(said, {"number": record.number}):
            yield Remark("discipline", said[:MOST_SAID], about=record.number)
        elif name := next((name for name in record.names if _names(said, name)), ""):
            yield Remark("discipline", said[:MOST_SAID], about=name)


def _names(said: str, name: str) -> bool:
    words = name.split()
    return bool(words) and all(holds(said, {"family_name": word}) for word in words)


def _measure(source: FileSource, row: BoardRow, record: Record) -> Remark | None:
    said = {name: row.cells.get(keys[0], "") for name, keys in source.columns.items()}
    name = said.get("full_name") or f"{said.get('given_name', '')} {said.get('family_name', '')}".strip()
    if not row.number and not (record.is_named(row.family) and record.is_named(said.get("given_name", "") or row.family)):
        return None
    told = "; ".join(filter(None, (said["discipline"], said.get("case", ""))))
    about = record.number if row.number and plain(said.get("number", "")) else name
    return Remark("discipline", told, source.day(said.get("discipline_day", "")), about=about)
