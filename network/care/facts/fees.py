"""What a session of an offer pays, read of the schedule that counts on the day she is asked."""

from datetime import date

from network.money import Money
from payments.facts.accounts import link_on
from payments.facts.terms import rates_on
from payments.models import Unit


def fee_of(offer, *, on: date) -> Money | None:
    """One session's rate in the currency she is paid in, before tax; None where no schedule names one. Three queries."""
    link = link_on(offer.participation, on)
    currency = link.payee.currency if link else offer.organization.currency
    _schedule, rates = rates_on(offer.organization, offer.referral.service, on)
    return next((Money(rate.minor, currency) for rate in rates if rate.unit == Unit.SESSION and rate.currency == currency), None)
