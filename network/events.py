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

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from network import clock
from network.models.events import Event, EventPayload, ScopeHead

request_id: ContextVar[str] = ContextVar("request_id", default="")

CHAINED = ("scope", "sequence", "recorded_at", "at", "actor_id", "actor_label", "actor_roles", "on_behalf_of_id")
CHAINED += ("action", "subject", "about", "payload_digest", "request_id", "previous_hash")


def canonical(values) -> str:
    """One spelling of JSON, so that the same values always give the same digest."""
    return json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(salt: str, values) -> str:
    """SHA-256 over the salted payload."""
    return hashlib.sha256(f"{salt}{canonical(values)}".encode()).hexdigest()


def link(event: Event) -> str:
    """SHA-256 over everything the chain covers, instants to the microsecond in UTC."""
    fields = {name: getattr(event, name) for name in CHAINED}
    for name in ("recorded_at", "at"):
        fields[name] = fields[name].timestamp().__format__(".6f")
    return hashlib.sha256(canonical(fields).encode()).hexdigest()


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
    """
    values = {"before": before, "after": after, "reason": str(reason), "detail": detail, "document": document}
    values = json.loads(canonical({key: value for key, value in values.items() if value not in (None, "", {})}))
    salt = secrets.token_hex(16)
    with transaction.atomic():
        head = _locked_head(scope_of(subject))
        event = Event(
            scope=head.scope,
            sequence=head.sequence + 1,
            recorded_at=max(clock.now(), head.recorded_at or clock.now()),
            at=at,
            actor_id=actor.person_id,
            actor_label=actor.label,
            actor_roles=sorted(actor.roles),
            on_behalf_of_id=actor.on_behalf_of_id,
            action=str(action),
            subject=name_of(subject),
            about=about_of(subject),
            payload_digest=digest(salt, values),
            request_id=request_id.get(),
            previous_hash=head.hash,
        )
        event.hash = link(event)
        event.save()
        EventPayload.objects.create(event=event, salt=salt, values=values)
        head.sequence, head.hash, head.recorded_at = event.sequence, event.hash, event.recorded_at
        head.save()
    return event


def _locked_head(scope: str) -> ScopeHead:
    ScopeHead.objects.bulk_create([ScopeHead(scope=scope)], ignore_conflicts=True)
    return ScopeHead.objects.select_for_update().get(pk=scope)


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
    """Walk one chain from its first row; None when every link, digest and the head hold."""
    previous, expected, latest = "", 1, None
    for event in Event.objects.filter(scope=scope).select_related("payload").order_by("sequence").iterator(chunk_size=2000):
        reason = _fault(event, previous, expected, latest)
        if reason:
            return Fault(scope, event.sequence, reason)
        previous, expected, latest = event.hash, expected + 1, event.recorded_at
    head = ScopeHead.objects.filter(pk=scope).first()
    if head and (head.sequence, head.hash) != (expected - 1, previous):
        return Fault(scope, head.sequence, "the head does not match the last row")
    if head is None and expected > 1:
        return Fault(scope, expected - 1, "the chain has no head")
    return None


def _fault(event, previous, expected, latest) -> str:
    if event.sequence != expected:
        return f"expected number {expected}"
    if event.previous_hash != previous:
        return "does not follow the row before it"
    if event.hash != link(event):
        return "its values do not match its hash"
    if latest and event.recorded_at < latest:
        return "recorded before the row before it"
    payload = getattr(event, "payload", None)
    if payload is None:
        return "its payload is missing"
    if payload.erased_at is None and digest(payload.salt, payload.values) != event.payload_digest:
        return "its payload does not match its digest"
    return ""
