"""State machines without django-fsm's traps: one declaration, used for enforcement, for the page and for the docs.

`step` declares, `refusals` says why not, `perform` does it. Nothing else changes a state.
"""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransition, transition

from network.access import can, not_allowed
from network.events import Told, last_sequence, record, record_all


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a step may not be taken: a stable code, a sentence, and what would make it possible."""

    code: str
    message: str
    cure: str = ""
    facts: dict = field(default_factory=dict)


class Refused(Exception):
    """A step was refused; `refusals` holds every unmet condition."""

    def __init__(self, refusals):
        self.refusals = tuple(refusals)
        super().__init__("; ".join(str(refusal.message) for refusal in self.refusals))

    @property
    def codes(self) -> list[str]:
        """The codes, for logs and tests."""
        return [refusal.code for refusal in self.refusals]


class Changed(Refused):
    """The file changed since the reader opened it."""

    def __init__(self):
        super().__init__([Refusal("changed", _("This file changed since you opened it."), _("Read it again, then decide."))])


def raise_unmet(unmet: Iterable[Refusal]) -> None:
    """Raise Refused with everything that is unmet; nothing, when nothing is."""
    if found := list(unmet):
        raise Refused(found)


def step(source, target, *, action, guards=()):
    """Declare a transition of the field `state`. The permission cannot be forgotten, and only `perform` may call it."""
    sources = [source] if isinstance(source, str) else list(source)

    def declare(method):
        def through_perform(instance):
            return getattr(instance, "_performing", None) == method.__name__

        custom = {"action": action, "guards": tuple(guards)}
        declared = transition(field="state", source=sources, target=target, conditions=[through_perform], custom=custom)
        return declared(method)

    return declare


def declared(instance, name):
    """The django-fsm declaration of the step `name`. Raises LookupError when there is none."""
    meta = getattr(getattr(type(instance), name, None), "_django_fsm", None)
    if meta is None:
        raise LookupError(f"{type(instance).__name__} has no step {name}.")
    return meta


def unless(actor, action, subject) -> tuple[Refusal, ...]:
    """Why `actor` may not do `action` on `subject` at all; empty when her role lets her."""
    return () if can(actor, action, subject) else (Refusal("not_allowed", not_allowed(action)),)


def refusals(instance, name, *, actor, at, **inputs) -> tuple[Refusal, ...]:
    """Why `actor` may not take the step now; empty when she may. Wrong state, then not allowed, then every unmet guard."""
    meta = declared(instance, name)
    edge = meta.get_transition(instance.state)
    if edge is None:
        return (_wrong_state(instance, meta),)
    if forbidden := unless(actor, edge.custom["action"], instance):
        return forbidden
    unmet = []
    for guard in edge.custom["guards"]:
        unmet.extend(guard(instance, actor=actor, at=at, **inputs) or ())
    return tuple(unmet)


def _wrong_state(instance, meta) -> Refusal:
    labels = dict(instance._meta.get_field("state").choices or ())
    message = _("This is %(state)s; the step needs it to be %(needed)s.") % {
        "state": labels.get(instance.state, instance.state),
        "needed": ", ".join(str(labels.get(source, source)) for source in meta.transitions),
    }
    return Refusal("wrong_state", message, facts={"state": instance.state})


def perform(instance, name, *, actor, at, note="", seen=None, detail=None, **inputs):
    """Take the step: refuse with reasons, or move, save and record in one transaction on a locked row.

    `at` is the business instant (aware). `seen` is the last event sequence the reader saw; a newer one raises Changed.
    Raises Refused. Returns the event. Unsaved changes on `instance` are discarded by the lock's refresh.
    """
    try:
        with transaction.atomic():
            _lock(instance)
            if seen is not None and last_sequence(instance) > seen:
                raise Changed()
            if unmet := refusals(instance, name, actor=actor, at=at, **inputs):
                raise Refused(unmet)
            return _move(instance, name, actor=actor, at=at, note=note, detail=detail, inputs=inputs)
    except ConcurrentTransition as conflict:
        _reread(instance)
        raise Changed() from conflict
    except BaseException:
        _reread(instance)
        raise


def perform_all(instances, name, *, actor, at, **inputs) -> list:
    """Take one step with many rows of one model and one chain, with all of them or with none, in a few statements.

    As `perform` for each: its guards, its own event. The rows must be in hand as they stand; Changed where one's state is
    another by now. Raises Refused with what is unmet of any row. Returns the events in the order of the rows. Written is
    what the step sets in a row; other unsaved changes stay unsaved, and nothing is done that only the model's `save` does.
    """
    rows = list(instances)
    try:
        with transaction.atomic():
            _lock_all(rows)
            if unmet := [each for row in rows for each in refusals(row, name, actor=actor, at=at, **inputs)]:
                raise Refused(unmet)
            return record_all(_move_all(rows, name, actor=actor, at=at, inputs=inputs), actor=actor, at=at)
    except BaseException:
        for row in rows:
            _reread(row)
        raise


@contextmanager
def locked(instance):
    """One transaction on the locked, freshly read row, for what is written beside its state. Raises Changed.

    Unsaved changes on `instance` are discarded when it begins; when it fails, memory follows the rollback.
    """
    try:
        with transaction.atomic():
            _lock(instance)
            yield instance
    except ConcurrentTransition as conflict:
        _reread(instance)
        raise Changed() from conflict
    except BaseException:
        _reread(instance)
        raise


def _move(instance, name, *, actor, at, note, detail, inputs):
    before = instance.state
    with _performing(instance, name):
        getattr(instance, name)(actor=actor, at=at, **inputs)
    instance.save()
    return record(
        instance,
        f"{instance._meta.model_name}.{name}",
        actor=actor,
        at=at,
        reason=note,
        detail=detail,
        before={"state": before},
        after={"state": instance.state},
    )


def _lock_all(rows):
    """By key, so that two who lock the same rows do so in one order."""
    for model in {type(row) for row in rows}:
        found = model._base_manager.select_for_update().filter(pk__in=[row.pk for row in rows]).order_by("pk")
        stored = dict(found.values_list("pk", "state"))
        if any(stored.get(row.pk) != row.state for row in rows):
            raise Changed()


def _move_all(rows, name, *, actor, at, inputs) -> list[Told]:
    """Let each row take the step and write what it set, rows that set the same together."""
    told, alike = [], defaultdict(list)
    for row in rows:
        before = _columns(row)
        with _performing(row, name):
            getattr(row, name)(actor=actor, at=at, **inputs)
        changed = {column: value for column, value in _columns(row).items() if before[column] != value}
        alike[before["state"], repr(changed)].append((row, changed))
        states = {"before": {"state": before["state"]}, "after": {"state": row.state}}
        told.append(Told(row, f"{row._meta.model_name}.{name}", **states))
    for (state, _set), group in alike.items():
        _write_alike([row for row, _changed in group], state, group[0][1])
    return told


def _columns(row) -> dict:
    return {field.attname: row.__dict__[field.attname] for field in row._meta.concrete_fields if field.attname in row.__dict__}


def _write_alike(rows, state, changed):
    found = type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows], state=state)
    if changed and found.update(**changed) != len(rows):
        raise Changed()
    for row in rows:
        row._update_initial_state()


def _reread(instance):
    # after a rollback the object in memory would keep the new state
    with suppress(DatabaseError, type(instance).DoesNotExist):
        instance.refresh_from_db()


def _lock(instance):
    instance.refresh_from_db(from_queryset=type(instance)._base_manager.select_for_update())


@contextmanager
def _performing(instance, name):
    instance._performing = name
    try:
        yield
    finally:
        instance._performing = None
