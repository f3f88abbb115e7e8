"""The file to go on with after another one, without a look at the queue in between."""

from vetting.models import QueueRow
from vetting.queries.lenses import BY_KEY
from vetting.queries.queue import walked
from vetting.queries.walking import Walk

UNDONE = {"ready": "no"}  # something in it is still to be checked
WAYS = (  # her own first, then what nobody has begun, then what a colleague has not finished; what is only to be handed over is last
    ("mine", UNDONE), ("new", {}), ("checking", UNDONE), ("mine", {}),
)


def next_file(actor, organization, reference: str, *, on, closed=frozenset()) -> str:
    """The reference of the file after this one in the first view that holds another; its first after its last. Empty: none waits.

    A reference that is nobody's begins at the first; files `closed` to the reader are no next ones.
    """
    here = QueueRow.objects.visible_to(actor).filter(organization=organization, reference=reference)
    here = here.exclude(application__in=closed).values_list("place", flat=True).first()
    for view, narrowed in WAYS:
        for after in dict.fromkeys((here, None)):
            walk = Walk(organization.pk, BY_KEY[view].narrowed(**narrowed), actor.person_id, on, after, closed=closed)
            found = walked(walk, actor, 2).values_list("reference", flat=True)
            if others := [other for other in found if other != reference]:
                return others[0]
    return ""
