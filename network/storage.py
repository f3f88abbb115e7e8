"""Where bytes live: one port, two stores. A local folder by default, S3 in production; one contract test for both.

Keys are random and made by us (`new_key`), never by a visitor. An object is written once: a second put under its key is
refused, so that evidence is not overwritten even by a mistake.
"""

import hashlib
import os
import re
import secrets
import tempfile
import time
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

from network.links import LINK_SECONDS, disposition, sign

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


def check_key(key: str) -> str:
    """Refuse anything that is not a key of ours, such as a path with dots. Raises ValueError."""
    if not KEY.match(key) or len(key) > 200:
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


# ── The two stores ───────────────────────────────────────────────────────────


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
        """Every key kept for at least `older_than` seconds."""
        limit = time.time() - older_than
        files = (path for path in self.root.rglob("*") if path.is_file() and not path.name.startswith(".part-"))
        return sorted(path.relative_to(self.root).as_posix() for path in files if path.stat().st_mtime <= limit)

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


class S3Store:
    """An S3 bucket through boto3, path style. Transient failures are retried by boto3; what is left is said plainly."""

    def __init__(self, *, bucket, endpoint="", region="us-east-1", access_key="", secret_key="", sse=False):
        self.bucket, self.sse = bucket, sse
        self._connection = {
            "endpoint_url": endpoint or None,
            "region_name": region,
            "aws_access_key_id": access_key or None,
            "aws_secret_access_key": secret_key or None,
        }

    @property
    def client(self):
        """The boto3 client, made at first use: importing boto3 costs a second that most commands never need."""
        return _s3_client(tuple(sorted(self._connection.items())))

    def put(self, key, content, *, content_type, sha256):
        """Keep the bytes under `key`; the server checks the hash too. Raises Exists, Corrupt, StorageError."""
        data = verified(content, sha256)
        extra = {"ServerSideEncryption": "AES256"} if self.sse else {}
        self._ask(
            "put_object", Key=check_key(key), Body=data, ContentType=content_type, IfNoneMatch="*",
            Metadata={"sha256": sha256}, **extra,
        )
        return Stored(key, len(data), sha256, content_type)

    def get(self, key):
        """The bytes. Raises Missing."""
        return self._ask("get_object", Key=check_key(key))["Body"].read()

    def open(self, key):
        """The bytes as a file. Raises Missing."""
        return BytesIO(self.get(key))

    def exists(self, key):
        """Whether something is kept under the key."""
        try:
            self._ask("head_object", Key=check_key(key))
        except Missing:
            return False
        return True

    def delete(self, key):
        """Forget the object; forgetting nothing is fine."""
        self._ask("delete_object", Key=check_key(key))

    def keys(self, *, older_than=0):
        """Every key kept for at least `older_than` seconds."""
        limit, found, token = time.time() - older_than, [], {}
        while True:
            page = self._ask("list_objects_v2", **token)
            found += [entry["Key"] for entry in page.get("Contents", []) if entry["LastModified"].timestamp() <= limit]
            if not page.get("IsTruncated"):
                return sorted(found)
            token = {"ContinuationToken": page["NextContinuationToken"]}

    def signed_url(self, key, *, seconds=LINK_SECONDS, filename="", content_type=""):
        """An address on the S3 server that opens this key alone, for `seconds`."""
        answer = {"ResponseContentDisposition": disposition(filename)} if filename else {}
        if content_type:
            answer["ResponseContentType"] = content_type
        params = {"Bucket": self.bucket, "Key": check_key(key), **answer}
        return self.client.generate_presigned_url("get_object", Params=params, ExpiresIn=seconds)

    def upload_form(self, key, *, size, content_type, seconds=300):
        """Address and fields of a form that may put exactly this key, type and number of bytes. See documents.finish."""
        fields = {"Content-Type": content_type}
        rules = [{"Content-Type": content_type}, ["content-length-range", size, size]]
        if self.sse:
            fields["x-amz-server-side-encryption"] = "AES256"
            rules.append({"x-amz-server-side-encryption": "AES256"})
        return self.client.generate_presigned_post(
            self.bucket, check_key(key), Fields=fields, Conditions=rules, ExpiresIn=seconds
        )

    def _ask(self, operation, **params):
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return getattr(self.client, operation)(Bucket=self.bucket, **params)
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            if code in ("404", "NoSuchKey", "NotFound"):
                raise Missing(f"{params.get('Key')} is not kept in {self.bucket}.") from error
            if code in ("PreconditionFailed", "412"):
                raise Exists(f"{params.get('Key')} is already kept.") from error
            raise StorageError(f"S3 refused {operation} in {self.bucket}: {code}.") from error
        except BotoCoreError as error:
            raise StorageError(f"S3 at {self._connection['endpoint_url'] or 'AWS'} does not answer: {error}") from error


@lru_cache(maxsize=4)
def _s3_client(connection):
    import boto3
    from botocore.config import Config

    config = Config(
        signature_version="s3v4", s3={"addressing_style": "path"}, connect_timeout=5, read_timeout=20,
        retries={"mode": "standard", "total_max_attempts": 4},
    )
    return boto3.client("s3", config=config, **dict(connection))


def store() -> Store:
    """The store the settings name."""
    chosen = settings.STORAGE
    if chosen["kind"] == "local":
        return LocalStore(chosen["root"])
    names = ("bucket", "endpoint", "region", "access_key", "secret_key", "sse")
    return S3Store(**{name: chosen[name] for name in names})
