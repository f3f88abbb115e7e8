"""The numbers an organization may set for payments: dated parameters by key, with what holds while none is set."""

from network.facts.parameters import in_force

DEFAULTS = {
    "payments.terms_notice_days": 30,  # between publishing new terms or rates and their first day
    "payments.bank_wait_hours": 48,  # between the change of an account and its first payment (safety A9)
    "payments.bank_change_pays_old": 0,  # 1: paid on the old account while a change waits; 0: held
    "payments.pay_days": 30,  # from the submission of a line to its expected payment
    "payments.report_days": 60,  # within which a session is reported (domain 2.9)
}


def value(organization, key: str, *, on) -> int:
    """The whole number in force on the organization's day `on`. One query. Raises KeyError for a key nobody declared."""
    default = DEFAULTS[key]
    found = in_force(organization, key, on=on)
    return default if found is None else int(found)
