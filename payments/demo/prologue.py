"""The texts and rates each organization of the demo begins with, written by one person and published by another."""

from network.access import Role
from network.workflow.revising import day_of
from payments.demo.texts import PAYMENT, REFERRAL
from payments.models import Unit
from payments.workflow import terms

CENTS = {  # service → unit → cents, domain 2.9: $65 a session, $110 an hour of critical incident work
    "counseling": {Unit.SESSION: 9500}, "couples": {Unit.SESSION: 11000}, "addiction": {Unit.SESSION: 10500},
    "legal": {Unit.SESSION: 12500}, "financial": {Unit.SESSION: 9000},
    "crisis": {Unit.SESSION: 11000, Unit.HOUR: 11000, Unit.KILOMETER: 40, Unit.FIXED: 7500},
}


def publish(stage):
    """On the first day: both texts and the rates of every organization. No story follows."""
    for organization in stage.organizations.values():
        writer, reader = (_who(stage, organization, role) for role in (Role.NETWORK_MANAGER, Role.DIRECTOR))
        first_terms(organization, writer=writer, reader=reader, at=stage.begun)
    return []


def first_terms(organization, *, writer, reader, at):
    """Referral and payment terms and a fee schedule, version 1, from the day of `at`."""
    on = day_of(organization, at)
    for kind, text in (("referral", REFERRAL), ("payment", PAYMENT)):
        row = terms.draft_terms(
            organization=organization, kind=kind, text=text[organization.language], effective_from=on, actor=writer, at=at
        )
        terms.publish(row, actor=reader, at=at)
    fees = [
        (service, str(unit), organization.currency, minor) for service, units in CENTS.items() for unit, minor in units.items()
    ]
    schedule = terms.draft_schedule(
        organization=organization, effective_from=on, fees=fees, late_percent=50, missed_percent=0, actor=writer, at=at
    )
    terms.publish(schedule, actor=reader, at=at)
    return schedule


def _who(stage, organization, role):
    return next(
        actor for actor in stage.actors.values() if actor.organization_id == organization.pk and role in actor.roles
    )
