"""A file of twelve items with the keyboard alone: a clean one goes through; a wrong digit and another person's license stop it."""

from contextlib import suppress

import pytest
from playwright.sync_api import expect

from licensure.compared import attested
from licensure.models import Verification
from licensure.workflow import evidence, verifications
from network.documents import keep_own
from tests import world as worlds
from tests.network.files import pdf
from tests.sources import source_of
from vetting.workflow.checking import open_required

pytestmark = pytest.mark.django_db(transaction=True)
ITEMS = 12


def checks_of(file):
    return Verification.objects.within(file.organization).filter(file=file.reference).exclude(state="superseded").order_by("pk")


def answered(world, check, **off):
    """The source's answer to one check, kept as a page and not reviewed; it agrees but for `off`."""
    hers, tom = attested(check), world.crew(world.harbor).verifier
    values = {"names": [f"{hers.names[0][0]} {hers.names[0][1]}"], "number": hers.number, "status": "active", **off}
    page = keep_own(
        owner=world.harbor, kind="artefact", content=pdf(), content_type="application/pdf", filename="page.pdf", actor=tom, at=world.at
    )
    verifications.obtain(
        check, actor=tom, at=world.at, method="web_lookup", source=source_of(check), query=hers.number or values["names"][0],
        as_of=world.day(world.harbor), good_through=hers.last, values=values, artefact=page,
    )


@pytest.fixture
def file(world):
    """Twelve items: every one answered by its source, but for the identity paper, which is seen."""
    who = worlds.therapist(world, "Wren Halloway")
    file = worlds.checking(world, world.harbor, who)
    while (short := ITEMS - checks_of(file).count()) > 0:
        for number in range(short):
            evidence.add_license(
                practitioner=who.practitioner, jurisdiction_id="US-IL", license_type="US-IL:lcsw", number=f"149.77100{number}",
                actor=who.herself, at=world.at,
            )
        open_required(file, actor=world.crew(world.harbor).verifier, at=world.at)
    for check in checks_of(file).filter(state="required").exclude(element="identity"):
        answered(world, check)
    return file


@pytest.fixture
def tom(world, person, file):
    """The verifier at the file, hands off the mouse."""
    return person(world.user(world.crew(world.harbor).verifier)).open(f"/harbor/applications/{file.reference}/")


def verified(file) -> int:
    return checks_of(file).filter(state="verified").count()


def press(tom, key):
    """Press and let go, and wait for the page that comes of it, if one does."""
    before = tom.page.url
    tom.key(key)
    with suppress(AssertionError):
        expect(tom.page).not_to_have_url(before, timeout=5_000)
    tom.page.wait_for_load_state()


def see_identity(tom):
    """The paper was seen: kind, issuer and day, typed."""
    tom.key("v")
    expect(tom.page.get_by_label("Original seen")).to_be_focused()
    for text in ("Passport, 12 May 2021", "City of Springfield", "20", "11", "2026"):
        tom.page.keyboard.type(text)
        tom.key("Tab")
    press(tom, "Enter")


def selected(tom) -> str:
    return tom.page.locator(".checks a[aria-current=true]").get_attribute("href")


def test_a_clean_file_is_verified_with_the_keyboard_alone(tom, file):
    assert checks_of(file).count() == ITEMS
    for _item in range(ITEMS):
        see_identity(tom) if tom.page.get_by_label("Original seen").count() else press(tom, "v")
    tom.sees("Nothing is left to check.")
    assert verified(file) == ITEMS


def test_a_wrong_digit_and_another_persons_license_do_not_pass_by_the_key(world, person, file):
    one, other = checks_of(file).filter(element="license")[:2]
    for check, off in ((one, {"number": _wrong(one.evidence.number)}), (other, {"names": ["Thaddeus Quill"]})):
        verifications.renew(check, actor=world.crew(world.harbor).verifier, at=world.at, on=world.day(world.harbor))
        answered(world, check.replaced_by, **off)
    planted = [one.replaced_by.pk, other.replaced_by.pk]
    tom = person(world.user(world.crew(world.harbor).verifier)).open(f"/harbor/applications/{file.reference}/")
    for _press in range(3 * ITEMS):
        if "/verifications/" in tom.page.url:
            tom.follow("Back to the file")
            press(tom, "j")
        elif tom.page.get_by_label("Original seen").count():
            see_identity(tom)
        else:
            press(tom, "v")
    assert verified(file) == ITEMS - 2
    assert set(checks_of(file).exclude(state="verified").values_list("pk", flat=True)) == set(planted)
    tom.open(f"/harbor/applications/{file.reference}/?item={planted[0]}").sees("Number differs, in one place")
    tom.open(f"/harbor/applications/{file.reference}/?item={planted[1]}").sees("Name differs", "Thaddeus Quill")


def _wrong(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def test_a_held_key_verifies_one_item(tom, file):
    if tom.page.get_by_label("Original seen").count():
        press(tom, "j")
    for _again in range(15):
        tom.page.keyboard.down("v")
    press(tom, "v")
    tom.page.wait_for_timeout(500)
    assert verified(file) == 1


def test_a_press_that_began_on_the_page_before_does_nothing(tom, file):
    tom.page.keyboard.down("v")
    tom.page.reload()
    tom.page.keyboard.up("v")
    tom.page.wait_for_timeout(500)
    assert verified(file) == 0


def test_keys_move_open_and_list_and_write_nothing_in_a_field(tom, file):
    first = selected(tom)
    press(tom, "j")
    assert selected(tom) != first
    press(tom, "k")
    assert selected(tom) == first
    tom.key("n")
    expect(tom.page.get_by_label("Note")).to_be_focused()
    tom.page.keyboard.type("every v and j is only a letter here")
    assert selected(tom) == first and verified(file) == 0
    tom.page.get_by_role("heading", level=1).click()
    tom.key("r").sees("Cannot be read")
    tom.page.get_by_role("heading", level=1).click()
    tom.key("Shift+?").sees("A key that is held down counts once.")


def test_where_something_must_be_written_the_same_key_leads_to_the_form(world, person):
    file = worlds.checking(world, world.harbor, worlds.therapist(world, "Sorrel Finch"))
    check = checks_of(file).filter(element="license").first()
    tom = person(world.user(world.crew(world.harbor).verifier)).open(f"/harbor/applications/{file.reference}/?item={check.pk}")
    press(tom, "v")
    assert "/verifications/" in tom.page.url
    tom.sees("leads to the form.").key("v")
    expect(tom.page.get_by_label("How was it checked?")).to_be_focused()


def test_switched_off_no_single_key_does_anything(tom, file):
    tom.key("Shift+?").press("Switch single keys off")
    first = selected(tom)
    for key in ("v", "j", "n", "r", "v"):
        tom.key(key)
    tom.page.wait_for_timeout(500)
    assert selected(tom) == first and verified(file) == 0
    assert not tom.page.get_by_label("Note").is_visible()
    tom.open("/account/2fa/").press("Switch single keys on")
    tom.open(f"/harbor/applications/{file.reference}/")
    expect(tom.page.locator("[data-key='?']")).to_have_count(1)
