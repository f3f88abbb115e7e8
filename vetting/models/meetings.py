"""The committee: who sits on it and since when, its meetings with what is on the agenda, votes, interests, minutes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.models.marks import said_by
from network.scope import ScopedManager, ScopedQuerySet
from network.transitions import step
from vetting import guards_meetings as guards
from vetting import guards_putting_off
from vetting.models.decisions import WrittenOnce


class CommitteeMemberQuerySet(ScopedQuerySet):
    """Seats by day."""

    def on(self, day):
        """Those in office on a day; both days are included."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class CommitteeMember(TenantOwned):
    """A seat on the committee from a day to a day."""

    person = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    chair = models.BooleanField(_("leads the meetings"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("through"), null=True, blank=True)

    objects = ScopedManager.from_queryset(CommitteeMemberQuerySet)()

    class Meta:
        ordering = ["-chair", "person__family_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "person", "starts_on"], name="committee_seat_once_a_day"),
            models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="committee_seat_in_order"),
        ]

    def __str__(self):
        return f"{self.person} from {self.starts_on}"

    @property
    def marks(self) -> dict[str, list[str]]:
        """Keyed hashes of what the member said to be involved in, by kind."""
        return said_by(self.person_id)


class MeetingKind(models.TextChoices):
    """Together at one time, or each by a day."""

    LIVE = "live", _("Live meeting")
    ASYNCHRONOUS = "asynchronous", _("Vote by a day")


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("In session")
    CLOSED = "closed", _("Minutes in draft")
    SIGNED = "signed", _("Minutes signed")
    CANCELED = "canceled", _("Canceled")


class MeetingQuerySet(ScopedQuerySet):
    """Meetings by what may still be put on their agenda."""

    def upcoming(self, on):
        """Those whose agenda takes more on a day, the next one first: planned, and no vote by a day that has passed."""
        return self.filter(state=MeetingState.PLANNED).exclude(kind=MeetingKind.ASYNCHRONOUS, on__lt=on).order_by("on", "pk")


class Meeting(Stateful, TenantOwned):
    """One meeting. `on` is the organization's day: of the meeting itself, or the last day to vote."""

    kind = models.CharField(_("kind"), max_length=15, choices=MeetingKind, default=MeetingKind.LIVE)
    state = StateField(default=MeetingState.PLANNED, choices=MeetingState.choices)
    on = models.DateField(_("day"))
    place = models.CharField(_("where"), max_length=200, blank=True)
    planned_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager.from_queryset(MeetingQuerySet)()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [states_constraint(MeetingState, "meeting_state_legal")]
        indexes = [models.Index(fields=["organization", "state", "on"])]

    def __str__(self):
        return f"meeting {self.pk} of {self.on}"

    @property
    def event_about(self):
        """Its agenda, votes and minutes are told on one timeline."""
        return f"meeting:{self.pk}"

    @step(
        MeetingState.PLANNED, MeetingState.OPEN, action=Action.DECIDE,
        guards=[guards.meetings_are_held, guards.by_its_kind, guards.chairs, guards.day_has_come, guards.something_to_do],
    )
    def open(self, *, actor, at, on, **inputs):
        """Voting begins: from here on the agenda stands."""
        self.opened_at, self.opened_on = at, on

    @step(MeetingState.OPEN, MeetingState.CLOSED, action=Action.DECIDE, guards=[guards.chairs, guards.all_settled])
    def close(self, *, actor, at, **inputs):
        """Everything on the agenda is resolved, tabled or taken off; the minutes are read next."""
        self.closed_at = at

    @step(MeetingState.CLOSED, MeetingState.SIGNED, action=Action.DECIDE, guards=[guards.chairs])
    def sign(self, *, actor, at, **inputs):
        """The chair signs the minutes; what is wrong in them later is a new signed version."""

    @step(MeetingState.PLANNED, MeetingState.CANCELED, action=Action.PREPARE_MEETING, guards=[guards.gives_reason])
    def cancel(self, *, actor, at, **inputs):
        """It does not take place; its files go to the next one."""


class ItemKind(models.TextChoices):
    """Why something is on the agenda."""

    CLEAN = "clean", _("Clean file")
    DISCUSSION = "discussion", _("To discuss")
    APPEAL = "appeal", _("Appeal")
    MONITORING = "monitoring", _("Monitoring")


class ItemState(models.TextChoices):
    """What became of it."""

    OPEN = "open", _("Open")
    CARRIED = "carried", _("Resolved")
    TABLED = "tabled", _("Tabled")
    STRUCK = "struck", _("Taken off")


