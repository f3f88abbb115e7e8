"""A requirement in one line of text, and back: `any(US-TX:lpc, all(BE:commission, BE:visum), voluntary)`. Pure."""

import re

from licensure.catalog import AllOf, AnyOf, Holds, HoldsVoluntary

TOKEN = re.compile(r"\s*([(),]|[^\s(),]+)")
JOINS = {"all": AllOf, "any": AnyOf}
VOLUNTARY = "voluntary"


def in_letters(node) -> str:
    """An expression in one line; `voluntary` is any voluntary register that the organization's policy accepts."""
    if isinstance(node, Holds):
        return node.title
    if isinstance(node, HoldsVoluntary):
        return VOLUNTARY
    name = "all" if isinstance(node, AllOf) else "any"
    return f"{name}({', '.join(in_letters(part) for part in node.parts)})"


def from_letters(text: str):
    """The expression a line says. ValueError when it is not one."""
    if not (tokens := TOKEN.findall(text)):  # it finds every sign that is no space
        raise ValueError("A requirement is written as any(…), all(…), a title's key, or voluntary.")
    node, rest = _node(tokens)
    if rest:
        raise ValueError(f"Something follows the end of the requirement: {' '.join(rest)}")
    return node


def lets_voluntary_in(node) -> bool:
    """Whether an expression can be answered by a voluntary register."""
    return isinstance(node, HoldsVoluntary) or any(lets_voluntary_in(part) for part in getattr(node, "parts", ()))


def _node(tokens):
    word, *rest = tokens
    if word in JOINS and rest[:1] == ["("]:
        return _parts(JOINS[word], rest[1:])
    if word in "(),":
        raise ValueError(f"A title's key is expected instead of {word!r}.")
    return (HoldsVoluntary() if word == VOLUNTARY else Holds(word)), rest


def _parts(join, tokens):
    parts = []
    while tokens:
        node, tokens = _node(tokens)
        parts.append(node)
        mark, tokens = (tokens[0], tokens[1:]) if tokens else ("", ())
        if mark == ")":
            return join(tuple(parts)), tokens
        if mark != ",":
            break
    raise ValueError("A bracket is not closed.")
