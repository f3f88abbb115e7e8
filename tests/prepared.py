"""A migrated SQLite file with the packs in it, kept from one run to the next: what most tests begin with takes seconds to make."""

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

PROJECT = Path(__file__).parents[1]
KEPT = PROJECT / "var" / "prepared"
# what the file is made of; the locked packages bring migrations of their own
MADE_OF = ("*/migrations/*.py", "network/*/migrations/*.py", "tests/*/migrations/*.py", "network/triggers.py")
MADE_OF += ("payments/ledger_triggers.py",)
MADE_OF += ("licensure/jurisdictions/**/*", "licensure/packs.py", "licensure/workflow/packs.py", "tests/loaded.py", "requirements*.txt")


def state() -> str:
    """A name for this state of the project, as far as the file depends on it."""
    found = hashlib.sha256()
    for path in sorted({path for pattern in MADE_OF for path in PROJECT.glob(pattern) if path.is_file()}):
        found.update(f"{path.relative_to(PROJECT)}\n".encode() + path.read_bytes())
    return found.hexdigest()[:24]


def file() -> Path:
    """Where the file of this state of the project is, or would be."""
    return KEPT / f"{state()}.sqlite3"


def laid(target: Path) -> bool:
    """Lay a copy at `target`; whether there was one."""
    if there := file().is_file():
        shutil.copy(file(), target)
        shutil.copy(target, aside(target))
    return there


def aside(target: Path) -> Path:
    """Where this run has a copy that nobody writes to: another run may take the kept file away."""
    return target.with_suffix(".prepared")


def restore(target: Path) -> None:
    """Lay a fresh copy in place of `target`, on which nobody writes; whoever still reads it keeps what she opened."""
    part = target.with_suffix(".part")
    shutil.copy(aside(target), part)
    for written in (Path(f"{target}-wal"), Path(f"{target}-shm")):
        written.unlink(missing_ok=True)
    part.replace(target)


def keep(source: Path) -> None:
    """Keep `source` as the file of this state, in place of those of earlier ones. Two that come at once write the same."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in KEPT.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    part = KEPT / f"{os.getpid()}.part"
    part.unlink(missing_ok=True)
    with sqlite3.connect(source) as connection:
        connection.execute("VACUUM INTO ?", [str(part)])
    shutil.copy(part, aside(source))
    part.replace(file())
