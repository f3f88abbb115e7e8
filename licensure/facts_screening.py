"""Who is screened, by which names, and the index of a list version. Judges nothing."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from licensure.firm_look_up import FirmIndex
from licensure.models import ExclusionList, Hit, ListEntry, ListVersion, Screening
from licensure.screening import RULE, Entry, ListIndex, Name, Person
from network.models import PractitionerName

PART = 5_000  # rows read at a time


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


def index_of(version: ListVersion, since: ListVersion | None = None) -> ListIndex:
    """The index over the rows a list version shows, or over those of them added after version `since`.

    Kept in this process while it is in use. Keys are entry ids; a row with several names or days of birth stands there once
    for each.
    """
    return _index(version.pk, version.sha256, version.loaded_at, since and (since.pk, since.sha256))


@lru_cache(maxsize=8)
def _index(pk, sha256, loaded_at, since) -> ListIndex:
    rows = ListEntry.objects.filter(last_version_id=pk).order_by("pk")
    rows = rows.filter(first_version_id__gt=since[0]) if since else rows
    return ListIndex(entry for row in rows.values_list(*SEARCHED).iterator(chunk_size=PART) for entry in _ways(*row))


def firms_of(version: ListVersion) -> FirmIndex:
    """The firms a list version names: businesses and other bodies, their further names, and firms tied to a person. Kept as above."""
    return _firms(version.pk, version.sha256, version.loaded_at)


@lru_cache(maxsize=8)
def _firms(pk, sha256, loaded_at) -> FirmIndex:
    rows = ListEntry.objects.filter(last_version_id=pk).exclude(business_name="", other_businesses=[]).order_by("pk")
    rows = rows.values_list("pk", "business_name", "other_businesses")
    return FirmIndex((key, name) for key, own, others in rows.iterator(chunk_size=PART) for name in (own, *others) if name)


SEARCHED = ("pk", "family_name", "given_name", "middle_name", "npi", "date_of_birth", "other_names", "other_births")


def _ways(pk, family, given, middle, npi, born, other_names, other_births) -> Iterator[Entry]:
    """A row under every name and every day of birth it gives, its own first."""
    names = [(family, given, middle), *((each["family_name"], each["given_name"], "") for each in other_names)]
    births = [born, *(day and date.fromisoformat(day) for day in other_births)]
    return (Entry(pk, *name, npi, day) for name in dict.fromkeys(names) for day in births)


def basis_of(organization, practitioner, version: ListVersion, hashed: str) -> Screening | None:
    """Her last screening by the same identifiers and rule against an older version of the list; None where nothing may rest on it.

    What it found must have been judged on those identifiers too: otherwise somebody must be asked again, by comparing all.
    """
    rows = Screening.objects.within(organization).filter(practitioner=practitioner, terms_hash=hashed, rule=RULE)
    older = rows.filter(version__exclusion_list_id=version.exclusion_list_id, version_id__lt=version.pk)
    basis = older.select_related("version").order_by("-version_id", "-pk").first()
    if basis is None or not basis.found:
        return basis
    hits = Hit.objects.within(organization).filter(practitioner=practitioner, entry_id__in=basis.found)
    return None if hits.exclude(state="confirmed").exclude(terms_hash=hashed).exists() else basis


def still_listed(basis: Screening, version: ListVersion) -> list[int]:
    """Of the entries an earlier screening found, those which this version still shows, in their order."""
    if not basis.found:
        return []
    standing = set(ListEntry.objects.standing(version).filter(pk__in=basis.found).values_list("pk", flat=True))
    return [pk for pk in basis.found if pk in standing]
