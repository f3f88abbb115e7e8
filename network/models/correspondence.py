"""What is written to people, and what people must do: letters, the mail outbox, tasks."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.access import Role
from network.models.base import Scoped, TenantOwned
from network.scope import ScopedManager, ScopedQuerySet


class Letter(TenantOwned):
    """A letter of an organization to a therapist. Written by a job; the PDF is a document of the organization."""

    class State(models.TextChoices):
        """Where the letter is."""

        QUEUED = "queued", _("Being written")
        ISSUED = "issued", _("Issued")

    practitioner_path = "practitioner"

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=200, unique=True)
    practitioner = models.ForeignKey("network.Practitioner", models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=80, blank=True, help_text="The file it belongs to, by reference.")
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=200, blank=True)
    context = models.JSONField(default=dict, help_text="Everything it says, as it was when it was asked for.")
    facts_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    document = models.OneToOneField("network.Document", models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="queued", document__isnull=True) | Q(state="issued", document__isnull=False),
                name="letter_issued_has_document",
            )
        ]
        indexes = [models.Index(fields=["organization", "about"])]

    def __str__(self):
        return f"{self.kind} {self.about}"

    @property
    def event_about(self) -> str:
        """The file whose timeline shows this letter."""
        return self.about


class LetterText(TenantOwned):
    """What an organization adds to one kind of letter in one language, from a day on. A later version replaces it; none is changed."""

    written_once = True

    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=5)
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True, help_text="Empty: nothing is added from that day.")
    effective_from = models.DateField()
    author = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind", "language", "version"], name="letter_text_version_once")
        ]

    def __str__(self):
        return f"{self.kind} {self.language} v{self.version}"


class Message(Scoped):
    """One mail to one recipient, once per key. Kept instead of sent in demo mode."""

    class State(models.TextChoices):
        """Where the mail is."""

        QUEUED = "queued", _("Waiting")
        SENT = "sent", _("Sent")
        KEPT = "kept", _("Kept, not sent")
        FAILED = "failed", _("Not delivered")

    key = models.CharField(max_length=200, unique=True)
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey("network.Organization", models.PROTECT, null=True, blank=True, related_name="+")
    recipient = models.ForeignKey("network.User", models.PROTECT, null=True, blank=True, related_name="+")
    address = models.EmailField()
    template = models.CharField(max_length=60)
    context = models.JSONField(default=dict)
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True, help_text="Why it did not arrive: a status code (RFC 3463), or a word of ours.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["queued", "sent", "kept", "failed"]), name="message_state_legal")
        ]
        indexes = [models.Index(fields=["organization", "created_at"], name="message_by_time")]

    def __str__(self):
        return f"{self.template} to {self.address}"

    @classmethod
    def scope_q(cls, organization_id) -> Q:
        """Mails written for the organization."""
        return Q(organization_id=organization_id)

    @classmethod
    def practitioner_q(cls, practitioner_id) -> Q:
        """Mails to her."""
        return Q(recipient__person__practitioner=practitioner_id)

    @classmethod
    def visible_q(cls, actor) -> Q:
        """Staff see what their organization wrote; a therapist what was written to her."""
        if actor.organization_id is not None:
            return cls.scope_q(actor.organization_id)
        return cls.practitioner_q(actor.practitioner_id) if actor.practitioner_id else Q(pk__in=[])


class TaskQuerySet(ScopedQuerySet):
    """Tasks by what is left to do."""

    def open(self):
        """Those nobody has done."""
        return self.filter(done_at__isnull=True)

    def due(self, on):
        """Open ones due on or before day `on`."""
        return self.open().filter(due_on__lte=on)


class Task(TenantOwned):
    """Something a person of the organization must do by a day: hers, or a role's until somebody takes it."""

    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=80, blank=True, help_text="The file it belongs to, by reference.")
    facts = models.JSONField(default=dict)
    role = models.CharField(max_length=30, choices=Role.choices)
    owner = models.ForeignKey("network.Membership", models.PROTECT, null=True, blank=True, related_name="tasks")
    due_on = models.DateField()
    escalates_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager.from_queryset(TaskQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "key"], name="task_key_once")]
        indexes = [models.Index(fields=["organization", "done_at", "due_on"])]

    def __str__(self):
        return f"{self.kind} {self.about}"
