"""What payments holds about a therapist, table by table (see `network.personal`)."""

from network.personal import Table

TABLES = (
    Table(
        "payments.Authorization", "participation__practitioner", becomes=(("subject_key", ""),),
        shows=("reference", "kind", "service", "units", "used", "first", "last", "state"),
    ),
)


def tables() -> tuple[Table, ...]:
    """In the order in which rows can go."""
    return TABLES
