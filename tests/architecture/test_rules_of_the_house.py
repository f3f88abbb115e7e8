"""What code may not do: read the clock deep down, write in a view, step around the machines, listen to signals."""

import ast
import re
from pathlib import Path

from tests.architecture.sources import code, dotted, pure, text, tree
from tests.architecture.test_imports import room

CLOCK = re.compile(
    r"\btimezone\.now\(|\bdate\.today\(|\bdatetime\.(now|utcnow|today)\(|\bclock\.(now|today)\(|\btime\.time\("
)
CLOCKLESS_ROOMS = {
    "models",
    "rules",
    "facts",
    "queries",
    "workflow",
    "guards",
    "criteria",
    "forms",
    "pages",
    "evidence",
}
MAY_USE_BASE_MANAGER = {"network/transitions.py", "network/access.py", "network/scope.py", "network/models/base.py"}
MAY_USE_BASE_MANAGER |= {"network/backup/making.py", "network/backup/restoring.py"}  # every row of every table, by definition
MAY_USE_BASE_MANAGER |= {"network/sealed.py"}  # every sealed value, whoever's


def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]


def method(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def found(pattern: str, paths) -> list[str]:
    """`path:line` of every line that matches."""
    return [
        f"{path}:{number} {line.strip()}"
        for path in paths
        for number, line in enumerate(text(path).splitlines(), 1)
        if re.search(pattern, line)
    ]


def test_nothing_below_the_view_reads_the_clock():
    clockless = [path for path in code() if room(dotted(path)) in CLOCKLESS_ROOMS or path in pure()]
    clockless = [path for path in clockless if dotted(path) != "network.models.clock"]
    assert len(clockless) > 20
    assert found(CLOCK.pattern, clockless) == []


def test_views_write_nothing():
    views = [path for path in code() if room(dotted(path)) == "views"]
    assert views
    writing = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
    wrong = [f"{p}:{c.lineno} .{method(c)}(" for p in views for c in calls(p) if method(c) in writing]
    assert wrong == []


def test_only_the_kernel_steps_around_the_scope():
    outside = [path for path in code() if str(path) not in MAY_USE_BASE_MANAGER]
    assert found(r"_base_manager", outside) == []


def test_a_look_at_every_organization_says_why():
    """`everywhere()` is rare and carries its reason as a literal."""
    wrong = []
    for path in code():
        for call in calls(path):
            if method(call) == "everywhere":
                given = {k.arg: k.value for k in call.keywords}
                reason = given.get("reason")
                if not (isinstance(reason, ast.Constant) and len(str(reason.value)) >= 12):
                    wrong.append(f"{path}:{call.lineno}")
    assert wrong == []


def machines() -> set[str]:
    """Models whose state is moved by steps: the classes that inherit Stateful."""
    return {
        node.name
        for path in code()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        and any(getattr(base, "id", getattr(base, "attr", "")) == "Stateful" for base in node.bases)
    }


def sets_state(call: ast.Call) -> bool:
    return any(keyword.arg == "state" for keyword in call.keywords)


def test_the_state_of_a_machine_is_never_written_beside_its_steps():
    """No `Application.objects…update(state=…)` and no `create(state=…)`: both would step around permission and record."""
    known, wrong = machines(), []
    assert known
    for path in code():
        if room(dotted(path)) == "models" or not any(re.search(rf"\b{name}\b", text(path)) for name in known):
            continue
        for call in calls(path):
            if method(call) in {"update", "create", "get_or_create", "update_or_create"} and sets_state(call):
                subject = ast.unparse(call.func)
                of_another = re.match(r"([A-Z]\w+)\.", subject)  # a row that is no machine, by name
                if not of_another or of_another.group(1) in known:
                    wrong.append(f"{path}:{call.lineno} {subject}(state=…)")
    assert wrong == []


def test_nothing_listens_to_signals():
    assert (
        found(r"@receiver\b|(signal|signals\.\w+|pre_\w+|post_\w+|task_\w+|user_logged_\w+)\.connect\(", code()) == []
    )


def test_sql_and_shells_are_not_built_from_strings():
    assert found(r"\.extra\(|RawSQL\(|shell=True|mark_safe\(f|\beval\(|\bexec\(|pickle\.loads?\(", code()) == []
