"""The US NPI registry (NPPES), version 2.1 of its API: who a number belongs to, and whether it is live.

Source: the registry's published API. `results` is a list; each has `number`, `enumeration_type` (NPI-1 a person), `basic`,
`taxonomies` and `other_names`. An error comes as HTTP 200 with `Errors`. What stands there is self-reported: it shows that the
number is hers, and is no primary source for a license.
"""

from datetime import date, timedelta
from urllib.parse import urlencode

from licensure.holdings import Status
from licensure.sources.answers import Answer, Record, Request, Response, Source, Unavailable, judged
from licensure.sources.json_answers import complaint, parsed, text_at

STATUS = {"A": Status.ACTIVE, "D": Status.INACTIVE}
LIMIT = 200  # the most the API gives at once


class NpiRegistry(Source):
    """Asked by number, or by name and state."""

    def request(self, query):
        """A search for individuals; a number is asked as it is, so that an organization's is noticed."""
        asked = {"version": "2.1", "limit": str(LIMIT)}
        names = {"number": "number", "family_name": "last_name", "given_name": "first_name", "state": "state"}
        asked |= {name: query[term] for term, name in names.items() if query.get(term)}
        if not query.get("number"):
            asked["enumeration_type"] = "NPI-1"
        return Request(f"{self.url}{'&' if '?' in self.url else '?'}{urlencode(asked)}", {"Accept": "application/json"})

    def read(self, response: Response, query, *, on: date) -> Answer:
        """Every result; with a number only its own."""
        found = parsed(response)
        if isinstance(found, dict) and found.get("Errors"):
            raise Unavailable("fault", "; ".join(complaint(each) or str(each) for each in _listed(found, "Errors")))
        if not isinstance(found, dict) or not isinstance(found.get("results"), list):
            raise Unavailable("schema", "results")
        count = found.get("result_count")
        if count is not None and count != len(found["results"]):
            raise Unavailable("schema", "result_count")
        records = tuple(_record(row, on) for row in found["results"])
        if number := query.get("number"):
            records = tuple(each for each in records if each.number == number.strip())
        return judged(records)


def _record(row, on: date) -> Record:
    basic = row.get("basic") if isinstance(row, dict) else None
    if not isinstance(basic, dict) or not text_at(row, "number") or not text_at(row, "enumeration_type"):
        raise Unavailable("schema", "basic, number, enumeration_type")
    word = text_at(basic, "status")
    if not word:
        raise Unavailable("schema", "basic.status")
    ended, again = _day(basic, "deactivation_date"), _day(basic, "reactivation_date")
    stopped = ended is not None and (again is None or again < ended)
    names = _names(row, basic)
    if not (names or stopped):  # of a number that was deactivated the registry may publish the day alone
        raise Unavailable("schema", "basic.last_name")
    if _day(basic, "enumeration_date") is None and not ended:
        raise Unavailable("schema", "basic.enumeration_date")
    status = Status.INACTIVE if stopped else STATUS.get(word.upper(), "")
    more = {
        "kind": "person" if text_at(row, "enumeration_type") == "NPI-1" else "organization",
        "licenses": "; ".join(_taxonomy(each) for each in _listed(row, "taxonomies")),
        "updated": text_at(basic, "last_updated"),
    }
    return Record(
        number=text_at(row, "number"), names=names, title=text_at(basic, "credential"), status=str(status),
        status_word=word, status_since=ended if stopped else None, first=_day(basic, "enumeration_date"),
        last=ended - timedelta(days=1) if stopped else None, more={name: value for name, value in more.items() if value},
    )


def _names(row, basic) -> tuple[str, ...]:
    others = [each for each in _listed(row, "other_names") if isinstance(each, dict)]
    shown = [text_at(basic, "organization_name")]
    for each in (basic, *others):
        shown.append(" ".join(filter(None, (text_at(each, name) for name in ("first_name", "middle_name", "last_name")))))
        shown.append(text_at(each, "organization_name"))
    return tuple(dict.fromkeys(filter(None, shown)))


def _taxonomy(each) -> str:
    if not isinstance(each, dict):
        raise Unavailable("schema", "taxonomies")
    return " ".join(filter(None, (text_at(each, name) for name in ("code", "desc", "state", "license"))))


def _listed(row: dict, name: str) -> list:
    found = row.get(name) or []
    if not isinstance(found, list):
        raise Unavailable("schema", name)
    return found


def _day(basic: dict, name: str) -> date | None:
    text = text_at(basic, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Unavailable("schema", f"{name}: {text}") from error


SOURCE = NpiRegistry(
    key="us-npi",
    name="NPI registry (NPPES)",
    element="npi",
    jurisdiction="US",
    channel="api",
    url="https://npiregistry.cms.hhs.gov/api/",
    page="https://npiregistry.cms.hhs.gov/search",
    zone="America/New_York",
    terms={"number": ("npi",), "family_name": ("last_name",), "given_name": ("first_name",), "state": ()},
    needs=(frozenset({"number"}), frozenset({"family_name"})),
)
