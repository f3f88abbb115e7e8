"""The queue: who sees it, what each view holds, what a search finds, and how many queries it takes."""

import re
from html import unescape

import pytest
from django.urls import reverse

from network.models import PractitionerName
from tests.network.cast import organization, staff, therapist
from tests.shared import shared
from tests.vetting.pages import get, sign_in, text
from tests.vetting.staff_world import World
from vetting.queries.lenses import GROUPS, LENSES

pytestmark = pytest.mark.django_db


_world, world = shared(World)


def queue(client, world, **query):
    return get(client, "queue", world, query=query)


def names(answer) -> list[str]:
    """The therapists in the table, from the top."""
    table = answer.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return [unescape(name) for name in re.findall(r"<a href=\"[^\"]*\">([^<]*)</a>", table)]


def counts(answer) -> dict[str, int]:
    page = answer.context["page"]
    labels = [view for group in page.views for view in group.views]
    lenses = [lens for group in GROUPS for lens in LENSES if lens.group == group]
    return {lens.key: shown.count for lens, shown in zip(lenses, labels, strict=True)}


def test_each_view_holds_the_files_it_names_and_says_how_many(client, world):
    world.draft("Ada Fernsby"), world.submitted("Bela Quince"), world.checking("Cleo Marsh")
    world.in_review("Dora Pinewood"), world.active("Edda Saltmarsh"), world.approved("Fay Underhill")
    sign_in(client, world.tom)
    found = counts(queue(client, world))
    assert found["open"] == 4 and found["all"] == 6 and found["decided"] == 2
    assert (found["drafts"], found["new"], found["decision"], found["closed"]) == (1, 1, 1, 0)
    assert names(queue(client, world, view="therapist")) == ["Ada Fernsby", "Fay Underhill"]
    assert names(queue(client, world, view="checking")) == ["Cleo Marsh"]
    assert names(queue(client, world, view="mine")) == ["Cleo Marsh"]
    assert set(names(queue(client, world, view="decided"))) == {"Edda Saltmarsh", "Fay Underhill"}


def test_whose_evidence_ends_soon_is_found_with_the_day_it_ends(client, world):
    world.active("Ada Fernsby")
    ending = world.checked("Bela Quince", expires=world.day(-20))
    sign_in(client, world.tom)
    assert queue(client, world, view="ending90").context["page"].rows == ()
    assert counts(queue(client, world))["ending30"] == 0, "a file that is not approved is not in the network"
    assert ending.state == "checking"


def test_who_decides_starts_at_what_is_ready_for_decision(client, world):
    world.submitted("Bela Quince"), world.in_review("Dora Pinewood")
    sign_in(client, world.odell)
    assert names(queue(client, world)) == ["Dora Pinewood"]


def test_an_unknown_view_and_a_nonsense_page_show_the_first(client, world):
    world.submitted("Bela Quince")
    sign_in(client, world.tom)
    assert names(queue(client, world, view="nonsense", page="-7")) == ["Bela Quince"]
    assert names(queue(client, world, view="open", page="²")) == ["Bela Quince"]
    assert queue(client, world, page="99999").status_code == 200


@pytest.mark.parametrize(
    "typed", ["van der berg", "Berg", "ber", "Zoë van", "zoe", "Bérg", "VAN-DER BERG", "halvorsdotter", "1234567893"]
)
def test_a_search_finds_her_by_prefix_accent_former_name_and_number(client, world, typed):
    world.submitted("Zoë Berg", prefix="van der", former="Hålvorsdotter", npi="1234567893")
    world.submitted("Anna Zwart", npi="")
    sign_in(client, world.tom)
    assert names(queue(client, world, q=typed)) == ["Zoë van der Berg"]


def test_a_search_finds_a_file_by_its_reference_and_by_a_license_number(client, world):
    file = world.submitted("Zoë Berg")
    world.submitted("Anna Zwart")
    sign_in(client, world.tom)
    assert names(queue(client, world, q=file.reference.lower())) == ["Zoë Berg"]
    assert names(queue(client, world, q=f"{file.practitioner_id:07d}")) == ["Zoë Berg"]
    assert names(queue(client, world, q="nobody at all")) == []
    assert "Nothing matches this filter." in text(queue(client, world, q="nobody at all"))


def test_a_search_finds_only_in_its_view_and_leaves_the_counts_of_the_views_alone(client, world):
    world.submitted("Zoë Berg"), world.submitted("Anna Zwart"), world.draft("Bo Berg")
    sign_in(client, world.tom)
    answer = queue(client, world, q="berg", view="new")
    assert names(answer) == ["Zoë Berg"] and counts(answer)["new"] == 2
    assert "q=berg" in answer.content.decode() and answer.context["filters"]["q"].value() == "berg"


def test_another_organizations_names_are_never_found(client, world):
    stranger, _ = therapist("Zoë Berg", "T-90001")
    PractitionerName(practitioner=stranger, given_name="Anna", family_name="Zwart").save()
    sign_in(client, world.tom)
    assert names(queue(client, world, q="berg")) == []


def test_a_longer_queue_takes_no_more_queries(client, world, django_assert_max_num_queries):
    sign_in(client, world.tom)
    world.checking("Ada Fernsby"), world.submitted("Bela Quince")
    queue(client, world)  # what changed is derived by the first who reads
    with django_assert_max_num_queries(30) as few:
        queue(client, world)
    count = len(few.captured_queries)  # now: the log keeps the newest only
    for name in ("Cleo Marsh", "Dora Pinewood", "Edda Saltmarsh", "Fay Underhill", "Gro Vane"):
        world.checking(name)
    queue(client, world)
    with django_assert_max_num_queries(count):
        queue(client, world)


def test_whose_turn_and_each_day_are_told_in_words_too(client, world):
    world.checking("Ada Fernsby", ago=10)
    sign_in(client, world.tom)
    said = text(queue(client, world))
    assert "Ours" in said and "days left" in said and 'aria-label="10 days: 10 ours"' in queue(client, world).content.decode()


@pytest.mark.parametrize("who, status", [("tom", 200), ("odell", 200), ("una", 302), ("rosa", 403)])
def test_who_reaches_the_queue(client, world, who, status):
    sign_in(client, getattr(world, who))
    assert queue(client, world).status_code == status


def test_an_outsider_does_not_learn_that_there_is_a_queue(client, world):
    sign_in(client, staff(organization("summit"), "Calder Rimrock"))
    assert client.get(reverse("queue", kwargs={"organization": world.organization.slug})).status_code == 404
