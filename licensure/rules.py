"""Where a practitioner may work, judged from what she holds. Pure: no clock, no database, no Django.

The client's location decides which license is needed. Each license is judged by the local date in its own board's zone
and is good through the end of its listed day. Sources: domain 3.1 to 3.3.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import product
from zoneinfo import ZoneInfo

from licensure.catalog import (
    SUPERVISED_LEVELS,
    AllOf,
    Fact,
    Holds,
    HoldsVoluntary,
    Level,
    Mechanism,
    Requirement,
    Supervised,
    titles_in,
)
from licensure.compacts import Privilege
from licensure.expressions import in_letters
from licensure.holdings import RESTRICTED, Held, Reason, Setting, Status, extension_for, faults_of, good_days
from licensure.supervision import supervisor_faults
from network.dates import Moment

__all__ = ["Alternative", "Authority", "Basis", "Held", "Reason", "Status", "authority"]

MODES = ("in_person", "video", "phone")
LABELS = ("title_only", "unconfirmed", "voluntary_register", "supervised", "restricted", "thirty_days_a_year", "extended")


@dataclass(frozen=True, slots=True)
class Basis:
    """One license an answer rests on, with the days it is good for in its board's zone."""

    key: str
    first: date | None
    last: date | None
    zone: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to be authorized: every basis is needed. `labels` are its reservations."""

    bases: tuple[Basis, ...]
    labels: tuple[str, ...]
    until: date | None


@dataclass(frozen=True, slots=True)
class Authority:
    """The answer. `reasons`: why not, or the best way's reservations; `until`: last good day of the longest way."""

    ok: bool
    alternatives: tuple[Alternative, ...]
    reasons: tuple[Reason, ...]
    until: date | None


def authority(
    requirement: Requirement, held, *, client_in: str, practitioner_in: str | None, mode: str, when: Moment
) -> Authority:
    """Whether what she holds lets her serve a client there, then. ValueError on an unknown mode or another place."""
    setting = Setting(client_in, practitioner_in, mode, when)
    _check(requirement, setting)
    stops = tuple(_stops(requirement, setting))
    if stops:
        return Authority(False, (), stops, None)
    ways, reasons = [], []
    for way in (*_ways(requirement.expression, requirement, held), *_privileges(requirement, held, when)):
        faults = way.faults(requirement, setting)
        if way.items:
            reasons.extend(faults)
        if not faults:
            ways.append(way.alternative(requirement))
    if not ways:
        return Authority(False, (), tuple(dict.fromkeys([*reasons, *_unused(requirement, held)])), None)
    ways.sort(key=_rank)
    until = max(ways, key=_end).until
    return Authority(True, tuple(ways), tuple(Reason(label) for label in ways[0].labels), until)


@dataclass(frozen=True, slots=True)
class Way:
    """A candidate: licenses needed together, with what is missing. `privilege`: it stands on a compact.

    `supervised` are those of them that count only under supervision here, `under` the supervisors, `facts` what that rests on.
    """

    items: tuple[Held, ...] = ()
    missing: tuple[Reason, ...] = ()
    privilege: Privilege | None = None
    supervised: tuple[Held, ...] = ()
    under: tuple[Held, ...] = ()
    facts: tuple[Fact, ...] = ()

    def labels(self, requirement) -> tuple[str, ...]:
        """The reservations with which this way counts."""
        levels = {each.type.level for each in self.items}
        facts = [requirement.fact, *self.facts, *(each.type.fact for each in (*self.items, *self.under))]
        said = set()
        if self.privilege:
            facts.extend(self.privilege.facts(requirement))
            said.update(self.privilege.labels)
        if any(fact.unconfirmed for fact in facts):
            said.add("unconfirmed")
        if self.supervised or levels & SUPERVISED_LEVELS:
            said.add("supervised")
        if Level.VOLUNTARY in levels:
            said.add("voluntary_register")
        if levels and levels <= {Level.TITLE_ONLY}:
            said.add("title_only")
        if any(each.encumbered or each.status in RESTRICTED for each in self.items):
            said.add("restricted")
        if any(extension_for(each) for each in (*self.items, *self.under)):
            said.add("extended")
        return tuple(label for label in LABELS if label in said)

    def faults(self, requirement, setting) -> tuple[Reason, ...]:
        """Why this way does not count; empty when it does."""
        found = [*self.missing]
        for each in self.items:
            found.extend(faults_of(each, setting.when))
        labels = self.labels(requirement)
        if "supervised" in labels and not requirement.supervision:
            found.extend(
                Reason("supervision_not_allowed", each.key, each.type.title)
                for each in self.items
                if each in self.supervised or each.type.level in SUPERVISED_LEVELS
            )
        for each in self.under:
            found.extend(supervisor_faults(each, setting.when))
        if "title_only" in labels:
            found.extend(Reason("title_only", each.key, each.type.title) for each in self.items)
        if self.privilege:
            found.extend(self.privilege.faults(requirement, setting))
        return tuple(found)

    def alternative(self, requirement) -> Alternative:
        """The way with its bases; `until` is the last day of the one that ends first."""
        needed = dict.fromkeys((*self.items, *self.under))
        bases = tuple(Basis(each.key, *good_days(each), each.type.zone) for each in needed)
        return Alternative(bases, self.labels(requirement), min(bases, key=_end_of).last)


