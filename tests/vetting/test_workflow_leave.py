"""Leave and the next vetting: how long leave lasts, how far it puts a vetting off, and what is so once it was shorter than said."""

from datetime import date, timedelta

import pytest

from network.events import timeline
from network.models import Hold
from network.workflow import standing
from tests.vetting.renewal_world import DECIDED, DUE, OPENED, Years, noon
from tests.vetting.story import refused
from vetting import nightly
from vetting.models import Application

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TOLD = date(2030, 1, 10)


@pytest.fixture(autouse=True)
def demo_clock(settings):
    settings.DEMO = True


def leave(years, first, last, day=TOLD):
    """She says when she is away."""
    return standing.start_leave(participation=years.first.participation, first=first, last=last, actor=years.who.herself, at=noon(day))


def due(years):
    """When her vetting is due."""
    return Application.objects.within(years.harbor).get(pk=years.first.pk).next_due_on


def put_off(years, day=TOLD):
    """How many files one night moves."""
    return years.night(day, nightly.put_off)[0]


def test_a_vetting_that_falls_due_in_leave_is_due_60_days_after_the_return():
    years = Years()
    leave(years, date(2030, 2, 1), date(2030, 5, 31))
    assert (put_off(years), put_off(years), due(years)) == (1, 0, date(2030, 7, 30))
    assert [years.standing(day, "offer") for day in (date(2030, 5, 31), date(2030, 6, 1), date(2030, 7, 30), date(2030, 7, 31))] == [
        ("held",), (), (), ("vetting_overdue",)
    ]
    counted = [years.standing(day, "session") for day in (date(2030, 5, 1), date(2030, 8, 29), date(2030, 8, 30))]
    assert counted == [(), (), ("service_ended",)]
    event = next(event for event in timeline(years.first) if event.action == "application.due_moved")
    assert event.payload.values["after"] == {"due_on": "2030-07-30"} and event.payload.values["before"] == {"due_on": "2030-03-31"}
    assert years.night(OPENED, nightly.open_renewals) == [0] and years.night(date(2030, 4, 1), nightly.open_renewals) == [1]
    decision = years.review(date(2030, 7, 20)).approve(noon(date(2030, 8, 1)))
    assert decision.late_by == 2


def test_leave_that_was_shorter_or_never_was_moves_it_back_but_not_behind_yesterday():
    years = Years()
    row = leave(years, date(2030, 2, 1), date(2030, 5, 31))
    put_off(years)
    row = standing.end_hold(hold=row, last=date(2030, 4, 9), reason="Back sooner.", actor=years.world.maya, at=noon(date(2030, 4, 10)))
    assert (put_off(years, date(2030, 4, 10)), due(years)) == (1, date(2030, 6, 8))
    standing.void_hold(hold=row, reason="It was somebody else's.", actor=years.world.maya, at=noon(date(2030, 5, 20)))
    assert (put_off(years, date(2030, 5, 20)), due(years)) == (1, date(2030, 5, 19))
    assert years.standing(date(2030, 5, 10), "session") == () and years.standing(date(2030, 5, 20), "offer") == ("vetting_overdue",)


def test_leave_before_or_after_the_due_day_moves_nothing():
    years = Years()
    leave(years, date(2030, 2, 1), DUE - DAY), leave(years, DUE + DAY, date(2030, 5, 31))
    assert (put_off(years), due(years)) == (0, DUE)


@pytest.mark.parametrize(("days", "expected"), [(0, DUE), (1, date(2030, 6, 1)), (30, date(2030, 6, 30))])
def test_leave_puts_it_off_as_far_as_the_organization_says(days, expected):
    years = Years(return_days=days)
    leave(years, date(2030, 2, 1), date(2030, 5, 31))
    put_off(years)
    assert due(years) == expected


@pytest.mark.parametrize(("months", "last"), [(12, date(2031, 2, 1)), (3, date(2030, 5, 1))])
def test_leave_lasts_as_long_as_the_organization_says(months, last):
    years = Years(leave_months=months)
    assert refused(leave, years, date(2030, 2, 1), last + DAY) == ["leave_too_long"]
    assert leave(years, date(2030, 2, 1), last).last == last


def test_where_no_leave_is_given_it_is_refused_and_nothing_is_written():
    years = Years(leave_months=0)
    assert refused(leave, years, date(2030, 2, 1), date(2030, 2, 2)) == ["no_leave"]
    assert not Hold.objects.within(years.harbor).exists() and DECIDED < TOLD
