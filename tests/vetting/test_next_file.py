"""From one file to the next: the reader's own in the order of the queue, then what nobody has begun, then a colleague's."""

import re

import pytest

from tests.shared import shared
from tests.vetting.pages import address, get, sign_in, text
from tests.vetting.staff_world import World

pytestmark = pytest.mark.django_db


_world, world = shared(World)


def after(client, world, reference) -> str:
    """The reference of the file that comes after this one, as the address it leads to says."""
    answer = get(client, "next_file", world, reference=reference)
    assert answer.status_code == 302
    return answer.url.rstrip("/").rsplit("/", 1)[-1]


def shown(client, world, view) -> list[str]:
    """The files of a view, from the top."""
    return [row.key for row in get(client, "queue", world, query={"view": view}).context["page"].rows]


def test_hers_come_one_after_the_other_in_the_order_of_the_queue_and_the_first_after_the_last(client, world):
    for ago, name in enumerate(("Ada Fernsby", "Bela Quince", "Cleo Marsh"), 10):
        world.checking(name, ago=ago)
    sign_in(client, world.tom)
    one, two, three = shown(client, world, "mine")
    assert [after(client, world, each) for each in (one, two, three)] == [two, three, one]
    assert after(client, world, "HA-NOBODY") == one, "an address somebody typed begins at the first"


def test_without_one_of_her_own_she_goes_on_with_what_nobody_has_begun_and_then_with_a_colleagues(client, world):
    begun, new = world.checking("Ada Fernsby"), world.submitted("Bela Quince")
    done = world.in_review("Cleo Marsh")
    sign_in(client, world.maya)
    assert after(client, world, done.reference) == new.reference
    assert after(client, world, new.reference) == begun.reference
    assert after(client, world, begun.reference) == new.reference


def test_what_is_checked_and_only_to_be_handed_over_comes_after_all_that_is_still_to_check(client, world):
    ready, begun, other = world.checked("Ada Fernsby", ago=30), world.checking("Bela Quince"), world.checking("Cleo Marsh")
    sign_in(client, world.tom)
    assert shown(client, world, "mine")[0] == ready.reference
    assert {after(client, world, begun.reference), after(client, world, other.reference)} == {begun.reference, other.reference}
    assert after(client, world, ready.reference) in (begun.reference, other.reference)


def test_where_nothing_is_left_to_check_what_is_to_be_handed_over_waits(client, world):
    one, two = world.checked("Ada Fernsby"), world.checked("Bela Quince")
    sign_in(client, world.tom)
    assert (after(client, world, one.reference), after(client, world, two.reference)) == (two.reference, one.reference)


def test_where_no_other_waits_the_queue_says_so(client, world):
    only = world.checking("Ada Fernsby")
    world.in_review("Cleo Marsh")
    sign_in(client, world.tom)
    answer = client.get(address("next_file", world, reference=only.reference), follow=True)
    assert answer.redirect_chain == [(address("queue", world), 302)]
    assert "No other file waits for you." in answer.content.decode()


def test_another_organizations_files_are_nobodys_here(client, world):
    other = World("summit").checking("Dora Pinewood")
    only = world.checking("Ada Fernsby")
    sign_in(client, world.tom)
    assert after(client, world, other.reference) == only.reference
    assert get(client, "next_file", world, reference=only.reference).url == address("queue", world)


@pytest.mark.parametrize("who", ["rosa", "una"])
def test_who_may_not_see_the_queue_or_only_what_she_audits_goes_nowhere(client, world, who):
    file = world.checking("Ada Fernsby")
    sign_in(client, getattr(world, who))
    assert get(client, "next_file", world, reference=file.reference).status_code == 403


def test_the_way_on_is_a_link_for_whoever_checks_files_and_a_key_where_keys_are_on(client, world):
    file = world.checking("Ada Fernsby")
    where = address("next_file", world, reference=file.reference)

    def link():
        return re.search(rf'<a [^>]*href="{where}"[^>]*>', get(client, "file", world, reference=file.reference).content.decode())

    sign_in(client, world.tom)
    assert 'data-key="f"' in link()[0]
    client.post("/preferences/", {"shortcuts": "off", "next": "/"})
    assert "data-key" not in link()[0]
    sign_in(client, world.odell)
    assert link() is None, "a committee member checks no file"


def test_the_queue_tells_its_keys(client, world):
    world.checking("Ada Fernsby")
    sign_in(client, world.tom)
    page = get(client, "queue", world)
    assert "js/keys.js" in page.content.decode() and "Next and previous file; Enter opens it" in text(page)
    client.post("/preferences/", {"shortcuts": "off", "next": "/"})
    page = get(client, "queue", world)
    assert "js/keys.js" not in page.content.decode() and "Enter opens it" not in text(page)
    assert "Single keys are switched off." in text(page)
