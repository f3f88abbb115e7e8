"""Clearing up the store: objects no row points at, and the nightly look whether every file is still what was kept."""

import re
import uuid

from network import storage
from network.documents_read import Altered, open_bytes
from network.erasures import FOLDER
from network.jobs import job
from network.models import Document

ORPHAN_SECONDS = 24 * 3600
BESIDE = re.compile(r"[ro]/[0-9a-f]{2}/([0-9a-f]{32})-[0-9]+\.[a-z]+$")


def sweep(*, older_than: float = ORPHAN_SECONDS) -> int:
    """Remove objects no row points at (an upload whose change was undone), but for notes of erasures. Returns how many."""
    here = storage.store()
    removed = 0
    rows = Document.objects.everywhere(reason="an object without any row is an orphan")
    for key in here.keys(older_than=older_than):
        if not key.startswith(FOLDER) and not rows.filter(**_points_at(key)).exists():
            here.delete(key)
            removed += 1
    return removed


def _points_at(key: str) -> dict:
    """How a row that needs the object is found: by its key, or by the reference the key of what lies beside it names."""
    found = BESIDE.match(key)
    return {"reference": uuid.UUID(found[1])} if found else {"storage_key": key}


def unsound(rows) -> list[str]:
    """References of documents whose bytes are missing or altered; for the nightly look and for `doctor`."""
    found = []
    for document in rows.clean().iterator():
        try:
            open_bytes(document)
        except (Altered, storage.StorageError):
            found.append(str(document.reference))
    return found


@job(name="network.sweep_storage", external=True, lease=1800)
def sweep_storage(*, due):
    """Daily: remove what uploads left behind when their change was undone."""
    sweep()
