"""Authorizations: so many units of a service, in a window, for somebody payments never learns the name of."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models import Participation, Service
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.scope import ScopedManager, ScopedQuerySet
from network.transitions import step
from payments.guards_authorizations import another_asked, given_reason, has_outcome, said_once
from payments.models.terms import FeeSchedule


class AuthorizationKind(models.TextChoices):
    """Sessions with a client, or a job without one (a critical incident: hours, kilometers, a fixed amount)."""

    SESSIONS = "sessions", _("Sessions")
    JOB = "job", _("Job")


class AuthorizationState(models.TextChoices):
    """Contractual only: used up and past its window are derived from units and days."""

    ISSUED = "issued", _("Issued")
    CLOSED = "closed", _("Closed")
    CANCELED = "canceled", _("Canceled")


class Outcome(models.TextChoices):
    """How a case ended, without anything of what it was about."""

    GOALS_MET = "goals_met", _("What was agreed was reached")
    PARTLY = "partly", _("It was reached in part")
    REFERRED_ON = "referred_on", _("The client goes on with somebody else")
    ENDED_EARLY = "ended_early", _("The client ended it early")
    NO_CONTACT = "no_contact", _("The client could not be reached")


class AuthorizationQuerySet(ScopedQuerySet):
    """Authorizations by what may still be done on them."""

    def open_on(self, day):
        """Issued, within their window on `day`, with a unit left."""
        return self.filter(state="issued", first__lte=day, last__gte=day, used__lt=F("units"))

    def with_room(self, units=1):
        """Those on which so many more units may be delivered: of what ended, of the sessions that were held."""
        return self.filter(used__lte=Coalesce(F("held"), F("units")) - units)


class Authorization(Stateful, TenantOwned):
    """`units` of a service for one participation, on days `first` to `last`, both included (domain 2.5, 5.8).

    `used` counts what was delivered and never exceeds `units`; the database refuses more. `rates` is the snapshot of what a
    unit paid when it was issued. `subject_key` is opaque: the same person has the same key on every authorization of the
    organization, and nobody in payments can tell whose it is. `closing_form_on`: the day on which the therapist said how it ended.
    `ended_at`: since when nothing more is delivered; what was held before may still be reported. `held`: how many sessions that
    were in all, where it was written down at the end; the others are the client's again, and no more than these are reported.
    """

    practitioner_path = "participation__practitioner"

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="authorizations")
    kind = models.CharField(_("kind"), max_length=10, choices=AuthorizationKind)
    service = models.CharField(_("service"), max_length=20, choices=Service)
    panel = models.ForeignKey("network.Panel", models.PROTECT, null=True, blank=True, related_name="+")
    client_in = models.CharField(_("where the client is"), max_length=10, blank=True)
    age_band = models.CharField(_("age band"), max_length=20, blank=True)
    units = models.PositiveSmallIntegerField(_("units"))
    used = models.PositiveSmallIntegerField(_("used"), default=0)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    schedule = models.ForeignKey(FeeSchedule, models.PROTECT, null=True, blank=True, related_name="+")
    rates = models.JSONField(default=list, blank=True, help_text="[{unit, currency, minor}] of the schedule when it was issued.")
    subject_key = models.CharField(max_length=64, blank=True)
    closing_form_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    state = StateField(max_length=10, choices=AuthorizationState, default=AuthorizationState.ISSUED)
    ended_at = models.DateTimeField(null=True, blank=True)
    held = models.PositiveSmallIntegerField(_("sessions held"), null=True, blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager.from_queryset(AuthorizationQuerySet)()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        indexes = [
            models.Index(fields=["organization", "subject_key"], name="authorization_subject"),
            models.Index(fields=["participation", "state", "last"], name="authorization_open"),
        ]
        constraints = [
            states_constraint(AuthorizationState, "authorization_state_legal"),
            models.CheckConstraint(condition=Q(units__gte=1), name="authorization_has_units"),
            models.CheckConstraint(condition=Q(used__gte=0, used__lte=F("units")), name="authorization_not_overspent"),
            models.CheckConstraint(condition=Q(held__isnull=True) | Q(used__lte=F("held")), name="authorization_not_over_held"),
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="authorization_days_in_order"),
            models.CheckConstraint(condition=Q(kind="sessions") | Q(subject_key=""), name="authorization_job_has_no_client"),
        ]

    def __str__(self):
        return self.reference

    @property
    def left(self) -> int:
        """Units that may still be delivered or, of what ended, reported."""
        return (self.units if self.held is None else self.held) - self.used

    @step("issued", "closed", action=Action.ISSUE_AUTHORIZATION)
    def close(self, *, actor, at, closing_form_on=None):
        """The help has ended; the closing form came on that day, if it is known."""
        self.closing_form_on, self.ended_at = closing_form_on or self.closing_form_on, at

    @step(["issued", "closed"], "closed", action=Action.LOG_SESSION, guards=[has_outcome, said_once])
    def finish(self, *, actor, at, outcome, closing_form_on):
        """She says how the case ended: the closing form, without content."""
        self.outcome, self.closing_form_on, self.ended_at = outcome, closing_form_on, self.ended_at or at

    @step("issued", "canceled", action=Action.ISSUE_AUTHORIZATION, guards=[given_reason])
    def cancel(self, *, actor, at, reason):
        """It is taken back: nothing more may be delivered on it."""
        self.ended_at = at


class AskState(models.TextChoices):
    """Where her question for more units stands."""

    ASKED = "asked", _("Asked")
    GRANTED = "granted", _("Granted")
    DECLINED = "declined", _("Declined")


class ExtensionRequest(Stateful, TenantOwned):
    """She asks for more units before the last one is used (domain 5.8); intake grants or declines."""

    practitioner_path = "authorization__participation__practitioner"

    authorization = models.ForeignKey(Authorization, models.PROTECT, related_name="asked")
    units = models.PositiveSmallIntegerField(_("units"))
    reason = models.CharField(_("reason"), max_length=300)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    state = StateField(max_length=10, choices=AskState, default=AskState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            states_constraint(AskState, "extensionrequest_state_legal"),
            models.UniqueConstraint(fields=["authorization"], condition=Q(state="asked"), name="extensionrequest_one_waits"),
            models.CheckConstraint(condition=Q(units__gte=1), name="extensionrequest_asks_something"),
        ]

    def __str__(self):
        return f"{self.authorization_id} +{self.units}"

    @property
    def event_about(self) -> str:
        """Told on the authorization's timeline."""
        return f"payments.authorization:{self.authorization_id}"

    def _settle(self, actor, at, answer=""):
        self.settled_by_id, self.settled_at, self.answer = actor.person_id, at, answer[:300]

    @step("asked", "granted", action=Action.ISSUE_AUTHORIZATION, guards=[another_asked])
    def grant(self, *, actor, at):
        """The units are hers to use."""
        self._settle(actor, at)

    @step("asked", "declined", action=Action.ISSUE_AUTHORIZATION, guards=[given_reason, another_asked])
    def decline(self, *, actor, at, reason):
        """No more units, for this reason."""
        self._settle(actor, at, reason)
