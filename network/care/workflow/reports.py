"""Releasing a year to an employer, and saying which account reads it."""

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, Role, require
from network.care.disclosure import FLOOR, told
from network.care.facts.reports import counted, minimum
from network.care.models import EmployerContact, EmployerReport
from network.events import record
from network.models import Employer, Membership
from network.transitions import Refusal, Refused
from network.workflow.revising import day_of

EARLIEST = 2000


def release(*, employer, year: int, eligible: int, actor, at) -> EmployerReport:
    """Tell an employer its year, once and for good: what is counted later changes no number that was told. Raises Refused."""
    require(actor, Action.SET_INTAKE, employer)
    on = day_of(employer.organization, at)
    with transaction.atomic():
        Employer.objects.within(employer.organization).select_for_update().get(pk=employer.pk)
        if unmet := list(_unmet(employer, year, eligible, on)):
            raise Refused(unmet)
        least = max(minimum(employer.organization, on), FLOOR)
        row = EmployerReport(
            organization=employer.organization, employer=employer, year=year, eligible=eligible, minimum=least,
            told=asdict(told(counted(employer, year, eligible), least)), released_at=at, released_by_id=actor.person_id,
        )
        row.save()
        record(row, "employerreport.released", actor=actor, at=at, after={"employer": employer.pk, "year": year, "minimum": least})
    return row


def _unmet(employer, year, eligible, on):
    if not EARLIEST <= year < on.year:
        message = _("Only a year that is over is told: parts of a year could be compared with each other.")
        yield Refusal("year_not_over", message, _("Choose an earlier year, or wait until January."), {"field": "year"})
    if eligible < 1:
        message = _("How many people may call?")
        yield Refusal("no_eligible", message, _("Enter the number of employees under contract."), {"field": "eligible"})
    if EmployerReport.objects.within(employer.organization).filter(employer=employer, year=year).exists():
        message = _("This year was told already.")
        yield Refusal("told_already", message, _("It stays as it was told."), {"field": "year"})


def name_contact(*, employer, membership: Membership, actor, at) -> EmployerContact:
    """This account reads the reports of this employer. It may do nothing else here. Raises Refused."""
    require(actor, Action.SET_INTAKE, employer)
    if list(membership.roles) != [Role.EMPLOYER_CONTACT]:
        message = _("This account is not only an employer’s contact.")
        raise Refused([Refusal("not_a_contact", message, _("Choose an account whose only role is employer contact."), {"field": "who"})])
    known = EmployerContact.objects.within(employer.organization).filter(person=membership.person_id).first()
    if known is not None:
        message = _("This account reads the reports of an employer already.")
        raise Refused([Refusal("named_already", message, _("Remove it there first."), {"field": "who"})])
    with transaction.atomic():
        row = EmployerContact(organization=employer.organization, employer=employer, person_id=membership.person_id)
        row.save()
        record(employer, "employercontact.named", actor=actor, at=at, after={"person": membership.person_id})
    return row


def drop_contact(*, contact: EmployerContact, actor, at) -> None:
    """She reads them no more."""
    require(actor, Action.SET_INTAKE, contact)
    with transaction.atomic():
        record(contact.employer, "employercontact.dropped", actor=actor, at=at, before={"person": contact.person_id})
        contact.delete()


def take(*, report: EmployerReport, form: str, actor, at) -> None:
    """A report leaves as a file: who took it along, and as what, is recorded."""
    require(actor, Action.SEE_REPORT, report)
    record(report, "employerreport.taken", actor=actor, at=at, detail={"form": form, "year": report.year})
