"""An XML file of the bank as a tree whose elements know their line. Pure; no document type, so no entities and no other file.

Names are given without their namespace; the namespace of the root says which message it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat  # noqa: S407 - a document type is refused before anything is expanded

DEEPEST, MOST = 40, 2_000_000  # elements within each other, elements in all


class NotXml(ValueError):
    """The bytes are no XML we read: `code` says why, `line` where."""

    def __init__(self, code: str, line: int):
        super().__init__(f"{code} on line {line}")
        self.code, self.line = code, line


@dataclass(slots=True)
class Element:
    """A name, its attributes, its text, the line it begins on and what stands within it."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def all(self, *path: str) -> Iterator["Element"]:
        """Every element at that path below this one, in order."""
        if not path:
            yield self
            return
        for child in self.children:
            if child.name == path[0]:
                yield from child.all(*path[1:])

    def first(self, *path: str) -> "Element | None":
        """The first element at that path."""
        return next(self.all(*path), None)

    def said(self, *path: str) -> str:
        """The text at that path without blanks around it; empty when there is none."""
        found = self.first(*path)
        return found.text.strip() if found else ""


def read(content: bytes) -> tuple[str, Element]:
    """The namespace and the root. Raises NotXml."""
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise NotXml("not_xml", error.lineno) from error
    except NotXml:
        raise
    except (LookupError, ValueError) as error:  # named in its first line, and none that can be read sign by sign
        raise NotXml("encoding", 1) from error
    space, _, name = reader.top.children[0].name.rpartition(" ")
    root = reader.top.children[0]
    root.name = name
    return space, root


class _Reader:
    def __init__(self):
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._text
        self.top = Element("", 0)
        self.open, self.count = [self.top], 0

    def _refuse(self, code: str) -> None:
        raise NotXml(code, self.parser.CurrentLineNumber)

    def _doctype(self, *_) -> None:
        self._refuse("doctype")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) > DEEPEST or self.count > MOST:
            self._refuse("too_large")
        local = name if len(self.open) == 1 else name.rpartition(" ")[2]
        element = Element(local, self.parser.CurrentLineNumber, attributes)
        self.open[-1].children.append(element)
        self.open.append(element)

    def _end(self, _name: str) -> None:
        self.open.pop()

    def _text(self, text: str) -> None:
        self.open[-1].text += text


def minor_units(text: str) -> int | None:
    """An amount of a bank's file in minor units; None when it is no amount with at most two decimals, or is below nothing."""
    whole, _, rest = text.partition(".")
    good = whole.isascii() and whole.isdigit() and (not rest or (rest.isascii() and rest.isdigit()))
    rest = rest.rstrip("0")
    if not good or len(rest) > 2 or len(whole) > 15:
        return None
    return int(whole) * 100 + int(rest.ljust(2, "0"))
