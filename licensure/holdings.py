"""A license in somebody's hands: its good days, its status, and what keeps it from being live. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from licensure.catalog import Extension, LicenseType, Renewal
from network.dates import Moment, plus_months


class Status(StrEnum):
    """What the board says of a license; being expired is derived from the days."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    LAPSED = "lapsed"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SURRENDERED = "surrendered"
    RETIRED = "retired"
    PROBATION = "probation"
    CONDITIONAL = "conditional"
    PENDING = "pending"


RESTRICTED = (Status.PROBATION, Status.CONDITIONAL)
LIVE = (Status.ACTIVE, *RESTRICTED)


@dataclass(frozen=True, slots=True)
class Held:
    """One license, privilege or registration somebody holds. `first` and `last` are both good days.

    `place`: the remote state of a Counseling Compact privilege, the home state of a PSYPACT authority or multistate
    license; empty means unsaid. `home`: key of the license it rests on, when known. `moved`: it ended with a move of home.
    `supervisors`: what those hold who supervise her under it, each with the days on which both supervision and license are good.
    """

    key: str
    type: LicenseType
    first: date | None = None
    last: date | None = None
    status: Status = Status.ACTIVE
    encumbered: bool = False
    verified_as_of: date | None = None
    place: str = ""
    home: str = ""
    moved: bool = False
    supervisors: tuple["Held", ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not, or with which reservation. `subject`: the license or place it is about; `detail`: a day or a title."""

    code: str
    subject: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where, how and when the session takes place."""

    client_in: str
    practitioner_in: str | None
    mode: str
    when: Moment


def extension_of(key: str, last: date | None, extensions) -> Extension | None:
    """The announcement that keeps a license good longest beyond its listed last day; None when there is none."""
    mine = [each for each in extensions if last and each.moves(key, last)]
    return max(mine, key=lambda each: each.until, default=None)


def extension_for(held: Held) -> Extension | None:
    """The announcement that keeps it good beyond its listed last day. What ended with a move of home, no board prolongs."""
    return None if held.moved else extension_of(held.key, held.last, held.type.extensions)


def good_days(held: Held) -> tuple[date | None, date | None]:
    """First and last good day of a license as its dates say; None: open. Extensions of a late board count."""
    kind, last = held.type, held.last
    if extension := extension_for(held):
        last = extension.until
    looked = None
    if kind.renewal is Renewal.LIFELONG and held.verified_as_of and kind.reverify_months:
        looked = plus_months(held.verified_as_of, kind.reverify_months)
    firsts = [day for day in (held.first, kind.valid_from) if day]
    lasts = [day for day in (last, looked, kind.valid_to) if day]
    return max(firsts, default=None), min(lasts, default=None)


def faults_of(held: Held, when: Moment):
    """Everything that keeps one license from being live at that moment."""
    kind, on = held.type, when.day_in(held.type.zone)
    first, last = good_days(held)
    if not kind.fact.known:
        yield Reason("fact_unknown", held.key, kind.key)
    if held.status not in LIVE:
        yield Reason(f"status_{held.status}", held.key)
    if first and on < first:
        yield Reason("not_yet", held.key, first.isoformat())
    if kind.valid_to and on > kind.valid_to:
        yield Reason("title_ended", held.key, kind.successor)
    elif last and on > last:
        stale = held.last is None or on <= held.last
        code = "home_moved" if held.moved else "verification_stale" if stale else "expired"
        yield Reason(code, held.key, last.isoformat())
    if kind.renewal is Renewal.LIFELONG:
        if not (held.verified_as_of and kind.reverify_months):
            yield Reason("never_verified", held.key)
    elif held.last is None and kind.renewal is not Renewal.WITH_HOME:
        yield Reason("expiry_unknown", held.key)
