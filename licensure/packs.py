"""Reads the jurisdiction packs: one TOML file each in `licensure/jurisdictions/`. Pure; see docs/jurisdictions.md.

A pack that is malformed, names an unknown key or contradicts itself raises `PackError` naming the file and the entry.
"""

import tomllib
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from licensure.catalog import (
    AllOf,
    AnyOf,
    Compact,
    Extension,
    Fact,
    Holds,
    HoldsVoluntary,
    Level,
    LicenseType,
    Mechanism,
    Member,
    OrganizationRule,
    Register,
    RegisterKind,
    Renewal,
    Requirement,
    Supervised,
)
from licensure.pack_faults import contradictions

FOLDER = Path(__file__).parent / "jurisdictions"
SERVICES = ("counseling", "addiction", "couples", "crisis", "legal", "financial")
HEAD = ("code", "name", "zone", "language", "parent")
ABOUT_HEAD = ("zone_fact",)
UNKNOWN = Fact()


class PackError(ValueError):
    """A pack is wrong, or something was asked that no pack knows."""


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction as its pack introduces it; `zone` is its boards' zone, and `fact` what that rests on."""

    code: str
    name: str
    zone: str
    language: str
    parent: str = ""
    fact: Fact = UNKNOWN


@dataclass(frozen=True, slots=True)
class Packs:
    """Everything the packs say, by key."""

    places: dict[str, Place]
    registers: dict[str, Register]
    types: dict[str, LicenseType]
    requirements: dict[tuple[str, str], Requirement]
    compacts: dict[str, Compact] = field(default_factory=dict)
    organizations: dict[str, OrganizationRule] = field(default_factory=dict)

    def place(self, code: str) -> Place:
        """The jurisdiction; PackError when there is no pack for it."""
        if code not in self.places:
            raise PackError(f"Unknown jurisdiction {code!r}; known: {', '.join(sorted(self.places))}.")
        return self.places[code]

    def within(self, code: str) -> tuple[str, ...]:
        """A place and its parts; none for no place."""
        return tuple(place.code for place in self.places.values() if code and code in (place.code, place.parent))

    def titles(self, jurisdiction: str) -> list[LicenseType]:
        """The titles a jurisdiction issues, then those of its parent (compact authority lives there)."""
        own = self.place(jurisdiction)
        return [each for code in (own.code, own.parent) for each in self.types.values() if each.jurisdiction == code]

    def title(self, jurisdiction: str, words: str) -> LicenseType:
        """The license type by key, name or abbreviation in any letter case; PackError when unknown or ambiguous.

        Compact authority is found too, and is judged in the zone of the state it is said with.
        """
        titles = self.titles(jurisdiction)
        for own in (jurisdiction, None):
            found = [each for each in titles if (own is None or each.jurisdiction == own) and words_match(each, words)]
            if len(found) == 1:
                return replace(found[0], zone=self.place(jurisdiction).zone)
            if found:
                raise PackError(f"{words!r} is several titles in {jurisdiction}: {_names(found)}.")
        raise PackError(f"Unknown title {words!r} in {jurisdiction}; known: {_names(titles)}.")

    def requirement(
        self, jurisdiction: str, service: str, *, accepted_registers=(), supervision: bool = False
    ) -> Requirement:
        """What the service needs there, under one organization's policy. An unrecorded service is never satisfied."""
        place = self.place(jurisdiction)
        if service not in SERVICES:
            raise PackError(f"Unknown service {service!r}; known: {', '.join(SERVICES)}.")
        nobody = Requirement(place.code, service, place.zone, True, None, UNKNOWN)
        found = self.requirements.get((place.code, service), nobody)
        return replace(found, accepted_registers=frozenset(accepted_registers), supervision=supervision)


def words_match(kind: LicenseType, words: str) -> bool:
    """Whether somebody means this title; letter case and surrounding blanks do not matter."""
    said = " ".join(words.split()).casefold()
    names = (kind.key, kind.key.split(":")[1], kind.title, kind.abbreviation, *kind.also)
    return said in {each.casefold() for each in names if each}


def _names(types) -> str:
    return ", ".join(each.abbreviation or each.title for each in types)


@cache
def packs(folder: Path = FOLDER) -> Packs:
    """All packs in a folder, read and checked once."""
    raw = [(path.name, _read(path)) for path in sorted(folder.glob("*.toml"))]
    scopes = [_scope(name, row) for name, row in raw]
    places = {scope.code: scope.place for scope in scopes}
    registers, types, compacts = {}, {}, {}
    for scope, (name, row) in zip(scopes, raw, strict=True):
        _add(registers, (_register(scope, each) for each in row.get("registers", ())), name)
        _add(types, (_type(scope, each) for each in row.get("license_types", ())), name)
        _add(compacts, (_compact(scope, each) for each in row.get("compacts", ())), name)
    requirements = {}
    for scope, (name, row) in zip(scopes, raw, strict=True):
        for each in row.get("requirements", ()):
            for built in _requirements(scope, each, compacts):
                _add(requirements, [built], name, key=lambda one: (one.jurisdiction, one.service))
    rules = [_organizations(scope, row) for scope, (_name, row) in zip(scopes, raw, strict=True) if "organizations" in row]
    found = Packs(places, registers, types, requirements, compacts, {rule.jurisdiction: rule for rule in rules})
    faults = list(contradictions(found))
    if faults:
        raise PackError(" ".join(faults))
    return found


