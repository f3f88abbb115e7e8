"""What the kernel itself forbids the fork that reads a file: every path but the system's own, every socket, every program.

Linux only, and no privilege is needed: Landlock keeps it from files, seccomp from calls. Loaded by `confinement` from beside
it; imports nothing of ours. A kernel without one of the two says so by False, and the other walls stand as before.
"""

import ctypes
import errno
import os
import platform
import struct
import sys

NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2  # of prctl
RULESET, RULE, RESTRICT = 444, 445, 446  # Landlock's calls have one number on every processor
EXECUTE, WRITE, READ, LIST = 1 << 0, 1 << 1, 1 << 2, 1 << 3
FILES_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # how many rights over files a version of Landlock knows
PATHS = (
    "/usr", "/lib", "/lib32", "/lib64", "/nix/store", "/etc/fonts", "/var/cache/fontconfig", "/etc/ld.so.cache", "/etc/localtime",
    "/dev/urandom", "/sys/devices/system/cpu",
)  # fmt: skip

# numbers of calls by processor: what reaches out of this process
X86, ARM = "x86_64", "aarch64"
ARCHITECTURES = {X86: 0xC000003E, ARM: 0xC00000B7}
REACHING = {
    X86: {"socket": 41, "connect": 42, "socketpair": 53, "ptrace": 101, "read_other": 310, "write_other": 311, "ring": 425},
    ARM: {"socket": 198, "connect": 203, "socketpair": 199, "ptrace": 117, "read_other": 270, "write_other": 271, "ring": 425},
}  # fmt: skip
STARTING = {X86: {"fork": 57, "vfork": 58, "exec": 59, "exec_at": 322}, ARM: {"exec": 221, "exec_at": 281}}
CLONE, CLONE_ANEW = {X86: 56, ARM: 220}, 435
THREAD = 0x10000
FOREIGN_CALLS = 0x40000000  # x86 keeps a second table of numbers from here on
LOAD, EQUAL, AT_LEAST, ANY_BIT, ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000, 0x80000000
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16  # offsets in what a filter is shown


def _system():
    return ctypes.CDLL(None, use_errno=True)


def keep_from_files(more=()) -> bool:
    """Nothing may be written any more, and nothing read but what systems install and the folders named; True when it holds."""
    system = _system()
    version = system.syscall(RULESET, None, ctypes.c_size_t(0), 1)
    if version < 1 or system.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    every = (1 << FILES_BY_VERSION[min(version, 5)]) - 1
    # beside the files: TCP from version 4, abstract sockets and signals to others from version 6
    asked = struct.pack("QQQ", every, 3, 3)[: 24 if version >= 6 else 16 if version >= 4 else 8]
    rules = system.syscall(RULESET, asked, ctypes.c_size_t(len(asked)), 0)
    if rules < 0:
        return False
    for path in (*PATHS, *_pythons(), *more):
        _allow(system, rules, path)
    held = system.syscall(RESTRICT, rules, 0) == 0
    os.close(rules)
    return held


def _pythons():
    """Where this Python and its packages are; never the root of everything."""
    return {path for path in (sys.prefix, sys.base_prefix) if path.strip("/")}


def _allow(system, rules, path) -> None:
    """Let `path` be read and run from; what is not there, or not ours to open, needs no rule."""
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    right = EXECUTE | READ | (LIST if os.path.isdir(path) else 0)
    system.syscall(RULE, rules, 1, struct.pack("=Qi", right, opened), 0)
    os.close(opened)


def keep_from_calls(*, programs: bool) -> bool:
    """No socket and no look into another process any more; no other program and process either, unless `programs`. True when it holds."""
    here, system = platform.machine(), _system()
    if here not in ARCHITECTURES or system.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    lines = _filter(here, programs)
    written = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(lines), ctypes.addressof(written)))
    return system.prctl(SECCOMP, FILTER, program, 0, 0) == 0


def _filter(here, programs) -> list[tuple[int, int, int, int]]:
    """The lines the kernel runs at each call: what to do, how many lines to skip if so and if not, and the value."""
    no, unknown = (ANSWER, 0, 0, REFUSE | errno.EPERM), (ANSWER, 0, 0, REFUSE | errno.ENOSYS)
    lines = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, ARCHITECTURES[here]), (ANSWER, 0, 0, KILL), (LOAD, 0, 0, NUMBER)]
    lines += [(AT_LEAST, 0, 1, FOREIGN_CALLS), no] if here == X86 else []
    for number in [*REACHING[here].values(), *(() if programs else STARTING[here].values())]:
        lines += [(EQUAL, 0, 1, number), no]
    if not programs:  # a thread is no process; the newer call hides what it asks for, so that the older one is taken
        lines += [(EQUAL, 0, 1, CLONE_ANEW), unknown, (EQUAL, 0, 3, CLONE[here]), (LOAD, 0, 0, FIRST_ARGUMENT), (ANY_BIT, 1, 0, THREAD), no]
    return [*lines, (ANSWER, 0, 0, ALLOW)]
