"""Standing as it is remembered: a participation, and its acceptances, grants, covers and holds.

Rows are revised, never overwritten: a correction is a new row under the same key with the next revision number, and the
old one says when it was superseded. What they mean is in `network.standing`; only `network.workflow` writes them.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network import guards
from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned
from network.scope import ScopedManager, ScopedQuerySet
from network.transitions import step


class ParticipationState(models.TextChoices):
    """Contractual only; paused, suspended and on leave are derived from holds."""

    ONBOARDING = "onboarding", _("Onboarding")
    ACTIVE = "active", _("Active")
    LEAVING = "leaving", _("Leaving")
    ENDED = "ended", _("Ended")
    DECLINED = "declined", _("Declined")


OUT = (ParticipationState.DECLINED, ParticipationState.ENDED)
IN = (ParticipationState.ONBOARDING, ParticipationState.ACTIVE)


class Participation(Stateful, TenantOwned):
    """One practitioner in one organization's network. `shared`: she lets the organization see what it asks for."""

    practitioner_path = "practitioner"

    practitioner = models.ForeignKey("network.Practitioner", models.PROTECT, related_name="participations")
    state = StateField(default=ParticipationState.ONBOARDING, choices=ParticipationState.choices)
    shared = models.BooleanField(default=False)
    began_at = models.DateTimeField()
    state_since = models.DateTimeField()
    decision = models.CharField(max_length=60, blank=True, help_text="Key of the decision that admitted or declined her.")
    last_day = models.DateField(_("last day"), null=True, blank=True, help_text="While leaving: the agreed last day.")
    erased_at = models.DateTimeField(null=True, blank=True, help_text="When what the organization held of her was emptied.")

    class Meta:
        indexes = [models.Index(fields=["organization", "state", "state_since"], name="participation_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["organization", "practitioner"], name="participation_once"),
            models.CheckConstraint(condition=Q(state__in=ParticipationState.values), name="participation_state_legal"),
            models.CheckConstraint(
                condition=~Q(state="leaving") | Q(last_day__isnull=False), name="participation_leaving_has_last_day"
            ),
        ]

    def __str__(self):
        return f"{self.practitioner} · {self.organization}"

    def _since(self, at, **fields):
        self.state_since = at
        for name, value in fields.items():
            setattr(self, name, value)

    @step("onboarding", "active", action=Action.RUN, guards=[guards.has_a_grant, guards.accepted_both_terms])
    def activate(self, *, actor, at):
        """Granted, and referral and payment terms accepted: follows by itself from those three rows."""
        self._since(at)

    @step(OUT, "onboarding", action=Action.APPLY)
    def apply_again(self, *, actor, at):
        """She applies again after she was declined or left."""
        self._since(at, last_day=None, erased_at=None)

    @step(OUT, "onboarding", action=Action.INVITE_THERAPIST)
    def invite_again(self, *, actor, at):
        """The organization asks her again."""
        self._since(at, last_day=None, erased_at=None)

    @step(OUT, "onboarding", action=Action.DECIDE)
    def readmit(self, *, actor, at):
        """A decision admits her after all, as on appeal."""
        self._since(at, last_day=None, erased_at=None)

    @step("onboarding", "declined", action=Action.NOT_ACCEPT)
    def decline(self, *, actor, at, decision=""):
        """Not accepted, administratively."""
        self._since(at, decision=decision)

    @step("onboarding", "declined", action=Action.DECIDE)
    def deny(self, *, actor, at, decision=""):
        """Denied by whoever decides."""
        self._since(at, decision=decision)

    @step(IN, "leaving", action=Action.END_PARTICIPATION, guards=[guards.last_day_is_ahead])
    def give_notice(self, *, actor, at, last_day):
        """The organization ends the agreement on a day to come."""
        self._since(at, last_day=last_day)

    @step(IN, "leaving", action=Action.OWN_PROFILE, guards=[guards.last_day_is_ahead])
    def resign(self, *, actor, at, last_day):
        """She ends the agreement on a day to come."""
        self._since(at, last_day=last_day)

    @step("leaving", "ended", action=Action.RUN, guards=[guards.last_day_is_over])
    def end(self, *, actor, at):
        """The agreed last day has passed."""
        self._since(at)


class StandingQuerySet(ScopedQuerySet):
    """Rows of standing, by what we know and knew."""

    def current(self):
        """The newest revision of each row, unless it is void."""
        return self.filter(superseded_at__isnull=True, void=False)

    def known_at(self, at):
        """What `network.standing.known` keeps, in SQL: each row as it was recorded at the instant `at`."""
        later = Q(superseded_at__isnull=True) | Q(superseded_at__gt=at)
        return self.filter(later, recorded_at__lte=at, void=False)


class NeverOverwritten(RuntimeError):
    """A row of standing is revised by a new row; it is never changed or deleted."""


def new_key() -> str:
    """A key that stays the same over all revisions of a row."""
    return uuid.uuid4().hex


class StandingRow(TenantOwned):
    """What every row of standing carries. Both days are included and belong to `zone`; no last day never ends."""

    practitioner_path = "participation__practitioner"

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="%(class)ss")
    key = models.CharField(max_length=60, default=new_key)
    revision = models.PositiveSmallIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("network.Person", models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    void = models.BooleanField(default=False)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"), null=True, blank=True)
    zone = models.CharField(max_length=50)
    source = models.CharField(_("source"), max_length=200, blank=True)
    comment = models.CharField(_("why it was revised"), max_length=300, blank=True)

    objects = ScopedManager.from_queryset(StandingQuerySet)()

    class Meta:
        abstract = True
        ordering = ["first", "pk"]
        indexes = [
            models.Index(fields=["participation", "superseded_at"], name="%(class)s_current"),
            # whose rows turn on a day is asked every night
            models.Index(fields=["organization", "first"], condition=Q(superseded_at__isnull=True), name="%(class)s_by_first"),
            models.Index(fields=["organization", "last"], condition=Q(superseded_at__isnull=True), name="%(class)s_by_last"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["participation", "key", "revision"], name="%(class)s_revision_once"),
            models.UniqueConstraint(
                fields=["participation", "key"], condition=Q(superseded_at__isnull=True), name="%(class)s_one_current"
            ),
            models.CheckConstraint(condition=Q(last__isnull=True) | Q(last__gte=F("first")), name="%(class)s_days_in_order"),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                name="%(class)s_superseded_later",
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.key} #{self.revision}"

    @property
    def event_about(self):
        """Told on the participation's timeline."""
        return f"network.participation:{self.participation_id}"

    def save(self, *args, **kwargs):
        """Only ever an insert."""
        if not self._state.adding:
            raise NeverOverwritten(f"{self} is revised, never overwritten.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Never."""
        raise NeverOverwritten(f"{self} is voided, never deleted.")


class Acceptance(StandingRow):
    """The therapist accepted the terms of one kind."""

    class Kind(models.TextChoices):
        """Which terms."""

        REFERRAL = "referral", _("referral terms")
        PAYMENT = "payment", _("payment terms")

    class Origin(models.TextChoices):
        """She said so herself, or an existing network's record says she did."""

        OWN = "own", _("accepted here")
        RECORDED = "recorded", _("recorded from an existing agreement")

    kind = models.CharField(max_length=20, choices=Kind)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.OWN)
    version = models.CharField(max_length=40, blank=True, help_text="Which text she accepted.")
    rates = models.CharField(max_length=40, blank=True, help_text="Which fee schedule stood beside the payment terms.")


class Grant(StandingRow):
    """A decision's interval. A later decision replaces it from its first day, a denial included."""

    granted = models.BooleanField(default=True)
    service = models.CharField(max_length=20, blank=True, help_text="Empty: every service.")
    jurisdictions = models.JSONField(null=True, help_text="Codes; null: everywhere.")
    panel = models.ForeignKey("network.Panel", models.PROTECT, null=True, related_name="+")
    every_panel = models.BooleanField(default=False)
    limits = models.JSONField(default=dict, help_text="modes and age_bands it is limited to.")
    requires = models.JSONField(default=list, help_text="Kinds of cover.")
    minimums = models.JSONField(default=dict, help_text="Amount name → currency → minor units.")
    serve_until = models.DateField(null=True)
    decision = models.CharField(max_length=60)
    decided_at = models.DateTimeField()

    class Meta(StandingRow.Meta):
        indexes = [
            *StandingRow.Meta.indexes,
            models.Index(fields=["organization", "serve_until"], condition=Q(superseded_at__isnull=True), name="grant_by_serve_until"),
        ]
        constraints = [
            *StandingRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(serve_until__isnull=True) | Q(last__isnull=False, serve_until__gte=F("last")),
                name="grant_serves_at_least_to_its_end",
            ),
        ]


