"""A scope that fails closed: a queryset of tenant-owned rows refuses to compile until somebody said whose rows it means.

Say `within(organization)`, `visible_to(actor)`, `of(practitioner)` (for what a therapist owns) or, rarely and by name,
`everywhere(reason=…)`. Following a foreign key from a row you already hold needs nothing; a related manager inherits the
scope of its instance.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models
from django.db.models import sql

_private: ContextVar[bool] = ContextVar("private_scope", default=False)


class ScopeMissing(RuntimeError):
    """Nobody said whose rows this query means. A programming error, never a user's."""


@contextmanager
def private():
    """For Django's own uniqueness checks, which must see every row and show none."""
    token = _private.set(True)
    try:
        yield
    finally:
        _private.reset(token)


class ScopedQuery(sql.Query):
    """A query that remembers which scope was said and refuses to compile without one."""

    said: str | None = None  # what was said, as text: "organization:3", "everywhere", …

    def get_compiler(self, *args, **kwargs):
        """Refuse before any SQL exists: covers get, count, exists, aggregate, iterator, subqueries and unions."""
        self.insist()
        return super().get_compiler(*args, **kwargs)

    def combine(self, rhs, connector):
        """`|` and `&` join two scopes: both must have been said, and be the same one."""
        self.insist()
        rhs.insist()
        if self.said != rhs.said:
            raise ScopeMissing(f"Cannot combine scope {self.said} with {rhs.said}.")
        return super().combine(rhs, connector)

    def insist(self):
        """Raise ScopeMissing unless a scope was said; `none()` needs none."""
        if self.said is None and not _private.get() and not self.is_empty():
            raise ScopeMissing(
                f"{self.model.__name__}: say within(organization), visible_to(actor) or everywhere(reason=…) first."
            )


class ScopedQuerySet(models.QuerySet):
    """Rows of one organization, or of one therapist. Model classes say how in `scope_q` and `visible_q`."""

    def __init__(self, model=None, query=None, using=None, hints=None):
        super().__init__(model, query or ScopedQuery(model), using, hints)

    def _say(self, said: str):
        clone = self._chain()
        clone.query.said = said
        return clone

    def within(self, organization):
        """Rows that belong to this organization."""
        return self._say(f"organization:{organization.pk}").filter(self.model.scope_q(organization.pk))

    def visible_to(self, actor):
        """Rows this actor may reach; a stranger's set is empty, so she gets 404."""
        return self._say(f"actor:{actor.kind}:{actor.organization_id}:{actor.practitioner_id}").filter(
            self.model.visible_q(actor)
        )

    def of(self, practitioner):
        """Rows of this therapist, in every organization. For her own pages and for what she owns."""
        return self._say(f"practitioner:{practitioner.pk}").filter(self.model.practitioner_q(practitioner.pk))

    def everywhere(self, *, reason: str):
        """Every row of every organization. Rare: each use is listed by a test with its reason."""
        if not reason:
            raise ScopeMissing("everywhere() needs a reason.")
        return self._say("everywhere")

    def _add_hints(self, **hints):
        """A related manager or prefetch from a row in hand inherits that row's scope.

        Not from a therapist's row to organizations' rows about her: she takes part in several, and none may see another.
        """
        super()._add_hints(**hints)
        key = getattr(hints.get("instance"), "scope_key", None)
        if key and self.query.said is None and self.model.inherits(key):
            self.query.said = key

    def update(self, **kwargs):
        """Guarded: see ScopedQuery. Never moves rows to another owner, nor points them at another organization's row."""
        self.query.insist()
        self.model.check_update(kwargs, self.query.said)
        return super().update(**kwargs)

    def bulk_update(self, objs, fields, batch_size=None):
        """Guarded, row by row like `save`."""
        objs = list(objs)
        for row in objs:
            row.check_scope()
        return super().bulk_update(objs, fields, batch_size=batch_size)

    def delete(self):
        """Guarded: see ScopedQuery."""
        self.query.insist()
        return super().delete()

    def _raw_delete(self, using):
        self.query.insist()
        return super()._raw_delete(using)

    def raw(self, *args, **kwargs):
        """Never: raw SQL cannot be scoped."""
        raise ScopeMissing("raw() cannot be scoped; write a queryset.")

    def bulk_create(self, objs, *args, **kwargs):
        """Every row must name its owner; a conflict may not overwrite a row without comparing its owner."""
        objs = list(objs)
        for row in objs:
            row.check_scope()
        owner = (self.model.owner_name or "").removesuffix("_id")
        unique = kwargs.get("unique_fields") or ()
        if kwargs.get("update_conflicts") and not {owner, f"{owner}_id"} & set(unique):
            raise ScopeMissing(f"{self.model.__name__}: unique_fields must contain {owner!r} when conflicts overwrite rows.")
        return super().bulk_create(objs, *args, **kwargs)

    update.alters_data = delete.alters_data = bulk_create.alters_data = bulk_update.alters_data = True


ScopedManager = models.Manager.from_queryset(ScopedQuerySet, class_name="ScopedManager")
