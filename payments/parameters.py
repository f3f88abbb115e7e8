"""The numbers an organization may set for payments: dated parameters by key, with what holds while none is set."""

from network.facts.parameters import in_force

DEFAULTS = {
    "payments.terms_notice_days": 30,  # between publishing new terms or rates and their first day
    "payments.bank_wait_hours": 48,  # between the change of an account and its first payment (safety A9)
    "payments.bank_change_pays_old": 0,  # 1: paid on the old account while a change waits; 0: held
    "payments.check_days": 5,  # working days between the submission of a line and the earliest day of payment
    "payments.pay_weekday": 4,  # the day of the week on which is paid, 0 is Monday
    "payments.dispute_days": 30,  # within which a declined line is disputed (domain 5.9)
    "payments.screening_days": 35,  # a payee's list version may be so old on the day money leaves (domain 4.2, 5.10)
    "payments.second_approval_from": 0,  # minor units from which on a batch takes two approvals; 0: one is enough (domain 5.10)
    "payments.report_days": 60,  # within which a session is reported (domain 2.9)
}


def value(organization, key: str, *, on) -> int:
    """The whole number in force on the organization's day `on`. One query. Raises KeyError for a key nobody declared."""
    default = DEFAULTS[key]
    found = in_force(organization, key, on=on)
    return default if found is None else int(found)
