"""Events as a timeline: what and who, from and to, why, when."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensure.words_rule import stop_words
from network.formats import day, listed
from network.parts import Entry
from vetting.labels import ROUTES
from vetting.models.decisions import Outcome
from vetting.pages.check import label
from vetting.words_events import act_words

REASONS = {  # reasons a machine gives
    "identifiers_changed": gettext_lazy("the therapist’s identifiers changed"), "row_changed": gettext_lazy("the row of the list changed"),
}
OUTCOMES = dict(Outcome.choices)
WHO = ("person", "them", "machine")  # by staff, by the therapist, by the system


def entries(events, *, who="", names=None) -> list[Entry]:
    """Newest first; an erased payload says so. `who` keeps only what staff, the therapist or the system did.

    `names` says in words what a subject is: {"licensure.verification:7": "Ohio license"}.
    """
    shown = [entry(event, names or {}) for event in events]
    return [each for each in shown if each.who == who] if who in WHO else shown


def entry(event, names) -> Entry:
    """One event in words."""
    what = act_words(event.action)
    if event.subject in names:
        what = _("%(what)s: %(subject)s") % {"what": what, "subject": names[event.subject]}
    text = _("%(what)s · %(who)s") % {"what": what, "who": event.who}
    return Entry(text, event.at, side(event), told(event))


def side(event) -> str:
    """Whose act it was: staff and whoever acted by name have roles, a therapist has none, the system is nobody."""
    if event.actor_roles:
        return "person"
    return "them" if event.actor_id else "machine"


def told(event) -> str:
    """What is told of it beside the act: the reason, or what was asked, answered, verified."""
    if event.payload.erased_at:
        return _("The details were erased.")
    values = event.payload.values or {}
    detail, after = values.get("detail") or {}, values.get("after") or {}
    reason = REASONS.get(values.get("reason"), values.get("reason"))
    parts = [_("“%(reason)s”") % {"reason": reason} if reason else ""]
    if isinstance(detail, dict) and detail.get("as_of"):
        parts.append(_("%(source)s, as of %(day)s") % {"source": detail.get("source", ""), "day": day(date.fromisoformat(detail["as_of"]))})
    if isinstance(detail, dict) and detail.get("rule"):
        parts.append(_("rule %(rule)s, version %(version)s") % {"rule": detail["rule"], "version": detail.get("version", "")})
        parts.append(listed(map(stop_words, detail.get("stops", ()))))
    if isinstance(after, dict):
        parts += [str(after.get(name, "")) for name in ("message", "answer", "assignee")]
        parts += [str(ROUTES.get(after.get("route"), "")), str(OUTCOMES.get(after.get("outcome"), ""))]
    return " · ".join(part for part in parts if part)


def names_of(checks) -> dict[str, str]:
    """What the events about these checks are about."""
    return {f"licensure.verification:{check.pk}": label(check) for check in checks}
