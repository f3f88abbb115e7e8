"""The erasure itself: what an organization holds of a therapist is emptied, and once nobody holds her, what she owned.

Rows about her are emptied or go (`network.personal` says which), the payload of every event about her is emptied (the chain
covers its digest and verifies on), the bytes of her papers are deleted once the transaction holds. What is left says that a
file with that number was decided, when and by whom.
"""

from collections import Counter

from django.contrib.sessions.models import Session
from django.db.models import Q

from network import personal
from network.documents import forget_bytes
from network.events import ERASED, erase
from network.models import Event, Participation
from network.models.base import emptied

CHUNK = 500  # keys in one statement
REASON = "erasure"  # a tombstone says that and no more; who and why is told once, by the erasure itself


def empty(practitioner, organization, *, actor, at) -> dict[str, int]:
    """Inside the caller's transaction: empty it all. Returns how many rows of each table."""
    Participation.objects.within(organization).filter(practitioner=practitioner).update(erased_at=at)
    everyone = Participation.objects.everywhere(reason="what a therapist owns stays while any organization holds her")
    held = everyone.filter(practitioner=practitioner, erased_at=None).exists()
    scope = organization if held else None
    found = [(table, _keys(table, practitioner, scope)) for table in personal.tables() if not (held and table.hers)]
    names = {f"{table.model._meta.label_lower}:{key}" for table, keys in found for key in keys}
    names |= {name for table, keys in found if table.file for name in _values(table, keys, table.file)}
    _silence(practitioner, scope, names, actor, at)
    counts: Counter = Counter()
    for table, keys in found:
        _apply(table, keys, practitioner, at)
        counts[table.label] += len(keys)
    if not held:
        _end_sessions(practitioner)
    return {label: count for label, count in counts.items() if count}


def _keys(table, practitioner, organization) -> list:
    return list(dict.fromkeys(table.rows(practitioner, organization).values_list("pk", flat=True)))


def _chunks(keys):
    return [keys[first : first + CHUNK] for first in range(0, len(keys), CHUNK)]


def _values(table, keys, name):
    for some in _chunks(keys):
        yield from table.scoped().filter(pk__in=some).values_list(name, flat=True)


def _silence(practitioner, organization, names, actor, at) -> None:
    """Empty the payload of every event about these rows and files, and of everything she did herself."""
    events = Event.objects.exclude(action=ERASED).filter(payload__erased_at=None)
    if organization is not None:
        events = events.filter(scope=f"organization:{organization.pk}")
    mine = Q(actor=practitioner.person_id, actor_label="") | Q(scope=f"practitioner:{practitioner.pk}")
    found = set(events.filter(mine).values_list("pk", flat=True))
    found |= set(events.filter(_two_or_one(practitioner.person_id)).values_list("pk", flat=True))
    for some in _chunks(sorted(names)):
        found |= set(events.filter(Q(subject__in=some) | Q(about__in=some)).values_list("pk", flat=True))
    # an organization's chain before a therapist's: the order in which everybody takes their locks
    for event in Event.objects.filter(pk__in=found).order_by("scope", "sequence"):
        erase(event, actor=actor, at=at, reason=REASON)


def _two_or_one(person_id) -> Q:
    """What an organization's trail says of two people who may be one names both, and stands under the organization."""
    said = Q()
    for side in ("before", "after"):
        for end in ("one", "other"):
            said |= Q(**{f"payload__values__{side}__{end}": person_id})
    return Q(action__startswith="person.link") & said


def _apply(table, keys, practitioner, at) -> None:
    for some in _chunks(keys):
        rows = table.scoped().filter(pk__in=some)
        if table.label == "network.Document":
            forget_bytes(rows)
        if table.rewrite:
            _rewrite(table, rows, practitioner, at)
        elif table.goes:
            rows._raw_delete("default")  # what points at them goes in the same transaction, or the database refuses it
        else:
            _change(table, rows, at)


def _change(table, rows, at) -> None:
    fixed = {name: emptied(table.model._meta.get_field(name)) for name in table.empties}
    fixed |= {name: value for name, value in table.becomes if not callable(value)}
    if hasattr(rows, "erase"):
        rows.erase(at=at, **dict(table.becomes))
        return
    rows.update(**fixed)
    own = {name: value for name, value in table.becomes if callable(value)}
    for key in rows.values_list("pk", flat=True) if own else ():
        table.scoped().filter(pk=key).update(**{name: value(key) for name, value in own.items()})


def _rewrite(table, rows, practitioner, at) -> None:
    for row in list(rows.values("pk", *table.empties)):
        table.scoped().filter(pk=row["pk"]).erase(at=at, **table.rewrite(practitioner, row))


def _end_sessions(practitioner) -> None:
    """Sessions of her accounts, wherever she is signed in. They are few at any time, and their owner is inside them."""
    users = {str(pk) for pk in practitioner.person.users.filter(is_active=False).values_list("pk", flat=True)}
    mine = [row.pk for row in Session.objects.iterator() if users and row.get_decoded().get("_auth_user_id") in users]
    Session.objects.filter(pk__in=mine).delete()
