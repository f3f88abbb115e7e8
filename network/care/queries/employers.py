"""Employers by whatever name a caller says."""

from network.models import Employer, EmployerAlias
from network.models.employers import folded


def named(organization, text: str) -> list[Employer]:
    """The employer of exactly this name or alias; else every one a name of which contains it. At most six, by name."""
    key = folded(text)
    if not key:
        return []
    rows = EmployerAlias.objects.within(organization).select_related("employer")
    exact = rows.filter(folded=key).first()
    if exact:
        return [exact.employer]
    found = {row.employer_id: row.employer for row in rows.filter(folded__contains=key).order_by("employer__name")}
    return list(found.values())[:6]


def names(organization) -> list[str]:
    """Every name an employer goes by, for the field where one is typed."""
    return list(EmployerAlias.objects.within(organization).order_by("folded").values_list("name", flat=True))


def employers(organization) -> list[Employer]:
    """All of them, with aliases and contracts."""
    rows = Employer.objects.within(organization).prefetch_related("aliases", "contracts")
    return list(rows.order_by("name"))
