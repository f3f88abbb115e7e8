"""Takes in what a person uploads: one PDF, or one or several photos that become one document.

Everything is looked at and drawn in jails before anything is kept. What was sent is kept too, byte by byte, as evidence;
what is shown and saved is free of scripts, of location data and of whatever else hides in a file.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network import renderings, scanner, storage
from network.inspection import MAX_BYTES, RECEIVED, SUFFIXES, inspect, refusal
from network.renderings import Drawn
from network.transitions import Refusal, Refused

MOST = 10


@dataclass(frozen=True, slots=True)
class Original:
    """One file exactly as it was sent."""

    content: bytes
    name: str
    content_type: str
    sha256: str

    @property
    def suffix(self) -> str:
        """The ending its content has."""
        return RECEIVED[self.content_type]

    def row(self) -> dict:
        """What is remembered of it beside its bytes."""
        return {
            "name": self.name[:150], "content_type": self.content_type, "size": len(self.content), "sha256": self.sha256,
            "suffix": self.suffix,
        }


@dataclass(frozen=True, slots=True)
class Taken:
    """An upload that may be kept. `originals` is empty when what is kept is what was sent; `held`: the scanner was down."""

    content: bytes
    content_type: str
    pages: int
    sha256: str
    received_sha256: str
    filename: str
    drawn: tuple[Drawn, ...]
    originals: tuple[Original, ...] = ()
    held: bool = False

    @property
    def suffix(self) -> str:
        """The ending its name should have."""
        return SUFFIXES[self.content_type]


def take(files: Sequence, *, filename: str = "") -> Taken:
    """Look at one file or several (bytes, or open files with a name); draw and join them. Raises Refused; keeps nothing."""
    if len(files) > MOST:
        raise Refused([Refusal("too_many_files", *TOO_MANY)])
    if sum(_size(file) for file in files) > MAX_BYTES:
        raise Refused([refusal("too_large")])  # before a byte is read into memory
    originals, found, held, unmet = [], [], False, []
    for place, file in enumerate(files, 1):
        name, content = filename or getattr(file, "name", "") or "", storage.whole(file)
        try:
            held = _scanned(content) or held
            found.append(inspect(content, filename=name))
        except Refused as refused:
            unmet += refused.refusals if len(files) == 1 else [_of_one(each, place, files, name) for each in refused.refusals]
            continue
        originals.append(Original(content, name, found[-1].received_type, found[-1].received_sha256))
    if unmet:
        raise Refused(unmet)
    if len(files) == 1:
        return replace(_one(found[0], originals[0]), held=held)
    if any(row.content_type == "application/pdf" for row in found):
        raise Refused([Refusal("mixed", *MIXED)])
    content, drawn = renderings.join([row.content for row in found])
    return replace(_made(content, drawn, originals), held=held)


def _of_one(unmet: Refusal, place: int, files: Sequence, name: str) -> Refusal:
    """What stands against one file of several, saying which: photos of a phone are often all of one name."""
    named = {"place": place, "count": len(files), "name": name, "what": unmet.message}
    said = gettext("File %(place)s of %(count)s, “%(name)s”: %(what)s") % named
    return replace(unmet, message=said, facts={"place": place, "name": name})


def _scanned(content) -> bool:
    """Ask the virus scanner, where there is one; True when it does not answer and the file is to be held. Raises Refused."""
    if not content or not scanner.configured():
        return False
    try:
        found = scanner.scan(content)
    except scanner.ScannerDown:
        return True
    if found:
        raise Refused([refusal("infected")])
    return False


def _one(found, original) -> Taken:
    drawn = renderings.draw(found.content, found.content_type)
    if found.scripted:
        return _redrawn(found, drawn, original)
    plain = found.sha256 == found.received_sha256
    return Taken(
        found.content, found.content_type, found.pages, found.sha256, found.received_sha256, original.name, drawn,
        () if plain else (original,),
    )


def _redrawn(found, drawn, original) -> Taken:
    """A PDF with scripts, as the pictures of its pages. One too long for that is refused."""
    if len(drawn) < found.pages:
        raise Refused([refusal("active_content")])
    content, _again = renderings.join([page.content for page in drawn])
    return _made(content, drawn, [original])


def _made(content, drawn, originals) -> Taken:
    """A PDF we made of what was sent."""
    digest = hashlib.sha256(content).hexdigest()
    sent = [row.sha256 for row in originals]
    received = sent[0] if len(sent) == 1 else hashlib.sha256("".join(sent).encode()).hexdigest()
    return Taken(content, "application/pdf", len(drawn), digest, received, originals[0].name, drawn, tuple(originals))


def _size(file) -> int:
    return len(file) if isinstance(file, bytes | bytearray | memoryview) else getattr(file, "size", 0) or 0


TOO_MANY = (_("These are more than ten files."), _("Send the pages that were asked for, ten at most, or save them as one PDF."))
MIXED = (
    _("A PDF and photos cannot become one document."),
    _("Send the PDF alone, or photos of every page."),
)
