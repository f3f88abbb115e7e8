"""One name on every list in use, as somebody asks while she waits. It is no screening: nothing of it is kept, and it proves nothing."""

from licensure.facts_screening import index_of, versions_in_use
from licensure.models import ListVersion
from licensure.screening import Candidate, Person, screen


def look_up_name(person: Person) -> list[tuple[ListVersion, Candidate]]:
    """Every row of a list in use that may be this person, the likeliest first."""
    found = [(version, each) for version in versions_in_use() for each in screen(person, index_of(version))]
    return sorted(found, key=lambda pair: -pair[1].score)
