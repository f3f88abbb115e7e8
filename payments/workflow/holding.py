"""Letting a line wait until a day, or until what stands against it is gone. Either ends by itself; a person may end it before."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require, system
from network.events import record
from network.transitions import locked, raise_unmet
from network.workflow.revising import day_of
from payments import guards_exceptions as guards
from payments.duties import Act
from payments.guards_lines import against
from payments.models import InvoiceLine, LineHold
from payments.workflow import expecting
from payments.workflow.invoicing import note_act
from payments.workflow.telling import in_her_words

WAITS = _("It waits until %(until)s: %(reason)s")
NO_DAY_YET = _("It waits, and no day can be said yet: %(reason)s")
GOES_ON = _("It waits no more since %(day)s.")


def hold(line: InvoiceLine, *, reason, until=None, key="", actor, at) -> LineHold:
    """Let it wait until a day, or with `key` until that stop is gone. She is told when it is paid instead. Raises Refused."""
    require(actor, Action.CHECK_LINES, line)
    with locked(line):
        on, caused = day_of(line.organization, at), key in line.stops
        days = [] if until is None and caused else guards.day_ahead(until, on)
        raise_unmet([*guards.looking_barred(line, actor, at), *days, *guards.reason_given(reason)])
        end(line, at=at)  # one whose day has come is over, though nobody looked yet
        row = LineHold(
            organization=line.organization, line=line, key=key if caused else "", until=until, reason=reason.strip(),
            expected_before=line.expected_on, set_at=at, set_by_id=actor.person_id,
        )
        row.full_clean()
        row.save()
        note_act(line, Act.RESOLVE_LINE, actor=actor, at=at)
        record(row, "line.held", actor=actor, at=at, after={"stop": row.key, "until": until}, reason=row.reason)
        _tell_wait(line, row, actor, at)
    return row


def let_go(line: InvoiceLine, *, actor, at) -> LineHold:
    """A person ends the wait before its day. Raises Refused where the line waits for nothing."""
    require(actor, Action.CHECK_LINES, line)
    with locked(line):
        if not line.waits.holding(day_of(line.organization, at)).exists():
            raise_unmet(guards.nothing_held())
        raise_unmet(against(line, Act.RESOLVE_LINE, actor, at))
        note_act(line, Act.RESOLVE_LINE, actor=actor, at=at)
        return end(line, at=at, actor=actor)


def end_over(line: InvoiceLine, *, at) -> LineHold | None:
    """End the wait whose day has come, or whose cause is gone: in the transaction in which the line was checked."""
    row = line.waits.filter(ended_at__isnull=True).first()
    if row is None:
        return None
    came = row.until is not None and row.until <= day_of(line.organization, at)
    gone = bool(row.key) and row.key not in line.stops
    return end(line, at=at) if came or gone else None


def over(organization, *, at) -> list[InvoiceLine]:
    """Lines that wait for something and may be over: what the night looks at."""
    rows = LineHold.objects.within(organization).filter(ended_at__isnull=True)
    return list(InvoiceLine.objects.within(organization).filter(pk__in=rows.values("line")).order_by("position"))


def _tell_wait(line, row, actor, at):
    if row.until is None:
        expecting.move(line, None, in_her_words(line, NO_DAY_YET, reason=row.reason), actor=actor, at=at)
        return
    later = max(filter(None, (expecting.counted(line, at=at), line.expected_on)))
    expecting.move(line, later, in_her_words(line, WAITS, until=row.until, reason=row.reason), actor=actor, at=at)


def end(line, *, at, actor=None):
    """Close the open row, if there is one, and say the day anew."""
    row = line.waits.filter(ended_at__isnull=True).first()
    if row is None:
        return None
    by = actor or system("checks", line.organization)
    with transaction.atomic():
        row.ended_at, row.ended_by_id = at, actor.person_id if actor else None
        row.save(update_fields=["ended_at", "ended_by"])
        record(row, "line.hold_ended", actor=by, at=at, after={"stop": row.key, "until": row.until})
        if line.state in guards.UNSETTLED:
            day = max(filter(None, (expecting.counted(line, at=at), row.expected_before)))
            words = in_her_words(line, GOES_ON, day=day_of(line.organization, at))
            expecting.move(line, day, words, actor=by, at=at)
    return row
