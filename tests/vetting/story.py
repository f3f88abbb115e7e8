"""The staff's world with two directors and a policy that knows each route; and short ways to read what came of an act."""

import pytest
from django_tasks_db.models import DBTaskResult

from network.access import Role
from network.events import timeline
from network.models import Acceptance, Cover, Grant, Job
from network.transitions import Refused
from tests.network.cast import staff
from tests.sources import source_of
from tests.vetting import staff_world
from vetting.facts.policies import law_of
from vetting.models import Appeal, Application
from vetting.workflow import policies

ASKED = {*staff_world.KEPT, "license_unrestricted", "accepted_profession"}


def right_of(file):
    """The right to appeal its last decision, read again; None when there is none."""
    return Appeal.objects.within(file.organization).filter(decision=file.decisions.first()).first()


class Story(staff_world.World):
    """Harbor on one day; `at(n)` is n days back from now."""

    def __init__(self, slug="harbor", **fields):
        super().__init__(slug, **fields)
        self.petra = staff(self.organization, "Petra Lindqvist", Role.DIRECTOR)

    def _policy(self, preset, whole):
        draft = policies.draft_from_preset(
            organization=self.organization, preset=preset, effective_from=self.day(60), actor=self.maya, at=self.start
        )
        draft.criteria.exclude(criterion__in={*ASKED, *law_of(draft)}).delete()
        policies.send_for_approval(draft, actor=self.maya, at=self.start)
        policies.approve(draft, actor=self.ines, at=self.start)
        return draft

    def for_two(self, name="Wren Halloway", *, ago=15):
        """Ready for decision; the board shows a restriction, so two people decide."""
        file = self.checking(name, ago=ago)
        for check in self.checks(file):
            if check.element == "license":
                self.verify_license(check, status="active", encumbered=True, ago=max(ago - 5, 0))
            else:
                self.verify(check, ago=max(ago - 5, 0))
        staff_world.checking.refer(file, actor=self.tom, at=self.at(max(ago - 6, 0)))
        return file

    def verify_license(self, check, *, ago=5, good_through=None, as_of=None, **values):
        """One license check, by Tom, with what the board says."""
        staff_world.verifications.verify(
            check, actor=self.tom, at=self.at(ago), method="seen", source=source_of(check), sighting={"what": "License card"},
            as_of=as_of or self.day(ago), good_through=good_through or self.day(-400), values=values,
        )

    def check(self, file, element):
        """The current check of one element."""
        return self.checks(file).filter(element=element).get()

    def fresh(self, file):
        """The file as the database has it."""
        return Application.objects.within(self.organization).get(pk=file.pk)

    def rows(self, model, file):
        """Her current rows of standing of one kind."""
        return model.objects.within(self.organization).current().filter(participation=file.participation_id)

    def grants(self, file):
        """Her current grants and denials, as decided."""
        return list(self.rows(Grant, file).order_by("pk"))

    def covers(self, file, kind="authority"):
        """Her current covers of one kind."""
        return list(self.rows(Cover, file).filter(kind=kind).order_by("pk"))

    def terms(self, file):
        """The terms she has accepted."""
        return sorted(self.rows(Acceptance, file).values_list("kind", flat=True))


def refused(act, *args, **kwargs) -> list[str]:
    """The codes of a refusal; fails when the act succeeds."""
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.codes


def told(row) -> list[str]:
    """What happened to a file, newest first."""
    return [event.action for event in timeline(row)]


def asked_for(name) -> list[dict]:
    """The arguments of every job of one name, oldest first."""
    tasks = Job.objects.filter(name=name).order_by("pk").values_list("task_id", flat=True)
    return [DBTaskResult.objects.get(pk=task).args_kwargs["kwargs"]["arguments"] for task in tasks]
