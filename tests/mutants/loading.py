"""Loads a mutant in place of its module, for what runs when a module is loaded: limits, tables, defaults, guards of a step."""

import ast
import importlib.abc
import importlib.util
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import CodeType

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import utils

FIRST = ("network", "licensure", "vetting", "payments", "tests")
MODELS = tuple(f"{app}.models" for app in FIRST[:4])  # loaded twice, a model is two classes
KEPT = (*MODELS, "tests.conftest", "tests.settings", "tests.lanes", "tests.mutants")
CONNECT = BaseDatabaseWrapper.ensure_connection  # before a run forbids it to tests that ask for no database
QUIET = ("-x", "-q", "-s", "--lane=sqlite", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:warnings", "--no-header", "--no-summary")


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module, and runs the mutant's code for it."""

    def __init__(self, name: str, file: str, code: CodeType):
        self.name, self.file, self.code = name, file, code

    def find_spec(self, fullname, path=None, target=None):
        """A spec for the mutated module only."""
        return importlib.util.spec_from_file_location(fullname, self.file, loader=self) if fullname == self.name else None

    def exec_module(self, module):
        """Run the mutated code as the module."""
        exec(self.code, module.__dict__)  # noqa: S102  our own source, changed in one place


def survives(name: str, file: str, code: CodeType, tests: list[str], *, database: bool) -> bool:
    """Whether the tests pass with this code as the module `name`. Only in a process that ends afterwards.

    `database`: the process has a test database already, which serves.
    """
    with suppress(AttributeError):  # not set up: the tests asked nothing of Django yet
        utils.teardown_test_environment()
    if database:
        keep_database()
    forget(name)
    sys.meta_path.insert(0, Finder(name, file, code))
    return pytest.main([*tests, *QUIET]) == 0


def keep_database() -> None:
    """The database this process has stands for the one that would be made and taken down again."""
    BaseDatabaseWrapper.ensure_connection = CONNECT
    utils.setup_databases, utils.teardown_databases = (lambda **options: []), (lambda made, **options: None)


def forget(name: str) -> None:
    """Let everything that may hold a value of the module be imported anew: who imports it, tests, and modules without Django."""
    ours = {other: file for other, file in _files().items() if not other.startswith(KEPT)}
    gone = {name, *(other for other, file in ours.items() if other.startswith("tests.") or "django" not in _text(file))}
    while more := {other for other, file in ours.items() if other not in gone and _imported(file) & gone}:
        gone |= more
    for other in gone & set(sys.modules):
        module = sys.modules.pop(other)
        parent, _, child = other.rpartition(".")
        if vars(sys.modules.get(parent, module)).get(child) is module:  # or "from parent import child" finds it still
            delattr(sys.modules[parent], child)


def _files() -> dict[str, str]:
    modules = {other: getattr(module, "__file__", None) for other, module in sys.modules.items() if other.split(".")[0] in FIRST}
    return {other: file for other, file in modules.items() if file}


@cache
def _text(file: str) -> str:
    return Path(file).read_text(encoding="utf-8")


@cache
def _imported(file: str) -> frozenset[str]:
    """What a file imports, by the names its module may have."""
    names = set()
    for node in ast.walk(ast.parse(_text(file))):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return frozenset(names)


def read_imports() -> None:
    """Read once what every module imports, before there are forks that would each read it."""
    for file in _files().values():
        _imported(file)
