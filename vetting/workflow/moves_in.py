"""A whole roster is recorded: a few rows at once, many by jobs of some rows each, so that nobody waits and a page tells how far it is."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from licensure.roster_files import BadRoster, table
from network import jobs
from network.access import Action, can, require, staff_actor, system
from network.events import record
from network.models import Membership, Organization, Practitioner
from network.transitions import Refusal, Refused
from vetting.models import MoveIn, MoveInRow
from vetting.queries.judging import day_of
from vetting.resources_moving import KNOWN_COLUMNS, Mover, read_movers
from vetting.workflow.moving_rosters import Moved, move_in

AT_ONCE = 50  # rows recorded while she waits; more go by jobs
PART = 10  # rows of one job: one transaction, which on SQLite keeps other writers waiting
LIFE = timedelta(days=7)  # how long the rows are kept once it ended
NEW = "new"
ALLOWED = (Action.RECORD_NETWORK, Action.IMPORT_ROSTER)


def ask(movers, content: bytes, *, organization, actor, at, asked=(), same=None, past_due=False) -> MoveIn:
    """Somebody says yes to the rows of `content`, read as `movers`; `asked` and `same` as in `move_in`.

    `past_due`: those whose next vetting was due before today come in as that; otherwise they are left out by name.

    Up to AT_ONCE rows are recorded within; of more a job records the first part. Raises Forbidden, and Refused while
    another roster of the organization is on its way.
    """
    for action in ALLOWED:
        require(actor, action, organization)
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        if MoveIn.objects.within(organization).filter(ended_at=None).exists():
            message = _("Another roster is being recorded.")
            raise Refused([Refusal("move_waits", message, _("Look how far it is, and bring this one when it is done."))])
        move = _keep(movers, content, organization, set(asked), same or {}, actor, at)
        late = [mover.claims.row for mover in movers if mover.past_due]
        if late and not past_due:
            _leave_out(move, late, at)
        told = {"past_due": len(late) if past_due else 0} if late else {}
        record(move, "roster.moving", actor=actor, at=at, after={"rows": move.count, **told})
        if move.count > AT_ONCE:
            _next_part(move, 1)
        else:
            _record_rows(move, _waiting(move), actor, at)
            _end(move, at)
    return move


def go_on(move: MoveIn, part: int, *, at) -> None:
    """Record part number `part`, by the rights she has now who asked for it, and ask for the next one; after the last it ends."""
    if not move.waits:
        return
    if (actor := _asker(move, at)) is None:
        end_early(move, MoveIn.Failure.NO_RIGHT, at=at)
        return
    _record_rows(move, _waiting(move)[:PART], actor, at)
    if _waiting(move).exists():
        _next_part(move, part + 1)
    else:
        _end(move, at)


def end_early(move: MoveIn, failure, *, at) -> None:
    """No further row is recorded, and the page says why; what was recorded stays."""
    _end(move, at, str(failure))


def remove_old(organization, *, at) -> int:
    """Rows of rosters that ended a week ago go; how many. Their number stays. Twice is once."""
    ended = MoveIn.objects.within(organization).filter(ended_at__lte=at - LIFE)
    return MoveInRow.objects.within(organization).filter(move__in=list(ended.values_list("pk", flat=True))).delete()[0]


def csv_of(columns, rows) -> str:
    """Rows as they were written, below their columns, as a roster is read again."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([columns, *rows])
    return out.getvalue()


def _keep(movers, content, organization, asked, same, actor, at) -> MoveIn:
    sheet = table(io.BytesIO(content))
    places = [place for place, name in enumerate(sheet.columns) if name in KNOWN_COLUMNS]  # what nobody reads is not kept
    written = {number: cells for part in sheet.parts for number, cells in zip(*part, strict=True)}
    move = MoveIn(
        organization=organization, columns=[sheet.columns[place] for place in places], count=len(movers), asked_by_id=actor.person_id,
        asked_at=at,
    )
    move.save()
    MoveInRow.objects.bulk_create(
        [_row(move, mover.claims, written[mover.claims.row], places, asked, same) for mover in movers], batch_size=500
    )
    return move


