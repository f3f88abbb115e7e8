"""What a line waits for beside a decision: an answer of the therapist, or a day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.scope import ScopedManager, ScopedQuerySet
from network.transitions import step
from payments import guards_exceptions as guards
from payments.models.invoices import InvoiceLine


class QuestionState(models.TextChoices):
    """Where a question stands."""

    ASKED = "asked", _("Waits for the therapist")
    ANSWERED = "answered", _("Answered")
    WITHDRAWN = "withdrawn", _("Taken back")


class LineQuestion(Stateful, TenantOwned):
    """What finance asks a therapist about a line, with her answer; several make a thread (domain 5.9).

    `key` is the stop it is about. While it waits, the days do not count toward the day of payment.
    """

    practitioner_path = "line__participation__practitioner"

    line = models.ForeignKey(InvoiceLine, models.PROTECT, related_name="questions")
    key = models.CharField(max_length=80, blank=True)
    question = models.CharField(_("question"), max_length=300)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    state = StateField(max_length=10, choices=QuestionState, default=QuestionState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            states_constraint(QuestionState, "linequestion_state_legal"),
            models.UniqueConstraint(fields=["line"], condition=Q(state="asked"), name="linequestion_one_waits"),
            models.CheckConstraint(condition=~Q(state="answered") | ~Q(answer=""), name="linequestion_answer_says_something"),
        ]

    def __str__(self):
        return f"question {self.line_id}"

    @property
    def event_about(self) -> str:
        """Told on the line's timeline."""
        return f"payments.invoiceline:{self.line_id}"

    def _settle(self, actor, at):
        self.settled_by_id, self.settled_at = actor.person_id, at

    @step("asked", "answered", action=Action.LOG_SESSION, guards=[guards.says_something])
    def give(self, *, actor, at, answer):
        """She answers."""
        self._settle(actor, at)
        self.answer = answer

    @step("asked", "withdrawn", action=Action.CHECK_LINES)
    def withdraw(self, *, actor, at):
        """Nobody needs the answer any more."""
        self._settle(actor, at)


class HoldQuerySet(ScopedQuerySet):
    """Holds of lines by day."""

    def holding(self, on):
        """Those that keep their line on day `on`: not ended, and their day has not come."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=on), ended_at__isnull=True)


class LineHold(TenantOwned):
    """A line waits until a day, or until what stood against it is gone; either ends it by itself.

    `until` is the first day on which it waits no more; none where only the cause ends it. `expected_before` is the day of
    payment that was promised before. `ended_by` is nobody where it ended by itself.
    """

    practitioner_path = "line__participation__practitioner"

    line = models.ForeignKey(InvoiceLine, models.PROTECT, related_name="waits")
    key = models.CharField(max_length=80, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    expected_before = models.DateField(null=True, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager.from_queryset(HoldQuerySet)()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["line"], condition=Q(ended_at__isnull=True), name="linehold_one_open"),
            models.CheckConstraint(condition=Q(ended_by__isnull=True) | Q(ended_at__isnull=False), name="linehold_ended_by_somebody"),
        ]
        indexes = [models.Index(fields=["organization", "until"], condition=Q(ended_at__isnull=True), name="linehold_open")]

    def __str__(self):
        return f"hold {self.line_id} {self.until or self.key}"

    @property
    def event_about(self) -> str:
        """Told on the line's timeline."""
        return f"payments.invoiceline:{self.line_id}"
