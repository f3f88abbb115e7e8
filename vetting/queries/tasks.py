"""What waits for somebody in an organization: hers, those of her roles nobody has, and those of others."""

from dataclasses import dataclass

from network.models import Task
from vetting.models import Application

MOST = 200


@dataclass(frozen=True, slots=True)
class Tasks:
    """Open tasks by day: the reader's own, those anybody of her roles may take, those of others; and which are about files."""

    mine: tuple[Task, ...]
    roles: tuple[Task, ...]
    others: tuple[Task, ...]
    files: frozenset[str]


def tasks_of(actor, organization) -> Tasks:
    """At most MOST by day; two queries."""
    rows = Task.objects.within(organization).open().select_related("owner__person", "organization").order_by("due_on", "pk")[:MOST]
    mine, roles, others = [], [], []
    for row in rows:
        if row.owner is not None and row.owner.person_id == actor.person_id:
            mine.append(row)
        elif row.owner is None and row.role in actor.roles:
            roles.append(row)
        else:
            others.append(row)
    about = {row.about for row in (*mine, *roles, *others)}
    files = Application.objects.visible_to(actor).filter(reference__in=about).values_list("reference", flat=True)
    return Tasks(tuple(mine), tuple(roles), tuple(others), frozenset(files))
