"""One contract for both stores, and on a real S3 server what only a real server refuses."""

import hashlib
import io
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing
from dataclasses import asdict

import pytest
from django.core import signing

from network import links, storage
from network.links import BadLink
from network.storage import Corrupt, Exists, LocalStore, Missing, S3Store, StorageError, new_key

CONTENT = b"%PDF-1.7 evidence"
PDF = "application/pdf"


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="session")
def bucket(s3_server):
    """A store on the S3 server, with its bucket made."""
    names = ("bucket", "endpoint", "region", "access_key", "secret_key")
    here = S3Store(**{name: value for name, value in asdict(s3_server).items() if name in names}, sse=True)
    here.client.create_bucket(Bucket=here.bucket)
    return here


def whole(here, key) -> bytes:
    """What is read from an opened file, which is closed again."""
    with closing(here.open(key)) as file:
        return file.read()


def contract(here):
    """What every store keeps to."""
    key = new_key("d", ".pdf")
    assert not here.exists(key)
    stored = here.put(key, CONTENT, content_type=PDF, sha256=sha(CONTENT))
    assert (stored.key, stored.size, stored.sha256) == (key, len(CONTENT), sha(CONTENT))
    assert here.exists(key) and here.get(key) == CONTENT and whole(here, key) == CONTENT
    assert {key} <= set(here.keys()) and not {key} & set(here.keys(older_than=3600))
    with pytest.raises(Exists):
        here.put(key, b"other", content_type=PDF, sha256=sha(b"other"))
    assert here.get(key) == CONTENT
    here.delete(key)
    here.delete(key)
    assert not here.exists(key) and not set(here.keys()) & {key}
    for ask in (here.get, here.open):
        with pytest.raises(Missing):
            ask(key)


def bad_input(here):
    """What every store refuses before anything is written."""
    before = here.keys()
    key = new_key()
    with pytest.raises(Corrupt):
        here.put(key, CONTENT, content_type=PDF, sha256=sha(b"other"))
    for name in ("../etc/passwd", "/etc/passwd", "d/../../x", "D/UPPER", "d//x", "", "d/x y", "d/\0", "d/" + "a" * 300):
        for ask in (here.get, here.exists, here.delete, here.open):
            with pytest.raises(ValueError, match="Not a storage key"):
                ask(name)
        with pytest.raises(ValueError, match="Not a storage key"):
            here.put(name, CONTENT, content_type=PDF, sha256=sha(CONTENT))
    assert here.keys() == before


def from_a_file(here):
    """A file object is read from its start."""
    file = io.BytesIO(CONTENT)
    file.read()
    key = new_key()
    assert here.put(key, file, content_type=PDF, sha256=sha(CONTENT)).size == len(CONTENT)
    assert here.get(key) == CONTENT


CONTRACT = (contract, bad_input, from_a_file)


@pytest.mark.parametrize("promise", CONTRACT, ids=lambda promise: promise.__name__)
def test_the_local_store_keeps_the_contract(promise, tmp_path):
    promise(LocalStore(tmp_path))


@pytest.mark.parametrize("promise", CONTRACT, ids=lambda promise: promise.__name__)
def test_the_s3_store_keeps_the_contract(promise, bucket):
    promise(bucket)


# ── The local folder ─────────────────────────────────────────────────────────
def test_a_failed_write_leaves_no_part(tmp_path, monkeypatch):
    monkeypatch.setattr(storage.local.os, "link", lambda *a: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(StorageError, match="No space left"):
        LocalStore(tmp_path).put(new_key(), CONTENT, content_type=PDF, sha256=sha(CONTENT))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_files_are_closed_to_other_users(tmp_path):
    key = new_key()
    LocalStore(tmp_path).put(key, CONTENT, content_type=PDF, sha256=sha(CONTENT))
    assert (tmp_path / key).stat().st_mode & 0o077 == 0


def token_of(url: str) -> str:
    return urllib.parse.urlsplit(url).path.split("/")[2]


def test_a_local_link_opens_its_key_until_its_time_is_over(tmp_path, monkeypatch):
    key = new_key()
    token = token_of(LocalStore(tmp_path).signed_url(key, seconds=60, filename="a.pdf"))
    assert links.redeem(token)["key"] == key
    now = time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 61)
    with pytest.raises(BadLink):
        links.redeem(token)


def test_a_short_local_link_ends_sooner(tmp_path, monkeypatch):
    token = token_of(LocalStore(tmp_path).signed_url(new_key(), seconds=5))
    now = time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 6)
    with pytest.raises(BadLink):
        links.redeem(token)


def test_every_altered_local_link_is_refused(tmp_path):
    token = token_of(LocalStore(tmp_path).signed_url(new_key()))
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(BadLink):
            links.redeem(token[:place] + other + token[place + 1 :])


def test_a_link_signed_for_something_else_is_refused():
    with pytest.raises(BadLink):
        links.redeem(signing.dumps({"key": new_key()}, salt="another purpose"))


