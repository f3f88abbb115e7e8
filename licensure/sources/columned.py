"""Registers that show people as rows of columns, whoever sends the rows: which column means what, and what its words mean.

A row becomes a record; only words that are mapped mean anything, any other leaves the status empty and holds for a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from string import ascii_uppercase

from licensure.holdings import Status
from licensure.sources.answers import Record, Remark, Source, Unavailable
from licensure.sources.json_answers import text_at
from licensure.sources.reading import day_as


@dataclass(frozen=True)
class Columned(Source):
    """A register by its columns: `columns` is our field → theirs, `words` their status word in small letters → ours.

    `pad`: digits it pads numbers to; `hyphen`: signs before the hyphen it writes; `letters`: those of a title may stand before the
    digits, here or where somebody types them, and need not in both; `day_formats` as `strptime` names them, none means ISO days.
    """

    columns: Mapping[str, list] = None
    words: Mapping[str, str] = None
    remarks: Mapping[str, object] = None
    pad: int = 0
    hyphen: int = 0
    letters: bool = False
    day_formats: tuple[str, ...] = ()

    def written(self, number: str) -> list[str]:
        """The ways this portal may write a number that somebody typed: as it is, with its hyphen, bare, with leading zeros."""
        typed = number.strip().upper()
        forms = [typed, plain(typed)]
        if self.hyphen:
            forms.append(f"{plain(typed)[: self.hyphen]}-{plain(typed)[self.hyphen :]}")
        digits = plain(typed)
        if self.letters:
            head = typed.rpartition(".")[0].rpartition(".")[2]
            digits = digits_of(digits)
            forms += [head + digits if head.isalpha() else digits, digits]
        if self.pad and digits.isdigit():
            forms += [digits.zfill(self.pad), digits.lstrip("0")]
        return [form for form in dict.fromkeys(forms) if form.strip("-")]

    def chosen(self, rows: Iterable[dict], query: Mapping[str, str], on: date) -> tuple[Record, ...]:
        """The records that are meant: rows of one license are one; a number several boards gave is narrowed by title, then by name."""
        records = merged([self.record(row, on) for row in rows])
        if number := query.get("number"):
            records = [each for each in records if self.same_number(each, number)]
            records = [each for each in records if plain(number) in numbers_of(each)] or records
        if title := query.get("title"):
            records = [each for each in records if each.title.casefold() == title.casefold()]
        named = [each for each in records if each.is_named(query.get("family_name", ""))]
        return tuple(named or records)

    def same_number(self, record: Record, number: str) -> bool:
        """Whether a record has this number, whichever of its columns the portal keeps it in."""
        wanted = {plain(form) for form in self.written(number)}
        return any(each in wanted or (self.letters and alike(each, plain(number))) for each in numbers_of(record))

    def record(self, row: dict, on: date) -> Record:
        """One row. Without a number, a status or a name the columns are not those we know: Unavailable."""
        at = {name: text_at(row, *listed) for name, listed in self.columns.items()}
        name = at.get("full_name") or " ".join(filter(None, (at.get(part) for part in ("given_name", "middle_name", "family_name"))))
        if missing := [column for column, value in (("number", at["number"]), ("status", at["status"]), ("name", name)) if not value]:
            raise Unavailable("schema", ", ".join(self.columns.get(each, [each])[0] for each in missing))
        word = joined(text_at(row, column) for column in self.columns["status"])
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
        if self.day_formats:
            if found := day_as(text, *self.day_formats):
                return found
            raise Unavailable("schema", text)
        try:
            return datetime.fromisoformat(text).date()
        except ValueError as error:
            raise Unavailable("schema", text) from error


def merged(records: list[Record]) -> list[Record]:
    """Rows of one license as one: the same row twice, or one row per case. Where they disagree the status is not known."""
    found: dict[tuple, Record] = {}
    for each in records:
        key = (plain(each.number), each.title.casefold(), each.names)
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


def joined(words: Iterable[str]) -> str:
    """One status word of the columns that say it together."""
    return " / ".join(filter(None, words))


def numbers_of(record: Record) -> set[str]:
    """Every number a record has, plain."""
    return {plain(each) for each in (record.number, *record.more.get("numbers", "").split("; "))}


def alike(one: str, other: str) -> bool:
    """Whether two plain numbers have the same digits, and before them the same letters as far as both write any."""
    digits = digits_of(one), digits_of(other)
    heads = one.removesuffix(digits[0]), other.removesuffix(digits[1])
    same = digits[0].lstrip("0") == digits[1].lstrip("0") != ""
    return same and (heads[0].endswith(heads[1]) or heads[1].endswith(heads[0]))


def digits_of(number: str) -> str:
    """A plain number without the letters it begins with."""
    return number.lstrip(ascii_uppercase)


def plain(number: str) -> str:
    """A number without its punctuation and blanks, in capitals."""
    return "".join(sign for sign in number.upper() if sign.isalnum())
