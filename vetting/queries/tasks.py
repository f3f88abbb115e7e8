"""What waits for somebody in an organization: hers, those of her roles nobody has, and those of others."""

from dataclasses import dataclass

from network.models import Practitioner, Task
from vetting.models import Application
from vetting.queries.committee import closed_files, closed_therapists

MOST = 200


@dataclass(frozen=True, slots=True)
class Tasks:
    """Open tasks by day: the reader's own, those anybody of her roles may take, those of others; and which are about files.

    `closed`: what some of them are about and the reader takes no part in, by reference.
    """

    mine: tuple[Task, ...]
    roles: tuple[Task, ...]
    others: tuple[Task, ...]
    files: frozenset[str]
    closed: frozenset[str] = frozenset()


def tasks_of(actor, organization) -> Tasks:
    """At most MOST by day; four queries, two more for who takes no part in something."""
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
    return Tasks(tuple(mine), tuple(roles), tuple(others), frozenset(files), _closed(actor, organization))


def _closed(actor, organization) -> frozenset[str]:
    files, hers = closed_files(organization, actor), closed_therapists(organization, actor)
    if not files:
        return frozenset()
    references = Application.objects.within(organization).filter(pk__in=files).values_list("reference", flat=True)
    return frozenset([*references, *Practitioner.objects.visible_to(actor).filter(pk__in=hers).values_list("reference", flat=True)])
