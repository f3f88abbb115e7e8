"""Boards that publish their whole roster as a table: each is a file in `rosters/` that says its columns and words.

The table is fetched whole for each question and read like a file somebody brings (`board_files`). What it leaves out it cannot
deny: `absent` says what nobody found in it does not mean. A table without an address is handed out on a page or after a sign-in:
it is asked only at an address an operator names, and its columns are proposed when somebody brings the file.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from licensure.sources import ListUnavailable
from licensure.sources.answers import Answer, Request, Response, Source, Unavailable, judged
from licensure.sources.board_files import BARE, BoardColumns, BoardFile, Kind, family_key, hidden, number_keys
from licensure.sources.open_data import copied_on
from licensure.sources.soap import is_page
from licensure.sources.tables import XLSX, key_of

FOLDER = Path(__file__).with_name("rosters")
REASONS = {"empty": "empty", "no_rows": "empty", "cut_short": "truncated"}  # any other fault of a table is another schema
LINE_ENDS = (b"\n", b"\r")
LIMIT = 64 * 2**20  # bytes; a state's physicians are some twelve million
COLUMNS, SHARED = ("columns", "words", "day_formats", "optional", "bare"), ("jurisdiction", "zone", "page")


@dataclass(frozen=True)
class BoardTable(Source):
    """One table of one board. `mapping` says what its columns and words mean."""

    mapping: BoardColumns = None

    def request(self, query):
        """The table; nothing of the person travels."""
        return Request(self.url, {"Accept": "text/csv, text/plain, */*;q=0.1"}, limit=LIMIT)

    def read(self, response: Response, query, *, on: date) -> Answer:
        """The records meant. Raises Unavailable for a page, an error, and a table that is not whole or of other columns."""
        if response.status != 200:
            raise Unavailable("http_status", str(response.status))
        if is_page(response):
            raise Unavailable("page")
        try:
            sheet = self.mapping.read(response.body)
        except ListUnavailable as error:
            raise Unavailable(REASONS.get(error.code, "schema"), f"{error.code} {error.detail}".strip()) from error
        if not response.body.startswith(XLSX) and not response.body.endswith(LINE_ENDS) and self._meant(sheet.rows[-1], query):
            raise Unavailable("truncated", str(sheet.rows[-1].row))
        rows = [row.cells for row in sheet.rows if self._meant(row, query)]
        records = self.reader.chosen(rows, query, on)
        if not records and (row := hidden(sheet.kept_out, query)):
            raise Unavailable("schema", str(row))
        return judged(records, as_of=copied_on(response, self.zone))

    def _meant(self, row, query) -> bool:
        if number := query.get("number"):
            return row.number in number_keys(number)
        return row.family == family_key(query.get("family_name", ""))

    @property
    def reader(self) -> BoardFile:
        """How its rows become records."""
        return self.mapping.source(
            key=self.key, name=self.name, jurisdiction=self.jurisdiction, url=self.url, page=self.page, zone=self.zone
        )


@cache
def tables() -> tuple[BoardTable, ...]:
    """Every table of every file of the folder."""
    told = [tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))]
    return tuple(table({**each, **one}) for each in told for one in each["tables"])


def table(told: dict) -> BoardTable:
    """One table: what the board's file says of all of its tables, and what it says of this one."""
    given = {name: told[name] for name in COLUMNS if name in told}
    mapping = BoardColumns(
        Kind.ROSTER, given["columns"], given["words"], tuple(given.get("day_formats", ())), tuple(given.get("optional", ())),
        given.get("bare", BARE),
    )
    return BoardTable(
        **{name: told[name] for name in SHARED}, key=told["key"], name=told["name"], url=told.get("url", ""), element="license",
        channel="open_data", registers=tuple(told["registers"]), titles=tuple(told["titles"]), absent=told.get("absent", ""),
        terms={"number": (), "family_name": (), "given_name": (), "title": ()},
        needs=(frozenset({"number"}), frozenset({"family_name"})), mapping=mapping,
    )


def published(register: str, columns: Iterable[str]) -> BoardColumns | None:
    """What a board's own file means by its columns, where we know it and the file has all of them; else None."""
    there = {key_of(column) for column in columns}
    for each in tables():
        wanted = {name: column for name, column in each.mapping.fields.items() if name not in each.mapping.optional}
        if register in each.registers and there.issuperset(map(key_of, wanted.values())):
            return each.mapping
    return None
