"""Where bytes live: one port, two stores. A local folder by default, S3 in production; one contract test for both.

Keys are random and made by us (`new_key`), never by a visitor. An object is written once: a second put under its key is
refused, so that evidence is not overwritten even by a mistake.
"""

from django.conf import settings

from network.storage.local import LocalStore
from network.storage.port import (
    Corrupt,
    Exists,
    Missing,
    StorageError,
    Store,
    Stored,
    check_key,
    new_key,
    verified,
    whole,
)
from network.storage.s3 import S3Store

__all__ = [
    "Corrupt", "Exists", "LocalStore", "Missing", "S3Store", "StorageError", "Store", "Stored", "check_key", "new_key", "store",
    "verified", "whole",
]


def store() -> Store:
    """The store the settings name."""
    chosen = settings.STORAGE
    if chosen["kind"] == "local":
        return LocalStore(chosen["root"])
    names = ("bucket", "endpoint", "region", "access_key", "secret_key", "sse")
    return S3Store(**{name: chosen[name] for name in names})
