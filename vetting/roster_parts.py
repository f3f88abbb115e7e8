"""Checks a roster a part at a time: every cell by the rule `vet` reads it by, in the same memory for any number of rows.

The rules are those of `licensure.rosters` (the person) and of the columns of `RosterResource` (what she holds). A rule is
asked once for each distinct text of a column: rosters repeat themselves, and the answer to the same text is the same.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import repeat
from json.encoder import encode_basestring
from operator import itemgetter
from typing import BinaryIO

from import_export.widgets import CharWidget

from licensure import npi
from licensure.roster_files import NEEDED, Fault, table
from licensure.rosters import PERSON_CELLS, values_of
from licensure.words_lists import fault_sentence
from vetting.resources import COLUMNS, CellFault, RosterResource, told_apart
from vetting.roster_cells import Amount, Day, DegreeLevel, Title
from vetting.roster_keys import key_from, keys_by_reference

REMEMBERED = 40_000  # sound texts of a rule kept in mind
FEW = 5  # bad texts of a column that are sought one by one
UNIQUE = {"npi": npi.wrong}  # not worth remembering: where those are that may be at fault
PLACE, TITLE = "license_jurisdiction", "license_title"
PLAIN = bytes(sign for sign in range(32, 127) if sign not in b'"\\')
WHO = ("reference", "npi", "given_name", "family_name", "date_of_birth")


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of the file: the sound ones as (line, key, SHA-256 of the cells, cells as JSON), every fault of the others."""

    count: int
    rows: list[tuple[int, str, str, str]]
    faults: list[CellFault]


@dataclass(frozen=True, slots=True)
class Checked:
    """A roster being checked; `extra` columns are not looked at, what `missing` columns say is unknown."""

    extra: tuple[str, ...]
    missing: tuple[str, ...]
    parts: Iterator[Part]


def check(file: BinaryIO, *, equivalents=()) -> Checked:
    """Check a roster as its parts are walked. Raises licensure.rosters.BadRoster, now or then, when the file cannot be used."""
    sheet = table(file)
    extra, missing = told_apart(sheet.columns)
    return Checked(extra, missing, _walk(_Checker(sheet.columns, equivalents), sheet.parts))


def _walk(checker, parts) -> Iterator[Part]:
    count = 0
    for numbered in parts:
        part = checker.part(numbered)
        count += part.count
        yield part
    if not count:
        yield Part(0, [], [CellFault(1, "", fault_sentence(Fault(1, "", "no_rows")))])


class _Checker:
    """The rules of a file's columns, and the texts already known to be sound."""

    def __init__(self, columns, equivalents):
        self.columns = columns
        place = {name: index for index, name in enumerate(columns)}
        lacking = len(columns)  # an empty cell stands there
        self.given = place["given_name"]
        self.known = [place.get(name, lacking) for name in COLUMNS]
        self.who = [place.get(name, lacking) for name in WHO]
        self.person = [(name, place[name], rule) for name, rule in PERSON_CELLS.items() if name in place]
        self.held = [
            (field.column_name, self._reads(field, place, lacking), _rule(field, equivalents))
            for field in RosterResource.fields.values()
            if field.column_name in place and type(field.widget) is not CharWidget  # which takes any text
        ]
        self.sound: dict[str, set] = defaultdict(set)

    def _reads(self, field, place, lacking):
        """The index of the column's cells; of two columns for a title, which is one of a place."""
        at = place[field.column_name]
        return (at, place.get(PLACE, lacking)) if field.column_name == TITLE else at

    def part(self, numbered: tuple[Sequence[int], list[list[str]]]) -> Part:
        """Check some rows, column by column."""
        lines, rows, faults = self._even(numbered)
        if not rows:
            return Part(len(faults), [], faults)
        count = len(rows) + len(faults)
        columns, plain = _cells(rows)
        columns.append(("",) * len(lines))
        faults += self._faults(lines, columns, plain)
        spoiled = {fault.row for fault in faults}
        every = zip(lines, self._keys(columns), *self._told(columns, plain), strict=True)
        sound = [row for row in every if row[0] not in spoiled] if spoiled else list(every)
        return Part(count, sound, sorted(faults, key=lambda fault: fault.row))

    def _even(self, numbered) -> tuple[Sequence[int], Sequence[list[str]], list[CellFault]]:
        """The rows that are not blank, as wide as the header, with their numbers; and those that are wider, as faults."""
        width, faults, even = len(self.columns), [], []
        lines, rows = numbered
        if {*map(len, rows)} == {width} and all(map(str.strip, map(itemgetter(self.given), rows))):
            return lines, rows, faults
        for line, cells in zip(lines, rows, strict=True):
            if any(map(str.strip, cells)):
                values, wrong = values_of(line, self.columns, cells)
                faults += _told(wrong)
                if values is not None:
                    even.append((line, cells if len(cells) == width else [values[name] for name in self.columns]))
        lines, rows = zip(*even, strict=True) if even else ((), ())
        return lines, rows, faults

    def _faults(self, lines, columns, plain: bool) -> list[CellFault]:
        found = []
        for name, at, rule in self.person:
            found += self._judge(name, lines, columns[at], rule, partial(_in_words, name))
        if not plain:
            found += self._nul(lines, columns)
        for name, at, rule in self.held:
            texts = list(zip(columns[at[0]], columns[at[1]], strict=True)) if isinstance(at, tuple) else columns[at]
            found += self._judge(name, lines, texts, rule, _as_said)
        return found

    def _told(self, columns, plain: bool) -> tuple[list[str], list[str]]:
        """The SHA-256 of each row's known cells, and those cells as JSON."""
        known = [columns[at] for at in self.known]
        told = _as_json(known, '"') if plain else _as_json([map(encode_basestring, texts) for texts in known], "")
        return [sha256(text.encode()).hexdigest() for text in told], told

    def _keys(self, columns) -> list[str]:
        references, *others = (columns[at] for at in self.who)
        if all(references):
            return keys_by_reference(references)
        return [
            key_from(reference, npi.known(number), f"{given} {family}", born)
            for reference, number, given, family, born in zip(references, *others, strict=True)
        ]

    def _nul(self, lines, columns) -> list[CellFault]:
        """Every cell with a character no database keeps as text."""
        named = dict(zip(self.columns, columns, strict=False))
        return [
            each
            for name, texts in named.items()
            if "\0" in "".join(texts)
            for each in _told(Fault(line, name, "nul") for line, text in zip(lines, texts, strict=True) if "\0" in text)
        ]

    def _judge(self, name, lines, texts, rule: Callable, words: Callable) -> list[CellFault]:
        """The faults of one column: its rule is asked of every text it has not found sound before."""
        sound = self.sound[getattr(rule, "args", name)]  # columns with one rule share what they know
        if name in NEEDED:  # a name may be anything but empty
            new = {""}.intersection(texts)
        elif name in UNIQUE:
            new = {texts[at] for at in UNIQUE[name](texts)}
        elif sound.issuperset(texts):
            return []
        else:
            new = set(texts) - sound if sound else set(texts)
        bad = {text: words(text, code) for text, code in zip(new, map(rule, new), strict=True) if code}
        if name not in UNIQUE:
            if len(sound) > REMEMBERED:
                sound.clear()
            sound.update(new.difference(bad))
        if not bad:
            return []
        return [CellFault(lines[at], name, bad[texts[at]]) for at in _places(texts, bad)]


