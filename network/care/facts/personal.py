"""What care holds about a therapist, table by table (see `network.personal`)."""

from network.personal import Table

TABLES = (
    Table("care.Match", "participation__practitioner"),
    Table("care.Away", "availability__participation__practitioner", shows=("first", "last")),
    Table("care.PracticePlace", "availability__participation__practitioner", shows=("label",)),
    Table("care.Availability", "participation__practitioner",
          shows=("taking", "modes", "languages", "hours", "age_bands", "gender", "capacity", "next_opening", "confirmed_at")),
    # that a client was offered to her stays, for the client's sake and the money's; why she declined goes
    Table("care.Offer", "participation__practitioner", ("reason",), ("state", "state_since", "respond_by", "reason")),
)


def tables() -> tuple[Table, ...]:
    """In the order in which rows can go."""
    return TABLES
