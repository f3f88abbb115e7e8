"""The house limits: small functions, small files, names that say something, and a quiet linter."""

import subprocess
import sys

from tests.architecture.sources import ROOT, code, dotted, functions, text
from tests.architecture.test_imports import room

LONGEST_FUNCTION, LONGEST_FILE, LONGEST_VIEW = 70, 400, 25
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc"}


def length(node) -> int:
    return node.end_lineno - node.lineno + 1


def test_functions_are_short():
    long = [
        f"{p}:{f.lineno} {f.name} {length(f)}" for p in code() for f in functions(p) if length(f) > LONGEST_FUNCTION
    ]
    assert long == []


def test_views_are_shorter():
    views = [path for path in code() if room(dotted(path)) == "views"]
    long = [f"{p}:{f.lineno} {f.name} {length(f)}" for p in views for f in functions(p) if length(f) > LONGEST_VIEW]
    assert long == []


def test_files_are_short():
    assert [f"{p} {text(p).count(chr(10))}" for p in code() if text(p).count("\n") > LONGEST_FILE] == []


def test_modules_have_names_that_say_something():
    assert [str(p) for p in code() if {part.removesuffix(".py") for part in p.parts} & SAYS_NOTHING] == []


def test_the_linter_is_quiet():
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--quiet", "--output-format=concise", "."],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
