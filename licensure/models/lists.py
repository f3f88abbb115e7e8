"""Exclusion lists as their publishers put them out, who was screened against them, and what two people made of a hit."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from licensure import list_guards as guards
from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned
from network.transitions import step


class ExclusionList(models.Model):
    """A list somebody publishes. `max_age_days`: a file older than that answers no monthly check (domain 4.2).

    `stands_for`: the key of the list this one is somebody's copy of; a policy that must ask for that one may ask for this.
    """

    key = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(_("name"), max_length=200)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    url = models.CharField(_("address"), max_length=300, blank=True)
    max_age_days = models.PositiveSmallIntegerField(_("usable for (days)"), default=35)
    stands_for = models.CharField(_("a copy of"), max_length=40, blank=True)

    def __str__(self):
        return self.name

    @property
    def current(self):
        """The version in use: the one loaded last. None before the first."""
        return self.versions.order_by("-pk").first()


class VersionKind(models.TextChoices):
    """What a version was made from: a whole file, or a supplement applied to the version before it."""

    WHOLE = "whole", _("Whole file")
    EXCLUSIONS = "exclusions", _("Supplement: excluded since")
    REINSTATEMENTS = "reinstatements", _("Supplement: reinstated since")


class ListVersion(models.Model):
    """One file of a list. `as_of` is the publisher's day and counts; `loaded_at` is when we read it.

    `rows` are those the version shows, `names` what they can be searched by (0: not counted, before it was).
    """

    kind = models.CharField(_("made from"), max_length=20, choices=VersionKind, default=VersionKind.WHOLE)
    names = models.PositiveIntegerField(default=0)
    reading = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the column mapping it was read by.")
    exclusion_list = models.ForeignKey(ExclusionList, models.PROTECT, related_name="versions")
    sha256 = models.CharField(max_length=64)
    filename = models.CharField(max_length=200, blank=True)
    as_of = models.DateField(_("as of"))
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=200)
    rows = models.PositiveIntegerField()
    odd = models.PositiveIntegerField(default=0)
    odd_rows = models.JSONField(default=list, help_text="The first hundred odd rows: row, code, column.")
    added = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["exclusion_list", "kind", "sha256", "reading", "as_of"], name="list_version_once")
        ]

    def __str__(self):
        return f"{self.exclusion_list_id} {self.as_of}"


class ListEntryQuerySet(models.QuerySet):
    """Rows by the version they stand in."""

    def standing(self, version):
        """Rows that this version, the newest one, still shows."""
        return self.filter(exclusion_list_id=version.exclusion_list_id, last_version=version)


class ListEntry(models.Model):
    """One row of a list, from the first version that showed it to the last. Never collapsed, never deleted.

    Equal rows of one file are told apart by `occurrence`. A row that came back after it vanished is a new entry.
    `other_names` are objects with family_name, given_name, kind; `other_births` days as text, null for one told inexactly;
    `other_businesses` further names of a firm, or firms tied to the entry: no person is compared with them.
    """

    exclusion_list = models.ForeignKey(ExclusionList, models.PROTECT, related_name="entries")
    row_hash = models.CharField(max_length=64)
    occurrence = models.PositiveSmallIntegerField(default=0)
    first_version = models.ForeignKey(ListVersion, models.PROTECT, related_name="+")
    last_version = models.ForeignKey(ListVersion, models.PROTECT, related_name="entries")
    family_name = models.CharField(max_length=200, blank=True)
    given_name = models.CharField(max_length=200, blank=True)
    middle_name = models.CharField(max_length=200, blank=True)
    business_name = models.CharField(max_length=300, blank=True)
    npi = models.CharField(max_length=20, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    excluded_on = models.DateField(null=True, blank=True)
    reinstated_on = models.DateField(null=True, blank=True)
    other_names = models.JSONField(default=list)
    other_births = models.JSONField(default=list)
    other_businesses = models.JSONField(default=list)
    raw = models.JSONField(default=dict)

    objects = models.Manager.from_queryset(ListEntryQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exclusion_list", "row_hash", "occurrence", "first_version"], name="list_entry_once")
        ]
        indexes = [models.Index(fields=["exclusion_list", "last_version"])]

    def __str__(self):
        return f"{self.family_name}, {self.given_name}".strip(", ") or self.business_name

    @property
    def births(self) -> list[date]:
        """Every day of birth the list gives."""
        others = [date.fromisoformat(text) for text in self.other_births if text]
        return [self.date_of_birth, *others] if self.date_of_birth else others


class Screening(TenantOwned):
    """A therapist was screened against one version of a list, hit or none: the proof a month asks for.

    `terms` are the names searched and whether a date of birth and an NPI were known; `terms_hash` covers all of them.
    `found` are the entries that may be her. With a `basis` only what was added since that screening was compared, and
    what it found is carried over. `rule` is the rule of comparison that was used (`screening.RULE`).
    """

    practitioner_path = "practitioner"

    practitioner = models.ForeignKey("network.Practitioner", models.PROTECT, related_name="screenings")
    version = models.ForeignKey(ListVersion, models.PROTECT, related_name="screenings")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    by_label = models.CharField(max_length=200)
    terms = models.JSONField(default=dict)
    terms_hash = models.CharField(max_length=64)
    candidates = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=list)
    basis = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    rule = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["organization", "practitioner", "-at"])]

    def __str__(self):
        return f"{self.version} {self.on}"


class Band(models.TextChoices):
    """How likely it is her. A name alone is never more than possible."""

    POSSIBLE = "possible", _("Possible")
    PROBABLE = "probable", _("Probable")
    CERTAIN = "certain", _("Certain")


class HitState(models.TextChoices):
    """Where two people stand with a hit."""

    OPEN = "open", _("To judge")
    PROPOSED_CLEARED = "proposed_cleared", _("One person says: not the one listed")
    PROPOSED_CONFIRMED = "proposed_confirmed", _("One person says: the one listed")
    INCONCLUSIVE = "inconclusive", _("Cannot be told yet")
    CLEARED = "cleared", _("Not the one listed")
    CONFIRMED = "confirmed", _("The one listed")


UNSETTLED = ("open", "proposed_cleared", "proposed_confirmed", "inconclusive")


class Hit(Stateful, TenantOwned):
    """A row of a list that may be this therapist, raised to one organization. A machine neither excludes nor clears.

    A clearance holds for the row (`entry.row_hash`) and the identifiers (`terms_hash`) it was given on: when either changes
    it is asked again, once. `clearance` has both hashes and `differing`, the identifiers that differ.
    """

    practitioner = models.ForeignKey("network.Practitioner", models.PROTECT, related_name="hits")
    entry = models.ForeignKey(ListEntry, models.PROTECT, related_name="hits")
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="hits")
    band = models.CharField(_("how likely"), max_length=10, choices=Band)
    score = models.PositiveSmallIntegerField(_("score"))
    reasons = models.JSONField(default=list, help_text="identifier, verdict, how; in the order they are shown.")
    name = models.CharField(_("found under"), max_length=300)
    listed_as = models.CharField(_("listed as"), max_length=300, blank=True, help_text="Family, given: the list's name that agreed.")
    terms_hash = models.CharField(max_length=64)
    state = StateField(default=HitState.OPEN, choices=HitState.choices)
    raised_at = models.DateTimeField()
    raised_on = models.DateField()
    proposed_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, help_text=_("The reason given last."))
    clearance = models.JSONField(default=dict, blank=True, help_text="What was said not to be hers: differing, row_hash, terms_hash.")
    known_on = models.DateField(_("known since"), null=True, blank=True, help_text="The day of knowledge of an exclusion.")
    hold_refs = models.JSONField(default=list, help_text="Holds opened by the confirmation.")

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "practitioner", "entry"], name="hit_once"),
            models.CheckConstraint(condition=Q(state__in=HitState.values), name="hit_state_legal"),
            models.CheckConstraint(
                condition=~Q(state__in=["cleared", "confirmed"])
                | Q(proposed_by__isnull=False, settled_by__isnull=False) & ~Q(proposed_by=F("settled_by")),
                name="hit_settled_by_two",
            ),
        ]

    def __str__(self):
        return f"{self.practitioner_id} {self.entry}"

    def propose(self, actor, at, reason):
        """Note who proposes; what was settled before is open again."""
        self.proposed_by_id, self.proposed_at, self.reason = actor.person_id, at, reason
        self.settled_by_id, self.settled_at, self.clearance = None, None, {}

    def settle(self, actor, at, reason):
        """Note who settles it."""
        self.settled_by_id, self.settled_at, self.reason = actor.person_id, at, reason

    def forget(self, reason):
        """Back to the start: what two people said stays in the audit trail."""
        self.proposed_by_id = self.proposed_at = self.settled_by_id = self.settled_at = None
        self.reason, self.clearance = reason, {}

    @step(("open", "inconclusive"), "proposed_cleared", action=Action.ADJUDICATE, guards=guards.CLEARANCE)
    def propose_clear(self, *, actor, at, reason="", differing=(), **inputs):
        """The first person says it is not her, and what differs. It counts for this row and these identifiers."""
        self.propose(actor, at, reason)
        self.clearance = {"differing": sorted(differing), "row_hash": self.entry.row_hash, "terms_hash": self.terms_hash}

    @step(("open", "inconclusive"), "proposed_confirmed", action=Action.ADJUDICATE, guards=guards.PROPOSAL)
    def propose_confirm(self, *, actor, at, reason="", **inputs):
        """The first person says it is her."""
        self.propose(actor, at, reason)

    @step(("open", "proposed_cleared", "proposed_confirmed"), "inconclusive", action=Action.ADJUDICATE, guards=guards.PROPOSAL)
    def leave_inconclusive(self, *, actor, at, reason="", **inputs):
        """It cannot be told: somebody asks the therapist or the publisher."""
        self.forget(reason)

    @step(("proposed_cleared", "proposed_confirmed"), "open", action=Action.ADJUDICATE, guards=guards.PROPOSAL)
    def disagree(self, *, actor, at, reason="", **inputs):
        """The second person does not agree, or the first takes it back."""
        self.forget(reason)

    @step("proposed_cleared", "cleared", action=Action.ADJUDICATE, guards=guards.SETTLEMENT)
    def clear(self, *, actor, at, reason="", **inputs):
        """A second person says it is not her."""
        self.settle(actor, at, reason)

    @step("proposed_confirmed", "confirmed", action=Action.ADJUDICATE, guards=guards.SETTLEMENT)
    def confirm(self, *, actor, at, reason="", **inputs):
        """A second person says it is her."""
        self.settle(actor, at, reason)

    @step(("cleared", "confirmed"), "open", action=Action.ADJUDICATE, guards=guards.PROPOSAL)
    def reopen(self, *, actor, at, reason="", **inputs):
        """Something new came up. Reopening a confirmed hit lifts no hold."""
        self.forget(reason)

    @step(("cleared", "proposed_cleared", "proposed_confirmed"), "open", action=Action.RUN)
    def reopen_changed(self, *, actor, at, reason="", **inputs):
        """The row or her identifiers are no longer those it was judged on. It only asks again, so a schedule may do it."""
        self.forget(reason)
