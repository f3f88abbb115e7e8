"""What a therapist says of her availability in one organization. Saying it, or one tap, confirms it for a month."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.care.ages import BANDS
from network.care.clocks import is_stale
from network.care.models import Availability, Away, PracticePlace
from network.care.queries.places import jurisdiction_of, label_of
from network.care.workflow.confirming import good_for_a_month, link_to
from network.care.workflow.projecting import refresh
from network.care.workflow.telling import write
from network.events import record
from network.models import Participation
from network.transitions import Refusal, Refused
from network.workflow.revising import day_of


@dataclass(frozen=True, slots=True)
class Said:
    """Everything she says at once. `places` are of `care.Place`; the first is where she sits for video and phone."""

    taking: bool
    modes: tuple[str, ...]
    languages: tuple[str, ...]
    hours: tuple[str, ...]
    capacity: int
    places: tuple = ()
    gender: str = ""
    next_opening: date | None = None
    age_bands: tuple[str, ...] = ("adult",)


def missing(said: Said):
    """What must be known before clients can be sent."""
    if not said.taking:
        return
    asked = (
        ("modes", said.modes, _("Choose how you meet clients.")), ("languages", said.languages, _("Choose a language.")),
        ("hours", said.hours, _("Choose when.")), ("places", said.places, _("Enter where you work.")),
        ("capacity", said.capacity, _("Enter for how many clients there is room.")),
    )
    for name, value, message in asked:
        if not value:
            yield Refusal(f"no_{name}", message, _("Or switch new clients off."), {"field": name})


def say(*, participation: Participation, said: Said, actor, at) -> Availability:
    """Write down what she offers, and confirm it. Raises Refused, and Forbidden for anybody but her."""
    require(actor, Action.OWN_PROFILE, participation)
    if unmet := list(missing(said)):
        raise Refused(unmet)
    with transaction.atomic():
        Participation.objects.within(participation.organization).select_for_update().get(pk=participation.pk)
        row = availability_of(participation) or Availability(organization=participation.organization, participation=participation)
        before = told(row) if row.pk else None
        row.taking, row.capacity, row.gender, row.next_opening = said.taking, said.capacity, said.gender, said.next_opening
        row.modes, row.languages, row.hours = sorted(said.modes), sorted(said.languages), sorted(said.hours)
        row.age_bands = [band for band in BANDS if band in said.age_bands]
        row.confirmed_at = at
        row.save()
        _move(row, said.places)
        record(row, "availability.said", actor=actor, at=at, before=before, after=told(row))
        refresh(row)
    return row


def _move(row: Availability, places) -> None:
    row.practice_places.all().delete()
    for place in {place.pk: place for place in places}.values():
        PracticePlace(
            organization=row.organization, availability=row, label=label_of(place),
            jurisdiction=jurisdiction_of(place), latitude=place.latitude, longitude=place.longitude,
        ).save()


def confirm(*, availability: Availability, actor, at) -> Availability:
    """Nothing changed: one tap, good for a month."""
    require(actor, Action.OWN_PROFILE, availability)
    with transaction.atomic():
        row = Availability.objects.within(availability.organization).select_for_update().get(pk=availability.pk)
        good_for_a_month(row, actor=actor, at=at)
    return row


def go_away(*, availability: Availability, first: date, last: date, actor, at) -> Away:
    """No new clients on these days; they end by themselves. Raises Refused."""
    require(actor, Action.OWN_PROFILE, availability)
    if last < first:
        raise Refused([Refusal("days_not_in_order", _("The last day lies before the first."), _("Swap them."), {"field": "away_last"})])
    if last < day_of(availability.organization, at):
        message = _("Those days have passed.")
        raise Refused([Refusal("days_passed", message, _("Enter days that are still to come."), {"field": "away_last"})])
    with transaction.atomic():
        row = Away(organization=availability.organization, availability=availability, first=first, last=last)
        row.save()
        record(availability, "availability.away", actor=actor, at=at, after={"first": first, "last": last})
    return row


def come_back(*, away: Away, actor, at) -> None:
    """She is there after all."""
    require(actor, Action.OWN_PROFILE, away.availability)
    with transaction.atomic():
        record(away.availability, "availability.back", actor=actor, at=at, before={"first": away.first, "last": away.last})
        away.delete()


def ask_to_confirm(*, availability: Availability, at) -> bool:
    """One mail when it was not confirmed for a month; whether it was due. The same mail is never written twice."""
    organization = availability.participation.organization
    confirmed = day_of(organization, availability.confirmed_at)
    if not is_stale(confirmed, day_of(organization, at)):
        return False
    url, key = link_to(availability, at=at), f"{availability.pk}:{confirmed}"
    write(availability.participation, "availability_stale", url=url, key=key, once=True, at=at)
    return True


def availability_of(participation) -> Availability | None:
    """What she said, if anything yet."""
    return Availability.objects.within(participation.organization).filter(participation=participation).first()


def told(row: Availability) -> dict:
    """What the audit trail keeps."""
    names = ("taking", "modes", "languages", "hours", "age_bands", "capacity", "next_opening")
    return {name: getattr(row, name) for name in names}
