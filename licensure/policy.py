"""What licensure reads from rows before it asks the rules: an organization's policy, and what was corrected of the packs.

Vetting writes the policy as dated parameters when it becomes active; licensure never reads a policy.
"""

from dataclasses import dataclass, replace
from datetime import date

from licensure.catalog import Extension as Announced
from licensure.catalog import Fact, Requirement
from licensure.corrections import Correction as Said
from licensure.corrections import corrected, extended
from licensure.models import Correction, Extension
from licensure.packs import Packs, packs
from network.models import Organization, Parameter

ACCEPTED_REGISTERS = "licensure.accepted_registers"
SUPERVISION = "licensure.supervision"


def as_corrected(found: Packs) -> Packs:
    """The packs with what administrators corrected and boards announced. Two queries."""
    rows = Correction.objects.filter(withdrawn_at=None)
    said = [
        Said(row.kind, row.subject, row.field, row.value, Fact(row.checked_on, row.source, row.confidence, row.note))
        for row in rows
    ]
    late = Extension.objects.filter(withdrawn_at=None)
    extensions = [
        (row.license_type_id, Announced(row.first, row.last, row.until, row.announcement)) for row in late
    ]
    return extended(corrected(found, said), extensions) if said or extensions else found


def known() -> Packs:
    """What counts: the packs as corrected. Whoever judges or shows a title, a register or a requirement asks here."""
    return as_corrected(packs())


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
