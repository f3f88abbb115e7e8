"""Events as a timeline: what and who, from and to, why, when."""

from django.utils.translation import gettext as _

from network.parts import Entry
from vetting.labels import EVENTS

QUIET = {"state"}


def entries(events) -> list[Entry]:
    """Newest first; an erased payload says so."""
    return [entry(event) for event in events]


def entry(event) -> Entry:
    """One event in words."""
    values = event.payload.values or {}
    what = EVENTS.get(event.action, event.action.replace("_", " ").replace(".", ": "))
    text = _("%(what)s · %(who)s") % {"what": what, "who": event.actor_label}
    who = "machine" if not event.actor_id else ("them" if not event.actor_roles else "person")
    note = values.get("reason", "")
    if event.payload.erased_at:
        note = _("The details were erased.")
    return Entry(text, event.at, who, note)
