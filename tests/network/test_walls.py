"""What a parser that a file has taken over still can do: nothing outside its own memory."""

import errno
import json
import os
import socket
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from network import confinement

LIMITS = (16 * 2**30, 60, 2**20)  # the fork starts with everything the tests hold
NEEDED = {"files": ("write", "write_elsewhere", "read", "list", "read_us"), "network": ("tcp", "unix"), "programs": ("process", "program")}


def tried(attempt) -> str:
    """`done`, or by which error it failed."""
    try:
        attempt()
    except OSError as error:
        return errno.errorcode.get(error.errno, "?")
    return "done"


def taken_over(programs=False):
    """A child module under somebody else's command: it tries every way out, and says how each went."""

    def work(request, body):
        def process():
            if os.fork() == 0:
                os._exit(0)

        def unix():
            with socket.socket(socket.AF_UNIX) as line:
                line.connect(request["socket"])

        def tcp():
            with socket.socket() as line:
                line.connect(("127.0.0.1", request["port"]))

        ways = {
            "write": lambda: Path(request["folder"], "left").write_text("x"),
            "write_elsewhere": lambda: Path("/dev/shm/goodstanding-left").write_text("x"),  # noqa: S108  to be refused
            "read": lambda: Path(request["folder"], "secret").read_text(),
            "list": lambda: os.listdir(request["folder"]),
            "read_us": lambda: Path(f"/proc/{request['us']}/environ").read_bytes(),
            "tcp": tcp,
            "unix": unix,
            "process": process,
            "program": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606  to be refused
        }
        wanted = [name for name in ways if name != "program" or not programs]
        return {name: tried(ways[name]) for name in wanted}, b""

    return SimpleNamespace(work=work, PROGRAMS=programs)


@pytest.fixture
def place(tmp_path_factory):
    """A folder that everybody may read and write, with a secret and a socket in it, and a port that listens."""
    with tempfile.TemporaryDirectory() as name, socket.create_server(("127.0.0.1", 0)) as port, socket.socket(socket.AF_UNIX) as line:
        folder = Path(name)
        (folder / "secret").write_text("x")
        line.bind(str(folder / "socket"))
        line.listen()
        for path in (folder, folder / "socket"):
            path.chmod(0o777)
        yield {"folder": name, "port": port.getsockname()[1], "socket": str(folder / "socket"), "us": os.getpid()}


def answer(module, request) -> dict:
    """What the module says from inside the walls."""
    with tempfile.TemporaryFile() as ask, tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as log:
        ask.write(json.dumps(request).encode() + b"\n")
        ask.seek(0)
        pid = os.fork()
        if pid == 0:
            sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, mode, closefd=False) for number, mode in enumerate("rww"))
            confinement.worker(module, [file.fileno() for file in (ask, said, log)], LIMITS)
        os.waitpid(pid, 0)
        said.seek(0), log.seek(0)
        content = said.read()
        assert content, log.read().decode()
        return json.loads(content)


def standing(found, *walls):
    """Skip where this kernel lacks one of the walls."""
    if missing := [wall for wall in walls if not found["sandbox"][wall]]:
        pytest.skip(f"this kernel has no wall before: {', '.join(missing)}")


def test_the_same_ways_are_open_without_walls(place, monkeypatch):
    monkeypatch.setattr(confinement, "leave_network", lambda: False)
    monkeypatch.setattr(confinement, "WALLS", SimpleNamespace(keep_from_files=lambda more: False, keep_from_calls=lambda programs: False))
    found = answer(taken_over(programs=True), place)
    assert {found[name] for name in ("write", "read", "list", "tcp", "unix", "process")} == {"done"}, "else the tests below could not fail"
    assert found["sandbox"]["files"] is found["sandbox"]["network"] is False


def test_no_file_is_read_or_written(place):
    found = answer(taken_over(), place)
    standing(found, "files")
    assert {name: found[name] for name in NEEDED["files"]} == dict.fromkeys(NEEDED["files"], "EACCES")
    assert not Path(place["folder"], "left").exists()


def test_no_socket_is_opened_even_where_the_network_could_not_be_left(place, monkeypatch):
    monkeypatch.setattr(confinement, "leave_network", lambda: False)
    found = answer(taken_over(), place)
    standing(found, "network")
    assert {name: found[name] for name in NEEDED["network"]} == dict.fromkeys(NEEDED["network"], "EPERM")


def test_no_process_and_no_program_is_started_but_by_the_one_that_needs_tesseract(place):
    found = answer(taken_over(), place)
    standing(found, "network")
    assert {name: found[name] for name in NEEDED["programs"]} == dict.fromkeys(NEEDED["programs"], "EPERM")
    assert answer(taken_over(programs=True), place)["process"] == "done"


def test_a_folder_a_child_names_is_read_and_never_written(place):
    module = taken_over()
    module.READS = (place["folder"],)
    found = answer(module, place)
    standing(found, "files")
    assert (found["read"], found["list"], found["write"]) == ("done", "done", "EACCES")


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_each_processor_has_its_numbers_and_another_none(monkeypatch, machine):
    walls = confinement.WALLS
    lines = walls._filter(machine, programs=False)
    refused = {value for code, _, _, value in lines if code == walls.EQUAL}
    assert {*walls.REACHING[machine].values(), *walls.STARTING[machine].values(), walls.CLONE[machine]} < refused
    assert walls._filter(machine, programs=True)[-1] == (walls.ANSWER, 0, 0, walls.ALLOW)
    monkeypatch.setattr(walls.platform, "machine", lambda: "riscv64")
    assert walls.keep_from_calls(programs=False) is False
