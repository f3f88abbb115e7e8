"""The audit trail: one chain per scope, with erasable payloads.

Every change is one event, written in the change's own transaction. Per scope the sequence has no gap and each row's hash
covers the one before it. The hash covers a salted digest of the personal values, so that erasing them lawfully leaves a
tombstone and the chain still verifies.
"""

import hashlib
import json
import secrets
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.module_loading import import_string

from network import clock
from network.access import ActorKind
from network.models.events import Event, EventPayload, ScopeHead

request_id: ContextVar[str] = ContextVar("request_id", default="")

CHAINED = ("scope", "sequence", "recorded_at", "at", "actor_id", "actor_label", "actor_roles", "on_behalf_of_id")
ERASED = "event.erased"
UNNAMED = (ActorKind.THERAPIST, ActorKind.GUEST)  # whose name stands in the payload, where it can be erased
RECORDED = "event.recorded"  # news for those who keep a copy of what may have changed: called within, with the row
CHAINED += ("action", "subject", "about", "payload_digest", "request_id")


def canonical(values) -> str:
    """One spelling of JSON, so that the same values always give the same digest."""
    return json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(salt: str, values) -> str:
    """SHA-256 over the salted payload."""
    return hashlib.sha256(f"{salt}{canonical(values)}".encode()).hexdigest()


def chained(event: Event) -> dict:
    """What the chain covers of a row beside the hash of the row before it, instants to the microsecond in UTC."""
    fields = {name: getattr(event, name) for name in CHAINED}
    for name in ("recorded_at", "at"):
        fields[name] = fields[name].timestamp().__format__(".6f")
    return fields


def core(event: Event) -> str:
    """SHA-256 over the row's own fields. It stands for the row where the row itself is nobody's to see (`network.proof`)."""
    return hashlib.sha256(canonical(chained(event)).encode()).hexdigest()


def linked(previous: str, core_: str) -> str:
    """SHA-256 over the hash of the row before and a row's core."""
    return hashlib.sha256(f"{previous}{core_}".encode()).hexdigest()


def link(event: Event) -> str:
    """The hash of a row: what chains it to the row before it."""
    return linked(event.previous_hash, core(event))


def scope_of(instance) -> str:
    """The chain a row belongs to: its organization's, its therapist's, or the platform's."""
    if getattr(instance, "organization_id", None):
        return f"organization:{instance.organization_id}"
    if getattr(instance, "practitioner_id", None):
        return f"practitioner:{instance.practitioner_id}"
    return "platform"


def name_of(instance) -> str:
    """`app.model:pk`."""
    return f"{instance._meta.label_lower}:{instance.pk}"


def about_of(instance) -> str:
    """The file the row belongs to: what it says in `event_about`, else itself."""
    return getattr(instance, "event_about", None) or name_of(instance)


def record(subject, action, *, actor, at, before=None, after=None, reason="", detail=None, document=None) -> Event:
    """Append one event about `subject` to its scope's chain, inside the caller's transaction or one of its own.

    `before`, `after`, `reason`, `detail` and `document` are the erasable payload. Returns the event.
    Who writes to several chains in one transaction takes the organization's first, then the therapist's.
    """
    values = {"before": before, "after": after, "reason": str(reason), "detail": detail, "document": document}
    event = _append(scope_of(subject), name_of(subject), about_of(subject), action, _filled(values), actor=actor, at=at)
    for dotted in settings.NEWS.get(RECORDED, {}).get("within", ()):
        import_string(dotted)(subject=subject, about=event.about)
    return event


@dataclass(frozen=True, slots=True)
class Told:
    """One event for `record_all`: what is recorded, of which row."""

    subject: object
    action: str
    before: dict | None = None
    after: dict | None = None
    reason: str = ""


def record_all(told, *, actor, at) -> list[Event]:
    """As `record` for each of them, in order: one lock and a few statements for all. Returns the events.

    Raises ValueError where they belong to more than one chain.
    """
    told = list(told)
    if len(chains := {scope_of(each.subject) for each in told}) > 1:
        raise ValueError(f"Events of several chains cannot be recorded together: {sorted(chains)}.")
    _aware(at)
    events = _append_all(told, actor=actor, at=at) if told else []
    for dotted in settings.NEWS.get(RECORDED, {}).get("within", ()):
        listener = import_string(dotted)
        for each, event in zip(told, events, strict=True):
            listener(subject=each.subject, about=event.about)
    return events


def _append_all(told, *, actor, at) -> list[Event]:
    with transaction.atomic():
        head, now, pairs = _locked_head(scope_of(told[0].subject)), clock.now(), []
        for each in told:
            values = _filled({"before": each.before, "after": each.after, "reason": str(each.reason)})
            of = (name_of(each.subject), about_of(each.subject), each.action, values)
            pairs.append(_next(head, *of, now=now, actor=actor, at=at))
        events = Event.objects.bulk_create([event for event, _ in pairs])
        for event, payload in pairs:
            payload.event = event
        EventPayload.objects.bulk_create([payload for _, payload in pairs])
        head.save()
    return events


