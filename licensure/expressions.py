"""A requirement in one line of text, and back. Pure.

`any(US-TX:lpc, all(BE:commission, BE:visum), supervised(US-AR:lac, by US-AR:lpc), voluntary)`.
"""

import re

from licensure.catalog import AllOf, AnyOf, Holds, HoldsVoluntary, Supervised
from network.sentences import Sentence, gettext_noop

TOKEN = re.compile(r"\s*([(),]|[^\s(),]+)")
JOINS = {"all": AllOf, "any": AnyOf}
VOLUNTARY = "voluntary"
SUPERVISED, BY = "supervised", "by"
UNCLOSED = gettext_noop("A bracket is not closed.")


def in_letters(node) -> str:
    """An expression in one line; `voluntary` is any voluntary register that the organization's policy accepts."""
    if isinstance(node, Holds):
        return node.title
    if isinstance(node, HoldsVoluntary):
        return VOLUNTARY
    if isinstance(node, Supervised):
        return f"{SUPERVISED}({in_letters(node.what)}, {BY} {in_letters(node.by)})"
    name = "all" if isinstance(node, AllOf) else "any"
    return f"{name}({', '.join(in_letters(part) for part in node.parts)})"


def from_letters(text: str):
    """The expression a line says. ValueError when it is not one."""
    if not (tokens := TOKEN.findall(text)):  # it finds every sign that is no space
        raise _unreadable(gettext_noop("A requirement is written as any(…), all(…), supervised(…, by …), a title's key, or voluntary."))
    node, rest = _node(tokens)
    if rest:
        raise _unreadable(gettext_noop("Something follows the end of the requirement: %(rest)s"), rest=" ".join(rest))
    return node


def lets_voluntary_in(node) -> bool:
    """Whether an expression can be answered by a voluntary register."""
    return isinstance(node, HoldsVoluntary) or any(lets_voluntary_in(part) for part in getattr(node, "parts", ()))


def _unreadable(text, **values) -> ValueError:
    return ValueError(Sentence.of(text, **values))


def _node(tokens):
    word, *rest = tokens
    if word in JOINS and rest[:1] == ["("]:
        return _parts(JOINS[word], rest[1:])
    if word == SUPERVISED and rest[:1] == ["("]:
        return _supervised(rest[1:])
    if word in "(),":
        raise _unreadable(gettext_noop("A title's key is expected instead of '%(word)s'."), word=word)
    return (HoldsVoluntary() if word == VOLUNTARY else Holds(word)), rest


def _supervised(tokens):
    """What is held, a comma, the word `by`, and what the supervisor holds."""
    what, tokens = _node(tokens or [")"])
    if tokens[:2] != [",", BY] or not tokens[2:]:
        raise _unreadable(gettext_noop("Supervision is written as supervised(what is held, by what the supervisor holds)."))
    by, tokens = _node(tokens[2:])
    if tokens[:1] != [")"]:
        raise _unreadable(UNCLOSED)
    return Supervised(what, by), tokens[1:]


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
    raise _unreadable(UNCLOSED)
