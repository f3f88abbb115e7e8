"""Who may do without an element, as an organization's policy wrote it down when it became active."""

from datetime import date

from network.models import Parameter

WAIVABLE_BY = "licensure.waivable_by"  # element → director, committee (two people), or empty for nobody


def waivable_by(organization, element: str, *, on: date) -> str:
    """Who may waive by the parameters in force that day: director, committee, or empty for nobody.

    A director where the organization's policy does not speak of the element. One query.
    """
    rows = Parameter.objects.within(organization).filter(key=WAIVABLE_BY, effective_from__lte=on).order_by("-effective_from")
    newest = rows.first()
    return newest.value.get(element, "director") if newest else "director"