class Choice(models.TextChoices):
    """What a member may vote."""

    APPROVE = "approved", _("Approve")
    DENY = "denied", _("Deny: a rule is not met")
    DENY_QUALITY = "denied_quality", _("Deny: quality or conduct")
    ABSTAIN = "abstain", _("Abstain")


class AgendaItem(Stateful, TenantOwned):
    """One file on the agenda of one meeting. `round` counts how often it was voted anew because evidence came in."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    application = models.ForeignKey("vetting.Application", models.PROTECT, related_name="agenda_items")
    kind = models.CharField(max_length=12, choices=ItemKind)
    state = StateField(default=ItemState.OPEN, choices=ItemState.choices)
    position = models.PositiveIntegerField()
    round = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=20, blank=True)
    question = models.TextField(blank=True, help_text="Why it was tabled, or what is to be found out first.")
    discussion = models.TextField(_("what was discussed"), blank=True)
    counted = models.JSONField(default=dict, blank=True, help_text="The vote as counted when it was resolved.")
    settled_at = models.DateTimeField(null=True, blank=True)
    terms = models.JSONField(null=True, blank=True, help_text="What an approval of it would ask (vetting.terms); null for none.")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            states_constraint(ItemState, "agenda_item_state_legal"),
            models.UniqueConstraint(fields=["meeting", "application"], name="agenda_item_once"),
        ]
        indexes = [models.Index(fields=["organization", "state"], name="agenda_item_by_state")]

    def __str__(self):
        return f"{self.application} at {self.meeting}"

    @property
    def event_about(self):
        """Told on the file's timeline."""
        return self.application.reference

    @step(
        ItemState.OPEN, ItemState.CARRIED, action=Action.DECIDE,
        guards=[guards.chairs_it, guards.in_session, guards.nothing_new, guards.no_open_interest, guards.quorum, guards.majority],
    )
    def carry(self, *, actor, at, tally, counted, **inputs):
        """More than half of those who may vote say the same, and enough of them took part."""
        self.outcome, self.counted, self.settled_at = tally.carried, counted, at

    @step(
        ItemState.OPEN, ItemState.TABLED, action=Action.DECIDE,
        guards=[guards.chairs_it, guards.in_session, guards.gives_reason, guards_putting_off.not_tabled_too_often],
    )
    def table(self, *, actor, at, reason, counted, **inputs):
        """Not decided today: for want of a quorum, or with a question."""
        self.question, self.counted, self.settled_at = reason, counted, at

    @step(
        ItemState.OPEN, ItemState.STRUCK, action=Action.PREPARE_MEETING, guards=[guards.not_over, guards.gives_reason],
    )
    def strike(self, *, actor, at, reason, **inputs):
        """Taken off the agenda before it was voted on."""
        self.question, self.settled_at = reason, at


class Vote(WrittenOnce):
    """What one member voted on one file in one round, and why."""

    practitioner_path = None
    erasable = ("reason",)

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="votes")
    person = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    choice = models.CharField(_("vote"), max_length=20, choices=Choice)
    reason = models.TextField(_("reason"), blank=True)
    cast_at = models.DateTimeField()
    seen = models.PositiveBigIntegerField(help_text="The last event about the file when it was cast.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "person", "round"], name="vote_once"),
            models.CheckConstraint(condition=Q(choice__in=Choice.values), name="vote_choice_legal"),
        ]

    def __str__(self):
        return f"{self.item}: {self.choice} by {self.person}"

    @property
    def event_about(self):
        """Told on the file's timeline."""
        return self.item.application.reference


REMARK_ABOUT = "remark_about"  # in the content of minutes: the file a remark is about, by reference; empty for the meeting itself


class Minutes(WrittenOnce):
    """The minutes as signed: frozen, numbered; what is wrong in them is said in a later signed version."""

    practitioner_path = None
    erasable = ("content", "remark")
    rewritten = ("content", "remark")  # one case of several is emptied, and the remark about it; the others stay as signed

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    remark = models.TextField(blank=True)
    signed_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        verbose_name_plural = _("minutes")
        constraints = [models.UniqueConstraint(fields=["meeting", "version"], name="minutes_version_once")]

    def __str__(self):
        return f"minutes {self.version} of {self.meeting}"

    @property
    def event_about(self):
        """Told with the meeting."""
        return self.meeting.event_about

    @property
    def remark_about(self) -> str:
        """The file the remark is about, by reference; empty where it is about the meeting itself."""
        return self.content.get(REMARK_ABOUT) or ""
