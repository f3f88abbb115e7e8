"""What the organization's own log says of her: the concerns that were found to be so."""

from collections import defaultdict

from network.models import Concern
from vetting import evidence


def concerns_of(organization, participations) -> defaultdict:
    """The substantiated concerns about each participation, oldest first; one query."""
    found = defaultdict(list)
    rows = Concern.objects.within(organization).counted().filter(participation__in=participations).order_by("received_on", "pk")
    for pk, participation, received_on, severity in rows.values_list("pk", "participation_id", "received_on", "severity"):
        found[participation].append(evidence.Concern(received_on, severity, f"concern:{pk}"))
    return found
