"""What was released to an employer, and who reads it."""

from network.access import Role
from network.care.models import EmployerContact, EmployerReport
from network.models import Employer, Membership


def employer_of(actor, organization) -> Employer | None:
    """The employer whose reports this account reads; None where nobody said so."""
    rows = EmployerContact.objects.within(organization).filter(person=actor.person_id)
    row = rows.select_related("employer__organization").first()
    return row.employer if row else None


def reports_of(employer):
    """Every year that was told, the newest first."""
    return EmployerReport.objects.within(employer.organization).filter(employer=employer).select_related("employer__organization")


def year_before(report) -> EmployerReport | None:
    """What the same employer was told of the year before, as it was told; None where that year was not."""
    return reports_of(report.employer).filter(year=report.year - 1).first()


def contacts_of(employer):
    """Who reads them."""
    rows = EmployerContact.objects.within(employer.organization).filter(employer=employer)
    return rows.select_related("person", "employer__organization")


def may_read(organization, on) -> list[Membership]:
    """Accounts that are an employer's contact and read nobody's reports yet."""
    named = EmployerContact.objects.within(organization).values("person")
    rows = Membership.objects.within(organization).current(on).exclude(person__in=named).select_related("person").order_by("pk")
    return [row for row in rows if list(row.roles) == [Role.EMPLOYER_CONTACT]]
