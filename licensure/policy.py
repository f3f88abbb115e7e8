"""What licensure needs of an organization's policy: accepted voluntary registers, and whether supervision is allowed.

Vetting writes both as dated parameters when a policy becomes active; licensure never reads a policy.
"""

from dataclasses import replace
from datetime import date

from licensure.catalog import Requirement
from network.models import Organization, Parameter

ACCEPTED_REGISTERS = "licensure.accepted_registers"
SUPERVISION = "licensure.supervision"


def accepted(requirement: Requirement, slug: str, *, on: date) -> Requirement:
    """The requirement as this organization reads it on that day. ValueError when there is no such organization."""
    organization = Organization.objects.filter(slug=slug).first()
    if organization is None:
        raise ValueError(f"Unknown organization {slug!r}.")
    return accepted_by(requirement, organization, on=on)


def accepted_by(requirement: Requirement, organization: Organization, *, on: date) -> Requirement:
    """The requirement with what the organization's parameters in force that day add to it."""
    rows = Parameter.objects.within(organization).filter(
        key__in=(ACCEPTED_REGISTERS, SUPERVISION), effective_from__lte=on
    )
    said = {row.key: row.value for row in rows.order_by("effective_from")}
    return replace(
        requirement,
        accepted_registers=requirement.accepted_registers | frozenset(said.get(ACCEPTED_REGISTERS, ())),
        supervision=requirement.supervision or bool(said.get(SUPERVISION, False)),
    )
