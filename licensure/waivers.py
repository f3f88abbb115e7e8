"""Who may do without an element, as an organization's policy wrote it down when it became active."""

from datetime import date

from network.facts.parameters import in_force

WAIVABLE_BY = "licensure.waivable_by"  # element → director, committee (two people), or empty for nobody


def waivable_by(organization, element: str, *, on: date) -> str:
    """Who may waive by the parameters in force that day: director, committee, or empty for nobody.

    A director where the organization's policy does not speak of the element. One query.
    """
    return (in_force(organization, WAIVABLE_BY, on=on) or {}).get(element, "director")
