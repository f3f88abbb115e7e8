"""What a backup holds: its format, the tables and their columns, the local documents, and the hash of each file."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

FORMAT = "goodstanding backup 1"
LEFT_BEHIND = {"sessions.Session"}
MANIFEST, ROWS, DOCUMENTS = "manifest.json", "rows/", "documents/"


class BackupError(RuntimeError):
    """A backup that cannot be made, or that cannot be trusted or restored here; the message says why."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a backup holds, for whoever made or restored it."""

    made_at: str
    rows: int
    documents: int
    scopes: int


def tables() -> list[type[models.Model]]:
    """Every model with a table of its own, those between two others included."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy and model._meta.label not in LEFT_BEHIND]


def columns(model) -> list[models.Field]:
    """What is written of a row."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def applied() -> list[str]:
    """The migrations this database stands at."""
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations)


def local_documents() -> dict[str, Path]:
    """The files of a local store by their name in the backup; a bucket is backed up where it lives."""
    root = Path(settings.STORAGE["root"])
    if settings.STORAGE["kind"] != "local" or not root.is_dir():
        return {}
    return {f"{DOCUMENTS}{file.relative_to(root)}": file for file in sorted(root.rglob("*")) if file.is_file()}


def digest(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def told(manifest) -> Told:
    """What a manifest says the backup holds."""
    documents = sum(name.startswith(DOCUMENTS) for name in manifest["sha256"])
    return Told(manifest["made_at"], sum(manifest["counts"].values()), documents, len(manifest["heads"]))
