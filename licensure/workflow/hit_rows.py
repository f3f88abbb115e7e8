"""A row of a list that was written anew is the same question, asked once more: the hit about it moves on to the new row."""

from licensure.models import Hit, ListEntry
from licensure.names import normalize
from licensure.npi import known


def predecessor(hits, entry_id: int, version) -> Hit | None:
    """The one hit whose row this one took the place of; None when none did, or several may have.

    Its row is of the same list, no longer shown, and the same person's. A confirmed hit stays with the row it was confirmed
    on: the new row is a question of its own.
    """
    gone = [hit for hit in hits if hit.state != "confirmed" and hit.entry.last_version_id != version.pk]
    gone = [hit for hit in gone if hit.entry.exclusion_list_id == version.exclusion_list_id]
    if not gone:
        return None
    fresh = ListEntry.objects.get(pk=entry_id)
    same = [hit for hit in gone if same_person(hit.entry, fresh)]
    return same[0] if len(same) == 1 else None


def same_person(one: ListEntry, other: ListEntry) -> bool:
    """Whether two rows of one list are one person's: an equal NPI, or an equal name with nothing known that contradicts it."""
    npis = {number for row in (one, other) if (number := known(row.npi))}
    both = bool(known(one.npi) and known(other.npi))
    if both:
        return len(npis) == 1
    born, theirs = set(one.births), set(other.births)
    return _name(one) == _name(other) and not (born and theirs and born.isdisjoint(theirs))


def _name(row: ListEntry) -> tuple[str, str, str]:
    return normalize(row.family_name), normalize(row.given_name), normalize(row.business_name)
