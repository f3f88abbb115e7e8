"""Who supervises her, as she states it and as the organization verified it: what her supervised licenses rest on.

An agreement is a credential of kind `supervision`: `title` is the supervisor, `code` the title the supervisor holds, `number` its
number, `covers_from` and `covers_through` its days, and `detail["of"]` the title of hers it is about. It counts once somebody
looked the supervisor's license up, through the earlier of its end and that license's last good day.
"""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from licensure.catalog import Level, LicenseType, Renewal
from licensure.holdings import Held
from licensure.models import Credential
from licensure.policy import known

ELEMENT = "supervision"


def supervisor_type(row, found) -> LicenseType | None:
    """The title the supervisor of an agreement holds, in its board's zone; None when no pack knows it."""
    kind = found.types.get(row.code)
    place = found.places.get(kind.jurisdiction) if kind else None
    return replace(kind, zone=place.zone) if place else kind


def supervises(row) -> str:
    """The key of the title of hers that an agreement is about."""
    return (row.detail or {}).get("of", "")


def supervisor_level(row, organization, found=None) -> str:
    """The practice level of the license a supervisor holds, as this organization knows it; a row without a title says it itself.

    `found` is what the organization knows, for whoever asks about many rows and read it once.
    """
    if ":" not in row.code:
        return row.code or str(Level.INDEPENDENT)
    kind = supervisor_type(row, found or known(organization))
    return str(kind.level if kind else Level.TITLE_ONLY)


def agreements(practitioner) -> list[Credential]:
    """Every agreement she states or stated, the older first."""
    return list(Credential.objects.of(practitioner).filter(kind=ELEMENT).order_by("pk"))


def ended_by_her(row, rows, zone: str) -> date | None:
    """The last day of an agreement by her own word: as she states it now, or the day she took it out; None while it runs.

    She may end it at once and alone; anything else she corrects is another agreement, which has to be verified first.
    """
    if row.retired_at is None:
        return row.covers_through
    gone = row.retired_at.astimezone(ZoneInfo(zone)).date()
    later = [each for each in rows if each.retired_at is None and _same(each, row)]
    ends = [each.covers_through for each in later] or [gone]
    return min((day for day in (row.covers_through, *ends) if day), default=None)


def _same(one, other) -> bool:
    names = ("title", "code", "number", "covers_from")
    return all(getattr(one, name) == getattr(other, name) for name in names) and supervises(one) == supervises(other)


def supervisor_held(row, kind: LicenseType, rows, check, *, status, zone: str) -> Held:
    """The supervisor as the rules read it; without a check it is only stated. `status` is the source's word."""
    end = ended_by_her(row, rows, zone)
    good = check.good_through if check else None
    if good is None and kind.renewal is Renewal.LIFELONG:
        last = end
    else:  # the supervisor's license ends some day, and only the source says when
        last = min(good, end) if good and end else good
    return Held(
        key=row.key, type=kind, first=row.covers_from, last=last, status=status,
        encumbered=bool(check and check.values.get("encumbered")), verified_as_of=check.as_of if check else None,
    )