def _places(texts: Sequence, bad: Collection) -> Iterator[int]:
    """Where the bad ones stand among texts. A few are sought one by one, which is quicker than looking at every text."""
    if len(bad) > FEW:
        yield from (at for at, text in enumerate(texts) if text in bad)
        return
    for text in bad:
        at = -1
        for _ in range(texts.count(text)):
            yield (at := texts.index(text, at + 1))


def _cells(rows: Iterable[list[str]]) -> tuple[list[tuple[str, ...]], bool]:
    """The columns of some rows without spaces around the cells, and whether these are plain: no quotes, controls or backslashes.

    Nearly all parts are looked at as one text, which says that no cell has such signs or spaces.
    """
    columns = list(zip(*rows, strict=True))
    text = f"|{'|'.join(map('|'.join, columns))}|"
    if not _plain(text) or " |" in text or "| " in text:
        columns = [tuple(map(str.strip, texts)) for texts in columns]
        text = "".join(map("".join, columns))
    return columns, _plain(text)


def _plain(text: str) -> bool:
    if text.isascii():  # told in a fifth of the time
        return not text.encode().translate(None, PLAIN)
    return text.isprintable() and '"' not in text and "\\" not in text


def _as_json(columns: Iterable[Iterable[str]], mark: str) -> list[str]:
    """Each row as an object of COLUMNS. What stands between two cells is joined with them, which is quicker than formatting."""
    between = [f'{mark}, "{name}": {mark}' for name in COLUMNS]
    turns = [repeat("{" + between[0].removeprefix(f"{mark}, "))]
    for texts, after in zip(columns, [*between[1:], f"{mark}}}"], strict=True):
        turns += [texts, repeat(after)]
    return list(map("".join, zip(*turns, strict=False)))


def _told(faults: Iterable[Fault]) -> list[CellFault]:
    return [CellFault(fault.row, fault.column, fault_sentence(fault)) for fault in faults]


def _in_words(name: str, text: str, code: str) -> str:
    return fault_sentence(Fault(0, name, code, text))


def _as_said(text: str, said: str) -> str:
    """The rules of what she holds answer in words."""
    return said


def _rule(field, equivalents) -> Callable:
    """What is wrong in a cell of the column, in words: what its widget says. An empty cell says nothing."""
    widget = field.widget
    if isinstance(widget, DegreeLevel):
        widget = DegreeLevel(equivalents)
    # two columns of days have two widgets that say the same
    return partial(_wrong_title if isinstance(widget, Title) else _wrong_held, ALIKE.get(type(widget), widget))


ALIKE = {kind: kind() for kind in (Amount, Day)}


def _wrong_held(widget, text: str) -> str:
    try:
        if text:
            widget.clean(text)
    except ValueError as error:
        return str(error)
    return ""


def _wrong_title(widget, pair: tuple[str, str]) -> str:
    title, place = pair
    try:
        if title:
            widget.clean(title, row={PLACE: place})
    except ValueError as error:
        return str(error)
    return ""
