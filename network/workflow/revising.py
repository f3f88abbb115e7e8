"""Writing rows of standing: a new row, or the next revision of one. Always with its event and the news of it."""

from zoneinfo import ZoneInfo

from django.db import transaction

from network import news
from network.access import Forbidden, can, not_allowed
from network.events import record
from network.transitions import Changed

CARRIED = {"id", "revision", "recorded_at", "recorded_by", "superseded_at", "void", "comment"}


def day_of(organization, at):
    """The organization's calendar day at the instant `at`."""
    return at.astimezone(ZoneInfo(organization.zone)).date()


def require_any(actor, actions, subject) -> None:
    """Raise Forbidden unless the actor may do one of these on the subject."""
    if not any(can(actor, action, subject) for action in actions):
        raise Forbidden(not_allowed(actions[0]))


def told(row) -> dict:
    """What the audit trail keeps of a row: its own fields, without the bookkeeping."""
    fields = (field for field in row._meta.concrete_fields if field.name not in (CARRIED | {"organization", "participation"}))
    return {field.name: getattr(row, field.attname) for field in fields}


def changed(participation) -> None:
    """Tell everyone who asks for standing that an answer may differ now."""
    news.publish(
        "standing.changed",
        participation_id=participation.pk,
        practitioner_id=participation.practitioner_id,
        organization_id=participation.organization_id,
    )


def write(model, action, *, participation, actor, at, why="", **fields):
    """Add a first revision, with its event and the news."""
    with transaction.atomic():
        row = model(
            organization=participation.organization, participation=participation, recorded_at=at,
            recorded_by_id=actor.person_id, comment=why[:300], **fields,
        )
        row.save()
        record(row, action, actor=actor, at=at, after=told(row), reason=why)
        changed(participation)
    return row


def revise(row, action, *, actor, at, why="", void=False, **fields):
    """Add the next revision of a row and say of the old one when it was superseded. Returns the new one.

    Raises Changed when somebody revised it first, and ValueError when `at` lies before the row was recorded.
    """
    model = type(row)
    if at < row.recorded_at:
        raise ValueError("A revision cannot be recorded before the row it revises.")
    with transaction.atomic():
        rows = model.objects.within(row.organization).filter(pk=row.pk, superseded_at__isnull=True)
        if not rows.update(superseded_at=at):
            raise Changed()
        carried = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in CARRIED}
        fresh = model(
            **{**carried, **fields}, revision=row.revision + 1, recorded_at=at, recorded_by_id=actor.person_id,
            void=void, comment=why[:300],
        )
        fresh.save()
        record(fresh, action, actor=actor, at=at, before=told(row), after=told(fresh), reason=why)
        changed(row.participation)
    return fresh
