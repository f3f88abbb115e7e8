"""A chain of the audit trail as rows for a pack: what is told in full, and of everything else only what the chain needs.

Of a row about somebody else a pack holds its core alone, a hash that tells nothing and lets nothing be guessed: it covers
the salted digest of its details. So the chain can be followed from the first row about this file to the head that a seal
names, and nobody else's act, name or file is in it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from network.events import Fault, chained, core, digest, linked
from network.models import Event, ScopeHead


class Broken(RuntimeError):
    """The chain does not hold, so nothing of it is signed; `fault` says where."""

    def __init__(self, fault: Fault):
        super().__init__(f"{fault.scope} #{fault.sequence}: {fault.reason}. A trail that does not hold is not signed.")
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Chain:
    """One chain as rows of a pack, (key, row), and its head as (number, hash)."""

    scope: str
    rows: tuple[tuple[str, dict], ...]
    head: tuple[int, str]


def chain(scope: str, told: Callable[[Event], bool]) -> Chain | None:
    """The chain from the first event that is `told` to its head; None when it tells none. Raises Broken.

    Reads as of one moment only inside a transaction that locked the chain or cannot see later rows; the head is read first.
    """
    head = ScopeHead.objects.filter(pk=scope).first()
    events = Event.objects.filter(scope=scope, sequence__lte=head.sequence if head else 0).order_by("sequence")
    rows = tuple(_rows(scope, events.select_related("payload").iterator(chunk_size=2000), told, head))
    return Chain(scope, rows, (head.sequence, head.hash)) if rows else None


def _rows(scope, events, told, head) -> Iterator[tuple[str, dict]]:
    silent, last = [], None
    for event in events:
        mine = told(event)
        if last is None and not mine:
            continue
        if last is None:
            yield f"{scope} #{event.sequence - 1}", {"after": event.sequence - 1, "hash": event.previous_hash}
        elif event.previous_hash != last.hash:
            raise Broken(Fault(scope, event.sequence, "does not follow the row before it"))
        if linked(event.previous_hash, core(event)) != event.hash:
            raise Broken(Fault(scope, event.sequence, "its values do not match its hash"))
        if mine:
            yield from _silent(scope, silent, last)
            silent = []
            yield f"{scope} #{event.sequence}", _told(event)
        else:
            silent.append(core(event))
        last = event
    if last is not None and (last.sequence, last.hash) != (head.sequence, head.hash):
        raise Broken(Fault(scope, last.sequence, "the head does not match the last row"))
    yield from _silent(scope, silent, last)


def _silent(scope, cores, last) -> Iterator[tuple[str, dict]]:
    if cores:
        first = last.sequence - len(cores) + 1
        yield f"{scope} #{first}–{last.sequence}", {"first": first, "cores": cores, "hash": last.hash}


def _told(event) -> dict:
    payload = event.payload
    if payload.erased_at is None and digest(payload.salt, payload.values) != event.payload_digest:
        raise Broken(Fault(event.scope, event.sequence, "its payload does not match its digest"))
    told = {"salt": payload.salt, "values": payload.values}
    if payload.erased_at is not None:
        told["erased_at"] = payload.erased_at.isoformat()
    return {"event": chained(event), "payload": told, "hash": event.hash}
