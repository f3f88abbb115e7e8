"""The right to appeal an adverse decision: one row from the day the decision is told, with its last day, until it is settled."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.transitions import step
from vetting import guards_appeals as guards
from vetting import guards_interests as by


class AppealState(models.TextChoices):
    """Where an appeal stands. `open`: nobody appealed yet; whether she still may is a question of the day alone."""

    OPEN = "open", _("May be appealed")
    RECEIVED = "received", _("Appealed")
    UPHELD = "upheld", _("Upheld")
    OVERTURNED = "overturned", _("Overturned")
    MODIFIED = "modified", _("Modified")
    WITHDRAWN = "withdrawn", _("Appeal taken back")


SETTLED = {"uphold": AppealState.UPHELD, "overturn": AppealState.OVERTURNED, "modify": AppealState.MODIFIED}


class Appeal(Stateful, TenantOwned):
    """An appeal, or the right to one. `until` is the last day to ask, a day of the organization's calendar; it counts.

    It goes to people who took no part: each has an `AppealSeat`, and a majority of the seats settles it.
    """

    practitioner_path = "participation__practitioner"

    decision = models.OneToOneField("vetting.Decision", models.PROTECT, null=True, blank=True, related_name="appeal")
    action = models.OneToOneField("vetting.AdverseAction", models.PROTECT, null=True, blank=True, related_name="appeal")
    participation = models.ForeignKey("network.Participation", models.PROTECT, related_name="appeals")
    state = StateField(default=AppealState.OPEN, choices=AppealState.choices)
    state_since = models.DateTimeField()
    until = models.DateField(_("last day to appeal"))
    holds_back = models.BooleanField(default=False, help_text="An appeal in time holds back the effects of what is appealed.")
    received_on = models.DateField(_("received on"), null=True, blank=True)
    grounds = models.TextField(_("grounds"), blank=True)
    hearing_asked = models.BooleanField(default=False)
    representative = models.CharField(_("represented by"), max_length=200, blank=True)
    recorded_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    hearing_on = models.DateField(_("day of the hearing"), null=True, blank=True)
    hearing_where = models.CharField(_("where or how"), max_length=300, blank=True)
    decide_by = models.DateField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("reason"), blank=True)
    terms = models.JSONField(default=dict, blank=True, help_text="Of a modified outcome: due_on, and limits.")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            states_constraint(AppealState, "appeal_state_legal"),
            models.CheckConstraint(
                condition=models.Q(decision__isnull=True) ^ models.Q(action__isnull=True), name="appeal_of_one_thing"
            ),
            models.CheckConstraint(
                condition=models.Q(state="open") | models.Q(received_on__isnull=False), name="appeal_asked_has_its_day"
            ),
        ]
        indexes = [models.Index(fields=["organization", "state", "decide_by"])]

    def __str__(self):
        return f"appeal of {self.subject}"

    @property
    def event_about(self):
        """Told on the file's timeline."""
        return self.subject.event_about

    @property
    def subject(self):
        """What is appealed: a decision about a file, or an action about somebody in the network."""
        return self.decision or self.action

    @property
    def begun_on(self):
        """The organization's day on which it was decided or told."""
        return self.decision.decided_on if self.decision else self.action.noticed_on

    @property
    def reference(self) -> str:
        """The file, or the therapist's own number."""
        return self.decision.application.reference if self.decision else self.practitioner.reference

    @property
    def against(self) -> str:
        """What is appealed, in words."""
        return str(self.decision.get_outcome_display() if self.decision else self.action.get_kind_display())

    @property
    def decided_by(self) -> tuple:
        """Who decided what is appealed."""
        if self.decision:
            return tuple(person for person in (self.decision.decided_by, self.decision.second_by) if person)
        return tuple({person.pk: person for person in (self.action.proposed_by, self.action.noticed_by)}.values())

    @property
    def practitioner(self):
        """Who it is about."""
        return self.participation.practitioner

    @property
    def key(self) -> str:
        """How standing and letters name it."""
        return f"appeal:{self.pk}"

    def _since(self, at, **fields):
        self.state_since = at
        for name, value in fields.items():
            setattr(self, name, value)

    def _received(self, at, *, on, grounds, hearing, representative, decide_by, recorded_by=None):
        self._since(
            at, received_on=on, grounds=grounds, hearing_asked=hearing, representative=representative, decide_by=decide_by,
            recorded_by_id=recorded_by,
        )

    @step(AppealState.OPEN, AppealState.RECEIVED, action=Action.APPEAL, guards=[guards.in_time, guards.says_why])
    def file(self, *, actor, at, **given):
        """The therapist asks for it on her own page."""
        self._received(at, **given)

    @step(
        AppealState.OPEN, AppealState.RECEIVED, action=Action.RECORD_APPEAL,
        guards=[guards.not_own_file, guards.day_is_possible, guards.in_time, guards.says_why],
    )
    def take_in(self, *, actor, at, **given):
        """Staff write down an appeal that came another way, with the day it was received."""
        self._received(at, recorded_by=actor.person_id, **given)

    @step(
        AppealState.OPEN, AppealState.OPEN, action=Action.EXTEND_APPEAL,
        guards=[guards.not_own_file, guards.gives_reason, guards.later_than_before],
    )
    def extend(self, *, actor, at, until, **inputs):
        """A director gives her more days, with a reason; also after the last day."""
        self._since(at, until=until)

    @step(
        AppealState.RECEIVED, AppealState.RECEIVED, action=Action.RECORD_APPEAL,
        guards=[
            guards.not_own_file, guards.panel_is_large_enough, guards.panel_took_no_part, by.panel_takes_part, guards.hearing_told_in_time,
        ],
    )
    def appoint(self, *, actor, at, hearing_on=None, hearing_where="", decide_by=None, **inputs):
        """Name who decides it, and when she is heard."""
        self._since(at, hearing_on=hearing_on, hearing_where=hearing_where, decide_by=decide_by or self.decide_by)

    @step(AppealState.RECEIVED, AppealState.WITHDRAWN, action=Action.APPEAL)
    def withdraw(self, *, actor, at, on, **inputs):
        """She takes it back: the decision stands."""
        self._since(at, settled_on=on)

    @step(AppealState.RECEIVED, AppealState.UPHELD, action=Action.DECIDE, guards=guards.TO_SETTLE)
    def uphold(self, *, actor, at, on, reason, **inputs):
        """The decision stands."""
        self._since(at, settled_on=on, settled_by_id=actor.person_id, reason=reason)

    @step(AppealState.RECEIVED, AppealState.OVERTURNED, action=Action.DECIDE, guards=guards.TO_SETTLE)
    def overturn(self, *, actor, at, on, reason, **inputs):
        """The decision is undone from today; what passed meanwhile is never back-dated."""
        self._since(at, settled_on=on, settled_by_id=actor.person_id, reason=reason)

    @step(
        AppealState.RECEIVED, AppealState.MODIFIED, action=Action.DECIDE, guards=[*guards.TO_SETTLE, guards.says_what_changes],
    )
    def modify(self, *, actor, at, on, reason, terms, **inputs):
        """Undone in part: for a shorter time, or within limits."""
        self._since(at, settled_on=on, settled_by_id=actor.person_id, reason=reason, terms=terms)


class AppealSeat(TenantOwned):
    """One person who decides an appeal, and what that person said."""

    practitioner_path = None  # who said what stays among them (peer review); she reads the outcome and its reasons

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="seats")
    person = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, blank=True)
    terms = models.JSONField(default=dict, blank=True)
    reason = models.TextField(blank=True)
    voted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "person"], name="appeal_seat_once"),
            models.CheckConstraint(condition=models.Q(outcome__in=["", "uphold", "overturn", "modify"]), name="appeal_vote_legal"),
        ]

    def __str__(self):
        return f"{self.person} on {self.appeal}"

    @property
    def event_about(self):
        """Told on the file's timeline."""
        return self.appeal.event_about
