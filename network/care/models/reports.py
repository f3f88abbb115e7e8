"""What an employer reads: whose account may, and the years that were released to it, each once and as it was told."""

from django.db import models
from django.db.models import F, Q

from network.models.base import TenantOwned


class EmployerContact(TenantOwned):
    """A colleague of the employer with an account here: she reads the reports of this employer, and nothing else."""

    employer = models.ForeignKey("network.Employer", models.PROTECT, related_name="+")
    person = models.ForeignKey("network.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "person"], name="employer_contact_once")]

    def __str__(self):
        return f"{self.person_id} for {self.employer_id}"


class Satisfaction(TenantOwned):
    """What clients of an employer said of the help when it ended in a year: two numbers, and nobody's answer (domain 2.8).

    Whoever answered is known by their referral alone (`Referral.answered`), what they said by no row at all.
    """

    employer = models.ForeignKey("network.Employer", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    answers = models.PositiveIntegerField(default=0)
    satisfied = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "year"], name="satisfaction_once"),
            models.CheckConstraint(condition=Q(satisfied__lte=F("answers")), name="satisfaction_within_answers"),
        ]

    def __str__(self):
        return f"{self.employer_id} {self.year}"


class EmployerReport(TenantOwned):
    """One calendar year of one employer, as it was released: never counted anew, so that no two answers can be compared.

    `told` holds what may be read and nothing that was hidden (`care.disclosure.Told`).
    """

    employer = models.ForeignKey("network.Employer", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    eligible = models.PositiveIntegerField()
    minimum = models.PositiveSmallIntegerField()
    told = models.JSONField()
    released_at = models.DateTimeField()
    released_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["employer", "year"], name="employer_report_once"),
            models.CheckConstraint(condition=Q(minimum__gte=5), name="employer_report_minimum_sane"),
        ]

    def __str__(self):
        return f"{self.employer_id} {self.year}"
