"""The day on which a therapist expects her money: said when she sends a line in, and moved only with a reason she reads."""

from zoneinfo import ZoneInfo

from network.access import Action, require
from network.dates import ONE_DAY
from network.events import record
from network.transitions import Refusal, locked, raise_unmet
from network.workdays import holidays
from network.workflow.revising import day_of
from payments import guards_exceptions as guards
from payments.guards_lines import not_own_money
from payments.models import InvoiceLine
from payments.parameters import value
from payments.pay_dates import Rhythm, expected, merged
from payments.workflow.telling import tell_line

TODAY_FIELD = {"field": "day"}


def rhythm_of(organization, on) -> Rhythm:
    """On which days the organization pays: never on a holiday of its country, where those are known."""
    checking = value(organization, "payments.check_days", on=on)
    closed = frozenset().union(*(holidays(organization.country, on.year + more) for more in range(-1, 3)))  # a wait may be a year
    return Rhythm(checking, weekday=value(organization, "payments.pay_weekday", on=on), closed=closed)


def expected_day(organization, at):
    """When a line that is sent in now is paid, if nothing stands against it."""
    on = day_of(organization, at)
    return expected(on, rhythm_of(organization, on))


def move_expected(line: InvoiceLine, *, day, reason, actor, at) -> InvoiceLine:
    """The day on which she expects the money moves; she is told and reads the reason. Raises Refused."""
    require(actor, Action.CHECK_LINES, line)
    with locked(line):
        on = day_of(line.organization, at)
        faults = [Refusal(each.code, each.message, each.cure, TODAY_FIELD) for each in guards.day_ahead(day, on)]
        raise_unmet([*_unsettled(line), *faults, *guards.reason_given(reason), *not_own_money(line, actor=actor, at=at)])
        move(line, day, reason.strip(), actor=actor, at=at)
    return line


def move(line: InvoiceLine, day, reason, *, actor, at, tells=True) -> None:
    """In the caller's transaction: set the day, record why, and tell her. Nothing where it stays."""
    if line.expected_on == day:
        return
    before, line.expected_on, line.expected_why = line.expected_on, day, str(reason)[:300]
    line.save(update_fields=["expected_on", "expected_why"])
    event = record(
        line, "line.expected_moved", actor=actor, at=at, before={"day": before}, after={"day": day}, reason=line.expected_why
    )
    if tells:
        tell_line(line, "line_moved", key=event.pk, at=at)


def counted(line: InvoiceLine, *, at):
    """The day by the organization's rhythm, without the days on which the line waited for her or for a day."""
    zone, rhythm = ZoneInfo(line.organization.zone), rhythm_of(line.organization, day_of(line.organization, at))
    spans = [_span(row.asked_at, row.settled_at, zone) for row in line.questions.exclude(state="asked")]
    for row in line.waits.all():
        over = row.until if row.ended_at is None else row.ended_at.astimezone(zone).date()
        spans.append((row.set_at.astimezone(zone).date(), (over or day_of(line.organization, at)) - ONE_DAY))
    return expected((line.submitted_at or line.state_since).astimezone(zone).date(), rhythm, merged(spans))


def _span(first, last, zone):
    """From the day it began through the day before it ended: what is settled on the same day costs nothing."""
    return first.astimezone(zone).date(), last.astimezone(zone).date() - ONE_DAY


def _unsettled(line):
    if line.state not in guards.UNSETTLED:
        yield from guards.being_checked(line)
