"""Base classes every model of ours stands on: whose row it is, and how its state may change."""

from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMFieldMixin

from network.scope import ScopedManager, ScopeMissing, private


class Scoped(models.Model):
    """A row with an owner. Subclasses say who in `scope_q`, `visible_q` and `practitioner_q`."""

    objects = ScopedManager()

    class Meta:
        abstract = True

    def check_scope(self):
        """Raise ScopeMissing unless the row names its owner."""

    def validate_unique(self, exclude=None):
        """Uniqueness is judged over all rows, and shows none."""
        with private():
            super().validate_unique(exclude=exclude)

    def validate_constraints(self, exclude=None):
        """Constraints are judged over all rows, and show none."""
        with private():
            super().validate_constraints(exclude=exclude)

    def save(self, *args, **kwargs):
        """Refuse a missing or changed owner before anything is written."""
        self.check_scope()
        super().save(*args, **kwargs)


class TenantOwned(Scoped):
    """A row of one organization. `practitioner_path` names the way to the therapist it is about, if she may see it."""

    organization = models.ForeignKey("network.Organization", models.PROTECT, related_name="+")
    practitioner_path: str | None = None

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        """Remember the owner as loaded: it may never change."""
        row = super().from_db(db, field_names, values)
        row._owner = row.__dict__.get("organization_id")
        return row

    @property
    def scope_key(self) -> str:
        """The scope that rows related to this one inherit."""
        return f"organization:{self.organization_id}"

    @classmethod
    def scope_q(cls, organization_id) -> Q:
        """Rows of the organization."""
        return Q(organization_id=organization_id)

    @classmethod
    def practitioner_q(cls, practitioner_id) -> Q:
        """Rows about the therapist, if this table is one she may see."""
        return Q(**{cls.practitioner_path: practitioner_id}) if cls.practitioner_path else Q(pk__in=[])

    @classmethod
    def visible_q(cls, actor) -> Q:
        """Staff and system reach their organization's rows; a therapist the rows about herself; others nothing."""
        if actor.organization_id is not None:
            return cls.scope_q(actor.organization_id)
        if actor.practitioner_id is not None:
            return cls.practitioner_q(actor.practitioner_id)
        return Q(pk__in=[])

    def check_scope(self):
        """Refuse a missing or changed organization, and a foreign key to another organization's row."""
        if self.organization_id is None:
            raise ScopeMissing(f"{type(self).__name__} has no organization.")
        if getattr(self, "_owner", None) not in (None, self.organization_id):
            raise ScopeMissing(f"{type(self).__name__} {self.pk} cannot move to another organization.")
        for field in self._meta.concrete_fields:
            if field.is_relation and issubclass(field.related_model, TenantOwned) and getattr(self, field.attname):
                if getattr(self, field.name).organization_id != self.organization_id:
                    raise ScopeMissing(f"{type(self).__name__}.{field.name} belongs to another organization.")


class PractitionerOwned(Scoped):
    """A row the therapist owns and shares: profile facts, licenses as attested. Staff see it while she takes part."""

    practitioner = models.ForeignKey("network.Practitioner", models.PROTECT, related_name="%(class)ss")
    practitioner_path = "practitioner"

    class Meta:
        abstract = True

    @property
    def scope_key(self) -> str:
        """The scope that rows related to this one inherit."""
        return f"practitioner:{self.practitioner_id}"

    @classmethod
    def scope_q(cls, organization_id) -> Q:
        """Rows of therapists who take part in the organization and share with it."""
        return Q(
            practitioner__participations__organization_id=organization_id,
            practitioner__participations__shared=True,
        )

    @classmethod
    def practitioner_q(cls, practitioner_id) -> Q:
        """Her rows."""
        return Q(practitioner_id=practitioner_id)

    @classmethod
    def visible_q(cls, actor) -> Q:
        """Staff reach what is shared with their organization; a therapist what is hers."""
        if actor.organization_id is not None:
            return cls.scope_q(actor.organization_id)
        return Q(practitioner_id=actor.practitioner_id) if actor.practitioner_id else Q(pk__in=[])

    def check_scope(self):
        """Refuse a row without its therapist."""
        if self.practitioner_id is None:
            raise ScopeMissing(f"{type(self).__name__} has no practitioner.")


class Stateful(ConcurrentTransitionMixin, models.Model):
    """A row with a machine in its protected field `state`. Changed only by `network.transitions.perform`."""

    class Meta:
        abstract = True

    def refresh_from_db(self, using=None, fields=None, from_queryset=None):
        """Reload protected fields too: django-fsm refuses that, and its own mixin keeps the stale state instead."""
        if fields is None:
            deferred = self.get_deferred_fields()
            fields = [field.attname for field in self._meta.concrete_fields if field.attname not in deferred]
        protected = self._protected_names()
        for name in protected:
            self.__dict__.pop(name, None)
        fields = list(dict.fromkeys([*fields, *protected]))
        models.Model.refresh_from_db(self, using=using, fields=fields, from_queryset=from_queryset)
        self._update_initial_state()

    def clean_fields(self, exclude=None):
        """`full_clean` writes every cleaned value back, which a protected field refuses: leave those out."""
        super().clean_fields(exclude={*(exclude or ()), *self._protected_names()})

    def _protected_names(self):
        return [
            field.attname
            for field in self._meta.concrete_fields
            if isinstance(field, FSMFieldMixin) and field.protected
        ]
