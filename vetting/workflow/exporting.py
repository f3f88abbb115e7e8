"""Who took the whole roster out as a file."""

from network.access import Action, require
from network.events import record


def note_export(organization, *, count, ending, actor, at):
    """Record that somebody took the roster, and how many therapists stand in it."""
    require(actor, Action.RECORD_NETWORK, organization)
    return record(organization, "roster.exported", actor=actor, at=at, after={"therapists": count, "as": ending})
