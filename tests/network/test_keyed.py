"""A page of a long list begins beside a row: every row once on the way to the end and back, whatever left the list meanwhile."""

import re

import pytest
from django.test import RequestFactory
from django.urls import reverse

from network import keyed as module
from network.keyed import START, Keyed, Place, keyed, pager, place_of
from network.models import Message, Participation, Person, Practitioner, Task
from tests.network.cast import NOON, organization, staff
from tests.vetting.pages import sign_in
from tests.walked import each_once

pytestmark = pytest.mark.django_db
MANY = 130
ORDERS = (("pk",), ("-pk",), ("due_on", "pk"), ("-due_on", "-pk"), ("-due_on", "role", "-pk"))


@pytest.fixture
def harbor():
    return organization()


def tasks(where, many=MANY, **fields):
    """Many with few days, so that most share one."""
    given = {"kind": "mail_undelivered", "created_at": NOON, "facts": {"message": "", "failure": "5.1.1", "recipient": None}, **fields}
    roles = ("network_manager", "intake")
    Task.objects.within(where).bulk_create(
        Task(
            organization=where, key=f"t:{number}:{given['kind']}", due_on=NOON.date().replace(day=1 + number % 3), role=roles[number % 2],
            **given,
        ) for number in range(many)
    )
    return Task.objects.within(where)


@pytest.mark.parametrize("order", ORDERS)
def test_every_row_is_there_once_on_the_way_to_the_end_and_back(harbor, order, django_assert_max_num_queries):
    rows = tasks(harbor, 23)
    ahead, back, place = [], [], START
    while place:
        with django_assert_max_num_queries(2):
            found = keyed(rows, order, place, size=5)
        ahead.append(found.rows)
        place = Place(after=found.older) if found.older else None
    assert [row.pk for page in ahead for row in page] == list(rows.order_by(*order).values_list("pk", flat=True))
    assert [len(page) for page in ahead] == [5, 5, 5, 5, 3]
    while found.newer:
        found = keyed(rows, order, Place(before=found.newer), size=5)
        back.append(found.rows)
    assert back == ahead[-2::-1]


def test_a_row_that_left_the_list_says_where_the_page_begins_and_one_that_is_gone_is_the_start(harbor):
    rows, order = tasks(harbor, 9), ("due_on", "pk")
    first = keyed(rows.open(), order, size=3, known=rows)
    rest = keyed(rows.open(), order, Place(after=first.older), size=30, known=rows).rows
    rows.filter(pk=first.older).update(done_at=NOON)
    assert keyed(rows.open(), order, Place(after=first.older), size=30, known=rows).rows == rest
    assert keyed(rows.open(), order, Place(after=10**9), size=3, known=rows).rows[:2] == first.rows[:2]
    stranger = tasks(organization("meridian"), 1).get()
    assert keyed(rows.open(), order, Place(after=stranger.pk), size=3, known=rows).newer is None


def test_a_page_whose_rows_are_all_gone_is_the_start(harbor):
    rows = tasks(harbor, 4)
    last = rows.order_by("pk").last()
    assert keyed(rows, ("pk",), Place(after=last.pk), size=3) == keyed(rows, ("pk",), size=3)
    assert keyed(rows.none(), ("pk",), Place(before=last.pk), known=rows) == Keyed(())


@pytest.mark.parametrize("said", ["", "?after=", "?after=x", "?after=-1", "?after=1e3", "?before=²", f"?after={'9' * 30}", "?page=4"])
def test_nonsense_in_the_address_is_the_start(said):
    assert place_of(RequestFactory().get(f"/{said}")) == START


def test_links_keep_what_was_asked_and_leave_out_what_was_not():
    found = pager(Keyed((), newer=0, older=7), "/here/", view="past", q="")
    assert (found.newer, found.older) == ("/here/?view=past&before=0", "/here/?view=past&after=7")
    assert place_of(RequestFactory().get("/?after=7&before=3")) == Place(7, 3)
    assert pager(Keyed(()), "/here/", "None") == module.Pager("None")


# ── Lists of the kernel ──────────────────────────────────────────────────────


def test_mail_that_did_not_arrive_is_shown_by_pages(client, harbor):
    sign_in(client, staff(harbor))
    rows = [Message(key=str(n), organization=harbor, address="a@b.example", template="terms", language="en", subject=f"Mail {n:03}",
                    body="", state="failed", created_at=NOON) for n in range(MANY)]
    Message.objects.within(harbor).bulk_create(rows)
    tasks(harbor)
    for task, row in zip(Task.objects.within(harbor), rows, strict=True):
        task.facts = {**task.facts, "message": str(row.reference)}
        task.save()
    first = client.get(reverse("undelivered", args=("harbor",))).content.decode()
    assert f"{MANY} to see to" in first and first.count('<section class="sheet"') == module.PAGE
    found, dearest = each_once(client, reverse("undelivered", args=("harbor",)), lambda page: re.findall(r">(Mail \d{3})</h2>", page))
    assert len(found) == MANY and dearest < 30


def test_the_roster_is_shown_by_pages_by_name(client, harbor):
    sign_in(client, staff(harbor))
    people = Person.objects.bulk_create(Person(given_name=f"G{n % 7}", family_name=f"F{n % 11:02}") for n in range(MANY))
    hers = Practitioner.objects.bulk_create(Practitioner(person=row, reference=f"T-{n:05}") for n, row in enumerate(people))
    Participation.objects.within(harbor).bulk_create(
        Participation(organization=harbor, practitioner=row, shared=True, began_at=NOON, state_since=NOON) for row in hers
    )
    found, dearest = each_once(client, reverse("standing", args=("harbor",)), lambda page: re.findall(r"/standing/(T-\d{5})/", page))
    assert found == [f"T-{n:05}" for n in sorted(range(MANY), key=lambda n: (n % 11, n % 7, n))] and dearest < 40
