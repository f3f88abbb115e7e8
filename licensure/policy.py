"""What licensure reads from rows before it asks the rules: an organization's policy, and edited license types.

Vetting writes both as dated parameters when a policy becomes active; licensure never reads a policy.
"""

from dataclasses import dataclass, replace
from datetime import date

from licensure.catalog import Fact, Level, Renewal, Requirement
from licensure.models import LicenseType
from licensure.packs import Packs
from network.models import Organization, Parameter

ACCEPTED_REGISTERS = "licensure.accepted_registers"
SUPERVISION = "licensure.supervision"
PLAIN = (
    "title", "abbreviation", "language", "profession", "renewal_months", "reverify_months", "pattern", "valid_from",
    "valid_to", "successor",
)  # fmt: skip


def as_edited(found: Packs) -> Packs:
    """The packs with every license type that somebody edited as its row says."""
    rows = LicenseType.objects.filter(edited_at__isnull=False)
    edited = {row.pk: _from_row(found.types[row.pk], row) for row in rows if row.pk in found.types}
    return replace(found, types=found.types | edited)


def _from_row(kind, row):
    return replace(
        kind,
        level=Level(row.level),
        renewal=Renewal(row.renewal),
        also=tuple(row.also),
        channels=tuple(row.channels),
        fact=Fact(row.checked_on, row.source, row.confidence),
        **{name: getattr(row, name) for name in PLAIN},
    )


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
