"""Base classes every model of ours stands on: whose row it is, and how its state may change."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.module_loading import import_string
from django_fsm import ConcurrentTransitionMixin, FSMField, FSMFieldMixin

from network.scope import ScopedManager, ScopeMissing, private


class Scoped(models.Model):
    """A row with an owner. Subclasses say who in `scope_q`, `visible_q` and `practitioner_q`.

    `owner_name` is the column that names the owner: it may never be empty and never change.
    """

    owner_name: str | None = None
    objects = ScopedManager()

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        """Remember the owner and the references as loaded: only what changed since needs checking."""
        row = super().from_db(db, field_names, values)
        row._remember()
        return row

    def refresh_from_db(self, using=None, fields=None, from_queryset=None):
        """What was reloaded is as good as loaded."""
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)
        self._remember()

    def _remember(self):
        names = [self.owner_name, *(field.attname for field in self._tenant_references())]
        self._loaded = {name: self.__dict__[name] for name in names if name and name in self.__dict__}

    @classmethod
    def _tenant_references(cls):
        return [
            field
            for field in cls._meta.concrete_fields
            if field.is_relation and isinstance(field.related_model, type) and issubclass(field.related_model, TenantOwned)
        ]

    @classmethod
    def inherits(cls, key: str) -> bool:
        """Whether rows related to a row of scope `key` may be read without saying a scope again."""
        return True

    @classmethod
    def check_update(cls, values: dict, said: str) -> None:
        """Raise ScopeMissing when `queryset.update(**values)` under scope `said` would change an owner."""
        if cls.owner_name and {cls.owner_name, cls.owner_name.removesuffix("_id")} & set(values):
            raise ScopeMissing(f"{cls.__name__}: update() cannot move rows to another owner.")

    def check_scope(self):
        """Raise ScopeMissing unless the row names its owner, and the one it always had."""
        if self.owner_name is None:
            return
        owner = getattr(self, self.owner_name)
        if owner is None:
            raise ScopeMissing(f"{type(self).__name__} has no {self.owner_name.removesuffix('_id')}.")
        if self._stored_owner(owner) != owner:
            raise ScopeMissing(f"{type(self).__name__} {self.pk} cannot move to another owner.")

    def _stored_owner(self, owner):
        loaded = getattr(self, "_loaded", {})
        if self.owner_name in loaded or self.pk is None:
            return loaded.get(self.owner_name, owner)
        # a key was given by hand, or the owner was deferred: ask the database whose row this is
        row = type(self)._base_manager.filter(pk=self.pk).values_list(self.owner_name, flat=True)[:1]
        return next(iter(row), owner)

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
        self._remember()


class TenantOwned(Scoped):
    """A row of one organization. `practitioner_path` names the way to the therapist it is about, if she may see it."""

    organization = models.ForeignKey("network.Organization", models.PROTECT, related_name="+")
    practitioner_path: str | None = None
    owner_name = "organization_id"

    class Meta:
        abstract = True

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
        """Staff and system reach their organization's rows; a therapist the rows about herself; others nothing.

        An auditor reaches of what is about people only what is about those of her audit.
        """
        if actor.organization_id is not None:
            return cls.scope_q(actor.organization_id) & audited_q(actor, cls.practitioner_path)
        if actor.practitioner_id is not None:
            return cls.practitioner_q(actor.practitioner_id)
        return Q(pk__in=[])

    @classmethod
    def inherits(cls, key: str) -> bool:
        """From a row of an organization only: a therapist's row does not say which organization is meant."""
        return key.startswith("organization:")

    @classmethod
    def check_update(cls, values: dict, said: str) -> None:
        """Refuse also a reference to a row of another organization than the one said."""
        super().check_update(values, said)
        for field in cls._tenant_references():
            value = values.get(field.name)
            if isinstance(value, TenantOwned) and said != value.scope_key:
                raise ScopeMissing(f"{cls.__name__}: update() with {field.name} needs within() of its organization.")
            if field.attname in values and values[field.attname] is not None:
                raise ScopeMissing(f"{cls.__name__}: update() takes {field.name}, not {field.attname}.")

    def check_scope(self):
        """Refuse a missing or changed organization, and a foreign key to another organization's row."""
        super().check_scope()
        loaded = getattr(self, "_loaded", {})
        for field in self._tenant_references():
            key = self.__dict__.get(field.attname)  # a deferred reference is not written
            if key is None or loaded.get(field.attname) == key:
                continue
            if getattr(self, field.name).organization_id != self.organization_id:
                raise ScopeMissing(f"{type(self).__name__}.{field.name} belongs to another organization.")


def audited_q(actor, path: str | None) -> Q:
    """Everything, but for an auditor: of her, rows whose `path` leads to a practitioner of her audit. Nothing until it has days."""
    if not actor.audits or path is None:
        return Q()
    if actor.audit is None:
        return Q(pk__in=[])
    return Q(**{f"{path}__in": import_string(settings.AUDITED_PEOPLE)(actor)})


