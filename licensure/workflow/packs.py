"""Load the jurisdiction packs into rows: what administrators corrected is kept, and told where a pack says otherwise now."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from licensure.models import LicenseType, Register
from licensure.packs import Packs, packs
from licensure.policy import as_corrected
from licensure.queries.corrections import Conflict, every_conflict
from network.events import record
from network.models import Jurisdiction

FACT = ("checked_on", "source", "confidence")
REGISTER_FIELDS = ("name", "kind", "url", *FACT)
TYPE_FIELDS = (
    "title", "abbreviation", "also", "language", "profession", "level", "renewal", "renewal_months", "reverify_months",
    "pattern", "channels", "valid_from", "valid_to", "successor", "compact", *FACT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, in numbers of rows."""

    created: int
    updated: int
    unchanged: int
    conflicts: tuple[Conflict, ...]


@transaction.atomic
def load(*, actor, at, source: Packs | None = None) -> Loaded:
    """Write every place, register and license type as the packs say it, corrections over them. Twice changes nothing.

    A conflict is told at every load until somebody settles it.
    """
    plain = source or packs()
    found = as_corrected(plain)
    _write_places(found.places.values())
    words = _write_all(Register, found.registers.values(), REGISTER_FIELDS, actor, at)
    words += _write_all(LicenseType, found.types.values(), TYPE_FIELDS, actor, at, register_id="register")
    return Loaded(words.count("created"), words.count("updated"), words.count("unchanged"), every_conflict(plain, found))


def _write_places(places) -> None:
    """Places that are not there yet, each after the one it is part of; the zone of the others as it is known."""
    known = Jurisdiction.objects.in_bulk()
    fresh = [
        Jurisdiction(code=place.code, name=place.name, zone=place.zone, parent_id=place.parent or None)
        for place in sorted(places, key=lambda one: bool(one.parent))
        if place.code not in known
    ]
    Jurisdiction.objects.bulk_create(fresh)
    for place in places:
        if place.code in known and known[place.code].zone != place.zone:
            Jurisdiction.objects.filter(pk=place.code).update(zone=place.zone)


def _write_all(model, every, fields, actor, at, **links):
    """Every row of one model: new ones in one go, known ones one by one. `links` name foreign keys and what fills them."""
    known, fresh, done = model.objects.in_bulk(), [], []
    for each in every:
        values = {name: _value(each, name) for name in fields}
        plain = {name: _plain(value) for name, value in values.items()}
        if each.key in known:
            done.append(_write(known[each.key], values, plain, actor, at))
            continue
        linked = {column: getattr(each, name) for column, name in links.items()}
        fresh.append(model(pk=each.key, jurisdiction_id=each.jurisdiction, loaded=plain, **values, **linked))
        done.append("created")
    model.objects.bulk_create(fresh)
    return done


def _write(row, values, plain, actor, at) -> str:
    """A known row: updated or unchanged."""
    if row.loaded == plain:
        return "unchanged"
    old = row.loaded
    for name, value in values.items():
        setattr(row, name, value)
    row.loaded = plain
    row.save()
    record(row, "load_reference", actor=actor, at=at, before=old, after=plain)
    return "updated"


def _value(each, name):
    found = getattr(each.fact if name in FACT else each, name)
    return list(found) if isinstance(found, tuple) else found


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value
