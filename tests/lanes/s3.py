"""A real S3 server (SeaweedFS) for what only a real one refuses: expired links, oversized uploads, locked versions."""

import contextlib
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.lanes import CI

INSTALL = "bin/setup test"
START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Server:
    """Where it listens, and who may sign. The bucket does not exist yet; addresses are path-style."""

    endpoint: str
    access_key: str = "lane-access"
    secret_key: str = "lane-secret"  # noqa: S105  the throw-away server's own
    region: str = "us-east-1"
    bucket: str = "goodstanding-test"


def binary() -> str | None:
    return shutil.which("weed", path=str(Path(sys.executable).parent)) or shutil.which("weed")


def missing() -> str:
    """Why the lane cannot run, or an empty string."""
    return "" if binary() else "no S3 server (weed) found"


def free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def ports() -> list[int]:
    """Four ports in a row, each with its partner 10,000 higher, which the server opens by itself."""
    for base in random.sample(range(20000, 32000, 4), 200):
        four = [base + step for step in range(4)]
        if all(free(port) and free(port + 10000) for port in four):
            return four
    raise RuntimeError("No free ports for the S3 server.")


def wait_for(process: subprocess.Popen, port: int) -> None:
    """Return once the server answers; it needs a moment longer than its own health page says."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The S3 server ended with {process.returncode}.")
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
            time.sleep(1)
            return
        time.sleep(0.2)
    raise RuntimeError(f"The S3 server did not answer within {START_SECONDS} s.")


def start(scratch: Path) -> tuple[subprocess.Popen, Server]:
    """Start it on four free ports and wait until it answers."""
    master, volume, filer, s3 = ports()
    said = Server(endpoint=f"http://127.0.0.1:{s3}")
    identity = {
        "name": "lane",
        "credentials": [{"accessKey": said.access_key, "secretKey": said.secret_key}],
        "actions": ["Admin", "Read", "Write", "List", "Tagging"],
    }
    (scratch / "s3.json").write_text(json.dumps({"identities": [identity]}))
    command = [
        binary(), f"-logdir={scratch}", "server", f"-dir={scratch}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1",
        f"-master.port={master}", f"-volume.port={volume}", "-filer", f"-filer.port={filer}", "-s3", f"-s3.port={s3}",
        f"-s3.config={scratch / 's3.json'}", "-master.volumeSizeLimitMB=64", "-volume.max=20",
        "-master.telemetry=false",
    ]  # fmt: skip
    keys = {"WEED_S3_SSE_KEY": "lane", "WEED_JWT_FILER_SIGNING_KEY": "lane"}  # without them an encrypted PUT fails
    process = subprocess.Popen(
        command, env={**os.environ, **keys}, cwd=scratch, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(process, s3)
    except RuntimeError:
        stop(process)
        raise
    return process, said


def stop(process: subprocess.Popen) -> None:
    """Asked politely it takes half a minute, and nothing of it is kept."""
    process.kill()
    process.wait(timeout=20)


@contextlib.contextmanager
def launched(attempts: int = 3) -> Iterator[Server]:
    """A running server with an empty store; it is stopped and wiped at the end.

    Between asking whether a port is free and taking it somebody else may have it: then other ports are tried.
    """
    scratch = Path(tempfile.mkdtemp(prefix="goodstanding-s3-"))
    try:
        for attempt in range(attempts):
            place = scratch / str(attempt)
            place.mkdir()
            try:
                process, said = start(place)
                break
            except RuntimeError:
                if attempt == attempts - 1:
                    raise
        try:
            yield said
        finally:
            stop(process)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@pytest.fixture(scope="session")
def s3_server() -> Iterator[Server]:
    """A running S3 server: `.endpoint .access_key .secret_key .region .bucket`."""
    if reason := missing():
        (pytest.fail if CI else pytest.skip)(f"{reason}; to install it: {INSTALL}")
    with launched() as server:
        yield server
