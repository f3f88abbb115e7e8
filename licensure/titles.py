"""Whether a title as a register writes it is the title she attests. Pure: writings in, yes or no out.

Registers abbreviate, turn words around and add the word for a license. What is left over counts: an associate or a supervised
tier is not the independent title, and a writing that is another title's of the same jurisdiction is never hers.
"""

import re
from collections.abc import Iterable

EMPTY = frozenset({"LICENSE", "LICENSED", "LICENCE", "LICENCED", "THE", "A", "AN", "AS", "IN", "OF", "AND", "BY", "FOR", "LIC"})


def same_title(hers: Iterable[str], written: str, *, others: Iterable[str] = ()) -> bool:
    """Whether `written` names one of hers: its full title, its abbreviation, or both, and nothing else.

    `others` are the writings of every other title there.
    """
    said = _words(written)
    if not said:
        return True  # a source that names no title says nothing about it
    if any(said == _words(each) for each in hers):
        return True
    if any(said == _words(each) for each in others):
        return False
    known = [set(_words(each)) for each in hers]
    bare = set(said) - EMPTY
    if any(bare and bare == words - EMPTY for words in known) and not any(bare == set(_words(each)) - EMPTY for each in others):
        return True
    return any(len(words) == 1 and words <= bare and bare - words in [other - EMPTY for other in known] for words in known)


def _words(text: str) -> tuple[str, ...]:
    """The words of a title; "L.P.C." is one of them."""
    joined = re.sub(r"\b(?:\w\.){2,}", lambda found: found[0].replace(".", ""), text.upper())
    return tuple(re.findall(r"\w+", joined))
