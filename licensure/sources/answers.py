"""What a register is asked and what it answers, the same for every source. Pure.

A source never says *no* by failing: whatever is not a well-formed answer is UNAVAILABLE with its reason, and only a register
that answered as it should can say NOT_FOUND. A status word nobody mapped leaves the status empty, which counts as active nowhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from licensure.names import normalize


class Outcome(StrEnum):
    """How the question ended."""

    FOUND = "found"
    SEVERAL = "several"
    NOT_FOUND = "not_found"
    UNAVAILABLE = "unavailable"
    UNKNOWN_STATUS = "unknown_status"


class BadQuery(ValueError):
    """This source cannot be asked that; the message says what it takes."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. `limit`: bytes its answer may have, where that is more than answers usually have."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    limit: int = 0

    @property
    def method(self) -> str:
        """A request with a body is posted."""
        return "GET" if self.body is None else "POST"


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def content_type(self) -> str:
        """The declared type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Unavailable(Exception):
    """The source did not answer the question. `reason` is a code of `words_sources.REASONS`; `detail` what was seen."""

    def __init__(self, reason: str, detail: str = "", *, response: Response | None = None):
        self.reason, self.detail, self.response = reason, detail[:300], response
        super().__init__(f"{reason}: {detail}" if detail else reason)


EVERYWHERE = {  # what people call a term, whichever the source
    "number": ("license_number", "license"), "family_name": ("last_name", "surname", "name"), "given_name": ("first_name",),
}
Fetch = Callable[[Request], Response]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a register shows against somebody: a measure, a limitation, a discipline case. A hit for a person to judge.

    `running`: on the day asked about, as far as its own days say; `about` is the registration it names.
    """

    kind: str
    text: str = ""
    first: date | None = None
    last: date | None = None
    running: bool = True
    about: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One registration as the source shows it. `status` is one of `holdings.Status`, or empty when its word is not known.

    `names`: every name the source shows (birth, partner's, mailing), as written. `first`, `last`: both good days.
    """

    number: str
    names: tuple[str, ...]
    title: str = ""
    status: str = ""
    status_word: str = ""
    status_since: date | None = None
    first: date | None = None
    last: date | None = None
    remarks: tuple[Remark, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)

    def is_named(self, family_name: str) -> bool:
        """Whether the family name stands in one of the names shown, whole or as one of its parts."""
        wanted = normalize(family_name.replace("-", " "))
        return bool(wanted) and any(f" {wanted} " in f" {normalize(name.replace('-', ' '))} " for name in self.names)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the source said. `raw` are the bytes as they came, kept as evidence; `reason` and `detail` say why it is unavailable.

    `as_of` is the day the source gives for its data, None when it answers live and gives none. `absent`: what nobody found in it
    does not mean, a code of the words.
    """

    outcome: Outcome
    records: tuple[Record, ...] = ()
    reason: str = ""
    detail: str = ""
    raw: bytes = field(default=b"", repr=False)
    content_type: str = ""
    as_of: date | None = None
    absent: str = ""

    @property
    def record(self) -> Record | None:
        """The one registration that was asked about; None when there is none or a person must choose."""
        return self.records[0] if len(self.records) == 1 else None

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Everything shown against anybody in the answer."""
        return tuple(dict.fromkeys(remark for record in self.records for remark in record.remarks))


def judged(records: tuple[Record, ...], *, as_of: date | None = None) -> Answer:
    """The answer of a register that answered as it should."""
    if not records:
        return Answer(Outcome.NOT_FOUND, as_of=as_of)
    if len(records) > 1:
        return Answer(Outcome.SEVERAL, records, as_of=as_of)
    unmapped = records[0].status_word and not records[0].status
    return Answer(Outcome.UNKNOWN_STATUS if unmapped else Outcome.FOUND, records, as_of=as_of)


@dataclass(frozen=True)
class Source:
    """A register that can be asked. One file (or one data file) each gives the values and the two functions.

    `terms`: what it can be asked by, each with the names the source itself has for it; `needs`: ways of asking, one suffices.
    `element`: what of a file it answers. `registers`: keys of the registers it speaks for; empty: every statutory one there.
    `titles`: keys of the titles it holds where it is not all of theirs.
    `shows_discipline`: it shows measures, discipline or limitations where there are any, so that showing none says something.
    `page`: where a person looks the same thing up. `absent`: what not being found does not mean, a code of the words.
    `told`: which of the terms leave the house. `url`: empty where its keeper hands the data out on a page or after a sign-in;
    then it is asked only at an address somebody names.
    """

    key: str
    name: str
    element: str
    jurisdiction: str
    channel: str
    url: str
    page: str
    zone: str
    terms: Mapping[str, tuple[str, ...]]
    needs: tuple[frozenset[str], ...]
    registers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    absent: str = ""
    shows_discipline: bool = False
    told: tuple[str, ...] = ("number",)

    def at(self, url: str, also: str = "") -> "Source":
        """The same register behind another address: its acceptance environment, a relay, a test's server.

        `also`: that of its list of discipline, where that is kept beside it.
        """
        return replace(self, url=url)

    def request(self, query: Mapping[str, str]) -> Request:
        """The question on the wire."""
        raise NotImplementedError

    def read(self, response: Response, query: Mapping[str, str], *, on: date) -> Answer:
        """The answer read on the day `on`. Raises Unavailable for whatever is no answer."""
        raise NotImplementedError

    def look_up(self, query: Mapping[str, str], fetch: Fetch, *, on: date) -> Answer:
        """Ask once. Failures are answers too (UNAVAILABLE), with what came back as far as it came. Raises BadQuery."""
        request, response = self.request(self.understood(query)), None
        try:
            response = fetch(request)
            answer = self.read(response, self.understood(query), on=on)
        except Unavailable as failure:
            answer = Answer(Outcome.UNAVAILABLE, reason=failure.reason, detail=failure.detail)
            response = failure.response or response
        except (ValueError, RecursionError) as error:  # bytes that are no text, numbers that are none, nesting without end
            answer = Answer(Outcome.UNAVAILABLE, reason="schema", detail=str(error)[:300])
        kept = {"raw": response.body, "content_type": response.content_type} if response else {}
        if answer.outcome == Outcome.NOT_FOUND:
            kept["absent"] = self.absent
        return replace(answer, **kept)

    def understood(self, query: Mapping[str, str]) -> dict[str, str]:
        """The query under our names, blanks left out. Raises BadQuery when it holds something else, or too little."""
        ours = {alias: term for term in self.terms for alias in EVERYWHERE.get(term, ())}
        ours |= {alias.lower(): term for term, aliases in self.terms.items() for alias in (term, *aliases)}
        taken = ", ".join(self.terms)
        if strange := [name for name in query if name.lower() not in ours]:
            raise BadQuery(f"{self.key} cannot be asked by {', '.join(strange)}; it takes {taken}.")
        found = {ours[name.lower()]: value.strip() for name, value in query.items() if value.strip()}
        if not any(need <= set(found) for need in self.needs):
            ways = " or ".join(" with ".join(sorted(need)) for need in self.needs)
            raise BadQuery(f"{self.key} is asked by {ways}.")
        return found
