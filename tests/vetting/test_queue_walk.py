"""A page of the queue is the one a plain filter finds: whatever is filtered, in every order, both ways and at any depth."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from network.access import system
from network.models import Organization
from tests.shared import shared
from tests.vetting.pages import get, sign_in
from tests.vetting.staff_world import World
from vetting.bench_queue import TODAY, built
from vetting.models import QueueFacets, QueueRow
from vetting.models.queue import FEW
from vetting.queries import queue
from vetting.queries.kept_rows import combination
from vetting.queries.lenses import LENSES, PLACED, RANKED, Lens
from vetting.queries.queue import walked
from vetting.queries.walking import LEAST, MOST, Walk
from vetting.workflow import keeping

pytestmark = pytest.mark.django_db
_world, world = shared(World)
DAY = timedelta(days=1)
VALUES = {
    "phase": ("open", "decided", "closed"), "state": ("draft", "checking", "approved"), "stage": ("", "check", "therapist"),
    "waiting_on": ("", "reviewer", "source"), "kind": ("initial", "renewal"), "flag": ("", "", "match"), "ready": (False, True),
}  # fmt: skip
FILTERS = {
    "state": ("draft", "approved"), "waiting": ("reviewer", "source"), "kind": ("renewal",), "flag": ("match",), "ready": ("yes", "no"),
    "when": ("late", "today", "week"),
}  # fmt: skip


@pytest.fixture
def rows():
    """Rows of which every column is drawn by lot, some of them another organization's."""
    organization, people = built(500, 1)
    chance = random.Random(7)  # noqa: S311  which rows a test has
    kept = list(QueueRow.objects.within(organization).order_by("pk"))
    for row in kept:
        for name, value in _drawn(row.pk, chance, people).items():
            setattr(row, name, value)
    QueueRow.objects.within(organization).bulk_update(kept, [*VALUES, "assignee", "due_on", "vetting_on", "place", "recent", "ending"])
    keeping._sort(organization, kept, {row.pk: combination(vars(row)) for row in kept})
    other = Organization.objects.create(slug="other", name="Other", country="US", zone="UTC", currency="USD", prefix="OT")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vetting_queuerow SET organization_id = %s WHERE application_id IN (%s, %s, %s)", [
            other.pk, *(row.pk for row in kept[:3])
        ])
    return organization, people, chance


def _drawn(pk, chance, people) -> dict:
    due = TODAY + chance.randrange(-9, 10) * DAY if chance.random() < 0.6 else None
    place = (2 * chance.randrange(2) + (due is None)) * RANKED + (due or TODAY).toordinal() * PLACED + pk
    acts = chance.random() < 0.7
    return {
        **{name: chance.choice(values) for name, values in VALUES.items()}, "assignee_id": chance.choice((None, *people[:2])),
        "due_on": due if acts else None, "place": place if acts else None, "recent": -(chance.randrange(10**9) * 10**9 + pk),
        "ending": (TODAY + chance.randrange(120) * DAY).toordinal() * PLACED + pk if chance.random() < 0.5 else None,
        "vetting_on": TODAY + chance.randrange(-5, 5) * DAY if chance.random() < 0.4 else None,
    }  # fmt: skip


def asked(chance, people) -> tuple[Lens, int]:
    """A view narrowed by some filters, and who reads it."""
    names = chance.sample(sorted(FILTERS), chance.randrange(4))
    filters = {name: chance.choice(FILTERS[name]) for name in names}
    if chance.random() < 0.4:
        filters["who"] = chance.choice(("me", "none", str(people[1])))
    return chance.choice(LENSES).narrowed(**filters), chance.choice(people[:3])


