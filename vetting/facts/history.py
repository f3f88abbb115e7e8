"""Where she worked, as one file may judge it: what she signed, or what a reviewer verified of it since; never a later edit."""

from dataclasses import dataclass
from datetime import date, datetime

from licensure.facts.history import ELEMENTS, told
from licensure.models import Position, Verification
from vetting import evidence
from vetting.facts.snapshot import position_row


@dataclass(frozen=True, slots=True)
class History:
    """Her jobs, and what she said about the months between them."""

    jobs: tuple[evidence.Job, ...]
    gaps: tuple[evidence.GapExplanation, ...]


def history_of(application, *, on: date, known: datetime | None = None) -> History:
    """The history a file is judged on, as known at `known` (now when None).

    `on` ends the explanation of a gap that goes on: the day she signed, or today in a draft.
    """
    rows = _verified(application, known)
    return history_from(_now(application) if rows is None and not application.submitted_on else (), rows, application, on=on)


def history_from(now, verified, application, *, on: date) -> History:
    """The same from rows read already: `verified` last, or None; `now` what she tells today, asked only in a draft."""
    rows = verified
    if rows is None:
        rows = application.snapshot.get("positions", []) if application.submitted_on else told(now)
    return History(
        jobs=tuple(
            evidence.Job(_day(row["first_month"]), _day(row["last_month"]), "eap" if row["eap"] else "clinical")
            for row in rows if row["kind"] == "work"
        ),
        gaps=tuple(
            evidence.GapExplanation(_day(row["first_month"]), _day(row["last_month"]) or on, row["in_writing"])
            for row in rows if row["kind"] == "gap"
        ),
    )


def _verified(application, known) -> list[dict] | None:
    """The history a named person verified last; a check that was replaced since still says what she verified."""
    rows = Verification.objects.within(application.organization).filter(
        file=application.reference, element__in=ELEMENTS, verified_at__isnull=False
    )
    if known is not None:
        rows = rows.filter(verified_at__lte=known)
    found = [row.values["history"] for row in rows.order_by("verified_at", "pk") if "history" in row.values]
    return found[-1] if found else None


def verified_of(organization, references) -> dict[str, list[dict]]:
    """The history verified last in each of many files, by reference; files without one are left out. One query."""
    rows = Verification.objects.within(organization).filter(file__in=references, element__in=ELEMENTS, verified_at__isnull=False)
    return {row.file: row.values["history"] for row in rows.order_by("verified_at", "pk") if "history" in row.values}


def _now(application):
    return Position.objects.of(application.practitioner)


def _day(text) -> date | None:
    return date.fromisoformat(text) if text else None


def edited_since(application) -> tuple[list[dict], list[dict]]:
    """What she added or corrected since she signed, and what she signed and has taken out or corrected.

    Both empty before she signs and when she no longer shares.
    """
    shared = Position.objects.within(application.organization).filter(practitioner=application.practitioner_id)
    now, signed = [position_row(row) for row in shared], application.snapshot.get("positions", [])
    if not now or not application.submitted_on:
        return [], []
    return [row for row in now if row not in signed], [row for row in signed if row not in now]
