"""Whether a caller is covered, and how many sessions are left. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from network.dates import plus_months

RELATED = ("partner", "child", "household")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a contract says: `services` empty means every one, `per` is issue, year or rolling."""

    sessions: int
    per: str
    services: frozenset[str]
    household: bool
    number_pattern: str = ""


@dataclass(frozen=True, slots=True)
class Used:
    """Units authorized before: of which service, from which day."""

    service: str
    on: date
    units: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer: covered with so many sessions left, or the code of why not."""

    code: str
    total: int = 0
    left: int = 0

    @property
    def ok(self) -> bool:
        """Whether a referral may be made."""
        return self.code == "covered"


def judge(terms: Terms | None, *, relation: str, service: str, used: tuple[Used, ...], on: date) -> Verdict:
    """Whether the contract covers this call on this day. Terms None: no contract runs."""
    if terms is None:
        return Verdict("no_contract")
    if relation in RELATED and not terms.household:
        return Verdict("not_household")
    if terms.services and service not in terms.services:
        return Verdict("not_this_service")
    left = terms.sessions - sum(row.units for row in used if counts(row, terms.per, service, on))
    return Verdict("covered", terms.sessions, left) if left > 0 else Verdict("used_up", terms.sessions, 0)


def counts(row: Used, per: str, service: str, on: date) -> bool:
    """Whether units used before count against these: of the issue, of the calendar year, or of the last 12 months.

    An issue is one service within 12 months: what was helped a year ago is another one.
    """
    if per == "year":
        return row.on.year == on.year
    lately = plus_months(row.on, 12) > on
    return lately and (per == "rolling" or row.service == service)


def normal_number(text: str) -> str:
    """An employee number as it is compared: letters and digits, in capitals."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def fits(number: str, pattern: str) -> bool:
    """Whether a normal number has the contract's format: # is a digit, @ a letter, others stand for themselves; empty takes any."""
    signs = {"#": "[0-9]", "@": "[A-Z]"}
    wanted = "".join(signs.get(sign, re.escape(sign)) for sign in pattern.upper() if sign in signs or sign.isalnum())
    return bool(number) and (not wanted or re.fullmatch(wanted, number) is not None)
