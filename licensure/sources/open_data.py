"""US states' open-data portals: each is a file in `portals/` that says its columns and what its words mean.

They speak one language (Socrata's): a list of objects, empty columns left out, `$where` to choose. A portal is a copy that its
state refreshes; `Last-Modified` says of which day. Only words its file maps mean anything: any other leaves the status empty.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from licensure.holdings import Status
from licensure.sources.answers import Answer, Record, Remark, Request, Response, Source, Unavailable, judged
from licensure.sources.json_answers import complaint, parsed, text_at

FOLDER = Path(__file__).with_name("portals")
LIMIT = 200
COPIED_ON = ("x-soda2-truth-last-modified", "last-modified")
TERMS = ("number", "family_name", "given_name", "title")


@dataclass(frozen=True)
class Portal(Source):
    """A portal described by its file; see any of them for the keys."""

    columns: Mapping[str, list] = None
    words: Mapping[str, str] = None
    remarks: Mapping[str, object] = None
    pad: int = 0
    hyphen: int = 0
    day_format: str = ""

    def request(self, query):
        """Only the columns we describe, so that nothing else of the person travels."""
        where = [self._any("number", self.written(query["number"]))] if query.get("number") else self._named(query)
        chosen = dict.fromkeys(column for listed in self.columns.values() for column in listed)
        asked = {"$select": ",".join(chosen), "$where": " AND ".join(where), "$limit": str(LIMIT)}
        return Request(f"{self.url}{'&' if '?' in self.url else '?'}{urlencode(asked)}", {"Accept": "application/json"})

    def written(self, number: str) -> list[str]:
        """The ways this portal may write a number that somebody typed: as it is, with its hyphen, with leading zeros."""
        typed = number.strip().upper()
        forms = [typed, _plain(typed)]
        if self.hyphen:
            forms.append(f"{_plain(typed)[: self.hyphen]}-{_plain(typed)[self.hyphen :]}")
        if self.pad and _plain(typed).isdigit():
            forms += [_plain(typed).zfill(self.pad), _plain(typed).lstrip("0")]
        return [form for form in dict.fromkeys(forms) if form.strip("-")]

    def _any(self, name: str, values: list[str]) -> str:
        listed = ",".join(map(_quoted, values))
        ways = [f"upper({column}) in ({listed})" for column in self.columns[name]]
        return f"({' OR '.join(ways)})"

    def _named(self, query) -> list[str]:
        parts = {name: query[name].upper() for name in ("family_name", "given_name") if query.get(name)}
        if "full_name" in self.columns:
            column = self.columns["full_name"][0]
            return [f"upper({column}) like {_quoted(f'%{value}%')}" for value in parts.values()]
        return [self._any(name, [value]) for name, value in parts.items()]

    def read(self, response: Response, query, *, on: date) -> Answer:
        """Rows of one license are one record; a number that several boards gave is narrowed by title, then by name."""
        rows = parsed(response)
        if complaint(rows):
            raise Unavailable("fault", complaint(rows))
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Unavailable("schema", type(rows).__name__)
        self._check_columns(response)
        records = _merged([self.record(row, on) for row in rows])
        if number := query.get("number"):
            records = [each for each in records if self.same_number(each, number)]
        if title := query.get("title"):
            records = [each for each in records if each.title.casefold() == title.casefold()]
        named = [each for each in records if each.is_named(query.get("family_name", ""))]
        records = named if named and (len(records) > 1 or not query.get("number")) else records
        if len(rows) >= LIMIT:
            raise Unavailable("cut_off", str(LIMIT))
        return judged(tuple(records), as_of=self.copied_on(response))

    def same_number(self, record: Record, number: str) -> bool:
        """Whether a record has this number, whichever of its columns the portal keeps it in."""
        wanted = {_plain(form) for form in self.written(number)}
        return bool(wanted & {_plain(each) for each in (record.number, *record.more.get("numbers", "").split("; "))})

    def _check_columns(self, response) -> None:
        """Portals name their columns in a header, also when no row came back."""
        told = response.headers.get("x-soda2-fields", "")
        missing = [column for listed in self.columns.values() for column in listed if told and f'"{column}"' not in told]
        if missing:
            raise Unavailable("schema", ", ".join(dict.fromkeys(missing)))

    def record(self, row: dict, on: date) -> Record:
        """One row. Without a number, a status or a name the columns are not those we know: Unavailable."""
        at = {name: text_at(row, *listed) for name, listed in self.columns.items()}
        name = at.get("full_name") or " ".join(filter(None, (at.get(part) for part in ("given_name", "middle_name", "family_name"))))
        if missing := [column for column, value in (("number", at["number"]), ("status", at["status"]), ("name", name)) if not value]:
            raise Unavailable("schema", ", ".join(self.columns.get(each, [each])[0] for each in missing))
        word = " / ".join(filter(None, (text_at(row, column) for column in self.columns["status"])))
        status = self.words.get(word.casefold(), "")
        status = str(Status(status)) if status else ""
        remarks = self._remarks(at)
        numbers = "; ".join(dict.fromkeys(filter(None, (text_at(row, column) for column in self.columns["number"]))))
        more = {"numbers": numbers if "; " in numbers else "", "place": at.get("city", "")}
        return Record(
            number=at["number"], names=(name,), title=at.get("title", ""), status=status, status_word=word, remarks=remarks,
            first=self.day(at.get("first", "")), last=self.day(at.get("last", "")),
            more={key: value for key, value in more.items() if value},
        )

    def _remarks(self, at) -> tuple[Remark, ...]:
        """A discipline column that says anything but the portal's words for *none* is a hit, also a word never seen."""
        said = at.get("discipline", "")
        if not said or said.casefold() in self.remarks.get("none", ()):
            return ()
        told = "; ".join(filter(None, (said, at.get("reason", ""), at.get("case", ""))))
        return (Remark("discipline", told, self.day(at.get("discipline_day", ""))),)

    def day(self, text: str) -> date | None:
        """A day as this portal writes it. Raises Unavailable for anything else."""
        if not text:
            return None
        try:
            if self.day_format:
                return datetime.strptime(text, self.day_format).date()  # noqa: DTZ007 - a calendar day has no zone
            return datetime.fromisoformat(text).date()
        except ValueError as error:
            raise Unavailable("schema", text) from error

    def copied_on(self, response: Response) -> date | None:
        """The day of the copy, in the portal's zone, when it says so."""
        for name in COPIED_ON:
            try:
                return parsedate_to_datetime(response.headers[name]).astimezone(ZoneInfo(self.zone)).date()
            except (KeyError, ValueError, TypeError):
                continue
        return None


