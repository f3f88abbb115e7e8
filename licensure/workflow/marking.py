"""The fingerprints of what a therapist writes down: where she works or worked, and whom she names as a reference."""

from licensure.models import Credential, Position
from network.marks import Kind
from network.models.marks import MarkSource
from network.workflow.marks import set_marks


def mark_history(practitioner) -> None:
    """Every employer of her work history, after it changed."""
    employers = Position.objects.of(practitioner).values_list("employer", flat=True)
    set_marks(practitioner.person, Kind.EMPLOYER, employers, source=MarkSource.HISTORY)


def mark_references(row) -> None:
    """Whoever she names, after a reference came or went: by name, and by the address or number that stands beside it."""
    if row._meta.model is not Credential or row.kind != "reference":
        return
    rows = Credential.objects.of(row.practitioner).filter(kind="reference", retired_at__isnull=True)
    named = [value for pair in rows.values_list("title", "issuer") for value in pair]
    set_marks(row.practitioner.person, Kind.REFEREE, named, source=MarkSource.REFERENCES)
