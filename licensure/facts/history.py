"""Her work history as plain values: what a file keeps of it when she signs, and when a reviewer verifies it."""

from licensure.models import Position

ELEMENTS = ("work_history", "eap_experience")  # the checks that are about where and when she worked
MONTHS = ("kind", "first_month", "last_month", "in_writing", "eap")


def told(rows) -> list[dict]:
    """Stretches of work and explained gaps as the rules need them, without employers or stories; days in ISO form."""
    return [{name: _plain(getattr(row, name)) for name in MONTHS} for row in rows]


def shared_history(verification) -> list[dict]:
    """What she tells now and shares with the organization that checks it; empty when she shares nothing."""
    return told(Position.objects.within(verification.organization).filter(practitioner=verification.practitioner_id))


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value
