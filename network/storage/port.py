"""The port of storage: what a store does, what it may answer, and what every store checks."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from network.links import LINK_SECONDS

KEY = re.compile(r"^[a-z0-9]+(?:/[a-z0-9-]+)*(?:\.[a-z0-9]{1,5})?$")


class StorageError(Exception):
    """The store could not do it; the message says what to look at. Nothing was half-written."""


class Missing(StorageError):
    """No object has this key."""


class Exists(StorageError):
    """An object already has this key: nothing is ever overwritten."""


class Corrupt(StorageError):
    """The bytes are not the ones whose hash was given."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What lies under a key."""

    key: str
    size: int
    sha256: str
    content_type: str = ""


class Store(Protocol):
    """The port. `put` verifies the hash before the object becomes visible."""

    def put(self, key: str, content, *, content_type: str, sha256: str) -> Stored: ...
    def get(self, key: str) -> bytes: ...
    def open(self, key: str) -> BinaryIO: ...
    def exists(self, key: str) -> bool: ...
    def delete(self, key: str) -> None: ...
    def keys(self, *, older_than: float = 0) -> list[str]: ...
    def signed_url(self, key: str, *, seconds: int = LINK_SECONDS, filename: str = "", content_type: str = "") -> str: ...


def new_key(prefix: str = "d", suffix: str = "") -> str:
    """An unguessable key: 160 random bits, spread over folders."""
    token = secrets.token_hex(20)
    return f"{prefix}/{token[:2]}/{token}{suffix}"


def is_key(key: str) -> bool:
    """Whether this could be a key of ours, and is no path with dots."""
    return bool(KEY.match(key)) and len(key) <= 200


def check_key(key: str) -> str:
    """Refuse anything that is not a key of ours. Raises ValueError."""
    if not is_key(key):
        raise ValueError(f"Not a storage key: {key!r}")
    return key


def whole(content) -> bytes:
    """The bytes of an upload, a file or bytes."""
    if isinstance(content, bytes | bytearray | memoryview):
        return bytes(content)
    content.seek(0)
    return content.read()


def verified(content, sha256: str) -> bytes:
    """The bytes, or Corrupt when their SHA-256 is not the one given."""
    data = whole(content)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Corrupt("The bytes do not match their hash; upload the file again.")
    return data
