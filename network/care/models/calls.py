"""A call: who covers it, what is sought, and the lines of a crisis."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.care.models.availability import AgeBand, Gender, Hours, Language
from network.models import Mode, Service
from network.models.base import TenantOwned


class Urgency(models.TextChoices):
    """How soon (domain 2.6)."""

    ROUTINE = "routine", _("Routine")
    URGENT = "urgent", _("Urgent: within 48 hours")
    EMERGENT = "emergent", _("Same day")


class Relation(models.TextChoices):
    """Who calls."""

    EMPLOYEE = "employee", _("The employee")
    PARTNER = "partner", _("Partner of the employee")
    CHILD = "child", _("Child of the employee")
    HOUSEHOLD = "household", _("Somebody else in the household")


class CrisisLine(TenantOwned):
    """Whom to call in a crisis: entered by the organization with its source and the day it was checked. Never a constant of ours."""

    place = models.CharField(_("where it counts"), max_length=10, help_text=_("The code of a country or state, such as NL or US-IL."))
    name = models.CharField(_("what it is"), max_length=120)
    number = models.CharField(_("number"), max_length=40)
    note = models.CharField(_("when to use it"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200, help_text=_("Where the number was read."))
    checked_on = models.DateField(_("checked on"))

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self):
        return f"{self.name} {self.number}"


class Contact(TenantOwned):
    """One call, counted whether or not anybody is referred. Whose it is stays unknown: `subject_key` is a keyed hash.

    `member_key` tells children and others of one household apart where something was said that does: a keyed hash, too.
    `called` and `reach` are what the caller wants to be called and how to be reached, an alias or nothing at all.
    """

    class Outcome(models.TextChoices):
        """What the call came to."""

        STARTED = "started", _("Begun")
        COVERED = "covered", _("Covered")
        NOT_COVERED = "not_covered", _("Not covered")

    reference = models.CharField(max_length=20, unique=True)
    began_at = models.DateTimeField()
    taken_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.STARTED)
    why_not = models.CharField(max_length=40, blank=True, help_text="Code of why it is not covered.")
    crisis = models.BooleanField(default=False)
    employer = models.ForeignKey("network.Employer", models.PROTECT, null=True, related_name="+")
    contract = models.ForeignKey("network.Contract", models.PROTECT, null=True, related_name="+")
    employer_said = models.CharField(max_length=120, blank=True, help_text="As typed, while no employer was found.")
    subject_key = models.CharField(max_length=64, blank=True)
    relation = models.CharField(max_length=20, choices=Relation, default=Relation.EMPLOYEE)
    member_key = models.CharField(max_length=64, blank=True)
    service = models.CharField(max_length=20, choices=Service, blank=True)
    support = models.CharField(max_length=300, blank=True)
    called = models.CharField(max_length=60, blank=True)
    reach = models.CharField(max_length=120, blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.ROUTINE)
    # what is asked of a therapist
    place = models.CharField(max_length=160, blank=True)
    jurisdiction = models.CharField(max_length=10, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    mode = models.CharField(max_length=20, choices=[*Mode.choices, ("any", _("In any way"))], default="any")
    language = models.CharField(max_length=2, choices=Language, blank=True)
    gender = models.CharField(max_length=10, choices=Gender, blank=True)
    hours = models.CharField(max_length=10, choices=Hours, blank=True)
    age_band = models.CharField(max_length=20, choices=AgeBand, default=AgeBand.ADULT)
    panel = models.ForeignKey("network.Panel", models.PROTECT, null=True, related_name="+", help_text="Null: the whole network.")
    max_km = models.PositiveSmallIntegerField(default=30)
    forgotten_at = models.DateTimeField(null=True, help_text="When what the caller said was emptied; the call stays counted.")

    class Meta:
        ordering = ["-began_at"]
        indexes = [
            models.Index(fields=["organization", "began_at"], name="contact_by_time"),
            models.Index(fields=["organization", "subject_key"], name="contact_by_subject"),
            models.Index(fields=["organization", "began_at"], condition=Q(forgotten_at__isnull=True), name="contact_kept"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True) | Q(latitude__isnull=False, longitude__isnull=False),
                name="contact_place_whole",
            )
        ]

    def __str__(self):
        return self.reference
