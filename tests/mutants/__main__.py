"""bin/mutants [MODULE …] [--jobs N] [--seconds N] [--list]: flip every rule once and see which flips no test notices.

Without a module: all of table.toml. Prints killed and survived per module, and every survivor nobody explained. Exit status
0: nine of ten mutants of every module die; 1: fewer do, or a test fails on the unchanged code; 2 usage.
"""

import argparse
import os
import sys
import tomllib
from pathlib import Path

from tests.mutants.changes import mutants
from tests.mutants.trial import Trial, run

ROOT = Path(__file__).resolve().parent.parent.parent
TABLE = Path(__file__).with_name("table.toml")
WANTED = 0.9
os.environ.setdefault("CI", "true")  # the shorter and repeatable profile of generated tests


def tried(module: Path, row: dict, arguments) -> Trial:
    """Every mutant of a module, judged."""
    every = list(mutants((ROOT / module).read_text(encoding="utf-8"), frozenset(row.get("kinds", ()))))
    return run(row["tests"], Trial(module, every, row.get("load_tests", row["tests"]), arguments.jobs, arguments.seconds))


def main() -> int:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(prog="bin/mutants", description=__doc__.split("\n\n")[1])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="such as vetting/rules.py")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=20, help="processor time for one mutant; sixty times as long by the clock")
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
        trial = tried(module, row, arguments)
        every, survived = trial.mutants, sorted(trial.survived, key=lambda mutant: mutant.line)
        if trial.broken:
            print(f"{name}: these fail on the unchanged code: {', '.join(trial.broken)}", flush=True)
            worst = 0.0
            continue
        known = {each["mutant"] for each in table.get("survivors", ()) if each["module"] == name}
        open_ones = [mutant for mutant in survived if mutant.name not in known]
        share = 1 - len(survived) / len(every) if every else 1.0
        worst = min(worst, 1 - len(open_ones) / len(every) if every else 1.0)
        explained = len(survived) - len(open_ones)
        killed = f"{len(every) - len(survived)} of {len(every)} killed ({share:.0%})"
        late = f", {len(trial.late)} of them by the time limit" if trial.late else ""
        print(f"{name}: {killed}{late}, {explained} explained, {len(open_ones)} open", flush=True)
        for mutant in open_ones:
            print(f"    {mutant.line}: {mutant.name}", flush=True)
        for mutant in trial.late:
            print(f"    stopped by the time limit: {mutant.line}: {mutant.name}", flush=True)
    return 0 if worst >= WANTED else 1


sys.exit(main())
