"""Exclusion lists as they stand, and for whom and which month there is proof that she was screened against them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min

from licensure.models import ExclusionList, ListEntry, ListRefusal, ListVersion, Screening
from network.dates import plus_months
from network.models import Grant, Participation, Practitioner
from network.models.standing import OUT


@dataclass(frozen=True, slots=True)
class ListNow:
    """A list, its version in use, the newest refused file; `mapped`: since when and by whom its columns are mapped.

    `firms`: how many rows of the version name no person.
    """

    listed: ExclusionList
    version: ListVersion | None
    refusal: ListRefusal | None
    mapped: tuple[datetime, str] | None
    firms: int = 0

    def age(self, on: date) -> int:
        """Days since the publisher's day of the version in use."""
        return (on - self.version.as_of).days

    def is_stale(self, on: date) -> bool:
        """Whether its file is too old to answer a monthly check."""
        return self.version is not None and not _young(self.version.as_of, self.listed.max_age_days, on)

    @property
    def refused_last(self) -> bool:
        """Whether the last file that came was refused, so that the version in use is an older one."""
        return self.refusal is not None and (self.version is None or self.refusal.at > self.version.loaded_at)


def lists_now() -> list[ListNow]:
    """Every list, by its name, with its version in use and what was refused last. Five queries."""
    versions = ListVersion.objects.filter(pk__in=_newest(ListVersion)).in_bulk(field_name="pk")
    refusals = ListRefusal.objects.filter(pk__in=_newest(ListRefusal))
    by_list = {row.exclusion_list_id: row for row in versions.values()}
    refused = {row.exclusion_list_id: row for row in refusals}
    rows = ExclusionList.objects.order_by("name").prefetch_related("mappings")
    firms = _firms(versions)
    return [ListNow(row, by_list.get(row.pk), refused.get(row.pk), _mapped(row), firms.get(row.pk, 0)) for row in rows]


def _firms(versions) -> dict[str, int]:
    """How many rows of each list name no person."""
    rows = ListEntry.objects.filter(last_version__in=versions, family_name="").exclude(business_name="").order_by()
    return dict(rows.values_list("exclusion_list").annotate(count=Count("pk")))


def refused_last() -> list[ListRefusal]:
    """The refusals that nothing better followed: whose list is an older one than its publisher has."""
    return [each.refusal for each in lists_now() if each.refused_last]


def _newest(model):
    return model.objects.order_by().values("exclusion_list").annotate(newest=Max("pk")).values("newest")


def _mapped(listed: ExclusionList) -> tuple[datetime, str] | None:
    found = next(iter(listed.mappings.all()), None)  # the newest stands first
    return (found.set_at, found.set_by) if found else None


@dataclass(frozen=True, slots=True)
class Month:
    """One calendar month and list. `proof`: her first screening of that month on a file young enough; None when there was none.

    `too_old`: without a proof, a screening on a file that no longer answers a monthly check.
    """

    first: date
    listed: ExclusionList
    proof: Screening | None
    too_old: Screening | None = None


def months_of(organization, practitioner, *, on: date, count: int = 13) -> list[Month]:
    """For each of the last `count` calendar months and each list, the newest month first, whether she was screened.

    A month counts from her first screening or her first day in the network, whichever is earlier (from when she began where
    there is neither), and from when the list was first loaded; after she was declined or has left none does. Months are the
    organization's. Five queries.
    """
    here = ZoneInfo(organization.zone)
    rows = Screening.objects.within(organization).filter(practitioner=practitioner).select_related("version__exclusion_list")
    first: dict[bool, dict[tuple[date, str], Screening]] = {True: {}, False: {}}
    for row in rows.order_by("on", "pk"):
        version = row.version
        young = _young(version.as_of, version.exclusion_list.max_age_days, row.on)
        first[young].setdefault((row.on.replace(day=1), version.exclusion_list_id), row)
    screened = min((row.on for each in first.values() for row in each.values()), default=None)
    start, end = _bound(organization, practitioner, screened, here, on)
    lists = ExclusionList.objects.annotate(loaded=Min("versions__loaded_at")).filter(loaded__isnull=False).order_by("name")
    return [
        _month(month, each, first) for month in _months_back(on, count) for each in lists
        if start and max(start, each.loaded.astimezone(here).date()).replace(day=1) <= month <= end
    ]  # fmt: skip


def _month(month: date, listed: ExclusionList, first) -> Month:
    proof, too_old = (first[young].get((month, listed.pk)) for young in (True, False))
    return Month(month, listed, proof, None if proof else too_old)


def _young(as_of: date, usable: int, on: date) -> bool:
    """Whether a file of that day answers a monthly check on the day `on` (domain 4.2)."""
    return on <= as_of + timedelta(days=usable)


def _bound(organization, practitioner, screened: date | None, here: ZoneInfo, on: date) -> tuple[date | None, date]:
    """The first and last day on which she had to be screened; no first one for somebody nobody knows here."""
    row = Participation.objects.within(organization).filter(practitioner=practitioner).first()
    if row is None:
        return screened, on
    grants = Grant.objects.within(organization).current().filter(participation=row, granted=True)
    known = [day for day in (screened, grants.aggregate(day=Min("first"))["day"]) if day]
    end = min(on, row.state_since.astimezone(here).date()) if row.state in OUT else on
    return min(known, default=row.began_at.astimezone(here).date()), end


def _months_back(on: date, count: int) -> Iterator[date]:
    """The first day of this calendar month and of those before it."""
    return (plus_months(on.replace(day=1), -back) for back in range(count))


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far this calendar month is: how many take part, and who of them was not screened against which list."""

    people: int
    lacking: dict[str, list[Practitioner]]


def coverage_of_month(organization, *, on: date) -> Coverage:
    """Everyone who takes part and was not screened this calendar month on a file young enough, by list. Three queries."""
    rows = Participation.objects.within(organization).exclude(state__in=OUT).select_related("practitioner__person")
    people = [row.practitioner for row in rows.order_by("practitioner__person__family_name", "pk")]
    screened = Screening.objects.within(organization).filter(on__gte=on.replace(day=1), on__lte=on)
    told = ("practitioner_id", "version__exclusion_list_id", "version__as_of", "version__exclusion_list__max_age_days", "on")
    rows = screened.order_by().values_list(*told).distinct()
    done = {(who, key) for who, key, as_of, usable, day in rows if _young(as_of, usable, day)}
    keys = ListVersion.objects.order_by().values_list("exclusion_list_id", flat=True).distinct()
    return Coverage(len(people), {key: [one for one in people if (one.pk, key) not in done] for key in keys})
