"""A new manager verifies five files without the mouse: twelve items each, and two of them not hers to wave through."""

import re
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.answered import ITEMS, answered
from tests.network.cast import staff

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2027, 2, 1, 17, tzinfo=UTC)
FILES = {
    "Wren Halloway": {},
    "Ida Fernsby": {"number": True},
    "Linden Marshlight": {},
    "Tilda Applegarth": {"names": ["Thaddeus Quill"]},
    "Cosmo Reedmace": {},
}
WATCH = """
for (const each of ["pointerdown", "mousedown", "touchstart"]) addEventListener(each, () => sessionStorage.setItem("hand", each), true);
"""


@pytest.fixture
def nora(begin, person):
    """New at Harbor, at the queue; from here her hands stay on the keys."""
    world = begin(NOW)
    manager = staff(world.harbor, "Nora Pell", "network_manager")
    for name, planted in FILES.items():
        answered(world, world.harbor, name, manager=manager, **planted)
    nora = person(world.user(manager))
    nora.page.add_init_script(WATCH)
    return nora.open("/harbor/queue/")


def press(nora, key):
    """Press and let go, and stand on the page that comes of it where one does."""
    before = nora.page.url
    nora.key(key)
    with suppress(AssertionError):
        expect(nora.page).not_to_have_url(before, timeout=5_000)
    nora.page.wait_for_load_state()


def focused(nora) -> str:
    """What has the focus, as it is called: its label, or the words on it."""
    return nora.page.evaluate(
        "() => { const it = document.activeElement; return (it.labels?.[0] ?? it).innerText.replace(/\\s+/g, ' ').trim() }"
    )


def tab_to(nora, name):
    """Go on with Tab until something of this name has the focus."""
    for _stop in range(40):
        if focused(nora).startswith(name):
            return nora
        nora.key("Tab")
    raise AssertionError(f"Tab never came to “{name}”")


def left(nora) -> int:
    """How many items the checklist says are left."""
    return int(re.search(r"(\d+) left", nora.text())[1])


def see_the_paper(nora):
    """The identity paper: `v` leads to the form, and what was seen is typed."""
    nora.key("v")
    expect(nora.page.get_by_label("Original seen")).to_be_focused()
    for text in ("Passport, 12 May 2021", "City of Springfield", "1", "2", "2027"):
        nora.page.keyboard.type(text)
        nora.key("Tab")
    press(nora, "Enter")


def give_back(nora, why):
    """`r`, down to the reason, and on to the button."""
    nora.key("r")
    tab_to(nora, "Cannot be read")
    nora.key("Space")
    for _reason in range(12):
        if focused(nora).startswith(why):
            break
        nora.key("ArrowDown")
    assert focused(nora).startswith(why)
    tab_to(nora, "Give it back")
    press(nora, "Enter")


def differs(nora) -> bool:
    """Whether the screen says that something is not hers."""
    return bool(re.search(r"\b(Number|Name) differs", nora.text()))


def through(nora, why="") -> list[str]:
    """Item by item until nothing is left: `v` where all agree, typed where a paper was seen, given back where it differs."""
    returned = []
    for _item in range(ITEMS):
        if nora.page.get_by_label("Original seen").count():
            see_the_paper(nora)
        elif differs(nora):
            returned.append(nora.text())
            give_back(nora, why)
        else:
            press(nora, "v")
    return returned


def test_five_files_one_after_the_other_without_the_mouse(nora):
    nora.sees("5 files").key("j")
    first = focused(nora)
    assert first in FILES
    nora.key("j", "j", "k", "k")
    assert focused(nora) == first, "down and up again"
    press(nora, "Enter")
    done = {}
    for place in range(len(FILES)):
        name = nora.page.get_by_role("heading", level=1).inner_text()
        assert name in FILES and name not in done, "each key brings the next file, none twice"
        assert left(nora) == ITEMS
        done[name] = through(nora, "Number not found" if "number" in FILES[name] else "In another name")
        nora.sees("Nothing is left to check.")
        if place < len(FILES) - 1:
            press(nora, "f")
    assert set(done) == set(FILES)
    found = {name: told for name, told in done.items() if told}
    assert set(found) == {name for name, planted in FILES.items() if planted}, "the two that were planted, and nothing else"
    assert "Number differs, in one place" in found["Ida Fernsby"][0] and len(found["Ida Fernsby"]) == 1
    assert "Thaddeus Quill" in found["Tilda Applegarth"][0] and len(found["Tilda Applegarth"]) == 1
    nora.open("/harbor/queue/?view=all")
    for name, planted in FILES.items():
        assert f"{ITEMS - bool(planted)} of {ITEMS}" in nora.row(name)
    assert nora.page.evaluate("() => sessionStorage.getItem('hand')") is None, "no pointer moved any of it"
