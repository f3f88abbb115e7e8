"""Until when a session may be reported on an authorization that ended: the days of the terms, from its last session."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from network.dates import At
from network.models import Jurisdiction
from payments.models import Authorization, Session
from payments.parameters import value


def day_where(organization, place: str, at) -> date:
    """The wall date at `at` in a jurisdiction, where the client is; the organization's where none is named."""
    row = Jurisdiction.objects.filter(pk=place).first() if place else None
    return at.astimezone(ZoneInfo(row.zone if row else organization.zone)).date()


def last_day_to_report(row: Authorization, day: date) -> date:
    """The organization's last day on which a session of that day is reported; the deadline of a claim counts alike (domain 2.9)."""
    held = Session.objects.within(row.organization).counting().filter(authorization=row)
    last = max([day, *held.values_list("day", flat=True)])
    return last + timedelta(days=value(row.organization, "payments.report_days", on=day))


def may_be_reported(row: Authorization, *, on: date) -> bool:
    """Whether anything may still be reported on it on the organization's day: while it runs, and for the days of the terms after it."""
    if row.state == "issued":
        return True
    if row.ended_at is None or row.left < 1:
        return False
    ended = At(row.ended_at).day_in(row.organization.zone)
    return on <= last_day_to_report(row, min(ended, row.last))
