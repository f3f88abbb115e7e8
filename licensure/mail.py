"""Jobs of list matches: who is told of a confirmed exclusion."""

from licensure.models import Hit
from licensure.workflow.exclusions import raise_elsewhere, tell_compliance
from network import clock
from network.jobs import job


@job(name="licensure.follow_exclusion")
def follow_exclusion(*, hit_id):
    """Tell those who act on it, and ask the other organizations she works for."""
    hit = Hit.objects.everywhere(reason="a job loads its row by id").select_related("organization", "practitioner", "entry").get(pk=hit_id)
    at = clock.now()
    tell_compliance(hit, at=at)
    raise_elsewhere(hit, at=at)
