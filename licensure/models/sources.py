"""How each register fares that is asked by software: when it answered last, how fresh its data was, why it failed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegisterHealth(models.Model):
    """One row per register, of the whole installation: it says nothing of anybody, only whether the register answers.

    `failures` counts those in a row; `reason` and `detail` are of the last one and stay readable after it answers again.
    `data_as_of`: the day the register gave for its data, null where it answers live. `turn_at`, in real time, is when it may
    next be asked: several workers keep one pace.
    """

    class State(models.TextChoices):
        """Whether it answers."""

        UNASKED = "unasked", _("Not asked yet")
        ANSWERS = "answers", _("Answers")
        FAILS = "fails", _("Does not answer")

    key = models.CharField(max_length=40, primary_key=True)
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=20, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    data_as_of = models.DateField(null=True)
    turn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(failures=0) | models.Q(failed_at__isnull=False), name="register_health_failure_has_its_moment"
            )
        ]

    def __str__(self):
        return f"{self.key} {self.state}"

    @property
    def state(self) -> str:
        """Whether it answered the last time it was asked."""
        if self.asked_at is None:
            return self.State.UNASKED
        return self.State.FAILS if self.failures else self.State.ANSWERS
