"""The tool that flips rules: what it changes, what it leaves, and that a flip is noticed where a test looks."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.mutants.changes import mutants

ROOT = Path(__file__).resolve().parent.parent
TABLE = tomllib.loads((ROOT / "tests" / "mutants" / "table.toml").read_text())


def changes(source, **more):
    """(change, the mutated source) of every mutant."""
    return {mutant.change: ast.unparse(mutant.tree) for mutant in mutants(source, **more)}


FLIPS = [
    ("a < b", {"Lt 0 to LtE": "a <= b", "Lt 0 to GtE": "a >= b"}),
    ("a <= b", {"LtE 0 to Lt": "a < b", "LtE 0 to Gt": "a > b"}),
    ("a == b", {"Eq 0 to NotEq": "a != b"}),
    ("a is None", {"Is 0 to IsNot": "a is not None"}),
    ("a in b", {"In 0 to NotIn": "a not in b"}),
    ("a < b <= c", {"Lt 0 to LtE": "a <= b <= c", "Lt 0 to GtE": "a >= b <= c", "LtE 1 to Lt": "a < b < c", "LtE 1 to Gt": "a < b > c"}),
    ("a and b", {"And to Or": "a or b"}),
    ("not a", {"Not dropped": "not not a"}),
    ("a + b", {"Add to Sub": "a - b"}),
    ("a * b", {"Mult to FloorDiv": "a // b"}),
    ("'a' + b", {}),
    ("f(7)", {"7 to 8": "f(8)", "7 to 6": "f(6)"}),
    ("f(True)", {"True to False": "f(False)"}),
    ("a if b else c", {"condition negated": "a if not b else c"}),
    ("[a for a in b if c]", {"filter 0 dropped": "[a for a in b]"}),
    ("@step(A, B, guards=[one, two])\ndef f(self):\n    pass", {
        "guard 0 dropped": "@step(A, B, guards=[two])\ndef f(self):\n    pass",
            "guard 1 dropped": "@step(A, B, guards=[one])\ndef f(self):\n    pass",
    }),
    ("@step(A, B, guards=both)\ndef f(self):\n    pass", {}),
    ("BOTH = (one, *MORE)", {"guard 0 dropped": "BOTH = (*MORE,)", "guard 1 dropped": "BOTH = (one,)"}),
    ("BOTH = (ONE, TWO)", {}),
    ("hers, theirs = one.day, other.day", {}),
    ("def f(a: int | None) -> int | str:\n    pass", {}),
    ("Moment = Day | At", {}),
    ("@dataclass(frozen=True)\nclass A:\n    pass", {}),
    ("isinstance(a, int | str)", {}),
    ("zip(a, b, strict=True)", {}),
]


@pytest.mark.parametrize(("source", "expected"), FLIPS)
def test_each_operator_boolean_guard_and_number_is_flipped_alone(source, expected):
    assert changes(source) == expected


def test_a_mutant_says_where_it_is_and_when_it_runs():
    loaded, called = mutants("LIMIT = 5\n\ndef f(a=LIMIT):\n    if a > LIMIT:\n        g()\n", frozenset(["5 to 6", "Gt 0 to GtE"]))
    assert (loaded.line, loaded.in_function, loaded.name) == (1, False, "LIMIT = 5 | 5 to 6")
    assert (called.line, called.last_line, called.in_function, called.text) == (4, 4, True, "if a > LIMIT:")


def test_a_default_runs_when_the_module_is_loaded():
    (found,) = mutants("def f(a=5):\n    return a\n", frozenset(["5 to 6"]))
    assert not found.in_function


def test_every_module_of_the_table_is_there_with_its_tests_and_every_survivor_with_a_reason():
    for name, row in TABLE["modules"].items():
        assert (ROOT / name).is_file(), name
        named = [path.removeprefix("--deselect=") for path in [*row["tests"], *row.get("load_tests", ())]]
        paths = [path for path in named if path != "-mpure"]
        assert paths and [path for path in paths if not (ROOT / path.partition("::")[0]).is_file()] == []
    for each in TABLE.get("survivors", ()):
        assert each["module"] in TABLE["modules"]
        assert len(each["reason"]) > 20


def test_no_survivor_of_the_table_is_about_a_line_that_is_gone():
    for name in {each["module"] for each in TABLE.get("survivors", ())}:
        known = {mutant.name for mutant in mutants((ROOT / name).read_text())}
        gone = [each["mutant"] for each in TABLE["survivors"] if each["module"] == name and each["mutant"] not in known]
        assert gone == []


def test_the_command_lists_and_names_what_it_does_not_know():
    told = subprocess.run([sys.executable, "-m", "tests.mutants", "--list"], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0
    assert "vetting/rules.py: " in told.stdout
    wrong = subprocess.run([sys.executable, "-m", "tests.mutants", "vetting/nothing.py"], cwd=ROOT, capture_output=True, text=True)
    assert (wrong.returncode, "no such module in the table: vetting/nothing.py" in wrong.stderr) == (2, True)
