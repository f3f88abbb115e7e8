"""Everybody who takes part somewhere, by every name she can be found under, as a whole network is screened by them."""

from collections.abc import Iterator

from licensure.columns import Written
from network.models import Participation, Practitioner, PractitionerName
from network.models.standing import OUT

NAMED = ("given_name", "prefix", "family_name")


def taking_part(**which):
    """Who takes part where, one row each, in whichever organization."""
    rows = Participation.objects.everywhere(reason="a list that changed concerns whoever takes part anywhere")
    rows = rows.exclude(state__in=OUT).filter(**which)
    return rows.select_related("organization", "practitioner__person").order_by("organization_id", "pk")


def names_in_network() -> Iterator[Written]:
    """Each name of each person who takes part somewhere, with her practitioner's key; read as it is used, never held whole."""
    part = taking_part().order_by().values("practitioner_id")
    people = Practitioner.objects.everywhere(reason="a list that changed concerns whoever takes part anywhere").filter(pk__in=part)
    yield from _written(people, "pk", "person__", "person__date_of_birth", "npi")
    others = PractitionerName.objects.everywhere(reason="a list that changed concerns whoever takes part anywhere")
    others = others.filter(practitioner_id__in=part)
    yield from _written(others, "practitioner_id", "", "practitioner__person__date_of_birth", "practitioner__npi")


def _written(rows, key: str, path: str, born: str, npi: str) -> Iterator[Written]:
    columns = rows.values_list(key, *(path + name for name in NAMED), born, npi)
    for who, given, prefix, family, day, number in columns.iterator(chunk_size=10_000):
        yield who, given, f"{prefix} {family}".strip(), day, number
