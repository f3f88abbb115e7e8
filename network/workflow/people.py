"""People and practitioners: making them, and what a therapist writes about herself."""

from django.db import transaction

from network import news
from network.access import Action, require, therapist_actor
from network.events import record
from network.models import Person, Practitioner, PractitionerName
from network.workflow.marks import mark_profile
from network.workflow.same_person import clear_same_person, confirm_same_person, suspect_same_person

SEARCHED = ("given_name", "prefix", "family_name", "date_of_birth", "npi")  # what lists are searched by

__all__ = [
    "add_name",
    "become_practitioner",
    "change_profile",
    "clear_same_person",
    "confirm_same_person",
    "identifiers_changed",
    "register_practitioner",
    "remove_name",
    "require_keeper",
    "suspect_same_person",
]


def register_practitioner(*, given_name, family_name, actor, at, prefix="", date_of_birth=None, imported_by=None, **fields) -> Practitioner:
    """Create a person and the practitioner she is. `imported_by` is the organization that brought an unclaimed one."""
    with transaction.atomic():
        person = Person.objects.create(given_name=given_name, prefix=prefix, family_name=family_name, date_of_birth=date_of_birth)
        practitioner = Practitioner(person=person, reference=f"T-{person.pk:05d}", imported_by=imported_by, **fields)
        if imported_by is None:
            practitioner.claimed_at = at
        practitioner.save()
        mark_profile(practitioner)
        record(practitioner, "practitioner.registered", actor=actor, at=at, after={"reference": practitioner.reference})
    return practitioner


def become_practitioner(person, *, email="", at) -> Practitioner:
    """The practitioner this person is; made now when she is none yet. For who has an account: hers from the start."""
    known = Practitioner.objects.everywhere(reason="a person is one practitioner in all organizations").filter(person=person).first()
    if known:
        return known
    with transaction.atomic():
        practitioner = Practitioner(person=person, reference=f"T-{person.pk:05d}", email=email, claimed_at=at)
        practitioner.save()
        herself = therapist_actor(practitioner, None)
        record(practitioner, "practitioner.registered", actor=herself, at=at, after={"reference": practitioner.reference})
    return practitioner


def change_profile(practitioner, *, actor, at, person=None, **fields):
    """She changes her own name, birth date, NPI, profession or phone; every earlier name stays a key for screening."""
    require(actor, Action.OWN_PROFILE, practitioner)
    with transaction.atomic():
        before = {name: getattr(practitioner, name) for name in fields}
        for name, value in fields.items():
            setattr(practitioner, name, value)
        practitioner.save()
        mark_profile(practitioner)
        if person:
            before |= _rename(practitioner, person)
        if any(before[name] != value for name, value in (fields | (person or {})).items() if name in SEARCHED):
            identifiers_changed(practitioner)
        return record(practitioner, "practitioner.changed", actor=actor, at=at, before=before, after={**fields, **(person or {})})


def identifiers_changed(practitioner) -> None:
    """Tell that she is found under other names, another day of birth or another NPI than before."""
    news.publish("practitioner.identifiers_changed", practitioner_id=practitioner.pk)


def _rename(practitioner, values) -> dict:
    row = practitioner.person
    before = {name: getattr(row, name) for name in values}
    named = ("given_name", "prefix", "family_name")
    if any(name in values and values[name] != before[name] for name in named):
        PractitionerName(practitioner=practitioner, **{name: getattr(row, name) for name in named}).save()
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return before


def require_keeper(actor, practitioner) -> None:
    """She keeps her own profile; until she claims it, the organization that imported it does. Raises Forbidden."""
    imported = practitioner.claimed_at is None and practitioner.imported_by_id is not None
    if imported and practitioner.imported_by_id == actor.organization_id:
        require(actor, Action.IMPORT_ROSTER, practitioner.imported_by)
    else:
        require(actor, Action.OWN_PROFILE, practitioner)


def add_name(practitioner, *, actor, at, **fields) -> PractitionerName:
    """A name she has or had; searched on every list."""
    require_keeper(actor, practitioner)
    with transaction.atomic():
        row = PractitionerName(practitioner=practitioner, **fields)
        row.full_clean()
        row.save()
        record(row, "name.added", actor=actor, at=at, after=fields)
        identifiers_changed(practitioner)
    return row


def remove_name(name, *, actor, at):
    """A name that was never hers, entered by mistake."""
    require(actor, Action.OWN_PROFILE, name)
    with transaction.atomic():
        record(name, "name.removed", actor=actor, at=at, before={"name": str(name)})
        name.delete()
        identifiers_changed(name.practitioner)
