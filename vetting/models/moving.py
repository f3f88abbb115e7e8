"""A roster somebody said yes to: its rows wait here, each is recorded or left out with its reasons, and a week later they go."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models.base import TenantOwned


class MoveIn(TenantOwned):
    """One roster on its way in, by the columns we read. Few rows are recorded at once; many by jobs, a part at a time.

    `recorded` and `left_out` are counted when it ends, and stay when its rows go.
    """

    class Failure(models.TextChoices):
        """Why it ended before its last row."""

        NO_RIGHT = "no_right", _("Who asked for it may not record therapists any more.")
        GIVEN_UP = "given_up", _("It stopped at a row that could not be recorded. Tell the operator, and bring the other rows again.")

    columns = models.JSONField(default=list)
    count = models.PositiveIntegerField(help_text="How many rows it had.")
    asked_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=10, choices=Failure.choices, blank=True)
    recorded = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization"], condition=Q(ended_at__isnull=True), name="move_in_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(failure="") | Q(failure__in=["no_right", "given_up"], ended_at__isnull=False), name="move_in_failure_legal"
            ),
        ]

    def __str__(self):
        return f"roster of {self.asked_at:%Y-%m-%d}"

    @property
    def waits(self) -> bool:
        """Whether rows are still to be recorded."""
        return self.ended_at is None


class MoveInRow(TenantOwned):
    """One row as it was written, until it is recorded; then who it is. What was left out keeps its cells, to be mended and brought again.

    `same`: the reference of the therapist it is said to be, or "new"; needed where `asked`. `refusals`: code, and by language
    the sentence and its cure.
    """

    move = models.ForeignKey(MoveIn, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField(help_text="The row of the file; the header is 1.")
    name = models.CharField(max_length=300)
    cells = models.JSONField(default=list)
    asked = models.BooleanField(default=False)
    same = models.CharField(max_length=40, blank=True)
    practitioner = models.ForeignKey("network.Practitioner", models.PROTECT, null=True, related_name="+")
    decision = models.ForeignKey("vetting.Decision", models.PROTECT, null=True, related_name="+")
    refusals = models.JSONField(default=list)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["move", "number"], name="move_in_row_once")]

    def __str__(self):
        return f"row {self.number}"
