"""Good standing is computed, never stored: one predicate over acceptances, grants, covers and holds. Pure.

OFFER is asked now, SESSION on the day of service, RELEASE on the day money leaves, of the holds that stop it alone.
A lapse needs no job to take effect, and a corrected date moves every later answer by itself, forwards and backwards.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from network.dates import ONE_DAY, At, Day, Moment, Span, midnight
from network.money import Money
from network.standing_rows import (
    BY_CLOCK,
    STOPS,
    Acceptance,
    AcceptanceKind,
    Basis,
    Cover,
    CoverKind,
    Grant,
    Hold,
    HoldReason,
    Limits,
    Need,
    Row,
    Use,
    in_scope,
    known,
    lies_within,
)

__all__ = [
    "BY_CLOCK",
    "STOPS",
    "Acceptance",
    "AcceptanceKind",
    "Basis",
    "Clearance",
    "Cover",
    "CoverKind",
    "Grant",
    "Hold",
    "HoldReason",
    "Limits",
    "Need",
    "Reason",
    "Row",
    "Rows",
    "Use",
    "clear",
    "governing",
    "in_scope",
    "known",
    "lies_within",
    "until",
]

Value = str | int | date | Money | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not: a stable code and the facts its sentence needs. The words are in `network.words_standing`."""

    code: str
    facts: tuple[tuple[str, Value], ...] = ()

    def __getitem__(self, name: str) -> Value:
        """One fact by name. Raises KeyError."""
        return dict(self.facts)[name]


def reason(code: str, **facts: Value) -> Reason:
    """A reason with its facts in a fixed order."""
    return Reason(code, tuple(sorted(facts.items())))


