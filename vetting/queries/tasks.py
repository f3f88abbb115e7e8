"""What waits for somebody in an organization: hers, those of her roles nobody has, and those of others."""

from dataclasses import dataclass

from django.db.models import Q

from network.keyed import START, Keyed, Place, keyed
from network.models import Practitioner, Task
from vetting.models import Application
from vetting.queries.committee import closed_files, closed_therapists

MOST = 200


@dataclass(frozen=True, slots=True)
class Tasks:
    """Open tasks by day: the reader's own, those anybody of her roles may take, a page of those of others; and which are about files.

    `closed`: what some of them are about and the reader takes no part in, by reference.
    """

    mine: tuple[Task, ...]
    roles: tuple[Task, ...]
    others: Keyed
    files: frozenset[str]
    closed: frozenset[str] = frozenset()


def tasks_of(actor, organization, place: Place = START) -> Tasks:
    """Hers and her roles' are never pushed out by those of others, however many wait: at most MOST of each.

    At most five queries, two more for who takes no part in something.
    """
    known = Task.objects.within(organization)
    rows = known.open().select_related("owner__person", "organization")
    hers, anybodys = Q(owner__person=actor.person_id, owner__isnull=False), Q(owner=None, role__in=actor.roles)
    mine, roles = (tuple(rows.filter(which).order_by("due_on", "pk")[:MOST]) for which in (hers, anybodys))
    others = keyed(rows.filter(Q(owner=None) | ~Q(owner__person=actor.person_id)).exclude(anybodys), ("due_on", "pk"), place, known=known)
    about = {row.about for row in (*mine, *roles, *others.rows)}
    files = Application.objects.visible_to(actor).filter(reference__in=about).values_list("reference", flat=True)
    return Tasks(mine, roles, others, frozenset(files), _closed(actor, organization))


def _closed(actor, organization) -> frozenset[str]:
    files, hers = closed_files(organization, actor), closed_therapists(organization, actor)
    if not files:
        return frozenset()
    references = Application.objects.within(organization).filter(pk__in=files).values_list("reference", flat=True)
    return frozenset([*references, *Practitioner.objects.visible_to(actor).filter(pk__in=hers).values_list("reference", flat=True)])
