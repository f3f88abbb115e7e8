"""What stands against paying a line as it was claimed, in the order finance reads it. Pure: standard library only.

Payee, standing on the date of service, authorization, units, service code, rate, tax, duplicates, deadline, closing form
(domain 5.9, [S25][S27]). Each stop says what was claimed, what was agreed, the difference and the two likely fixes.
Standing is never waived here: a person ends the hold, or a corrected date makes the day count.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from network.money import Money
from network.standing import Clearance
from payments.counting import Attendance
from payments.duplicates import SAME, duplicates
from payments.lines import (
    Authorization,
    DeadlineFrom,
    Fix,
    History,
    Kind,
    Line,
    PayeeLink,
    Schedule,
    Stop,
    Value,
    days_between,
)
from payments.rates import Rate, Version, in_force, price, vat, vat_rule

# code: the two likely fixes, the likelier first
FIXES: dict[str, tuple[Fix, Fix]] = {
    "payee_missing": (Fix.HOLD, Fix.QUERY),
    "payee_differs": (Fix.CORRECT, Fix.QUERY),
    "payee_currency": (Fix.HOLD, Fix.QUERY),
    "held_on_day": (Fix.HOLD, Fix.DECLINE),
    "not_in_network_on_day": (Fix.HOLD, Fix.DECLINE),
    "day_in_future": (Fix.HOLD, Fix.QUERY),
    "authorization_missing": (Fix.QUERY, Fix.DECLINE),
    "authorization_of_another": (Fix.QUERY, Fix.DECLINE),
    "before_authorization": (Fix.QUERY, Fix.WAIVE),
    "after_authorization": (Fix.HOLD, Fix.WAIVE),
    "authorization_cancelled": (Fix.QUERY, Fix.DECLINE),
    "units_none": (Fix.QUERY, Fix.DECLINE),
    "units_over": (Fix.CORRECT, Fix.HOLD),
    "units_used_up": (Fix.HOLD, Fix.DECLINE),
    "units_over_a_day": (Fix.QUERY, Fix.WAIVE),
    "code_not_authorized": (Fix.CORRECT, Fix.QUERY),
    "no_rate": (Fix.HOLD, Fix.QUERY),
    "currency_differs": (Fix.QUERY, Fix.DECLINE),
    "attendance_not_paid": (Fix.DECLINE, Fix.WAIVE),
    "rate_of_other_version": (Fix.CORRECT, Fix.QUERY),
    "amount_differs": (Fix.CORRECT, Fix.QUERY),
    "vat_unknown": (Fix.HOLD, Fix.QUERY),
    "vat_not_due": (Fix.CORRECT, Fix.QUERY),
    "vat_differs": (Fix.CORRECT, Fix.QUERY),
    "duplicate": (Fix.DECLINE, Fix.QUERY),
    "duplicate_other_number": (Fix.DECLINE, Fix.WAIVE),
    "duplicate_other_branch": (Fix.DECLINE, Fix.WAIVE),
    "duplicate_transposed": (Fix.DECLINE, Fix.WAIVE),
    "duplicate_split": (Fix.DECLINE, Fix.WAIVE),
    "too_late": (Fix.WAIVE, Fix.DECLINE),
    "closing_form_missing": (Fix.HOLD, Fix.WAIVE),
}
ORDER = tuple(FIXES)
HELD = frozenset({"held", "cover_held"})  # reasons of a clearance that a hold gives


def stop(code: str, claimed: Value, expected: Value, difference: Money | int | None = None, **more) -> Stop:
    """A stop with the fixes of its code. Raises KeyError for a code nobody declared."""
    return Stop(code, claimed, expected, difference, FIXES[code], **more)


def stops(
    line: Line, authorization: Authorization | None, clearance: Clearance, schedule: Schedule, history: History, *, on: date
) -> tuple[Stop, ...]:
    """Everything that stands against the line on `on` (the organization's day), in order, less what a second person waived.

    `clearance` is the answer of `network.standing.clear` for SESSION on the date of service. Of two lines that exclude
    each other the later one stops, so the answer for a line does not change when another is claimed after it.
    """
    earlier = history.before(line)
    link = schedule.link(line.day)
    found = [*_payee(line, link), *_standing(line, clearance), *_authorized(line, authorization, on)]
    if authorization is not None:
        found += [*_units(line, authorization, schedule, earlier), *_code(line, authorization)]
        found += _rate(line, authorization, schedule, earlier)
    found += [*_tax(line, link, schedule), *_twice(line, earlier, schedule)]
    if authorization is not None:
        found += [*_deadline(line, schedule, history), *_closing(line, authorization, schedule, on)]
    return tuple(item for item in found if not (item.waivable and item.key in line.waived))


def _payee(line: Line, link: PayeeLink | None) -> Iterator[Stop]:
    if link is None:
        yield stop("payee_missing", line.payee, None)
    elif link.payee != line.payee:
        yield stop("payee_differs", line.payee, link.payee)
    elif link.currency != line.net.currency:
        yield stop("payee_currency", line.net.currency, link.currency)


def _standing(line: Line, clearance: Clearance) -> Iterator[Stop]:
    """Held or not in the network, and since when. Why stays with those who may read it: finance sees the day alone."""
    if clearance.ok:
        return
    held = [item for item in clearance.reasons if item.code in HELD]
    if held:
        days = [day for item in held if isinstance(day := dict(item.facts).get("since"), date)]
        yield stop("held_on_day", line.day, None, since=min(days, default=None))
    if len(held) < len(clearance.reasons) or not clearance.reasons:
        yield stop("not_in_network_on_day", line.day, None)


def _authorized(line: Line, authorization: Authorization | None, on: date) -> Iterator[Stop]:
    if line.day > on:
        yield stop("day_in_future", line.day, on, days_between(line.day, on))
    if authorization is None:
        yield stop("authorization_missing", line.authorization, None)
        return
    if authorization.practitioner != line.practitioner:
        yield stop("authorization_of_another", line.practitioner, None, other=authorization.number)
    yield from _window(line, authorization)


def _window(line: Line, authorization: Authorization) -> Iterator[Stop]:
    first, last, cancelled = authorization.first, authorization.last, authorization.cancelled_from
    if line.day < first:
        yield stop("before_authorization", line.day, first, days_between(line.day, first))
    if line.day > last:
        yield stop("after_authorization", line.day, last, days_between(line.day, last))
    if cancelled is not None and line.day >= cancelled:
        final = cancelled - timedelta(days=1)
        yield stop("authorization_cancelled", line.day, final, days_between(line.day, final), since=cancelled)


def _units(line: Line, authorization: Authorization, schedule: Schedule, earlier: tuple[Line, ...]) -> Iterator[Stop]:
    if line.units < 1:
        yield stop("units_none", line.units, 1, line.units - 1)
        return
    yield from _units_left(line, authorization, schedule, earlier)
    if authorization.kind is Kind.SESSIONS and line.subject is not None:
        yield from _units_a_day(line, schedule, earlier)


def _used(line: Line, schedule: Schedule) -> int:
    return schedule.rules.attendance.units(line.attendance, line.units)


def _units_left(line: Line, authorization: Authorization, schedule: Schedule, earlier: tuple[Line, ...]) -> Iterator[Stop]:
    """A code that is not authorized draws on nothing here: `_code` says so."""
    allowance = authorization.allowance(line.code)
    needed = _used(line, schedule)
    if allowance is None or not needed:
        return
    same = [item for item in earlier if item.authorization == line.authorization and item.code in allowance.codes]
    left = max(allowance.units - sum(_used(item, schedule) for item in same), 0)
    if needed > left:
        yield stop("units_over" if left else "units_used_up", needed, left, needed - left)


def _units_a_day(line: Line, schedule: Schedule, earlier: tuple[Line, ...]) -> Iterator[Stop]:
    most = schedule.rules.most_a_day
    if most is None or line.attendance is not Attendance.ATTENDED:
        return
    same = [item for item in earlier if item.subject == line.subject and item.day == line.day]
    units = line.units + sum(item.units for item in same if item.attendance is Attendance.ATTENDED)
    if units > most:
        yield stop("units_over_a_day", units, most, units - most)


def _code(line: Line, authorization: Authorization) -> Iterator[Stop]:
    if line.code not in authorization.codes:
        yield stop("code_not_authorized", line.code, authorization.codes)


def agreed(line: Line, authorization: Authorization, schedule: Schedule) -> tuple[Version | None, Rate | None]:
    """The version in force on the date of service and the rate: the authorization's own before the version's."""
    version = in_force(schedule.versions, line.day)
    own = next((rate for rate in authorization.fixed if rate.code == line.code), None)
    return version, own or (version.rate(line.code) if version else None)


def _rate(line: Line, authorization: Authorization, schedule: Schedule, earlier: tuple[Line, ...]) -> Iterator[Stop]:
    version, rate = agreed(line, authorization, schedule)
    if rate is None:
        yield stop("no_rate", line.code, None)
        return
    if rate.amount.currency != line.net.currency:
        yield stop("currency_differs", line.net.currency, rate.amount.currency)
        return
    share = _share(line, schedule, earlier)
    expected = price(rate, line.units, share)
    if line.net == expected:
        return
    if not share:
        yield stop("attendance_not_paid", line.net, expected, line.net - expected)
    elif version is not None and line.version != version.key and rate not in authorization.fixed:
        yield stop("rate_of_other_version", line.net, expected, line.net - expected, other=line.version)
    else:
        yield stop("amount_differs", line.net, expected, line.net - expected)


def _share(line: Line, schedule: Schedule, earlier: tuple[Line, ...]) -> int:
    same = [item for item in earlier if item.authorization == line.authorization and item.attendance is line.attendance]
    return schedule.rules.attendance.of(line.attendance).paid_after(len(same))


def _tax(line: Line, link: PayeeLink | None, schedule: Schedule) -> Iterator[Stop]:
    """Without a payee nobody knows the profession: `_payee` has said so."""
    if link is None:
        return
    rule = vat_rule(schedule.taxes, link.profession, schedule.purpose(line.code), line.day)
    if line.vat.currency != line.net.currency:
        yield stop("currency_differs", line.vat.currency, line.net.currency, other="vat")
    elif rule is None:
        yield stop("vat_unknown", line.vat, None)
    else:
        expected = vat(line.net, rule.basis_points)
        if line.vat != expected:
            code = "vat_not_due" if rule.basis_points is None else "vat_differs"
            yield stop(code, line.vat, expected, line.vat - expected)


def _twice(line: Line, earlier: tuple[Line, ...], schedule: Schedule) -> Iterator[Stop]:
    found = sorted(duplicates(line, earlier, schedule), key=lambda pair: (ORDER.index(pair[0]), pair[1].order))
    if any(code == SAME for code, _ in found):
        found = [pair for pair in found if pair[0] == SAME]  # what is surely the same need not be called alike, too
    for code, other in found:
        yield stop(code, line.number, other.number, other=other.key)


def last_day_to_claim(line: Line, schedule: Schedule, history: History) -> date | None:
    """The last day on which the line may still be submitted; None where no deadline is set. Day n passes, n + 1 does not."""
    rules = schedule.rules
    if rules.deadline_days is None:
        return None
    same = [item.day for item in history.lines if item.authorization == line.authorization]
    anchor = line.day if rules.deadline_from is DeadlineFrom.SESSION else max((line.day, *same))
    return anchor + timedelta(days=rules.deadline_days)


def _deadline(line: Line, schedule: Schedule, history: History) -> Iterator[Stop]:
    last = last_day_to_claim(line, schedule, history)
    if last is not None and line.submitted > last:
        yield stop("too_late", line.submitted, last, days_between(line.submitted, last))


def _closing(line: Line, authorization: Authorization, schedule: Schedule, on: date) -> Iterator[Stop]:
    came = authorization.closing_form_on
    wanted = line.final and schedule.rules.closing_form and authorization.kind is Kind.SESSIONS
    if wanted and (came is None or came > on):
        yield stop("closing_form_missing", None, None)
