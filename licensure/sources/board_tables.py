"""Boards that publish their whole roster as a table at an address: each is a file in `rosters/` that says its columns and words.

The table is fetched whole for each question and read like a file somebody brings (`board_files`). What it leaves out it cannot
deny: `absent` says what nobody found in it does not mean.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from licensure.sources import ListUnavailable
from licensure.sources.answers import Answer, Request, Response, Source, Unavailable, judged
from licensure.sources.board_files import BoardColumns, BoardFile, Kind, family_key, number_key
from licensure.sources.open_data import copied_on
from licensure.sources.soap import is_page

FOLDER = Path(__file__).with_name("rosters")
REASONS = {"empty": "empty", "no_rows": "empty", "cut_short": "truncated"}  # any other fault of a table is another schema
LINE_ENDS = (b"\n", b"\r")


@dataclass(frozen=True)
class BoardTable(Source):
    """One table of one board. `mapping` says what its columns and words mean."""

    mapping: BoardColumns = None

    def request(self, query):
        """The table; nothing of the person travels."""
        return Request(self.url, {"Accept": "text/csv, text/plain, */*;q=0.1"})

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
        if not response.body.endswith(LINE_ENDS) and self._meant(sheet.rows[-1], query):
            raise Unavailable("truncated", str(sheet.rows[-1].row))
        rows = [row.cells for row in sheet.rows if self._meant(row, query)]
        return judged(self.reader.chosen(rows, query, on), as_of=copied_on(response, self.zone))

    def _meant(self, row, query) -> bool:
        if number := query.get("number"):
            return row.number == number_key(number)
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
    return tuple(table(each, one) for each in told for one in each["tables"])


def table(board: dict, one: dict) -> BoardTable:
    """One table as the board's file tells it."""
    said = {name: board[name] for name in ("jurisdiction", "zone", "page")}
    mapping = BoardColumns(Kind.ROSTER, board["columns"], board["words"], tuple(board.get("day_formats", ())))
    return BoardTable(
        **said, key=one["key"], name=one["name"], url=one["url"], element="license", channel="open_data",
        registers=tuple(board["registers"]), titles=tuple(one["titles"]), absent=board.get("absent", ""),
        terms={"number": (), "family_name": (), "given_name": (), "title": ()},
        needs=(frozenset({"number"}), frozenset({"family_name"})), mapping=mapping,
    )
