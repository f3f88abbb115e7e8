"""How an organization handles calls: to whom offers go, how long an answer may take, and whom to call in a crisis."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.care.facts.settings import APPOINTMENT, OFFERS, RESPOND, handling
from network.care.models import CrisisLine
from network.events import record
from network.models import Parameter
from network.transitions import Refusal, Refused
from network.workflow.revising import day_of


@dataclass(frozen=True, slots=True)
class Given:
    """What is chosen: `offers` one, all or either; hours to answer and working days to the appointment, by urgency."""

    offers: str
    hours: dict
    days: dict


def set_handling(*, organization, given: Given, actor, at) -> None:
    """From today on. Offers that are out keep their hour."""
    require(actor, Action.SET_INTAKE, organization)
    on = day_of(organization, at)
    before = handling(organization, on=on)
    values = {OFFERS: given.offers, RESPOND: given.hours, APPOINTMENT: given.days}
    with transaction.atomic():
        for key, value in values.items():
            if before.stored[key] == value:
                continue
            row, _new = Parameter.objects.within(organization).update_or_create(
                organization=organization, key=key, effective_from=on, defaults={"value": value, "author_id": actor.person_id}
            )
            record(row, "parameter.set", actor=actor, at=at, after={"key": key, "value": value, "from": on})


def add_line(*, organization, place, name, number, note, source, checked_on, actor, at) -> CrisisLine:
    """A line of a crisis, with where it was read and when. Raises Refused for a day to come."""
    require(actor, Action.SET_INTAKE, organization)
    if checked_on > day_of(organization, at):
        message = _("That day is still to come.")
        raise Refused([Refusal("checked_later", message, _("Enter the day the number was checked."), {"field": "checked_on"})])
    with transaction.atomic():
        row = CrisisLine(
            organization=organization, place=place.strip().upper(), name=name, number=number, note=note, source=source,
            checked_on=checked_on,
        )
        row.save()
        record(row, "crisisline.added", actor=actor, at=at, after={"place": row.place, "name": name, "number": number})
    return row


def drop_line(*, line, actor, at) -> None:
    """It counts no more."""
    require(actor, Action.SET_INTAKE, line)
    with transaction.atomic():
        record(line, "crisisline.dropped", actor=actor, at=at, before={"name": line.name, "number": line.number})
        line.delete()
