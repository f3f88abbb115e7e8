"""A board runs late, or extends licenses by announcement: entered by one person, in force once another has looked at it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from licensure.guards import says_why
from licensure.guards_extensions import another_entered_it, not_her_own_license
from licensure.models.evidence import License
from licensure.models.reference import LicenseType
from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.transitions import step


class ExtensionState(models.TextChoices):
    """Where it stands. One that was ended keeps what it moved readable."""

    PROPOSED = "proposed", _("Waits for a second person")
    IN_FORCE = "in_force", _("Counts")
    DECLINED = "declined", _("Not taken over")
    ENDED = "ended", _("Ended")


class Extension(Stateful, TenantOwned):
    """Licenses that expire from `first` through `last` stay good through `until`, in this organization.

    `license` None: every license of the title. `as_of` is the day on which the source said so.
    """

    license_type = models.ForeignKey(LicenseType, models.PROTECT, related_name="+", verbose_name=_("license type"))
    license = models.ForeignKey(License, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("license"))
    first = models.DateField(_("expiring from"))
    last = models.DateField(_("expiring through"))
    until = models.DateField(_("stay good through"))
    source = models.CharField(_("source"), max_length=300)
    as_of = models.DateField(_("as of"))
    reason = models.CharField(_("reason"), max_length=300)
    state = StateField(max_length=10, choices=ExtensionState, default=ExtensionState.PROPOSED)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            states_constraint(ExtensionState, "extension_state_legal"),
            models.CheckConstraint(condition=Q(first__lte=F("last"), last__lte=F("until")), name="extension_in_order"),
            models.CheckConstraint(
                condition=~Q(state="in_force") | Q(settled_by__isnull=False) & ~Q(entered_by=F("settled_by")), name="extension_two_people"
            ),
        ]

    def __str__(self):
        return f"{self.license_type_id} {self.first} – {self.last}"

    def settle(self, actor, at):
        """Note who said the last word so far."""
        self.settled_by_id, self.settled_at = actor.person_id, at

    @step("proposed", "in_force", action=Action.EXTEND_LICENSE, guards=[another_entered_it, not_her_own_license])
    def confirm(self, *, actor, at, **inputs):
        """A second person read the announcement too."""
        self.settle(actor, at)

    @step("proposed", "declined", action=Action.EXTEND_LICENSE, guards=[says_why])
    def decline(self, *, actor, at, **inputs):
        """It is not so, or whoever entered it takes it back."""
        self.settle(actor, at)

    @step("in_force", "ended", action=Action.EXTEND_LICENSE, guards=[says_why])
    def end(self, *, actor, at, **inputs):
        """It does not count any more: every license ends again on its own day."""
        self.settled_at = at
