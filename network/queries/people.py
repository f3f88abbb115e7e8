"""Which person rows are one natural person, and what a therapist is called where a number stands for her."""

from collections.abc import Callable, Iterable

from network.models import Participation
from network.models.people import same_persons

__all__ = ["called", "every_account", "same_persons"]


def every_account(persons: Iterable[int]) -> set[int]:
    """These people under every account of theirs."""
    return set().union(*map(same_persons, persons))


def called(organization) -> Callable[[int], str]:
    """Gives the reference of whoever a participation of the organization, by its key, is of."""
    rows = Participation.objects.within(organization)
    return lambda pk: rows.values_list("practitioner__reference", flat=True).get(pk=pk)
