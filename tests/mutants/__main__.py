"""bin/mutants [MODULE …] [--jobs N] [--seconds N] [--list]: flip every rule once and see which flips no test notices.

Without a module: all of table.toml. Prints killed and survived per module, and every survivor nobody explained. Exit status
0: nine of ten mutants of every module die; 1: fewer do, or a test fails on the unchanged code; 2 usage.
"""

import argparse
import ast
import os
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutants.changes import Mutant, mutants
from tests.mutants.trial import Trial, run

ROOT = Path(__file__).resolve().parent.parent.parent
TABLE = Path(__file__).with_name("table.toml")
WANTED = 0.9
os.environ.setdefault("CI", "true")  # the shorter and repeatable profile of generated tests


def load_time(module: Path, source: str, tests: list[str], seconds: int) -> bool:
    """Whether the tests pass when the module is loaded from `source`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "mutant.py")
        path.write_text(source, encoding="utf-8")
        environment = {
            **os.environ, "MUTANT": ".".join(module.with_suffix("").parts), "MUTANT_FILE": str((ROOT / module).resolve()),
            "MUTANT_SOURCE": str(path), "VAR": folder,
        }
        command = [sys.executable, "-m", "pytest", "-p", "tests.mutants.loading", *tests, "-x", "-q", "--lane=sqlite", "-p", "no:xdist", "-p", "no:cacheprovider"]
        try:
            return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=seconds * 3).returncode == 0
        except subprocess.TimeoutExpired:
            return False


def tried(module: Path, row: dict, arguments) -> tuple[list[Mutant], list[Mutant], list[str]]:
    """Every mutant of a module, those that survived, and the tests that fail without any."""
    source = (ROOT / module).read_text(encoding="utf-8")
    every = list(mutants(source, frozenset(row.get("kinds", ()))))
    called = [(ROOT / module, mutant) for mutant in every if mutant.in_function]
    trial = Trial(called, arguments.jobs, arguments.seconds)
    if called:
        run(row["tests"], trial)
    loaded = [mutant for mutant in every if not mutant.in_function] + [mutant for _, mutant in trial.unseen]
    tests = row.get("load_tests", row["tests"])
    if loaded and not load_time(module, source, tests, arguments.seconds):
        trial.broken += tests
    if trial.broken:
        return every, [], trial.broken
    with ThreadPoolExecutor(arguments.jobs) as pool:
        passed = list(pool.map(lambda mutant: load_time(module, ast.unparse(mutant.tree), tests, arguments.seconds), loaded))
    survived = [mutant for _, mutant in trial.survived] + [mutant for mutant, alive in zip(loaded, passed, strict=True) if alive]
    return every, sorted(survived, key=lambda mutant: mutant.line), []


def main() -> int:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(prog="bin/mutants", description=__doc__.split("\n\n")[1])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="such as vetting/rules.py")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=20, help="time limit for one mutant")
    parser.add_argument("--list", action="store_true", help="name the modules and how many mutants each has")
    arguments = parser.parse_args()
    if unknown := set(arguments.modules) - set(table["modules"]):
        parser.error(f"no such module in the table: {', '.join(sorted(unknown))}")
    worst = 1.0
    for name in arguments.modules or table["modules"]:
        row, module = table["modules"][name], Path(name)
        if arguments.list:
            print(f"{name}: {len(list(mutants((ROOT / module).read_text(), frozenset(row.get('kinds', ())))))}")
            continue
        every, survived, broken = tried(module, row, arguments)
        if broken:
            print(f"{name}: these tests fail on the unchanged code: {', '.join(broken)}")
            worst = 0.0
            continue
        known = {each["mutant"] for each in table.get("survivors", ()) if each["module"] == name}
        open_ones = [mutant for mutant in survived if mutant.name not in known]
        share = 1 - len(survived) / len(every) if every else 1.0
        worst = min(worst, 1 - len(open_ones) / len(every) if every else 1.0)
        print(f"{name}: {len(every) - len(survived)} of {len(every)} killed ({share:.0%}), {len(survived) - len(open_ones)} explained, {len(open_ones)} open", flush=True)
        for mutant in open_ones:
            print(f"    {mutant.line}: {mutant.name}", flush=True)
    return 0 if worst >= WANTED else 1


sys.exit(main())
