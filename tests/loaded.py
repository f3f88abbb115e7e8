"""The jurisdiction packs as rows: loaded once for every test of a process, since nearly all stand on them."""

from datetime import UTC, datetime

from licensure.models import LicenseType, Register
from licensure.workflow.packs import load
from network.access import system
from network.models import Jurisdiction

AT = datetime(2026, 1, 1, tzinfo=UTC)


def packs() -> None:
    """Load them where a test that commits has wiped them."""
    if not LicenseType.objects.exists():
        load(actor=system("load_packs"), at=AT)


def nothing() -> None:
    """Take them away, for a test of how they come."""
    for rows in (LicenseType.objects.all(), Register.objects.all()):
        rows.delete()
    while parts := Jurisdiction.objects.exclude(pk__in=Jurisdiction.objects.exclude(parent=None).values("parent")):
        parts.delete()
