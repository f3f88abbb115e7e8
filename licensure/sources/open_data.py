"""US states' open-data portals: each is a file in `portals/` that says its columns and what its words mean.

They speak one language (Socrata's): a list of objects, empty columns left out, `$where` to choose. A portal is a copy that its
state refreshes; `Last-Modified` says of which day. Only words its file maps mean anything: any other leaves the status empty.
Where a state keeps its discipline in a dataset of its own, that one is asked too, and no answer of it is no answer at all.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from licensure.sources.answers import Answer, Request, Response, Unavailable, judged
from licensure.sources.columned import Columned, digits_of, plain
from licensure.sources.discipline import quoted, with_discipline
from licensure.sources.json_answers import rows_of

FOLDER = Path(__file__).with_name("portals")
LIMIT = 200
TELLING = 5  # digits by whose end a number is looked for: fewer are too many people's
COPIED_ON = ("x-soda2-truth-last-modified", "last-modified")
TERMS = ("number", "family_name", "given_name", "title")


@dataclass(frozen=True)
class Portal(Columned):
    """A portal described by its file; see any of them for the keys.

    `discipline`: the columns of the dataset at `discipline_url`, where discipline has one of its own (Delaware's file).
    """

    discipline: Mapping[str, str] = None
    discipline_url: str = ""

    def at(self, url, also=""):
        """Elsewhere its list of discipline is asked only where that is named, too; without it, showing none says nothing."""
        if url == self.url and not also:
            return self
        return replace(self, url=url, discipline_url=also, shows_discipline=bool(also) if self.discipline else self.shows_discipline)

    def look_up(self, query, fetch, *, on):
        """The portal's answer, with what its list of discipline shows against the licenses in it."""
        answer = super().look_up(query, fetch, on=on)
        if not (self.discipline and self.discipline_url and answer.records):
            return answer
        return with_discipline(answer, self.discipline_url, self.discipline, self.written, fetch, on=on)

    def request(self, query):
        """Only the columns we describe, so that nothing else of the person travels."""
        where = [self._numbered(query["number"])] if query.get("number") else self._named(query)
        chosen = dict.fromkeys(column for listed in self.columns.values() for column in listed)
        asked = {"$select": ",".join(chosen), "$where": " AND ".join(where), "$limit": str(LIMIT)}
        return Request(f"{self.url}{'&' if '?' in self.url else '?'}{urlencode(asked)}", {"Accept": "application/json"})

    def _numbered(self, number: str) -> str:
        """The ways it may be written; where letters stand before the digits, whatever they are. What comes is narrowed here."""
        ways = self._any("number", self.written(number))
        ending = digits_of(plain(number))
        if not (self.letters and ending.isdigit() and len(ending) >= TELLING):
            return ways
        return " OR ".join((ways[:-1], *(f"upper({column}) like {quoted(f'%{ending}')}" for column in self.columns["number"]))) + ")"

    def _any(self, name: str, values: list[str]) -> str:
        listed = ",".join(map(quoted, values))
        ways = [f"upper({column}) in ({listed})" for column in self.columns[name]]
        return f"({' OR '.join(ways)})"

    def _named(self, query) -> list[str]:
        parts = {name: query[name].upper() for name in ("family_name", "given_name") if query.get(name)}
        if "full_name" in self.columns:
            column = self.columns["full_name"][0]
            return [f"upper({column}) like {quoted(f'%{value}%')}" for value in parts.values()]
        return [self._any(name, [value]) for name, value in parts.items()]

    def read(self, response: Response, query, *, on: date) -> Answer:
        """The records meant; an answer as long as it may be could hide the right one."""
        rows = rows_of(response)
        self._check_columns(response)
        records = self.chosen(rows, query, on)
        if len(rows) >= LIMIT:
            raise Unavailable("cut_off", str(LIMIT))
        return judged(records, as_of=copied_on(response, self.zone))

    def _check_columns(self, response) -> None:
        """Portals name their columns in a header, also when no row came back."""
        told = response.headers.get("x-soda2-fields", "")
        missing = [column for listed in self.columns.values() for column in listed if told and f'"{column}"' not in told]
        if missing:
            raise Unavailable("schema", ", ".join(dict.fromkeys(missing)))


def copied_on(response: Response, zone: str) -> date | None:
    """The day of the copy, in the publisher's zone, when it says so."""
    for name in COPIED_ON:
        try:
            return parsedate_to_datetime(response.headers[name]).astimezone(ZoneInfo(zone)).date()
        except (KeyError, ValueError, TypeError):
            continue
    return None


@cache
def portals() -> tuple[Portal, ...]:
    """Every portal of the folder."""
    return tuple(portal(tomllib.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.toml")))


def portal(told: dict) -> Portal:
    """A portal as its file tells it."""
    said = {name: told[name] for name in ("key", "name", "jurisdiction", "url", "page", "zone")}
    terms = {name: tuple(told["columns"].get(name, ())) for name in TERMS}
    discipline = dict(told.get("discipline", {}))
    discipline_url = discipline.pop("url", "")
    return Portal(
        **said, element="license", channel="open_data", terms=terms, absent=told.get("absent", ""),
        needs=(frozenset({"number"}), frozenset({"family_name"})), columns=told["columns"], words=told["words"],
        remarks=told.get("remarks", {}), pad=told.get("pad", 0), hyphen=told.get("hyphen", 0), letters=told.get("letters", False),
        day_formats=tuple(told.get("day_formats", ())),
        shows_discipline="discipline" in told["columns"], discipline=discipline, discipline_url=discipline_url,
    )
