"""The facts of many files as columns of numbers: packed one file at a time into a few hundred bytes, read back all at once.

A day is its ordinal, a month its index, a code its place in a `Codes` book, a state its reach; NONE stands where nobody has said.
A file is a row of scalars, the number of rows of each of its lists, then those rows; what rules read by day (jobs, insurance, statements,
list checks, proofs) is packed in the order of its days. Pure: NumPy, no database.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property

import numpy as np

from licensure import npi
from network.money import Money
from vetting.criteria.conduct import QUESTIONS
from vetting.criteria.shapes import month_index
from vetting.evidence import SEVERITIES, Answer, Facts, Proof, State

NONE = -(2**31)
STATES = tuple(State)
ALSO = ("cyber", "general")  # what else a policy covers, as bits
HIGH = 2**30  # an amount of money is two numbers of thirty bits
SCALARS = (
    "submitted_on", "decided_on", "event_on", "attested_on", "denied_on", "profession", "npi", "conflicts", "clinical_hours",
    "eap_months", "unsaid", "answered", "said_yes", "unexplained",
)
LISTS = {  # list of the facts → its numbers
    "languages": ("code",), "modes": ("code",), "office": ("code",), "jurisdictions": ("code",), "services": ("code",),
    "degrees": ("level", "conferred", "state", "as_of", "accredited"),
    "licenses": (
        "place", "register", "level", "state", "as_of", "statutory", "status", "issued", "expires", "lifelong", "encumbered", "disclosed",
    ),
    "license_actions": ("on", "state"),
    "supervision": ("level", "first", "last", "state"),
    "insurance": (
        "first", "last", "per_claim", "per_claim_high", "per_claim_in", "total", "total_high", "total_in", "state", "named", "form",
        "also",
    ),
    "jobs": ("first", "last", "kind"),
    "gap_explanations": ("first", "last", "written"),
    "trainings": ("code", "state", "expires"),
    "hours": ("kind", "first", "last", "hours", "state", "as_of"),
    "references": ("received", "relation", "state", "rating"),
    "papers": ("kind", "state", "issued", "expires", "place", "basis", "language", "translation", "legalization"),
    "claims": ("on", "open", "state", "paid", "paid_high", "paid_in"),
    "answers": ("question", "grade"),  # only what she said yes to; the rest are bits by question
    "records": ("question", "state"),
    "concerns": ("on", "severity"),  # a severity is its place among them
    "hits": ("list", "band", "state", "until"),
    "list_checks": ("list", "as_of", "state", "run_on"),
    "proofs": ("element", "state", "as_of", "method"),
    "waivers": ("criterion", "first", "last", "role"),
}
PROVEN = ("certificate_of_conduct", "disclosures", "eap_experience", "identity", "npi", "supervision", "work_history")
SAID = tuple(LISTS)  # the lists of the facts; the proofs of elements that rules over columns ask for stand each in one of their own
LISTS |= {f"{element} proofs": ("state", "as_of", "method") for element in PROVEN}
NAMES = tuple(LISTS)
HEAD = len(SCALARS) + len(LISTS)
STRANGE = tuple(each for each in fields(Facts) if each.name not in (*SCALARS, *SAID))  # what no column is about: nothing so far
WHOLE = {int, bool}


class Unsayable(ValueError):
    """A fact that no number of the columns stands for. Its file is judged alone, by the rules themselves."""


class Codes:
    """Words as numbers, in the order they were met. A word keeps its number as long as the book is kept."""

    def __init__(self, words: Sequence[str] = ()):
        self.words = list(words)
        self.numbers = {word: number for number, word in enumerate(self.words)}

    def __call__(self, word: str | None) -> int:
        """The number of a word, a new one for a new word; NONE for none."""
        if word is None:
            return NONE
        if word not in self.numbers:
            self.numbers[word] = len(self.words)
            self.words.append(word)
        return self.numbers[word]


def _day(value: date | None) -> int:
    return NONE if value is None else value.toordinal()


def _number(value: int | None) -> int:
    return NONE if value is None else value


def _state(proof: Proof) -> int:
    return STATES.index(proof.state)


def _money(value: Money | None, code: Codes) -> tuple[int, int, int]:
    return (NONE, NONE, NONE) if value is None else (value.minor % HIGH, value.minor // HIGH, code(value.currency))


def pack(facts: Facts, code: Codes) -> bytes:
    """One file as bytes. What the set-based rules do not read (references to records, sources) is left out.

    Raises Unsayable for a word the columns have no bit for, a number that is not whole or too large, and facts of a kind they do not know:
    rounding one off silently would give another verdict than the rules do.
    """
    if any(getattr(facts, each.name) != each.default for each in STRANGE):
        raise Unsayable("These facts hold something that has no column.")
    try:
        numbers = _numbers(facts, code)
        if not set(map(type, numbers)) <= WHOLE:
            raise Unsayable("One of these facts is no whole number, day or word.")
        return np.array(numbers, dtype="<i4").tobytes()
    except (TypeError, ValueError, OverflowError) as error:
        raise Unsayable(str(error)) from error


def _numbers(facts, code) -> list[int]:
    lists = _lists(facts, code)
    unsaid = sum(1 << index for index, name in enumerate(SAID) if getattr(facts, name) is None)
    scalars = [
        _day(facts.submitted_on), _day(facts.decided_on), _day(facts.event_on), _day(facts.attested_on), _day(facts.denied_on),
        code(facts.profession), NONE if facts.npi is None else int(npi.is_valid(facts.npi)),
        NONE if facts.conflicts is None else len(facts.conflicts), _number(facts.clinical_hours), _number(facts.eap_months), unsaid,
        *_bits(facts),
    ]
    counts = [len(lists[name]) for name in NAMES]
    return [*scalars, *counts, *(number for name in NAMES for row in lists[name] for number in row)]


def _answers(facts: Facts) -> dict[str, Answer]:
    """Her answers to the questions there are; of two to one question the later, as `criteria.conduct` reads them."""
    return {answer.question: answer for answer in facts.answers or () if answer.question in QUESTIONS}


def _bits(facts: Facts) -> tuple[int, int, int]:
    """Which questions she answered, with yes, and with a yes she did not explain."""
    answers = [(1 << QUESTIONS.index(name), answer) for name, answer in _answers(facts).items()]
    yes = [(bit, answer) for bit, answer in answers if answer.yes]
    return sum(bit for bit, _answer in answers), sum(bit for bit, _answer in yes), sum(bit for bit, one in yes if not one.explained)


def _lists(facts: Facts, code: Codes) -> dict[str, list[tuple]]:
    found = {name: [(code(word),) for word in getattr(facts, name) or ()] for name in NAMES[:5]}
    found["jurisdictions"] = sorted(set(found["jurisdictions"]))
    found |= _held(facts, code) | _worked(facts, code) | _said(facts, code)
    return found


def _held(facts, code):
    return {
        "degrees": [
            (code(row.level), _day(row.conferred_on), _state(row.proof), _day(row.proof.as_of), code(row.accredited_by))
            for row in facts.degrees or ()
        ],
        "licenses": [
            (
                code(row.jurisdiction), code(row.register), code(row.level), _state(row.proof), _day(row.proof.as_of), row.statutory,
                code(row.status), _day(row.issued_on), _day(row.expires_on), row.lifelong, _number(row.encumbered), row.disclosed,
            ) for row in facts.licenses or ()
        ],
        "license_actions": [(_day(row.on), _state(row.proof)) for row in facts.license_actions or ()],
        "supervision": [(code(row.level), _day(row.first), _day(row.last), _state(row.proof)) for row in facts.supervision or ()],
        "insurance": [
            (
                _day(row.first), _day(row.last), *_money(row.per_claim, code), *_money(row.aggregate, code), _state(row.proof),
                code(row.named), code(row.form), NONE if row.also is None else sum(1 << ALSO.index(kind) for kind in set(row.also)),
            ) for row in sorted(facts.insurance or (), key=lambda row: row.first)
        ],
    }


def _worked(facts, code):
    return {
        "jobs": [
            (month_index(row.first), NONE if row.last is None else month_index(row.last), code(row.kind))
            for row in sorted(facts.jobs or (), key=lambda row: row.first)
        ],
        "gap_explanations": [
            (month_index(row.first), month_index(row.last), row.written)
            for row in sorted(facts.gap_explanations, key=lambda row: row.first)
        ],
        "trainings": [(code(row.code), _state(row.proof), _day(row.expires_on)) for row in facts.trainings or ()],
        "hours": [
            (code(row.kind), _day(row.first), _day(row.last), row.hours, _state(row.proof), _day(row.proof.as_of))
            for row in sorted(facts.hours or (), key=lambda row: row.last)
        ],
        "references": [
            (_day(row.received_on), code(row.relation), _state(row.proof), _number(row.rating)) for row in facts.references or ()
        ],
        "papers": [
            (
                code(row.kind), _state(row.proof), _day(row.issued_on), _day(row.expires_on), code(row.place), code(row.basis),
                code(row.language), code(row.translation), code(row.legalization),
            ) for row in facts.papers or ()
        ],
    }


def _said(facts, code):
    proofs = sorted(facts.proofs, key=lambda row: row.as_of or date.min)
    return {
        "claims": [(_day(row.on), row.open, _state(row.proof), *_money(row.paid, code)) for row in facts.claims or ()],
        "answers": [(code(row.question), code(row.grade)) for row in _answers(facts).values() if row.yes],
        "records": [(code(row.question), _state(row.proof)) for row in facts.records],
        "concerns": [(_day(row.received_on), SEVERITIES.index(row.severity)) for row in facts.concerns],
        "hits": [(code(row.list_code), code(row.band), code(row.state), _day(row.until)) for row in facts.hits],
        "list_checks": [
            (code(row.list_code), _day(row.as_of), STATES.index(row.state), _day(row.run_on))
            for row in sorted(facts.list_checks, key=lambda row: row.as_of)
        ],
        "proofs": [(code(row.element), _state(row), _day(row.as_of), code(row.method)) for row in proofs if row.element not in PROVEN],
        **{
            f"{element} proofs": [(_state(row), _day(row.as_of), code(row.method)) for row in proofs if row.element == element]
            for element in PROVEN
        },
        "waivers": [(code(row.criterion), _day(row.first), _day(row.last), code(row.role)) for row in facts.waivers],
    }


class Rows:
    """One list of all files: `of` names the file of each row, in order; each of its numbers is taken out when it is asked for.

    `taken` gives a number of the rows at some places, of all of them where it is told None.
    """

    def __init__(self, of: np.ndarray, taken: Callable[[str, np.ndarray | None], np.ndarray]):
        self.of = of
        self._taken = taken

    def __getattr__(self, name: str) -> np.ndarray:
        """A column by its name; kept."""
        if name.startswith("_"):
            raise AttributeError(name)
        column = self._taken(name, None)
        self.__dict__[name] = column
        return column

    def some(self, places: np.ndarray, of: np.ndarray | None = None) -> "Rows":
        """The rows at these places, which are in order; `of` where their files are counted otherwise."""
        return Rows(self.of[places] if of is None else of, lambda name, few: self._at(name, places if few is None else places[few]))

    def _at(self, name: str, places: np.ndarray) -> np.ndarray:
        """A number of some rows, from its column where that was taken out already."""
        return self.__dict__[name][places] if name in self.__dict__ else self._taken(name, places)


@dataclass(frozen=True)
class Columns:
    """Many files, column by column."""

    n: int
    code: Codes
    every: np.ndarray
    starts: np.ndarray
    head: np.ndarray
    kept: dict = field(default_factory=dict)

    def once(self, name, make: Callable):
        """What `make` gives, made once for these files."""
        if name not in self.kept:
            self.kept[name] = make()
        return self.kept[name]

    def scalar(self, name: str) -> np.ndarray:
        """One number of every file."""
        return self.head[SCALARS.index(name)]

    def unsaid(self, name: str) -> np.ndarray:
        """Of which files nobody has said what this list is (an empty one is said)."""
        return self.once(("unsaid", name), lambda: self.scalar("unsaid") & (1 << SAID.index(name)) != 0)

    def rows(self, name: str) -> Rows:
        """One list of all files."""
        return self.once(name, lambda: self._rows(name))

    @cached_property
    def _begins(self) -> np.ndarray:
        """Where the rows of each list begin in each file, list by list."""
        counts = self.head[len(SCALARS) :]
        begins = np.empty((len(NAMES), self.n), dtype=np.int64)
        begins[0] = self.starts + HEAD
        for index, name in enumerate(NAMES[:-1]):
            np.add(begins[index], counts[index] * len(LISTS[name]), out=begins[index + 1])
        return begins

    def _rows(self, name: str) -> Rows:
        index, width = NAMES.index(name), len(LISTS[name])
        mine, first = self.head[len(SCALARS) + index], self._begins[index]
        of = np.repeat(np.arange(self.n), mine)
        at = np.arange(0, len(of) * width, width) + np.repeat(first - (np.cumsum(mine) - mine) * width, mine)
        block = _lines(self.every, at, width)
        return Rows(of, lambda number, few: _column(block, LISTS[name].index(number), few))


def _lines(every: np.ndarray, at: np.ndarray, width: int) -> np.ndarray:
    """So many numbers from each place on, one line for each: what lies side by side is fetched once."""
    if not len(at):
        return np.zeros((0, width), dtype=every.dtype)
    return np.lib.stride_tricks.sliding_window_view(every, width)[at]


def _column(block: np.ndarray, number: int, few: np.ndarray | None) -> np.ndarray:
    return np.ascontiguousarray(block[:, number]) if few is None else block[few, number]


def columns(packed: Sequence[bytes], code: Codes) -> Columns:
    """Packed files as columns, in their order."""
    lengths = np.fromiter(map(len, packed), dtype=np.int64, count=len(packed)) // 4
    every, starts = np.frombuffer(b"".join(packed), dtype="<i4"), np.cumsum(lengths) - lengths
    return Columns(len(starts), code, every, starts, np.ascontiguousarray(_lines(every, starts, HEAD).T))
