"""Who is screened, by which names, and the index of a list version. Judges nothing."""

import hashlib
import json
from functools import lru_cache

from licensure.models import ExclusionList, ListEntry, ListVersion
from licensure.screening import Entry, ListIndex, Name, Person
from network.models import PractitionerName


def person_of(practitioner) -> Person:
    """Everything she can be found by: the name she uses now, every other she has or had, day of birth, NPI."""
    person = practitioner.person
    names = [_name(person), *map(_name, PractitionerName.objects.of(practitioner).order_by("pk"))]
    return Person(tuple(dict.fromkeys(names)), person.date_of_birth, practitioner.npi)


def _name(row) -> Name:
    return Name(row.given_name, f"{row.prefix} {row.family_name}".strip())


def terms_of(person: Person) -> dict:
    """What was searched, for the evidence record: the names, and whether the other identifiers were known."""
    names = [f"{name.given} {name.family}" for name in person.names]
    return {"names": names, "date_of_birth": person.date_of_birth is not None, "npi": person.npi}


def terms_hash(person: Person) -> str:
    """SHA-256 over all her identifiers; the order of her names does not count."""
    names = sorted([name.given, name.family] for name in person.names)
    born = person.date_of_birth.isoformat() if person.date_of_birth else ""
    return hashlib.sha256(json.dumps([names, born, person.npi]).encode()).hexdigest()


def versions_in_use(keys=None):
    """The version in use of every list, or of those named; lists never loaded are left out."""
    rows = ExclusionList.objects.order_by("key")
    rows = rows.filter(key__in=keys) if keys is not None else rows
    return [version for listed in rows if (version := listed.current)]


def index_of(version: ListVersion) -> ListIndex:
    """The index over the rows a list version shows; kept in this process while it is in use. Keys are entry ids."""
    return _index(version.pk, version.sha256, version.loaded_at)


@lru_cache(maxsize=4)
def _index(pk, sha256, loaded_at) -> ListIndex:
    fields = ("pk", "family_name", "given_name", "middle_name", "npi", "date_of_birth")
    rows = ListEntry.objects.filter(last_version_id=pk).order_by("pk").values_list(*fields)
    return ListIndex(Entry(*row) for row in rows.iterator(chunk_size=5000))
