"""The changes: from the source of a module, every small edit that should make a test fail. Pure."""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

COMPARISONS = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}  # fmt: skip
ARITHMETIC = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: how to make it, the lines it touches, and what it did."""

    make: Callable[[], ast.Module]
    line: int
    last_line: int
    change: str
    text: str
    in_function: bool

    @property
    def tree(self) -> ast.Module:
        """The module's tree with the change."""
        return self.make()

    @property
    def name(self) -> str:
        """How the table of survivors names it; it stays while the text of the line does."""
        return f"{self.text} | {self.change}"


def mutants(source: str, kinds: frozenset[str] = frozenset()) -> Iterator[Mutant]:
    """Every mutant of a module, or only those whose change begins with one of `kinds`."""
    tree, lines = ast.parse(source), source.splitlines()
    inside, skipped = _inside_functions(tree), _skipped(tree)
    for place, node in enumerate(ast.walk(tree)):
        for change, edit in _edits(node) if id(node) not in skipped else ():
            if kinds and not change.startswith(tuple(kinds)):
                continue
            where = _where(node)
            text = " ".join(lines[where.lineno - 1].split())
            yield Mutant(partial(_edited, tree, place, edit), where.lineno, where.end_lineno, change, text, id(node) in inside)


def _edited(tree, place, edit) -> ast.Module:
    mutated = copy.deepcopy(tree)
    edit(next(found for at, found in enumerate(ast.walk(mutated)) if at == place))
    return ast.fix_missing_locations(mutated)


def _where(node):
    """The part of a node that says where it is: the condition of an if, not its body."""
    if isinstance(node, ast.If | ast.While):
        return node.test
    return node.iter if isinstance(node, ast.comprehension) else node


def _inside_functions(tree) -> set[int]:
    """Nodes that run when a function is called; its decorators and defaults run when the module is loaded."""
    found = set()
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.Lambda):
            body = function.body if isinstance(function.body, list) else [function.body]
            found.update(id(node) for statement in body for node in ast.walk(statement))
    return found


def _skipped(tree) -> set[int]:
    """What only a type checker would miss: annotations, names for types, and the bookkeeping of decorators."""
    parts = [part for node in ast.walk(tree) for part in _unread(node)]
    return {id(inner) for part in parts for inner in ast.walk(part)}


def _unread(node):
    if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
        yield node.annotation
    if isinstance(node, ast.FunctionDef) and node.returns:
        yield node.returns
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield from (item for item in node.decorator_list if getattr(getattr(item, "func", None), "id", "") != "step")
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp) and isinstance(node.value.op, ast.BitOr):
        yield node.value
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "isinstance":
        yield node.args[1]
    if isinstance(node, ast.keyword) and node.arg == "strict":
        yield node


def _edits(node):
    """(what it does, the function that does it to a copy of the node)."""
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            for other in COMPARISONS.get(type(operator), ()):
                yield f"{_word(operator)} {at} to {other.__name__}", lambda found, at=at, other=other: found.ops.__setitem__(at, other())
    elif isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"{_word(node.op)} to {other.__name__}", lambda found: setattr(found, "op", other())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "Not dropped", lambda found: setattr(found, "operand", ast.UnaryOp(ast.Not(), found.operand))
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC and not _is_text(node):
        swapped = ARITHMETIC[type(node.op)]
        yield f"{_word(node.op)} to {swapped.__name__}", lambda found: setattr(found, "op", swapped())
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "condition negated", lambda found: setattr(found, "test", ast.UnaryOp(ast.Not(), found.test))
    elif isinstance(node, ast.comprehension):
        for at in range(len(node.ifs)):
            yield f"filter {at} dropped", lambda found, at=at: found.ifs.pop(at)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield f"{node.value} to {not node.value}", lambda found: setattr(found, "value", not found.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        for step in (1, -1):
            yield f"{node.value} to {node.value + step}", lambda found, step=step: setattr(found, "value", found.value + step)
    elif _names_guards(node):
        for at in range(len(node.value.elts)):
            yield f"guard {at} dropped", lambda found, at=at: found.value.elts.pop(at)


def _names_guards(node) -> bool:
    """The guards of a step, or a tuple of functions that several steps share."""
    if isinstance(node, ast.keyword):
        return node.arg == "guards" and isinstance(node.value, ast.List | ast.Tuple)
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Tuple):
        return False
    names = [item.value if isinstance(item, ast.Starred) else item for item in node.value.elts]
    return all(isinstance(name, ast.Name) for name in names) and any(name.id.islower() for name in names)


def _word(operator) -> str:
    return type(operator).__name__


def _is_text(node) -> bool:
    return any(isinstance(side, ast.JoinedStr) or isinstance(getattr(side, "value", None), str) for side in (node.left, node.right))
