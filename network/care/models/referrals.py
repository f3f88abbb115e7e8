"""A referral and its offers: two machines that move together."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.care import guards
from network.care.models.availability import AgeBand
from network.care.models.calls import Urgency
from network.models import Mode, Service
from network.models.base import StateField, Stateful, TenantOwned
from network.transitions import step


class ReferralState(models.TextChoices):
    """Where a referral is."""

    DRAFTED = "drafted", _("Drafted")
    OFFERED = "offered", _("Offered")
    UNPLACED = "unplaced", _("Nobody took it yet")
    PLACED = "placed", _("Accepted")
    ACTIVE = "active", _("First appointment made")
    TRANSFERRED = "transferred", _("Transferred")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CLOSED = "closed", _("Closed")


class OfferState(models.TextChoices):
    """Where an offer to one therapist is."""

    WAITING = "waiting", _("Next in line")
    OPEN = "open", _("Waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Not answered in time")
    WITHDRAWN = "withdrawn", _("Withdrawn")


RUNNING = (ReferralState.PLACED, ReferralState.ACTIVE)
LOOKING = (ReferralState.OFFERED, ReferralState.UNPLACED)


class Referral(Stateful, TenantOwned):
    """One client to be helped by one therapist. Who she is, is her contact's to know."""

    practitioner_path = "placed_with__practitioner"

    reference = models.CharField(max_length=20, unique=True)
    contact = models.ForeignKey("care.Contact", models.PROTECT, related_name="referrals")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", help_text="The referral it was transferred from.")
    state = StateField(default=ReferralState.DRAFTED, choices=ReferralState.choices)
    state_since = models.DateTimeField()
    made_at = models.DateTimeField()
    to_all = models.BooleanField(default=False)
    service = models.CharField(max_length=20, choices=Service)
    jurisdiction = models.CharField(max_length=10)
    area = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=2, blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency)
    age_band = models.CharField(max_length=20, choices=AgeBand, default=AgeBand.ADULT)
    panel = models.ForeignKey("network.Panel", models.PROTECT, null=True, related_name="+", help_text="Null: the whole network.")
    units = models.PositiveSmallIntegerField()
    placed_with = models.ForeignKey("network.Participation", models.PROTECT, null=True, related_name="referrals")
    accepted_at = models.DateTimeField(null=True)
    appointment_by = models.DateField(null=True)
    appointment_on = models.DateField(null=True)
    authorization = models.CharField(max_length=40, blank=True, help_text="Number of the authorization issued at acceptance.")
    answered = models.BooleanField(default=False, help_text="The client said how content they were; what they said is not kept here.")

    class Meta:
        ordering = ["-made_at"]
        indexes = [
            models.Index(fields=["organization", "state", "made_at"], name="referral_by_state"),
            models.Index(fields=["organization", "appointment_by"], condition=Q(state="placed"), name="referral_to_arrange"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReferralState.values), name="referral_state_legal"),
            models.CheckConstraint(
                condition=~Q(state__in=["placed", "active"]) | Q(placed_with__isnull=False), name="referral_placed_with_somebody"
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def event_about(self):
        """Told under its reference."""
        return self.reference

    def _since(self, at, **fields):
        self.state_since = at
        for name, value in fields.items():
            setattr(self, name, value)

    @step(["drafted", "unplaced"], "offered", action=Action.TAKE_CALLS, guards=[guards.has_offers])
    def offer(self, *, actor, at):
        """Offers go out, to one or to all."""
        self._since(at)

    @step("offered", "placed", action=Action.RUN)
    def place(self, *, actor, at, participation, appointment_by, authorization=""):
        """Follows by itself from an acceptance: hers from now on."""
        self._since(
            at, placed_with=participation, accepted_at=at, appointment_by=appointment_by, authorization=authorization,
        )

    @step("offered", "unplaced", action=Action.RUN)
    def run_out(self, *, actor, at):
        """Nobody is left who was offered it: a person looks again."""
        self._since(at)

    @step("placed", "active", action=Action.ANSWER_REFERRALS, guards=[guards.day_is_ahead])
    def arrange(self, *, actor, at, day):
        """The first appointment is made."""
        self._since(at, appointment_on=day)

    @step(["placed", "active"], "transferred", action=Action.TAKE_CALLS, guards=[guards.says_why, guards.held_so_many])
    def transfer(self, *, actor, at, reason, held):
        """Somebody else goes on with the client: the sessions held stay with this one, the others are free again."""
        self._since(at, units=held)

    @step(["drafted", "offered", "unplaced"], "withdrawn", action=Action.TAKE_CALLS, guards=[guards.says_why])
    def withdraw(self, *, actor, at, reason):
        """The caller wants it no more."""
        self._since(at)

    @step(["placed", "active"], "closed", action=Action.TAKE_CALLS, guards=[guards.says_why, guards.held_so_many])
    def close(self, *, actor, at, reason, held, answered=False):
        """The help is over: what was not held is free for the same person again. `answered`: the client said how content they were."""
        self._since(at, units=held, answered=answered)


class Offer(Stateful, TenantOwned):
    """A referral offered to one therapist. Before she accepts it names neither client nor employer."""

    practitioner_path = "participation__practitioner"

    class Reason(models.TextChoices):
        """Why she declines."""

        FULL = "full", _("No room now")
        NOT_MY_FIELD = "not_my_field", _("Not my field")
        TOO_FAR = "too_far", _("Too far, or the wrong hours")
        KNOWN = "known", _("I may know this person")
        OTHER = "other", _("Another reason")

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="offers")
    participation = models.ForeignKey("network.Participation", models.PROTECT, related_name="offers")
    position = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=20, choices=Mode)
    client_in = models.CharField(max_length=10)
    practitioner_in = models.CharField(max_length=10)
    state = StateField(default=OfferState.WAITING, choices=OfferState.choices)
    state_since = models.DateTimeField()
    respond_by = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    why = models.CharField(max_length=40, blank=True, help_text="Code of why it was withdrawn.")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OfferState.values), name="offer_state_legal"),
            models.UniqueConstraint(fields=["referral", "participation"], name="offer_once"),
            models.UniqueConstraint(fields=["referral"], condition=Q(state="accepted"), name="offer_one_winner"),
        ]
        indexes = [
            models.Index(fields=["participation", "state"], name="offer_of_participation"),
            models.Index(fields=["organization", "respond_by"], condition=Q(state="open"), name="offer_open"),
        ]

    def __str__(self):
        return f"{self.referral_id} {self.position}"

    @property
    def event_about(self):
        """Told under the referral."""
        return self.referral.reference

    def _since(self, at, **fields):
        self.state_since = at
        for name, value in fields.items():
            setattr(self, name, value)

    @step("waiting", "open", action=Action.TAKE_CALLS, guards=[guards.is_clear, guards.takes_clients, guards.has_room])
    def make(self, *, actor, at, respond_by):
        """It goes out to her."""
        self._since(at, respond_by=respond_by)

    @step("waiting", "open", action=Action.RUN, guards=[guards.is_clear, guards.takes_clients, guards.has_room])
    def make_next(self, *, actor, at, respond_by):
        """It goes out to the next in line by itself."""
        self._since(at, respond_by=respond_by)

    @step("open", "accepted", action=Action.ANSWER_REFERRALS, guards=[guards.in_time, guards.is_clear, guards.has_room])
    def accept(self, *, actor, at):
        """She takes the client."""
        self._since(at)

    @step("open", "declined", action=Action.ANSWER_REFERRALS)
    def decline(self, *, actor, at, reason):
        """She does not, and says why."""
        self._since(at, reason=reason)

    @step("open", "lapsed", action=Action.RUN, guards=[guards.time_is_up])
    def lapse(self, *, actor, at):
        """No answer came in time."""
        self._since(at)

    @step(["waiting", "open"], "withdrawn", action=Action.TAKE_CALLS)
    def take_back(self, *, actor, at, why):
        """Intake takes it back."""
        self._since(at, why=why)

    @step(["waiting", "open"], "withdrawn", action=Action.RUN)
    def drop(self, *, actor, at, why):
        """It goes by itself: somebody else was quicker, or she is not clear any more."""
        self._since(at, why=why)
