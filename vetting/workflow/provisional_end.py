"""The end of a provisional approval before its last day: the file is decided, withdrawn or lapsed."""

from network.access import system
from network.models import Task
from network.workflow.participation import deny_everything
from vetting.models import Application
from vetting.queries.judging import day_of


def task_key(application: Application) -> str:
    """The task by which somebody is reminded to decide in time."""
    return f"provisional:{application.reference}"


def over(application: Application, *, actor, at) -> None:
    """The file is decided or closed: nobody has to be reminded of its provisional approval."""
    rows = Task.objects.within(application.organization).open().filter(key=task_key(application))
    rows.update(done_at=at, done_by_id=actor.person_id)


def end_with(application: Application, *, actor, at) -> None:
    """A file is withdrawn or lapsed: what it gave provisionally ends today."""
    given = application.decisions.filter(outcome="provisional").order_by("-pk").first()
    if given is None:
        return
    on = day_of(application.organization, at)
    if given.due_on >= on:
        clockwork = system("provisional", application.organization)
        deny_everything(participation=application.participation, decision=given.key, on=on, actor=clockwork, at=at)
    over(application, actor=actor, at=at)
