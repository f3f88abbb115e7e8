"""Organizations, their staff, and what several apps speak of: panels, employers, parameters."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.access import Role
from network.models.base import TenantOwned
from network.scope import ScopedManager, ScopedQuerySet

RESERVED_SLUGS = {"me", "account", "demo", "static", "documents", "healthz", "readyz", "preferences", "i18n", "help", "api"}


class Organization(models.Model):
    """The EAP vendor: the tenant ("provider organization")."""

    slug = models.SlugField(unique=True, validators=[RegexValidator(r"^[a-z][a-z0-9-]{1,39}$")])
    name = models.CharField(_("name"), max_length=100)
    country = models.CharField(_("country"), max_length=2)
    zone = models.CharField(_("time zone"), max_length=50)
    language = models.CharField(_("language"), max_length=5, default="en")
    currency = models.CharField(_("currency"), max_length=3)
    prefix = models.CharField(_("reference prefix"), max_length=4, unique=True)
    letterhead = models.TextField(_("letterhead"), blank=True, help_text=_("Address lines printed at the head of letters."))
    sender_email = models.EmailField(_("sender"), blank=True)
    reply_to = models.CharField(_("who answers questions"), max_length=200, blank=True)
    accepts_applications = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(slug__in=sorted(RESERVED_SLUGS)), name="organization_slug_free")]

    def __str__(self):
        return self.name

    @property
    def organization_id(self):
        """Itself: lets access ask the same question of every subject."""
        return self.pk

    @property
    def scope_key(self) -> str:
        """The scope that rows related to this one inherit."""
        return f"organization:{self.pk}"


class MembershipQuerySet(ScopedQuerySet):
    """Staff accounts by organization and day."""

    def current(self, on=None):
        """Those in force on day `on`; all that have not ended when no day is given."""
        if on is None:
            return self.filter(ends_on__isnull=True)
        return self.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=on)).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


class Membership(TenantOwned):
    """A staff account in an organization, with roles. Both days are included."""

    user = models.ForeignKey("network.User", models.PROTECT, related_name="memberships")
    person = models.ForeignKey("network.Person", models.PROTECT, related_name="memberships")
    roles = models.JSONField(_("roles"), default=list)
    title = models.CharField(_("title"), max_length=100, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    audit_first = models.DateField(null=True, blank=True, help_text="An auditor reads about people decided on from this day")
    audit_last = models.DateField(null=True, blank=True, help_text="through this one.")

    objects = ScopedManager.from_queryset(MembershipQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "user"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(audit_first__isnull=True, audit_last__isnull=True)
                | Q(audit_first__lte=models.F("audit_last"), ends_on__isnull=False),
                name="membership_audit_has_days_in_order_and_an_end",
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.organization}"

    @property
    def audits(self) -> bool:
        """Whether the account is an auditor's."""
        return Role.AUDITOR in self.roles

    @property
    def audit(self) -> tuple[date, date] | None:
        """The days whose decisions an auditor reads, both included; None until somebody named them."""
        return (self.audit_first, self.audit_last) if self.audits and self.audit_first else None

    @property
    def role_names(self) -> list[str]:
        """The roles in words, in the reader's language."""
        return [str(Role(role).label) for role in self.roles]


class Panel(TenantOwned):
    """A part of an organization's network with its own demands: an employer's, a language's."""

    code = models.SlugField()
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "code"], name="panel_once")]

    def __str__(self):
        return self.name


class Parameter(TenantOwned):
    """One dated setting of an organization. Each app registers its keys; a later row replaces an earlier one."""

    key = models.CharField(max_length=80)
    value = models.JSONField()
    effective_from = models.DateField()
    author = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    approver = models.ForeignKey("network.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "key", "effective_from"], name="parameter_once")]

    def __str__(self):
        return f"{self.key} from {self.effective_from}"