HOSTILE = ['a".html', "a\r\nSet-Cookie: x=1", "../../etc/passwd", "naïve ‮fdp.exe", "", "🙂.pdf", "a;b=c.pdf", "a'b\\c.pdf"]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_name_breaks_out_of_its_header(name):
    header = links.disposition(name)
    assert header.isascii() and "\r" not in header and "\n" not in header and header.count('"') == 2
    assert header.startswith('attachment; filename="')


# ── A real S3 server ─────────────────────────────────────────────────────────
def ask(url: str, data=None, headers=None) -> tuple[int, bytes, dict]:
    """Status, body and headers, whatever the status."""
    request = urllib.request.Request(url, data=data, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read(), dict(refused.headers)


@pytest.fixture
def kept(bucket):
    key = new_key("d", ".pdf")
    bucket.put(key, CONTENT, content_type=PDF, sha256=sha(CONTENT))
    return key


def test_a_signed_link_opens_its_object_as_an_attachment(bucket, kept):
    status, body, headers = ask(bucket.signed_url(kept, filename='li"cense.pdf', content_type=PDF))
    assert (status, body) == (200, CONTENT)
    assert headers["Content-Disposition"].startswith("attachment")


def test_an_expired_link_is_refused(bucket, kept):
    url = bucket.signed_url(kept, seconds=1)
    time.sleep(2.5)
    assert ask(url)[0] == 403


def test_an_altered_or_missing_signature_is_refused(bucket, kept):
    url = bucket.signed_url(kept)
    signature = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["X-Amz-Signature"][0]
    wrong = ("0" if signature[0] != "0" else "1") + signature[1:]
    assert ask(url.replace(signature, wrong))[0] == 403
    assert ask(url.split("?")[0])[0] == 403
    assert ask(url.replace("X-Amz-Expires=60", "X-Amz-Expires=6000"))[0] == 403


def test_a_link_does_not_open_another_object(bucket, kept):
    other = new_key("d", ".pdf")
    bucket.put(other, b"other", content_type=PDF, sha256=sha(b"other"))
    assert ask(bucket.signed_url(kept).replace(kept, other))[0] == 403


def test_the_bucket_is_closed_to_strangers(bucket):
    assert ask(f"{bucket.client.meta.endpoint_url}/{bucket.bucket}?list-type=2")[0] == 403


def test_objects_are_encrypted_on_the_server(bucket, kept):
    assert bucket.client.head_object(Bucket=bucket.bucket, Key=kept)["ServerSideEncryption"] == "AES256"


def post(form, content, **changes) -> int:
    """Send an upload form as a browser would."""
    fields = {**form["fields"], **changes}
    edge = "edge-of-the-form"
    body = b"".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()
    )
    body += f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\nContent-Type: {PDF}\r\n\r\n'.encode()
    body += content + f"\r\n--{edge}--\r\n".encode()
    return ask(form["url"], body, {"Content-Type": f"multipart/form-data; boundary={edge}"})[0]


UPLOADS = [
    # what is sent, changed fields, the status
    (CONTENT, {}, 204),
    (CONTENT + b"!", {}, 400),
    (CONTENT * 1000, {}, 400),
    (CONTENT[:-1], {}, 400),
    (CONTENT, {"key": "d/00/another"}, 403),
    (CONTENT, {"Content-Type": "text/html"}, 403),
    (CONTENT, {"x-amz-signature": "0" * 64}, 403),
]


@pytest.mark.parametrize(("content", "changes", "status"), UPLOADS)
def test_an_upload_form_takes_this_key_type_and_size_alone(bucket, content, changes, status):
    key = new_key("d", ".pdf")
    form = bucket.upload_form(key, size=len(CONTENT), content_type=PDF)
    assert post(form, content, **changes) == status
    assert bucket.exists(key) == (status == 204)


def test_an_expired_upload_form_is_refused(bucket):
    form = bucket.upload_form(new_key(), size=len(CONTENT), content_type=PDF, seconds=1)
    time.sleep(2.5)
    assert post(form, CONTENT) == 403


def test_a_wrong_password_says_so_plainly(s3_server):
    here = S3Store(bucket="x", endpoint=s3_server.endpoint, access_key=s3_server.access_key, secret_key="wrong")
    with pytest.raises(StorageError, match="S3 refused"):
        here.get(new_key())


def test_an_unreachable_server_says_so_plainly():
    here = S3Store(bucket="x", endpoint="http://127.0.0.1:9", access_key="a", secret_key="b")
    with pytest.raises(StorageError, match="does not answer"):
        here.get(new_key())


def test_what_somebody_else_put_into_the_folder_is_no_document(tmp_path):
    here, key = LocalStore(root=str(tmp_path)), new_key("d", ".pdf")
    here.put(key, CONTENT, content_type=PDF, sha256=sha(CONTENT))
    for name in ("lost+found/x", "tmp_scratch/d/0a/0a1b.pdf", "Thumbs.db"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert here.keys() == [key]
