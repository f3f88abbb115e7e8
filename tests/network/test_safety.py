"""What settings may not be, one setting at a time; pure."""

import pytest

from network.safety import unsafe

LOCAL = {"kind": "local", "bucket": "", "access_key": "", "secret_key": ""}
BUCKET = {"kind": "s3", "bucket": "papers", "access_key": "a", "secret_key": "s"}
OPEN = {  # a server that may start
    "DEBUG": False, "DEMO": False, "ALLOWED_HOSTS": ["goodstanding.example"], "SECRET_KEY": "k" * 50, "SITE_URL": "https://goodstanding.example",
    "STAFF_SECOND_FACTOR": True, "STORAGE": LOCAL,
}  # fmt: skip
HERE = {**OPEN, "DEBUG": True, "DEMO": True, "ALLOWED_HOSTS": [], "SECRET_KEY": "k", "SITE_URL": "http://localhost:8000",
    "STAFF_SECOND_FACTOR": False}  # fmt: skip

CHANGES = [  # from what, the change, how each complaint begins
    (OPEN, {}, []),
    (OPEN, {"DEMO": True}, ["DEMO signs"]),
    (OPEN, {"ALLOWED_HOSTS": []}, ["ALLOWED_HOSTS is empty"]),
    (OPEN, {"ALLOWED_HOSTS": ["a.example", "*"]}, ["ALLOWED_HOSTS answers to any"]),
    (OPEN, {"SECRET_KEY": "k" * 49}, ["SECRET_KEY is shorter than 50"]),
    (OPEN, {"SECRET_KEY": "k" * 51}, []),
    (OPEN, {"SITE_URL": "http://goodstanding.example"}, ["SITE_URL is http://goodstanding.example"]),
    (OPEN, {"STAFF_SECOND_FACTOR": False}, ["STAFF_SECOND_FACTOR is off"]),
    (OPEN, {"STORAGE": {**LOCAL, "kind": "ftp"}}, ["STORAGE is 'ftp'"]),
    (OPEN, {"STORAGE": {**LOCAL, "access_key": "a"}}, []),
    (OPEN, {"STORAGE": BUCKET}, []),
    (OPEN, {"STORAGE": {**BUCKET, "access_key": "", "secret_key": ""}}, []),
    (OPEN, {"STORAGE": {**BUCKET, "bucket": ""}}, ["STORAGE is s3 and S3_BUCKET"]),
    (OPEN, {"STORAGE": {**BUCKET, "access_key": ""}}, ["S3_ACCESS_KEY and S3_SECRET_KEY"]),
    (OPEN, {"STORAGE": {**BUCKET, "secret_key": ""}}, ["S3_ACCESS_KEY and S3_SECRET_KEY"]),
    (HERE, {}, []),
    (HERE, {"ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]", "testserver", ".localhost"]}, []),
    (HERE, {"ALLOWED_HOSTS": ["localhost", "b.example", "a.example"]}, ["DEBUG is on while ALLOWED_HOSTS names a.example, b.example."]),
    (HERE, {"STORAGE": {**BUCKET, "bucket": ""}}, ["STORAGE is s3 and S3_BUCKET"]),
]  # fmt: skip


@pytest.mark.parametrize(("start", "change", "said"), CHANGES)
def test_each_setting_that_is_not_safe_is_said_and_nothing_else(start, change, said):
    found = unsafe({**start, **change})
    assert len(found) == len(said)
    assert all(sentence.startswith(begun) for sentence, begun in zip(found, said, strict=True))
