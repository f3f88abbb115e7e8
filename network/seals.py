"""Signed heads of the audit trail, to be kept elsewhere.

A chain alone misses a tail cut off together with its head, and a history written anew from some row on. A seal is a
small file with the last row of every scope, signed with a key that is not in the database. Kept on another machine, it
finds both: every sealed head must be a row of the present log.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from network.events import Fault, canonical, record, scopes, verify
from network.models.events import Event, ScopeHead

FORMAT = "goodstanding audit seal 1"
SEALED = "audit.sealed"


class SealError(RuntimeError):
    """A key or a seal that cannot be trusted; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The heads of one moment: (scope, sequence, hash), in order of scope."""

    sealed_at: datetime
    heads: tuple[tuple[str, int, str], ...]

    def statement(self) -> dict:
        """What is signed."""
        return {"format": FORMAT, "sealed_at": self.sealed_at.isoformat(), "heads": [list(head) for head in self.heads]}


def signing_key(path: Path) -> Ed25519PrivateKey:
    """The key in `path`, made there for its owner alone when the file is missing. Raises SealError when others can read it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw().hex() + "\n")
    if path.stat().st_mode & 0o077:
        raise SealError(f"{path} can be read by others. Run: chmod 600 {path}")
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))
    except ValueError:
        raise SealError(f"{path} holds no Ed25519 key: 64 hexadecimal digits.") from None


def public_hex(key: Ed25519PublicKey) -> str:
    """The public key as text, for `--public-key` on another machine."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def take(*, at: datetime) -> Seal:
    """The present heads. Raises SealError when a chain does not verify: a seal must not bless a changed log."""
    for scope in scopes():
        if fault := verify(scope):
            raise SealError(f"{fault.scope} #{fault.sequence}: {fault.reason}. A log that does not verify is not sealed.")
    heads = ScopeHead.objects.filter(sequence__gt=0).order_by("scope").values_list("scope", "sequence", "hash")
    return Seal(sealed_at=at, heads=tuple(heads))


def sign(seal: Seal, key: Ed25519PrivateKey) -> str:
    """The text of the seal's file."""
    signature = key.sign(canonical(seal.statement()).encode()).hex()
    signed = {**seal.statement(), "public_key": public_hex(key.public_key()), "signature": signature}
    return json.dumps(signed, indent=1) + "\n"


def write(path: Path, *, key: Ed25519PrivateKey, actor, at: datetime) -> Seal:
    """Seal the present heads into a new file and record that it was done. Raises SealError; never overwrites a seal."""
    seal = take(at=at)
    try:
        with path.open("x") as file:
            file.write(sign(seal, key))
    except FileExistsError:
        raise SealError(f"{path} exists. Give each seal a name of its own.") from None
    record(ScopeHead(scope="platform"), SEALED, actor=actor, at=at, detail={"scopes": len(seal.heads)})
    return seal


def read(path: Path, trusted: str) -> Seal:
    """The seal in a file, if `trusted` (a public key as text) signed it. Raises SealError."""
    try:
        told = json.loads(path.read_text())
        signature = bytes.fromhex(told.pop("signature"))
        told.pop("public_key")
        heads = tuple((str(scope), int(sequence), str(hash_)) for scope, sequence, hash_ in told["heads"])
        seal = Seal(datetime.fromisoformat(told["sealed_at"]), heads)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(trusted)).verify(signature, canonical(told).encode())
    except InvalidSignature:
        raise SealError(f"{path} was not signed by this key, or was changed since.") from None
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise SealError(f"{path} is no seal: {error}") from None
    if seal.statement() != told:
        raise SealError(f"{path} is no seal of a format known here.")
    return seal


def compare(seal: Seal) -> list[Fault]:
    """Where the present log no longer begins with what was sealed; empty when it does in every scope."""
    faults = []
    for scope, sequence, sealed in seal.heads:
        present = Event.objects.filter(scope=scope, sequence=sequence).values_list("hash", flat=True).first()
        if present is None:
            last = Event.objects.filter(scope=scope).order_by("-sequence").values_list("sequence", flat=True).first() or 0
            faults.append(Fault(scope, last + 1, f"the log ends here, and was sealed through {sequence}"))
        elif present != sealed:
            faults.append(Fault(scope, sequence, "not the row that was sealed: this or an earlier row was written anew"))
    return faults


def last_sealed_at() -> datetime | None:
    """When the trail was last sealed, or None."""
    return Event.objects.filter(action=SEALED).order_by("-recorded_at").values_list("recorded_at", flat=True).first()
