"""One name on every list in use, as somebody asks while she waits. It is no screening: nothing of it is kept, and it proves nothing."""

from dataclasses import dataclass, replace

from licensure.facts_screening import firms_of, index_of, versions_in_use
from licensure.models import ListEntry, ListVersion
from licensure.screening import Candidate, Person, screen


def look_up_name(person: Person) -> list[tuple[ListVersion, Candidate]]:
    """Every row of a list in use that may be this person, the likeliest first. A firm with her NPI comes by its own name."""
    found = [(version, each) for version in versions_in_use() for each in screen(person, index_of(version))]
    unnamed = [each.entry.key for _version, each in found if not (each.entry.family or each.entry.given)]
    firms = dict(ListEntry.objects.filter(pk__in=unnamed).values_list("pk", "business_name")) if unnamed else {}
    shown = [(version, _named(each, firms.get(each.entry.key, ""))) for version, each in found]
    return sorted(shown, key=lambda pair: -pair[1].score)


def _named(found: Candidate, firm: str) -> Candidate:
    return replace(found, entry=replace(found.entry, family=firm)) if firm else found


@dataclass(frozen=True, slots=True)
class FirmRow:
    """A row that may be this firm: the list's version, the row, the name of it that agreed, how alike in per cent."""

    version: ListVersion
    entry: ListEntry
    name: str
    alike: int


def look_up_firm(name: str, keys=None) -> list[FirmRow]:
    """Every row of a list in use (of those named) that names a firm like this one, the most alike first. Never more than possible."""
    found = [(version, each) for version in versions_in_use(keys) for each in firms_of(version).look_up(name)]
    rows = ListEntry.objects.in_bulk([each.key for _version, each in found])
    found.sort(key=lambda pair: (-pair[1].alike, pair[1].name))
    return [FirmRow(version, rows[each.key], each.name, each.alike) for version, each in found]