class Cover(StandingRow):
    """Evidence's interval. `first` and `last` are where all bases overlap, for lists; the bases decide."""

    class Kind(models.TextChoices):
        """What it gives."""

        AUTHORITY = "authority", _("authority to practice")
        INSURANCE = "insurance", _("liability insurance")

    kind = models.CharField(max_length=20, choices=Kind)
    jurisdiction = models.CharField(max_length=10, blank=True, help_text="Empty: everywhere.")
    service = models.CharField(max_length=20, blank=True, help_text="Empty: every service.")
    modes = models.JSONField(null=True, help_text="Null: every mode.")
    practitioner_in = models.JSONField(null=True, help_text="Where she must be; null: anywhere.")
    amounts = models.JSONField(default=dict, help_text="Name → {minor, currency}.")
    bases = models.JSONField(help_text="[{key, first, last, zone}]: every one must cover.")
    verification = models.CharField(max_length=60, blank=True)


class Hold(StandingRow):
    """Something stops, from a day on."""

    class Reason(models.TextChoices):
        """Why."""

        LEAVE = "leave", _("Leave")
        NOTICE = "notice", _("Notice given")
        PAUSE = "pause", _("Paused on their own request")
        COMPLAINT = "complaint", _("Complaint")
        INVESTIGATION = "investigation", _("Investigation")
        SUMMARY_SUSPENSION = "summary_suspension", _("Summary suspension")
        LICENSE = "license", _("License")
        INSURANCE = "insurance", _("Insurance")
        EVIDENCE = "evidence", _("Evidence that ran out")
        SANCTION = "sanction", _("Sanctions list")
        EXCLUSION = "exclusion", _("Exclusion list")

    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    stops = models.JSONField(help_text="offer, session, release")
    jurisdiction = models.CharField(max_length=10, blank=True, help_text="Empty: everywhere.")
    service = models.CharField(max_length=20, blank=True, help_text="Empty: every service.")
    mode = models.CharField(max_length=20, blank=True, help_text="Empty: every mode.")
    age_band = models.CharField(max_length=20, blank=True, help_text="Empty: every age.")
    basis = models.CharField(max_length=60, blank=True, help_text="Empty: everything; else what rests on this basis.")

    class Meta(StandingRow.Meta):
        indexes = [
            *StandingRow.Meta.indexes,
            models.Index(fields=["organization", "participation"], condition=Q(reason="leave"), name="hold_leave"),
        ]
