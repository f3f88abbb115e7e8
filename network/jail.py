"""Runs untrusted work in a limited child process: memory, processor time, wall time, output, no network, no secrets.

A parser that is fooled by a file then holds nothing worth having. `report()` says which limits the kernel granted. Each
kind of child has one process that stands by with its parsers loaded and forks for every request, as loading takes longer
than most files do.
"""

import atexit
import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

CONFINEMENT = Path(__file__).with_name("confinement.py")
SLOW_START = 30  # seconds the first request may wait for the parsers


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of memory, seconds of processor, seconds of patience, bytes of output."""

    memory: int = 512 * 2**20
    seconds: int = 10
    patience: int = 30
    output: int = 48 * 2**20


class JailError(Exception):
    """The child did not answer: it ran out of what it was given, or it crashed. `log` is its last words."""

    def __init__(self, reason: str, log: str = ""):
        super().__init__(reason)
        self.reason, self.log = reason, log


def run(child: str, header: dict, body: bytes = b"", limits: Limits = Limits()) -> tuple[dict, bytes]:
    """Send one request to a child module and return its answer and bytes. Raises JailError."""
    with tempfile.TemporaryFile() as ask, tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as log:
        ask.write(json.dumps(header).encode() + b"\n" + body)
        ask.seek(0)
        code = _worked(child, [ask.fileno(), answer.fileno(), log.fileno()], limits)
        if code != b"0":
            raise JailError("too_slow" if code == b"s" else "crashed", _tail(log))
        answer.seek(0)
        head, _, data = answer.read(limits.output + 1).partition(b"\n")
    try:
        return json.loads(head), data
    except ValueError as error:
        raise JailError("crashed", "no answer") from error


def _worked(child, files, limits) -> bytes:
    """How a fork of the process that stands by ended: 0, 1, s for too slow, nothing when it could not tell."""
    hear, told = os.pipe()
    try:
        try:
            _ask(child, f"{limits.memory} {limits.seconds} {limits.output} {limits.patience}".encode(), [*files, told])
        finally:
            os.close(told)
        ready, _, _ = select.select([hear], [], [], limits.patience + SLOW_START)
        return os.read(hear, 1) if ready else b"s"
    finally:
        os.close(hear)


def _ask(child, message, files) -> None:
    """Hand the request over; when somebody ended the process that stood by, to another one."""
    try:
        socket.send_fds(_standing_by(child), [message], files)
    except OSError:
        with contextlib.suppress(OSError):  # then nobody tells how it went, and that is the answer
            socket.send_fds(_standing_by(child, anew=True), [message], files)


_STANDING: dict[tuple[int, str], tuple[subprocess.Popen, socket.socket]] = {}
_STARTING = threading.Lock()


def _standing_by(child, *, anew=False) -> socket.socket:
    """The line to the process of this name that stands by; one for each process of ours, started when first needed."""
    key = os.getpid(), child
    with _STARTING:
        if anew or key not in _STANDING:
            if key in _STANDING:
                _end(key)
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                process = subprocess.Popen(
                    [sys.executable, "-I", str(CONFINEMENT), child, str(theirs.fileno())], pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment(), cwd="/",
                )
            _STANDING[key] = process, ours
        return _STANDING[key][1]


def _end(key):
    process, line = _STANDING.pop(key)
    line.close()
    process.kill()
    process.wait()


@atexit.register
def _end_all():
    for key in list(_STANDING):
        if key[0] == os.getpid():
            _end(key)


def _environment() -> dict:
    """Nothing of ours: no settings, no keys, no proxies."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE") if name in os.environ}
    return {**kept, "HOME": "/nonexistent", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def _tail(log) -> str:
    log.seek(0)
    return log.read()[-2000:].decode(errors="replace")


@lru_cache(maxsize=1)
def report() -> dict[str, bool]:
    """Which walls stand here: `memory`, `time`, `network`, `user` (not root), `files` (no other). For `manage.py doctor`."""
    try:
        answer, _ = run("inspection_child", {"do": "nothing"})
    except JailError:
        return dict.fromkeys(("memory", "time", "network", "user", "files"), False)
    return answer["sandbox"]
