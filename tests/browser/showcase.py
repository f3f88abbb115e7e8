"""The pictures of the README: a few main screens as their people see them first, into `docs/pictures/`.

./bin/run --while .venv/bin/python -m tests.browser.showcase       on a demo of its own
.venv/bin/python -m tests.browser.showcase http://localhost:8000   on one that runs
"""

import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.pictures import Photographer
from tests.browser.screens import SCREENS
from tests.lanes.browser import QUIET, executable

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "pictures"
COLORS = 200  # of flat pages; a third of the bytes
HEIGHT = {1440: 900, 390: 844}


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file's name, a declared screen by its name, and how it is looked at."""

    name: str
    screen: str
    language: str = "en"
    width: int = 1440
    theme: str = "light"


PICTURES = (
    Picture("queue", "queue-maya-full"),
    Picture("file", "file-maya-full"),
    Picture("decision", "decision-ines-full"),
    Picture("standing", "standing_of-maya-held", theme="dark"),
    Picture("call", "call-rosa-shortlist"),
    Picture("lines", "lines-priya-full"),
    Picture("batch", "batch-hollis-full"),
    Picture("tracker", "my_application-tilda-full", width=390),
    Picture("home-dutch", "me-fenna-full", language="nl", width=390),
)


def small(picture: bytes) -> bytes:
    """The same picture in few colors."""
    kept = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def take(address: str) -> None:
    """All pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    declared = {screen.name: screen for screen in SCREENS}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=QUIET)
        photographer = Photographer(browser, address, FOLDER)
        for picture in PICTURES:
            screen = declared[picture.screen]
            context = photographer.context(screen.who, picture.language, picture.width, picture.theme)
            page = context.new_page()
            page.set_viewport_size({"width": picture.width, "height": HEIGHT[picture.width]})
            wrong = photographer.open(page, screen)
            assert not wrong, f"{picture.name}: {wrong}"
            kept = FOLDER / f"{picture.name}.png"
            kept.write_bytes(small(page.screenshot()))
            print(f"{kept.name}: {kept.stat().st_size // 1024} KB")
            context.close()
        browser.close()


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings")
    django.setup()
    take(sys.argv[1] if len(sys.argv) > 1 else os.environ["SITE_URL"])
