"""Who of a roster may be somebody the organization knows already, under another number: proposed, and told apart by a person."""

from dataclasses import dataclass

from licensure.models import License
from network.models import Practitioner
from network.queries.finding import folded
from vetting.models import RosterEntry
from vetting.roster_keys import key_of


@dataclass(frozen=True, slots=True)
class Maybe:
    """One row, a therapist known here who may be the same, and what the two have in common: npi, license, name_and_birth."""

    row: int
    name: str
    practitioner: Practitioner
    alike: tuple[str, ...]


def maybe_known(organization, movers) -> list[Maybe]:
    """A line per row and likeness to somebody known. A row that was recorded before is nobody's question. Four queries."""
    known = set(RosterEntry.objects.within(organization).values_list("key", flat=True))
    fresh = [mover for mover in movers if key_of(mover.claims) not in known]
    people = {row.pk: row for row in Practitioner.objects.within(organization).select_related("person").distinct()} if fresh else {}
    by_mark: dict[tuple, set[int]] = {}
    for row in people.values():
        for mark in _marks_of(row):
            by_mark.setdefault(mark, set()).add(row.pk)
    licenses = License.objects.within(organization).filter(practitioner__in=people, retired_at=None).distinct() if fresh else ()
    for held in licenses:
        by_mark.setdefault(("license", held.jurisdiction_id, "".join(folded(held.number))), set()).add(held.practitioner_id)
    found = []
    for mover in fresh:
        alike: dict[int, list[str]] = {}
        for mark in _marks(mover.claims):
            for pk in by_mark.get(mark, ()):
                alike.setdefault(pk, []).append(mark[0])
        found += [Maybe(mover.claims.row, mover.claims.name, people[pk], tuple(marks)) for pk, marks in sorted(alike.items())]
    return found


def _marks_of(row) -> list[tuple]:
    person = row.person
    named = ("name_and_birth", *sorted(folded(f"{person.given_name} {person.prefix} {person.family_name}")), person.date_of_birth)
    return [*([("npi", row.npi)] if row.npi else []), *([named] if person.date_of_birth else [])]


def _marks(claims) -> list[tuple]:
    person, found = claims.person, []
    if person.npi:
        found.append(("npi", person.npi))
    if claims.license_jurisdiction and claims.license_number:
        found.append(("license", claims.license_jurisdiction, "".join(folded(claims.license_number))))
    if person.date_of_birth:
        found.append(("name_and_birth", *sorted(folded(claims.name)), person.date_of_birth))
    return found