def test_a_page_is_what_a_plain_filter_finds_whatever_is_asked(rows):
    organization, people, chance = rows
    actor, found, many = replace(system("bench", organization), person_id=people[0]), 0, QueueRow.objects.within(organization)
    assert QueueFacets.objects.within(organization).count() > 60
    for _ in range(250):
        lens, person = asked(chance, people)
        places = list(many.filter(lens.q(person=person, on=TODAY)).order_by(lens.order).values_list(lens.order, flat=True))
        beside, most = chance.choice([*(places or [0]), LEAST, MOST]), chance.choice((1, 7, 51))
        for way, expected in (
            ({}, places[:most]), ({"after": beside}, [place for place in places if place > beside][:most]),
            ({"before": beside}, [place for place in places[::-1] if place < beside][:most]),
        ):  # fmt: skip
            walk = Walk(organization.pk, lens, person, TODAY, **way)
            assert list(walked(walk, actor, most).values_list(lens.order, flat=True)) == expected, (lens, way)
            found += len(expected)
    assert found > 2000, "hardly anything was compared"


def test_what_is_asked_for_twice_over_and_differently_is_nothing(rows):
    organization, people, _chance = rows
    actor = replace(system("bench", organization), person_id=people[0])
    lens = next(lens for lens in LENSES if lens.key == "drafts").narrowed(state="approved")
    assert lens.columns["state"] == () and not walked(Walk(organization.pk, lens, people[0], TODAY), actor, 51)


def test_a_combination_is_kept_once_and_moves_with_its_file(world):
    file = world.checking("Cleo Marsh")
    keeping.catch_up(world.organization, at=world.now)
    row = QueueRow.objects.within(world.organization).get(application=file)
    for check in world.checks(file):
        world.verify(check, ago=1)
    keeping.catch_up(world.organization, at=world.now)
    after = QueueRow.objects.within(world.organization).select_related("facets").get(application=file)
    assert after.facets_id != row.facets_id and after.ready and after.facets.ready
    assert combination(vars(after)) == tuple(getattr(after.facets, name) for name in (*FEW, "rank"))
    held = QueueFacets.objects.within(world.organization).count()
    QueueRow.objects.within(world.organization).update(stale=True)
    keeping.catch_up(world.organization, at=world.now)
    assert QueueFacets.objects.within(world.organization).count() == held


def test_a_file_that_has_a_day_has_a_place(world):
    """A filter on a day reads the place, which goes by days."""
    world.draft("Ada Fernsby"), world.submitted("Bela Quince"), world.checking("Cleo Marsh"), world.in_review("Dora Pinewood")
    world.active("Edda Saltmarsh"), world.approved("Fay Underhill"), world.denied("Gro Vane")
    keeping.catch_up(world.organization, at=world.now)
    kept = QueueRow.objects.within(world.organization)
    assert kept.filter(due_on__isnull=False).count() == 3 and not kept.filter(due_on__isnull=False, place=None).exists()
    for row in kept.filter(place__isnull=False).select_related("facets"):
        assert row.facets.rank == 2 * (row.whose != "ours") + (row.due_on is None)


def test_the_second_page_of_all_files_is_reached_from_the_first(client, world, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 2)
    names = ("Ada Fernsby", "Bela Quince", "Cleo Marsh")
    for name in names:
        world.draft(name)
    sign_in(client, world.tom)
    first = get(client, "queue", world, query={"view": "all"})
    following = client.get(first.context["page"].pager.older)
    shown = [row.label for page in (first, following) for row in page.context["page"].rows]
    assert sorted(shown) == sorted(names) and len(first.context["page"].rows) == 2
    back = client.get(following.context["page"].pager.newer)
    assert [row.label for row in back.context["page"].rows] == shown[:2]


@pytest.mark.parametrize("place", ["9" * 19, "-" + "9" * 19, str(2**63), "1" * 40, "-", "--1", "1e5", "²"])
def test_a_place_that_no_file_can_have_is_none(client, world, place):
    world.draft("Ada Fernsby")
    sign_in(client, world.tom)
    address = reverse("queue", args=[world.organization.slug])
    for way in ("after", "before"):
        answer = client.get(address, {"view": "all", way: place})
        assert answer.status_code == 200 and len(answer.context["page"].rows) == 1
