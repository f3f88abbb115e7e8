"""A folder as the store of documents."""

import os
import tempfile
import time
from pathlib import Path

from django.conf import settings

from network.links import LINK_SECONDS, sign
from network.storage.port import Exists, Missing, StorageError, Stored, check_key, is_key, verified


class LocalStore:
    """A folder. Written to a temporary name, flushed to disk, then linked into place: there wholly or not at all."""

    def __init__(self, root):
        self.root = Path(root)

    def put(self, key, content, *, content_type, sha256):
        """Keep the bytes under `key`. Raises Exists, Corrupt, StorageError."""
        data = verified(content, sha256)
        target = self._path(key)
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".part-") as part:
                part.write(data)
                part.flush()
                os.fsync(part.fileno())
                os.link(part.name, target)
            _flush_folder(target.parent)
        except FileExistsError as error:
            raise Exists(f"{key} is already kept.") from error
        except OSError as error:
            raise StorageError(f"The folder {self.root} could not be written: {error.strerror}.") from error
        return Stored(key, len(data), sha256, content_type)

    def get(self, key):
        """The bytes. Raises Missing."""
        with self.open(key) as file:
            return file.read()

    def open(self, key):
        """An open file. Raises Missing."""
        try:
            return self._path(key).open("rb")
        except FileNotFoundError as error:
            raise Missing(f"{key} is not kept here.") from error

    def exists(self, key):
        """Whether something is kept under the key."""
        return self._path(key).is_file()

    def delete(self, key):
        """Forget the object; forgetting nothing is fine."""
        self._path(key).unlink(missing_ok=True)

    def keys(self, *, older_than=0):
        """Every key kept for at least `older_than` seconds. What somebody else put into the folder is none."""
        limit = time.time() - older_than
        files = (path for path in self.root.rglob("*") if path.is_file() and not path.name.startswith(".part-"))
        found = (path.relative_to(self.root).as_posix() for path in files if path.stat().st_mtime <= limit)
        return sorted(filter(is_key, found))

    def signed_url(self, key, *, seconds=LINK_SECONDS, filename="", content_type=""):
        """An address that opens this key alone, for `seconds`; who may use it is decided by `views_documents.download`."""
        token = sign(check_key(key), until=int(time.time()) + seconds, filename=filename, content_type=content_type)
        return f"{settings.SITE_URL}/documents/{token}/"

    def _path(self, key):
        return self.root / check_key(key)


def _flush_folder(folder):
    """Make the new name itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
