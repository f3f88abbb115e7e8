"""Load the jurisdiction packs into rows, and edit a row so that the edit survives the next load."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from licensure.models.reference import LicenseType, Register
from licensure.packs import Packs, packs
from network.events import record
from network.models import Jurisdiction

FACT = ("checked_on", "source", "confidence")
REGISTER_FIELDS = ("name", "kind", "url", *FACT)
TYPE_FIELDS = (
    "title", "abbreviation", "also", "language", "profession", "level", "renewal", "renewal_months", "reverify_months",
    "pattern", "channels", "valid_from", "valid_to", "successor", "compact", *FACT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field somebody edited whose pack value has changed since: the edit stays, a person decides."""

    key: str
    field: str
    edited: object
    pack: object


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, in numbers of rows."""

    created: int
    updated: int
    unchanged: int
    conflicts: tuple[Conflict, ...]


@transaction.atomic
def load(*, actor, at, source: Packs | None = None) -> Loaded:
    """Write every place, register and license type of the packs. Loading twice changes nothing; edited rows are kept."""
    found = source or packs()
    _write_places(found.places.values())
    done = _write_all(Register, found.registers.values(), REGISTER_FIELDS, actor, at)
    done += _write_all(LicenseType, found.types.values(), TYPE_FIELDS, actor, at, register_id="register")
    words = [word for word, _ in done]
    conflicts = tuple(conflict for _, some in done for conflict in some)
    return Loaded(words.count("created"), words.count("updated"), words.count("unchanged"), conflicts)


@transaction.atomic
def edit(row, *, actor, at, reason: str, **changes) -> None:
    """Change facts of a register or license type without code. ValueError without a reason or on an unknown field."""
    fields = REGISTER_FIELDS if isinstance(row, Register) else TYPE_FIELDS
    if unknown := set(changes) - set(fields):
        raise ValueError(f"Not a fact of {row}: {', '.join(sorted(unknown))}.")
    if not reason.strip():
        raise ValueError("An edit of reference data needs a reason.")
    before = {name: _plain(getattr(row, name)) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    row.edited_at, row.edited_reason = at, reason
    row.full_clean()
    row.save()
    after = {name: _plain(value) for name, value in changes.items()}
    record(row, "edit_reference", actor=actor, at=at, before=before, after=after, reason=reason)


def _write_places(places) -> None:
    """Places that are not there yet, each after the one it is part of."""
    known = set(Jurisdiction.objects.values_list("code", flat=True))
    fresh = [
        Jurisdiction(code=place.code, name=place.name, zone=place.zone, parent_id=place.parent or None)
        for place in sorted(places, key=lambda one: bool(one.parent))
        if place.code not in known
    ]
    Jurisdiction.objects.bulk_create(fresh)


def _write_all(model, every, fields, actor, at, **links):
    """Every row of one model: new ones in one go, known ones one by one. `links` name foreign keys and what fills them."""
    known, fresh, done = model.objects.in_bulk(), [], []
    for each in every:
        values = {name: _value(each, name) for name in fields}
        plain = {name: _plain(value) for name, value in values.items()}
        if each.key in known:
            done.append(_write(known[each.key], each, values, plain, actor, at))
            continue
        linked = {column: getattr(each, name) for column, name in links.items()}
        fresh.append(model(pk=each.key, jurisdiction_id=each.jurisdiction, loaded=plain, **values, **linked))
        done.append(("created", ()))
    model.objects.bulk_create(fresh)
    return done


def _write(row, each, values, plain, actor, at):
    """A known row: updated, unchanged, or kept because it was edited (with what the pack says otherwise)."""
    if row.loaded == plain:
        return "unchanged", ()
    old = row.loaded
    conflicts = []
    for name, value in values.items():
        mine = _plain(getattr(row, name))
        if row.edited_at is None or mine == old.get(name):
            setattr(row, name, value)
        elif plain[name] != old.get(name) and plain[name] != mine:
            conflicts.append(Conflict(each.key, name, mine, plain[name]))
    row.loaded = plain
    row.save()
    record(row, "load_reference", actor=actor, at=at, before=old, after=plain)
    return "updated", tuple(conflicts)


def _value(each, name):
    found = getattr(each.fact if name in FACT else each, name)
    return list(found) if isinstance(found, tuple) else found


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value
