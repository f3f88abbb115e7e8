"""The inside of the jail: run as a program by `jail.run`, with no Django and nothing of ours but the named child module.

Gives up memory, processor time, files, processes, network and (when started as root) root, then reads one request from
standard input, lets the child module work on it and writes one answer to standard output.
"""

import ctypes
import importlib.util
import json
import os
import resource
import sys
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
    """The module that does the work, loaded from beside this file without importing the package."""
    if name not in CHILDREN:
        raise SystemExit(f"unknown child {name}")
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(name: str, memory: int, seconds: int, output: int) -> None:
    """Load the trusted code, give everything up, then touch the untrusted bytes."""
    module = child(name)
    module.prepare()
    report = {"network": leave_network()}
    limit(memory=memory, seconds=seconds, output=output)
    report["memory"] = resource.getrlimit(resource.RLIMIT_AS)[1] == memory
    report["time"] = resource.getrlimit(resource.RLIMIT_CPU)[1] == seconds
    report["user"] = drop_root()
    header, _, body = sys.stdin.buffer.read().partition(b"\n")
    answer, data = module.work(json.loads(header), body)
    sys.stdout.buffer.write(json.dumps({**answer, "sandbox": report}).encode() + b"\n" + data)


if __name__ == "__main__":
    main(sys.argv[1], *(int(value) for value in sys.argv[2:5]))
