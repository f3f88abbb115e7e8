"""Runs untrusted work in a limited child process: memory, processor time, wall time, output, no network, no secrets.

A parser that is fooled by a file then holds nothing worth having. `report()` says which limits the kernel granted.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

CONFINEMENT = Path(__file__).with_name("confinement.py")


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
    command = [sys.executable, "-I", str(CONFINEMENT), child]
    command += [str(limits.memory), str(limits.seconds), str(limits.output)]
    with tempfile.TemporaryFile() as ask, tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as log:
        ask.write(json.dumps(header).encode() + b"\n" + body)
        ask.seek(0)
        try:
            done = subprocess.run(
                command, stdin=ask, stdout=answer, stderr=log, env=_environment(), cwd="/", timeout=limits.patience,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise JailError("too_slow") from error
        if done.returncode != 0:
            raise JailError("crashed", _tail(log))
        answer.seek(0)
        head, _, data = answer.read(limits.output + 1).partition(b"\n")
    try:
        return json.loads(head), data
    except ValueError as error:
        raise JailError("crashed", "no answer") from error


def _environment() -> dict:
    """Nothing of ours: no settings, no keys, no proxies."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE") if name in os.environ}
    return {**kept, "HOME": "/nonexistent", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def _tail(log) -> str:
    log.seek(0)
    return log.read()[-2000:].decode(errors="replace")


@lru_cache(maxsize=1)
def report() -> dict[str, bool]:
    """Which walls stand here: `memory`, `time`, `network`, `user` (not root). For `manage.py doctor`."""
    try:
        answer, _ = run("inspection_child", {"do": "nothing"})
    except JailError:
        return dict.fromkeys(("memory", "time", "network", "user"), False)
    return answer["sandbox"]
