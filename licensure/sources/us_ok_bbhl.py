"""Oklahoma's State Board of Behavioral Health Licensure: the JSON its public register (a Thentia product) shows people by.

Source: nobody publishes a description. Names of parameters and of fields are those that third parties read from the live
register by 2026-09-18 and published; not looked at by us. A search answers {errorCode, errorMessage, resultCount, result}; a row
has registrationNumber ("N/A" for who never had one), registrationCategory, registrationStatus (also blank) and a flag for
notices of discipline. Its words for discipline and the days of a license stand on the person's page only. Unverified: whether
it can be searched by number, and whether it answers software at all (some was sent away, some not).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from licensure.sources.answers import Answer, Outcome, Request, Response, Unavailable, judged
from licensure.sources.board_files import number_keys
from licensure.sources.columned import Columned
from licensure.sources.json_answers import parsed, text_at

TAKE = 200
STATUS, FLAGS = "registrationStatus", ("disciplined", "hasPublicNotices")
BLANK = "(blank)"
NONE = ("false", "no", "n", "0")
COLUMNS = {
    "number": ["registrationNumber"], "family_name": ["lastName"], "given_name": ["firstName"], "middle_name": ["middleName"],
    "title": ["registrationCategory"], "status": [STATUS], "city": ["city"], "discipline": ["discipline"],
}  # fmt: skip
WORDS = {  # "Deceased" and every word nobody has seen hold for a person
    "active": "active", "inactive": "inactive", "expired": "lapsed", "permanently expired": "lapsed", "revoked": "revoked",
    "suspended": "suspended", "retired": "retired",
}  # fmt: skip


@dataclass(frozen=True)
class Register(Columned):
    """Searched by one keyword: a number, else a family name. What came back is narrowed here."""

    def request(self, query):
        """The number alone, or the name alone: a keyword of several words is searched for as it stands."""
        asked = {"keyword": query.get("number") or query["family_name"], "skip": "0", "take": str(TAKE), "lang": "en-US"}
        return Request(f"{self.url}{'&' if '?' in self.url else '?'}{urlencode(asked)}", {"Accept": "application/json"})

    def read(self, response: Response, query, *, on: date) -> Answer:
        """The rows meant. Raises Unavailable for an error it reports, another shape, and more rows than it gives at once."""
        found = parsed(response)
        if not isinstance(found, dict):
            raise Unavailable("schema", type(found).__name__)
        if str(found.get("errorCode") or "0") != "0":
            raise Unavailable("fault", f"{found['errorCode']} {found.get('errorMessage') or ''}".strip())
        rows = found.get("result")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Unavailable("schema", "result")
        records = self.chosen([_flat(row) for row in rows], query, on)
        if len(rows) >= TAKE or _count(found) > len(rows):
            raise Unavailable("cut_off", str(TAKE))
        return judged(records)

    def same_number(self, record, number):
        """Neither the letters of the title nor zeros after them count: people leave both out."""
        return not number_keys(record.number).isdisjoint(number_keys(number))

    def look_up(self, query: Mapping[str, str], fetch, *, on: date) -> Answer:
        """By number; when nobody comes of it and there is a name, by that and then by the number again."""
        asked = self.understood(query)
        answer = super().look_up(asked, fetch, on=on)
        if answer.outcome != Outcome.NOT_FOUND or "number" not in asked:
            return answer
        if "family_name" not in asked:
            return replace(answer, absent="number_unproven")
        named = super().look_up({name: text for name, text in asked.items() if name != "number"}, fetch, on=on)
        if named.outcome in (Outcome.UNAVAILABLE, Outcome.NOT_FOUND):
            return named
        hers = tuple(each for each in named.records if self.same_number(each, asked["number"]))
        return replace(judged(hers), raw=named.raw, content_type=named.content_type)


def _flat(row: dict) -> dict:
    """A row under the names of the columns. Raises Unavailable where it says nothing of status or discipline."""
    flags = [name for name in FLAGS if row.get(name) is not None]
    if STATUS not in row or not flags:
        raise Unavailable("schema", STATUS if flags else " / ".join(FLAGS))
    disciplined = any(text_at(row, name).casefold() not in NONE for name in flags)
    return {**row, STATUS: text_at(row, STATUS) or BLANK, "discipline": "Public Notices" if disciplined else ""}


def _count(found: dict) -> int:
    count = str(found.get("resultCount") or "0")
    return int(count) if count.isdecimal() else 0


SOURCE = Register(
    key="us-ok-bbhl",
    name="Oklahoma State Board of Behavioral Health Licensure",
    element="license",
    jurisdiction="US-OK",
    channel="open_data",
    url="https://obbhl.us.thentiacloud.net/rest/public/profile/search/",
    page="https://obbhl.us.thentiacloud.net/webs/obbhl/register/",
    zone="America/Chicago",
    registers=("US-OK:bbhl",),
    terms={"number": ("registrationNumber",), "family_name": ("lastName",), "given_name": ("firstName",), "title": ()},
    needs=(frozenset({"number"}), frozenset({"family_name"})),
    columns=COLUMNS,
    words=WORDS,
    remarks={"none": ()},
    shows_discipline=True,
    told=("number", "family_name"),
)
