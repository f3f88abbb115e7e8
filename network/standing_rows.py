"""The rows standing is computed from: acceptances, grants, covers and holds, each with its own days. Pure.

A row is revised, never overwritten: `key` stays, `revision` counts up, `recorded_at` says when we came to know it.
In a scope, None means all. A place lies within itself and within its country: "US-IL" within "US".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from network.dates import At, Moment, Span
from network.money import Money


class Use(StrEnum):
    """What standing is asked for: to offer a client (asked now), to count a session (on its day), to release money."""

    OFFER = "offer"
    SESSION = "session"
    RELEASE = "release"


class AcceptanceKind(StrEnum):
    """The two sets of terms a therapist accepts."""

    REFERRAL = "referral"
    PAYMENT = "payment"


class CoverKind(StrEnum):
    """What a cover gives: authority to practice, or insurance for it."""

    AUTHORITY = "authority"
    INSURANCE = "insurance"


class HoldReason(StrEnum):
    """Why something stops."""

    LEAVE = "leave"
    NOTICE = "notice"
    PAUSE = "pause"
    COMPLAINT = "complaint"
    INVESTIGATION = "investigation"
    SUMMARY_SUSPENSION = "summary_suspension"
    LICENSE = "license"
    INSURANCE = "insurance"
    EVIDENCE = "evidence"
    SANCTION = "sanction"
    EXCLUSION = "exclusion"


ACTED = "action:"  # begins the source of a hold that came with an action about her; it ends with that action alone
WATCHED = "watch:"  # begins the source of a hold written ahead of the day some evidence runs out
BY_CLOCK = frozenset({HoldReason.LEAVE, HoldReason.NOTICE})  # the only ones with an end nobody has to record
_OFFER, _SERVICE = frozenset({Use.OFFER}), frozenset({Use.OFFER, Use.SESSION})
STOPS: dict[HoldReason, frozenset[Use]] = {
    HoldReason.LEAVE: _OFFER,
    HoldReason.NOTICE: _OFFER,
    HoldReason.PAUSE: _OFFER,
    HoldReason.COMPLAINT: _OFFER,
    HoldReason.INVESTIGATION: _OFFER,
    HoldReason.SUMMARY_SUSPENSION: _SERVICE,
    HoldReason.LICENSE: _SERVICE,
    HoldReason.INSURANCE: _SERVICE,
    HoldReason.EVIDENCE: _OFFER,
    HoldReason.SANCTION: frozenset(Use),
    HoldReason.EXCLUSION: frozenset(Use),
}


def lies_within(place: str, scope: str) -> bool:
    """Whether a place (ISO 3166 code) is `scope` or a part of it."""
    return place == scope or place.startswith(f"{scope}-")


def in_scope(place: str, scopes: Iterable[str] | None) -> bool:
    """Whether a place lies within any of the scopes; None means everywhere."""
    return scopes is None or any(lies_within(place, scope) for scope in scopes)


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked about: one use, for one service, where the client and the practitioner are.

    `panel` empty is the organization's network itself.
    """

    service: str
    client_in: str
    practitioner_in: str
    mode: str
    use: Use
    panel: str = ""
    age_band: str = "adult"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row carries. `recorded_at` None counts as always known; `void` says it never was."""

    key: str = ""
    revision: int = 1
    recorded_at: datetime | None = None
    void: bool = False
    source: str = ""


AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(frozen=True, slots=True)
class Acceptance(Row):
    """The therapist accepted one set of terms, for these days (the organization's zone)."""

    kind: AcceptanceKind
    span: Span


@dataclass(frozen=True, slots=True)
class Limits:
    """What a grant leaves out: the modes and age bands it is limited to, None for all."""

    modes: frozenset[str] | None = None
    age_bands: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Grant(Row):
    """An organization decided. The one decided last governs its scope from its first day; a denial is one too.

    `service`, `jurisdictions` and `panel` None mean all; `panel` empty the network itself, no panel. `minimums` are the
    amounts it was decided on: by name, alternatives in different currencies. `serve_until` is the last day sessions on
    earlier authorizations still count after the span's last day (the vetting due date).
    """

    span: Span
    service: str | None = None
    jurisdictions: frozenset[str] | None = None
    panel: str | None = ""
    granted: bool = True
    limits: Limits = Limits()
    requires: frozenset[CoverKind] = frozenset(CoverKind)
    minimums: tuple[tuple[str, tuple[Money, ...]], ...] = ()
    serve_until: date | None = None
    decided_at: datetime | None = None
    decision: str = ""

    def __post_init__(self):
        """Refuse a service end that comes before the due date, or without one."""
        if self.serve_until is not None and (self.span.last is None or self.serve_until < self.span.last):
            raise ValueError("serve_until lies on or after the last day of the grant.")

    def concerns(self, need: Need) -> bool:
        """Whether it decides about this service, place and panel."""
        return (
            self.service in (None, need.service)
            and self.panel in (None, need.panel)
            and in_scope(need.client_in, self.jurisdictions)
        )

    @property
    def order(self) -> tuple:
        """The later of two decisions is the greater; on a tie the denial, then the key."""
        decided = self.decided_at.timestamp() if self.decided_at else float("-inf")
        return (decided, not self.granted, self.key)

    def service_span(self) -> Span:
        """The days on which sessions count."""
        return self.span if self.serve_until is None else self.span.through(self.serve_until)


@dataclass(frozen=True, slots=True)
class Basis:
    """One thing a cover rests on: a license, a compact privilege, a policy; in the zone of whoever issued it."""

    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class Cover(Row):
    """Verified evidence: authority or insurance, for as long as every one of its bases says."""

    kind: CoverKind
    bases: tuple[Basis, ...]
    jurisdiction: str | None = None
    service: str | None = None
    modes: frozenset[str] | None = None
    practitioner_in: frozenset[str] | None = None
    amounts: tuple[tuple[str, Money], ...] = ()

    def __post_init__(self):
        """Refuse a cover that rests on nothing: it would hold for ever."""
        if not self.bases:
            raise ValueError("A cover needs at least one basis.")

    def concerns(self, need: Need) -> bool:
        """Whether it could serve this service, mode and pair of places."""
        return (
            self.service in (None, need.service)
            and (self.modes is None or need.mode in self.modes)
            and (self.jurisdiction is None or lies_within(need.client_in, self.jurisdiction))
            and in_scope(need.practitioner_in, self.practitioner_in)
        )

    def amount(self, name: str) -> Money | None:
        """The amount of this name, if it says one."""
        return dict(self.amounts).get(name)


@dataclass(frozen=True, slots=True)
class Hold(Row):
    """Something stops, from a day on. With a `basis` it stops only the covers that rest on it, never a release."""

    reason: HoldReason
    span: Span
    stops: frozenset[Use]
    jurisdiction: str | None = None
    service: str | None = None
    mode: str | None = None
    age_band: str | None = None
    basis: str | None = None

    def __post_init__(self):
        """Refuse what cannot be: a hold that stops nothing, and one from a source that would end by itself."""
        if not self.stops:
            raise ValueError("A hold stops at least one use.")
        if self.basis is not None and Use.RELEASE in self.stops:
            raise ValueError("A hold on a basis stops what rests on it; a release rests on nothing.")
        if self.ends_by_itself and self.reason not in BY_CLOCK:
            raise ValueError(f"A hold for {self.reason} ends only when a person says so, on or after its last day.")

    @property
    def ends_by_itself(self) -> bool:
        """Whether its last day lay ahead when it was recorded."""
        if self.span.last is None or self.recorded_at is None:
            return False
        return self.span.last > At(self.recorded_at).day_in(self.span.zone)

    def stops_now(self, need: Need, when: Moment) -> bool:
        """Whether it stops this use, in this scope, at this moment."""
        return (
            need.use in self.stops
            and self.service in (None, need.service)
            and self.mode in (None, need.mode)
            and self.age_band in (None, need.age_band)
            and (self.jurisdiction is None or lies_within(need.client_in, self.jurisdiction))
            and self.span.covers(when)
        )


def known(rows: Iterable[AnyRow], at: datetime | None = None) -> tuple[AnyRow, ...]:
    """What did we know at `at`: of each row its newest revision recorded by then; what was void by then never was.

    Without `at`: everything we know. Rows of one kind only; a row without a key stands for itself.
    """
    newest: dict[object, AnyRow] = {}
    for row in rows:
        if at is not None and row.recorded_at is not None and row.recorded_at > at:
            continue
        key = row.key or id(row)
        if key not in newest or row.revision > newest[key].revision:
            newest[key] = row
    return tuple(row for row in newest.values() if not row.void)
