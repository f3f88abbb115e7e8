"""What changes that take two persons share: one at a time of the same, with a reason, and what a setting says from a day on."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.events import record, take_turns
from network.models import Parameter
from network.transitions import Refusal, perform, raise_unmet
from payments.workflow.telling import ask_second


def propose(row, event: str, unmet: Iterable[Refusal], *, told: dict, page: str, pk=None, actor, at):
    """Keep a change that waits for a second person. `unmet` is asked under the organization's lock: of two at once the second waits.

    Who may confirm it is told by mail, without detail, on which `page` (of the row `pk`) it is. Raises Refused with
    all that is unmet.
    """
    row.reason, row.proposed_at, row.proposed_by_id = row.reason.strip(), at, actor.person_id
    with transaction.atomic():
        take_turns(row.organization_id)
        raise_unmet(unmet)
        row.full_clean()
        row.save()
        record(row, event, actor=actor, at=at, after=told, reason=row.reason)
        ask_second(row, page, pk, at=at)
    return row


def refuse(change, *, reason, actor, at):
    """It stays as it was. Raises Refused without a reason."""
    return perform(change, "refuse", actor=actor, at=at, note=reason, reason=reason)


def unfounded(row, field="reason") -> Iterator[Refusal]:
    """A change says why."""
    if not row.reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": field})


def waiting(row, **same) -> Iterator[Refusal]:
    """No other change of the `same` waits."""
    if type(row).objects.within(row.organization).filter(**same, state="proposed").exists():
        yield Refusal("change_waits", _("A change of this waits already."), _("It is confirmed or refused first."))


def setting(row, *, wrong: Iterable[Refusal], present, on) -> Iterator[Refusal]:
    """What stands against another value of a parameter: what is `wrong` with it, or nothing new beside `present`, or a day that passed."""
    if wrong := list(wrong):
        yield from wrong
    elif row.value == present:
        yield Refusal("setting_same", _("This counts on that day already."), _("Enter another value."), {"field": "value"})
    if row.effective_from < on:
        yield Refusal("day_passed", _("This day is not to come any more."), _("Choose today or a later day."), {"field": "first"})
    yield from unfounded(row)
    yield from waiting(row, key=row.key)


def told_of(row) -> dict:
    """A setting's change, as events tell it."""
    return {"key": row.key, "value": row.value, "from": row.effective_from}


def set_parameter(change, *, actor, at) -> Parameter:
    """A second person agrees: the value counts from its day, and both stand beside it. Raises Refused."""
    with transaction.atomic():
        perform(change, "confirm", actor=actor, at=at)
        given = {"value": change.value, "author_id": change.proposed_by_id, "approver_id": actor.person_id}
        row, _new = Parameter.objects.within(change.organization).update_or_create(
            organization=change.organization, key=change.key, effective_from=change.effective_from, defaults=given
        )
        record(row, "parameter.set", actor=actor, at=at, after=told_of(change), reason=change.reason)
    return row
