"""Photograph every declared screen and refuse what cannot be used: see `bin/screens`.

Each screen in English and Dutch, at 390 and 1440 px, light and dark. A screen fails on a violation of WCAG 2.0 to 2.2
A or AA found by axe, on an error in the browser's console, on sideways scroll (also at 320 px), and on another status.
"""

import argparse
import itertools
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Error, sync_playwright

from tests.browser.gallery import write_gallery
from tests.browser.routes import undeclared, unknown
from tests.browser.screens import SCREENS, Screen
from tests.lanes.browser import QUIET, executable

FOLDER = Path("screens")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
LANGUAGES, WIDTHS, THEMES = ("en", "nl"), (1440, 390), ("light", "dark")
TOO_OFTEN, MINUTE = 429, 61_000  # a limit on how often a person may ask, and when it is over, in milliseconds
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture and what was wrong on it."""

    screen: Screen
    language: str
    width: int
    theme: str
    problems: tuple[str, ...]

    @property
    def file(self) -> str:
        """Where it lies under the folder."""
        return f"{self.screen.name}-{self.language}-{self.width}-{self.theme}.png"


def press(page, button: str):
    """Press it and wait; the answer that came."""
    with page.expect_navigation() as gone:
        page.locator(button).first.click()
    return gone.value


def fill(page, screen: Screen) -> None:
    """What is typed and chosen before a button is pressed."""
    for field, value in screen.typed:
        found = page.locator(field)
        if found.evaluate("field => field.tagName") == "SELECT":
            found.select_option(value)
        else:
            found.fill(value)


class Photographer:
    """A browser with one signed-in state per person."""

    def __init__(self, browser, address: str, folder: Path):
        self.browser, self.address, self.folder = browser, address.rstrip("/"), folder
        self.states: dict[str, dict] = {}
        self.axe = Axe()

    def state(self, who: str) -> dict:
        """The cookies of a person, taken from the demo's own picker."""
        if who and who not in self.states:
            context = self.browser.new_context()
            page = context.new_page()
            page.goto(f"{self.address}{reverse('demo')}")
            page.locator("main button", has_text=who).first.click()
            page.wait_for_load_state()
            self.states[who] = context.storage_state()
            context.close()
        return self.states.get(who, {"cookies": [], "origins": []})

    def context(self, who: str, language: str, width: int, theme: str):
        """A browser window of one person in one language, width and theme."""
        context = self.browser.new_context(
            storage_state=self.state(who),
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
            locale=language,
        )
        mine = {"url": self.address, "httpOnly": False}
        context.add_cookies(
            [{"name": "django_language", "value": language, **mine}, {"name": "theme", "value": theme, **mine}]
        )
        return context

    def take(self, screen: Screen, language: str, width: int, theme: str) -> Shot:
        """Open it, look for what is wrong, keep the picture."""
        context = self.context(screen.who, language, width, theme)
        page = context.new_page()
        heard: list[str] = []
        page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: heard.append(str(error)))
        try:
            problems = [*self.open(page, screen), *self.faults(page)]
        except Error as error:
            problems = [str(error).splitlines()[0]]
        if screen.status < 400 and not screen.submit:
            problems += [f"console: {text}" for text in heard]
        shot = Shot(screen, language, width, theme, tuple(problems))
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=self.folder / shot.file, full_page=True)
        context.close()
        return shot

    def open(self, page, screen: Screen) -> list[str]:
        """Go there as a person would; says which answer was not the one expected."""
        start = reverse(screen.start or screen.route, kwargs=screen.arguments)
        answer = page.goto(f"{self.address}{start}{screen.query}")
        for link in screen.links:
            with page.expect_navigation() as gone:
                page.locator(link).first.click()
            answer = gone.value
        if screen.file:
            page.set_input_files("input[type=file]", {"name": "file.csv", "mimeType": "text/csv", "buffer": screen.file.encode()})
        fill(page, screen)
        for button in filter(None, (screen.submit, screen.then)):
            answer = press(page, button)
            if answer.status == TOO_OFTEN:  # eight variants post the same form within a minute
                page.wait_for_timeout(MINUTE)
                page.goto(f"{self.address}{start}{screen.query}")
                fill(page, screen)
                answer = press(page, button)
        if screen.submit:
            return [f"status {answer.status} after the button"] if answer.status in (TOO_OFTEN, 500) else []
        return [] if answer.status == screen.status else [f"status {answer.status} instead of {screen.status}"]

    def faults(self, page) -> list[str]:
        """Violations and sideways scroll of the open page."""
        found = [
            f"{violation['id']}: {json.dumps([node['target'] for node in violation['nodes']][:3])}"
            for violation in self.axe.run(page, options=RULES).response["violations"]
        ]
        if (over := page.evaluate(SIDEWAYS)) > 0:
            found.append(f"scrolls sideways by {over} px")
        page.set_viewport_size({"width": 320, "height": 900})
        if (over := page.evaluate(SIDEWAYS)) > 0:
            found.append(f"scrolls sideways by {over} px at 320 px")
        return found


def photograph(address: str, folder: Path, screens, variants) -> list[Shot]:
    """All pictures of these screens, said line by line as they are taken."""
    folder.mkdir(parents=True, exist_ok=True)
    shots = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=QUIET)
        photographer = Photographer(browser, address, folder)
        for screen, (language, width, theme) in itertools.product(screens, variants):
            shot = photographer.take(screen, language, width, theme)
            shots.append(shot)
            for problem in shot.problems:
                print(f"{shot.file}: {problem}", flush=True)
        browser.close()
    return shots


def main(arguments=None) -> int:
    """Run from `bin/screens`; 1 when anything is wrong."""
    parser = argparse.ArgumentParser(prog="bin/screens", description=__doc__)
    parser.add_argument("--url", required=True, help="the address of a running demo")
    parser.add_argument("--only", default="", help="only routes whose name contains this")
    parser.add_argument("--quick", action="store_true", help="English light and Dutch dark, each at one width")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    chosen = parser.parse_args(arguments)
    variants = list(itertools.product(LANGUAGES, WIDTHS, THEMES))
    if chosen.quick:
        variants = [("en", 1440, "light"), ("nl", 390, "dark")]
    screens = [screen for screen in SCREENS if chosen.only in screen.route]
    shots = photograph(chosen.url, chosen.folder, screens, variants)
    write_gallery(chosen.folder, shots)
    missing = [f"no screen for the route {name}" for name in sorted(undeclared())]
    missing += [f"no route {name} any more" for name in sorted(unknown())]
    print("\n".join(missing), end="\n" if missing else "")
    wrong = sum(bool(shot.problems) for shot in shots)
    print(f"{len(shots)} pictures of {len(screens)} screens, {wrong} with problems; see {chosen.folder / 'index.html'}")
    return 1 if wrong or missing else 0


if __name__ == "__main__":
    import django

    django.setup()
    sys.exit(main())
