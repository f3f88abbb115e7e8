"""A request to a source and its answer. *Attested*, *obtained* and *verified* are three different things."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from licensure import guards, guards_claims, guards_identity, guards_rule, guards_sources
from licensure.models.evidence import Credential, License
from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned
from network.transitions import step


class Element(models.TextChoices):
    """What a verification is about (NCQA CR 3 elements and the trade's others)."""

    LICENSE = "license", _("License")
    INSURANCE = "insurance", _("Liability insurance")
    EDUCATION = "education", _("Education")
    EXCLUSION_LIST = "exclusion_list", _("Exclusion list")
    WORK_HISTORY = "work_history", _("Work history")
    IDENTITY = "identity", _("Identity")
    REFERENCE = "reference", _("Reference")
    CERTIFICATE_OF_CONDUCT = "certificate_of_conduct", _("Certificate of conduct")
    REGISTER = "register", _("Voluntary register")
    NPI = "npi", _("NPI record")
    EAP_EXPERIENCE = "eap_experience", _("EAP experience")
    TRAINING = "training", _("Training or certificate")
    SUPERVISION = "supervision", _("Supervision")
    DISCLOSURES = "disclosures", _("Disclosure questions")
    CLAIMS = "claims", _("Claims history")
    PAPER = "paper", _("Other paper")


class VerificationState(models.TextChoices):
    """Where the question to the source stands."""

    REQUIRED = "required", _("To check")
    REQUESTED = "requested", _("Asked at the source")
    OBTAINED = "obtained", _("Obtained, not reviewed")
    VERIFIED = "verified", _("Verified")
    DISCREPANT = "discrepant", _("Differs")
    UNAVAILABLE = "unavailable", _("Source unavailable")
    WAIVED = "waived", _("Waived")
    SUPERSEDED = "superseded", _("Replaced")


class Method(models.TextChoices):
    """How the answer was got."""

    WEB_LOOKUP = "web_lookup", _("Looked up on the source's site")
    SOURCE_DOCUMENT = "source_document", _("Document from the source")
    FILE = "file", _("List or file")
    LETTER = "letter", _("Letter from the source")
    PHONE = "phone", _("By phone, with written proof")
    SEEN = "seen", _("Original seen, no copy kept")
    VIDEO = "video", _("Met by video")
    IN_PERSON = "in_person", _("Met in person")


OPEN = ("required", "requested", "obtained", "discrepant")
ANSWER = (
    "method", "source", "query", "as_of", "good_through", "values", "artefact", "artefact_sha256", "sighting", "comment",
    "due_on", "asked_at", "obtained_at", "verified_at", "verified_by_id", "waived_by_id",
)


class Verification(Stateful, TenantOwned):
    """One element of one file, asked at one source. Once verified it is never edited, only replaced by a later one.

    `as_of` is the source's own day and counts for every window; `verified_at` is when somebody here said so.
    `waiver_by` proposed to do without it, where the policy asks two people. `met_by` met her, of an identity; another
    person verifies.
    `rule` and `rule_version` say which documented rule verified it, where the organization switched one on; then no person did.
    `good_through` is the last day the source says it holds (a license's expiry), null when it says none.
    """

    practitioner_path = "practitioner"

    practitioner = models.ForeignKey("network.Practitioner", models.PROTECT, related_name="verifications")
    file = models.CharField(max_length=20, db_index=True, help_text="Reference of the application it was opened for.")
    element = models.CharField(_("element"), max_length=30, choices=Element)
    item = models.CharField(max_length=60, blank=True, help_text="license:12, credential:7; empty when about the person.")
    label = models.CharField(max_length=200)
    state = StateField(default=VerificationState.REQUIRED, choices=VerificationState.choices)
    opened_on = models.DateField()
    asked_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)

    method = models.CharField(_("how"), max_length=20, choices=Method, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    query = models.CharField(_("what was looked up"), max_length=300, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    good_through = models.DateField(_("good through"), null=True, blank=True)
    values = models.JSONField(default=dict, blank=True, help_text="What the source said, by field.")
    artefact = models.ForeignKey("network.Document", models.PROTECT, null=True, blank=True, related_name="+")
    artefact_sha256 = models.CharField(max_length=64, blank=True)
    sighting = models.JSONField(default=dict, blank=True, help_text="Original seen: kind, number, issue date. No copy kept.")
    comment = models.TextField(_("comment"), blank=True)
    obtained_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    rule = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The documented rule that verified it, when no person did.")
    rule_version = models.PositiveSmallIntegerField(null=True, blank=True)
    waived_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    waiver_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    met_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=VerificationState.values), name="verification_state_legal"),
            models.CheckConstraint(
                condition=~models.Q(state="verified")
                | models.Q(as_of__isnull=False, verified_at__isnull=False) & ~models.Q(source=""),
                name="verification_verified_has_source_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="verified")
                | models.Q(verified_by__isnull=False, rule__isnull=True, rule_version__isnull=True)
                | models.Q(verified_by__isnull=True, rule__isnull=False, rule_version__isnull=False),
                name="verification_verified_by_person_or_rule",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="verified") | ~models.Q(artefact_sha256="") | models.Q(method__in=guards.NOT_KEPT),
                name="verification_verified_is_kept_or_seen",
            ),
            models.UniqueConstraint(
                fields=["file", "element", "item"], condition=~models.Q(state="superseded"), name="verification_one_current"
            ),
        ]

    def __str__(self):
        return f"{self.file} {self.element} {self.label}"

    @property
    def event_about(self):
        """Events about a verification belong to its file's timeline."""
        return self.file or None

    @property
    def evidence(self):
        """The license or credential it is about, hers whether she still shares it or not; None when about the person."""
        kind, _colon, number = self.item.partition(":")
        model = {"license": License, "credential": Credential}.get(kind)
        return model.objects.of(self.practitioner).filter(pk=number).first() if model else None

    @property
    def first_day(self):
        """The first day she states for it, when she states one."""
        row = self.evidence
        return getattr(row, "covers_from", None) or getattr(row, "issued_on", None)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state in OPEN

    def answer(self, *, how="", **fields):
        """Take over the source's answer, `how` being its method; empty values leave what is there."""
        if strange := sorted(set(fields) - set(ANSWER)):
            raise TypeError(f"A source does not answer {', '.join(strange)}.")
        for name, value in {"method": how, **fields}.items():
            if value not in (None, "", {}):
                setattr(self, name, value)

    @step("required", "requested", action=Action.OBTAIN)
    def ask(self, *, actor, at, due_on=None, source="", **inputs):
        """Somebody asked the source and waits for its answer."""
        self.answer(asked_at=at, due_on=due_on, source=source)

    @step(
        ("required", "requested", "unavailable"), "obtained", action=Action.OBTAIN,
        guards=[guards.has_source_day, guards.has_source, guards.has_artefact, guards.artefact_is_harmless],
    )
    def obtain(self, *, actor, at, **answer):
        """The source answered; nobody has reviewed it yet."""
        self.answer(obtained_at=at, **answer)

    @step(
        (*OPEN, "unavailable"), "obtained", action=Action.VERIFY,
        guards=[
            guards.not_about_oneself, guards.has_source_day, guards.has_source, guards_identity.is_about_identity,
            guards_identity.met_an_accepted_way, guards_identity.saw_her_document, guards_identity.account_is_hers,
        ],
    )
    def meet(self, *, actor, at, code="", **answer):
        """A named person met her by video or in person and saw her document; a second person confirms it by verifying."""
        self.answer(obtained_at=at, **answer)
        self.met_by_id = actor.person_id

    @step(
        (*OPEN, "unavailable"),
        "verified",
        action=Action.VERIFY,
        guards=[
            guards.not_about_oneself, guards.has_source_day, guards.has_source, guards.has_artefact, guards.artefact_is_harmless,
            guards.artefact_was_scanned, guards.says_how, guards.days_in_order, guards.who_is_the_same, guards_identity.two_people_met_her,
            guards_sources.source_is_allowed, guards_claims.claim_is_told,
        ],
    )
    def verify(self, *, actor, at, named=(), source_faults=(), **answer):
        """A named person reviewed the source's answer against what she attested; `named` are the differences she takes over."""
        self.answer(verified_at=at, verified_by_id=actor.person_id, **answer)

    @step(
        "obtained", "verified", action=Action.VERIFY_BY_RULE,
        guards=[
            guards.has_source_day, guards.has_source, guards.has_artefact, guards.artefact_is_harmless, guards.artefact_was_scanned,
            guards.says_how, guards.days_in_order, guards.who_is_the_same, guards_sources.source_is_allowed, guards_rule.rule_says_yes,
        ],
    )
    def verify_by_rule(self, *, actor, at, ruling, **inputs):
        """A documented rule the organization switched on takes the answer over; no person reviewed it."""
        self.verified_at, self.verified_by_id = at, None
        self.rule, self.rule_version = ruling.rule, ruling.version

    @step((*OPEN, "unavailable"), "discrepant", action=Action.VERIFY, guards=[guards.not_about_oneself, guards.says_why])
    def flag(self, *, actor, at, comment="", **answer):
        """The source says something else than she does; the therapist is told what."""
        self.answer(comment=comment, **answer)

    @step(OPEN, "unavailable", action=Action.OBTAIN, guards=[guards.not_about_oneself, guards.says_why])
    def mark_unavailable(self, *, actor, at, comment="", **answer):
        """The source could not be asked. Never "not found" and never "not excluded"."""
        self.answer(comment=comment, **answer)

    @step(
        (*OPEN, "unavailable"), "waived", action=Action.WAIVE,
        guards=[guards.not_about_oneself, guards.says_why, guards.waivable, guards.policy_lets_waive],
    )
    def waive(self, *, actor, at, comment="", **inputs):
        """Who the policy names does without this element, with a reason. License and exclusion checks never."""
        self.answer(comment=comment, verified_at=at, waived_by_id=actor.person_id)

    @step((*OPEN, "unavailable", "verified", "waived"), "superseded", action=Action.OBTAIN)
    def replace(self, *, actor, at, **inputs):
        """A later verification of the same element takes its place; this one stays readable."""
