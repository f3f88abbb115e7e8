"""What payments sends. Each loads by id and makes one call."""

from network import clock
from network.jobs import job
from payments.workflow import telling


@job(name="payments.tell_new_terms", lease=600)
def tell_new_terms(*, what, id):
    """New terms or rates were published: everybody who works under earlier ones is told."""
    rows = telling.PARTS[what].objects.everywhere(reason="a job loads its row by id")
    telling.tell_new_terms(rows.select_related("organization").get(pk=id), at=clock.now())
