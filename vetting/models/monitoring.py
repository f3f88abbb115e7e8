"""What is watched between two vettings: when to look again at whom, and what somebody has to see to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.scope import ScopedManager, ScopedQuerySet
from network.transitions import step
from vetting import guards_monitoring as guards


class WatchQuerySet(ScopedQuerySet):
    """Whom to look at."""

    def due(self, on):
        """Those whose next day has come, in the order of their days."""
        return self.filter(due_on__lte=on).order_by("due_on", "pk")


class Watch(TenantOwned):
    """The next day on which anything watched about somebody in the network looks different; null while time changes nothing.

    Projected from the policy and her evidence (`vetting.monitoring.next_look`): losing it loses nothing but time.
    """

    practitioner_path = "participation__practitioner"

    participation = models.OneToOneField("network.Participation", models.PROTECT, related_name="watch")
    due_on = models.DateField(null=True)
    looked_on = models.DateField(null=True, help_text="The organization's day as of which it was looked at last.")
    version = models.PositiveIntegerField(default=0, help_text="The newest version of the policy that was taken into account.")
    changed = models.BooleanField(null=True, default=True, help_text="Set while something of hers changed since the last look between.")

    objects = ScopedManager.from_queryset(WatchQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["organization", "due_on"], name="watch_due"),
            models.Index(fields=["organization", "version"], name="watch_version"),
            models.Index(fields=["organization", "changed"], condition=models.Q(changed__isnull=False), name="watch_changed"),
        ]

    def __str__(self):
        return f"{self.participation_id} on {self.due_on}"


class AlertColor(models.TextChoices):
    """What the system says; nobody sets it. In the order of urgency."""

    RED = "red", _("Red")
    AMBER = "amber", _("Amber")
    GREEN = "green", _("Green")


class AlertState(models.TextChoices):
    """How far people are with it. `cleared`: what it was about is in order again, by itself."""

    OPEN = "open", _("Open")
    TAKEN = "taken", _("Taken")
    DONE = "done", _("Done")
    DISMISSED = "dismissed", _("Dismissed")
    CLEARED = "cleared", _("In order again")


WAITING = (AlertState.OPEN, AlertState.TAKEN)
LIVE = (*WAITING, AlertState.DONE, AlertState.DISMISSED)


class AlertQuerySet(ScopedQuerySet):
    """Alerts by what is left to do."""

    def waiting(self):
        """Those somebody must see to."""
        return self.filter(state__in=WAITING)

    def live(self):
        """Those that are not in order again, whatever people did about them."""
        return self.filter(state__in=LIVE)


class Alert(Stateful, TenantOwned):
    """One thing watched about one therapist that is not in order, or soon will not be.

    `effective_on` is the first day of its color, whenever it was noticed; `last_good` the last day of the evidence. The color is
    the system's, by `vetting.monitoring.color`; the state is people's.
    """

    practitioner_path = "participation__practitioner"

    participation = models.ForeignKey("network.Participation", models.PROTECT, related_name="alerts")
    criterion = models.CharField(max_length=50)
    place = models.CharField(max_length=10, blank=True)
    color = models.CharField(max_length=5, choices=AlertColor)
    outcome = models.CharField(max_length=20)
    observed = models.JSONField(default=dict, help_text="The finding, as the codec writes it.")
    last_good = models.DateField(null=True)
    effective_on = models.DateField()
    due_on = models.DateField(help_text="The last day to review it.")
    raised_at = models.DateTimeField()
    state = StateField(default=AlertState.OPEN, choices=AlertState.choices)
    state_since = models.DateTimeField()
    taken_by = models.ForeignKey("network.Person", models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)

    objects = ScopedManager.from_queryset(AlertQuerySet)()

    class Meta:
        ordering = ["effective_on", "pk"]
        constraints = [
            states_constraint(AlertState, "alert_state_legal"),
            models.CheckConstraint(condition=Q(color__in=AlertColor.values), name="alert_color_legal"),
            models.CheckConstraint(condition=~Q(state="dismissed") | ~Q(note=""), name="alert_dismissed_says_why"),
            models.UniqueConstraint(
                fields=["participation", "criterion", "place"], condition=~Q(state="cleared"), name="alert_one_live"
            ),
        ]
        indexes = [models.Index(fields=["organization", "state", "color", "effective_on"], name="alert_waiting")]

    def __str__(self):
        return f"{self.criterion} {self.place} {self.color}".replace("  ", " ")

    @property
    def event_about(self):
        """Told on the participation's timeline."""
        return f"network.participation:{self.participation_id}"

    @property
    def practitioner(self):
        """Who it is about."""
        return self.participation.practitioner

    def _since(self, at, **fields):
        self.state_since = at
        for name, value in fields.items():
            setattr(self, name, value)

    @step(AlertState.OPEN, AlertState.TAKEN, action=Action.HANDLE_ALERT, guards=[guards.not_own_file])
    def take(self, *, actor, at, **inputs):
        """Somebody sees to it."""
        self._since(at, taken_by_id=actor.person_id)

    @step(AlertState.TAKEN, AlertState.OPEN, action=Action.HANDLE_ALERT, guards=[guards.not_own_file])
    def put_back(self, *, actor, at, **inputs):
        """A colleague may take it."""
        self._since(at, taken_by_id=None)

    @step(WAITING, AlertState.DONE, action=Action.HANDLE_ALERT, guards=[guards.not_own_file])
    def finish(self, *, actor, at, reason="", **inputs):
        """What people can do about it is done; its color stays until it is in order."""
        self._since(at, taken_by_id=self.taken_by_id or actor.person_id, note=reason.strip())

    @step(WAITING, AlertState.DISMISSED, action=Action.HANDLE_ALERT, guards=[guards.not_own_file, guards.says_why])
    def dismiss(self, *, actor, at, reason="", **inputs):
        """Nothing needs to be done, and the note says why."""
        self._since(at, taken_by_id=self.taken_by_id or actor.person_id, note=reason.strip())

    @step((AlertState.DONE, AlertState.DISMISSED), AlertState.OPEN, action=Action.RUN)
    def reopen(self, *, actor, at, **inputs):
        """It became worse since people had done with it."""
        self._since(at, taken_by_id=None)

    @step(LIVE, AlertState.CLEARED, action=Action.RUN)
    def clear(self, *, actor, at, **inputs):
        """In order again, or no longer asked."""
        self._since(at)
