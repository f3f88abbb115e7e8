"""The inside of the jail: run as a program by `jail`, with no Django and nothing of ours but the named child module.

It loads the parsers once and stands by. For every request it forks: the fork gives up memory, processor time, files,
network and (when started as root) root, and only then reads the request, lets the child module work on it and answers.
The process that stands by never sees an untrusted byte. Where the network could not be left, no socket is to be had all the same.
"""

import contextlib
import ctypes
import importlib.util
import json
import os
import resource
import select
import signal
import socket
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_PDEATHSIG = 1
NOBODY = 65534
CHILDREN = ("inspection_child", "letters_child", "reading_child", "rendering_child", "sheets_child")


def leave_network() -> bool:
    """Move into an empty network namespace; True when the kernel let us."""
    before = _namespace()
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
    except (OSError, AttributeError):
        return False
    if unshare(CLONE_NEWNET) != 0:
        unshare(CLONE_NEWUSER | CLONE_NEWNET)
    return before is not None and _namespace() != before


def _namespace():
    try:
        return os.readlink("/proc/self/ns/net")
    except OSError:
        return None


def limit(*, memory: int, seconds: int, output: int) -> None:
    """Hard limits no code in this process can raise again once root is gone. Sizes in bytes."""
    for what, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (value, value))


def drop_root() -> bool:
    """Become nobody; True when this process is not root afterwards."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    return os.geteuid() != 0


def end_with_parent() -> None:
    """Nobody's patience would end a fork whose watcher was killed: the kernel does. Asked after root is gone, which forgets it."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def child(name: str):
    """The module that does the work."""
    if name not in CHILDREN:
        raise SystemExit(f"unknown child {name}")
    return beside(name)


def beside(name: str):
    """A module from beside this file, without importing the package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


WALLS = beside("walls")


def work(module, memory: int, seconds: int, output: int) -> None:
    """Give everything up, then touch the untrusted bytes: one request from standard input, one answer to standard output."""
    report = {"network": leave_network()}
    limit(memory=memory, seconds=seconds, output=output)
    report["memory"] = resource.getrlimit(resource.RLIMIT_AS)[1] == memory
    report["time"] = resource.getrlimit(resource.RLIMIT_CPU)[1] == seconds
    report["user"] = drop_root()
    end_with_parent()
    report["files"] = WALLS.keep_from_files(getattr(module, "READS", ()))
    report["network"] |= WALLS.keep_from_calls(programs=getattr(module, "PROGRAMS", False))
    header, _, body = sys.stdin.buffer.read().partition(b"\n")
    answer, data = module.work(json.loads(header), body)
    sys.stdout.buffer.write(json.dumps({**answer, "sandbox": report}).encode() + b"\n" + data)
    sys.stdout.flush()


def worker(module, files, limits) -> None:
    """The fork that works: its own session, the request's three files as its standard ones, and no other."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        for number, file in enumerate(files):
            os.dup2(file, number)
        os.closerange(3, 256)
        work(module, *limits)
        code = 0
    except BaseException:  # whatever a file did to its parser is told on standard error, and is the answer
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


@dataclass
class Asked:
    """A request a fork works on: where to tell how it went, and the instant its patience ends."""

    told: int
    until: float
    late: bool = False


def begin(module, message, files, working) -> None:
    """Fork a worker for one request: memory, seconds, output and patience, with three files and where to tell."""
    memory, seconds, output, patience = (int(value) for value in message.split())
    try:
        pid = os.fork()
    except OSError:
        os.close(files[3])  # nobody tells how it went, and that is the answer
    else:
        if pid == 0:
            worker(module, files[:3], (memory, seconds, output))
        working[pid] = Asked(files[3], time.monotonic() + patience)
    for file in files[:3]:
        os.close(file)


def settle(working) -> None:
    """Tell of every fork that ended how it went (0, 1, or s for too slow), and end those whose patience is over."""
    for pid, asked in list(working.items()):
        if not asked.late and time.monotonic() >= asked.until:
            asked.late = True
            os.kill(pid, signal.SIGKILL)
        ended, status = os.waitpid(pid, 0 if asked.late else os.WNOHANG)
        if not ended:
            continue
        with contextlib.suppress(OSError):
            os.killpg(pid, signal.SIGKILL)  # a program it started and left behind
        with contextlib.suppress(OSError):  # whoever asked is gone
            os.write(asked.told, b"s" if asked.late else b"0" if status == 0 else b"1")
        os.close(asked.told)
        del working[pid]


def stand_by(name: str, channel: int) -> None:
    """Load the trusted code, wait for requests and fork for each; it ends once nobody can ask any more and every fork has ended.

    It watches its forks itself: a second fork to watch each one cost as much as the first.
    """
    module = child(name)
    module.prepare()
    working: dict[int, Asked] = {}
    woken, wake = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    with socket.socket(fileno=channel) as line:
        asking = True
        while asking or working:
            left = min((asked.until for asked in working.values()), default=None)
            wait = None if left is None else max(left - time.monotonic(), 0)
            ready, _, _ = select.select([line, woken] if asking else [woken], [], [], wait)
            if woken in ready:
                os.read(woken, 512)
            if line in ready:
                message, files, _, _ = socket.recv_fds(line, 200, 4)
                if message:
                    begin(module, message, files, working)
                asking = bool(message)
            settle(working)


if __name__ == "__main__":
    stand_by(sys.argv[1], int(sys.argv[2]))
