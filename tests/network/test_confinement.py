"""The process that stands by: it forks for every request, ends what takes too long or was left behind, and outlives all of it."""

import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from network.confinement import PR_SET_PDEATHSIG
from network.jail import CONFINEMENT

MODULE = f"""
import importlib.util, os, subprocess, sys, time
spec = importlib.util.spec_from_file_location("confinement", {str(CONFINEMENT)!r})
confinement = importlib.util.module_from_spec(spec)
spec.loader.exec_module(confinement)

class Fake:
    held, PROGRAMS = [], True
    def prepare():
        pass
    def work(request, body):
        if request["do"] == "crash":
            raise ValueError("broken")
        if request["do"] == "sleep":
            print(os.getpid(), flush=True)
            time.sleep(request["seconds"])
        if request["do"] == "leave":  # a program that stays behind, in the session of the fork
            left = subprocess.Popen(["/bin/sh", "-c", "sleep 60"])
            return {{"pid": left.pid}}, b""
        if request["do"] == "start":
            return {{"code": subprocess.run(["/bin/sh", "-c", "exit 3"]).returncode}}, b""
        Fake.held.append(body.decode())
        return {{"held": Fake.held}}, b""

confinement.child = lambda name: Fake
confinement.stand_by("fake", int(sys.argv[1]))
"""


@contextmanager
def standing_by():
    """The line to a process that stands by with a module of this test, and that process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        command = [sys.executable, "-c", MODULE, str(theirs.fileno())]
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
    try:
        yield ours, process
    finally:
        ours.close()
        process.kill()
        process.wait()


class Request:
    """One request, sent; `told` is how it went, `answer` what it wrote."""

    def __init__(self, line, text, patience=30):
        self.out = tempfile.TemporaryFile()  # noqa: SIM115  read after the fork has written
        self.hear, told = os.pipe()
        with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as log:
            asked.write(text.encode())
            asked.seek(0)
            files = [asked.fileno(), self.out.fileno(), log.fileno(), told]
            socket.send_fds(line, [f"{2**30} 10 1000000 {patience}".encode()], files)
        os.close(told)

    def told(self, within=30):
        ready, _, _ = select.select([self.hear], [], [], within)
        return os.read(self.hear, 1) if ready else None

    def answer(self):
        self.out.seek(0)
        return self.out.read().decode()


def gone(pid) -> bool:
    """Whether a process has ended, or ends within ten seconds."""
    for _turn in range(200):
        stat = Path(f"/proc/{pid}/stat")
        if not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


def pid_in(request) -> int:
    for _turn in range(200):
        if request.answer().strip():
            return int(request.answer().split()[0])
        time.sleep(0.05)
    raise AssertionError("it never began")


def test_every_request_has_a_fork_of_its_own_that_remembers_nothing_of_another():
    with standing_by() as (line, _process):
        first, second = Request(line, '{"do": ""}\nhers'), Request(line, '{"do": ""}\nhis')
        assert (first.told(), second.told()) == (b"0", b"0")
        assert '"held": ["hers"]' in first.answer() and '"held": ["his"]' in second.answer()


def test_a_crash_is_told_and_the_next_request_is_worked_on():
    with standing_by() as (line, _process):
        assert Request(line, '{"do": "crash"}\n').told() == b"1"
        assert Request(line, '{"do": ""}\n').told() == b"0"


def test_who_takes_too_long_is_ended_and_keeps_nobody_waiting():
    with standing_by() as (line, _process):
        slow, quick = Request(line, '{"do": "sleep", "seconds": 60}\n', patience=3), Request(line, '{"do": ""}\n')
        assert quick.told() == b"0"
        assert select.select([slow.hear], [], [], 0)[0] == [], "the slow one is worked on still"
        pid = pid_in(slow)
        assert slow.told() == b"s" and gone(pid)


def test_a_program_a_fork_left_behind_is_ended_with_it():
    with standing_by() as (line, _process):
        request = Request(line, '{"do": "leave"}\n')
        assert request.told() == b"0"
        assert gone(int(request.answer().partition('"pid": ')[2].partition(",")[0]))


def test_a_fork_hears_how_programs_of_its_own_ended():
    with standing_by() as (line, _process):
        request = Request(line, '{"do": "start"}\n')
        assert request.told() == b"0" and '"code": 3' in request.answer()


def test_when_nobody_can_ask_any_more_it_ends_after_its_last_fork():
    with standing_by() as (line, process):
        slow = Request(line, '{"do": "sleep", "seconds": 1}\n')
        pid_in(slow)
        line.close()
        assert slow.told() == b"0" and process.wait(30) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_when_it_is_killed_its_forks_end_with_it():
    assert PR_SET_PDEATHSIG == 1
    with standing_by() as (line, process):
        slow = Request(line, '{"do": "sleep", "seconds": 60}\n')
        pid = pid_in(slow)
        process.send_signal(signal.SIGKILL)
        assert slow.told() == b"" and gone(pid), "nobody tells how it went"
