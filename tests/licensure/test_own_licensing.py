"""What a state asks of the organization itself: a fact with its source, told where the organization serves clients."""

import pytest

from licensure.coverage import Sure, sureness
from licensure.examinations import organizations_may_serve
from licensure.packs import packs
from licensure.queries.own_licensing import rules_where_it_serves
from tests.licensure.test_covers import AT, World
from tests.network.cast import organization


def test_californias_session_limit_is_sourced_and_of_other_states_nothing_is_said():
    (rule,) = packs().organizations.values()
    assert (rule.jurisdiction, rule.sessions, rule.months, sureness(rule.fact)) == ("US-CA", 3, 6, Sure.SOURCED)


@pytest.mark.django_db
@pytest.mark.parametrize(("places", "told"), [(("US-OH",), []), (("US-CA", "US-OH"), ["US-CA"]), (None, ["US-CA"])])
def test_who_serves_clients_there_is_told_and_nobody_else(places, told):
    world, summit = World(), organization("summit")
    assert rules_where_it_serves(world.harbor) == ()
    world.granted(places=places)
    assert [rule.jurisdiction for rule in rules_where_it_serves(world.harbor)] == told
    assert rules_where_it_serves(summit) == ()
    assert ["Harbor serves clients in US-CA" in finding.message for finding in organizations_may_serve(AT)] == [True] * len(told)
