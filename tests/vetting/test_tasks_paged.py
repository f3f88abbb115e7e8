"""The page of tasks when thousands wait for others: hers are never pushed out, and theirs are shown by pages."""

import re

import pytest
from django.urls import reverse

from network import keyed
from network.access import Role
from network.models import Membership, Task
from tests.network.cast import NOON, organization, staff
from tests.vetting.pages import sign_in, text
from tests.walked import each_once
from vetting.queries.tasks import MOST, tasks_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbor():
    return organization()


def tasks(where, many, day, **fields):
    given = {"kind": "mail_undelivered", "role": "intake", "facts": {}, "created_at": NOON, **fields}
    start = Task.objects.within(where).count()
    Task.objects.within(where).bulk_create(
        Task(organization=where, key=f"t:{start + number}", due_on=NOON.date().replace(day=day), **given) for number in range(many)
    )


def test_what_is_hers_is_shown_though_more_of_others_than_fit_are_due_before(client, harbor):
    maya, tom = staff(harbor), staff(harbor, "Tom Wetherby", Role.VERIFIER)
    hers = Membership.objects.within(harbor).get(person=maya.person_id)
    his = Membership.objects.within(harbor).get(person=tom.person_id)
    tasks(harbor, MOST + 30, 1, owner=his)
    tasks(harbor, 2, 9, owner=hers, kind="between", about="T-1", facts={"happening": "complaints", "count": 3, "where": "", "look": 0})
    tasks(harbor, 3, 9, role="network_manager")
    found = tasks_of(maya, harbor)
    assert (len(found.mine), len(found.roles), len(found.others.rows)) == (2, 3, keyed.PAGE)
    assert [len(part) for part in (tasks_of(tom, harbor).mine, tasks_of(tom, harbor).roles)] == [MOST, 0]


def test_those_of_others_are_walked_to_their_end_and_back(client, harbor, monkeypatch):
    monkeypatch.setattr(keyed, "PAGE", 4)
    sign_in(client, staff(harbor))
    for number in range(11):
        tasks(harbor, 1, 1 + number % 3, kind="night_broke", facts={"step": f"step.{number:02}", "days": ["2026-11-20"]})
    found, dearest = each_once(client, reverse("tasks", args=("harbor",)), lambda page: re.findall(r"step\.(\d\d)", page))
    assert found == [f"{number:02}" for number in sorted(range(11), key=lambda number: (number % 3, number))] and dearest < 40


def test_a_night_that_broke_is_told_in_the_readers_words(client, harbor):
    sign_in(client, staff(harbor))
    tasks(harbor, 1, 1, kind="night_broke", role="network_manager", facts={"step": "vetting.nightly.watch", "days": ["2026-11-20"]})
    said = text(client.get(reverse("tasks", args=("harbor",))))
    assert "The work of a night broke" in said and "vetting.nightly.watch, not done since 20 Nov 2026" in said
