"""Sessions as the therapist reports them: what a client used and what is paid are two things."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models import Mode
from network.models.base import TenantOwned
from network.scope import ScopedManager, ScopedQuerySet
from payments.models.authorizations import Authorization
from payments.models.terms import Unit


class Attendance(models.TextChoices):
    """What became of a planned session; the codes of `payments.counting.Attendance`."""

    ATTENDED = "attended", _("Attended")
    LATE_CANCELLATION = "late_cancellation", _("Canceled late")
    NO_SHOW = "no_show", _("Did not come")


class SessionQuerySet(ScopedQuerySet):
    """Sessions that count."""

    def counting(self):
        """Not taken back."""
        return self.filter(taken_back_at__isnull=True)


class Session(TenantOwned):
    """A delivered or missed unit, or the units of one entry of a job, on the wall date where the client is.

    `spent`: units of the client it used up. `final`: the last one of the authorization, as she says. `corrects`: the session she
    had reported otherwise, taken back and kept.
    """

    practitioner_path = "authorization__participation__practitioner"

    authorization = models.ForeignKey(Authorization, models.PROTECT, related_name="sessions")
    day = models.DateField(_("date of the session"))
    attendance = models.CharField(_("what became of it"), max_length=20, choices=Attendance, default=Attendance.ATTENDED)
    mode = models.CharField(_("how"), max_length=20, choices=Mode)
    client_in = models.CharField(_("where the client was"), max_length=10, blank=True)
    practitioner_in = models.CharField(_("where you were"), max_length=10, blank=True)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit, default=Unit.SESSION)
    units = models.PositiveSmallIntegerField(_("units"), default=1)
    spent = models.PositiveSmallIntegerField(default=0)
    final = models.BooleanField(_("the last one"), default=False)
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")

    objects = ScopedManager.from_queryset(SessionQuerySet)()

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authorization", "day", "unit"], condition=Q(taken_back_at__isnull=True), name="session_once_a_day"
            ),
            models.UniqueConstraint(fields=["corrects"], condition=Q(corrects__isnull=False), name="session_corrected_once"),
            models.CheckConstraint(condition=Q(units__gte=1), name="session_has_units"),
            models.CheckConstraint(condition=Q(spent__lte=models.F("units")), name="session_spends_at_most_its_units"),
        ]

    def __str__(self):
        return f"{self.authorization_id} {self.day}"
