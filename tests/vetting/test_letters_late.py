"""A decision is told within the organization's days (domain 8.1, number 52); what is not out is a task until the letter is."""

from datetime import timedelta

import pytest

from network.events import timeline
from network.models import Parameter, Task
from network.worker import drain
from tests.shared import shared
from tests.vetting.story import Story
from vetting import nightly
from vetting.workflow.late_letters import watch

pytestmark = pytest.mark.django_db


_world, world = shared(Story)


def tasks(world):
    return Task.objects.within(world.organization).filter(kind="letter_late")


@pytest.mark.parametrize("days", [30, 10])
def test_a_letter_that_is_not_out_is_somebodys_task_by_the_organizations_own_days(world, days):
    if days != 30:
        Parameter(
            organization=world.organization, key="vetting.letter_days", value=days, effective_from=world.day(30),
            author_id=world.maya.person_id,
        ).save()
    decision = world.approved().decisions.get()
    assert [watch(world.organization, at=world.now) for _ in range(2)] == [1, 1]
    task = tasks(world).get()
    assert (task.due_on, task.role, task.about) == (decision.decided_on + timedelta(days=days), "network_manager", "HA-0001")
    assert task.escalates_on == task.due_on + timedelta(days=1)
    assert [event.action for event in timeline(task)] == ["task.opened"]


def test_a_decision_of_today_is_nobodys_task_yet_and_one_whose_letter_is_out_never(world):
    file = world.approved()
    decision = file.decisions.get()
    assert nightly.watch_letters(on=decision.decided_on, at=world.at((world.day() - decision.decided_on).days)) == 0
    assert nightly.watch_letters(on=world.day(), at=world.now) == 1
    drain()
    assert nightly.watch_letters(on=world.day(), at=world.now) == 0
    assert tasks(world).get().done_at == world.now
    assert [event.action for event in timeline(tasks(world).get())] == ["task.done", "task.opened"]
