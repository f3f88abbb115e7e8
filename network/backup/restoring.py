"""Restoring a backup into an empty database and an empty store, everything verified first."""

import gzip
import json
import shutil
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction

from network import events
from network.backup.contents import (
    DOCUMENTS,
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
from network.erasures import FOLDER
from network.models import Event, Organization, ScopeHead, User


def restore(path: Path) -> Told:
    """Fill an empty database and an empty local store, but for notes of erasures. Everything is verified first; a failure leaves no row.

    Raises BackupError when the file is damaged, of another version, or when something is here already.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        manifest = _unpack(path, folder)
        _refuse_unless_empty()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        if applied() != manifest["migrations"]:
            raise BackupError("The backup was made by another version. Restore it with that one, then migrate.")
        with transaction.atomic():
            _empty_what_migrations_made()
            for model in tables():
                _read_rows(model, folder / ROWS / f"{model._meta.label}.jsonl.gz", manifest["counts"])
            connection.check_constraints()
            _count_on_from_here()
            _verify(manifest)
            _put_documents(folder / DOCUMENTS)
    return told(manifest)


def _unpack(path: Path, folder: Path) -> dict:
    try:
        with tarfile.open(path) as tar:
            _extract(tar, folder.resolve())
        manifest = json.loads((folder / MANIFEST).read_text())
    except (OSError, tarfile.TarError, ValueError) as error:
        raise BackupError(f"{path} is no backup, or is damaged: {error}") from None
    if manifest.get("format") != FORMAT:
        raise BackupError(f"{path} is no backup of a format known here.")
    found = {str(file.relative_to(folder)): file for file in folder.rglob("*") if file.is_file()}
    found.pop(MANIFEST)
    if set(found) != set(manifest["sha256"]):
        raise BackupError(f"Files are missing or too many: {sorted(set(found) ^ set(manifest['sha256']))[:5]}")
    for name, file in found.items():
        if digest(file) != manifest["sha256"][name]:
            raise BackupError(f"{name} was changed since the backup was made.")
    return manifest


def _extract(tar, folder: Path) -> None:
    """Plain files and folders, none of them outside `folder`: the first releases of Python 3.11 have no filter for it."""
    for member in tar:
        target = (folder / member.name).resolve()
        if not target.is_relative_to(folder) or not (member.isfile() or member.isdir()):
            raise tarfile.TarError(f"{member.name} does not belong in a backup")
        if member.isfile():
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as out:
                shutil.copyfileobj(tar.extractfile(member), out)


def _refuse_unless_empty() -> None:
    present = set(connection.introspection.table_names())
    if any(model._meta.db_table in present and model._base_manager.exists() for model in (User, Organization, Event)):
        raise BackupError("The database is not empty. Restore into a new one, then point DATABASE_URL at it.")
    if not all(name.startswith(f"{DOCUMENTS}{FOLDER}") for name in local_documents()):
        raise BackupError(f"{settings.STORAGE['root']} is not empty. Restore into a new folder.")


def _empty_what_migrations_made() -> None:
    for model in tables():
        if model._base_manager.exists():
            model._base_manager.all()._raw_delete("default")


def _read_rows(model, file: Path, counts: dict) -> None:
    if model._meta.label not in counts:
        raise BackupError(f"The backup lacks the table {model._meta.label}.")
    fields, batch, count = columns(model), [], 0
    size = max(1, min(500, connection.ops.bulk_batch_size(fields, [None] * 500)))
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            batch.append(model(**{f.attname: _value(f, told) for f, told in zip(fields, json.loads(line), strict=True)}))
            count += 1
            if len(batch) == size:
                _insert(model, fields, batch)
                batch = []
    if batch:
        _insert(model, fields, batch)
    if count != counts[model._meta.label]:
        raise BackupError(f"{model._meta.label} holds {count} rows, not {counts[model._meta.label]}.")


def _value(field, told):
    if told is None or isinstance(field, models.JSONField):
        return told
    return field.target_field.to_python(told) if field.is_relation else field.to_python(told)


def _insert(model, fields, rows) -> None:
    # raw: a column that fills itself with the present moment keeps the moment it had
    model._base_manager.all()._insert(rows, fields=fields, using="default", raw=True)


def _count_on_from_here() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def _verify(manifest) -> None:
    heads = [list(head) for head in ScopeHead.objects.order_by("pk").values_list("scope", "sequence", "hash")]
    if heads != manifest["heads"]:
        raise BackupError("The heads of the audit trail differ from the manifest.")
    for scope in events.scopes():
        if fault := events.verify(scope):
            raise BackupError(f"{fault.scope} #{fault.sequence}: {fault.reason}")


def _put_documents(folder: Path) -> None:
    root = Path(settings.STORAGE["root"])
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        place = root / file.relative_to(folder)
        if file.is_file() and not place.exists():  # a note of an erasure may be there: they are brought first
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())
            place.chmod(0o600)
