"""Finding a therapist of one organization by what somebody types: names as people write them, an NPI, a reference."""

import re

from anyascii import anyascii

from network.models import Practitioner, PractitionerName

SHOWN = 50


def folded(text: str) -> list[str]:
    """The words of a text without accents, case or punctuation: "Van der Bérg-Øst" → van, der, berg, ost."""
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’`]", "", anyascii(text)).lower()).split()


def matches(wanted: list[str], name: str) -> bool:
    """Whether every word typed begins a word of the name, so that "van der Berg" and "berg van" both find her."""
    words = folded(name)
    return all(any(word.startswith(typed) for word in words) for typed in wanted)


def practitioners_named(organization, text: str) -> set[int]:
    """The therapists in the organization's network whose present or former name begins with every word typed. Two queries."""
    wanted = folded(text)
    if not wanted:
        return set()
    named = Practitioner.objects.within(organization).values_list(
        "pk", "person__given_name", "person__prefix", "person__family_name"
    )
    earlier = PractitionerName.objects.within(organization).values_list("practitioner_id", "given_name", "prefix", "family_name")
    return {pk for rows in (named, earlier) for pk, *parts in rows if matches(wanted, " ".join(parts))}


def find_practitioners(organization, text: str) -> list[Practitioner]:
    """Therapists by name, former name, NPI or reference, in the order of their names; at most `SHOWN`."""
    rows = Practitioner.objects.within(organization).select_related("person")
    found = practitioners_named(organization, text)
    typed = text.strip()
    exact = rows.filter(npi=typed) | rows.filter(reference__iexact=typed) if typed else rows.none()
    people = {row.pk: row for row in (*exact, *rows.filter(pk__in=sorted(found)[:1000]))}
    return sorted(people.values(), key=lambda row: row.person.sort_name)[:SHOWN]
