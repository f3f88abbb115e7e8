"""How accounts come to be and come back: invitations, claims on imported profiles, and the way back to a lost second step."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network import guards_accounts as guards
from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.scope import ScopedManager, ScopedQuerySet
from network.transitions import step


class InvitationQuerySet(ScopedQuerySet):
    """Invitations by what can still be done with them."""

    def open(self):
        """Neither accepted nor revoked; some may have expired."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)


class Invitation(TenantOwned):
    """A letter of entry to one address for one purpose: single use, of limited life. The token is kept only as its hash.

    What becomes of it are dated facts, not states: it was accepted, revoked, or its last instant passed.
    """

    class Kind(models.TextChoices):
        """What accepting it makes of the reader."""

        STAFF = "staff", _("Colleague")
        THERAPIST = "therapist", _("Therapist")
        CLAIM = "claim", _("Owner of an imported profile")

    kind = models.CharField(max_length=10, choices=Kind)
    address = models.EmailField(_("e-mail address"))
    given_name = models.CharField(_("given name"), max_length=100)
    prefix = models.CharField(_("prefix"), max_length=30, blank=True)
    family_name = models.CharField(_("family name"), max_length=100)
    roles = models.JSONField(_("roles"), default=list, blank=True)
    practitioner = models.ForeignKey("network.Practitioner", models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(_("language"), max_length=5)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    inviter = models.ForeignKey("network.User", models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent = models.PositiveSmallIntegerField(default=1, help_text="How often it was sent; each time with a new token.")
    failed = models.PositiveSmallIntegerField(default=0, help_text="License numbers that did not match.")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey("network.User", models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager.from_queryset(InvitationQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "address"],
                condition=models.Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(revoked_at__isnull=True), name="invitation_one_end"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.address}"

    @property
    def full_name(self) -> str:
        """The name it was written to."""
        return " ".join(part for part in (self.given_name, self.prefix, self.family_name) if part)


class ClaimState(models.TextChoices):
    """Where the claim is."""

    MADE = "made", _("Waiting for confirmation")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")


class Claim(Stateful, TenantOwned):
    """Somebody says an imported profile is hers: she had the invitation and the license number; a person confirms."""

    invitation = models.OneToOneField(Invitation, models.PROTECT, related_name="claim")
    practitioner = models.ForeignKey("network.Practitioner", models.PROTECT, related_name="claims")
    user = models.ForeignKey("network.User", models.PROTECT, related_name="claims")
    number = models.CharField(_("license number"), max_length=60, help_text="As she typed it; it matched.")
    state = StateField(max_length=10, choices=ClaimState, default=ClaimState.MADE)
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(_("how you know"), max_length=300, blank=True)
    met_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    met_at = models.DateTimeField(null=True, blank=True)
    meeting = models.JSONField(default=dict, blank=True, help_text="How she was met, which document she showed. Not its number.")

    class Meta:
        constraints = [
            states_constraint(ClaimState, "claim_state_legal"),
            models.UniqueConstraint(
                fields=["practitioner"], condition=~models.Q(state="refused"), name="claim_one_per_profile"
            ),
        ]

    def __str__(self):
        return f"{self.user} is {self.practitioner}"

    @step("made", "made", action=Action.CONFIRM_CLAIM, guards=[guards.not_claiming_herself, guards.met_as_asked])
    def meet(self, *, actor, at, meeting, **inputs):
        """A colleague met her and saw her document; another colleague confirms the claim."""
        self.met_by_id, self.met_at, self.meeting = actor.person_id, at, meeting

    @step(
        "made", "confirmed", action=Action.CONFIRM_CLAIM,
        guards=[guards.not_the_inviter, guards.not_claiming_herself, guards.another_person_met_her],
    )
    def confirm(self, *, actor, at, how):
        """She is who she says: from now on the profile is hers alone."""
        self.decided_by_id, self.decided_at, self.how = actor.person_id, at, how

    @step("made", "refused", action=Action.CONFIRM_CLAIM, guards=[guards.not_claiming_herself])
    def refuse(self, *, actor, at, how):
        """She is somebody else, or nobody can tell."""
        self.decided_by_id, self.decided_at, self.how = actor.person_id, at, how


class RecoveryState(models.TextChoices):
    """Where the request is."""

    ASKED = "asked", _("Waiting for two people")
    VOUCHED = "vouched", _("Waiting for a second person")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")


class Recovery(Stateful, TenantOwned):
    """Somebody who knows her password lost her second step. Two people of the organization say that it is her.

    Where fewer than two colleagues can, the operator of the installation is one of the two, by name and from its terminal.
    """

    user = models.ForeignKey("network.User", models.PROTECT, related_name="recoveries")
    note = models.CharField(_("what happened"), max_length=300, blank=True)
    state = StateField(max_length=10, choices=RecoveryState, default=RecoveryState.ASKED)
    asked_at = models.DateTimeField()
    vouched_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    vouched_at = models.DateTimeField(null=True, blank=True)
    vouched_how = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_how = models.CharField(max_length=300, blank=True)
    vouched_operator = models.CharField(max_length=200, blank=True, help_text="The first person's name, when the operator was.")
    decided_operator = models.CharField(max_length=200, blank=True, help_text="The second person's name, when the operator was.")

    class Meta:
        constraints = [
            states_constraint(RecoveryState, "recovery_state_legal"),
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=models.Q(state__in=["asked", "vouched"]),
                name="recovery_open_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done")
                | (models.Q(vouched_by__isnull=False) | ~models.Q(vouched_operator=""))
                & (models.Q(decided_by__isnull=False) | ~models.Q(decided_operator=""))
                & (models.Q(vouched_operator="") | models.Q(decided_operator=""))
                & ~models.Q(vouched_by=models.F("decided_by")),
                name="recovery_two_people",
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.asked_at:%Y-%m-%d}"

    @step("asked", "vouched", action=Action.CONFIRM_RECOVERY, guards=[guards.recovery_is_young, guards.not_her_own_account])
    def vouch(self, *, actor, at, how):
        """The first person spoke to her."""
        self.vouched_by_id, self.vouched_at, self.vouched_how = actor.person_id, at, how

    @step("asked", "vouched", action=Action.VOUCH_AT_TERMINAL, guards=guards.AT_TERMINAL)
    def vouch_at_terminal(self, *, actor, at, how, **inputs):
        """The operator spoke to her, because fewer than two colleagues can; a colleague still has to."""
        self.vouched_by_id, self.vouched_at, self.vouched_how = actor.person_id, at, how
        self.vouched_operator = actor.label

    @step(
        "vouched", "done", action=Action.CONFIRM_RECOVERY,
        guards=[guards.recovery_is_young, guards.not_her_own_account, guards.another_person_vouched],
    )
    def complete(self, *, actor, at, how):
        """The second person spoke to her, too: what she lost is taken off her account."""
        self.decided_by_id, self.decided_at, self.decided_how = actor.person_id, at, how

    @step(
        "vouched", "done", action=Action.VOUCH_AT_TERMINAL,
        guards=[*guards.AT_TERMINAL, guards.another_person_vouched, guards.a_colleague_vouched],
    )
    def complete_at_terminal(self, *, actor, at, how, **inputs):
        """A colleague spoke to her, and the operator did, too."""
        self.decided_by_id, self.decided_at, self.decided_how = actor.person_id, at, how
        self.decided_operator = actor.label

    @step("vouched", "asked", action=Action.RUN)
    def start_over(self, *, actor, at):
        """She asks again after more than a week: the first person's word was for another conversation."""
        self.vouched_by, self.vouched_at, self.vouched_how, self.vouched_operator = None, None, "", ""

    @step(["asked", "vouched"], "refused", action=Action.CONFIRM_RECOVERY, guards=[guards.not_her_own_account])
    def refuse(self, *, actor, at, how):
        """It was not her, or she found what she lost."""
        self.decided_by_id, self.decided_at, self.decided_how = actor.person_id, at, how
