"""What a stop says to finance and to the therapist, and what each of its two buttons does. Never why standing is missing."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from network import formats
from network.money import Money
from payments.duplicates import SAME
from payments.lines import Fix, Stop, Value

NOTHING = pgettext_lazy("finance", "nothing")

# code: the rule in few words, what is so
SENTENCES = {
    "payee_missing": (gettext_lazy("Payee"), gettext_lazy("Nobody is linked as payee on that day.")),
    "payee_differs": (gettext_lazy("Payee"), gettext_lazy("Claimed for %(claimed)s; the payee on that day is %(expected)s.")),
    "payee_currency": (gettext_lazy("Currency of the payee"), gettext_lazy("Claimed in %(claimed)s; the payee is paid in %(expected)s.")),
    "held_on_day": (
        pgettext_lazy("payment", "Held"), gettext_lazy("Not payable from %(since)s. This session was on or after that day."),
    ),
    "not_in_network_on_day": (gettext_lazy("In the network"), gettext_lazy("Sessions of %(claimed)s are not payable.")),
    "day_in_future": (
        gettext_lazy("Date of the session"), gettext_lazy("The session is on %(claimed)s, after %(expected)s. That day has not come."),
    ),
    "authorization_missing": (gettext_lazy("Authorization"), gettext_lazy("There is no authorization %(claimed)s.")),
    "authorization_of_another": (
        gettext_lazy("Authorization"), gettext_lazy("Authorization %(other)s was issued to another therapist."),
    ),
    "before_authorization": (
        gettext_lazy("Authorization"),
        gettext_lazy("The session is on %(claimed)s; the authorization counts from %(expected)s."),
    ),
    "after_authorization": (
        gettext_lazy("Authorization"),
        gettext_lazy("The session is on %(claimed)s; the authorization ran through %(expected)s."),
    ),
    "authorization_cancelled": (
        gettext_lazy("Authorization"), gettext_lazy("The session is on %(claimed)s; the authorization is cancelled from %(since)s."),
    ),
    "units_none": (gettext_lazy("Units"), gettext_lazy("Units claimed: %(claimed)s. At least %(expected)s is needed.")),
    "units_over": (
        gettext_lazy("Units"),
        gettext_lazy("Units claimed: %(claimed)s. Left of the authorization: %(expected)s. Too many: %(difference)s."),
    ),
    "units_used_up": (gettext_lazy("Units"), gettext_lazy("Units claimed: %(claimed)s. The authorization is used up.")),
    "units_over_a_day": (
        gettext_lazy("Units in one day"),
        gettext_lazy("Units claimed for one client on one day: %(claimed)s. At most: %(expected)s."),
    ),
    "code_not_authorized": (gettext_lazy("Service"), gettext_lazy("Claimed %(claimed)s; authorized are %(expected)s.")),
    "no_rate": (gettext_lazy("Rate"), gettext_lazy("No rate is agreed for %(claimed)s on that day.")),
    "currency_differs": (gettext_lazy("Currency"), gettext_lazy("Claimed in %(claimed)s; agreed in %(expected)s.")),
    "attendance_not_paid": (
        gettext_lazy("Missed session"), gettext_lazy("Claimed %(claimed)s; this missed session is not paid, difference %(difference)s."),
    ),
    "rate_of_other_version": (
        gettext_lazy("Rate"),
        gettext_lazy("Claimed %(claimed)s at the rates of %(other)s; rate on that day %(expected)s; difference %(difference)s."),
    ),
    "amount_differs": (
        gettext_lazy("Rate"), gettext_lazy("Claimed %(claimed)s; rate on that day %(expected)s; difference %(difference)s."),
    ),
    "vat_unknown": (gettext_lazy("VAT"), gettext_lazy("Nobody has said which VAT counts for this profession and service.")),
    "vat_not_due": (gettext_lazy("VAT"), gettext_lazy("Claimed %(claimed)s VAT; this service is exempt.")),
    "vat_differs": (gettext_lazy("VAT"), gettext_lazy("Claimed %(claimed)s VAT; due %(expected)s; difference %(difference)s.")),
    "duplicate": (gettext_lazy("Claimed twice"), gettext_lazy("This session is claimed already, as %(expected)s.")),
    "duplicate_other_number": (
        gettext_lazy("Resembles another line"), gettext_lazy("This line resembles %(expected)s: same day, same client, another number."),
    ),
    "duplicate_other_branch": (
        gettext_lazy("Resembles another line"), gettext_lazy("This line resembles %(expected)s of another branch: same day, same client."),
    ),
    "duplicate_transposed": (
        gettext_lazy("Resembles another line"),
        gettext_lazy("This line resembles %(expected)s: two digits of the number %(claimed)s changed places."),
    ),
    "duplicate_split": (
        gettext_lazy("Resembles another line"), gettext_lazy("This line and %(expected)s together make one session of that day."),
    ),
    "too_late": (
        gettext_lazy("Deadline"), gettext_lazy("Submitted on %(claimed)s; the last day was %(expected)s."),
    ),
    "closing_form_missing": (gettext_lazy("Closing form"), gettext_lazy("The last line of an authorization needs its closing form.")),
}

HELD_SINCE_UNKNOWN = gettext_lazy("Not payable on that day.")

BUTTONS: dict[Fix, object] = {
    Fix.CORRECT: gettext_lazy("Correct to what was agreed"),
    Fix.QUERY: gettext_lazy("Ask the therapist"),
    Fix.HOLD: gettext_lazy("Hold until a day"),
    Fix.WAIVE: gettext_lazy("Let a second person waive it"),
    Fix.DECLINE: gettext_lazy("Decline the line"),
}
# where the general word of a button would say too little
EXACT: dict[tuple[str, Fix], object] = {
    ("payee_differs", Fix.CORRECT): gettext_lazy("Pay %(expected)s"),
    ("payee_missing", Fix.HOLD): gettext_lazy("Hold until a payee is linked"),
    ("held_on_day", Fix.HOLD): gettext_lazy("Keep held until the day counts again"),
    ("not_in_network_on_day", Fix.HOLD): gettext_lazy("Keep held until the day counts again"),
    ("day_in_future", Fix.HOLD): gettext_lazy("Hold until %(claimed)s"),
    ("after_authorization", Fix.HOLD): gettext_lazy("Hold until the authorization is extended"),
    ("units_over", Fix.CORRECT): gettext_lazy("Correct the units to %(expected)s"),
    ("units_over", Fix.HOLD): gettext_lazy("Hold until units are added"),
    ("units_used_up", Fix.HOLD): gettext_lazy("Hold until units are added"),
    ("no_rate", Fix.HOLD): gettext_lazy("Hold until a rate is agreed"),
    ("rate_of_other_version", Fix.CORRECT): gettext_lazy("Correct to %(expected)s"),
    ("amount_differs", Fix.CORRECT): gettext_lazy("Correct to %(expected)s"),
    ("vat_differs", Fix.CORRECT): gettext_lazy("Correct to %(expected)s VAT"),
    ("vat_not_due", Fix.CORRECT): gettext_lazy("Take the VAT off"),
    ("vat_unknown", Fix.HOLD): gettext_lazy("Hold until the VAT is known"),
    ("duplicate_other_number", Fix.WAIVE): gettext_lazy("Both sessions took place"),
    ("duplicate_other_branch", Fix.WAIVE): gettext_lazy("Both sessions took place"),
    ("duplicate_transposed", Fix.WAIVE): gettext_lazy("Both sessions took place"),
    ("duplicate_split", Fix.WAIVE): gettext_lazy("Both sessions took place"),
    ("closing_form_missing", Fix.HOLD): gettext_lazy("Hold until the form is in"),
}


@dataclass(frozen=True, slots=True)
class SaidStop:
    """A stop in the reader's language: the rule, what is so, the numbers for a table, and each fix with its button."""

    code: str
    rule: str
    message: str
    claimed: str
    expected: str
    difference: str
    buttons: tuple[tuple[Fix, str], ...]


