"""Evidence: one row per version of a file. The bytes live behind the storage port under `storage_key`."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from network.models.base import Scoped
from network.scope import ScopedManager, ScopedQuerySet, ScopeMissing


class ScanState(models.TextChoices):
    """Whether the file was looked at. Only `clean` is ever served."""

    PENDING = "pending", _("Being checked")
    CLEAN = "clean", _("Checked")
    QUARANTINED = "quarantined", _("Set aside")


class DocumentQuerySet(ScopedQuerySet):
    """Files by state and version."""

    def clean(self):
        """Those that may be served."""
        return self.filter(scan_state=ScanState.CLEAN)

    def latest(self):
        """The newest version of each file."""
        return self.filter(replaced_by__isnull=True)


class Document(Scoped):
    """One version of one file, of a therapist or of an organization. Never overwritten: a new upload is a new row.

    Who may read it is decided by the rows it hangs on, at the moment of reading (`visible_q`): its owner, and whoever
    may see a license, verification, letter … that points at this version or at a later one of the same file.
    """

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey("network.Organization", models.PROTECT, null=True, blank=True, related_name="+")
    practitioner = models.ForeignKey("network.Practitioner", models.PROTECT, null=True, blank=True, related_name="documents")
    kind = models.CharField(max_length=40)
    filename = models.CharField(max_length=150)
    content_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField(help_text="Bytes as kept.")
    sha256 = models.CharField(max_length=64, help_text="Of the bytes as kept.")
    received_sha256 = models.CharField(
        max_length=64,
        help_text="Of the bytes as uploaded (of several files: of their hashes); differs when what is kept was made of them.",
    )
    pages = models.PositiveIntegerField(null=True)
    originals = models.JSONField(default=list, blank=True, help_text="Files exactly as sent, when what is kept was made of them.")
    drawn = models.JSONField(default=list, blank=True, help_text="Pages drawn as pictures: size, hash, and what was seen of them.")
    storage_key = models.CharField(max_length=200, unique=True)
    scan_state = models.CharField(max_length=20, choices=ScanState.choices, default=ScanState.PENDING)
    remarks = models.JSONField(default=list, blank=True, help_text="What the upload coach saw; see network.coach.")
    sent = models.BooleanField(default=True, help_text="False while it was only looked at: it hangs on nothing yet.")
    note = models.TextField(blank=True, help_text="Why it was sent in spite of the remarks, in the sender's words.")
    confidential = models.BooleanField(default=True, help_text="Reading it is recorded.")
    series = models.UUIDField(default=uuid.uuid4, db_index=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    uploaded_by = models.ForeignKey("network.Person", models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()

    objects = ScopedManager.from_queryset(DocumentQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=True) ^ Q(practitioner__isnull=True), name="document_one_owner"
            ),
            models.CheckConstraint(condition=Q(scan_state__in=ScanState.values), name="document_scan_state_legal"),
            models.UniqueConstraint(fields=["series", "version"], name="document_version_once"),
        ]
        indexes = [
            models.Index(fields=["sha256"]),
            models.Index(fields=["organization", "uploaded_at"], condition=Q(sent=False), name="document_unsent"),
        ]

    def __str__(self):
        return f"{self.filename} v{self.version}"

    @property
    def set_aside(self) -> bool:
        """Whether the virus scanner found something in it: then it is as good as not there."""
        return self.scan_state == ScanState.QUARANTINED

    @property
    def scope_key(self) -> str:
        """The scope that rows related to this one inherit."""
        if self.organization_id:
            return f"organization:{self.organization_id}"
        return f"practitioner:{self.practitioner_id}"

    def check_scope(self):
        """Refuse a file without exactly one owner."""
        if (self.organization_id is None) == (self.practitioner_id is None):
            raise ScopeMissing("A document belongs to one organization or to one therapist.")

    @classmethod
    def scope_q(cls, organization_id) -> Q:
        """Files of the organization itself."""
        return Q(organization_id=organization_id)

    @classmethod
    def practitioner_q(cls, practitioner_id) -> Q:
        """Her own files."""
        return Q(practitioner_id=practitioner_id)

    @classmethod
    def visible_q(cls, actor) -> Q:
        """Its owner, and whoever may see a row it hangs on; an older version follows the newer one. An auditor owns none."""
        own = Q(pk__in=[])
        if actor.organization_id is not None:
            own = own if actor.audits else cls.scope_q(actor.organization_id)
        elif actor.practitioner_id is not None:
            own = cls.practitioner_q(actor.practitioner_id)
        hangs = Q(pk__in=[])
        for model, column in cls.holders():
            rows = model.objects.visible_to(actor).filter(**{f"{column}__isnull": False})
            hangs |= Q(pk__in=rows.order_by().values(column))
        newer = cls.objects.everywhere(reason="a file is as visible as the row it hangs on").filter(hangs)
        return own | Exists(newer.filter(series=OuterRef("series"), version__gte=OuterRef("version")))

    @classmethod
    def holders(cls):
        """Every (model, foreign key) a file can hang on: all scoped rows that point at a document."""
        for relation in cls._meta.get_fields(include_hidden=True):
            if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
                model = relation.related_model
                if issubclass(model, Scoped) and model is not cls:
                    yield model, relation.field.name
