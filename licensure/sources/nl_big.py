"""The Dutch BIG-register's public SOAP service: who is registered under the Wet BIG, since when, with which measures.

Source: the service's own WSDL (PublicV4, namespace `http://services.cibg.nl/ExternalUser`, operation ListHcpApprox4) and its code
list. The service knows no status word: a registration runs from its start to its end, an end in the year 1 means none. Numbers
are decimals there, so a leading zero is lost on the way. It searches approximately, so what comes back is compared here.

An element the WSDL does not know makes the whole answer unavailable: a renamed list of measures must not read as "no measures".
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from licensure.holdings import Status
from licensure.sources.answers import Answer, Record, Remark, Request, Response, Source, Unavailable, judged
from licensure.sources.soap import body_of, children, envelope, parsed, text_of

SPACE = "http://services.cibg.nl/ExternalUser"
ZONE = ZoneInfo("Europe/Amsterdam")
DIGITS = 11  # of a BIG number; the last two are the profession
GROUPS = {  # the professional groups that therapists belong to
    "01": "Arts", "16": "Psychotherapeut", "25": "Gz-psycholoog", "30": "Verpleegkundige",
}
SPECIALISMS = {
    "35": "Psychiatrie", "61": "Klinische psychologie", "63": "Klinische neuropsychologie",
    "69": "Verpleegkundig specialist geestelijke gezondheidszorg",
}
ASKED = (  # our word, the service's element; in the order of its schema
    ("family_name", "Name"), ("initials", "Initials"), ("prefix", "Prefix"), ("gender", "Gender"), ("city", "City"),
    ("number", "RegistrationNumber"), ("date_of_birth", "DateOfBirth"), ("profession", "ProfessionalGroup"),
)
PERSON = {
    "BirthSurname", "MailingName", "Prefix", "Initial", "Gender", "WorkAddress1", "WorkAddress2", "WorkAddress3",
    "ArticleRegistration", "Specialism", "Mention", "JudgmentProvision", "Limitation",
}
LISTS = {  # list → its rows, what each must have, what it may have besides
    "ArticleRegistration": (
        "ArticleRegistrationExtApp",
        {"ArticleRegistrationNumber", "ArticleRegistrationStartDate", "ArticleRegistrationEndDate"},
        {"ProfessionalGroupCode"},
    ),
    "Specialism": ("SpecialismExtApp1", {"SpecialismId", "ArticleRegistrationNumber", "TypeOfSpecialismId"}, set()),
    "Mention": ("MentionExtApp", {"MentionId", "ArticleRegistrationNumber", "TypeOfMentionId", "StartDate", "EndDate"}, set()),
    "JudgmentProvision": (
        "JudgmentProvisionExtApp", {"ArticleNumber", "Id", "StartDate", "EndDate", "Public"}, {"PublicDescription"},
    ),
    "Limitation": (
        "LimitationExtApp",
        {
            "LimitationId", "ArticleRegistrationNumber", "CompetenceRegistrationId", "TypeLimitationId", "StartDate", "EndDate",
            "ExpirationEndDate", "MonthsValid", "YearsValid",
        },
        {"Description"},
    ),
}


class BigRegister(Source):
    """ListHcpApprox4, asked by number or by name."""

    def request(self, query):
        """One SOAP 1.1 envelope."""
        fields = "".join(
            f"<{name}>{escape(_sent(term, query[term]))}</{name}>" for term, name in ASKED if query.get(term)
        )
        sent = envelope(f'<listHcpApproxRequest xmlns="{SPACE}"><WebSite>Ribiz</WebSite>{fields}</listHcpApproxRequest>')
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{SPACE}/ListHcpApprox4"'}
        return Request(self.url, headers, sent)

    def read(self, response: Response, query, *, on: date) -> Answer:
        """Everybody who came back, then only whom the number names."""
        result = body_of(parsed(response), response.status, f"{{{SPACE}}}ListHcpApprox4Result")
        lists = children(result, SPACE, {"ListHcpApprox"})
        people = [
            person for each in lists.get("ListHcpApprox", ())
            for person in children(each, SPACE, {"ListHcpApprox4"}).get("ListHcpApprox4", ())
        ]
        found = tuple(record for person in people for record in registrations(person, on))
        if number := query.get("number"):
            found = tuple(each for each in found if each.number == plain(number)) or struck_off(found, plain(number))
        return judged(found)


def plain(number: str) -> str:
    """A BIG number as eleven digits: without spaces and dots, with the zero a decimal loses."""
    text = number.replace(" ", "").replace(".", "").replace("-", "")
    return text.zfill(DIGITS) if text.isascii() and text.isdigit() else text


def struck_off(found: Iterable[Record], number: str) -> tuple[Record, ...]:
    """Those against whom something is shown that names a number they are no longer registered under: hits, and nobody's "not found"."""
    bare = (Record("", each.names, status_word="-", remarks=each.remarks) for each in found)
    named = {(each.names, each.remarks): each for each in bare if any(remark.about == number for remark in each.remarks)}
    return tuple(named.values())


def _sent(term: str, value: str) -> str:
    return plain(value) if term == "number" else value


