"""The numbers an organization may set for payments: dated parameters by key, with their bounds and what holds while none is set."""

from dataclasses import dataclass

from network.facts.parameters import dated, in_force, on_day


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds while nothing is set, and the lowest and highest value; `unit` says what is counted."""

    default: int
    lowest: int
    highest: int
    unit: str


SETTINGS = {
    "payments.terms_notice_days": Setting(30, 0, 365, "days"),  # between publishing new terms or rates and their first day
    "payments.bank_wait_hours": Setting(48, 24, 720, "hours"),  # between the change of an account and its first payment (safety A9)
    "payments.bank_change_pays_old": Setting(0, 0, 1, "choice"),  # 1: paid on the old account while a change waits; 0: held
    "payments.check_days": Setting(5, 0, 60, "working_days"),  # between the submission of a line and the earliest day of payment
    "payments.pay_weekday": Setting(4, 0, 4, "weekday"),  # the day of the week on which is paid, 0 is Monday
    "payments.dispute_days": Setting(30, 1, 365, "days"),  # within which a declined line is disputed (domain 5.9)
    # a payee's list version may be so old on the day money leaves (domain 4.2, 5.10)
    "payments.screening_days": Setting(35, 1, 365, "days"),
    # minor units from which on a batch takes two approvals; 0: one is enough (domain 5.10)
    "payments.second_approval_from": Setting(0, 0, 10**12, "amount"),
    "payments.report_days": Setting(60, 1, 730, "days"),  # within which a session is reported (domain 2.9)
    "payments.closing_form": Setting(0, 0, 1, "choice"),  # 1: the last line of an authorization waits for its closing form
    "payments.tax_form": Setting(2, 0, 2, "choice"),  # is a tax form asked: 0 no, 1 yes, 2 where the country has one
    "payments.reported_as": Setting(0, 0, 1, "choice"),  # 0: payments are reported as services of people, 1: as health care
    "payments.approve_alone": Setting(0, 0, 10**12, "amount"),  # minor units one person may approve alone; 0: any amount
}
DEFAULTS = {key: setting.default for key, setting in SETTINGS.items()}
LIMIT = "payments.limit:"  # and the key of a person: what she may approve alone, in minor units of the organization's currency
OF_A_PERSON = Setting(0, 1, 10**12, "amount")
TAX_FORMS = {"US": "W-9"}  # the form a country asks of a payee before the first payment (domain 2.9)
NEVER, ALWAYS = 0, 1


def setting_of(key: str) -> Setting:
    """What may be set. Raises KeyError for a key nobody declared."""
    return OF_A_PERSON if key.startswith(LIMIT) else SETTINGS[key]


def value(organization, key: str, *, on) -> int:
    """The whole number in force on the organization's day `on`. One query. Raises KeyError for a key nobody declared."""
    default = DEFAULTS[key]
    found = in_force(organization, key, on=on)
    return default if found is None else int(found)


class Numbers:
    """Several numbers of an organization, read at once for whatever days are asked. One query."""

    def __init__(self, organization, *keys: str):
        self._dated = dated(organization, keys)

    def value(self, key: str, *, on) -> int:
        """As `value`, of a key that was read."""
        found = on_day(self._dated[key], on)
        return DEFAULTS[key] if found is None else int(found)


def tax_form_of(organization, *, on) -> str:
    """What the tax form is called that is asked of payees; empty where none is."""
    asked = value(organization, "payments.tax_form", on=on)
    form = TAX_FORMS.get(organization.country, "")
    return "" if asked == NEVER else form or ("form" if asked == ALWAYS else "")
