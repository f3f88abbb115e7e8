"""What tells a row of a roster apart from every other, over all files an organization brings. Pure."""

from collections.abc import Iterable

from vetting.claims import Claims


def key_of(claims: Claims) -> str:
    """What tells her apart in this organization's rosters: its reference, else her NPI, else her name and birth date."""
    person = claims.person
    return key_from(claims.reference, person.npi, claims.name, str(person.date_of_birth or ""))


def key_from(reference: str, number: str, name: str, born: str) -> str:
    """The same from cells: `number` is an NPI or nothing, `born` as 1984-05-02 or nothing."""
    if reference:
        return keys_by_reference((reference,))[0]
    return f"npi:{number}" if number else f"name:{name.casefold()}:{born}"[:200]


def keys_by_reference(references: Iterable[str]) -> list[str]:
    """The keys of rows that all have a reference."""
    return [f"reference:{reference}"[:200] for reference in references]