def _row(move, claims, cells, places, asked, same) -> MoveInRow:
    said = ""
    if claims.row in same:
        said = same[claims.row].reference if same[claims.row] else NEW
    return MoveInRow(
        organization=move.organization, move=move, number=claims.row, name=claims.name[:300], asked=claims.row in asked, same=said,
        cells=[cells[place] if place < len(cells) else "" for place in places],
    )


def _leave_out(move, late, at) -> None:
    def refusals():
        message, cure = _("The next vetting was due before today."), _("Bring this row again and say that it comes in as past due.")
        return [Refusal("record_overdue", message, cure)]

    rows = MoveInRow.objects.within(move.organization).filter(move=move, number__in=late)
    rows.update(settled_at=at, refusals=_in_every_language(refusals))


def _next_part(move, part) -> None:
    jobs.enqueue("vetting.move_in", key=f"{move.pk}:{part}", organization=move.organization, id=move.pk, part=part)


def _waiting(move):
    return MoveInRow.objects.within(move.organization).filter(move=move, settled_at=None).order_by("number")


def _asker(move, at):
    on = day_of(move.organization, at)
    seat = Membership.objects.within(move.organization).filter(person=move.asked_by_id).select_related("person").current(on).first()
    actor = staff_actor(seat) if seat else None
    return actor if actor and all(can(actor, action, move.organization) for action in ALLOWED) else None


def _record_rows(move, rows, actor, at) -> None:
    on = day_of(move.organization, at)
    for row in list(rows):
        if (mover := _mover(move, row, on)) is None:
            row.refusals = _in_every_language(partial(_faults, move, row, on))
        else:
            moved = _moved(move, row, mover, actor, at)
            row.practitioner, row.decision = moved.practitioner, moved.decision
            row.refusals = _in_every_language(lambda told=moved.refusals: told)
            row.cells = [] if moved.decision else row.cells  # she has them now
        row.settled_at = at
        row.save()


def _moved(move, row, mover, actor, at) -> Moved:
    said = {}
    if row.same:
        same = Practitioner.objects.within(move.organization).select_related("person").filter(reference=row.same).distinct().first()
        if same is None and row.same != NEW:
            return Moved(row.number, row.name, None, None, (_gone(),))
        said = {row.number: same}
    asked = {row.number} if row.asked else ()
    (moved,) = move_in([mover], organization=move.organization, asked=asked, same=said, actor=actor, at=at)
    return moved


def _gone() -> Refusal:
    message = _("Who this was said to be takes no part in your network any more.")
    return Refusal("not_ours", message, _("Choose somebody of your own network, or somebody new."))


def _read(move, row, on):
    """Who was past due on the day of the yes is, by that yes; whoever became it since is at fault: nobody was asked."""
    return read_movers(csv_of(move.columns, [row.cells]).encode(), on=on, overdue=day_of(move.organization, move.asked_at))


def _mover(move, row, on) -> Mover | None:
    """The row as it reads today: between the yes and its turn a day may have passed. None where something is wrong by now."""
    try:
        movers = _read(move, row, on).rows
    except BadRoster:
        return None
    return replace(movers[0], claims=replace(movers[0].claims, row=row.number)) if movers else None


def _faults(move, row, on) -> tuple[Refusal, ...]:
    """What is wrong in its cells; whoever reads cells says it in the language that is set."""
    cure = _("Mend it in your file and bring it again.")
    try:
        said = [fault.message for fault in _read(move, row, on).faults]
    except BadRoster:
        said = []
    return tuple(Refusal("fault", message, cure) for message in said or [_("This row cannot be read.")])


def _in_every_language(refusals) -> list[dict]:
    """What `refusals` gives, for whoever reads it later: code, and by language the sentence and its cure."""
    told = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for place, refusal in enumerate(refusals()):
                if place == len(told):
                    told.append({"code": refusal.code})
                told[place][language] = [str(refusal.message), str(refusal.cure)]
    return told


def _end(move, at, failure="") -> None:
    rows = MoveInRow.objects.within(move.organization).filter(move=move)
    with transaction.atomic():
        move.recorded = rows.filter(decision__isnull=False).count()
        move.left_out = rows.filter(decision=None).count()
        move.ended_at, move.failure = at, failure
        move.save()
        told = {"recorded": move.recorded, "left_out": move.left_out, **({"failure": failure} if failure else {})}
        record(move, "roster.moved", actor=system("moving in", move.organization), at=at, after=told)
