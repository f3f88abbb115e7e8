"""A person at a browser: she goes by what she sees. Everything is found by visible role, label or key, never by markup."""

import re
from datetime import date
from pathlib import Path

from playwright.sync_api import Download, Page, expect

from tests.pdf_text import text_of

PASSWORD = "a long walk along the quay 7"


class Hand:
    """One signed-in person with one browser window."""

    def __init__(self, page: Page, address: str):
        self.page, self.address = page, address.rstrip("/")
        self.page.set_default_timeout(30_000)  # generous: a busy machine is not a fault

    # ── Going somewhere ──────────────────────────────────────────────────────
    def open(self, path: str) -> "Hand":
        """Type an address."""
        self.page.goto(f"{self.address}{path}")
        return self

    def sign_in(self, email: str, password: str = PASSWORD) -> "Hand":
        """Through the sign-in page, like everybody."""
        self.open("/account/login/")
        self.fill("E-mail address", email)
        self.fill("Password", password)
        self.press("Sign in")
        expect(self.page).not_to_have_url(re.compile("/account/login/"))
        return self

    def prove(self, password: str = PASSWORD) -> "Hand":
        """Show again who she is, where a page asks for it."""
        self.sees("Show that it is you")
        return self.fill("Password", password).press("Go on")

    def follow(self, name: str, *, exact: bool = False, within=None) -> "Hand":
        """Click the first link of this name."""
        link = (within or self.page).get_by_role("link", name=name, exact=exact).first
        expect(link, f"no link “{name}” on {self.page.url}:\n{self.text()}").to_be_visible()
        return self._go(link, leads=not (link.get_attribute("href") or "#").startswith("#"))

    # ── Doing something ──────────────────────────────────────────────────────
    def press(self, name: str, *, exact: bool = True, within=None) -> "Hand":
        """Press a button and wait for what it leads to."""
        button = (within or self.page).get_by_role("button", name=name, exact=exact).first
        expect(button, f"“{name}” cannot be pressed on {self.page.url}:\n{self.text()}").to_be_enabled()
        return self._go(button, leads=button.evaluate("it => it.type === 'submit' && it.form !== null"))

    def takes(self, name: str, role: str = "link") -> Download:
        """Click what hands out a file, and hold the file."""
        with self.page.expect_download() as coming:
            self.page.get_by_role(role, name=name).first.click()
        return coming.value

    def _go(self, what, *, leads: bool) -> "Hand":
        """Click, and stand on the next page where it leads to one: a click by itself does not wait for it."""
        if leads:
            with self.page.expect_navigation():
                what.click()
        else:
            what.click()
        return self

    def fill(self, label: str, value: str, *, within=None) -> "Hand":
        """Write into the field of this label."""
        (within or self.page).get_by_label(label, exact=True).first.fill(value)
        return self

    def choose(self, label: str, option: str, *, within=None) -> "Hand":
        """Choose from a list."""
        (within or self.page).get_by_label(label, exact=True).first.select_option(label=option)
        return self

    def pick(self, label: str, *, within=None) -> "Hand":
        """Pick a radio button or tick a box."""
        (within or self.page).get_by_label(label, exact=True).first.check()
        return self

    def day(self, legend: str, when: date, *, within=None) -> "Hand":
        """Write a date into its three boxes."""
        group = (within or self.page).get_by_role("group", name=legend).first
        for name, value in (("Day", when.day), ("Month", when.month), ("Year", when.year)):
            group.get_by_label(name, exact=True).fill(str(value))
        return self

    def no_day(self, legend: str) -> "Hand":
        """Empty the three boxes of a date."""
        group = self.page.get_by_role("group", name=legend).first
        for name in ("Day", "Month", "Year"):
            group.get_by_label(name, exact=True).fill("")
        return self

    def attach(self, label: str, path: Path, *, within=None) -> "Hand":
        """Choose a file."""
        (within or self.page).get_by_label(label, exact=True).first.set_input_files(path)
        return self

    def key(self, *keys: str) -> "Hand":
        """Press keys."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    # ── Seeing something ─────────────────────────────────────────────────────
    def sees(self, *texts: str) -> "Hand":
        """Every text is visible somewhere on the page."""
        for text in texts:
            expect(self.page.get_by_text(text).locator("visible=true").first, f"“{text}” is not on {self.page.url}").to_be_visible()
        return self

    def misses(self, *texts: str) -> "Hand":
        """No text is visible."""
        for text in texts:
            expect(self.page.get_by_text(text).locator("visible=true"), f"“{text}” is on {self.page.url}").to_have_count(0)
        return self

    def buttons(self) -> list[str]:
        """The names of the buttons that can be pressed."""
        found = self.page.get_by_role("main").get_by_role("button")
        return [button.inner_text().strip() for button in found.all() if button.is_visible() and button.is_enabled()]

    def row(self, name: str) -> str:
        """What the table row headed by this name says."""
        headed = self.page.get_by_role("row").filter(has=self.page.get_by_role("link", name=name, exact=True))
        return headed.first.inner_text().replace("\xa0", " ")

    def letters(self, folder: Path, under: str = "") -> list[str]:
        """The text of every PDF that a link on the page leads to; of one part of the page where a heading is named."""
        found = []
        main = self.page.get_by_role("main")
        part = main.get_by_role("region", name=under).first if under else main
        for link in part.get_by_role("link").all():
            if re.search(r"/documents/[0-9a-f-]{36}/$", link.get_attribute("href") or ""):
                with self.page.expect_download() as coming:
                    link.click()
                path = folder / f"{len(found)}.pdf"
                coming.value.save_as(path)
                found.append(" ".join(text_of(path.read_bytes()).split()))
        return found

    def text(self) -> str:
        """What the page's main part says."""
        return self.page.get_by_role("main").inner_text().replace("\xa0", " ")  # dates are kept together
