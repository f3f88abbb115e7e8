"""The file to go on with after another one, without a look at the queue in between."""

from vetting.models import QueueRow
from vetting.queries.lenses import BY_KEY

UNDONE = {"ready": False}  # something in it is still to be checked
WAYS = (  # her own first, then what nobody has begun, then what a colleague has not finished; what is only to be handed over is last
    ("mine", UNDONE), ("new", {}), ("checking", UNDONE), ("mine", {}),
)


def next_file(actor, organization, reference: str, *, on, closed=frozenset()) -> str:
    """The reference of the file after this one in the first view that holds another; its first after its last. Empty: none waits.

    A reference that is nobody's begins at the first; files `closed` to the reader are no next ones.
    """
    rows = QueueRow.objects.visible_to(actor).filter(organization=organization).exclude(application__in=closed)
    here = rows.filter(reference=reference).values_list("place", flat=True).first()
    others = rows.exclude(reference=reference)
    for view, narrowed in WAYS:
        waiting = others.filter(BY_KEY[view].q(person=actor.person_id, on=on), **narrowed).order_by("place")
        after = waiting if here is None else waiting.filter(place__gt=here)
        for found in (after, waiting):
            if (one := found.values_list("reference", flat=True).first()) is not None:
                return one
    return ""
