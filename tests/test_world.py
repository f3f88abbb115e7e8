"""The worlds tests stand in are what they say they are."""

import pytest

from network.access import Role
from network.models import Membership
from tests import world as worlds
from tests.shared import shared
from vetting.facts.answering import office_of
from vetting.facts.clocks import clocks_of
from vetting.models.application import OPEN
from vetting.queries.answering import answered

pytestmark = pytest.mark.django_db
STATES = ("draft", "submitted", "checking", "checked", "in_review", "approved", "active", "denied")
REACHED = {"checked": "checking", "active": "approved"}


_world, world = shared(worlds.build)


@pytest.mark.parametrize("slug", ["harbor", "summit", "noorderlicht"])
@pytest.mark.parametrize("name", STATES)
def test_every_builder_reaches_its_state_in_every_organization(world, slug, name):
    application = getattr(worlds, name)(world, getattr(world, slug))
    assert application.state == REACHED.get(name, name)


@pytest.mark.parametrize("slug", ["harbor", "summit", "noorderlicht"])
def test_an_ordinary_file_is_clean(world, slug):
    assert worlds.in_review(world, getattr(world, slug)).route == "clean"


def test_every_open_file_has_an_owner_a_step_and_a_day_on_both_sides(world):
    for organization in world.organizations.values():
        on = world.day(organization)
        office, clocks = office_of(organization, on), clocks_of(organization, on)
        for name in STATES:
            file = getattr(worlds, name)(world, organization)
            found = answered(file, office, clocks, on=on)
            waits = file.state in OPEN or name == "approved"
            assert bool(found.owner and found.due and found.escalates_to) is waits, (organization, name)


def test_every_organization_has_somebody_in_every_role(world):
    for organization in world.organizations.values():
        held = {role for row in Membership.objects.within(organization) for role in row.roles}
        assert held == set(Role.values)
        assert world.outsider(organization).memberships.within(organization).count() == 0