def erase(event, *, actor, at, reason) -> Event:
    """Empty the payload of `event` for a lawful request, and record that in the same chain.

    The row, its digest and every hash stay: the chain verifies, and the tombstone says what was erased when and why.
    Raises ValueError without a reason or when it was erased before. Returns the event that records the erasure.
    """
    if not str(reason):
        raise ValueError("An erasure needs a reason.")
    with transaction.atomic():
        payload = EventPayload.objects.select_for_update().get(event=event)
        if payload.erased_at is not None:
            raise ValueError(f"The payload of {event} was erased before.")
        erased = _append(event.scope, name_of(event), event.about, ERASED, {"reason": str(reason)}, actor=actor, at=at)
        # without its salt the digest left behind cannot be used to guess what was erased
        payload.values, payload.salt, payload.erased_at = None, "", at
        payload.save()
    return erased


def _filled(values: dict) -> dict:
    return {key: value for key, value in values.items() if value not in (None, "", {})}


def _aware(at) -> None:
    if at.tzinfo is None:
        raise ValueError("`at` must be an aware instant.")


def _append(scope, subject, about, action, values, *, actor, at) -> Event:
    _aware(at)
    with transaction.atomic():
        head = _locked_head(scope)
        event, payload = _next(head, subject, about, action, values, now=clock.now(), actor=actor, at=at)
        event.save()
        payload.event = event
        payload.save(force_insert=True)
        head.save()
    return event


def _next(head: ScopeHead, subject, about, action, values, *, now, actor, at) -> tuple[Event, EventPayload]:
    """The event after the head, with its payload, neither saved; the head is moved to it."""
    if actor.kind in UNNAMED:
        values = {**values, "by": actor.label}
    # as text, a fraction reads back the same from every database
    values = json.loads(canonical(values), parse_float=str)
    salt = secrets.token_hex(16)
    event = Event(
        scope=head.scope,
        sequence=head.sequence + 1,
        recorded_at=max(now, head.recorded_at or now),
        at=at,
        actor_id=actor.person_id,
        actor_label="" if actor.kind in UNNAMED else actor.label,
        actor_roles=actor.recorded_roles,
        on_behalf_of_id=actor.on_behalf_of_id,
        action=str(action),
        subject=subject,
        about=about,
        payload_digest=digest(salt, values),
        request_id=request_id.get(),
        previous_hash=head.hash,
    )
    event.hash = link(event)
    head.sequence, head.hash, head.recorded_at = event.sequence, event.hash, event.recorded_at
    return event, EventPayload(salt=salt, values=values)


def _locked_head(scope: str) -> ScopeHead:
    heads = ScopeHead.objects.select_for_update()
    head = heads.filter(pk=scope).first()
    if head is None:
        ScopeHead.objects.bulk_create([ScopeHead(scope=scope)], ignore_conflicts=True)
        head = heads.get(pk=scope)
    return head


def serialize(instance) -> None:
    """Inside a transaction: from here to its end nothing else is recorded in this row's scope.

    For a judgment that reads many rows and must not be overtaken. Lock the row first, then this: `perform` does so, too.
    """
    _locked_head(scope_of(instance))


def take_turns(organization_id: int) -> None:
    """The same of an organization, for what must not happen twice at once in it: who comes second waits for the first to end.

    One lock for both: whoever numbers something and records it never waits for somebody who does so in the other order.
    """
    _locked_head(f"organization:{organization_id}")


def last_sequence(instance) -> int:
    """The newest event about the file `instance` belongs to; a form carries it to notice a change since it was opened."""
    events = Event.objects.filter(scope=scope_of(instance), about=about_of(instance))
    return events.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def timeline(instance):
    """Every event about the file `instance` belongs to, newest first, with payloads."""
    events = Event.objects.filter(scope=scope_of(instance), about=about_of(instance))
    return events.select_related("payload").order_by("-sequence")


@dataclass(frozen=True, slots=True)
class Fault:
    """The first row at which a chain does not hold, and why."""

    scope: str
    sequence: int
    reason: str


def verify(scope: str) -> Fault | None:
    """Walk one chain from its first row; None when every link, digest, erasure and the head hold."""
    previous, expected, latest = "", 1, None
    erasures = set(Event.objects.filter(scope=scope, action=ERASED).values_list("subject", flat=True))
    for event in Event.objects.filter(scope=scope).select_related("payload").order_by("sequence").iterator(chunk_size=2000):
        reason = _fault(event, previous, expected, latest) or _payload_fault(event, erasures)
        if reason:
            return Fault(scope, event.sequence, reason)
        previous, expected, latest = event.hash, expected + 1, event.recorded_at
    head = ScopeHead.objects.filter(pk=scope).first()
    if head and (head.sequence, head.hash) != (expected - 1, previous):
        return Fault(scope, expected, "the head does not match the last row")
    if head is None and expected > 1:
        return Fault(scope, expected, "the chain has no head")
    return None


def scopes() -> list[str]:
    """Every scope that has a chain or a head."""
    return sorted({*ScopeHead.objects.values_list("scope", flat=True), *Event.objects.values_list("scope", flat=True).distinct()})


def _fault(event, previous, expected, latest) -> str:
    if event.sequence != expected:
        return f"expected number {expected}"
    if event.previous_hash != previous:
        return "does not follow the row before it"
    if event.hash != link(event):
        return "its values do not match its hash"
    if latest and event.recorded_at < latest:
        return "recorded before the row before it"
    return ""


def _payload_fault(event, erasures) -> str:
    payload = getattr(event, "payload", None)
    if payload is None:
        return "its payload is missing"
    if payload.erased_at is not None:
        recorded = name_of(event) in erasures and payload.values is None
        return "" if recorded else "its payload was erased without a record of it"
    if digest(payload.salt, payload.values) != event.payload_digest:
        return "its payload does not match its digest"
    return ""
