"""A source that may answer a check: tests that are about something else name this one."""

from licensure.facts.allowed import allowed_sources


def source_of(check) -> str:
    """The first that may answer; of an identity, who issued the document."""
    return next((each.name for each in allowed_sources(check)), "City of Columbus")
