"""What was changed after it was verified: each field, from what, to what, by whom, when and why, with its number in the trail.

Three ways lead there, and each leaves its events: a check is done anew, the therapist corrects what she wrote down, and a
cover is corrected by hand. Nothing here is worked out from present rows alone.
"""

from dataclasses import dataclass

from licensure.models import Verification
from network.events import name_of, scope_of
from network.models import Event

CHECKED = ("as_of", "good_through", "source")
VERIFIED = ("verification.verify", "verification.verify_by_rule")
HERS = ("license", "credential")
COVERED = ("first", "last")


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one thing. `before` and `after` are plain values as kept, days as ISO text; None is nothing."""

    about: str
    field: str
    before: object
    after: object
    event: Event
    why: str


def changes(application) -> list[Change]:
    """Every change of the file after something was verified, newest first. A fixed number of queries."""
    rows = Verification.objects.within(application.organization).filter(file=application.reference).select_related("replaces")
    checks = {row.pk: row for row in rows.order_by("pk")}
    found = [*_checked_anew(application, checks), *_told_anew(application, checks), *_covers(application)]
    return sorted(found, key=lambda change: (change.event.at, change.event.sequence), reverse=True)


def _events(scope, **which):
    return Event.objects.filter(scope=scope, **which).select_related("payload").order_by("sequence")


def _checked_anew(application, checks) -> list[Change]:
    events = {event.subject: event for event in _events(scope_of(application), about=application.reference, action__in=VERIFIED)}
    found = []
    for row in checks.values():
        old, event = row.replaces, events.get(name_of(row))
        if event is None or old is None or old.verified_at is None:
            continue
        why = _values(event).get("reason") or row.comment
        pairs = ((name, _plain(getattr(old, name)), _plain(getattr(row, name))) for name in CHECKED)
        found += [Change(row.label or row.element, name, before, after, event, why) for name, before, after in pairs if before != after]
    return found


def _told_anew(application, checks) -> list[Change]:
    """A retired row and the one added in the same act, of what a check here had verified by then."""
    verified = {row.item: row for row in checks.values() if row.verified_at}
    scope, found, retired = scope_of(application.practitioner), [], None
    actions = [f"{noun}.{act}" for noun in HERS for act in ("retired", "added")]
    for event in _events(scope, action__in=actions):
        noun, _dot, act = event.action.partition(".")
        check = verified.get(f"{noun}:{event.subject.rpartition(':')[2]}")
        if act == "retired":
            retired = (event, check) if check and check.verified_at <= event.at else None
        elif retired and (retired[0].at, retired[0].actor_id) == (event.at, event.actor_id):
            before, after = _values(retired[0]).get("before") or {}, _values(event).get("after") or {}
            found += _differing(retired[1].label or retired[1].element, before, after, event)
            retired = None
    return found


def _covers(application) -> list[Change]:
    about = f"network.participation:{application.participation_id}"
    found = []
    for event in _events(scope_of(application), about=about, action__in=("cover.corrected", "cover.voided")):
        values = _values(event)
        before, after = values.get("before") or {}, values.get("after") or {}
        if event.action == "cover.voided":
            after = {**after, **dict.fromkeys(COVERED)}
        found += _differing(before.get("kind", ""), before, after, event, names=COVERED)
    return found


def _differing(about, before, after, event, names=None) -> list[Change]:
    why = _values(event).get("reason", "")
    keys = names or dict.fromkeys([*before, *after])
    return [
        Change(about, name, before.get(name), after.get(name), event, why)
        for name in keys
        if before.get(name) != after.get(name) and not isinstance(before.get(name), dict | list)
    ]


def _values(event) -> dict:
    return event.payload.values or {}


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value
