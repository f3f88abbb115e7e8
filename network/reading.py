"""The text of a paper: from the PDF itself, else by Tesseract where it is installed. A suggestion beside the image, never a fact."""

import shutil
from dataclasses import dataclass, field

from django.conf import settings

from network import jail
from network.jail import JailError, Limits
from network.renderings import Drawn

LANGUAGES = {"nl": "nld"}  # of the reader, by the models Tesseract calls so; both read the letters of the other
PAGES = 2  # read by Tesseract: a few seconds each, and a person is waiting
ENOUGH = 40  # letters in a PDF's own text, below which it is a picture of a page
LIMITS = Limits(seconds=25, patience=40)


@dataclass(frozen=True, slots=True)
class Read:
    """What the words are, line by line, and by how many degrees pages (from 1) have to be turned to stand upright."""

    text: str = ""
    turns: dict[int, int] = field(default_factory=dict)


def installed() -> bool:
    """Whether Tesseract is here, and was not switched off."""
    return bool(settings.TESSERACT) and shutil.which("tesseract") is not None


def read(pages: tuple[Drawn, ...], *, language: str = "en") -> Read:
    """The text of the first pages and how they lie; nothing of a picture where Tesseract is not installed."""
    texts, turns = [], {}
    for number, page in enumerate(pages, 1):
        text, turn = page.text, 0
        if len(text.strip()) < ENOUGH and installed() and number <= PAGES:
            text, turn = _by_tesseract(page, LANGUAGES.get(language, "eng"))
        texts.append(text)
        turns |= {number: turn} if turn else {}
    return Read("\n".join(texts), turns)


def _by_tesseract(page, model):
    """Nothing when it takes too long: then the questions are asked as they are without it."""
    try:
        answer, _ = jail.run("reading_child", {"languages": model}, page.content, LIMITS)
    except JailError:
        return "", 0
    return answer["text"], answer["turn"]
