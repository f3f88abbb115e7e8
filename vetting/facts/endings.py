"""Whose evidence ends soon, of every kind (domain 6, L13): what stands behind her standing, what a hold waits for, what she showed.

What she has sent since is in: nobody is reminded of what waits for us. Read for a whole organization at once, and only what ends.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import chain

from licensure.models import Credential, License
from network.dates import ONE_DAY
from network.facts.due import any_of
from network.models import Cover, Hold, Participation
from network.standing_rows import WATCHED
from network.standing_stored import basis_read
from vetting.facts.courses import HOURS
from vetting.facts.letters_notices import Ending
from vetting.facts.sections import asked_elements

SHOWN = {  # kind of her own entry that has a last day → the evidence element that asks for it
    "training": "training", "supervision": "supervision", "register": "register", "paper": "paper",
}
KINDS = {"training": "certificate", "supervision": "supervision", "register": "register", "paper": "paper"}
NAMES = {"ceap": "CEAP", "cism": "CISM", "sap": "DOT SAP", "emdr": "EMDR"}  # courses whose names are the same in every language
HELD = {  # rule a hold waits for → the kind of evidence it is about
    "attestation_repeated": "attestation", "certificate_of_conduct": "background", "certificate_held": "certificate",
    "service_training": "certificate", "continuing_education": "hours", "supervision_hours": "supervision_hours",
    "supervision_on_file": "supervision", "right_to_work": "right_to_work", "papers_by_place": "paper", "papers_on_file": "paper",
}
INSIDE = ("active", "leaving")  # states of a participation whose evidence must go on


@dataclass(frozen=True, slots=True)
class Found:
    """What ends, before it is known which rung of the ladder that is."""

    kind: str
    place: str
    name: str
    last: date
    effect: str
    bases: frozenset[str] = frozenset()  # of a cover: what of hers it rests on that ends then


def endings_of(organization, *, on: date, ladder, practitioner=None) -> dict[Participation, list[Ending]]:
    """What of everybody in the network ends within the ladder's days, by participation; seven queries, whoever they are.

    With `practitioner` only of that one.
    """
    until = on + max(ladder) * ONE_DAY
    people = _people(organization, on, until, practitioner)
    if not people:
        return {}
    found = defaultdict(list)
    for pk, each in chain(_covers(organization, people, on, until), _holds(organization, people, on, until)):
        found[pk].append(each)
    for pk, each in _shown(organization, people, on, until):
        same = [row for row in found[pk] if row.last == each.last and row.kind == each.kind]
        if same:  # a hold waits for this very paper: its own name, and the hold's effect
            found[pk] = [row for row in found[pk] if row not in same]
            each = Found(each.kind, each.place, each.name, each.last, same[0].effect)
        if not (each.kind == "register" and any(row.kind == "authority" and row.last == each.last for row in found[pk])):
            found[pk].append(each)
    sent = _sent(organization, people)
    open_ones = {pk: [_rung(each, on, ladder) for each in rows if not sent(pk, each)] for pk, rows in found.items()}
    return {people[pk]: rows for pk, rows in open_ones.items() if rows}


def _rung(each: Found, on, ladder) -> Ending:
    step = min(step for step in ladder if (each.last - on).days <= step)
    return Ending(each.kind, each.place, each.last, step, each.name, each.effect)


def _people(organization, on, until, practitioner) -> dict[int, Participation]:
    """Those in the network of whom anything ends in these days."""
    rows = Participation.objects.within(organization).filter(state__in=INSIDE)
    rows = rows.filter(practitioner=practitioner) if practitioner else rows
    own = Credential.objects.within(organization).filter(kind__in=SHOWN, retired_at=None, covers_through__range=(on, until))
    some = rows.filter(pk__in=any_of([
        Cover.objects.within(organization).current().filter(last__range=(on, until)).values("participation"),
        _waiting(organization, on, until).values("participation"),
        Participation.objects.within(organization).filter(practitioner__in=own.values("practitioner")).values("pk"),
    ]))
    some = some.select_related("organization", "practitioner__person").prefetch_related("practitioner__person__users")
    return {row.pk: row for row in some}


def _waiting(organization, on, until):
    """Holds of evidence that begin the day after a last good day of these days."""
    rows = Hold.objects.within(organization).current().filter(source__startswith=WATCHED, last=None)
    return rows.filter(first__range=(on + ONE_DAY, until + ONE_DAY))


def _covers(organization, people, on, until):
    rows = Cover.objects.within(organization).current().filter(participation__in=people, first__lte=on)
    lasts = defaultdict(list)
    for row in rows.only("participation", "kind", "jurisdiction", "last", "bases"):
        lasts[(row.participation_id, row.kind, row.jurisdiction)].append(row)
    for (pk, kind, place), covers in lasts.items():
        last = max(row.last or date.max for row in covers)
        if on <= last <= until:
            bases = [basis_read(each) for row in covers if row.last == last for each in row.bases]
            yield pk, Found(kind, place, "", last, "uncovered", frozenset(each.key for each in bases if each.span.last == last))


def _holds(organization, people, on, until):
    rows = _waiting(organization, on, until).filter(participation__in=people)
    for pk, source, first in rows.values_list("participation", "source", "first"):
        kind = HELD.get(source.removeprefix(WATCHED), "evidence")
        yield pk, Found(kind, "", "", first - ONE_DAY, "held")


def _shown(organization, people, on, until):
    """What she showed with a last day, the newest of each sort, where the organization's policy asks for its like."""
    elements = asked_elements(organization)
    kinds = [kind for kind, element in SHOWN.items() if element in elements]
    hers = {row.practitioner_id: pk for pk, row in people.items()}
    rows = Credential.objects.within(organization).filter(practitioner__in=hers, kind__in=kinds, retired_at=None).exclude(code__in=HOURS)
    newest: dict[tuple, Credential] = {}
    for row in rows.order_by("pk"):
        sort = (row.practitioner_id, row.kind, row.code, row.title if row.code in ("", "other") else "")
        if sort not in newest or _reach(row) >= _reach(newest[sort]):
            newest[sort] = row
    for row in newest.values():
        if row.covers_through and on <= row.covers_through <= until:
            kind = "right_to_work" if row.code == "right_to_work" else KINDS[row.kind]
            name = row.title.strip() or NAMES.get(row.code, "")
            yield hers[row.practitioner_id], Found(kind, "", name, row.covers_through, "asked_again")


def _reach(row) -> date:
    return row.covers_through or date.max


def _sent(organization, people):
    """Whether she has shown what goes on after a last day, other than what stands there already; it waits for us then."""
    hers = {row.practitioner_id: pk for pk, row in people.items()}
    sort: dict[str, tuple] = {}
    reach = defaultdict(dict)
    for row in License.objects.within(organization).filter(practitioner__in=hers):
        sort[row.key] = hers[row.practitioner_id], row.jurisdiction_id
        reach[sort[row.key]][row.key] = date.min if row.retired_at or not row.expires_on else row.expires_on
    for row in Credential.objects.within(organization).filter(practitioner__in=hers, kind__in=("insurance", "register")):
        sort[row.key] = hers[row.practitioner_id], row.kind
        shown = row.retired_at is None and row.document_id and row.covers_through
        reach[sort[row.key]][row.key] = row.covers_through if shown else date.min

    def goes_on(key: str, last: date) -> bool:
        return any(other != key and day > last for other, day in reach.get(sort.get(key), {}).items())

    return lambda pk, each: bool(each.bases) and all(goes_on(key, each.last) for key in each.bases)
