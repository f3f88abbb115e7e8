"""What licensure reads from rows before it asks the rules: an organization's policy, and what was corrected of the packs.

Vetting writes the policy as dated parameters when it becomes active; licensure never reads a policy.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Value

from licensure.catalog import Extension as Announced
from licensure.catalog import Fact, Requirement
from licensure.corrections import Correction as Said
from licensure.corrections import corrected, extended
from licensure.models import CommonCorrection, Correction, Extension
from licensure.packs import Packs, packs
from network.facts.parameters import in_force
from network.models import Organization, Parameter

ACCEPTED_REGISTERS = "licensure.accepted_registers"
SUPERVISION = "licensure.supervision"
VERIFY_BY_RULE = "licensure.verify_by_rule"  # the elements whose obtained answers a documented rule may verify
COLUMNS = ("kind", "subject", "field", "value", "checked_on", "source", "confidence", "note")


def as_corrected(found: Packs, organization: Organization | None = None) -> Packs:
    """The packs with what the operator took over, over it what this organization corrected, and what boards announced.

    Without an organization only what counts for all of them. One query for the corrections, one for the announcements.
    """
    said = [Said(*row[:4], Fact(*row[4:-1])) for row in _said(organization)]
    extensions = list(_announced(organization)) if organization is not None else []
    return extended(corrected(found, said), extensions) if said or extensions else found


def _said(organization) -> list[tuple]:
    """The corrections in force, an organization's own after those that count for everyone. One query."""
    common = CommonCorrection.objects.filter(withdrawn_at=None).annotate(layer=Value(0)).order_by().values_list(*COLUMNS, "layer")
    if organization is None:
        return list(common)
    own = Correction.objects.within(organization).filter(withdrawn_at=None).annotate(layer=Value(1)).order_by()
    return sorted(own.values_list(*COLUMNS, "layer").union(common, all=True), key=lambda row: row[-1])


def _announced(organization):
    """What two people of the organization took over from boards, by title. One query."""
    for row in Extension.objects.within(organization).filter(state="in_force"):
        only = f"license:{row.license_id}" if row.license_id else ""
        yield row.license_type_id, Announced(row.first, row.last, row.until, row.source, only, f"extension:{row.pk}")


def known(organization: Organization | None = None) -> Packs:
    """What counts for this organization, or without one for all: the packs as corrected.

    Whoever judges or shows a title, a register or a requirement asks here; a therapist's own pages name no organization.
    """
    return as_corrected(packs(), organization)


def in_a_compact(jurisdictions: Iterable[str]) -> bool:
    """Whether one of these is a member of a compact, so that a move of home can end or carry what rests on a license there."""
    states = set(jurisdictions)
    return any(each.state in states for compact in known().compacts.values() for each in compact.members)


def accepted(requirement: Requirement, slug: str, *, on: date) -> Requirement:
    """The requirement as this organization reads it on that day. ValueError when there is no such organization."""
    organization = Organization.objects.filter(slug=slug).first()
    if organization is None:
        raise ValueError(f"Unknown organization {slug!r}.")
    return accepted_by(requirement, organization, on=on)


@dataclass(frozen=True, slots=True)
class Additions:
    """What an organization's parameters add to every requirement: registers it accepts, and supervised practice."""

    registers: frozenset[str] = frozenset()
    supervision: bool = False

    def to(self, requirement: Requirement) -> Requirement:
        """The requirement as this organization reads it."""
        return replace(
            requirement,
            accepted_registers=requirement.accepted_registers | self.registers,
            supervision=requirement.supervision or self.supervision,
        )


def additions(organization: Organization, *, on: date) -> Additions:
    """What the organization's parameters in force that day add. One query."""
    rows = Parameter.objects.within(organization).filter(
        key__in=(ACCEPTED_REGISTERS, SUPERVISION), effective_from__lte=on
    )
    said = {row.key: row.value for row in rows.order_by("effective_from")}
    return Additions(frozenset(said.get(ACCEPTED_REGISTERS, ())), bool(said.get(SUPERVISION, False)))


def accepted_by(requirement: Requirement, organization: Organization, *, on: date) -> Requirement:
    """The requirement with what the organization's parameters in force that day add to it."""
    return additions(organization, on=on).to(requirement)


def verified_by_rule(organization: Organization, *, on: date) -> frozenset[str]:
    """The elements a documented rule may verify by the parameters in force that day; none until a policy switched it on. One query."""
    return frozenset(in_force(organization, VERIFY_BY_RULE, on=on) or ())
