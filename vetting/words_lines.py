"""What the lines of "Observed" are made of: a fact with its evidence, its last day, its place; and who words which criterion."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from network.formats import day, listed
from vetting.words_values import code, place_label

Seen = Callable[[Mapping, str], str]
READERS: dict[str, Seen] = {}


def reads(*criteria: str):
    """The function words these criteria: it takes the observed values and the outcome."""
    return lambda reader: READERS.update(dict.fromkeys(criteria, reader)) or reader


def proven(text: str, values: Mapping) -> str:
    """A fact, and how far its evidence has come."""
    if not values.get("state"):
        return text
    return _("%(fact)s, %(evidence)s") % {"fact": text, "evidence": code(values["state"])}


def through(text: str, last) -> str:
    """A fact, and its last day."""
    return _("%(fact)s, through %(day)s") % {"fact": text, "day": day(last)} if last else text


def at(where: str | None, text: str) -> str:
    """A fact, and the place or list it is about."""
    return _("%(where)s: %(fact)s") % {"where": where, "fact": text} if where else text


def where(values: Mapping) -> str:
    """The place a fact is about, or the places asked."""
    if values.get("jurisdiction"):
        return place_label(values["jurisdiction"])
    return listed(map(place_label, values.get("jurisdictions") or ()))
