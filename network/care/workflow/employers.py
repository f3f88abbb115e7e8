"""Entering employers, the names callers use, and contracts."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record
from network.models import Contract, Employer, EmployerAlias
from network.models.employers import folded
from network.transitions import Refusal, Refused


def add_employer(*, organization, name: str, country: str, actor, at) -> Employer:
    """A new customer, known by its own name. Raises Refused when one is called so already."""
    require(actor, Action.SET_INTAKE, organization)
    with transaction.atomic():
        row = Employer(organization=organization, name=name.strip(), country=country)
        _refuse_taken(organization, name)
        row.save()
        _name(row, name)
        record(row, "employer.added", actor=actor, at=at, after={"name": row.name, "country": country})
    return row


def add_alias(*, employer, name: str, actor, at) -> EmployerAlias:
    """Another name callers say. Raises Refused when an employer of this organization goes by it."""
    require(actor, Action.SET_INTAKE, employer)
    with transaction.atomic():
        _refuse_taken(employer.organization, name)
        row = _name(employer, name)
        record(employer, "employer.alias_added", actor=actor, at=at, after={"name": row.name})
    return row


def drop_alias(*, alias, actor, at) -> None:
    """Callers do not say it any more. An employer keeps its own name."""
    require(actor, Action.SET_INTAKE, alias)
    if alias.folded == folded(alias.employer.name):
        raise Refused([Refusal("own_name", _("This is the employer’s own name."), _("It stays; other names can be removed."))])
    with transaction.atomic():
        record(alias.employer, "employer.alias_dropped", actor=actor, at=at, before={"name": alias.name})
        alias.delete()


def _refuse_taken(organization, name):
    if not folded(name):
        message = _("A name needs letters or digits.")
        raise Refused([Refusal("no_name", message, _("Write it as callers say it."), {"field": "name"})])
    known = EmployerAlias.objects.within(organization).filter(folded=folded(name)).select_related("employer").first()
    if known:
        message = _("%(employer)s is known by this name.") % {"employer": known.employer.name}
        cure = _("Two employers cannot share a name: add what tells them apart.")
        raise Refused([Refusal("name_taken", message, cure, {"field": "name"})])


def _name(employer, name) -> EmployerAlias:
    row = EmployerAlias(organization=employer.organization, employer=employer, name=name.strip(), folded=folded(name))
    row.save()
    return row


def add_contract(*, employer, contract: Contract, actor, at) -> Contract:
    """What the employer's people may use, from a day on. Raises Refused when another contract runs on one of its days."""
    require(actor, Action.SET_INTAKE, employer)
    contract.organization, contract.employer = employer.organization, employer
    others = Contract.objects.within(employer.organization).filter(employer=employer)
    overlaps = [row for row in others if _overlap(row, contract)]
    if overlaps:
        message = _("Another contract runs on some of these days.")
        raise Refused([Refusal("contract_overlaps", message, _("End it first, or let this one begin later."), {"field": "first"})])
    with transaction.atomic():
        contract.save()
        record(employer, "contract.added", actor=actor, at=at, after=told(contract))
    return contract


def end_contract(*, contract, last, actor, at) -> Contract:
    """The last day callers are covered. Raises Refused before its first."""
    require(actor, Action.SET_INTAKE, contract)
    if last < contract.first:
        message = _("The contract begins after that day.")
        raise Refused([Refusal("before_it_began", message, _("Choose its first day or a later one."), {"field": "last"})])
    before, contract.last = contract.last, last
    with transaction.atomic():
        contract.save()
        record(contract.employer, "contract.ended", actor=actor, at=at, before={"last": before}, after={"last": last})
    return contract


def _overlap(one, other) -> bool:
    return (one.last is None or other.first <= one.last) and (other.last is None or one.first <= other.last)


def told(contract) -> dict:
    """What the audit trail keeps."""
    names = ("first", "last", "sessions", "per", "services", "household", "whose", "number_pattern")
    return {**{name: getattr(contract, name) for name in names}, "panel": contract.panel.code if contract.panel else ""}