@dataclass(frozen=True, slots=True)
class Scope:
    """The pack an entry stands in."""

    file: str
    code: str
    place: Place
    facts: dict

    def fact(self, name) -> Fact:
        """The named fact of this pack; none named is unknown."""
        if name is None:
            return UNKNOWN
        if name not in self.facts:
            raise PackError(f"{self.file}: no fact {name!r}.")
        return self.facts[name]

    @property
    def otherwise(self) -> str | None:
        """The fact that a zone, renewal rule, pattern or channel rests on where it names none: the pack's general knowledge."""
        return "general" if "general" in self.facts else None

    def key(self, code: str) -> str:
        """A key of this jurisdiction, unless it already names one."""
        return code if not code or ":" in code else f"{self.code}:{code}"


def _read(path) -> dict:
    try:
        row = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{path.name}: {error}.") from error
    if unknown := set(row) - {*HEAD, *ABOUT_HEAD, "facts", "registers", "license_types", "requirements", "compacts", "organizations"}:
        raise PackError(f"{path.name}: unknown entries {sorted(unknown)}.")
    return row


def _built(kind, values, file, entry):
    """A dataclass from a table; a missing or unknown entry is named."""
    try:
        return kind(**values)
    except TypeError as error:
        raise PackError(f"{file}: {entry}: {error}.") from error


def _add(rows, items, file, key=lambda one: one.key):
    for item in items:
        if key(item) in rows:
            raise PackError(f"{file}: {key(item)} stands there twice.")
        rows[key(item)] = item


def _scope(file, row) -> Scope:
    """The pack's place and facts, in which all its other entries are read."""
    place = _place(file, row)
    facts = {key: _built(Fact, value, file, key) for key, value in row.get("facts", {}).items()}
    scope = Scope(file, place.code, place, facts)
    return replace(scope, place=replace(place, fact=scope.fact(row.get("zone_fact", scope.otherwise))))


def _place(file, row) -> Place:
    place = _built(Place, {key: row[key] for key in HEAD if key in row}, file, "head")
    if file != f"{place.code}.toml":
        raise PackError(f"{file}: its code is {place.code}.")
    ZoneInfo(place.zone)
    return place


def _register(scope, row) -> Register:
    values = row | {
        "key": scope.key(row["key"]),
        "jurisdiction": scope.code,
        "kind": RegisterKind(row["kind"]),
        "fact": scope.fact(row.get("fact")),
    }
    return _built(Register, values, scope.file, row["key"])


def _type(scope, row) -> LicenseType:
    values = {"language": scope.place.language, "abbreviation": ""} | row
    values |= {
        "key": scope.key(row["key"]),
        "jurisdiction": scope.code,
        "zone": scope.place.zone,
        "register": scope.key(row["register"]),
        "level": Level(row["level"]),
        "renewal": Renewal(row["renewal"]),
        "fact": scope.fact(row.get("fact")),
        "title_fact": scope.fact(row.get("title_fact")),
        "renewal_fact": scope.fact(row.get("renewal_fact", scope.otherwise)),
        "pattern_fact": scope.fact(row.get("pattern_fact", scope.otherwise)),
        "channel_fact": scope.fact(row.get("channel_fact", scope.otherwise)),
        "mechanism": Mechanism(row["mechanism"]) if "mechanism" in row else None,
        "successor": scope.key(row.get("successor", "")),
        "channels": tuple(row.get("channels", ())),
        "also": tuple(row.get("also", ())),
        "extensions": tuple(_built(Extension, each, scope.file, row["key"]) for each in row.get("extensions", ())),
    }
    return _built(LicenseType, values, scope.file, row["key"])


def _compact(scope, row) -> Compact:
    members = tuple(
        _built(Member, each | {"fact": scope.fact(each.get("fact"))}, scope.file, row["key"]) for each in row["members"]
    )
    twice = [state for state, n in Counter(each.state for each in members).items() if n > 1]
    if twice:
        raise PackError(f"{scope.file}: {row['key']} names {twice} twice.")
    return Compact(row["key"], row["name"], members, frozenset(row["home_titles"]))


def _organizations(scope, row) -> OrganizationRule:
    """What is asked of the organization itself."""
    said = row["organizations"]
    values = said | {"jurisdiction": scope.code, "fact": scope.fact(said.get("fact"))}
    return _built(OrganizationRule, values, scope.file, "organizations")


def _requirements(scope, row, compacts):
    parts = [_node(scope, each) for each in row["any_of"]]
    if row.get("voluntary"):
        parts.append(HoldsVoluntary())
    joins = tuple(compacts[key] for key in row.get("compacts", ()))
    for service in row["services"]:
        if service not in SERVICES:
            raise PackError(f"{scope.file}: unknown service {service!r}.")
        yield Requirement(
            scope.code,
            service,
            scope.place.zone,
            row["statutory"],
            AnyOf(tuple(parts)),
            scope.fact(row.get("fact")),
            joins,
        )


def _node(scope, entry):
    """A title's code, a table with `all_of` or `any_of`, or one with `supervised` and `by` (lists there: any of them)."""
    if isinstance(entry, str):
        return Holds(scope.key(entry))
    if "supervised" in entry:
        return _supervised(scope, entry)
    ((kind, parts),) = entry.items()
    if kind not in ("all_of", "any_of"):
        raise PackError(f"{scope.file}: a requirement says {kind!r}; it can say all_of, any_of, or supervised and by.")
    return (AllOf if kind == "all_of" else AnyOf)(tuple(_node(scope, part) for part in parts))


def _supervised(scope, entry):
    if not {"supervised", "by"} <= set(entry) <= {"supervised", "by", "fact"}:
        raise PackError(f"{scope.file}: supervision says {sorted(entry)}; it says supervised, by and, where it has one, fact.")
    what, by = (_node(scope, {"any_of": each} if isinstance(each, list) else each) for each in (entry["supervised"], entry["by"]))
    return Supervised(what, by, scope.fact(entry["fact"]) if "fact" in entry else None)