def _merged(records: list[Record]) -> list[Record]:
    """Rows of one license as one: the same row twice, or one row per case. Where they disagree the status is not known."""
    found: dict[tuple, Record] = {}
    for each in records:
        key = (_plain(each.number), each.title.casefold(), each.names)
        known = found.get(key)
        if known is None:
            found[key] = each
            continue
        same = known.status_word == each.status_word
        word = known.status_word if same else f"{known.status_word} / {each.status_word}"
        lasts = [day for day in (known.last, each.last) if day]
        found[key] = Record(
            known.number, known.names, known.title, known.status if same else "", word, known.status_since, known.first,
            min(lasts, default=None), tuple(dict.fromkeys((*known.remarks, *each.remarks))), known.more,
        )
    return list(found.values())


def _plain(number: str) -> str:
    return "".join(sign for sign in number.upper() if sign.isalnum())


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


@cache
def portals() -> tuple[Portal, ...]:
    """Every portal of the folder."""
    return tuple(portal(tomllib.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.toml")))


def portal(told: dict) -> Portal:
    """A portal as its file tells it."""
    said = {name: told[name] for name in ("key", "name", "jurisdiction", "url", "page", "zone")}
    terms = {name: tuple(told["columns"].get(name, ())) for name in TERMS}
    return Portal(
        **said, element="license", channel="open_data", terms=terms, absent=told.get("absent", ""),
        needs=(frozenset({"number"}), frozenset({"family_name"})), columns=told["columns"], words=told["words"],
        remarks=told.get("remarks", {}), pad=told.get("pad", 0), hyphen=told.get("hyphen", 0),
        day_format=told.get("day_format", ""),
    )