def said(stop: Stop) -> SaidStop:
    """The stop in words. Raises KeyError for a code without words."""
    rule, message = SENTENCES[stop.code]
    if stop.code == "held_on_day" and stop.since is None:
        message = HELD_SINCE_UNKNOWN
    value = _numbered if stop.code.startswith(SAME) else _value
    facts = {
        "claimed": value(stop.claimed),
        "expected": value(stop.expected),
        "difference": _difference(stop),
        "other": stop.other or "",
        "since": _value(stop.since),
    }
    buttons = tuple((fix, str(EXACT.get((stop.code, fix), BUTTONS[fix])) % facts) for fix in stop.fixes)
    numbers = facts["claimed"], facts["expected"], facts["difference"]
    return SaidStop(stop.code, str(rule), str(message) % facts, *numbers, buttons)


def _difference(stop: Stop) -> str:
    """Money with its sign, units or days; two days have days between them."""
    if type(stop.difference) is int and isinstance(stop.claimed, date):
        days = abs(stop.difference)
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    return _value(stop.difference)


def _numbered(number: Value) -> str:
    """The number of a line, "HB-A-00004/20261103/session", as a reader says it: "HB-A-00004, 3 Nov 2026"; any other as it is."""
    authorization, _slash, rest = str(number).partition("/")
    try:
        return f"{authorization}, {formats.day(date.fromisoformat(rest.partition('/')[0]))}"
    except ValueError:
        return _value(number)


def _value(value: Value) -> str:
    """A number, a day, an amount, a name or several as a reader reads it; "nothing" where there is none."""
    if value is None or value == ():
        return str(NOTHING)
    if isinstance(value, Money):
        return formats.amount(value.minor, value.currency)
    if isinstance(value, date):
        return formats.day(value)
    return formats.listed(value) if isinstance(value, tuple) else str(value)
