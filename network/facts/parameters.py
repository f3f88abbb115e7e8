"""What an organization's dated parameters say on a day."""

from datetime import date

from network.models.organizations import Organization, Parameter


def in_force(organization: Organization, key: str, *, on: date):
    """The value of a parameter on the organization's day `on`; None before it was first set. One query."""
    rows = Parameter.objects.within(organization).filter(key=key, effective_from__lte=on).order_by("-effective_from", "-pk")
    newest = rows.first()
    return None if newest is None else newest.value
