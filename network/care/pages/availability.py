"""What a therapist sees of her own availability."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from network.care.clocks import is_stale
from network.dates import At
from network.formats import day
from network.parts import Link, Tag


@dataclass(frozen=True, slots=True)
class AvailabilityCard:
    """One organization: on or off, when that was confirmed, and what follows. `confirm` is the address of the one tap."""

    key: int
    name: str
    tag: Tag
    text: str
    link: Link
    confirm: str


def availability_card(participation, row, *, on: date) -> AvailabilityCard:
    """The card of one organization; `row` is None before she said anything."""
    slug = participation.organization.slug
    link = Link(_("Change your availability"), reverse("my_availability", kwargs={"slug": slug}))
    name, key = participation.organization.name, participation.pk
    if row is None:
        text = _("Say when and where you have time. Until then no clients are sent to you.")
        return AvailabilityCard(key, name, Tag("draft", _("Nothing said yet")), text, Link(_("Say when you have time"), link.url), "")
    confirm = reverse("my_availability_confirm", kwargs={"slug": slug})
    confirmed = At(row.confirmed_at).day_in(participation.organization.zone)
    said = _("Confirmed on %(day)s.") % {"day": day(confirmed)}
    if not row.taking:
        return AvailabilityCard(key, name, Tag("held", _("Off")), said, link, confirm)
    if is_stale(confirmed, on):
        text = _("Last confirmed on %(day)s, more than a month ago: others are shown before you.") % {"day": day(confirmed)}
        return AvailabilityCard(key, name, Tag("warn", _("Is this still right?")), text, link, confirm)
    return AvailabilityCard(key, name, Tag("good", _("On")), said, link, confirm)