def registrations(person, on: date) -> list[Record]:
    """One record per registration of one person; one without a number when she is shown without any."""
    parts = children(person, SPACE, PERSON)
    rows = {name: _rows(parts, name) for name in LISTS}
    names, remarks = _names(parts), _remarks(rows, on)
    more = _more(rows)
    found = [_registration(row, names, remarks, more, on) for row in rows["ArticleRegistration"]]
    if len(found) > 1:
        found = [replace(one, more={**one.more, "also": _others(one, found)}) for one in found]
    return found or [Record("", names, status_word="-", remarks=remarks)]


def _others(one, found) -> str:
    return "; ".join(f"{other.title} {other.number}".strip() for other in found if other is not one)


def _registration(row, names, remarks, more, on) -> Record:
    number, code = _number(row["ArticleRegistrationNumber"]), row.get("ProfessionalGroupCode", "")
    first, last = _day(row["ArticleRegistrationStartDate"]), _day(row["ArticleRegistrationEndDate"])
    ended = last is not None and last < on
    mine = [remark for remark in remarks if remark.running and remark.about in ("", number)]
    status = Status.LAPSED if ended else Status.ACTIVE
    if first is None or first > on:
        status = Status.PENDING
    elif mine and not ended:
        status = ""  # a measure may be a warning or the end of it all: only a person can tell
    return Record(
        number=number, names=names, title=GROUPS.get(code, code), status=str(status), first=first, last=last,
        status_since=last + timedelta(days=1) if ended else None, remarks=remarks, more=more.get(number, {}),
    )


def _names(parts) -> tuple[str, ...]:
    """The birth name with its prefix and initials, and the name for letters, which holds a partner's name."""
    said = {name: text_of(parts[name][0]) for name in ("Initial", "Prefix", "BirthSurname", "MailingName") if parts.get(name)}
    birth = " ".join(filter(None, (said.get("Initial"), said.get("Prefix"), said.get("BirthSurname"))))
    names = tuple(dict.fromkeys(name for name in (birth, said.get("MailingName", "")) if name))
    if not names:
        raise Unavailable("schema", "BirthSurname")
    return names


def _remarks(rows, on) -> tuple[Remark, ...]:
    """Measures and limitations, also those that ended and those not public: each is a hit."""
    found = []
    for row in rows["JudgmentProvision"]:
        first, last = _day(row["StartDate"]), _day(row["EndDate"])
        found.append(Remark("measure", row.get("PublicDescription", ""), first, last, _runs(last, on), _number(row["ArticleNumber"])))
    for row in rows["Limitation"]:
        first, last = _day(row["StartDate"]), _day(row["EndDate"]) or _day(row["ExpirationEndDate"])
        about = _number(row["ArticleRegistrationNumber"])
        found.append(Remark("limitation", row.get("Description", ""), first, last, _runs(last, on), about))
    return tuple(found)


def _more(rows) -> dict[str, dict[str, str]]:
    """Specialisms by registration; a code we have no name for stays a code."""
    found: dict[str, dict[str, str]] = {}
    for row in rows["Specialism"]:
        code = str(_decimal(row["TypeOfSpecialismId"]))
        mine = found.setdefault(_number(row["ArticleRegistrationNumber"]), {})
        mine["specialism"] = "; ".join(filter(None, (mine.get("specialism"), SPECIALISMS.get(code, code))))
    return found


def _runs(last: date | None, on: date) -> bool:
    return last is None or last >= on


def _rows(parts, name) -> list[dict[str, str]]:
    """The rows of one list as texts; Unavailable unless each has what the WSDL asks for and nothing it does not know."""
    kind, needed, allowed = LISTS[name]
    rows = []
    for part in parts.get(name, ()):
        for row in children(part, SPACE, {kind}).get(kind, ()):
            cells = children(row, SPACE, needed | allowed, keep_nil=True)
            if missing := sorted(needed - set(cells)):
                raise Unavailable("schema", ", ".join(missing))
            rows.append({cell: text_of(found[0]) for cell, found in cells.items()})
    return rows


def _decimal(text: str) -> int:
    try:
        value = Decimal(text)
        if value != value.to_integral_value() or value < 0:
            raise Unavailable("schema", text)
        return int(value)
    except (InvalidOperation, OverflowError) as error:
        raise Unavailable("schema", text) from error


def _number(text: str) -> str:
    return str(_decimal(text)).zfill(DIGITS)


def _day(text: str) -> date | None:
    """A day in the register's zone; None for nothing and for the year 1, which means none. Raises Unavailable."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Unavailable("schema", text) from error
    if moment.year == 1:
        return None
    return moment.astimezone(ZONE).date() if moment.tzinfo else moment.date()


SOURCE = BigRegister(
    key="nl-big",
    name="BIG-register",
    element="license",
    jurisdiction="NL",
    channel="soap",
    url="https://webservices.cibg.nl/Ribiz/OpenbaarV4.asmx",
    page="https://zoeken.bigregister.nl/",
    zone="Europe/Amsterdam",
    shows_discipline=True,
    terms={
        "number": ("RegistrationNumber", "big"), "family_name": ("Name",), "initials": ("Initials",), "prefix": ("Prefix",),
        "gender": ("Gender",), "city": ("City",), "date_of_birth": ("DateOfBirth",), "profession": ("ProfessionalGroup",),
    },
    needs=(frozenset({"number"}), frozenset({"family_name"})),
    registers=("NL:big",),
)
