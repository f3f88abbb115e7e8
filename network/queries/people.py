"""Which person rows are one natural person."""

from network.models import PersonLink


def same_persons(person_id) -> set[int]:
    """The person and everyone linked to her as the same natural person; suspicion counts until somebody clears it.

    Links are followed to the end: if A is B and B is C, then A is C.
    """
    found, open_ends = set(), {person_id}
    while open_ends:
        found |= open_ends
        links = PersonLink.objects.filter(one__in=open_ends) | PersonLink.objects.filter(other__in=open_ends)
        open_ends = {end for pair in links.values_list("one_id", "other_id") for end in pair} - found
    return found
