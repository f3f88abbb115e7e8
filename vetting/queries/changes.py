"""What was changed after it was verified: each field, from what, to what, by whom, when and why, with its number in the trail.

Four ways lead there, and each leaves its events: a check is done anew and says something else, the therapist corrects or takes
out what she wrote down or sends another paper for it, she goes by another name than the one that was checked, and a cover is
corrected by hand. Nothing here is worked out from present rows alone.
"""

from dataclasses import dataclass

from licensure.models import Verification
from network.events import name_of, scope_of
from network.models import Event

CHECKED = ("as_of", "good_through", "source")
VERIFIED = ("verification.verify", "verification.verify_by_rule")
OTHERWISE = {"verification.flag": "discrepant", "verification.mark_unavailable": "unavailable", "verification.waive": "waived"}
HERS = ("license", "credential")
PAPERS = tuple(f"{noun}.document" for noun in HERS)
HISTORY, STRETCHES = "work_history", ("position.written", "position.removed")
IDENTITY, NAMES = "identity", ("practitioner.changed", "practitioner.claimed", "name.added", "name.removed")
NAMED = ("given_name", "prefix", "family_name")
WHO = (*NAMED, "date_of_birth", "name")  # what an identity check looks at
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
    """A check that was verified, made once more: what it says now, or that it was not verified again."""
    rows, found = {name_of(row): row for row in checks.values()}, []
    for event in _events(scope_of(application), about=application.reference, action__in=(*VERIFIED, *OTHERWISE)):
        row = rows.get(event.subject)
        if row is None or row.replaces is None or row.replaces.verified_at is None:
            continue
        pairs = [(name, _plain(getattr(row.replaces, name)), _plain(getattr(row, name))) for name in CHECKED]
        if event.action in OTHERWISE:
            pairs = [("state", "verified", OTHERWISE[event.action])]
        why = _values(event).get("reason") or row.comment
        found += [Change(row.label or row.element, name, before, after, event, why) for name, before, after in pairs if before != after]
    return found


def _told_anew(application, checks) -> list[Change]:
    """What she corrected or took out of what a check here had verified by then. A row retired and one added in one act is a correction."""
    actions = [f"{noun}.{act}" for noun in HERS for act in ("retired", "added")]
    verified = [row for row in checks.values() if row.verified_at]
    found, retired = [], None
    for event in _events(scope_of(application.practitioner), action__in=(*actions, *PAPERS, *STRETCHES, *NAMES)):
        corrects = retired and event.action.endswith(".added") and (retired.at, retired.actor_id) == (event.at, event.actor_id)
        if retired:
            found += _hers(verified, retired, event if corrects else None)
        retired = event if event.action.endswith(".retired") else None
        tell = _stretch if event.action in STRETCHES else _named if event.action in NAMES else _paper if event.action in PAPERS else None
        found += tell(verified, event) if tell else []
    return found + (_hers(verified, retired) if retired else [])


def _hers(verified, retired, added=None) -> list[Change]:
    """An entry that was retired, and what was added in its place; nothing where no check had verified it by then."""
    check = _verified_by(verified, retired)
    if check is None:
        return []
    before, after = _values(retired).get("before") or {}, _values(added).get("after") or {} if added else {}
    if "document" not in before:  # told by a version of this system that left out which paper hung there
        after = {name: value for name, value in after.items() if name != "document"}
    return _differing(check.label or check.element, before, after, added or retired)


def _paper(verified, event) -> list[Change]:
    """Another paper that was hung on an entry as it stands; nothing where no check had verified it by then."""
    check, values = _verified_by(verified, event), _values(event)
    if check is None or "after" not in values:
        return []
    return _differing(check.label or check.element, values.get("before") or {}, values["after"], event)


def _verified_by(verified, event):
    """The last check that had verified the license or credential of this event by then."""
    item = f"{event.action.partition('.')[0]}:{event.subject.rpartition(':')[2]}"
    return next((row for row in reversed(verified) if row.item == item and row.verified_at <= event.at), None)


def _named(verified, event) -> list[Change]:
    """A name or a day of birth that was changed, added or taken out after somebody had checked who she is."""
    if not any(row.element == IDENTITY and row.verified_at <= event.at for row in verified):
        return []
    values = _values(event)
    before, after = values.get("before") or {}, values.get("after") or {}
    if event.action == "name.added":
        after = {"name": " ".join(after[name] for name in NAMED if after.get(name))}
    return _differing(IDENTITY, before, after, event, names=WHO)


def _stretch(verified, event) -> list[Change]:
    """A stretch of her work history that was written or removed after the history was verified."""
    if not any(row.element == HISTORY and row.verified_at <= event.at for row in verified):
        return []
    return _differing(HISTORY, _values(event).get("before") or {}, _values(event).get("after") or {}, event)


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
        if _said(before.get(name)) != _said(after.get(name)) and not isinstance(before.get(name), dict | list)
    ]


def _values(event) -> dict:
    return event.payload.values or {}


def _said(value):
    """An empty text says nothing."""
    return None if value == "" else value


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value
