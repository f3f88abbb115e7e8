"""Safe pictures of the pages of a file: drawn in a jail, stripped of everything else. Nothing but these is ever shown."""

import hashlib
from dataclasses import asdict, dataclass, replace

from network import jail
from network.inspection import MAX_PIXELS, refusal
from network.jail import JailError, Limits
from network.transitions import Refused

PAGES = 20  # drawn when a file comes in; further pages are drawn when somebody asks for them
LIMITS = Limits(seconds=12, patience=30)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page as a JPEG, and what was seen of it.

    `across`: pixels of the longer side as photographed, 0 for a drawn page. `sharp`, `light`, `contrast`, `look`, `askew`
    and `shaded` are explained in `rendering_child`. `of`: how many pages the file has. `text`: what a PDF says of itself.
    """

    content: bytes
    width: int
    height: int
    across: int
    of: int
    sharp: float
    light: int
    contrast: int
    look: str
    askew: float = 0
    shaded: float = 0
    text: str = ""

    def row(self) -> dict:
        """What is remembered of the page beside its bytes."""
        kept = {name: value for name, value in asdict(self).items() if name not in ("content", "of", "text")}
        return {**kept, "sha256": hashlib.sha256(self.content).hexdigest()}


def draw(content: bytes, content_type: str, *, first: int = 0, count: int = PAGES) -> tuple[Drawn, ...]:
    """Up to `count` pages from page `first` (counted from 0); fewer when they take too long. Raises Refused."""
    answer, data = _ask({"type": content_type, "first": first, "count": count}, content)
    return _pages(answer, data)[0]


def join(pictures: list[bytes]) -> tuple[bytes, tuple[Drawn, ...]]:
    """One PDF of several pictures that were written anew, and its pages. Raises Refused."""
    answer, data = _ask({"do": "join", "sizes": [len(picture) for picture in pictures]}, b"".join(pictures))
    pages, rest = _pages(answer, data)
    return rest, pages


def turned(page: Drawn, degrees: int) -> Drawn:
    """The page turned clockwise by so many degrees, so that it stands upright. Raises Refused."""
    answer, data = _ask({"do": "turn", "degrees": degrees, "across": page.across, "of": page.of}, page.content)
    (upright,), _rest = _pages(answer, data)
    return replace(upright, text=page.text)


def _pages(answer, data):
    pages, at = [], 0
    for row in answer["pages"]:
        size = row.pop("bytes")
        pages.append(Drawn(content=data[at : at + size], **row))
        at += size
    return tuple(pages), data[at:]


def _ask(request: dict, body: bytes) -> tuple[dict, bytes]:
    try:
        answer, data = jail.run("rendering_child", {**request, "pixels": MAX_PIXELS}, body, LIMITS)
    except JailError as error:
        raise Refused([refusal("too_complex")]) from error
    if not answer["ok"]:
        raise Refused([refusal(answer["code"])])
    return answer, data
