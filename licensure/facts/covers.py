"""The covers that verified evidence gives: where a license lets her serve, and what an insurance policy covers.

A compact privilege rests on two licenses, so all her verified licenses are judged together each time one is verified.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from licensure.facts.licenses import AUTHORITY, JUDGED, held_through_moves, holdings, is_live
from licensure.facts.supervision import ELEMENT
from licensure.holdings import RESTRICTED, Held, extension_for, good_days
from licensure.packs import SERVICES, Packs
from licensure.policy import additions, known
from licensure.rules import MODES, authority
from network.dates import ONE_DAY, Day, Span
from network.models import Cover, Participation
from network.money import Money
from network.standing import Basis
from network.standing_stored import basis_read


def participation_of(verification) -> Participation | None:
    """Her participation in the organization that made the check."""
    return Participation.objects.within(verification.organization).filter(practitioner=verification.practitioner).first()


def covers_from(verification, *, on: date) -> list[dict]:
    """The covers a verified check gives, as arguments of `network.workflow.standing.record_cover`.

    `on`: the organization's day, whose parameters say which voluntary registers it accepts.
    """
    participation = participation_of(verification)
    if participation is None or verification.state != "verified":
        return []
    common = {"participation": participation, "verification": f"verification:{verification.pk}"}
    if verification.element == "insurance":
        return [{**common, **cover} for cover in _insurance(verification)]
    if verification.element in JUDGED:
        return [{**common, **cover} for cover in _authority(verification, on)]
    return []


@dataclass(frozen=True, slots=True)
class Shortened:
    """A cover that may not reach as far as it says: its bases as they should be, None when it never was."""

    cover: Cover
    bases: tuple[Basis, ...] | None


def shortened(verification, *, kept=frozenset()) -> list[Shortened]:
    """The covers resting on this evidence that reach further than its source says; those with a key in `kept` are right."""
    participation, last = participation_of(verification), last_good_day_of(verification)
    clean, compact = _last_clean_day(verification)
    if participation is None or (last is None and clean is None) or not verification.item:
        return []
    rows = Cover.objects.within(verification.organization).current().filter(participation=participation)
    found = []
    for cover in rows:
        bases = tuple(map(basis_read, cover.bases))
        days = [last, clean if any(one.key in compact for one in bases) else None]
        ends = min((day for day in days if day), default=None)
        over = [one for one in bases if one.key == verification.item and ends and (one.span.last is None or one.span.last > ends)]
        if over and cover.key not in kept:
            found.append(Shortened(cover, _through(bases, verification.item, ends)))
    return found


def _last_clean_day(verification) -> tuple[date | None, frozenset[str]]:
    """The last day before discipline came to lie on a license, and the compact authorities that fall with it; else none.

    The license itself goes on with its reservation: only what rests on it, or is a compact authority, is lost (domain 3.2).
    """
    if verification.element not in AUTHORITY or verification.as_of is None:
        return None, frozenset()
    if not _stained(verification):
        return None, frozenset()
    mine = holdings(verification.organization, verification.practitioner)
    since = verification.values.get("status_since")
    day = date.fromisoformat(since) if since else verification.as_of
    return day - ONE_DAY, frozenset(key for key, each in mine.items() if each.type.compact)


def _stained(verification) -> bool:
    """Whether the source shows discipline on the license."""
    return bool(verification.values.get("encumbered")) or verification.values.get("status") in RESTRICTED


def _through(bases, key, last) -> tuple[Basis, ...] | None:
    if any(one.key == key and last < one.span.first for one in bases):
        return None
    return tuple(Basis(one.key, one.span.through(last)) if one.key == key else one for one in bases)


def last_good_day_of(verification) -> date | None:
    """The last day the evidence counts by what its source says; None when the source says nothing of it.

    A status that stops her, or discipline on her supervisor's license, counts from the day the source gives for it
    (`status_since`), else from its own day.
    """
    stops = verification.values.get("status") and not is_live(verification)
    if verification.element in JUDGED and (stops or verification.element == ELEMENT and _stained(verification)):
        since = verification.values.get("status_since")
        day = date.fromisoformat(since) if since else verification.as_of
        return day - ONE_DAY if day else None
    if verification.item in (found := _held_by_source(verification)):
        return good_days(found[verification.item])[1]
    return verification.good_through


def _held_by_source(verification) -> dict[str, Held]:
    if verification.element not in JUDGED or verification.state != "verified":
        return {}
    mine = holdings(verification.organization, verification.practitioner)
    return mine | {one.key: one for each in mine.values() for one in each.supervisors}


def _insurance(check):
    row = check.evidence
    last = check.good_through or (row.covers_through if row else None)
    if row is None or row.covers_from is None or not row.currency or (last and last < row.covers_from):
        return []
    said = {name: check.values.get(name, getattr(row, name)) for name in ("per_claim", "aggregate")}
    amounts = {name: Money(value, row.currency) for name, value in said.items() if value is not None}
    span = Span(row.covers_from, last, check.organization.zone)
    return [{"kind": "insurance", "bases": (Basis(row.key, span),), "amounts": amounts}]


def _authority(check, on: date):
    """One cover per place, service and set of bases in which the verified license takes part; its modes together."""
    mine = held_through_moves(check.organization, check.practitioner)
    theirs = {supervisor.key for one in mine for supervisor in one.supervisors}
    days = [(day, under) for one in mine for day, under in _days(one, check.item) if day]
    for day, under in dict.fromkeys(days):
        for cover in _on(check, mine, day, on):
            named = theirs & {basis.key for basis in cover["bases"]}
            if under in named or not (under or named):
                yield cover


def _days(one: Held, item: str):
    """The days to judge a license on: its own where it is the one checked, and one within each supervision of it, by its key."""
    if one.key == item:
        yield asked_on(one), ""
    for supervisor in one.supervisors:
        if item in (one.key, supervisor.key):
            yield asked_under(one, supervisor), supervisor.key


def _on(check, mine, day: date, on: date):
    """The covers as the facts are on one day: before a move of her home, or after it."""
    found = defaultdict(set)
    for place, service, mode, where, way in _ways(check, mine, day, on):
        elsewhere = len(way.bases) > 1 and place != where
        found[(place, service, way.bases, where if elsewhere else None)].add(mode)
    for (place, service, bases, where), modes in found.items():
        if where and modes <= found.get((place, service, bases, None), set()):
            continue  # already given wherever she sits
        yield {
            "kind": "authority",
            "jurisdiction": place,
            "service": service,
            "modes": None if modes == set(MODES) else frozenset(modes),
            "practitioner_in": frozenset({where}) if where else None,
            "bases": tuple(Basis(one.key, Span(_first(one, day), one.last, one.zone)) for one in bases),
            "source": " ".join(filter(None, (_extended_by(mine, bases), _ruled(check)))),
        }


def _extended_by(mine, bases) -> str:
    """The announcement that one of the bases is good by; empty when their own days say so."""
    keys = {one.key for one in bases}
    held = [each for each in mine if each.key in keys]
    found = map(extension_for, held)
    return next((each.ref for each in found if each), "")


def _ruled(check) -> str:
    """The documented rule that verified the check; empty when a person did."""
    return f"rule:{check.rule}" if check.rule else ""


def _first(basis, day: date) -> date:
    """The first good day of a basis; the day it was judged for when nobody knows an earlier one."""
    known = basis.first or day
    return min(known, basis.last) if basis.last else known


def asked_on(one: Held) -> date | None:
    """The day to judge a license on: the source's own day, or its last good day when that has passed; None: no good day."""
    first, last = good_days(one)
    day = max((each for each in (first, one.verified_as_of) if each), default=None)
    day = min(day, last) if day and last else day
    return None if day is None or (first and day < first) else day


