"""A day that passed without its step goes to a named person, once; what was said of it ends by itself when the step is taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from network.access import Action, require, system
from network.events import record
from network.models import Membership, Parameter, Person, Task
from network.nights import one_by_one
from vetting.answering import DESKS, NEEDS, PARAMETER, Office, passed
from vetting.facts.answering import office_of
from vetting.models import AdverseAction, Appeal, Application, QueueRow
from vetting.queries.answering import Answered, answered, of_action, of_appeal
from vetting.queries.judging import day_of
from vetting.queries.passed import KIND
from vetting.queries.waiting import load
from vetting.workflow import keeping
from vetting.workflow.handing_on import hand_on

SEE_TO_IT = timedelta(days=3)  # by when whoever hears of it has seen to it
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Passed:
    """One day that passed: of what (its key), in which file or about whom, and who answers."""

    key: str
    about: str
    facts: dict
    found: Answered


def escalate_dates(organization, *, at) -> int:
    """Tell a named person of every day that passed, each once, and end what was told of days whose step was taken; how many were told."""
    on = day_of(organization, at)
    office = office_of(organization, on)
    settle(organization, at=at)
    hand_on(organization, office, on=on, at=at)
    late = [*_files(organization, office, on, at), *_others(organization, office, on)]
    return one_by_one(late, lambda each: _tell(organization, each, on, at), about=lambda each: each.about)


def _files(organization, office, on, at) -> Iterator[Passed]:
    """Open files, and decided ones on which somebody must still act, whose day has passed."""
    keeping.catch_up(organization, at=at)
    rows = QueueRow.objects.within(organization).filter(place__isnull=False)
    numbers = list((rows.filter(due_on__lt=on) | rows.filter(due_on__isnull=True)).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        files = Application.objects.within(organization).filter(pk__in=numbers[start : start + AT_ONCE]).order_by("pk")
        files = list(files.select_related("organization", "practitioner__person", "participation", "assignee"))
        loaded = load(files, on=on)
        for file in files:
            found = answered(file, office, on=on, loaded=loaded[file.pk])
            if passed(found.due, on):
                yield Passed(file.reference, file.reference, {"file": file.pk}, found)


def _others(organization, office: Office, on: date) -> Iterator[Passed]:
    """Appeals that should have been settled, and suspensions that should have been reviewed."""
    for appeal in _appeals(organization).filter(decide_by__lt=on):
        yield Passed(appeal.key, appeal.reference, {"appeal": appeal.pk}, of_appeal(appeal, office))
    for action in _actions(organization).filter(review_by__lt=on):
        yield Passed(action.key, action.practitioner.reference, {"action": action.pk}, of_action(action, office))


def _appeals(organization):
    rows = Appeal.objects.within(organization).filter(state="received").order_by("pk")
    return rows.select_related("participation__practitioner__person", "decision__application")


def _actions(organization):
    rows = AdverseAction.objects.within(organization).filter(kind="summary_suspension", state="final", reviewed_on=None).order_by("pk")
    return rows.select_related("participation__practitioner__person")


def _tell(organization, late: Passed, on: date, at) -> bool:
    """The task of whoever hears of it; False where it was told before."""
    found, whom = late.found, late.found.escalates_to
    key = f"passed:{late.key}:{found.turn.next_step}:{found.due.isoformat()}"
    with transaction.atomic():
        task, new = Task.objects.within(organization).get_or_create(organization=organization, key=key, defaults={
            "kind": KIND, "about": late.about, "role": _role(whom), "owner": _membership(organization, whom), "created_at": at,
            "due_on": on + SEE_TO_IT,
            "facts": {
                **late.facts, "step": found.turn.next_step, "whose": found.turn.whose, "day": found.due.isoformat(),
                "answers": found.owner.person if found.owner else None,
            },
        })
        if new:
            after = {"kind": KIND, "about": late.about, "step": found.turn.next_step, "day": found.due, "to": whom.name if whom else ""}
            record(task, "task.opened", actor=system("nightly", organization), at=at, after=after)
            QueueRow.objects.within(organization).filter(reference=late.about).update(stale=True)
    return new


def _role(seat) -> str:
    return next((role for role in NEEDS["escalation"] if seat and role in seat.roles), "network_manager")


def _membership(organization, seat):
    return Membership.objects.within(organization).current().filter(person=seat.person).first() if seat else None


def settle(organization, *, at) -> int:
    """End what was told of days whose step was taken; how many. Files' own end as their rows are derived."""
    keeping.catch_up(organization, at=at)
    open_ = Task.objects.within(organization).open().filter(kind=KIND)
    days = {f"appeal:{pk}": day for pk, day in _appeals(organization).values_list("pk", "decide_by")}
    days |= {f"action:{pk}": day for pk, day in _actions(organization).values_list("pk", "review_by")}
    over = []
    for task in open_.exclude(facts__has_key="file"):
        kind = "appeal" if "appeal" in task.facts else "action"
        still = days.get(f"{kind}:{task.facts.get(kind)}")
        if still is None or still.isoformat() != task.facts["day"]:
            over.append(task.pk)
    return open_.filter(pk__in=over).update(done_at=at) if over else 0


# ── Who sits at which desk ───────────────────────────────────────────────────


def name_desks(organization, chosen: dict[str, Person | None], *, actor, at) -> Parameter:
    """Name who answers at which desk from today on; None leaves it to the rule. Raises Forbidden."""
    require(actor, Action.NAME_DESKS, organization)
    on = day_of(organization, at)
    value = {desk: chosen[desk].pk for desk in DESKS if chosen.get(desk)}
    with transaction.atomic():
        row, _new = Parameter.objects.within(organization).update_or_create(
            organization=organization, key=PARAMETER, effective_from=on, defaults={"value": value, "author_id": actor.person_id},
        )
        record(row, "parameter.set", actor=actor, at=at, after={"key": PARAMETER, "value": value, "from": on})
    return row
