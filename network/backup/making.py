"""Making a backup: every row as of one moment, every local document, and the manifest over both."""

import gzip
import json
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, models

from network.backup.contents import (
    FORMAT,
    MANIFEST,
    ROWS,
    BackupError,
    Told,
    applied,
    columns,
    digest,
    local_documents,
    tables,
    told,
)
from network.models import ScopeHead


def make(path: Path, *, at: datetime) -> Told:
    """Write the backup into a new file only its owner can read. Raises BackupError; never overwrites."""
    if path.exists():
        raise BackupError(f"{path} exists. Give each backup a name of its own.")
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
        folder = Path(scratch)
        with snapshot():
            counts = {model._meta.label: _write_rows(model, folder) for model in tables()}
            heads = [list(head) for head in ScopeHead.objects.order_by("pk").values_list("scope", "sequence", "hash")]
        members = {f"{ROWS}{file.name}": file for file in sorted(folder.iterdir())} | local_documents()
        manifest = {
            "format": FORMAT,
            "made_at": at.isoformat(),
            "database": connection.vendor,
            "storage": settings.STORAGE["kind"],
            "migrations": applied(),
            "counts": counts,
            "heads": heads,
            "sha256": {name: digest(file) for name, file in members.items()},
        }
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1))
        whole = folder / "whole.tar"
        with tarfile.open(whole, "w") as tar:
            tar.add(folder / MANIFEST, MANIFEST)
            for name, file in members.items():
                tar.add(file, name)
        whole.chmod(0o600)
        whole.rename(path)
    return told(manifest)


@contextmanager
def snapshot() -> Iterator[None]:
    """All rows as of one moment, without keeping writers waiting."""
    if connection.in_atomic_block:
        yield
        return
    begin = {"postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "sqlite": "BEGIN DEFERRED"}
    with connection.cursor() as cursor:
        cursor.execute(begin[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _write_rows(model, folder: Path) -> int:
    fields, count = columns(model), 0
    with gzip.open(folder / f"{model._meta.label}.jsonl.gz", "wt", encoding="utf-8") as file:
        for row in model._base_manager.order_by("pk").iterator(chunk_size=1000):
            file.write(json.dumps([_plain(field, row) for field in fields], ensure_ascii=False) + "\n")
            count += 1
    return count


def _plain(field, row):
    value = field.value_from_object(row)
    if value is None or isinstance(field, models.JSONField) or isinstance(value, bool | int | float):
        return value
    return str(value) if isinstance(value, str) else field.value_to_string(row)
