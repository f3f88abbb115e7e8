"""A pytest plugin (`-p tests.mutants.loading`): loads the module named in MUTANT from the source in MUTANT_SOURCE instead."""

import importlib.abc
import importlib.util
import os
import sys
from pathlib import Path


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module, and runs the mutant's source for it."""

    def find_spec(self, fullname, path=None, target=None):
        """A spec for the mutated module only."""
        if fullname != os.environ["MUTANT"]:
            return None
        return importlib.util.spec_from_file_location(fullname, os.environ["MUTANT_FILE"], loader=self)

    def create_module(self, spec):
        """The ordinary kind."""
        return None

    def exec_module(self, module):
        """Run the mutated source under the module's own path."""
        exec(compile(Path(os.environ["MUTANT_SOURCE"]).read_text(encoding="utf-8"), os.environ["MUTANT_FILE"], "exec"), module.__dict__)  # noqa: S102


if "MUTANT" in os.environ:
    sys.meta_path.insert(0, Finder())
