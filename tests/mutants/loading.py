"""Loads a mutant in place of its module, for what runs when a module is loaded: limits, tables, defaults, guards of a step."""

import importlib.abc
import importlib.util
import sys
from contextlib import suppress
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
    """Let everything that may hold a value of the module be imported anew: tests, and modules without Django."""
    for other, module in list(sys.modules.items()):
        ours = other.split(".")[0] in FIRST and not other.startswith(KEPT)
        if other == name or ours and (other.startswith("tests.") or _is_pure(module)):
            del sys.modules[other]


def _is_pure(module) -> bool:
    file = getattr(module, "__file__", None)
    return bool(file) and "django" not in Path(file).read_text(encoding="utf-8")
