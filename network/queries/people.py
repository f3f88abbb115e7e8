"""Which person rows are one natural person."""

from collections.abc import Iterable

from network.models.people import same_persons

__all__ = ["every_account", "same_persons"]


def every_account(persons: Iterable[int]) -> set[int]:
    """These people under every account of theirs."""
    return set().union(*map(same_persons, persons))
