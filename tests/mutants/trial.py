"""Runs the tests of a module against its mutants. Everything is collected and run once, then each mutant is a fork.

In the fork the code of the live functions is exchanged, so that whoever imported them sees the mutant; only tests that ran
its lines are run, the quickest first, until one fails. What runs when a module is loaded is tried in a process of its own.
"""

import ast
import gc
import os
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.changes import Mutant
from tests.mutants.loading import read_imports, survives

SURVIVED, KILLED = 0, 1
CACHED = type(lru_cache(compile))


@dataclass(frozen=True, slots=True)
class Session:
    """Stands for the next test: after each one everything is taken down but what lives as long as the session."""

    session: pytest.Session

    def listchain(self) -> list:
        """The collectors the next test needs."""
        return [self.session]


@dataclass(slots=True)
class Trial:
    """A pytest plugin: the mutants of some modules, each judged by the tests pytest collected."""

    module: Path  # relative to the project
    mutants: list[Mutant]
    load_tests: list[str]
    jobs: int
    seconds: int
    survived: list[Mutant] = field(default_factory=list)
    late: list[Mutant] = field(default_factory=list)  # killed by the time limit alone
    broken: list[str] = field(default_factory=list)
    items: list = field(default_factory=list)
    lines: dict = field(default_factory=dict)
    quickest: list = field(default_factory=list)
    live: list[FunctionType] = field(default_factory=list)
    caches: list = field(default_factory=list)  # of the module's functions, which remember what the original said
    finished: bool = False

    def pytest_runtestloop(self, session):
        """Instead of running every test once, run it for every mutant."""
        self.items = session.items
        self.caches = remembering(self.file)
        self.lines = {item: self._baseline(item) for item in self.items}
        _close_databases()
        if not self.broken and any(not mutant.in_function for mutant in self.mutants):
            read_imports()
            self.broken += [] if self._loads() else self.load_tests
        if self.broken:
            return True
        self.quickest = sorted(self.items, key=lambda item: self.lines[item][1])
        self.live = live_functions(self.file)
        gc.freeze()  # a fork that collects nothing copies little
        running: dict[int, Mutant] = {}
        for mutant in self.mutants:
            while len(running) >= self.jobs:
                self._reap(running)
            if pid := self._fork(mutant):
                running[pid] = mutant
            else:
                self.survived.append(mutant)
        while running:
            self._reap(running)
        self.finished = True
        return True

    def _baseline(self, item) -> tuple[set, float]:
        """The lines of the module that one test runs, and how long it takes. A test that fails by itself judges nothing."""
        file, seen = self.file, set()
        self._forget()

        def note(frame, event, argument):
            if frame.f_code.co_filename != file:
                return None
            seen.add(frame.f_lineno)
            return note

        began = time.perf_counter()
        sys.settrace(note)
        try:
            passed = self._passes(item)
        finally:
            sys.settrace(None)
        if not passed:
            self.broken.append(item.nodeid)
        return seen, time.perf_counter() - began

    def _loads(self) -> bool:
        """Whether the module, loaded anew and unchanged, passes the tests that judge its loading."""
        same = Mutant(partial(ast.parse, Path(self.file).read_text(encoding="utf-8")), 0, 0, "", "", False)
        pid = self._fork(same)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == SURVIVED

    def _passes(self, item) -> bool:
        return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=Session(item.session)))

    @property
    def file(self) -> str:
        """The module's file, as code objects name it."""
        return str(self.module.resolve())

    def _fork(self, mutant: Mutant) -> int:
        """The process that tries one mutant; 0 when no test runs its lines."""
        wanted = set(range(mutant.line, mutant.last_line + 1))
        judges = [item for item in self.quickest if self.lines[item][0] & wanted]
        if mutant.in_function and not judges:
            return 0
        sys.stdout.flush()
        if pid := os.fork():
            return pid
        _end_after(self.seconds)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        try:
            os._exit(SURVIVED if self._survives(mutant, judges) else KILLED)
        except BaseException:  # whatever the mutant broke, it was noticed
            os._exit(KILLED)

    def _survives(self, mutant: Mutant, judges: list) -> bool:
        with tempfile.TemporaryDirectory() as folder:
            database = _own_database(folder)
            self._forget()
            if mutant.in_function and exchange(self.live, self.file, mutant):
                return all(self._passes(item) for item in judges)
            code = compile(mutant.tree, self.file, "exec")
            return survives(_name(self.module), self.file, code, self.load_tests, database=database)

    def _forget(self) -> None:
        for cache in self.caches:
            cache.cache_clear()

    def _reap(self, running) -> None:
        pid, status = os.wait()
        mutant = running.pop(pid)
        code = os.waitstatus_to_exitcode(status)
        if code == SURVIVED:
            self.survived.append(mutant)
        if code < 0:  # an endless loop, which somebody would notice; or a machine too slow for the limit
            self.late.append(mutant)


def _end_after(seconds: int) -> None:
    """End this process after so much work, whatever else the machine does meanwhile; or when it only waits, much later."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(60 * seconds)


def _name(module: Path) -> str:
    return ".".join(module.with_suffix("").parts)


def live_functions(file: str) -> list[FunctionType]:
    """Every function of the module that somebody holds. Found once: looking in each fork would copy the whole memory."""
    return [found for found in gc.get_objects() if type(found) is FunctionType and found.__code__.co_filename == file]


def remembering(file: str) -> list:
    """Every function of the module behind `functools.cache`."""
    kept = [found for found in gc.get_objects() if type(found) is CACHED]
    return [found for found in kept if getattr(found.__wrapped__, "__code__", compile("", "", "exec")).co_filename == file]


def exchange(live: list[FunctionType], file: str, mutant: Mutant) -> int:
    """Put the mutant's code into every live function of the module that it changes; how many there were."""
    original = compile(Path(file).read_text(encoding="utf-8"), file, "exec")
    changed = dict(_differing(original, compile(mutant.tree, file, "exec")))
    hit = [found for found in live if _key(found.__code__) in changed]
    for found in hit:
        found.__code__ = changed[_key(found.__code__)]
    return len(hit)


def _key(code: CodeType) -> tuple:
    return code.co_qualname, code.co_firstlineno, code.co_code, code.co_linetable, len(code.co_consts)


def _differing(one: CodeType, other: CodeType):
    """(key of the original, mutated code) of every code object that differs, inner ones too."""
    for before, after in zip(_inner(one), _inner(other), strict=True):
        if before != after:
            yield _key(before), after
            yield from _differing(before, after)


def _inner(code: CodeType) -> list[CodeType]:
    return [found for found in code.co_consts if isinstance(found, CodeType)]


def _close_databases() -> None:
    from django.db import connections

    connections.close_all()


def _own_database(folder: str) -> bool:
    """A copy of the test database for this fork; whether there is one: tests may have asked for none."""
    from django.db import connection

    given = connection.settings_dict
    made = connection.vendor == "sqlite" and given["NAME"] == given["TEST"]["NAME"] and os.path.exists(given["NAME"])
    if made:
        given["NAME"] = shutil.copy(given["NAME"], folder)
    return made


def run(tests: list[str], trial: Trial) -> Trial:
    """Collect these tests and try every mutant."""
    pytest.main([*tests, "-q", "-s", "--lane=sqlite", "-p", "no:xdist", "-p", "no:cacheprovider", "--no-header",
        "--no-summary"], plugins=[trial])
    if not trial.finished and not trial.broken:
        trial.broken.append("pytest itself")
    return trial
