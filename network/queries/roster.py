"""The organization's therapists with the answer of this moment, for a list: a fixed number of queries however long it is."""

from collections import defaultdict
from dataclasses import dataclass, replace

from network import models
from network.dates import Moment
from network.facts.standing import rows_from
from network.keyed import START, Keyed, keyed
from network.queries.finding import find_practitioners
from network.queries.standing import needs
from network.standing import Use
from network.words_standing import Said, said

ORDER = ("practitioner__person__family_name", "practitioner__person__given_name", "pk")
KINDS = (models.Acceptance, models.Grant, models.Cover, models.Hold)


@dataclass(frozen=True, slots=True)
class Listed:
    """One therapist in the list: whether anything may be offered to her then, and the first reason why not."""

    participation: models.Participation
    ok: bool
    why: Said | None


def roster(organization, when: Moment, *, search="", place=START) -> tuple[Keyed, int]:
    """One page of therapists who take or took part, by family name, and how many there are in all."""
    known = models.Participation.objects.within(organization).select_related("practitioner__person", "organization")
    rows = known
    if search.strip():
        rows = rows.filter(practitioner__in=[row.pk for row in find_practitioners(organization, search)])
    found = keyed(rows, ORDER, place, known=known)
    answers = zip(found.rows, _rows(organization, found.rows), strict=True)
    return replace(found, rows=tuple(_listed(row, each, organization, when) for row, each in answers)), rows.count()


def offered(organization, participations, when: Moment) -> dict[int, bool]:
    """Whether anything may be offered to each of these, by key; as many queries for ten as for ten thousand."""
    every = zip(participations, _rows(organization, participations), strict=True)
    return {row.pk: _listed(row, known, organization, when).ok for row, known in every}


def _rows(organization, participations):
    """The pure rows of each participation, in their order; four queries."""
    found = [defaultdict(list) for _kind in KINDS]
    for kind, by in zip(KINDS, found, strict=True):
        stored = kind.objects.within(organization).filter(participation__in=participations).order_by("recorded_at", "pk")
        for row in stored.select_related("panel") if kind is models.Grant else stored:
            by[row.participation_id].append(row)
    return [rows_from(tuple(by[row.pk] for by in found)).known(None) for row in participations]


def _listed(participation, rows, organization, when: Moment) -> Listed:
    answers = [rows.clear(need, when) for need in needs(rows, organization) if need.use == Use.OFFER]
    ok = any(answer.ok for answer in answers)
    reasons = () if ok else answers[0].reasons
    return Listed(participation, ok, said(reasons[0]) if reasons else None)
