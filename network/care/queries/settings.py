"""What an organization has set about calls before, and who did."""

from network.care.facts.settings import APPOINTMENT, OFFERS, RESPOND
from network.models import Parameter


def changes(organization) -> list[Parameter]:
    """Every value that was set, the newest first."""
    rows = Parameter.objects.within(organization).filter(key__in=(OFFERS, RESPOND, APPOINTMENT)).select_related("author")
    return list(rows.order_by("-effective_from", "key", "-pk"))
