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
import signal
import socket
import sys
import traceback
from pathlib import Path

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
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


def watch(module, files, told: int, patience: int, limits) -> None:
    """Fork the worker, end it and what it started when patience is over, and tell how it went: 0, 1, or s for too slow."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    pid = os.fork()
    if pid == 0:
        worker(module, files, limits)
    late = []
    signal.signal(signal.SIGALRM, lambda *_: late.append(os.kill(pid, signal.SIGKILL)))
    signal.alarm(patience)
    _, status = os.waitpid(pid, 0)
    signal.alarm(0)
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)  # a program it started and left behind
    os.write(told, b"s" if late else b"0" if status == 0 else b"1")


def stand_by(name: str, channel: int) -> None:
    """Load the trusted code and wait for requests: memory, seconds, output and patience, with the files and where to tell."""
    module = child(name)
    module.prepare()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=channel) as line:
        while True:
            message, files, _, _ = socket.recv_fds(line, 200, 4)
            if not message:
                return
            memory, seconds, output, patience = (int(value) for value in message.split())
            if os.fork() == 0:
                try:
                    line.close()
                    watch(module, files[:3], files[3], patience, (memory, seconds, output))
                finally:
                    os._exit(0)
            for file in files:
                os.close(file)


if __name__ == "__main__":
    stand_by(sys.argv[1], int(sys.argv[2]))
