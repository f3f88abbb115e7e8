"""What each setting about money is called, what it does, and its values in words."""

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from network.formats import amount, number
from payments.parameters import LIMIT, setting_of
from payments.tax_forms import CARE, SERVICES

WORDS = {
    "payments.terms_notice_days": (_("Notice of new terms and rates"), _("Between publishing them and their first day.")),
    "payments.bank_wait_hours": (_("Wait of a changed account"), _("From when it was asked for to the first payment on it.")),
    "payments.bank_change_pays_old": (_("While an account is changed"), _("What happens to payments that come due meanwhile.")),
    "payments.check_days": (_("Time to check a line"), _("Between sending in and the earliest day of payment.")),
    "payments.pay_weekday": (_("Day of payment"), _("The day of the week on which is paid.")),
    "payments.dispute_days": (_("Time to dispute"), _("Within which a therapist may dispute a declined line.")),
    "payments.screening_days": (
        _("Age of a list"), _("How old the last list may be that a payee was searched on, on the day money leaves."),
    ),
    "payments.second_approval_from": (_("Second approval of a batch"), _("From which total on a batch takes two approvals.")),
    "payments.report_days": (
        _("Time to report"), _("Within which a session is claimed, counted from the last session of the authorization."),
    ),
    "payments.closing_form": (
        _("Closing form"), _("Whether the last line of an authorization waits until the therapist said how it ended."),
    ),
    "payments.tax_form": (_("Tax form"), _("Whether a payee is paid only once the tax form came.")),
    "payments.reported_as": (
        _("As what a year is reported"),
        _("On which form the tax authority is told of a year's payments, where the country has one for each."),
    ),
    "payments.approve_alone": (
        _("What one person approves alone"), _("More than that takes the approvals of two persons. A person may have a limit of her own."),
    ),
}
CHOICES = {
    "payments.bank_change_pays_old": ((0, _("Payments are held")), (1, _("The old account is paid"))),
    "payments.closing_form": ((0, _("Not asked for")), (1, _("The last line waits for it"))),
    "payments.tax_form": ((2, _("Where the country has one")), (1, _("Of every payee")), (0, _("Of nobody"))),
    "payments.reported_as": ((SERVICES, _("As services (1099-NEC)")), (CARE, _("As health care (1099-MISC)"))),
    "payments.pay_weekday": tuple((day, WEEKDAYS[day]) for day in range(5)),
}
NOTHING = {"payments.second_approval_from": pgettext_lazy("approval", "never")}  # what an amount of 0 says
NO_LIMIT = pgettext_lazy("approval", "any amount")
NOT_SET = _("as the organization says")


def name_of(key: str, person: str = "") -> str:
    """What a setting is called; a limit of one person by her name."""
    return str(_("What %(name)s approves alone") % {"name": person}) if key.startswith(LIMIT) else str(WORDS[key][0])


def help_of(key: str) -> str:
    """What it does."""
    return str(WORDS["payments.approve_alone" if key.startswith(LIMIT) else key][1])


def said(key: str, value: int | None, currency: str) -> str:
    """A value in words."""
    if value is None:
        return str(NOT_SET)
    if key in CHOICES:
        return str(dict(CHOICES[key])[value])
    unit = setting_of(key).unit
    if unit == "amount":
        return amount(value, currency) if value else str(NOTHING.get(key, NO_LIMIT))
    words = {
        "days": ngettext("%(n)s day", "%(n)s days", value), "hours": ngettext("%(n)s hour", "%(n)s hours", value),
        "working_days": ngettext("%(n)s working day", "%(n)s working days", value),
    }
    return words[unit] % {"n": number(value)}
