"""The project's own files, read once: what the tests of this folder look at."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("network", "licensure", "vetting", "payments")
COMPOSITION_ROOT = {"network/settings.py", "network/urls.py", "network/wsgi.py"}
PURE = (
    "network/standing.py", "network/standing_rows.py", "network/dates.py", "network/workdays.py", "network/money.py", "network/lanes.py",
    "network/marks.py", "network/sentences.py",
    "network/care/matching.py", "network/care/disclosure.py", "network/care/spells.py", "network/care/eligibility.py",
    "network/care/clocks.py", "network/care/grid.py", "network/care/parameters.py",
    "licensure/rules.py", "licensure/catalog.py", "licensure/compacts.py", "licensure/comparing.py", "licensure/holdings.py",
    "licensure/names.py", "licensure/npi.py", "licensure/packs.py", "licensure/screening.py", "licensure/titles.py",
    "licensure/pack_faults.py", "licensure/check_digits.py", "licensure/coverage.py", "licensure/expressions.py",
    "licensure/corrections.py",
    "licensure/home_moves.py", "licensure/supervision.py",
    "licensure/nicknames.py", "licensure/han.py", "licensure/vocabulary.py", "licensure/list_index.py", "licensure/sweep.py",
    "licensure/columns.py", "licensure/leads.py", "licensure/ragged.py", "licensure/reached.py", "licensure/shapes.py",
    "licensure/glance.py", "licensure/lookup.py",
    "vetting/rules.py", "vetting/criteria/*.py", "vetting/codec.py", "vetting/evidence.py", "vetting/findings.py",
    "vetting/turns.py", "vetting/limits.py", "vetting/presets.py", "vetting/committee.py", "vetting/interests.py", "vetting/terms.py",
    "vetting/turns.py", "vetting/limits.py", "vetting/presets.py", "vetting/sampling.py", "vetting/worksheet.py", "vetting/closed.py",
    "vetting/growing_old.py", "vetting/standards.py",
    "payments/rules.py", "payments/lines.py", "payments/rates.py", "payments/counting.py", "payments/duplicates.py",
    "payments/pay_dates.py", "payments/duties.py", "payments/postings.py", "payments/loop.py", "payments/releasing.py",
    "payments/bank/*.py",
)  # fmt: skip


@cache
def files() -> tuple[Path, ...]:
    """Every file of the checkout that is tracked or would be, relative to its root."""
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, check=True
    ).stdout
    return tuple(sorted(Path(name) for name in listed.splitlines() if (ROOT / name).is_file()))


@cache
def text(path: Path) -> str:
    return (ROOT / path).read_text(errors="replace")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path), str(path))


@cache
def code() -> tuple[Path, ...]:
    """The product's Python files: no tests, no migrations."""
    return tuple(p for p in files() if p.suffix == ".py" and p.parts[0] in APPS and "migrations" not in p.parts)


@cache
def pure() -> tuple[Path, ...]:
    """The functional core: imports nothing of Django."""
    return tuple(p for p in code() if any(p.match(pattern) for pattern in PURE))


def app_of(name: str) -> str:
    """The app of a dotted module name; the employee assistance side is an app inside network."""
    return "network.care" if name.split(".")[:2] == ["network", "care"] else name.split(".")[0]


def dotted(path: Path) -> str:
    """`network/models/__init__.py` → `network.models`."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def imported(path: Path, inside: ast.AST | None = None) -> Iterator[tuple[int, str]]:
    """(line, dotted module) of every import; `from network import clock` gives `network.clock`."""
    for node in ast.walk(inside or tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = dotted(path).split(".")
            up = package[: len(package) - node.level + (path.name == "__init__.py")] if node.level else []
            base = ".".join([*up, *filter(None, [node.module])])
            for alias in node.names:
                yield node.lineno, f"{base}.{alias.name}" if is_module(f"{base}.{alias.name}") else base


@cache
def is_module(name: str) -> bool:
    place = ROOT / Path(*name.split("."))
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def ours(name: str) -> bool:
    return name.split(".")[0] in APPS
