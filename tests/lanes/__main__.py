"""Run the lanes and add up: `./bin/test` is this, after bin/setup.

./bin/test                       every lane
./bin/test tests/network -k x    the SQLite lane only, with these arguments for pytest
./bin/test --lane postgres …     one lane: sqlite, postgres, s3, tesseract, heic, clamd, browser, smoke
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.lanes import CI, OWN_SERVER, browser, clamd, heic, in_memory, postgres, s3, tesseract

ROOT = Path(__file__).resolve().parent.parent.parent
NOTHING_COLLECTED = 5
BROWSED = ("tests/journeys", "tests/browser")
MOST_WORKERS = 8  # each has a database and, in the browser lane, a browser of its own
MUST_RUN = CI and "REFERENCE_DATA" in os.environ  # without the reference data a few comparisons may be skipped
NOTHING = {"passed": 0, "failed": 0, "error": 0, "skipped": 0}


def cores() -> int:
    """As many workers as there are processors to work on, two at least."""
    return min(max(len(os.sched_getaffinity(0)), 2), MOST_WORKERS)


@dataclass(frozen=True, slots=True)
class Lane:
    name: str
    title: str
    needs: tuple = ()  # modules with missing() and INSTALL
    on_postgres: bool = False
    workers: int = 0  # processes its tests are dealt out to; 0: all in one, which starts sooner
    where: tuple = ()  # the only files its tests are in, so that a small lane collects no others


LANES = (
    Lane("sqlite", "rules, and everything with a database on SQLite", workers=cores()),
    Lane("postgres", "everything with a database on PostgreSQL", (postgres,), on_postgres=True, workers=cores()),
    Lane("s3", "the document store on an S3 server", (s3,), where=("tests/network/test_storage.py",)),
    Lane("tesseract", "the words on photos, read by Tesseract", (tesseract,), where=("tests/network/test_coach_text.py",)),
    Lane("heic", "photos in HEIC", (heic,), where=("tests/network/test_heic.py",)),
    Lane("clamd", "uploads before a real virus scanner", (clamd,), where=("tests/network/test_scanner.py",)),
    Lane("browser", "the browser, on PostgreSQL", (browser, postgres), on_postgres=True, workers=cores(), where=BROWSED),
    Lane("smoke", "one browser journey on SQLite", (browser,), where=("tests/journeys/test_two_decide.py",)),
)


def missed_by(file: str, kinds: set[str]) -> list[str]:
    """The lanes to which a test of these kinds belongs, but which look only into other files."""
    mine = [lane for lane in LANES if lane.name in kinds and lane.where]
    return [lane.name for lane in mine if not any(file == place or file.startswith(f"{place}/") for place in lane.where)]


@dataclass(slots=True)
class Tally:
    """What the lanes came to. A lane that could not run counts as one failure where it must run."""

    passed: int = 0
    failed: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, lane: Lane, counts: dict, seconds: float) -> None:
        failed = counts["failed"] + counts["error"] + (counts["skipped"] if MUST_RUN else 0)
        self.passed += counts["passed"]
        self.failed += failed
        skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
        self.lines.append(f"{lane.name}: {counts['passed']} passed, {failed} failed{skipped} in {seconds:.0f} s")

    def miss(self, lane: Lane, reason: str) -> None:
        self.failed += CI
        self.lines.append(f"{lane.name}: {'FAILED' if CI else 'skipped'}, {reason}")


def without(lane: Lane) -> str:
    """What the lane misses on this machine and the line that would bring it, or an empty string."""
    return "; ".join(f"{need.missing()}. To install it: {need.INSTALL}" for need in lane.needs if need.missing())


def run_pytest(lane: Lane, database: str | None, arguments: list[str]) -> tuple[int, dict | None]:
    """pytest's exit code and its counts (None when it died before it could say)."""
    with tempfile.TemporaryDirectory(prefix="goodstanding-", dir=in_memory()) as scratch:
        report = Path(scratch) / "counts.json"
        environment = {**os.environ, "LANE_REPORT": str(report), "VAR": scratch, "PYTHONWARNINGS": "default"}
        environment.pop("DATABASE_URL", None)
        if database:
            environment["DATABASE_URL"] = database
            environment |= {OWN_SERVER: "yes"} if postgres.own() else {}
        # a few tests start faster alone
        workers = ["-n", str(lane.workers), "--dist", "loadscope"] if lane.workers and not arguments else []
        options = [f"--lane={lane.name}", f"--basetemp={scratch}/pytest", *workers]
        command = [sys.executable, "-m", "pytest", "-q", *options, *(arguments or lane.where)]
        code = subprocess.run(command, cwd=ROOT, env=environment).returncode
        return code, json.loads(report.read_text()) if report.exists() else None


def run(lane: Lane, tally: Tally, launch: Callable, arguments: list[str]) -> None:
    """Run one lane and count it. Nothing to run is a failure where every lane must have run."""
    print(f"\n── {lane.name}: {lane.title}", flush=True)
    if reason := without(lane):
        tally.miss(lane, reason)
        return
    started = time.monotonic()
    code, counts = run_pytest(lane, launch() if lane.on_postgres else None, arguments)
    if counts is None or code not in (0, 1, NOTHING_COLLECTED):
        counts = {**NOTHING, **(counts or {})}
        counts["failed"] = max(1, counts["failed"])
    if code == NOTHING_COLLECTED and not arguments:
        tally.miss(lane, "no test belongs to it")
        return
    tally.add(lane, counts, time.monotonic() - started)


def chosen(arguments: list[str]) -> tuple[list[Lane], list[str]]:
    """The lanes to run and what is left of the arguments for pytest."""
    if "--lane" in arguments:
        at = arguments.index("--lane")
        name = arguments[at + 1] if at + 1 < len(arguments) else ""
        lanes = [lane for lane in LANES if lane.name == name]
        if not lanes:
            sys.exit(f"There is no lane {name!r}. The lanes: {', '.join(lane.name for lane in LANES)}.")
        return lanes, arguments[:at] + arguments[at + 2 :]
    return (list(LANES[:1]) if arguments else list(LANES)), arguments


def main(arguments: list[str]) -> int:
    lanes, rest = chosen(arguments)
    tally = Tally()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started here is stopped, too
    with contextlib.ExitStack() as stack:
        urls = []

        def database() -> str:
            """One server for all lanes, started by the first that asks."""
            if not urls:
                urls.append(stack.enter_context(postgres.launched()))
            return urls[0]

        for lane in lanes:
            run(lane, tally, database, rest)
    print("\n" + "\n".join(tally.lines))
    print(f"total: {tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
