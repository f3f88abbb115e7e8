"""A large roster comes in by two steps: every row is checked and waits, then a manager takes in what waits.

Nothing of a roster is a fact before the second step, and then it is a claim (`importing.import_person`).
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from network.access import Action, require
from network.collecting import rarely_collected
from network.events import record
from network.models import Organization
from network.transitions import Refusal, Refused
from vetting.models import StagedRow
from vetting.resources import CellFault
from vetting.staging_table import opened
from vetting.workflow.importing import import_person


@dataclass(frozen=True, slots=True)
class Staged:
    """What became of a roster: its rows, the cells at fault, and of the sound rows those new, changed and as before.

    `kept` is False when a fault kept everything out.
    """

    rows: int
    faults: int
    created: int
    changed: int
    unchanged: int
    kept: bool


def stage(
    parts: Iterable, *, organization: Organization, report: Callable[[CellFault], None], sound_only: bool = False,
    file_sha256: str = "", actor, at,
) -> Staged:
    """Keep the rows of a checked roster (`vetting.roster_parts.check`) until somebody takes them in.

    One fault keeps all of them out, unless `sound_only` leaves out the faulty rows alone. Every fault goes to `report` as
    it is found. The same file twice changes nothing. Raises Forbidden, and licensure.rosters.BadRoster from `parts`.
    """
    require(actor, Action.IMPORT_ROSTER, organization)
    count = faults = sound = 0
    with opened() as waiting, rarely_collected():
        for part in parts:
            count += part.count
            faults += len(part.faults)
            sound += len(part.rows)
            for fault in part.faults:
                report(fault)
            waiting.add(part.rows)
        for line, _key, first in (twice := waiting.twice()):
            report(CellFault(line, "", _("The same therapist stands in row %(row)s.") % {"row": first}))
        faults += len(twice)
        if faults and not sound_only:
            return Staged(count, faults, 0, 0, 0, kept=False)
        if twice:
            waiting.keep_first()
        created, written = _keep(waiting, organization, file_sha256, actor, at)
    return Staged(count, faults, created, written - created, sound - len(twice) - written, kept=True)


def _keep(waiting, organization, file_sha256, actor, at) -> tuple[int, int]:
    """How many rows were new, and how many were written."""
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        held = StagedRow.objects.within(organization)
        before = held.count()
        written = waiting.keep(organization, at, first=not before)
        created = held.count() - before if before else written
        if written:
            told = {"created": created, "changed": written - created, "file_sha256": file_sha256}
            record(organization, "roster.staged", actor=actor, at=at, detail=told)
    return created, written


def take_in(rows: Iterable, *, organization: Organization, report: Callable[[CellFault], None], actor, at) -> Counter:
    """Make the practitioner of each waiting row; how many were created, changed, unchanged, claimed and refused.

    `rows` are those of `vetting.resources_staged.waiting`. Each row on its own: what is refused waits on, with the reason
    in `report`, and holds nobody up. A profile its therapist has claimed is left alone. Raises Forbidden.
    """
    require(actor, Action.IMPORT_ROSTER, organization)
    counts: Counter = Counter()
    for staged, claims, faults in rows:
        reasons = [*faults] if claims is None else _take(staged, claims, counts, organization, actor, at)
        for fault in reasons:
            report(fault)
        counts["refused"] += bool(reasons)
    return counts


def _take(staged, claims, counts, organization, actor, at) -> list[CellFault]:
    try:
        with transaction.atomic():
            outcome = import_person(claims, organization=organization, actor=actor, at=at).outcome
            mine = StagedRow.objects.within(organization).filter(pk=staged.pk, cells_sha256=staged.cells_sha256)
            mine.update(taken_sha256=staged.cells_sha256, cells={})
    except Refused as refused:
        return [CellFault(staged.line, "", _sentence(each)) for each in refused.refusals]
    counts[outcome] += 1
    return []


def _sentence(refusal: Refusal) -> str:
    return f"{refusal.message} {refusal.cure}".strip()
