"""A therapist's request to one organization: its machine, its statements, its requests for information."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.access import Action
from network.models.base import PractitionerOwned, StateField, Stateful, TenantOwned
from network.transitions import step
from vetting import guards, guards_delegation, guards_provisional, guards_putting_off, guards_renewal, guards_terms
from vetting import guards_interests as by


class Kind(models.TextChoices):
    """All kinds share one machine."""

    INITIAL = "initial", _("First application")
    RENEWAL = "renewal", _("Re-vetting")
    ADDITION = "addition", _("Addition")
    FOR_CAUSE = "for_cause", _("Review for cause")
    REINSTATEMENT = "reinstatement", _("Reinstatement")


class State(models.TextChoices):
    """Where the application stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    CHECKING = "checking", _("Checking")
    IN_REVIEW = "in_review", _("Ready for decision")
    APPROVED = "approved", _("Approved")
    DENIED = "denied", _("Denied")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")
    VACATED = "vacated", _("Approval vacated")


OPEN = (State.DRAFT, State.SUBMITTED, State.CHECKING, State.IN_REVIEW)


class Application(Stateful, TenantOwned):
    """One application, renewal or review. `snapshot` is what she shared on the day she signed, by her consent.

    `next_due_on` is the decision's own due day, or a later one where leave puts it off.
    """

    practitioner_path = "practitioner"

    reference = models.CharField(max_length=20, unique=True)
    practitioner = models.ForeignKey("network.Practitioner", models.PROTECT, related_name="applications")
    participation = models.ForeignKey("network.Participation", models.PROTECT, related_name="applications")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.INITIAL)
    state = StateField(default=State.DRAFT, choices=State.choices)
    jurisdictions = models.JSONField(_("where"), default=list, help_text="Codes she wants to work in.")
    services = models.JSONField(_("services"), default=list)
    offers = models.JSONField(_("what else is offered"), default=dict, blank=True, help_text="Codes by languages, modes, office.")
    confirmed = models.JSONField(_("looked at again"), default=dict, blank=True, help_text="Of a re-vetting: section → day.")
    opened_at = models.DateTimeField()
    state_since = models.DateTimeField()
    rights_read_at = models.DateTimeField(null=True, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    consent_withdrawn_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True, help_text="The organization's day of submission.")
    snapshot = models.JSONField(default=dict, blank=True)
    policy = models.ForeignKey("vetting.Policy", models.PROTECT, null=True, blank=True, related_name="+")
    route = models.CharField(max_length=20, blank=True)
    assignee = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    next_due_on = models.DateField(null=True, blank=True)
    deferrals = models.PositiveSmallIntegerField(default=0, help_text="How often it was put off though it could be decided.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="application_state_legal"),
            models.UniqueConstraint(
                fields=["participation", "kind"],
                condition=models.Q(state__in=["draft", "submitted", "checking", "in_review"]),
                name="application_one_open_of_a_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "state", "state_since"]),
            models.Index(fields=["organization", "next_due_on"], condition=models.Q(next_due_on__isnull=False), name="application_due"),
        ]

    def __str__(self):
        return self.reference

    @property
    def event_about(self):
        """The file: its verifications, requests and decisions are told on one timeline."""
        return self.reference

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in OPEN

    def since(self, at, **fields):
        """Note when the new state began, with what came with it."""
        self.state_since = at
        for name, value in fields.items():
            setattr(self, name, value)

    @step(
        State.DRAFT, State.SUBMITTED, action=Action.ATTEST,
        guards=[
            guards.signed_by_herself, guards.rights_read, guards.complete, guards.consented, guards.policy_in_force,
        ],
    )
    def submit(self, *, actor, at, on, policy, snapshot, **inputs):
        """Attested and signed by the therapist, re-authenticated; pins the policy in force on that day."""
        self.since(at, submitted_at=at, submitted_on=on, policy=policy, snapshot=snapshot)

    @step(
        (State.DRAFT, State.SUBMITTED), State.NOT_ACCEPTED, action=Action.NOT_ACCEPT,
        guards=[guards.not_own_file, by.is_not_recused, guards.gives_reason, guards.not_a_renewal],
    )
    def not_accept(self, *, actor, at, **inputs):
        """Panel closed or minimum not met: administrative, no appeal by default."""
        self.since(at)

    @step(
        State.DRAFT, State.CHECKING, action=Action.OPEN_REVIEW,
        guards=[guards.is_for_cause, guards.not_own_file, guards.gives_reason, guards.policy_in_force],
    )
    def open_review(self, *, actor, at, on, policy, snapshot, assignee=None, **inputs):
        """The organization reviews her for cause: nothing is signed, what she signed last is looked at again."""
        self.since(
            at, submitted_at=at, submitted_on=on, policy=policy, snapshot=snapshot, assignee_id=assignee or actor.person_id
        )

    @step(State.SUBMITTED, State.CHECKING, action=Action.BEGIN_CHECKS, guards=[guards.not_own_file])
    def begin_checks(self, *, actor, at, assignee=None, **inputs):
        """Opens one verification per requirement; the reviewer becomes the file's owner."""
        self.since(at, assignee_id=assignee or self.assignee_id or actor.person_id)

    @step(
        State.CHECKING, State.IN_REVIEW, action=Action.ASSESS,
        guards=[
            guards.not_own_file, guards.checks_closed, guards.hits_adjudicated, guards.nothing_asked,
            guards.assessed_completely,
        ],
    )
    def refer(self, *, actor, at, assessment, **inputs):
        """Every check closed and every hit adjudicated: the assessment's route says who must decide."""
        self.since(at, route=assessment.route)

    @step(
        State.IN_REVIEW, State.CHECKING, action=Action.DECIDE,
        guards=[guards.not_own_file, by.is_not_recused, guards.gives_reason, guards_putting_off.not_put_off_too_often],
    )
    def defer(self, *, actor, at, assessment=None, **inputs):
        """Back to checking, with the question."""
        self.since(at, route="", deferrals=self.deferrals + guards_putting_off.could_be_decided(assessment))

    @step(State.CHECKING, State.CHECKING, action=Action.DECIDE, guards=guards_provisional.TO_GRANT)
    @step(State.IN_REVIEW, State.IN_REVIEW, action=Action.DECIDE, guards=guards_provisional.TO_GRANT)
    def grant_provisional(self, *, actor, at, **inputs):
        """In for at most 60 days, once, while the rest is checked; the full decision follows."""

    @step(
        State.IN_REVIEW, State.APPROVED, action=Action.DECIDE,
        guards=[
            guards.not_own_file, guards.not_the_verifier, by.takes_part, guards.still_taking_part, guards_renewal.still_renewable,
            guards.fresh_evidence, guards.nothing_blocks, guards.hits_adjudicated, guards_terms.terms_are_whole,
            guards.second_person_agrees, by.proposer_still_counts,
        ],
    )
    def approve(self, *, actor, at, assessment, due_on=None, **inputs):
        """A named person who verified nothing of it approves on today's evidence."""
        self.since(at, route=assessment.route, next_due_on=due_on)

    @step(
        State.IN_REVIEW, State.DENIED, action=Action.DECIDE,
        guards=[
            guards.not_own_file, guards.not_the_verifier, by.takes_part, guards.gives_reason, guards.denial_has_ground,
            guards.second_person_agrees, by.proposer_still_counts,
        ],
    )
    def deny(self, *, actor, at, assessment, **inputs):
        """Administrative by a director, or for quality by two named people until committees arrive."""
        self.since(at, route=assessment.route)

    @step(
        State.APPROVED, State.VACATED, action=Action.VACATE,
        guards=[guards.not_own_file, by.is_not_recused, guards.gives_reason, guards.second_person_agrees, by.proposer_still_counts],
    )
    def vacate(self, *, actor, at, **inputs):
        """A wrong approval, undone by two people; it stays readable."""
        self.since(at, next_due_on=None)

    @step(
        (State.DENIED, State.VACATED), State.APPROVED, action=Action.DECIDE,
        guards=[
            guards.won_on_appeal, guards.not_own_file, guards.not_the_verifier, by.is_not_recused, guards.gives_reason,
            guards.still_taking_part, guards.fresh_evidence, guards.nothing_blocks, guards.hits_adjudicated,
        ],
    )
    def overturn(self, *, actor, at, assessment, due_on=None, **inputs):
        """An appeal changed the outcome, on today's evidence."""
        self.since(at, route=assessment.route, next_due_on=due_on)

    @step(
        State.DRAFT, State.APPROVED, action=Action.RECORD_NETWORK,
        guards=[
            guards.not_own_file, guards.record_is_whole, guards.record_still_holds, guards.hits_adjudicated,
            guards_delegation.delegate_is_audited,
        ],
    )
    def take_over(self, *, actor, at, due_on, **inputs):
        """An existing network moves in: somebody decided elsewhere, and the record of it is here."""
        self.since(at, next_due_on=due_on)

    @step(OPEN, State.WITHDRAWN, action=Action.WITHDRAW, guards=[guards.hers_to_take_back])
    def withdraw(self, *, actor, at, **inputs):
        """The therapist takes it back."""
        self.since(at)

    @step(OPEN, State.LAPSED, action=Action.RUN, guards=[guards.waited_long_enough])
    def lapse(self, *, actor, at, **inputs):
        """Never completed within the organization's time, or no answer: closed, not denied."""
        self.since(at)


class Attestation(PractitionerOwned):
    """Her signature under one application: the exact text, the name she typed, when she proved who she is."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="attestations")
    text = models.TextField()
    signed_name = models.CharField(max_length=200)
    signed_at = models.DateTimeField()
    reauthenticated_at = models.DateTimeField()
    snapshot_sha256 = models.CharField(max_length=64)

    def __str__(self):
        return f"{self.application} {self.signed_at:%Y-%m-%d}"


class DisclosureAnswer(PractitionerOwned):
    """Her answer to one question of a versioned set; a "yes" comes with its story and, where there is one, its document."""

    question_set = models.CharField(max_length=40)
    question = models.CharField(max_length=60)
    answer = models.BooleanField(null=True)
    since = models.DateField(null=True, blank=True)
    narrative = models.TextField(blank=True)
    document = models.ForeignKey("network.Document", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practitioner", "question_set", "question"], name="disclosure_once")
        ]

    def __str__(self):
        return f"{self.question}: {self.answer}"


class InformationRequest(TenantOwned):
    """One thing asked back from the therapist; other checks go on meanwhile. Hers until she answered it."""

    practitioner_path = "application__practitioner"

    application = models.ForeignKey(Application, models.PROTECT, related_name="information_requests")
    element = models.CharField(max_length=30, blank=True)
    item = models.CharField(max_length=60, blank=True)
    message = models.TextField(_("what is needed and why"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    due_on = models.DateField(_("answer by"))
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    document = models.ForeignKey("network.Document", models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at"]
        indexes = [
            models.Index(
                fields=["organization", "due_on"], name="request_open",
                condition=models.Q(answered_at__isnull=True, closed_at__isnull=True),
            ),
        ]

    def __str__(self):
        return self.message[:60]

    @property
    def event_about(self):
        """Told on the file's timeline."""
        return self.application.reference
