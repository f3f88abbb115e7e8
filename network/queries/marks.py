"""The fingerprints of people, to be compared."""

from collections import defaultdict
from collections.abc import Iterable

from network.models import Mark
from network.models.marks import said_by

__all__ = ["marks_of", "said_by"]


def marks_of(persons: Iterable[int]) -> dict[int, dict[str, set[str]]]:
    """The hashes of each of these persons, by kind. One query."""
    found: dict[int, dict[str, set[str]]] = {person: defaultdict(set) for person in persons}
    for person, kind, keyed_hash in Mark.objects.filter(person__in=found).values_list("person", "kind", "keyed_hash"):
        found[person][kind].add(keyed_hash)
    return found