def unclaimed_only_by(path: str, organization_id) -> Q:
    """Leave out profiles another organization imported and nobody claimed; `path` leads to the practitioner ("" or "…__")."""
    hers = Q(**{f"{path}imported_by__isnull": True}) | Q(**{f"{path}claimed_at__isnull": False})
    return hers | Q(**{f"{path}imported_by": organization_id})


class PractitionerOwned(Scoped):
    """A row the therapist owns and shares: profile facts, licenses as attested. Staff see it while she takes part."""

    practitioner = models.ForeignKey("network.Practitioner", models.PROTECT, related_name="%(class)ss")
    practitioner_path = "practitioner"
    owner_name = "practitioner_id"

    class Meta:
        abstract = True

    @property
    def scope_key(self) -> str:
        """The scope that rows related to this one inherit."""
        return f"practitioner:{self.practitioner_id}"

    @classmethod
    def scope_q(cls, organization_id) -> Q:
        """Rows of therapists who take part in the organization and share with it; of unclaimed ones for their importer only."""
        taking_part = Q(
            practitioner__participations__organization_id=organization_id,
            practitioner__participations__shared=True,
        )
        return taking_part & unclaimed_only_by("practitioner__", organization_id)

    @classmethod
    def practitioner_q(cls, practitioner_id) -> Q:
        """Her rows."""
        return Q(practitioner_id=practitioner_id)

    @classmethod
    def visible_q(cls, actor) -> Q:
        """Staff reach what is shared with their organization, an auditor that of people of her audit; a therapist what is hers."""
        if actor.organization_id is not None:
            return cls.scope_q(actor.organization_id) & audited_q(actor, cls.practitioner_path)
        return Q(practitioner_id=actor.practitioner_id) if actor.practitioner_id else Q(pk__in=[])


def emptied(field):
    """What a field says once it was emptied by an erasure: null where it may, else the empty text, list or mapping."""
    if field.null:
        return None
    if isinstance(field, models.JSONField):
        return field.get_default() if field.has_default() else {}
    return ""


def states_constraint(choices, name: str) -> models.CheckConstraint:
    """The database's own list of legal states, for what bypasses the machine (`update`, raw SQL).

    `name` must be unique in the database, such as "application_state_legal".
    """
    return models.CheckConstraint(condition=Q(state__in=[str(value) for value in choices.values]), name=name)


class StateField(FSMField):
    """The column of a machine, written by its steps alone.

    A migration sees a plain text: who may change it is code, and every django-fsm field of a historical model would go on
    listening to each class that is prepared after it.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("protected", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        """As the text it is stored as."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("protected", None)
        return name, "django.db.models.CharField", args, kwargs


class Stateful(ConcurrentTransitionMixin, models.Model):
    """A row with a machine in its protected field `state`. Changed only by `network.transitions.perform`."""

    class Meta:
        abstract = True

    def refresh_from_db(self, using=None, fields=None, from_queryset=None):
        """Reload protected fields too: django-fsm refuses that, and its own mixin keeps the stale state instead.

        A reload of named fields (which is what reading a deferred one is) leaves the state in hand as it was read.
        """
        if fields is None:
            deferred = self.get_deferred_fields()
            fields = [field.attname for field in self._meta.concrete_fields if field.attname not in deferred]
            asked = [*fields, *self._protected_names()]
        else:
            asked = list(fields)
        known = dict(self._read_states)
        held = {name: self.__dict__.pop(name) for name in self._protected_names() if name in self.__dict__}
        # the protected ones come along in any case: the row django builds for the reload reads them at once
        everything = list(dict.fromkeys([*fields, *self._protected_names()]))
        try:
            super().refresh_from_db(using=using, fields=everything, from_queryset=from_queryset)
        except BaseException:
            self.__dict__.update(held)
            raise
        unasked = {name: value for name, value in held.items() if name not in asked}
        self.__dict__.update(unasked)
        self._read_states.update({name: known[name] for name in unasked if name in known})

    @property
    def _read_states(self) -> dict:
        # where django-fsm keeps the states as read, to compare with at the next save; it offers no name for it
        return self._ConcurrentTransitionMixin__initial_states

    def _update_initial_state(self):
        # a deferred state is not read only to be remembered: lists that use only() would pay a query per row
        states = {name: self.__dict__[name] for name in self._protected_names() if name in self.__dict__}
        self._ConcurrentTransitionMixin__initial_states = states

    def _do_update(self, *args, **kwargs):
        for name in self._protected_names():
            getattr(self, name)  # a save compares the state as read; a deferred one is read now
        return super()._do_update(*args, **kwargs)

    def clean_fields(self, exclude=None):
        """`full_clean` writes every cleaned value back, which a protected field refuses: leave those out."""
        super().clean_fields(exclude={*(exclude or ()), *self._protected_names()})

    def _protected_names(self):
        return [
            field.attname
            for field in self._meta.concrete_fields
            if isinstance(field, FSMFieldMixin) and field.protected
        ]
