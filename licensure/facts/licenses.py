"""What the packs say about a license somebody holds, and the licenses as the rules read them."""

from dataclasses import dataclass, replace

from licensure.catalog import Level, RegisterKind, Renewal
from licensure.holdings import Held, Status
from licensure.models import License, Verification
from licensure.packs import packs


@dataclass(frozen=True, slots=True)
class KindOfLicense:
    """The facts of a license type that vetting reads. An unknown type has level `title_only` and gives nothing."""

    title: str
    register: str
    level: str
    statutory: bool
    lifelong: bool


def license_type(row):
    """The pack's entry for a license row, judged in the zone of the place it is held in; None when no pack knows it."""
    found = packs()
    kind = found.types.get(row.license_type)
    place = found.places.get(row.jurisdiction_id)
    return replace(kind, zone=place.zone) if kind and place else kind


def kind_of(row) -> KindOfLicense:
    """What the packs say about the title of a license row."""
    kind = license_type(row)
    if kind is None:
        return KindOfLicense(row.license_type, "", str(Level.TITLE_ONLY), True, row.expires_on is None)
    register = packs().registers.get(kind.register)
    statutory = register is None or register.kind != RegisterKind.VOLUNTARY
    return KindOfLicense(kind.title, kind.register, str(kind.level), statutory, kind.renewal is Renewal.LIFELONG)


def verified_licenses(organization, practitioner) -> list[tuple[License, Verification]]:
    """Her licenses that this organization verified, each with its newest verification."""
    rows = {row.key: row for row in License.objects.of(practitioner).select_related("jurisdiction")}
    checks = Verification.objects.within(organization).filter(practitioner=practitioner, element="license", state="verified")
    newest = {check.item: check for check in checks.order_by("as_of", "pk")}
    return [(rows[item], check) for item, check in newest.items() if item in rows]


def held(row: License, check: Verification) -> Held | None:
    """A verified license as the rules read it; None when no pack knows its title. An unknown status is not active."""
    kind = license_type(row)
    if kind is None:
        return None
    said = check.values.get("status") or "active"
    status = Status(said) if said in set(Status) else Status.PENDING
    return Held(
        key=row.key, type=kind, first=row.issued_on, last=check.good_through or row.expires_on, status=status,
        encumbered=bool(check.values.get("encumbered")), verified_as_of=check.as_of,
    )
