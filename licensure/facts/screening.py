"""How far screening has come for one therapist in one organization: lists checked, and hits on them."""

from dataclasses import dataclass
from datetime import date, datetime

from licensure.models import Hit, Screening


@dataclass(frozen=True, slots=True)
class ListHit:
    """A row of a list that may be her, as raised to this organization."""

    list_code: str
    band: str
    state: str
    seen_on: date
    ref: str


@dataclass(frozen=True, slots=True)
class CheckedList:
    """She was screened at `at` against a list's file of day `as_of`; `reviewed`: a named person verified the check afterwards."""

    list_code: str
    as_of: date
    reviewed: bool
    ref: str
    at: datetime


def list_hits(organization, practitioner) -> tuple[ListHit, ...]:
    """Every hit raised to this organization about her, settled ones too."""
    return list_hits_of(organization, [practitioner.pk])[practitioner.pk]


def list_hits_of(organization, practitioners) -> dict[int, tuple[ListHit, ...]]:
    """The hits of many practitioners, by their keys. One query."""
    found = dict.fromkeys(practitioners, ())
    rows = Hit.objects.within(organization).filter(practitioner__in=found).select_related("entry").order_by("pk")
    for hit in rows:
        found[hit.practitioner_id] += (ListHit(hit.entry.exclusion_list_id, hit.band, hit.state, hit.raised_on, f"hit:{hit.pk}"),)
    return found


def checked_lists(organization, practitioner, check=None) -> tuple[CheckedList, ...]:
    """Every screening of her for this organization; `check` is the verification of the exclusion lists, if one was opened."""
    return reviewed(screenings_of(organization, [practitioner.pk])[practitioner.pk], check)


def screenings_of(organization, practitioners) -> dict[int, list[Screening]]:
    """Every screening of many practitioners, by their keys. One query."""
    found = {pk: [] for pk in practitioners}
    rows = Screening.objects.within(organization).filter(practitioner__in=found).select_related("version").order_by("pk")
    for row in rows:
        found[row.practitioner_id].append(row)
    return found


def reviewed(screenings, check=None) -> tuple[CheckedList, ...]:
    """Screenings as the rules read them: those up to the day somebody verified the check of the lists count as reviewed."""
    reviewed_at = check.verified_at if check is not None and check.state == "verified" else None
    return tuple(
        CheckedList(
            row.version.exclusion_list_id, row.version.as_of,
            reviewed_at is not None and row.at <= reviewed_at, f"screening:{row.pk}", row.at,
        )
        for row in screenings
    )