def asked_under(one: Held, supervisor: Held) -> date | None:
    """The day to judge a license on together with a supervisor: the first on which both are known to be good; None: there is none."""
    days = [asked_on(one), asked_on(supervisor)]
    lasts = [last for last in (good_days(one)[1], good_days(supervisor)[1]) if last]
    if None in days:
        return None
    day = min([max(days), *lasts])
    return day if all(first is None or first <= day for first in (good_days(one)[0], good_days(supervisor)[0])) else None


def _ways(check, mine, day: date, on: date):
    """Every way in which the checked license takes part, with the question it answers."""
    added, found = additions(check.organization, on=on), known(check.organization)
    for place, service, mode, where in _questions(mine, found):
        requirement = added.to(found.requirement(place, service))
        answer = authority(requirement, mine, client_in=place, practitioner_in=where, mode=mode, when=Day(day))
        for way in answer.alternatives:
            if any(basis.key == check.item for basis in way.bases):
                yield place, service, mode, where, way


def _questions(mine, found: Packs):
    """Every place a license of hers could speak for, with every service, mode and place she may sit in."""
    homes = {one.type.jurisdiction for one in mine if not one.type.compact} & set(found.places)
    compact = any(one.type.compact for one in mine)
    places = set(found.places) if compact else homes
    for place in sorted(places):
        for service in SERVICES:
            for mode in MODES:
                for where in sorted(homes | {place}) if compact else (place,):
                    yield place, service, mode, where