@dataclass(frozen=True, slots=True)
class Clearance:
    """The answer: `ok`, or every reason why not."""

    ok: bool
    reasons: tuple[Reason, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the reasons, in order."""
        return tuple(item.code for item in self.reasons)


def clear(
    acceptances: Iterable[Acceptance],
    grants: Iterable[Grant],
    covers: Iterable[Cover],
    holds: Iterable[Hold],
    need: Need,
    when: Moment,
) -> Clearance:
    """Whether the rows clear the need at that moment, and every reason why not. The order of rows never matters.

    Give it what is `known`: one revision of each row, none of them void.
    """
    live = [hold for hold in holds if hold.stops_now(need, when)]
    found = [_held(hold) for hold in live if hold.basis is None]
    if need.use != Use.RELEASE:
        stopped = {hold.basis: hold for hold in sorted(live, key=lambda hold: hold.key) if hold.basis is not None}
        found += _terms(tuple(acceptances), when)
        found += _granted(tuple(grants), tuple(covers), stopped, need, when)
    return Clearance(not found, tuple(sorted(set(found), key=_rank)))


def _rank(item: Reason) -> tuple[str, str]:
    return item.code, repr(item.facts)


def _held(hold: Hold) -> Reason:
    span = hold.span
    return reason("held", why=str(hold.reason), since=span.first, last=span.last, source=hold.source, row=hold.key)


def _terms(acceptances: tuple[Acceptance, ...], when: Moment) -> Iterator[Reason]:
    """Both sets of terms must be accepted at that moment."""
    for kind in AcceptanceKind:
        mine = [row.span for row in acceptances if row.kind == kind]
        if any(span.covers(when) for span in mine):
            continue
        started = [span.last for span in mine if span.started(when) and span.last]
        later = [span.first for span in mine if not span.started(when)]
        if started:
            yield reason("terms_ended", kind=str(kind), last=max(started))
        elif later:
            yield reason("terms_not_yet_accepted", kind=str(kind), first=min(later))
        else:
            yield reason("terms_not_accepted", kind=str(kind))


def governing(grants: Iterable[Grant], need: Need, when: Moment) -> Grant | None:
    """The grant that decides about the need: the last decided of those whose first day has come, denials included."""
    begun = [grant for grant in grants if grant.concerns(need) and grant.span.started(when)]
    return max(begun, key=lambda grant: grant.order, default=None)


def _granted(grants, covers, stopped, need: Need, when: Moment) -> Iterator[Reason]:
    grant = governing(grants, need, when)
    if grant is None:
        yield _no_grant(grants, need)
    elif not grant.granted:
        yield reason("denied", since=grant.span.first, decision=grant.decision)
    else:
        yield from _outside(grant, need, when)
        for kind in sorted(grant.requires):
            candidates = [cover for cover in covers if cover.kind == kind and cover.concerns(need)]
            yield from _uncovered(kind, candidates, grant, stopped, when)


def _no_grant(grants, need: Need) -> Reason:
    """None in force: the next one when one is to come."""
    coming = [grant.span.first for grant in grants if grant.granted and grant.concerns(need)]
    if coming:
        return reason("grant_not_started", first=min(coming))
    return reason("not_granted", service=need.service, jurisdiction=need.client_in, panel=need.panel)


def _outside(grant: Grant, need: Need, when: Moment) -> Iterator[Reason]:
    """What the governing grant leaves out: days past its end, modes and age bands it is not for."""
    if need.use == Use.OFFER and grant.span.over(when):
        yield reason("vetting_overdue", due=grant.span.last, decision=grant.decision)
    if need.use == Use.SESSION and grant.service_span().over(when):
        yield reason("service_ended", last=grant.service_span().last, decision=grant.decision)
    if grant.limits.modes is not None and need.mode not in grant.limits.modes:
        yield reason("mode_not_granted", mode=need.mode, decision=grant.decision)
    if grant.limits.age_bands is not None and need.age_band not in grant.limits.age_bands:
        yield reason("age_band_not_granted", age_band=need.age_band, decision=grant.decision)


def _uncovered(kind: CoverKind, candidates, grant: Grant, stopped, when: Moment) -> list[Reason]:
    """Nothing when one candidate is in force, free of holds and large enough; otherwise why the nearest are not."""
    if not candidates:
        return [reason("cover_missing", kind=str(kind))]
    current = [cover for cover in candidates if all(basis.span.covers(when) for basis in cover.bases)]
    if not current:
        return _out_of_time(kind, candidates, when)
    faults = [list(_faults(cover, grant, stopped)) for cover in current]
    return [] if not all(faults) else [fault for found in faults for fault in found]


def _out_of_time(kind: CoverKind, candidates, when: Moment) -> list[Reason]:
    """The last cover that lapsed and the next one that begins, whichever there are."""
    lapsed, coming = [], []
    for cover in candidates:
        over = [basis for basis in cover.bases if basis.span.over(when)]
        later = [basis for basis in cover.bases if not basis.span.started(when)]
        if over:
            first = min(over, key=lambda basis: (basis.span.last, basis.key))
            lapsed.append((first.span.last, first.key))
        else:
            last = max(later, key=lambda basis: (basis.span.first, basis.key))
            coming.append((last.span.first, last.key))
    found = []
    if lapsed:
        last, basis = max(lapsed)
        found.append(reason("cover_lapsed", kind=str(kind), last=last, basis=basis))
    if coming:
        first, basis = min(coming)
        found.append(reason("cover_not_started", kind=str(kind), first=first, basis=basis))
    return found


def _faults(cover: Cover, grant: Grant, stopped) -> Iterator[Reason]:
    """Why a cover that is in force does not count: something it rests on is held, or it is for too little."""
    for basis in cover.bases:
        if hold := stopped.get(basis.key):
            yield reason(
                "cover_held", kind=str(cover.kind), basis=basis.key, why=str(hold.reason), since=hold.span.first,
                last=hold.span.last, source=hold.source, row=hold.key,
            )
    if cover.kind == CoverKind.INSURANCE:
        for name, alternatives in grant.minimums:
            yield from _too_low(name, cover.amount(name), alternatives)


def _too_low(name: str, has: Money | None, alternatives: tuple[Money, ...]) -> Iterator[Reason]:
    """The amount must reach the minimum in its own currency: nobody here knows a rate."""
    if has is None:
        yield reason("amount_unknown", name=name, needs=alternatives[0])
        return
    needed = [money for money in alternatives if money.currency == has.currency]
    if not needed:
        yield reason("amount_in_other_currency", name=name, has=has, needs=alternatives[0])
    elif has < needed[0]:
        yield reason("amount_too_low", name=name, has=has, needs=needed[0])


def until(acceptances, grants, covers, holds, need: Need, when: Moment) -> date | None:
    """The last day on which the same answer (and the same reasons) holds, given these rows; None when for ever.

    For an instant the day is one of the zone of the row that changes it.
    """
    rows = tuple(acceptances), tuple(grants), tuple(covers), tuple(holds)
    answer = clear(*rows, need, when)
    for moment, turn in _turns(rows, when):
        if clear(*rows, need, moment) != answer:
            return turn - ONE_DAY
    return None


def _spans(rows) -> Iterator[Span]:
    acceptances, grants, covers, holds = rows
    yield from (row.span for row in (*acceptances, *grants, *holds))
    yield from (grant.service_span() for grant in grants)
    yield from (basis.span for cover in covers for basis in cover.bases)


def _turns(rows, when: Moment) -> list[tuple[Moment, date]]:
    """The moments after `when` at which any row begins or has ended, in order, each with its calendar day."""
    days = {turn for span in _spans(rows) for turn in span.turns}
    if isinstance(when, Day):
        return [(Day(day), day) for day in sorted({day for day, _ in days}) if day > when.date]
    found = sorted((midnight(day, zone), day) for day, zone in days)
    return [(At(instant), day) for instant, day in found if instant > when.instant]


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of one participation, every revision."""

    acceptances: tuple[Acceptance, ...] = ()
    grants: tuple[Grant, ...] = ()
    covers: tuple[Cover, ...] = ()
    holds: tuple[Hold, ...] = ()

    def known(self, at: datetime | None = None) -> "Rows":
        """What we knew at `at`; everything we know now without it."""
        return Rows(known(self.acceptances, at), known(self.grants, at), known(self.covers, at), known(self.holds, at))

    def clear(self, need: Need, when: Moment) -> Clearance:
        """See `clear`; call it on what is `known`."""
        return clear(self.acceptances, self.grants, self.covers, self.holds, need, when)

    def until(self, need: Need, when: Moment) -> date | None:
        """See `until`; call it on what is `known`."""
        return until(self.acceptances, self.grants, self.covers, self.holds, need, when)
