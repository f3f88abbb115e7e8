"""What somebody corrected of the packs, laid over them: each correction is one field of one row with a fact of its own. Pure.

The packs stay as they are; a correction says what counts instead until it is withdrawn (issue "Evidence", 1).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from licensure.catalog import Extension, Fact, Level, RegisterKind, Renewal
from licensure.expressions import from_letters, in_letters
from licensure.packs import PackError, Packs


@dataclass(frozen=True, slots=True)
class Correctable:
    """A field that can be corrected: how its plain value becomes the catalog's and back, and which fact it rests on.

    `fact` empty: naming alone, on which no answer rests. `letters`: how many a text has, least and most; None where it is none.
    """

    read: Callable
    plain: Callable
    fact: str = "fact"
    letters: tuple[int, int] | None = None

    def fits(self, value) -> bool:
        """Whether a text is neither too short nor too long to be said anew; what is no text fits.

        `read` is more lenient: a correction that stands must never stop the packs from being read.
        """
        return self.letters is None or self.letters[0] <= len(str(value or "").strip()) <= self.letters[1]


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one row, with its plain value (what JSON keeps) and what that rests on."""

    kind: str
    subject: str
    field: str
    value: object
    fact: Fact


def _same(value):
    return value


def _day(value):
    return date.fromisoformat(value) if value else None


def _iso(value):
    return value.isoformat() if value else None


def _zone(value):
    ZoneInfo(value)
    return value


NAME, WORD = (1, 200), (0, 80)  # letters
FLAG = Correctable(bool, bool)
NAME_DAY, DAY = Correctable(_day, _iso, ""), Correctable(_day, _iso)
FIELDS: dict[str, dict[str, Correctable]] = {
    "place": {"zone": Correctable(_zone, _same)},
    "register": {
        "name": Correctable(_same, _same, letters=NAME), "kind": Correctable(RegisterKind, str),
        "url": Correctable(_same, _same, letters=(0, 200)),
    },
    "title": {
        "title": Correctable(_same, _same, "title_fact", NAME), "abbreviation": Correctable(_same, _same, "title_fact", (0, 40)),
        "level": Correctable(Level, str),
        "renewal": Correctable(Renewal, str, "renewal_fact"), "renewal_months": Correctable(_same, _same, "renewal_fact"),
        "reverify_months": Correctable(_same, _same, "renewal_fact"), "pattern": Correctable(_same, _same, "pattern_fact", (0, 200)),
        "channels": Correctable(tuple, list, "channel_fact"), "valid_from": NAME_DAY, "valid_to": NAME_DAY,
        "successor": Correctable(_same, _same, "", WORD),
    },
    "member": {"enacted_on": DAY, "operational_on": DAY, "issuing": FLAG},
    "requirement": {"statutory": FLAG, "expression": Correctable(from_letters, in_letters)},
}  # fmt: skip


def row_of(found: Packs, kind: str, subject: str):
    """The row a correction is about. PackError when there is none; a state is a member of a compact only when it is listed."""
    rows = {"place": found.places, "register": found.registers, "title": found.types}.get(kind, {})
    first, _, last = subject.rpartition(":")
    if kind == "member" and first in found.compacts:
        rows = {f"{first}:{each.state}": each for each in found.compacts[first].members}
    if kind == "requirement":
        rows = {":".join(key): each for key, each in found.requirements.items()}
    if subject not in rows:
        raise PackError(f"No pack knows {kind} {subject!r}.")
    return rows[subject]


def plain_value(found: Packs, kind: str, subject: str, field: str):
    """What a row says in one field, as JSON keeps it. PackError on a row or field that cannot be corrected."""
    row = row_of(found, kind, subject)
    if field not in FIELDS[kind]:
        raise PackError(f"{field!r} of {kind} {subject!r} cannot be corrected.")
    return FIELDS[kind][field].plain(getattr(row, field))


def corrected(found: Packs, corrections: Iterable[Correction]) -> Packs:
    """The packs as everybody's corrections say. One about a row that no pack knows any more changes nothing."""
    for each in corrections:
        try:
            row = row_of(found, each.kind, each.subject)
        except PackError:
            continue
        how = FIELDS[each.kind][each.field]
        facts = {how.fact: each.fact} if how.fact else {}
        found = _with(found, each, replace(row, **{each.field: how.read(each.value)}, **facts))
    return found


def _with(found, each, row) -> Packs:
    if each.kind == "place":
        return _in_zone(replace(found, places=found.places | {row.code: row}), row)
    if each.kind == "register":
        return replace(found, registers=found.registers | {row.key: row})
    if each.kind == "title":
        return replace(found, types=found.types | {row.key: row})
    if each.kind == "requirement":
        return replace(found, requirements=found.requirements | {(row.jurisdiction, row.service): row})
    return _with_member(found, each.subject.rpartition(":")[0], row)


def _in_zone(found, place) -> Packs:
    """What is judged in the place's zone moves with it."""
    types = {
        key: replace(kind, zone=place.zone) if kind.jurisdiction == place.code else kind for key, kind in found.types.items()
    }
    needs = {
        key: replace(need, zone=place.zone) if key[0] == place.code else need for key, need in found.requirements.items()
    }
    return replace(found, types=types, requirements=needs)


def _with_member(found, compact_key, row) -> Packs:
    """The compact with the state's row, everywhere it is named."""
    compact = found.compacts[compact_key]
    members = tuple(row if each.state == row.state else each for each in compact.members)
    fresh = replace(compact, members=members)
    needs = {
        key: replace(need, compacts=tuple(fresh if each.key == compact_key else each for each in need.compacts))
        for key, need in found.requirements.items()
    }
    return replace(found, compacts=found.compacts | {compact_key: fresh}, requirements=needs)


def extended(found: Packs, extensions: Iterable[tuple[str, Extension]]) -> Packs:
    """The packs with the announcements of late boards: (key of the title, extension)."""
    types = dict(found.types)
    for key, extension in extensions:
        if key in types:
            types[key] = replace(types[key], extensions=(*types[key].extensions, extension))
    return replace(found, types=types)
