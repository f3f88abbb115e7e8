"""Which way imports point: between apps, between the rooms of an app, and out of the functional core."""

import subprocess
import sys

import pytest

from tests.architecture.sources import (
    APPS,
    COMPOSITION_ROOT,
    ROOT,
    app_of,
    code,
    dotted,
    functions,
    imported,
    ours,
    pure,
)

MAY_IMPORT = {
    "network": {"network"},
    "licensure": {"licensure", "network"},
    "vetting": {"vetting", "licensure", "network"},
    "payments": {"payments", "network"},
    "network.care": {"network.care", "payments", "network"},
}
# the machine that sweeps a network, its judge and invented pictures (decision 25); the rules of screening stand beside them
IN_ARRAYS = {
    *(f"licensure/{name}.py" for name in ("columns", "glance", "leads", "lookup", "ragged", "reached", "shapes", "sweep", "vocabulary")),
    "licensure/bench_reference.py",
    "network/bench_pictures.py", "network/care/bench_referral_oracle.py",
    *(f"vetting/arrays{part}.py" for part in ("", "_held", "_insured", "_worked", "_said", "_papers", "_concerns")),
    *(f"vetting/{name}.py" for name in ("columns", "unpacked", "at_once", "bench_pieces", "bench_sweep")),
}
# the room a module belongs to, and the rooms it never reaches up to
ABOVE = {
    "models": {"facts", "queries", "workflow", "jobs", "forms", "pages", "views", "urls"},
    "facts": {"workflow", "jobs", "forms", "pages", "views", "urls"},
    "queries": {"workflow", "jobs", "forms", "pages", "views", "urls"},
    "workflow": {"forms", "pages", "views", "urls"},
    "jobs": {"forms", "pages", "views", "urls"},
    "forms": {"views", "urls"},
    "pages": {"workflow", "views", "urls"},
    "views": {"urls"},
}


def room(name: str) -> str:
    """`vetting.views.file` → `views`; `network.care.models` → `models`."""
    parts = name.removeprefix("network.care.").split(".") if name.startswith("network.care.") else name.split(".")[1:]
    return parts[0] if parts else ""


def test_there_is_code_to_look_at():
    assert {path.parts[0] for path in code()} == set(APPS)
    assert len(pure()) > 20


def test_apps_import_only_what_lies_below_them():
    wrong = [
        f"{path}:{line} imports {name}"
        for path in code()
        if str(path) not in COMPOSITION_ROOT
        for line, name in imported(path)
        if ours(name) and app_of(name) not in MAY_IMPORT[app_of(dotted(path))]
    ]
    assert wrong == []


def test_rooms_of_an_app_import_only_what_lies_below_them():
    wrong = [
        f"{path}:{line} imports {name}"
        for path in code()
        for line, name in imported(path)
        if ours(name) and room(name) in ABOVE.get(room(dotted(path)), ())
    ]
    assert wrong == []


def test_the_functional_core_imports_nothing_of_django_and_no_shell():
    core = {dotted(path) for path in pure()}
    wrong = [
        f"{path}:{line} imports {name}"
        for path in pure()
        for line, name in imported(path)
        if name.split(".")[0] == "django" or (ours(name) and name not in core)
    ]
    assert wrong == []


def test_the_functional_core_loads_without_django():
    names = [dotted(path) for path in pure()]
    program = f"import importlib, sys; sys.modules['django'] = None; [importlib.import_module(n) for n in {names!r}]"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_only_the_machine_that_sweeps_a_network_works_in_arrays():
    using = {str(path) for path in code() for _, name in imported(path) if name.split(".")[0] == "numpy"}
    assert using == IN_ARRAYS


def test_first_party_imports_stand_at_the_top_of_their_file():
    wrong = [
        f"{path}:{line} imports {name} inside {function.name}"
        for path in code()
        for function in functions(path)
        for line, name in imported(path, function)
        if ours(name)
    ]
    assert wrong == []


@pytest.mark.parametrize("app", APPS)
def test_no_app_is_named_in_a_string_of_another_that_must_not_know_it(app):
    """Foreign keys by string count as imports, too."""
    allowed = {label.split(".")[-1] for label in MAY_IMPORT[app]}
    strangers = set(APPS) - allowed
    wrong = []
    for path in code():
        if app_of(dotted(path)) == app and str(path) not in COMPOSITION_ROOT and room(dotted(path)) == "models":
            wrong += [
                f"{path} names {other}" for other in strangers if f'ForeignKey("{other}.' in (ROOT / path).read_text()
            ]
    assert wrong == []
