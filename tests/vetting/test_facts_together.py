"""Many files read at once say what each says read alone, in as many queries whether there are three or nine."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world as worlds
from tests.shared import shared
from vetting.facts.collect import collect
from vetting.facts.together import collect_many
from vetting.models import Application
from vetting.queries.judging import decided_on

pytestmark = pytest.mark.django_db


_world, world = shared(lambda: worlds.build("harbor"))


@pytest.fixture
def harbor(world):
    """Harbor with a file in every state, some with faults."""
    worlds.draft(world, world.harbor)
    worlds.submitted(world, world.harbor, yes={"license_action": "A reprimand in 2019."})
    worlds.checked(world, world.harbor, but=("insurance",))
    worlds.checked(world, world.harbor, listed=True)
    worlds.active(world, world.harbor)
    worlds.denied(world, world.harbor)
    return world.harbor


def files(organization):
    rows = Application.objects.within(organization).select_related("practitioner__person").order_by("pk")
    return [(row, decided_on(row)) for row in rows]


def test_together_is_one_by_one(harbor):
    on = files(harbor)[-1][0].submitted_on
    together = collect_many(harbor, files(harbor), on=on)
    assert together == [collect(row, on=on, decided_on=day) for row, day in files(harbor)]
    assert any(facts.hits for facts in together) and any(facts.jobs for facts in together) and any(facts.decided_on for facts in together)


def test_an_earlier_denial_is_told_of_her_next_file_and_not_of_itself(world, harbor):
    denied = Application.objects.within(harbor).get(state="denied")
    again = worlds.draft(world, harbor, world.file(denied).who)
    first, second = collect_many(harbor, [(denied, None), (again, None)], on=denied.submitted_on)
    assert first.denied_on is None and second.denied_on == decided_on(denied) is not None


def test_more_files_take_no_more_queries(harbor):
    asked = files(harbor)
    counts = []
    for part in (asked[:2], asked):
        with CaptureQueriesContext(connection) as caught:
            collect_many(harbor, part, on=asked[-1][0].submitted_on)
        counts.append(len(caught))
    assert counts[0] == counts[1] == 14
