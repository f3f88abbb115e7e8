"""What stops a line: one thing changed at a time, each limit the day before, on it and after."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from network.money import Money
from network.standing import Clearance, Reason
from payments.counting import Attendance, AttendancePolicy, Share
from payments.lines import DeadlineFrom, Fix, History, Kind, PayeeLink, Stop
from payments.rates import Purpose, Rate, Unit, Version
from payments.rules import FIXES, ORDER, last_day_to_claim, stop
from tests.payments.claimed import (
    AUTHORIZATION,
    CLEAR,
    DAY,
    LINE,
    SCHEDULE,
    TODAY,
    codes,
    earlier,
    found,
    line,
    rules,
    usd,
)

ONE = timedelta(days=1)


def agreed(**changes):
    return replace(AUTHORIZATION, **changes)


def only(*arguments, **options) -> Stop:
    (one,) = found(*arguments, **options)
    return one


def test_a_line_that_is_right_has_nothing_against_it():
    assert found() == ()


@pytest.mark.parametrize(
    ("links", "code", "expected"),
    [
        ((), "payee_missing", None),
        ((PayeeLink("Anna Practice", "USD", "psychologist", DAY + ONE),), "payee_missing", None),
        ((PayeeLink("Anna Practice", "USD", "psychologist", DAY),), None, None),
        ((PayeeLink("Anna Practice", "USD", "psychologist", DAY - ONE, DAY),), None, None),
        ((PayeeLink("Anna Practice", "USD", "psychologist", DAY - ONE, DAY - ONE),), "payee_missing", None),
        ((PayeeLink("Group", "USD", "psychologist", DAY),), "payee_differs", "Group"),
        ((*SCHEDULE.payees, PayeeLink("Group", "USD", "psychologist", DAY)), "payee_differs", "Group"),
        ((*SCHEDULE.payees, PayeeLink("Group", "USD", "psychologist", DAY + ONE)), None, None),
        ((PayeeLink("Anna Practice", "EUR", "psychologist", DAY),), "payee_currency", "EUR"),
    ],
)
def test_the_payee_is_who_is_linked_on_the_date_of_service(links, code, expected):
    items = found(LINE, AUTHORIZATION, CLEAR, replace(SCHEDULE, payees=links))
    assert [(item.code, item.expected) for item in items] == ([(code, expected)] if code else [])


HELD = Reason("held", (("last", None), ("row", "h"), ("since", date(2026, 6, 8)), ("source", "board"), ("why", "license")))
LICENSE_HELD = Reason("cover_held", (("kind", "authority"), ("since", date(2026, 6, 5)), ("why", "sanction")))
LAPSED = Reason("cover_lapsed", (("basis", "l1"), ("kind", "insurance"), ("last", date(2026, 5, 31))))


@pytest.mark.parametrize(
    ("reasons", "expected"),
    [
        ((HELD,), [("held_on_day", date(2026, 6, 8))]),
        ((HELD, LICENSE_HELD), [("held_on_day", date(2026, 6, 5))]),
        ((LAPSED,), [("not_in_network_on_day", None)]),
        ((HELD, LAPSED), [("held_on_day", date(2026, 6, 8)), ("not_in_network_on_day", None)]),
        ((), [("not_in_network_on_day", None)]),
    ],
)
def test_standing_on_the_date_of_service_says_since_when_and_never_why(reasons, expected):
    items = found(LINE, AUTHORIZATION, Clearance(False, reasons))
    assert [(item.code, item.since) for item in items] == expected
    assert {word for item in items for word in (item.claimed, item.expected, item.other)} == {DAY, None}


def test_standing_is_waived_by_nobody():
    stubborn = line(waived=frozenset({"held_on_day", "not_in_network_on_day"}))
    assert codes(stubborn, AUTHORIZATION, Clearance(False, (HELD, LAPSED))) == ["held_on_day", "not_in_network_on_day"]


@pytest.mark.parametrize(("day", "difference"), [(DAY - ONE, None), (DAY, None), (DAY + ONE, 1), (DAY + 9 * ONE, 9)])
def test_a_session_of_a_day_that_has_not_come_waits(day, difference):
    items = found(line(day=day, submitted=DAY), on=DAY)
    assert [(item.code, item.difference) for item in items] == ([("day_in_future", difference)] if difference else [])


def test_without_an_authorization_only_what_needs_none_is_asked():
    items = found(line(units=9, net=usd(1), payee="X"), None)
    assert [item.code for item in items] == ["payee_differs", "authorization_missing"]
    assert items[1].claimed == "A-7"


def test_an_authorization_of_another_therapist_is_not_hers():
    one = only(LINE, agreed(practitioner="ben"))
    assert (one.code, one.claimed, one.other) == ("authorization_of_another", "anna", "A-7")


@pytest.mark.parametrize(
    ("changes", "code", "expected", "difference"),
    [
        ({"first": DAY - ONE}, None, None, None),
        ({"first": DAY}, None, None, None),
        ({"first": DAY + ONE}, "before_authorization", DAY + ONE, -1),
        ({"last": DAY + ONE}, None, None, None),
        ({"last": DAY}, None, None, None),
        ({"last": DAY - ONE}, "after_authorization", DAY - ONE, 1),
        ({"cancelled_from": DAY + ONE}, None, None, None),
        ({"cancelled_from": DAY}, "authorization_cancelled", DAY - ONE, 1),
        ({"cancelled_from": DAY - ONE}, "authorization_cancelled", DAY - 2 * ONE, 2),
    ],
)
def test_the_day_lies_in_the_window(changes, code, expected, difference):
    items = found(LINE, agreed(**changes))
    assert [(i.code, i.expected, i.difference) for i in items] == ([(code, expected, difference)] if code else [])


def weeks(count: int, **changes):
    return [
        earlier(key=f"E{n}", order=n, number=f"N{n}", session=f"e{n}", day=date(2026, 6, 3) + n * 30 * ONE, **changes)
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("others", "units", "code", "expected", "difference"),
    [
        (0, 0, "units_none", 1, -1),
        (0, -1, "units_none", 1, -2),
        (1, 1, None, None, None),
        (2, 1, None, None, None),
        (3, 1, "units_used_up", 0, 1),
        (4, 1, "units_used_up", 0, 1),
        (2, 2, "units_over", 1, 1),
        (1, 2, None, None, None),
        (0, 4, "units_over", 3, 1),
    ],
)
def test_units_are_what_is_left(others, units, code, expected, difference):
    claimed = line(units=units, net=usd(8500 * units))
    items = found(claimed, AUTHORIZATION, CLEAR, rules(most_a_day=None, deadline_days=None), *weeks(others))
    seen = [(i.code, i.expected, i.difference) for i in items if i.code.startswith("units")]
    assert seen == ([(code, expected, difference)] if code else [])


def test_codes_of_one_allowance_share_its_units_and_others_do_not():
    plain = rules(deadline_days=None)
    assert codes(LINE, AUTHORIZATION, CLEAR, plain, *weeks(3, code="EAP2")) == ["units_used_up"]
    assert codes(LINE, AUTHORIZATION, CLEAR, plain, *weeks(3, code="OTHER")) == []
    assert codes(LINE, AUTHORIZATION, CLEAR, plain, *weeks(3, authorization="A-6")) == []


def test_of_two_lines_for_the_last_unit_the_later_one_stops():
    last = earlier(key="L2", order=11, number="S-9", session="s2", day=DAY + ONE)
    assert codes(LINE, AUTHORIZATION, CLEAR, SCHEDULE, *weeks(2), last) == []
    assert codes(last, AUTHORIZATION, CLEAR, SCHEDULE, *weeks(2), LINE) == ["units_used_up"]


@pytest.mark.parametrize(("attendance", "used"), [(Attendance.ATTENDED, True), (Attendance.LATE_CANCELLATION, False)])
def test_a_session_that_uses_no_units_is_not_stopped_for_them(attendance, used):
    free = rules(attendance=AttendancePolicy(late_cancellation=Share(False, 10_000)), deadline_days=None)
    assert codes(line(attendance=attendance), AUTHORIZATION, CLEAR, free, *weeks(3)) == (["units_used_up"] if used else [])
    missed = weeks(3, attendance=Attendance.LATE_CANCELLATION)
    assert codes(LINE, AUTHORIZATION, CLEAR, free, *missed) == []


@pytest.mark.parametrize(
    ("most", "units", "others", "difference"),
    [
        (1, 1, [], None),
        (1, 2, [], 1),
        (2, 2, [], None),
        (2, 1, [earlier(day=DAY, code="EAP2")], None),
        (1, 1, [earlier(day=DAY, code="EAP2")], 1),
        (1, 1, [earlier(day=DAY - ONE, code="EAP2")], None),
        (1, 1, [earlier(day=DAY, code="EAP2", subject="k2")], None),
        (1, 1, [earlier(day=DAY, code="EAP2", attendance=Attendance.NO_SHOW)], None),
        (None, 3, [], None),
    ],
)
def test_one_client_has_so_many_sessions_a_day(most, units, others, difference):
    items = found(line(units=units, net=usd(8500 * units)), AUTHORIZATION, CLEAR, rules(most_a_day=most), *others)
    assert [(i.code, i.difference) for i in items] == ([("units_over_a_day", difference)] if difference else [])


def test_a_missed_session_is_not_one_of_the_day():
    claimed = line(attendance=Attendance.NO_SHOW, net=usd(4250))
    assert codes(claimed, AUTHORIZATION, CLEAR, SCHEDULE, earlier(day=DAY, code="EAP2")) == []


def test_a_job_has_no_client_and_as_many_units_a_day_as_it_takes():
    job = agreed(kind=Kind.JOB, allowances=AUTHORIZATION.allowances)
    assert codes(line(subject=None, units=3, net=usd(25500), final=True), job) == []


def test_a_service_that_is_not_authorized_names_those_that_are():
    claimed = line(code="EAP9")
    items = found(claimed, AUTHORIZATION)
    assert [item.code for item in items] == ["code_not_authorized", "no_rate"]
    assert items[0].expected == ("EAP1", "EAP2")


NEW = Version("2026b", DAY, None, (Rate("EAP1", Unit.SESSION, usd(9100)),))


@pytest.mark.parametrize(
    ("first", "net", "code", "expected"),
    [
        (DAY + ONE, 8500, None, None),
        (DAY, 8500, "rate_of_other_version", 9100),
        (DAY - ONE, 8500, "rate_of_other_version", 9100),
        (DAY, 9100, None, None),
        (DAY + ONE, 9100, "amount_differs", 8500),
    ],
)
def test_the_version_in_force_on_the_date_of_service_prices_the_line(first, net, code, expected):
    schedule = replace(SCHEDULE, versions=(*SCHEDULE.versions, replace(NEW, first=first)))
    items = found(line(net=usd(net)), AUTHORIZATION, CLEAR, schedule)
    wanted = [(code, usd(expected), usd(net - expected))] if code else []
    assert [(item.code, item.expected, item.difference) for item in items] == wanted


@pytest.mark.parametrize(("net", "difference"), [(8499, -1), (8500, None), (8501, 1)])
def test_an_amount_one_cent_off_is_off(net, difference):
    items = found(line(net=usd(net)))
    wanted = [("amount_differs", usd(8500), usd(difference))] if difference else []
    assert [(item.code, item.expected, item.difference) for item in items] == wanted


def test_a_rate_fixed_with_the_authorization_comes_before_the_schedule():
    fixed = agreed(fixed=(Rate("EAP1", Unit.SESSION, usd(12000)),))
    assert codes(line(net=usd(12000), version="2025"), fixed) == []
    assert codes(line(net=usd(8500), version="2025"), fixed) == ["amount_differs"]
    assert codes(line(net=usd(12000)), fixed, CLEAR, replace(SCHEDULE, versions=())) == []


def test_another_currency_is_never_compared():
    assert codes(line(net=Money(8500, "EUR"), vat=Money(0, "EUR"))) == ["payee_currency", "currency_differs"]
    one = only(line(vat=Money(0, "EUR")))
    assert (one.key, one.claimed, one.expected) == ("currency_differs:vat", "EUR", "USD")


@pytest.mark.parametrize(
    ("attendance", "net", "missed", "code", "expected"),
    [
        (Attendance.NO_SHOW, 4250, 0, None, None),
        (Attendance.NO_SHOW, 8500, 0, "amount_differs", 4250),
        (Attendance.NO_SHOW, 4250, 1, "attendance_not_paid", 0),
        (Attendance.NO_SHOW, 0, 1, None, None),
        (Attendance.LATE_CANCELLATION, 1, 0, "attendance_not_paid", 0),
        (Attendance.LATE_CANCELLATION, 0, 0, None, None),
    ],
)
def test_what_is_paid_for_a_missed_session_is_the_policys(attendance, net, missed, code, expected):
    claimed = line(attendance=attendance, net=usd(net))
    items = found(claimed, AUTHORIZATION, CLEAR, rules(deadline_days=None), *weeks(missed, attendance=Attendance.NO_SHOW))
    wanted = [(code, usd(expected), usd(net - expected))] if code else []
    assert [(item.code, item.expected, item.difference) for item in items] == wanted


def test_missed_sessions_of_other_authorizations_and_attended_ones_leave_the_paid_one_alone():
    claimed = line(attendance=Attendance.NO_SHOW, net=usd(4250))
    others = [*weeks(1, attendance=Attendance.NO_SHOW, authorization="A-6"), earlier(attendance=Attendance.ATTENDED)]
    assert codes(claimed, AUTHORIZATION, CLEAR, rules(deadline_days=None), *others) == []


@pytest.mark.parametrize(
    ("purpose", "vat", "code", "expected"),
    [
        (Purpose.CARE, 0, None, None),
        (Purpose.CARE, 1, "vat_not_due", 0),
        (Purpose.COMPANY, 1784, "vat_differs", 1785),
        (Purpose.COMPANY, 1785, None, None),
        (Purpose.COMPANY, 1786, "vat_differs", 1785),
        (Purpose.COMPANY, 0, "vat_differs", 1785),
    ],
)
def test_tax_follows_the_purpose(purpose, vat, code, expected):
    schedule = replace(SCHEDULE, purposes=(("EAP1", purpose),))
    items = found(line(vat=usd(vat)), AUTHORIZATION, CLEAR, schedule)
    wanted = [(code, usd(expected), usd(vat - expected))] if code else []
    assert [(item.code, item.expected, item.difference) for item in items] == wanted


def test_a_tax_nobody_said_is_not_read_as_exempt():
    one = only(LINE, AUTHORIZATION, CLEAR, replace(SCHEDULE, purposes=(("EAP1", Purpose.COACHING),)))
    assert (one.code, one.fixes) == ("vat_unknown", (Fix.HOLD, Fix.QUERY))


@pytest.mark.parametrize(("submitted", "difference"), [(59, None), (60, None), (61, 1)])
def test_a_line_is_claimed_within_the_days_after_the_last_session(submitted, difference):
    claimed = line(submitted=DAY + submitted * ONE)
    items = found(claimed, on=DAY + submitted * ONE)
    wanted = [("too_late", DAY + 60 * ONE, difference)] if difference else []
    assert [(item.code, item.expected, item.difference) for item in items] == wanted


def test_a_later_session_of_the_authorization_moves_the_deadline_unless_it_counts_from_each():
    later = earlier(key="L2", order=20, session="s2", number="Z", day=DAY + 30 * ONE)
    assert last_day_to_claim(LINE, SCHEDULE, History((later,))) == DAY + 90 * ONE
    assert last_day_to_claim(LINE, SCHEDULE, History((replace(later, authorization="A-6"),))) == DAY + 60 * ONE
    assert last_day_to_claim(LINE, rules(deadline_from=DeadlineFrom.SESSION), History((later,))) == DAY + 60 * ONE
    assert last_day_to_claim(LINE, rules(deadline_days=None), History()) is None


@pytest.mark.parametrize(
    ("final", "came", "wanted", "kind", "stopped"),
    [
        (True, None, True, Kind.SESSIONS, True),
        (True, TODAY + ONE, True, Kind.SESSIONS, True),
        (True, TODAY, True, Kind.SESSIONS, False),
        (False, None, True, Kind.SESSIONS, False),
        (True, None, False, Kind.SESSIONS, False),
        (True, None, True, Kind.JOB, False),
    ],
)
def test_the_last_line_waits_for_the_closing_form(final, came, wanted, kind, stopped):
    items = codes(line(final=final), agreed(closing_form_on=came, kind=kind), CLEAR, rules(closing_form=wanted))
    assert items == (["closing_form_missing"] if stopped else [])


def test_everything_is_said_at_once_in_the_order_of_the_rules():
    wrong = line(payee="X", day=TODAY + ONE, units=9, code="EAP9", vat=usd(1), submitted=TODAY + 99 * ONE, final=True)
    lapsed = Clearance(False, (HELD, LAPSED))
    again = earlier(session="s1")
    items = codes(wrong, agreed(practitioner="ben", last=DAY), lapsed, SCHEDULE, again)
    assert items == [
        "payee_differs", "held_on_day", "not_in_network_on_day", "day_in_future", "authorization_of_another", "after_authorization",
        "units_over_a_day", "code_not_authorized", "no_rate", "vat_not_due", "duplicate", "too_late", "closing_form_missing",
    ]  # fmt: skip
    assert items == sorted(items, key=ORDER.index)


def test_a_waiver_names_the_rule_and_the_other_line():
    other = earlier(day=DAY, units=1)
    assert codes(line(), AUTHORIZATION, CLEAR, rules(most_a_day=None), other) == ["duplicate_other_number"]
    waived = line(waived=frozenset({"duplicate_other_number:L0"}))
    assert codes(waived, AUTHORIZATION, CLEAR, rules(most_a_day=None), other) == []
    third = replace(other, key="L9", order=7, session="s9", number="Q")
    assert codes(waived, AUTHORIZATION, CLEAR, rules(most_a_day=None), other, third) == ["duplicate_other_number"]
    assert codes(line(day=AUTHORIZATION.first - ONE, waived=frozenset({"before_authorization"}))) == []


def test_every_stop_has_two_different_fixes_and_money_is_never_waived_away():
    assert all(len(set(fixes)) == 2 for fixes in FIXES.values())
    waivable = {code for code, fixes in FIXES.items() if Fix.WAIVE in fixes}
    assert waivable == {
        "before_authorization", "after_authorization", "units_over_a_day", "attendance_not_paid", "duplicate_other_number",
        "duplicate_other_branch", "duplicate_transposed", "duplicate_split", "too_late", "closing_form_missing",
    }  # fmt: skip
    with pytest.raises(KeyError):
        stop("invented", 1, 2)