def _check(requirement, setting):
    if setting.mode not in MODES:
        raise ValueError(f"Unknown mode {setting.mode!r}; known: {', '.join(MODES)}.")
    if setting.client_in != requirement.jurisdiction:
        raise ValueError(f"The requirement is for {requirement.jurisdiction}, the client is in {setting.client_in}.")


def _stops(requirement, setting):
    """What no license can cure."""
    if requirement.expression is None or not requirement.fact.known:
        yield Reason("requirement_unknown", requirement.jurisdiction, requirement.service)
    apart = setting.practitioner_in not in (None, setting.client_in)
    if setting.mode == "in_person" and apart:
        yield Reason("not_in_the_same_place", setting.practitioner_in, setting.client_in)


def _ways(node, requirement, held):
    """Every combination of held licenses that answers the expression, with what is missing from each."""
    if isinstance(node, Holds):
        found = [Way((each,)) for each in held if each.type.key == node.title]
        return found or [Way(missing=(Reason("not_held", requirement.jurisdiction, node.title),))]
    if isinstance(node, HoldsVoluntary):
        return [_voluntary(each, requirement) for each in held if each.type.level is Level.VOLUNTARY]
    if isinstance(node, Supervised):
        return [under for way in _ways(node.what, requirement, held) for under in _under(way, node, requirement)]
    branches = [_ways(part, requirement, held) for part in node.parts]
    if isinstance(node, AllOf):
        return [_joined(combination) for combination in product(*branches)]
    return [way for branch in branches for way in branch]


def _joined(ways) -> Way:
    names = ("items", "missing", "supervised", "under", "facts")
    return Way(**{name: tuple(each for way in ways for each in getattr(way, name)) for name in names})


def _under(way, node, requirement):
    """What is held, once for every supervisor who may be one; one without where there is none, which then does not count."""
    if way.missing or not way.items:
        return [way]
    rests_on = (node.fact,) if node.fact else ()
    mine = replace(way, supervised=(*way.supervised, *way.items), facts=(*way.facts, *rests_on))
    if not requirement.supervision:
        return [mine]
    unsaid = tuple(Reason("fact_unknown", each.key, in_letters(node)) for each in way.items if not all(fact.known for fact in rests_on))
    theirs = tuple(dict.fromkeys(one for each in way.items for one in each.supervisors))
    ways = [each for each in _ways(node.by, requirement, theirs) if each.items and not each.missing]
    if ways:
        return [replace(mine, under=(*mine.under, *each.items), missing=unsaid) for each in ways]
    wrong = [Reason("supervisor_not_named", one.key, in_letters(node.by)) for one in theirs]
    nobody = [Reason("supervisor_missing", each.key, in_letters(node.by)) for each in way.items]
    return [replace(mine, missing=(*unsaid, *(wrong or nobody)))]


def _voluntary(each, requirement) -> Way:
    accepted = requirement.accepted_registers & {each.type.register, each.type.key}
    refused = () if accepted else (Reason("register_not_accepted", each.key, each.type.register),)
    return Way((each,), refused)


def _privileges(requirement, held, when):
    """A way for each compact authority held, paired with every home license it may rest on."""
    for each in held:
        if not each.type.compact:
            continue
        compact = next((one for one in requirement.compacts if one.key == each.type.compact), None)
        if compact is None:
            yield Way((each,), (Reason("compact_does_not_apply", each.key, requirement.jurisdiction),))
            continue
        homes = [one for one in held if one.type.key in compact.home_titles and (not each.home or each.home == one.key)]
        if not homes:
            yield Way((each,), (Reason("home_license_missing", each.key),))
        unsaid = tuple(_unsaid(each, homes, when))
        for home in homes:
            yield Way((each, home), unsaid, Privilege(each, home, compact))


def _unsaid(each, homes, when):
    """A privilege rests on one home license. Where several could be meant and one of them stops her, nobody may guess."""
    states = {one.type.jurisdiction for one in homes}
    stopped = [one for one in homes if any(faults_of(one, when)) or one.encumbered or one.status in RESTRICTED]
    if each.type.mechanism is Mechanism.PRIVILEGE and not each.home and len(states) > 1 and stopped:
        yield Reason("home_license_unsaid", each.key, stopped[0].key)


def _unused(requirement, held):
    """Licenses that say nothing about this place and service; and the bare fact when nothing at all is held."""
    named = set(titles_in(requirement.expression))
    for each in held:
        answered = each.type.key in named or each.type.compact
        if each.type.level is Level.VOLUNTARY and not requirement.statutory or answered:
            continue
        yield Reason("does_not_count_here", each.key, each.type.title)
    if not held:
        yield Reason("nothing_held", requirement.jurisdiction)


def _end_of(basis) -> datetime:
    """The instant at which a basis ends: the end of its last day in its board's zone."""
    if basis.last is None:
        return datetime.max.replace(tzinfo=ZoneInfo("UTC"))
    return datetime.combine(basis.last, time.max, ZoneInfo(basis.zone))


def _end(way) -> datetime:
    return min(_end_of(basis) for basis in way.bases)


def _rank(way):
    """Fewest reservations first, then the way that lasts longest."""
    return len(way.labels), -_end(way).timestamp()
