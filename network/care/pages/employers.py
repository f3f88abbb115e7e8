"""What staff see of employers and how calls are handled."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.access import Action, can
from network.formats import day, listed
from network.models import Contract, Service
from network.parts import Link, Tag, Task


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract in words."""

    key: int
    title: str
    text: str
    open: bool


def tabs(organization, current, actor) -> tuple[Link, ...]:
    """The pages of this room that she may open."""
    entries = [("intake_settings", _("How calls are handled"))]
    if can(actor, Action.SET_INTAKE, organization):
        entries.insert(0, ("employers", _("Employers")))
    return tuple(Link(label, reverse(name, kwargs={"organization": organization.slug}), current=name == current) for name, label in entries)


def employer_tasks(organization, rows, *, on) -> tuple[Task, ...]:
    """Every employer, whether covered today, and the names it goes by."""
    return tuple(_employer(organization, row, on) for row in rows)


def _employer(organization, row, on) -> Task:
    runs = [contract for contract in row.contracts.all() if contract.first <= on and (contract.last is None or contract.last >= on)]
    tag = Tag("good", _("Covered today")) if runs else Tag("held", _("No contract today"))
    names = listed([alias.name for alias in row.aliases.all() if alias.name != row.name])
    return Task(row.name, tag, reverse("employer", kwargs={"organization": organization.slug, "pk": row.pk}), names)


def contract_line(contract) -> ContractLine:
    """One contract."""
    through = _("%(first)s through %(last)s") if contract.last else _("from %(first)s on")
    days = through % {"first": day(contract.first), "last": day(contract.last) if contract.last else ""}
    words = dict(Service.choices)
    services = listed([str(words[code]) for code in contract.services]) if contract.services else _("every service")
    sessions = ngettext("%(count)s session", "%(count)s sessions", contract.sessions) % {"count": contract.sessions}
    who = _("employees and household") if contract.household else _("employees")
    if contract.household and contract.whose == Contract.Whose.HOUSEHOLD:
        who = _("employees and household, together")
    panel = contract.panel.name if contract.panel else ""
    parts = [f"{sessions} {contract.get_per_display()}", services, who, panel, contract.number_pattern]
    return ContractLine(contract.pk, days, " · ".join(part for part in parts if part), contract.last is None)
