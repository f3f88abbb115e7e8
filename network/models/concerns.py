"""What somebody says went wrong with a therapist: received, looked into, closed with a finding. It names no client."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network import guards_concerns as guards
from network.access import Action
from network.models.base import StateField, Stateful, TenantOwned, states_constraint
from network.models.people import same_persons
from network.scope import ScopedManager, ScopedQuerySet
from network.transitions import step


class ConcernKind(models.TextChoices):
    """What it is about (domain 2.7.3)."""

    QUALITY = "quality", _("Quality of care")
    ACCESS = "access", _("Access and punctuality")
    CONFIDENTIALITY = "confidentiality", _("Confidentiality")
    BILLING = "billing", _("Billing")
    DISCRIMINATION = "discrimination", _("Discrimination")
    BOUNDARY = "boundary", _("Boundaries")
    FACILITY = "facility", _("Practice and premises")
    ADMINISTRATIVE = "administrative", _("Administration")


class ConcernSeverity(models.TextChoices):
    """How much it weighs, from least to most."""

    MINOR = "minor", _("Minor")
    MODERATE = "moderate", _("Moderate")
    SERIOUS = "serious", _("Serious")


class ConcernChannel(models.TextChoices):
    """How it came; never who said it."""

    CALL = "call", _("By telephone")
    WRITING = "writing", _("In writing")
    SURVEY = "survey", _("In a survey")
    EMPLOYER = "employer", _("From an employer")
    COLLEAGUE = "colleague", _("From a colleague")
    VISIT = "visit", _("At a visit to the practice")
    AUTHORITY = "authority", _("From an authority")


class ConcernState(models.TextChoices):
    """Where it stands. `struck`: it should never have been recorded."""

    OPEN = "open", _("Received")
    LOOKED_INTO = "looked_into", _("Being looked into")
    SUBSTANTIATED = "substantiated", _("Substantiated")
    NOT_SUBSTANTIATED = "not_substantiated", _("Not substantiated")
    REFERRED_ON = "referred_on", _("Referred on")
    STRUCK = "struck", _("Recorded by mistake")


WAITING = (ConcernState.OPEN, ConcernState.LOOKED_INTO)
CLOSED = (ConcernState.SUBSTANTIATED, ConcernState.NOT_SUBSTANTIATED, ConcernState.REFERRED_ON)


class ConcernQuerySet(ScopedQuerySet):
    """Concerns by where they stand."""

    def waiting(self):
        """Those nobody has closed."""
        return self.filter(state__in=WAITING)

    def over(self):
        """Those that are closed or struck out."""
        return self.exclude(state__in=WAITING)

    def counted(self):
        """Those that were found to be so."""
        return self.filter(state=ConcernState.SUBSTANTIATED)


class Concern(Stateful, TenantOwned):
    """One concern about one therapist in one network. Her own pages never show it: peer review closes it (NCQA CR 1; domain 1.1)."""

    practitioner_path = "participation__practitioner"

    participation = models.ForeignKey("network.Participation", models.PROTECT, related_name="concerns")
    kind = models.CharField(_("what it is about"), max_length=20, choices=ConcernKind)
    severity = models.CharField(_("how much it weighs"), max_length=10, choices=ConcernSeverity)
    channel = models.CharField(_("how it came"), max_length=10, choices=ConcernChannel)
    received_on = models.DateField(_("received on"))
    text = models.TextField(_("what was said"))
    state = StateField(default=ConcernState.OPEN, choices=ConcernState.choices)
    state_since = models.DateTimeField()
    recorded_by = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    acknowledge_by = models.DateField(help_text="Somebody answers for it by this day.")
    acknowledged_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    acknowledged_on = models.DateField(null=True, blank=True)
    close_by = models.DateField(help_text="It is closed by this day.")
    finding = models.TextField(_("what was found"), blank=True)
    closing_note = models.TextField(_("what is done about it"), blank=True)
    closed_by = models.ForeignKey("network.Person", models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    objects = ScopedManager.from_queryset(ConcernQuerySet)()

    class Meta:
        ordering = ["-received_on", "-pk"]
        constraints = [
            states_constraint(ConcernState, "concern_state_legal"),
            models.CheckConstraint(
                condition=~Q(state__in=("substantiated", "not_substantiated", "referred_on"))
                | Q(closed_on__isnull=False, closed_by__isnull=False),
                name="concern_closed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "state", "received_on"]), models.Index(fields=["participation", "state", "received_on"]),
        ]

    def __str__(self):
        return f"concern {self.pk}"

    @classmethod
    def practitioner_q(cls, practitioner_id) -> Q:
        """None: what is said in peer review is closed to her; what she may have is in her own data."""
        return Q(pk__in=[])

    @classmethod
    def visible_q(cls, actor) -> Q:
        """The organization's, but for those about the reader herself."""
        found = super().visible_q(actor)
        if actor.person_id is None:
            return found
        return found & ~Q(participation__practitioner__person__in=same_persons(actor.person_id))

    @property
    def practitioner(self):
        """Who it is about."""
        return self.participation.practitioner

    @property
    def is_waiting(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in WAITING

    def _closed(self, at, actor, *, on, finding, closing_note):
        self.state_since, self.closed_on, self.closed_by_id = at, on, actor.person_id
        self.finding, self.closing_note = finding, closing_note

    @step(ConcernState.OPEN, ConcernState.LOOKED_INTO, action=Action.HANDLE_CONCERN, guards=[guards.not_about_herself])
    def take_up(self, *, actor, at, on, **inputs):
        """A named person answers for it from now on."""
        self.state_since, self.acknowledged_on, self.acknowledged_by_id = at, on, actor.person_id

    @step(ConcernState.LOOKED_INTO, ConcernState.SUBSTANTIATED, action=Action.HANDLE_CONCERN, guards=guards.TO_CLOSE)
    def substantiate(self, *, actor, at, on, finding, closing_note="", **inputs):
        """It was so: it counts at the next vetting."""
        self._closed(at, actor, on=on, finding=finding, closing_note=closing_note)

    @step(ConcernState.LOOKED_INTO, ConcernState.NOT_SUBSTANTIATED, action=Action.HANDLE_CONCERN, guards=guards.TO_CLOSE)
    def not_substantiate(self, *, actor, at, on, finding, closing_note="", **inputs):
        """It was not so, or nothing shows it."""
        self._closed(at, actor, on=on, finding=finding, closing_note=closing_note)

    @step(
        ConcernState.LOOKED_INTO, ConcernState.REFERRED_ON, action=Action.HANDLE_CONCERN,
        guards=[*guards.TO_CLOSE, guards.says_to_whom],
    )
    def refer_on(self, *, actor, at, on, finding, closing_note, **inputs):
        """Somebody else settles it: a board, a register's complaints body, the organization's own privacy officer."""
        self._closed(at, actor, on=on, finding=finding, closing_note=closing_note)

    @step(
        CLOSED, ConcernState.LOOKED_INTO, action=Action.HANDLE_CONCERN,
        guards=[guards.not_about_herself, guards.gives_reason, guards.names_no_client],
    )
    def reopen(self, *, actor, at, **inputs):
        """Something new is known. What was found before stays readable until it is closed again."""
        self.state_since, self.closed_on, self.closed_by_id = at, None, None
        self.acknowledged_by_id = actor.person_id

    @step(
        WAITING, ConcernState.STRUCK, action=Action.HANDLE_CONCERN,
        guards=[guards.not_about_herself, guards.gives_reason, guards.names_no_client],
    )
    def strike(self, *, actor, at, on, **inputs):
        """It is about somebody else, or stands here twice. It counts nowhere."""
        self.state_since, self.closed_on, self.closed_by_id = at, on, actor.person_id
