"""What the packs say about a license somebody holds, and the licenses as the rules read them."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from licensure.catalog import Extension, Level, LicenseType, RegisterKind, Renewal
from licensure.facts import supervision
from licensure.holdings import LIVE, Held, Status, extension_of
from licensure.home_moves import HomeMove as Moved
from licensure.home_moves import through_moves
from licensure.models import Credential, HomeMove, License, Verification
from licensure.policy import known

AUTHORITY = ("license", "register")
JUDGED = (*AUTHORITY, supervision.ELEMENT)  # what says where she may practice
SAYS_EXPIRED = "expired"  # a source's word; whether a license is expired is derived from its days


@dataclass(frozen=True, slots=True)
class KindOfLicense:
    """The facts of a license type that vetting reads. An unknown type has level `title_only` and gives nothing."""

    title: str
    register: str
    level: str
    statutory: bool
    lifelong: bool
    extensions: tuple[Extension, ...] = ()

    def last_day(self, key: str, last: date | None) -> date | None:
        """The last good day of the license `key` that would end on `last`, with what its board announced."""
        found = extension_of(key, last, self.extensions)
        return found.until if found else last


def license_type(row, found=None) -> LicenseType | None:
    """The entry for a license row, judged in the zone of the place it is held in; None when no pack knows it."""
    found = found or known()
    kind = found.types.get(row.license_type)
    place = found.places.get(row.jurisdiction_id)
    return replace(kind, zone=place.zone) if kind and place else kind


def kind_of(row, organization=None, found=None) -> KindOfLicense:
    """What counts for this organization about the title of a license row; without one, what counts for all.

    `found` is what it knows, for whoever asks about many rows and read it once.
    """
    found = found or known(organization)
    kind = license_type(row, found)
    if kind is None:
        return KindOfLicense(row.license_type, "", str(Level.TITLE_ONLY), True, row.expires_on is None)
    register = found.registers.get(kind.register)
    statutory = register is None or register.kind != RegisterKind.VOLUNTARY
    lifelong = kind.renewal is Renewal.LIFELONG
    return KindOfLicense(kind.title, kind.register, str(kind.level), statutory, lifelong, kind.extensions)


def register_type(row, found) -> LicenseType | None:
    """The title an entry in a voluntary register stands for; None when no pack knows the register."""
    titles = [kind for kind in found.types.values() if kind.register == row.code and kind.level is Level.VOLUNTARY]
    return titles[0] if titles else None


def title_at_source(check, row, found) -> LicenseType | None:
    """The title that is looked up for a check: hers, or of a supervision the supervisor's; None for other elements."""
    if check.element == "license":
        return license_type(row, found)
    return supervision.supervisor_type(row, found) if check.element == supervision.ELEMENT else None


def newest_checks(organization, practitioner) -> dict[str, Verification]:
    """By item, what this organization last learned of her licenses, registrations and supervisors, also when it differs from hers."""
    rows = Verification.objects.within(organization).filter(
        practitioner=practitioner, element__in=JUDGED, state__in=("verified", "discrepant")
    )
    ordered = sorted(rows, key=lambda row: (row.as_of or row.opened_on, row.pk))
    return {row.item: row for row in ordered}


def holdings(organization, practitioner) -> dict[str, Held]:
    """What she holds as this organization verified it, by key; titles no pack knows are left out."""
    found = known(organization)
    rows = [
        *((row, license_type(row, found)) for row in License.objects.of(practitioner)),
        *((row, register_type(row, found)) for row in Credential.objects.of(practitioner).filter(kind="register")),
    ]
    checks = newest_checks(organization, practitioner)
    mine = {row.key: held(row, kind, checks[row.key]) for row, kind in rows if kind and row.key in checks}
    theirs = _supervisors(organization, practitioner, found, checks)
    return {key: replace(each, supervisors=tuple(theirs.get(each.type.key, ()))) for key, each in mine.items()}


def _supervisors(organization, practitioner, found, checks) -> dict[str, list[Held]]:
    """Who supervises her, by the title of hers it is about; one that was only stated counts nowhere and is told. One query."""
    rows = supervision.agreements(practitioner)
    theirs = defaultdict(list)
    for row in rows:
        kind, check = supervision.supervisor_type(row, found), checks.get(row.key)
        if kind and (check or row.retired_at is None):
            status = status_of(check) if check else Status.PENDING
            one = supervision.supervisor_held(row, kind, rows, check, status=status, zone=organization.zone)
            theirs[supervision.supervises(row)].append(one)
    return theirs


def held_through_moves(organization, practitioner) -> tuple[Held, ...]:
    """What she holds as this organization verified it, on both sides of every move of her home that she stated."""
    return through_moves(holdings(organization, practitioner).values(), moves_of(practitioner), known(organization).compacts)


def moves_of(practitioner) -> list[Moved]:
    """The moves of her home in force, as the rules read them."""
    rows = HomeMove.objects.of(practitioner).filter(withdrawn_at=None)
    return [Moved(row.left_id, row.reached_id, row.moved_on) for row in rows]


def held(row, kind: LicenseType, check: Verification) -> Held:
    """A checked license or registration as the rules read it."""
    ends = row.expires_on if isinstance(row, License) else row.covers_through
    said_where = getattr(row, "jurisdiction_id", "")
    return Held(
        key=row.key,
        type=kind,
        first=row.issued_on,
        last=check.good_through or ends,
        status=status_of(check),
        encumbered=bool(check.values.get("encumbered")),
        verified_as_of=check.as_of,
        place=said_where if kind.compact and said_where != kind.jurisdiction else "",
    )


def status_of(check: Verification) -> Status:
    """The source's word. One never seen before is not active, nor is none when the check differs."""
    said = str(check.values.get("status") or ("" if check.state == "discrepant" else Status.ACTIVE))
    if said == SAYS_EXPIRED and check.good_through and check.as_of and check.good_through < check.as_of:
        return Status.ACTIVE
    return Status(said) if said in set(Status) else Status.PENDING


def is_live(check: Verification) -> bool:
    """Whether the source's word lets her practice, whatever the days."""
    return status_of(check) in LIVE
