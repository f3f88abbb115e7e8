"""A therapist's current profile in one read: what she owns and says, whatever organization asks."""

from dataclasses import dataclass

from licensure.models import Credential, License, Position
from network.models import PractitionerName
from vetting.models import DisclosureAnswer


@dataclass(frozen=True, slots=True)
class Profile:
    """Her rows, those she replaced left out."""

    practitioner: object
    names: tuple
    licenses: tuple
    credentials: tuple
    positions: tuple
    disclosures: tuple

    def of_kind(self, kind) -> tuple:
        """Her credentials of one kind, newest first."""
        return tuple(row for row in self.credentials if row.kind == kind)


def profile_of(practitioner) -> Profile:
    """Read her profile; six queries."""
    return Profile(
        practitioner=practitioner,
        names=tuple(PractitionerName.objects.of(practitioner).order_by("pk")),
        licenses=tuple(License.objects.of(practitioner).filter(retired_at=None).select_related("jurisdiction", "document").order_by("pk")),
        credentials=tuple(Credential.objects.of(practitioner).filter(retired_at=None).select_related("document").order_by("-pk")),
        positions=tuple(Position.objects.of(practitioner)),
        disclosures=tuple(DisclosureAnswer.objects.of(practitioner).order_by("pk")),
    )
