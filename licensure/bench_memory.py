"""How much memory a benchmark and the processes it forked hold together, what they share counted once."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EVERY = 0.2  # seconds between two looks


class Together:
    """`peak_mb` is the most that was held at any look; None where the system does not tell (all but Linux)."""

    def __init__(self):
        self.peak_mb: float | None = None

    def look(self) -> None:
        """Add up each process's proportional share: a page that two processes share counts half in each."""
        try:
            held = sum(_kilobytes(pid) for pid in family(os.getpid()))
        except OSError:  # no such system, or one of the processes ended meanwhile
            return
        self.peak_mb = max(self.peak_mb or 0, round(held / 1024, 1))


@contextmanager
def together() -> Iterator[Together]:
    """Look again and again while the block runs."""
    memory, over = Together(), threading.Event()

    def watch() -> None:
        while not over.wait(EVERY):
            memory.look()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield memory
    finally:
        over.set()
        watcher.join()
        memory.look()


def family(pid: int) -> list[int]:
    """A process and all that descend from it. Raises OSError where the system does not tell."""
    told = [path.read_text().split() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return [pid, *(each for line in told for child in line for each in family(int(child)))]


def _kilobytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
